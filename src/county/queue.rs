//! Work on plain OS threads with a queue: as many jobs alive as there are threads, whatever their number. A job that panics or takes too long is
//! reported and left behind; the others never notice: each thread brings the Rayon pool that its jobs' inner work goes to, so a job that hangs holds
//! up nobody else's.

use std::any::Any;
use std::collections::{BTreeMap, VecDeque};
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, AtomicU8, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// Typst nests deeply.
const STACK: usize = 16 * 1024 * 1024;
/// How often the clock is looked at while nothing happens.
const TICK: Duration = Duration::from_millis(200);

const RUNNING: u8 = 0;
const COMMITTED: u8 = 1;
const ABANDONED: u8 = 2;

/// A running job's permission to have effects. Whoever comes first wins: the job that commits, or the clock that gives it up.
#[derive(Debug, Clone, Default)]
pub struct Ticket(Arc<AtomicU8>);

impl Ticket {
    /// Asks to write results; false once the job was given up.
    pub fn commit(&self) -> bool {
        self.0.compare_exchange(RUNNING, COMMITTED, Ordering::SeqCst, Ordering::SeqCst).is_ok()
    }

    fn abandon(&self) -> bool {
        self.0.compare_exchange(RUNNING, ABANDONED, Ordering::SeqCst, Ordering::SeqCst).is_ok()
    }

    fn is_abandoned(&self) -> bool {
        self.0.load(Ordering::SeqCst) == ABANDONED
    }
}

/// The wish that a run end early: asked for once, from anywhere.
#[derive(Debug, Clone, Default)]
pub struct Stop(Arc<AtomicBool>);

impl Stop {
    /// Asks for it; false if it was asked for before.
    pub fn ask(&self) -> bool {
        !self.0.swap(true, Ordering::SeqCst)
    }

    /// Whether it was asked for.
    pub fn asked(&self) -> bool {
        self.0.load(Ordering::SeqCst)
    }
}

/// What happens to a job.
#[derive(Debug, PartialEq, Eq)]
pub enum Event<R> {
    Started,
    Done(R),
    Panicked(String),
    TimedOut,
    /// Not begun or given up, as the run was to end early.
    Stopped,
    /// The system gives no thread to run it on.
    NoThread(String),
}

struct Shared<W> {
    queue: Mutex<VecDeque<usize>>,
    /// How many threads a job's own inner work has.
    inner: usize,
    work: W,
}

struct Message<R> {
    job: usize,
    event: Event<R>,
    ticket: Ticket,
}

/// Runs jobs `0..count` on `threads` threads and tells what happens to each, in the order it happens. A job gets `limit` before it is given up.
/// Once `stop` is asked for, no job begins, those that have committed are waited for, the others are given up.
pub fn run<R, W>(count: usize, threads: usize, limit: Duration, stop: &Stop, work: W, mut tell: impl FnMut(usize, Event<R>))
where
    R: Send + 'static,
    W: Fn(usize, &Ticket) -> R + Send + Sync + 'static,
{
    let threads = threads.clamp(1, count.max(1));
    let inner = thread::available_parallelism().map_or(1, usize::from).div_euclid(threads).max(1);
    let shared = Arc::new(Shared { queue: Mutex::new((0..count).collect()), inner, work });
    let (sender, receiver) = mpsc::channel();
    let mut alive = 0;
    let mut refusal = String::new();
    let mut start = |alive: &mut usize| match spawn(&shared, &sender) {
        Ok(()) => *alive += 1,
        Err(error) => refusal = crate::diagnostics::system::reason(&error),
    };
    (0..threads).for_each(|_| start(&mut alive));
    let mut running: BTreeMap<usize, (Instant, Ticket)> = BTreeMap::new();
    let mut left = count;
    while left > 0 && alive > 0 {
        if let Some(Message { job, event, ticket }) = next(&receiver) {
            match event {
                Event::Started => {
                    running.insert(job, (Instant::now(), ticket));
                    tell(job, Event::Started);
                }
                event if running.remove(&job).is_some() => {
                    left -= 1;
                    tell(job, event);
                }
                _ => {}
            }
        }
        let stopping = stop.asked();
        while let Some(job) = if stopping { pop(&shared.queue) } else { None } {
            left -= 1;
            tell(job, Event::Stopped);
        }
        let late = |since: &Instant| stopping || since.elapsed() > limit;
        let given_up: Vec<usize> =
            running.iter().filter(|(_, (since, ticket))| late(since) && ticket.abandon()).map(|(job, _)| *job).collect();
        for job in given_up {
            running.remove(&job);
            left -= 1;
            alive -= 1;
            if stopping {
                tell(job, Event::Stopped);
            } else {
                start(&mut alive);
                tell(job, Event::TimedOut);
            }
        }
    }
    while let Some(job) = pop(&shared.queue) {
        tell(job, Event::NoThread(refusal.clone()));
    }
}

