//! Reads a source file: bytes → text (`decode`) → repaired text (`repair`) → tree (`grow`, `tree`) → checked shape (`shape`) → typed value (`typed`).
//!
//! All that is wrong with the file as a text is reported at once, each with its place. What is wrong with the figures is found in `checks`.

mod brackets;
pub mod codes;
mod colons;
mod comments;
mod dates;
mod decode;
mod example;
mod grow;
mod kinds;
mod leaves;
mod names;
mod neighbours;
mod numerals;
mod offsets;
mod outline;
mod quotes;
mod reference;
mod repair;
mod schema;
mod sections;
mod shape;
mod suggest;
mod syntax;
mod texts;
mod thousands;
mod tree;
mod typed;
mod unfilled;
mod values;

use std::io::Read;
use std::path::{Path, PathBuf};

use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use thiserror::Error;

pub use outline::{has_key, place_for, takes_text};
pub use reference::reference;
pub use suggest::nearest;
#[cfg(test)]
pub use texts::text_paths;
pub use texts::{WrittenText, texts};
pub use tree::{Content, Entry, Key, Node, Tree};
pub use unfilled::MISSING;

use crate::diagnostics::{self, Diagnostic, Files, in_file_order, system};
use crate::source::{Disclosure, FileId, Span};

/// The largest file that is read, in bytes.
pub const SIZE_LIMIT: u64 = 8 * 1024 * 1024;
/// How deep collections may be nested.
pub const DEPTH_LIMIT: usize = 32;
/// How many values a file may hold.
pub const NODE_LIMIT: usize = 200_000;

/// How many uses of refused features are reported in one run.
const REFUSALS_LIMIT: usize = 5;

/// What came out of a file. There is a value if and only if no diagnostic is an error.
#[derive(Debug)]
pub struct Reading<T> {
    pub file: FileId,
    pub value: Option<T>,
    pub tree: Tree,
    pub diagnostics: Vec<Diagnostic>,
}

/// A file that could not be opened or read from disk.
#[derive(Debug, Error)]
#[error("读不到文件 {}：{}{}", path.display(), system::reason(source), system::likely(near))]
pub struct ReadError {
    pub path: PathBuf,
    pub source: std::io::Error,
    /// Files beside it with a name like its own, if it does not exist.
    pub near: Vec<String>,
}

impl ReadError {
    fn new(path: &Path, source: std::io::Error) -> Self {
        let near = if source.kind() == std::io::ErrorKind::NotFound { system::beside(path) } else { Vec::new() };
        Self { path: path.to_owned(), source, near }
    }
}

/// Reads a file from disk; one above [`SIZE_LIMIT`] is reported without being loaded.
pub fn read_file<T: DeserializeOwned + JsonSchema + 'static>(path: &Path, files: &mut Files) -> Result<Reading<T>, ReadError> {
    read_file_with(path, &[], files)
}

/// Reads a file from disk as if these entries stood in it too, wherever it does not write their keys itself. They were found sound where they come from,
/// and findings about them point there.
pub fn read_file_with<T: DeserializeOwned + JsonSchema + 'static>(
    path: &Path,
    shared: &[Entry],
    files: &mut Files,
) -> Result<Reading<T>, ReadError> {
    let (decoded, hash) = load(path).map_err(|source| ReadError::new(path, source))?;
    let reading = read(path, decoded, shared, files);
    files.set_hash(reading.file, hash);
    Ok(reading)
}

/// Reads bytes that came from elsewhere, under a path for the messages.
pub fn read_bytes<T: DeserializeOwned + JsonSchema + 'static>(path: &Path, bytes: &[u8], files: &mut Files) -> Reading<T> {
    read(path, decode::decode(bytes), &[], files)
}

/// Reads a text that is part of the program: it is what its type asks for, and nothing is looked for that people get wrong. A test reads all such
/// texts as if people had written them.
pub fn read_built_in<T: DeserializeOwned>(path: &Path, text: &str, files: &mut Files) -> Reading<T> {
    let file = files.add(path, text.to_owned());
    let offsets = offsets::Offsets::default();
    let (tree, diagnostics) = grow::grow(grow::Origin { file, text, offsets: &offsets });
    let mut reading = Reading { file, value: None, tree, diagnostics };
    reading.build();
    reading
}

/// The JSON Schema of a department's file, for editors.
pub fn schema() -> serde_json::Value {
    let mut schema = schema::json_schema::<Disclosure>();
    schema["title"] = "部门决算公开填报文件".into();
    schema
}

