//! A published PDF taken apart: the source attached to it, what it says it was made with, and the text of its pages.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, ObjectId};

use crate::diagnostics::Files;
use crate::disclosure::{Mark, OWN};
use crate::dossier::Reader;
use crate::source::Disclosure;
use crate::source::reading::read_bytes;

/// A PDF in memory.
#[derive(Debug)]
pub struct Published {
    pub path: PathBuf,
    pub bytes: Vec<u8>,
    pdf: Document,
    attached: BTreeMap<String, Vec<u8>>,
    keywords: String,
    creator: String,
}

/// Why a PDF tells us nothing.
#[derive(Debug, thiserror::Error)]
pub enum PublishedError {
    #[error("读不到文件 {}：{}", path.display(), crate::diagnostics::system::reason(source))]
    Read { path: PathBuf, source: std::io::Error },
    #[error("{} 不是完好的 PDF 文件：{reason}", path.display())]
    Damaged { path: PathBuf, reason: String },
    #[error("{} 里没有附填报数据（{OWN}）：不是本程序生成的，或者生成时没有附，或者附件被去掉了", path.display())]
    NoSource { path: PathBuf },
    #[error("{} 里附的文件 {name} 解不开：{reason}", path.display())]
    Attachment { path: PathBuf, name: String, reason: String },
}

/// A larger attachment, or page, is not ours.
const LIMIT: usize = 32 * 1024 * 1024;
/// Nor is a document whose pages are larger than this together: many may draw the same.
const PAGES_LIMIT: usize = 8 * LIMIT;

impl Published {
    /// Opens a PDF.
    pub fn open(path: &Path) -> Result<Self, PublishedError> {
        let bytes = std::fs::read(path).map_err(|source| PublishedError::Read { path: path.to_owned(), source })?;
        Self::new(path, bytes)
    }

    /// Takes a PDF's bytes apart.
    pub fn new(path: &Path, bytes: Vec<u8>) -> Result<Self, PublishedError> {
        let damaged = |reason: &str| PublishedError::Damaged { path: path.to_owned(), reason: reason.to_owned() };
        let pdf = Document::load_mem(&bytes).map_err(|error| damaged(damage(&bytes, &error)))?;
        if pdf.is_encrypted() || pdf.was_encrypted() {
            return Err(damaged("加了密码或权限限制，不是公开时的原文件"));
        }
        let mut room = PAGES_LIMIT;
        for page in pdf.get_pages().values() {
            let content = pdf.get_page_content_with_limit(*page, LIMIT.min(room));
            room -= content.map_err(|_| damaged("页面展开以后大得不合情理"))?.len().min(room);
        }
        let attached = attachments(&pdf, path)?;
        let (keywords, creator) = (info(&pdf, b"Keywords"), info(&pdf, b"Creator"));
        Ok(Self { path: path.to_owned(), bytes, pdf, attached, keywords, creator })
    }

    /// The attached files by name; only plain YAML names of ours.
    pub fn attached(&self) -> &BTreeMap<String, Vec<u8>> {
        &self.attached
    }

    /// A reader over the attached files and the path of the department's own file among them.
    pub fn reader(&self) -> Result<(Reader, PathBuf), PublishedError> {
        if !self.attached.contains_key(OWN) {
            return Err(PublishedError::NoSource { path: self.path.clone() });
        }
        let files = self.attached.iter().map(|(name, bytes)| (self.path.join(name), bytes.clone())).collect();
        Ok((Reader::of_attachments(files), self.path.join(OWN)))
    }

    /// The program and version that made it.
    pub fn creator(&self) -> &str {
        &self.creator
    }

    /// What it says of how it was made.
    pub fn mark(&self, mark: Mark) -> Option<&str> {
        mark.read(&self.keywords)
    }

    /// The standard it says it was made with.
    pub fn standard_id(&self) -> Option<String> {
        Some(self.mark(Mark::Standard)?.split('@').next()?.to_owned())
    }

    /// The department's code and the year, by the source attached to it.
    pub fn department(&self) -> Option<(String, u32)> {
        let source = self.attached.get(OWN)?;
        let file = read_bytes::<Disclosure>(Path::new(OWN), source, &mut Files::default()).value?;
        Some((file.department.code.value, file.year.value.0))
    }

