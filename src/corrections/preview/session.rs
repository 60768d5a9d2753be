//! The state that is shown, and the next one as soon as a file changed. One process, so that Typst lays out again only what changed.

use std::error::Error;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::super::{Setting, State, StateError};
use super::inputs::Inputs;
use super::shown::{Basis, LaidOut, Shown};
use crate::county::WorkspaceError;
use crate::diagnostics::{Diagnostic, Files, Findings, json as as_json};
use crate::typeset::{Compiled, forget_unused};

/// A preview of one file.
#[derive(Debug)]
pub struct Session {
    path: PathBuf,
    /// How states are made; the workspace is opened anew each time.
    setting: Setting,
    shown: Mutex<Arc<Shown>>,
    changed: Condvar,
}

/// How long an unused result of Typst is remembered, in saves.
const REMEMBERED: usize = 8;

/// How long files must stay as they are before they are read, and how often that is looked at before they are read all the same.
const SETTLED: Duration = Duration::from_millis(40);
const SETTLING: usize = 25;

/// Every so many looks folders are listed too: a county's many files may lie on a share.
const THOROUGH: usize = 10;

impl Session {
    /// Takes a file up; it need not be sound yet.
    pub fn new(path: &Path, setting: Setting) -> Self {
        let nothing = Shown::default();
        let session = Self { path: path.to_owned(), setting, shown: Mutex::new(Arc::new(nothing)), changed: Condvar::new() };
        session.refresh();
        session
    }

    fn lock(&self) -> MutexGuard<'_, Arc<Shown>> {
        self.shown.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What is shown now.
    pub fn shown(&self) -> Arc<Shown> {
        self.lock().clone()
    }

    /// What is shown as soon as it is newer than a version, or after a while what is shown then.
    pub fn newer_than(&self, version: u64, patience: Duration) -> Arc<Shown> {
        let waited = self.changed.wait_timeout_while(self.lock(), patience, |shown| shown.version <= version);
        waited.unwrap_or_else(PoisonError::into_inner).0.clone()
    }

    /// Reads the file and everything it depends on again, and lays out what changed.
    pub fn refresh(&self) {
        let before = self.shown();
        let inputs = before.inputs.now(&self.path);
        let shown = match self.setting.around(&self.path) {
            Ok(setting) => show(&self.path, setting, &before, inputs),
            Err(error @ WorkspaceError::Invalid(_)) => {
                stopped(&before, inputs, &error, "“县.yaml”有错，左边是上次能排版时的样子".to_owned())
            }
            Err(error) => stopped(&before, inputs, &error, error.to_string()),
        };
        forget_unused(REMEMBERED);
        self.publish(shown);
    }

    fn publish(&self, shown: Shown) {
        *self.lock() = Arc::new(shown);
        self.changed.notify_all();
    }

    /// Does a piece of work; should it panic, the page says so, and the next save is shown all the same.
    fn guarded(&self, work: impl FnOnce()) {
        if catch_unwind(AssertUnwindSafe(work)).is_err() {
            let trouble = "程序内部出错，这次保存的内容没有排出来；改一处再保存，还不行就关掉重开，并把这份文件发给程序的维护者".to_owned();
            let before = self.shown();
            let inputs = before.inputs.now(&self.path);
            self.publish(troubled(&before, inputs, (&[], &Files::default()), trouble));
        }
    }

    /// Looks at the files again and again; returns only when `stop` says so.
    pub fn watch(&self, pause: Duration, stop: impl Fn() -> bool) {
        for look in 1_usize.. {
            if stop() {
                return;
            }
            std::thread::sleep(pause);
            let inputs = &self.shown().inputs;
            if inputs.files_changed(&self.path) || look.is_multiple_of(THOROUGH) && inputs.now(&self.path) != *inputs {
                self.settle();
                self.guarded(|| self.refresh());
            }
        }
    }

