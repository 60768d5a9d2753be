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
        // Where no further thread can be had, this one does the inner work alone.
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
mod tests;
