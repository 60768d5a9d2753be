//! The state that is shown, and the next one as soon as a file changed. One process, so that Typst lays out again only what changed.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use serde_json::{Value, json};

use super::super::{Setting, State, StateError};
use super::shown::{LaidOut, Shown};
use crate::county::{self, WorkspaceError};
use crate::diagnostics::{Diagnostic, Files, json as as_json};
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

impl Session {
    /// Takes a file up; it need not be sound yet.
    pub fn new(path: &Path, setting: Setting) -> Self {
        let nothing = Shown { version: 0, laid_out: None, changed: Vec::new(), findings: json!({}), trouble: None, texts: Vec::new() };
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
        let shown = match self.setting.around(&self.path) {
            Ok(setting) => show(&self.path, setting, &before),
            Err(WorkspaceError::Invalid { diagnostics, files }) => {
                troubled(&before, findings(&diagnostics, &files), texts(&files), "“县.yaml”有错，左边是上次能排版时的样子".to_owned())
            }
            Err(error) => troubled(&before, json!({ "diagnostics": [] }), Vec::new(), error.to_string()),
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
            self.publish(troubled(&self.shown(), json!({ "diagnostics": [] }), Vec::new(), trouble));
        }
    }

    /// Looks at the files again and again; returns only when `stop` says so.
    pub fn watch(&self, pause: Duration, stop: impl Fn() -> bool) {
        let mut seen = self.stamps();
        while !stop() {
            std::thread::sleep(pause);
            if self.stamps() != seen {
                let now = self.settled();
                self.guarded(|| self.refresh());
                seen = now;
            }
        }
    }

    /// The stamps as soon as no editor is in the middle of saving: nothing changes from one look to the next, and the file is there (many editors
    /// put a new one in its place). Saves in quick succession become one.
    fn settled(&self) -> Vec<(PathBuf, Option<(SystemTime, u64)>)> {
        let mut seen = self.stamps();
        for _ in 0..SETTLING {
            std::thread::sleep(SETTLED);
            let now = self.stamps();
            if now == seen && std::fs::metadata(&self.path).is_ok_and(|file| file.len() > 0) {
                break;
            }
            seen = now;
        }
        seen
    }

    /// When each file was last written, and how long it is.
    fn stamps(&self) -> Vec<(PathBuf, Option<(SystemTime, u64)>)> {
        let shown = self.shown();
        let county = county::find(&self.path).map(|root| root.join(county::file::NAME));
        let paths = shown.texts.iter().map(|(path, _)| PathBuf::from(path)).chain([self.path.clone()]).chain(county);
        let stamp = |path: &Path| std::fs::metadata(path).ok().and_then(|data| Some((data.modified().ok()?, data.len())));
        let mut stamps: Vec<_> = paths.map(|path| (stamp(&path), path)).map(|(stamp, path)| (path, stamp)).collect();
        stamps.sort();
        stamps.dedup();
        stamps
    }
}

/// The file in its workspace. Standard and fonts are kept for as long as the workspace's own file, which may choose others, stays as it is.
fn show(path: &Path, setting: Setting, before: &Shown) -> Shown {
    let county = setting.workspace.as_ref().map(|workspace| workspace.text().to_owned());
    let kept = before.laid_out.as_ref().filter(|last| last.county == county);
    let setting = kept.map_or_else(|| setting.clone(), |last| setting.keeping(&last.state));
    match State::load(path, &setting) {
        Ok(state) => {
            let (findings, texts) = (findings(&state.findings, &state.files), texts(&state.files));
            match state.compile() {
                Ok(compiled) => laid_out(before, (state, county), compiled, findings, texts),
                Err(error) => troubled(before, findings, texts, error.to_string()),
            }
        }
        Err(StateError::Unsound { files, diagnostics, .. }) => {
            troubled(before, findings(&diagnostics, &files), texts(&files), "有错误，左边是上次能排版时的样子".to_owned())
        }
        Err(error) => troubled(before, json!({ "diagnostics": [] }), Vec::new(), error.to_string()),
    }
}

type Texts = Vec<(String, String)>;

fn laid_out(before: &Shown, (state, county): (State, Option<String>), compiled: Compiled, findings: Value, texts: Texts) -> Shown {
    let keys: Vec<u64> = (0..compiled.page_count()).map(|page| compiled.picture_key(page)).collect();
    let last = before.laid_out.as_ref().map(|last| last.keys.as_slice()).unwrap_or_default();
    let changed = if last.is_empty() { Vec::new() } else { (0..keys.len()).filter(|page| last.get(*page) != keys.get(*page)).collect() };
    let laid_out = Some(Arc::new(LaidOut { state, compiled, keys, county }));
    Shown { version: before.version + 1, laid_out, changed, findings, trouble: None, texts }
}

fn troubled(before: &Shown, findings: Value, texts: Vec<(String, String)>, trouble: String) -> Shown {
    let texts = if texts.is_empty() { before.texts.clone() } else { texts };
    Shown { version: before.version + 1, laid_out: before.laid_out.clone(), changed: Vec::new(), findings, trouble: Some(trouble), texts }
}

fn findings(diagnostics: &[Diagnostic], files: &Files) -> Value {
    as_json::to_json(diagnostics, files)
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