    /// Waits until no editor is in the middle of saving: nothing changes from one look to the next, and the file is there (many editors put a new one
    /// in its place). Saves in quick succession become one.
    fn settle(&self) {
        let mut seen = self.inputs_now();
        for _ in 0..SETTLING {
            std::thread::sleep(SETTLED);
            let now = self.inputs_now();
            if now == seen && std::fs::metadata(&self.path).is_ok_and(|file| file.len() > 0) {
                break;
            }
            seen = now;
        }
    }

    fn inputs_now(&self) -> Inputs {
        self.shown().inputs.now(&self.path)
    }
}

/// The file in its workspace. Standard and fonts are kept for as long as what they were chosen and loaded from stays as it is.
fn show(path: &Path, setting: Setting, before: &Shown, inputs: Inputs) -> Shown {
    let inputs = inputs.of_setting(&setting);
    let basis =
        Basis { county: setting.workspace.as_ref().map(|workspace| workspace.text().to_owned()), files: inputs.in_folders().clone() };
    let kept = before.laid_out.as_ref().filter(|last| last.basis == basis);
    let setting = kept.map_or_else(|| setting.clone(), |last| setting.keeping(&last.state));
    match State::load(path, &setting) {
        Ok(state) => match state.compile() {
            Ok(compiled) => laid_out(before, inputs, (state, basis), compiled),
            Err(error) => troubled(before, inputs, (&state.findings, &state.files), error.to_string()),
        },
        Err(error @ StateError::Unsound { .. }) => stopped(before, inputs, &error, "有错误，左边是上次能排版时的样子".to_owned()),
        Err(error) => stopped(before, inputs, &error, error.to_string()),
    }
}

fn laid_out(before: &Shown, inputs: Inputs, (state, basis): (State, Basis), compiled: Compiled) -> Shown {
    let keys: Vec<u64> = (0..compiled.page_count()).map(|page| compiled.picture_key(page)).collect();
    let last = before.laid_out.as_ref().map(|last| last.keys.as_slice()).unwrap_or_default();
    let changed = if last.is_empty() { Vec::new() } else { (0..keys.len()).filter(|page| last.get(*page) != keys.get(*page)).collect() };
    let (findings, texts, inputs) = (as_json::to_json(&state.findings, &state.files), texts(&state.files), inputs.of_files(&state.files));
    let laid_out = Some(Arc::new(LaidOut { state, compiled, keys, basis }));
    Shown { version: before.version + 1, laid_out, changed, findings, trouble: None, texts, inputs }
}

/// What is shown where an error stopped the next state: the findings behind it beside the last pages.
fn stopped(before: &Shown, inputs: Inputs, error: &(dyn Error + 'static), trouble: String) -> Shown {
    match Findings::behind(error) {
        Some(Findings { diagnostics, files }) => troubled(before, inputs, (diagnostics, files), trouble),
        None => troubled(before, inputs, (&[], &Files::default()), trouble),
    }
}

/// The pages as they were, with what keeps them from being made anew.
fn troubled(before: &Shown, inputs: Inputs, (findings, files): (&[Diagnostic], &Files), trouble: String) -> Shown {
    let texts = Some(texts(files)).filter(|texts| !texts.is_empty()).unwrap_or_else(|| before.texts.clone());
    Shown {
        version: before.version + 1,
        laid_out: before.laid_out.clone(),
        changed: Vec::new(),
        findings: as_json::to_json(findings, files),
        trouble: Some(trouble),
        texts,
        inputs: inputs.of_files(files),
    }
}

fn texts(files: &Files) -> Vec<(String, String)> {
    files.iter().map(|file| (file.path.display().to_string(), file.text.clone())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_said_on_the_page() {
        let session = Session::new("没有这个文件.yaml".as_ref(), Setting::default());
        let before = session.shown().version;
        session.guarded(|| panic!("on purpose"));
        let page = session.shown().describe();
        assert_eq!(page["version"], before + 1);
        assert!(page["trouble"].as_str().is_some_and(|trouble| trouble.contains("程序内部出错")), "{page}");
        session.guarded(|| session.refresh());
        assert_eq!(session.shown().version, before + 2, "and the next save is shown");
    }
}
