//! Whether a published PDF is exactly what its attached source gives, and if not, what differs. What may differ is `problem`.

mod problem;

use std::path::{Path, PathBuf};

use serde::Serialize;
use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::published::{Published, PublishedError};
use super::sentences::words_changed;
use super::{Setting, State, StateError};
use crate::disclosure::{Mark, fingerprint_of_attachments};
use crate::typeset::CREATOR;

pub use problem::{LineProblem, PageProblem, Problem};

/// The answer for one PDF.
#[derive(Debug, Clone, Serialize)]
pub struct Verification {
    pub path: PathBuf,
    /// Empty when the PDF is byte for byte what its source gives.
    pub problems: Vec<Problem>,
    /// The title of the document its source gives.
    pub title: Option<String>,
    /// Whether it says of itself that it is a draft for review, which is not to be published.
    pub draft: bool,
}

impl Verification {
    /// The answer for a PDF that could not be looked at.
    pub fn unreadable(path: &Path, reason: String) -> Self {
        Self { path: path.to_owned(), problems: vec![Problem::Unreadable { reason }], title: None, draft: false }
    }

    /// Whether it could not be looked at.
    pub fn is_unreadable(&self) -> bool {
        self.problems.iter().any(|problem| matches!(problem, Problem::Unreadable { .. }))
    }

    /// Whether the PDF is what its source gives.
    pub fn agrees(&self) -> bool {
        self.problems.is_empty()
    }

    /// Whether it could not be compared here because it was made by another version, with another standard or other fonts. What is attached does
    /// not depend on standard and fonts: a change to it tells.
    pub fn cannot_tell(&self) -> bool {
        let any = |of: fn(&Problem) -> bool| self.problems.iter().any(of);
        let attached = |problem: &Problem| {
            matches!(problem, Problem::Attachment { .. } | Problem::Foreign { .. } | Problem::Gone { .. } | Problem::Source { .. })
        };
        any(|problem| matches!(problem, Problem::Version { .. } | Problem::Unreadable { .. } | Problem::NoStandard { .. }))
            || any(|problem| matches!(problem, Problem::Standard { .. } | Problem::Fonts { .. })) && !any(attached)
    }
}

/// Verifies a PDF: takes its source out, builds it anew, compares.
pub fn verify(path: &Path, setting: &Setting) -> Result<Verification, StateError> {
    let answer = |problem| Verification { path: path.to_owned(), problems: vec![problem], title: None, draft: false };
    match Published::open(path) {
        Ok(published) => verify_published(&published, setting),
        Err(error @ PublishedError::Read { .. }) => Err(error.into()),
        Err(error) => Ok(answer(Problem::Damaged { reason: error.to_string() })),
    }
}

/// Verifies a PDF that was taken apart.
pub fn verify_published(published: &Published, setting: &Setting) -> Result<Verification, StateError> {
    let answer = |problems, title| Verification { path: published.path.clone(), problems, title, draft: published.is_draft() };
    if published.is_notice() {
        return Ok(answer(vec![Problem::Notice], None));
    }
    if let Some(id) = published.standard_id().filter(|id| !setting.has_standard(id)) {
        return Ok(answer(vec![Problem::NoStandard { id }], None));
    }
    let state = match State::of_published(published, setting) {
        Ok(state) => state,
        Err(StateError::Published(PublishedError::NoSource { .. })) => return Ok(answer(vec![Problem::NoSource], None)),
        Err(error @ (StateError::Unsound { .. } | StateError::Published(_))) => {
            return Ok(answer(vec![Problem::Unsound { reason: reason(&error) }], None));
        }
        Err(error) => return Err(error),
    };
    let bytes = match state.pdf() {
        Ok(bytes) => bytes,
        Err(error) => return Ok(answer(vec![Problem::Unsound { reason: error.to_string() }], None)),
    };
    let title = Some(state.worded.title.clone());
    if bytes == published.bytes {
        return Ok(answer(Vec::new(), title));
    }
    let rebuilt = Published::new(&published.path, bytes)?;
    // With another standard or other fonts the pages differ of themselves: that is said first.
    let mut problems = origins(published, &rebuilt);
    problems.extend(contents(published, &rebuilt));
    if problems.is_empty() {
        problems.push(Problem::Resaved);
    }
    Ok(answer(problems, title))
}