/// The next message, or none when it is time to look at the clock.
fn next<R>(receiver: &Receiver<Message<R>>) -> Option<Message<R>> {
    match receiver.recv_timeout(TICK) {
        Ok(message) => Some(message),
        Err(RecvTimeoutError::Timeout) => None,
        Err(RecvTimeoutError::Disconnected) => unreachable!("the caller keeps a sender"),
    }
}

fn spawn<R, W>(shared: &Arc<Shared<W>>, sender: &Sender<Message<R>>) -> io::Result<()>
where
    R: Send + 'static,
    W: Fn(usize, &Ticket) -> R + Send + Sync + 'static,
{
    let (shared, sender) = (shared.clone(), sender.clone());
    let worker = move || {
        // Where none can be had, inner work goes to the pool all threads share.
        let _pool = rayon::ThreadPoolBuilder::new().num_threads(shared.inner).use_current_thread().stack_size(STACK).build();
        while let Some(job) = pop(&shared.queue) {
            let ticket = Ticket::default();
            let say = |event| sender.send(Message { job, event, ticket: ticket.clone() }).is_ok();
            if !say(Event::Started) {
                return;
            }
            let outcome = catch_unwind(AssertUnwindSafe(|| (shared.work)(job, &ticket)));
            let event = outcome.map_or_else(|panic| Event::Panicked(text(panic.as_ref())), Event::Done);
            if ticket.is_abandoned() || !say(event) {
                return;
            }
        }
    };
    thread::Builder::new().stack_size(STACK).spawn(worker).map(drop)
}

fn pop(queue: &Mutex<VecDeque<usize>>) -> Option<usize> {
    queue.lock().unwrap_or_else(PoisonError::into_inner).pop_front()
}

fn text(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Far more than a job that does nothing takes, however busy the machine.
    const LIMIT: Duration = Duration::from_secs(3);

    fn outcomes(threads: usize) -> Vec<(usize, Event<usize>)> {
        let work = |job: usize, ticket: &Ticket| {
            match job {
                3 => panic!("third"),
                5 => thread::sleep(Duration::from_secs(3600)),
                _ => {}
            }
            assert!(ticket.commit());
            job * 2
        };
        let mut outcomes = Vec::new();
        run(9, threads, LIMIT, &Stop::default(), work, |job, event| {
            if event != Event::Started {
                outcomes.push((job, event));
            }
        });
        outcomes.sort_by_key(|(job, _)| *job);
        outcomes
    }

    #[test]
    fn a_panic_and_a_hang_leave_the_others_untouched() {
        for threads in [1, 2, 16] {
            let outcomes = outcomes(threads);
            assert_eq!(outcomes.len(), 9);
            for (job, event) in outcomes {
                match job {
                    3 => assert_eq!(event, Event::Panicked("third".to_owned())),
                    5 => assert_eq!(event, Event::TimedOut),
                    _ => assert_eq!(event, Event::Done(job * 2)),
                }
            }
        }
    }

    #[test]
    fn jobs_that_hang_in_their_inner_work_hold_up_nobody_elses() {
        let work = |job: usize, _: &Ticket| {
            rayon::join(
                || {
                    if job < 4 {
                        thread::sleep(Duration::from_secs(3600));
                    }
                },
                || (),
            );
            job
        };
        let mut done = Vec::new();
        run(8, 2, LIMIT, &Stop::default(), work, |_, event| {
            if let Event::Done(job) = event {
                done.push(job);
            }
        });
        done.sort_unstable();
        assert_eq!(done, [4, 5, 6, 7]);
    }

    #[test]
    fn what_was_given_up_can_no_longer_commit() {
        let ticket = Ticket::default();
        assert!(ticket.abandon() && !ticket.commit());
        let ticket = Ticket::default();
        assert!(ticket.commit() && !ticket.abandon());
    }

    #[test]
    fn a_stop_waits_for_what_has_committed_and_gives_up_the_rest() {
        let (stop, seen) = (Stop::default(), Stop::default());
        let (asker, waiter) = (stop.clone(), seen.clone());
        let work = move |job: usize, ticket: &Ticket| match job {
            0 => {
                assert!(ticket.commit() && asker.ask());
                while !waiter.asked() {
                    thread::yield_now();
                }
            }
            _ => thread::sleep(Duration::from_secs(3600)),
        };
        let mut events = Vec::new();
        run(4, 2, Duration::from_secs(3600), &stop, work, |job, event| {
            if event == Event::Stopped {
                seen.ask();
            }
            events.push((job, event));
        });
        events.retain(|(_, event)| *event != Event::Started);
        events.sort_by_key(|(job, _)| *job);
        assert_eq!(events, [(0, Event::Done(())), (1, Event::Stopped), (2, Event::Stopped), (3, Event::Stopped)]);
        assert!(!stop.ask(), "it was asked for before");
    }

    #[test]
    fn nothing_to_do_ends_at_once() {
        run(0, 4, Duration::from_secs(1), &Stop::default(), |_, _: &Ticket| (), |_, _| panic!("no job"));
    }
}
