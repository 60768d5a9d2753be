//! Compiling a document and exporting it as PDF/A-3a and PDF/UA-1 at once: archival, with attachments, and accessible.
//!
//! Equal documents and fonts give equal bytes. Call `compile` from a plain thread or from a rayon pool of the document's own, never from one that other
//! documents wait for: Typst waits on the pool itself, and a waiting worker would start further documents until memory is full.

use std::panic::{AssertUnwindSafe, catch_unwind};

use chrono::{Datelike, NaiveDate};
use typst::diag::{SourceDiagnostic, SourceResult, Warned};
use typst::foundations::{Datetime, Smart};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use super::diagnostics::{TypesetError, faults};
use super::fonts::FontSet;
use super::world::{DocumentWorld, VirtualFiles};

/// What a PDF says it was made with.
pub const CREATOR: &str = concat!("juesuan ", env!("CARGO_PKG_VERSION"));

/// Everything a PDF is made of, besides the fonts.
#[derive(Debug, Clone)]
pub struct Document {
    /// The Typst sources (beginning at [`MAIN`](super::MAIN)), data and attachments.
    pub files: VirtualFiles,
    /// The PDF's title, where the source does not `set document(title: …)` itself. One of the two is required.
    pub title: String,
    /// Identifies the document through all its versions, such as `juesuan/2024/041`; only its hash gets into the PDF.
    pub ident: String,
    /// The PDF's date of creation; there is no clock.
    pub date: NaiveDate,
    /// Keywords of the PDF: what it was made with, for whoever wants to make it again.
    pub keywords: Vec<String>,
}

/// A document laid out in pages.
#[derive(Debug)]
pub struct Compiled {
    world: DocumentWorld,
    pages: PagedDocument,
    ident: String,
    timestamp: Timestamp,
}

/// Lays a document out. Warnings of Typst are errors.
pub fn compile(document: &Document, fonts: &FontSet) -> Result<Compiled, TypesetError> {
    let timestamp = timestamp(document.date)?;
    let world = DocumentWorld::new(document.files.clone(), fonts.clone());
    let Warned { output, warnings } = guarded(|| typst::compile::<PagedDocument>(&world))?;
    let mut pages = checked(&world, output)?;
    if !warnings.is_empty() {
        return Err(template_error(&world, &warnings));
    }
    let info = pages.info_mut();
    if info.title.is_none() && !document.title.trim().is_empty() {
        info.title = Some(document.title.as_str().into());
    }
    info.keywords.extend(document.keywords.iter().map(|word| word.as_str().into()));
    Ok(Compiled { world, pages, ident: document.ident.clone(), timestamp })
}

/// Forgets everything Typst remembers of earlier documents, some 50 MB of each.
pub fn forget() {
    typst::comemo::evict(0);
}

/// Forgets what Typst has not used for so many documents: what a batch and a watch session call after each, or memory grows with every one. What is
/// kept makes the next one faster.
pub fn forget_unused(documents: usize) {
    typst::comemo::evict(documents);
}

impl Compiled {
    /// Exports the PDF.
    pub fn pdf(&self) -> Result<Vec<u8>, TypesetError> {
        let options = self.options();
        checked(&self.world, guarded(|| typst_pdf::pdf(&self.pages, &options))?)
    }

    /// How many pages there are.
    pub fn page_count(&self) -> usize {
        self.pages.pages().len()
    }

    /// The laid out pages, for a preview.
    pub fn pages(&self) -> &PagedDocument {
        &self.pages
    }

    fn options(&self) -> PdfOptions {
        let standards = PdfStandards::new(&[PdfStandard::A_3a, PdfStandard::Ua_1]);
        PdfOptions {
            ident: Smart::Custom(self.ident.clone()),
            creator: Smart::Custom(Some(CREATOR.to_owned())),
            timestamp: Some(self.timestamp),
            standards: standards.expect("PDF/A-3a and PDF/UA-1 share PDF 1.7"),
            ..PdfOptions::default()
        }
    }
}

fn timestamp(date: NaiveDate) -> Result<Timestamp, TypesetError> {
    let out_of_range = || TypesetError::Date(date);
    let month = u8::try_from(date.month()).expect("at most 12");
    let day = u8::try_from(date.day()).expect("at most 31");
    if !(1..=9999).contains(&date.year()) {
        return Err(out_of_range());
    }
    let midnight = Datetime::from_ymd_hms(date.year(), month, day, 0, 0, 0).ok_or_else(out_of_range)?;
    Ok(Timestamp::new_utc(midnight))
}

fn checked<T>(world: &DocumentWorld, result: SourceResult<T>) -> Result<T, TypesetError> {
    result.map_err(|errors| template_error(world, &errors))
}

fn template_error(world: &DocumentWorld, diagnostics: &[SourceDiagnostic]) -> TypesetError {
    TypesetError::Template(faults(world, diagnostics))
}

/// Runs the engine so that its breakdown costs one document, not the batch.
fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, TypesetError> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|panic| {
        let text = panic.downcast_ref::<String>().cloned();
        let text = text.or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()));
        TypesetError::Crashed(text.unwrap_or_else(|| "原因不明".to_owned()))
    })
}

#[cfg(test)]
pub(super) mod tests {
    use super::super::fonts::test_fonts;
    use super::super::world::MAIN;
    use super::*;

    const PREAMBLE: &str = "#set text(lang: \"zh\", region: \"cn\", font: \"正文\", size: 16pt, fallback: false)\n";

