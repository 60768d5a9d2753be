//! Ctrl-C: the first asks the run to end early, the second ends it at once.

use std::sync::OnceLock;

use crate::county::Stop;

/// What a shell gives a program that was interrupted.
const INTERRUPTED: i32 = 130;

static STOP: OnceLock<Stop> = OnceLock::new();

/// From now on Ctrl-C (and what else ends programs politely: SIGTERM, closing the console) asks for the returned stop,
/// also where a signal was ignored, as `nohup` does: one ignored signal would otherwise leave none of them to us.
pub(super) fn stop_on_ctrl_c() -> Stop {
    let begun = || {
        let stop = Stop::default();
        let asked = stop.clone();
        let handler = move || {
            if !asked.ask() {
                std::process::exit(INTERRUPTED);
            }
        };
        // Without it Ctrl-C ends the program as it ends any other: the files are whole all the same.
        let _ = ctrlc::set_handler(handler);
        stop
    };
    STOP.get_or_init(begun).clone()
}