fn load(path: &Path) -> std::io::Result<(decode::Decoded, blake3::Hash)> {
    let file = std::fs::File::open(path)?;
    let size = file.metadata()?.len();
    if size > SIZE_LIMIT {
        return Ok((decode::Decoded::too_large(size), blake3::hash(&[])));
    }
    let mut bytes = Vec::new();
    file.take(SIZE_LIMIT + 1).read_to_end(&mut bytes)?;
    Ok((decode::decode(&bytes), blake3::hash(&bytes)))
}

fn read<T: DeserializeOwned + JsonSchema + 'static>(
    path: &Path,
    mut decoded: decode::Decoded,
    shared: &[Entry],
    files: &mut Files,
) -> Reading<T> {
    let guessed = decoded.verdict == decode::Verdict::Foreign(decode::GBK);
    if guessed && !schema::Schema::of::<T>().names_of_root().any(|name| decoded.text.contains(name)) {
        decoded.disown();
    }
    let refused = decoded.verdict.refuses();
    let file = files.add(path, decoded.text);
    let mut reading = Reading { file, value: None, tree: Tree { file, ..Tree::default() }, diagnostics: Vec::new() };
    reading.diagnostics.extend(decode::report(decoded.verdict, file));
    if !refused {
        understand(&mut reading, shared, files.text(file));
    }
    in_file_order(&mut reading.diagnostics);
    limit_refusals(&mut reading.diagnostics);
    diagnostics::limit(&mut reading.diagnostics);
    reading
}

/// Of the features no file needs (anchors, references) only the first uses are listed: a bomb is made of them.
fn limit_refusals(diagnostics: &mut Vec<Diagnostic>) {
    let mut uses = 0;
    diagnostics.retain(|diagnostic| {
        let refused = diagnostic.code == codes::REFUSED_FEATURE;
        uses += usize::from(refused);
        !refused || uses <= REFUSALS_LIMIT
    });
    let more = uses.saturating_sub(REFUSALS_LIMIT);
    let last = diagnostics.iter_mut().rfind(|diagnostic| diagnostic.code == codes::REFUSED_FEATURE);
    if let Some(last) = last.filter(|_| more > 0) {
        last.notes.push(format!("后面还有 {more} 处这一类写法，没有列出"));
    }
}

fn understand<T: DeserializeOwned + JsonSchema + 'static>(reading: &mut Reading<T>, shared: &[Entry], text: &str) {
    let schema = schema::Schema::of::<T>();
    let repaired = repair::repair(text, reading.file, &schema);
    let origin = grow::Origin { file: reading.file, text: &repaired.text, offsets: &repaired.offsets };
    let (mut tree, findings) = grow::grow(origin);
    tree.adopt(shared);
    let sound = findings.is_empty();
    reading.diagnostics.extend(repaired.diagnostics);
    reading.diagnostics.extend(findings);
    match &tree.root {
        Some(root) if !root.is_null() => {
            let explained: Vec<Span> = reading.diagnostics.iter().filter_map(Diagnostic::place).collect();
            let found = shape::check(root, &schema, text);
            reading.diagnostics.extend(found.into_iter().filter(|finding| !follows(finding, &explained, text)));
        }
        _ if sound => {
            let whole = Span { file: reading.file, start: 0, end: 0 };
            let empty = Diagnostic::error(codes::EMPTY_FILE, "文件里什么也没有写");
            reading.diagnostics.push(empty.at(whole, "").hint("用 juesuan new 生成一份带说明的空白填报文件"));
        }
        _ => {}
    }
    tree.restore(shared);
    tree.source = text.into();
    reading.tree = tree;
    reading.build();
}

impl<T: DeserializeOwned> Reading<T> {
    /// Makes the value of the tree, unless an error was found.
    fn build(&mut self) {
        if diagnostics::has_errors(&self.diagnostics) {
            return;
        }
        match typed::build(&self.tree) {
            Ok(value) => self.value = Some(value),
            Err(unfit) => {
                let place = unfit.place.unwrap_or(Span { file: self.file, start: 0, end: 0 });
                self.diagnostics.push(Diagnostic::error(codes::MALFORMED, unfit.message).at(place, ""));
            }
        }
    }
}

/// Whether a finding only says of a value what a breach of grammar in the same place made of it.
fn follows(finding: &Diagnostic, explained: &[Span], text: &str) -> bool {
    let of_value = matches!(finding.code, codes::WRONG_KIND | codes::MALFORMED | codes::EMPTY_VALUE);
    let Some(place) = finding.place().filter(|_| of_value) else { return false };
    let its_value = |span: &Span| {
        text.get(place.range().end..span.range().start).is_some_and(|between| between.trim_matches([':', ' ', '"', '\'']).is_empty())
    };
    let empty = finding.code == codes::EMPTY_VALUE;
    explained.iter().any(|span| span.start <= place.start && place.start < span.end || empty && its_value(span))
}

#[cfg(test)]
mod tests;
