//! Jobs that panic, hang, commit and are stopped.

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