    /// Whether it is a draft for review.
    pub fn is_draft(&self) -> bool {
        self.mark(Mark::Draft).is_some()
    }

    /// Whether it is a notice of correction, which has nothing attached.
    pub fn is_notice(&self) -> bool {
        self.mark(Mark::Notice).is_some()
    }

    /// How many pages there are.
    pub fn page_count(&self) -> usize {
        self.pdf.get_pages().len()
    }

    /// The drawing instructions of each page, unpacked and in one spelling, and the kinds of annotations that lie over them.
    pub fn page_contents(&self) -> Vec<(Vec<u8>, Vec<Vec<u8>>)> {
        let spelled = |raw: Vec<u8>| Content::decode(&raw).and_then(|content| content.encode()).unwrap_or(raw);
        let drawn = |page: &ObjectId| (spelled(self.pdf.get_page_content(*page)), self.annotations(*page));
        self.pdf.get_pages().values().map(drawn).collect()
    }

    fn annotations(&self, page: ObjectId) -> Vec<Vec<u8>> {
        let found = self.pdf.get_page_annotations(page).unwrap_or_default();
        let kind = |annotation: &Dictionary| annotation.get(b"Subtype").and_then(Object::as_name).unwrap_or_default().to_vec();
        found.into_iter().map(kind).collect()
    }

    /// The text of a page (counted from 1), as far as it can be read.
    pub fn page_text(&self, page: usize) -> String {
        let text = u32::try_from(page).ok().and_then(|page| self.pdf.extract_text(&[page]).ok()).unwrap_or_default();
        text.split_whitespace().collect()
    }
}

/// Why bytes are no PDF we can read, for people.
fn damage(bytes: &[u8], error: &lopdf::Error) -> &'static str {
    let begins = &bytes[..bytes.len().min(1024)];
    match error {
        _ if bytes.is_empty() => "文件是空的",
        _ if !begins.windows(5).any(|window| window == b"%PDF-") => "里面不是 PDF",
        lopdf::Error::InvalidPassword | lopdf::Error::Decryption(_) => "加了密码，先要有不加密的原文件",
        _ => "内部结构坏了，可能没有下载完整",
    }
}

fn info(pdf: &Document, key: &[u8]) -> String {
    let info = pdf.trailer.get(b"Info").and_then(|info| pdf.dereference(info)).map(|(_, info)| info);
    let value = info.and_then(Object::as_dict).and_then(|info| info.get(key)).and_then(|value| pdf.dereference(value));
    value.ok().and_then(|(_, value)| lopdf::decode_text_string(value).ok()).unwrap_or_default()
}

/// Takes out the embedded files: every file specification of the document, whatever list names it.
fn attachments(pdf: &Document, path: &Path) -> Result<BTreeMap<String, Vec<u8>>, PublishedError> {
    let mut found = BTreeMap::new();
    for object in pdf.objects.values() {
        let Ok(specification) = object.as_dict() else { continue };
        if !matches!(specification.get(b"Type").and_then(Object::as_name), Ok(b"Filespec" | b"F")) {
            continue;
        }
        let name = specification.get(b"UF").or_else(|_| specification.get(b"F")).ok().and_then(|name| lopdf::decode_text_string(name).ok());
        let Some(name) = name.filter(|name| is_ours(name)) else { continue };
        let embedded = specification.get(b"EF").and_then(|files| pdf.dereference(files)).and_then(|(_, files)| files.as_dict());
        let stream = embedded.and_then(|files| files.get(b"F").or_else(|_| files.get(b"UF"))).and_then(|file| pdf.dereference(file));
        let unreadable = |reason: &str| PublishedError::Attachment { path: path.to_owned(), name: name.clone(), reason: reason.to_owned() };
        let stream = stream.and_then(|(_, stream)| stream.as_stream()).map_err(|_| unreadable("内容不在文件里"))?;
        let bytes = match stream.filters() {
            Ok(_) => stream.decompressed_content_with_limit(LIMIT).map_err(|_| unreadable("压缩的数据坏了，或者太大"))?,
            Err(_) => stream.content.clone(),
        };
        found.insert(name.clone(), bytes);
    }
    Ok(found)
}

/// Names that can be written into a folder as they are.
fn is_ours(name: &str) -> bool {
    name.ends_with(".yaml") && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.')) && !name.starts_with('.')
}