    /// A document of one page: the preamble is its first line, the body begins on the second.
    pub(in crate::typeset) fn document(body: &str) -> Document {
        let mut files = VirtualFiles::new();
        files.add_text(MAIN, format!("{PREAMBLE}{body}")).unwrap();
        let date = NaiveDate::from_ymd_opt(2025, 8, 1).unwrap();
        Document { files, title: "2024年度部门决算".into(), ident: "juesuan/2024/041".into(), date, keywords: Vec::new() }
    }

    fn sample() -> Document {
        let body = "#set document(author: \"岚县\")\n= 部门概况\n正文“引号”——破折号，123。#text(font: \"标题\")[标题]\n\n\
            #table(columns: 2, table.header[科目][金额], [2010301], [1,402,400.00])\n\
            #pagebreak()\n== 收支\n第二页\n\
            #pdf.attach(\"data.yaml\", relationship: \"source\", mime-type: \"application/yaml\", description: \"原始数据\")";
        let mut document = document(body);
        document.files.add_bytes("data.yaml", "年度: 2024\n".as_bytes().to_vec()).unwrap();
        document
    }

    fn contains(bytes: &[u8], part: &str) -> bool {
        bytes.windows(part.len()).any(|window| window == part.as_bytes())
    }

    #[test]
    fn exports_a_tagged_archival_pdf_with_its_attachment() {
        let compiled = compile(&sample(), test_fonts()).unwrap();
        assert_eq!(compiled.page_count(), 2);
        let bytes = compiled.pdf().unwrap();
        for part in ["/Lang(zh-CN)", "/Marked true", "/StructTreeRoot", "/AFRelationship/Source", "(data.yaml)", "/THead"] {
            assert!(contains(&bytes, part), "{part}");
        }
        for part in ["<pdfaid:part>3", "<pdfaid:conformance>A", "<pdfuaid:part>1", "juesuan", "2025-08-01T00:00:00", "2024年度部门决算"]
        {
            assert!(contains(&bytes, part), "{part}");
        }
    }

    #[test]
    fn equal_documents_give_equal_bytes() {
        let first = compile(&sample(), test_fonts()).unwrap().pdf().unwrap();
        forget();
        let second = std::thread::scope(|scope| {
            let other = scope.spawn(|| compile(&document("= 别的文件"), test_fonts()).unwrap().pdf().unwrap());
            let again = compile(&sample(), test_fonts()).unwrap().pdf().unwrap();
            assert_ne!(other.join().unwrap(), again);
            again
        });
        assert!(first == second);
    }

    /// Run with `JUESUAN_TEST_PDF=sample.pdf` to look at the file.
    #[test]
    fn writes_the_sample_where_asked() {
        let bytes = compile(&sample(), test_fonts()).unwrap().pdf().unwrap();
        assert!(bytes.starts_with(b"%PDF-1.7"));
        if let Some(path) = std::env::var_os("JUESUAN_TEST_PDF") {
            std::fs::write(path, &bytes).unwrap();
        }
    }

    #[test]
    fn another_process_gives_the_same_bytes() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("sample.pdf");
        let (_, module) = module_path!().split_once("::").expect("a module of the crate");
        let mut other = std::process::Command::new(std::env::current_exe().unwrap());
        other.args(["--exact", &format!("{module}::writes_the_sample_where_asked")]);
        other.env("JUESUAN_TEST_PDF", &path).env("TZ", "Asia/Shanghai").env("LANG", "zh_CN.UTF-8").env("RAYON_NUM_THREADS", "1");
        assert!(other.output().unwrap().status.success());
        assert!(std::fs::read(&path).unwrap() == compile(&sample(), test_fonts()).unwrap().pdf().unwrap());
    }

    #[test]
    fn another_ident_or_date_gives_other_bytes() {
        let bytes = |document: &Document| compile(document, test_fonts()).unwrap().pdf().unwrap();
        let mut other = sample();
        other.ident.push('x');
        assert_ne!(bytes(&sample()), bytes(&other));
    }

    fn export_fault(document: &Document) -> String {
        compile(document, test_fonts()).unwrap().pdf().unwrap_err().to_string()
    }

    #[test]
    fn a_title_is_required() {
        let mut untitled = document("= 部门概况");
        untitled.title.clear();
        assert!(export_fault(&untitled).contains("文档没有标题"), "{}", export_fault(&untitled));
    }

    #[test]
    fn what_the_pre_check_misses_is_what_the_export_refuses() {
        for missing in ['ᚠ', '\u{E000}'] {
            assert_eq!(test_fonts().missing_in("正文", &missing.to_string()), [missing]);
            let error = export_fault(&document(&missing.to_string()));
            assert!(error.contains("main.typ:2:1"), "{error}");
        }
    }

    #[test]
    fn warnings_are_errors() {
        let error = compile(&document("#text(font: \"宋体字\")[甲]"), test_fonts()).unwrap_err().to_string();
        assert!(error.contains("模板用了没有登记的字体名"), "{error}");
        let restless = "#context { let n = counter(page).final().first(); for _ in range(n) { pagebreak() } }";
        let error = compile(&document(restless), test_fonts()).unwrap_err().to_string();
        assert!(error.contains("版面反复排版仍不能稳定"), "{error}");
    }

    #[test]
    fn a_date_beyond_the_calendar_of_pdf_is_refused() {
        let mut document = document("甲");
        document.date = NaiveDate::from_ymd_opt(12345, 1, 1).unwrap();
        assert!(matches!(compile(&document, test_fonts()), Err(TypesetError::Date(_))));
    }

    #[test]
    fn a_breakdown_of_the_engine_is_an_error() {
        assert!(matches!(guarded(|| panic!("坏字体")), Err(TypesetError::Crashed(text)) if text == "坏字体"));
    }
}