fn reason(error: &StateError) -> String {
    match error {
        StateError::Unsound { findings, .. } => {
            findings.diagnostics.iter().map(|finding| finding.message.as_str()).take(3).collect::<Vec<_>>().join("；")
        }
        other => other.to_string(),
    }
}

/// What it was made with.
fn origins(published: &Published, rebuilt: &Published) -> Vec<Problem> {
    let mut problems = Vec::new();
    if published.creator() != CREATOR {
        problems.push(Problem::Version { published: published.creator().to_owned(), here: CREATOR.to_owned() });
    }
    let pair = |mark: Mark| {
        let text = |of: &Published| of.mark(mark).unwrap_or("没有写明").to_owned();
        let (published, here) = (text(published), text(rebuilt));
        (published != here).then_some((published, here))
    };
    let replaced = published.mark(Mark::Overrides).and_then(|count| count.parse().ok()).unwrap_or_default();
    problems.extend(pair(Mark::Standard).map(|(published, here)| Problem::Standard { published, here, replaced }));
    problems.extend(pair(Mark::Fonts).map(|(published, here)| Problem::Fonts { published, here }));
    problems
}

/// What it shows and holds.
fn contents(published: &Published, rebuilt: &Published) -> Vec<Problem> {
    let mut problems = Vec::new();
    if published.page_count() != rebuilt.page_count() {
        problems.push(Problem::PageCount { published: published.page_count(), rebuilt: rebuilt.page_count() });
    }
    let (shown, expected) = (published.page_contents(), rebuilt.page_contents());
    let different = (0..shown.len().max(expected.len())).filter(|page| shown.get(*page) != expected.get(*page));
    let pages: Vec<PageProblem> = different.map(|page| page_problem(published, rebuilt, page + 1)).collect();
    if !pages.is_empty() {
        problems.push(Problem::Pages { pages });
    }
    problems.extend(attachments(published, rebuilt));
    problems
}

/// What is attached: files that came, went or differ; or, where all agree, a mark that says they were others once.
fn attachments(published: &Published, rebuilt: &Published) -> Vec<Problem> {
    let (attached, expected) = (published.attached(), rebuilt.attached());
    let foreign = attached.keys().filter(|name| !expected.contains_key(*name)).map(|name| Problem::Foreign { name: name.clone() });
    let differing = expected.iter().filter_map(|(name, wanted)| match attached.get(name) {
        None => Some(Problem::Gone { name: name.clone() }),
        Some(found) if found != wanted => Some(Problem::Attachment { name: name.clone(), lines: lines(found, wanted) }),
        Some(_) => None,
    });
    let mut problems: Vec<Problem> = differing.chain(foreign).collect();
    if problems.is_empty() {
        let now = fingerprint_of_attachments(attached.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())));
        let made_with = published.mark(Mark::Source).filter(|made_with| *made_with != now);
        problems.extend(made_with.map(|made_with| Problem::Source { published: made_with.to_owned(), attached: now.clone() }));
    }
    problems
}

/// The lines of an attachment that differ from what they should be.
fn lines(found: &[u8], wanted: &[u8]) -> Vec<LineProblem> {
    let (found, wanted) = (String::from_utf8_lossy(found), String::from_utf8_lossy(wanted));
    let (found, wanted): (Vec<&str>, Vec<&str>) = (found.lines().collect(), wanted.lines().collect());
    let mut problems = Vec::new();
    for op in capture_diff_slices(Algorithm::Myers, &found, &wanted) {
        let (old, new) = (op.old_range(), op.new_range());
        if matches!(op, DiffOp::Equal { .. }) {
            continue;
        }
        for at in 0..old.len().max(new.len()) {
            let text = |lines: &[&str], range: &std::ops::Range<usize>| lines[range.clone()].get(at).map(|line| (*line).to_owned());
            problems.push(LineProblem { line: old.start + at + 1, attached: text(&found, &old), expected: text(&wanted, &new) });
        }
    }
    problems
}

fn page_problem(published: &Published, rebuilt: &Published, page: usize) -> PageProblem {
    let pieces = words_changed(&published.page_text(page), &rebuilt.page_text(page));
    PageProblem { page, pieces: pieces.into_iter().filter(|piece| piece.old != piece.new).collect() }
}
