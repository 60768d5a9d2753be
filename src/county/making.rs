//! Makes the documents of a run that are not up to date, several at a time, and gathers what became of each.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use super::queue::{self, Ticket};
use super::run::Run;
use super::{Event, Failure, Report, State, Stop};
use crate::typeset::forget_unused;

/// For how many documents Typst remembers what it laid out: departments share heads, notes and glossary. Each costs some 50 MB.
const KEPT: usize = 2;

/// How many documents are made at once, how long each may take, and what ends the run.
pub struct Pace<'s> {
    pub jobs: usize,
    pub limit: Duration,
    pub stop: &'s Stop,
}

/// Makes what does not stand already.
pub fn make(run: &Arc<Run>, standing: BTreeMap<usize, Report>, pace: &Pace, tell: &mut impl FnMut(Event)) -> Vec<Report> {
    let mut reports = standing;
    let to_make: Vec<usize> = (0..run.documents.len()).filter(|index| !reports.contains_key(index)).collect();
    tell(Event::Planned { unchanged: reports.len(), to_make: to_make.len() });
    let mut stopping = false;
    queue::run(to_make.len(), pace.jobs, pace.limit, pace.stop, work(run, &to_make), |job, event| {
        let document = &run.documents[to_make[job]];
        let state = match event {
            queue::Event::Started => return tell(Event::Started(document)),
            queue::Event::Stopped => {
                if !std::mem::replace(&mut stopping, true) {
                    tell(Event::Stopping);
                }
                reports.insert(to_make[job], Report::bare(document, State::Left));
                return;
            }
            queue::Event::Done(report) => Ok(report),
            queue::Event::Panicked(text) => Err(Failure::Panicked(text)),
            queue::Event::TimedOut => Err(Failure::TimedOut(pace.limit)),
            queue::Event::NoThread(reason) => Err(Failure::NoThread(reason)),
        };
        let report = state.unwrap_or_else(|failure| Report::bare(document, State::Failed(failure)));
        tell(Event::Finished(&report));
        reports.insert(to_make[job], report);
    });
    reports.into_values().collect()
}

/// What is done for each job. What a single document leaves goes with the process; of many, memory must not grow with their number.
fn work(run: &Arc<Run>, to_make: &[usize]) -> impl Fn(usize, &Ticket) -> Report + Send + Sync + 'static {
    let (run, to_make) = (run.clone(), to_make.to_vec());
    move |job, ticket| {
        let report = run.document(&run.documents[to_make[job]], ticket);
        if to_make.len() == 1 {
            return report;
        }
        forget_unused(KEPT);
        report.lightened()
    }
}
