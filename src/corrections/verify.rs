//! Whether a published PDF is exactly what its attached source gives, and if not, what differs.

use std::path::{Path, PathBuf};

use serde::Serialize;

use super::published::{Published, PublishedError};
use super::sentences::{Piece, words_changed};
use super::{Setting, State, StateError};
use crate::typeset::CREATOR;

/// The answer for one PDF.
#[derive(Debug, Clone, Serialize)]
pub struct Verification {
    pub path: PathBuf,
    /// Empty when the PDF is byte for byte what its source gives.
    pub problems: Vec<Problem>,
    /// The title of the document its source gives.
    pub title: Option<String>,
}

/// What is not as it should be, the gravest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Problem {
    /// Not a sound PDF.
    Damaged { reason: String },
    /// Nothing is attached.
    NoSource,
    /// The attached source is not sound.
    Unsound { reason: String },
    /// Pages show something else than the attached source gives.
    Pages { pages: Vec<PageProblem> },
    /// Another number of pages.
    PageCount { published: usize, rebuilt: usize },
    /// An attachment is not as the program writes it.
    Attachment { name: String },
    /// Made by another version of the program.
    Version { published: String, here: String },
    /// Made with another standard, or another state of it.
    Standard { published: String, here: String },
    /// Made with other fonts.
    Fonts { published: String, here: String },
    /// Pages and attachments agree, but the file does not: saved anew by another program.
    Resaved,
}

/// A page that shows something else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PageProblem {
    pub page: usize,
    /// What differs in its text: `old` as published, `new` as it should be. Empty when the text agrees but not how it is drawn.
    pub pieces: Vec<Piece>,
}

impl Verification {
    /// Whether the PDF is what its source gives.
    pub fn agrees(&self) -> bool {
        self.problems.is_empty()
    }

    /// Whether it could not be compared here because it was made by another version, with another standard or other fonts.
    pub fn cannot_tell(&self) -> bool {
        self.problems.iter().any(|problem| matches!(problem, Problem::Version { .. } | Problem::Standard { .. } | Problem::Fonts { .. }))
    }
}

/// Verifies a PDF: takes its source out, builds it anew, compares.
pub fn verify(path: &Path, setting: &Setting) -> Result<Verification, StateError> {
    let answer = |problem| Verification { path: path.to_owned(), problems: vec![problem], title: None };
    match Published::open(path) {
        Ok(published) => verify_published(&published, setting),
        Err(error @ PublishedError::Read { .. }) => Err(error.into()),
        Err(error) => Ok(answer(Problem::Damaged { reason: error.to_string() })),
    }
}

/// Verifies a PDF that was taken apart.
pub fn verify_published(published: &Published, setting: &Setting) -> Result<Verification, StateError> {
    let answer = |problems, title| Verification { path: published.path.clone(), problems, title };
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
    let mut problems = origins(published, &rebuilt);
    problems.splice(0..0, contents(published, &rebuilt));
    if problems.is_empty() {
        problems.push(Problem::Resaved);
    }
    Ok(answer(problems, title))
}

fn reason(error: &StateError) -> String {
    match error {
        StateError::Unsound { diagnostics, .. } => {
            diagnostics.iter().map(|finding| finding.message.as_str()).take(3).collect::<Vec<_>>().join("；")
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
    let pair = |name: &str| {
        let text = |of: &Published| of.mark(name).unwrap_or("没有写明").to_owned();
        let (published, here) = (text(published), text(rebuilt));
        (published != here).then_some((published, here))
    };
    problems.extend(pair("standard").map(|(published, here)| Problem::Standard { published, here }));
    problems.extend(pair("fonts").map(|(published, here)| Problem::Fonts { published, here }));
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
    let names = published.attached().keys().chain(rebuilt.attached().keys()).collect::<std::collections::BTreeSet<_>>();
    let edited = names.into_iter().filter(|name| published.attached().get(*name) != rebuilt.attached().get(*name));
    problems.extend(edited.map(|name| Problem::Attachment { name: name.clone() }));
    problems
}

fn page_problem(published: &Published, rebuilt: &Published, page: usize) -> PageProblem {
    let pieces = words_changed(&published.page_text(page), &rebuilt.page_text(page));
    PageProblem { page, pieces: pieces.into_iter().filter(|piece| piece.old != piece.new).collect() }
}

/// How many differences of a page are worth showing.
const PIECES_SHOWN: usize = 6;
const PAGES_SHOWN: usize = 8;

impl Problem {
    /// The problem in one or a few lines.
    pub fn show(&self) -> String {
        match self {
            Problem::Damaged { reason } => format!("文件打不开：{reason}"),
            Problem::NoSource => "没有附填报数据，无从核验：不是本程序生成的，或者附件被去掉了".to_owned(),
            Problem::Unsound { reason } => format!("所附的填报数据有错，生成不了文件：{reason}"),
            Problem::Pages { pages } => {
                let mut lines = vec![format!("{} 页的内容与所附数据不符：", pages.len())];
                lines.extend(pages.iter().take(PAGES_SHOWN).map(PageProblem::show));
                if pages.len() > PAGES_SHOWN {
                    lines.push(format!("    还有 {} 页没有列出", pages.len() - PAGES_SHOWN));
                }
                lines.join("\n")
            }
            Problem::PageCount { published, rebuilt } => format!("页数不同：文件有 {published} 页，由所附数据应有 {rebuilt} 页"),
            Problem::Attachment { name } => format!("附件 {name} 被改动过、去掉了，或者不是本程序附上的"),
            Problem::Version { published, here } => format!("由另一版本生成：文件是 {published}，这里是 {here}；用那个版本才能逐字节核验"),
            Problem::Standard { published, here } => {
                format!("标准包不同：文件用 {published}，这里是 {here}；用 --standard 指明当时的标准包")
            }
            Problem::Fonts { published, here } => {
                format!("字体不同：文件用 {published}，这里是 {here}；装上同样的字体，或用 --font-path 指明")
            }
            Problem::Resaved => {
                "页面与所附数据对得上，但文件的字节不同：被别的软件重新保存过，文件信息被改动过，或者所附数据里有不影响印数的改动"
                    .to_owned()
            }
        }
    }
}

impl PageProblem {
    fn show(&self) -> String {
        if self.pieces.is_empty() {
            return format!("    第 {} 页：文字相同，画法不同", self.page);
        }
        let pieces: Vec<String> =
            self.pieces.iter().take(PIECES_SHOWN).map(|piece| format!("印的是“{}”，应为“{}”", piece.old, piece.new)).collect();
        format!("    第 {} 页：{}", self.page, pieces.join("；"))
    }
}
