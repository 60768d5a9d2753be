//! How a long run shows itself on stderr: a bar with the departments at work and the time left on a terminal, plain lines in a log.

use std::fmt::Write;
use std::io::IsTerminal;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};

use crate::county::{Event, State};

/// Shows the events of a county's run.
pub struct Progress {
    bar: Option<ProgressBar>,
    /// Names of the documents that are being made.
    at_work: Vec<String>,
    done: usize,
    total: usize,
}

impl Progress {
    /// Starts with a bar if stderr is a terminal.
    pub fn new() -> Self {
        let bar = std::io::stderr().is_terminal().then(|| {
            let bar = ProgressBar::with_draw_target(Some(0), ProgressDrawTarget::stderr());
            let style = ProgressStyle::with_template("{bar:30} {pos}/{len}  还要 {left}  {msg}").expect("a sound template");
            let style = style.with_key("left", left);
            bar.with_style(style)
        });
        Self { bar, at_work: Vec::new(), done: 0, total: 0 }
    }

    /// Takes in what happened.
    pub fn tell(&mut self, event: &Event) {
        match event {
            Event::Withdrawn(_) | Event::Renamed { .. } => departure(event).iter().for_each(|line| self.say(line)),
            Event::Planned { to_make, .. } => {
                self.total = *to_make;
                if let Some(bar) = &self.bar {
                    bar.set_length(u64::try_from(*to_make).unwrap_or(u64::MAX));
                }
            }
            Event::Stopping => self.say("正在停下：写到一半的写完，其余的放弃；再按一次 Ctrl-C 立即结束"),
            Event::Started(document) => self.at_work.push(document.stem()),
            Event::Finished(report) => {
                let stem = report.document.stem();
                self.at_work.retain(|name| *name != stem);
                self.done += 1;
                match &self.bar {
                    Some(bar) => bar.inc(1),
                    None if self.total > 1 => eprintln!("[{}/{}] {stem}：{}", self.done, self.total, outcome(&report.state)),
                    None => {}
                }
            }
        }
        if let Some(bar) = &self.bar {
            bar.set_message(self.at_work.join("、"));
        }
    }

    fn say(&self, line: &str) {
        match &self.bar {
            Some(bar) => bar.suspend(|| eprintln!("{line}")),
            None => eprintln!("{line}"),
        }
    }

    /// Takes the bar off the screen.
    pub fn finish(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

/// What is said of a document whose file is gone.
pub(super) fn departure(event: &Event) -> Option<String> {
    match event {
        Event::Withdrawn(record) => Some(format!("{}  填报文件已经不在，它的公开文件撤下了", record.source)),
        Event::Renamed { record, heir } => Some(format!("{}  改名为 {heir}，公开文件换成了新的", record.source)),
        _ => None,
    }
}

/// The time left; before the first document is done nobody knows.
fn left(state: &ProgressState, out: &mut dyn Write) {
    let _ = if state.pos() == 0 { out.write_str("…") } else { write!(out, "{} 秒", state.eta().as_secs()) };
}

fn outcome(state: &State) -> String {
    match state {
        State::Built(record) => record.pages.map_or_else(|| "完成".to_owned(), |pages| format!("{pages} 页")),
        State::Unchanged(_) => "没有变化".to_owned(),
        State::Failed(_) => "失败".to_owned(),
        State::Left => "没有做".to_owned(),
    }
}
