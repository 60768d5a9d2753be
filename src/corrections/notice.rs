//! The notice that accompanies a re-publication (更正说明): worded by the standard's own template, laid out like the document itself.

use std::collections::BTreeSet;

use chrono::Datelike;
use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::{Difference, FigureChange, PageChange, SentenceChange, State};
use crate::disclosure::{FACES, Mark, YES, characters, faces};
use crate::source::Date;
use crate::standard::{CorrectedSection, CorrectedSentence, Correction, MAIN, NOTICE_TEMPLATE, TemplateError};
use crate::typeset::{self, Document, TypesetError, VirtualFiles};

/// What a notice is made of.
#[derive(Debug, Clone, Copy)]
pub struct Notice<'a> {
    pub old: &'a State,
    pub new: &'a State,
    pub difference: &'a Difference,
    pub reason: &'a str,
    /// The day of the notice; the new file's date of publication when left out.
    pub date: Option<Date>,
}

/// A name as it stands within quotation marks: its own are single ones there.
fn within_quotation_marks(name: &str) -> String {
    name.replace('“', "‘").replace('”', "’")
}

/// Why there is no notice.
#[derive(Debug, thiserror::Error)]
pub enum NoticeError {
    #[error("标准“{0}”没有更正说明的模板（{NOTICE_TEMPLATE}）")]
    NoTemplate(String),
    #[error("新文件有 {0} 个错误，还不能重新公开，更正说明没有写；先用 juesuan check 看是哪些，改正后再写")]
    Unsound(usize),
    #[error("公开的内容没有变化，不需要更正说明")]
    NothingChanged,
    #[error("原文件是 {old}，新文件是 {new}，不是同一份公开文件的更正，更正说明没有写")]
    Another { old: String, new: String },
    #[error("原文件是审核稿，没有公开过，不用更正；与已公开的 PDF 比较")]
    Draft,
    #[error("没有写更正的原因；在 --reason 后面写，例如 --reason 漏列一笔项目支出")]
    NoReason,
    #[error("更正说明的日期 {notice} 比原来的公开日期 {published} 早；用 --date 写更正的日期")]
    TooEarly { notice: Date, published: Date },
    #[error("字体里没有 {}，更正说明印不出来；看 --reason 里有没有生僻字或看不见的字符", .0.iter().map(|c| format!("{c}（U+{:04X}）", u32::from(*c))).collect::<Vec<_>>().join("、"))]
    Unprintable(Vec<char>),
    #[error(transparent)]
    Template(#[from] TemplateError),
    #[error(transparent)]
    Typeset(#[from] TypesetError),
}

impl Notice<'_> {
    /// The notice as PDF/A.
    pub fn pdf(&self) -> Result<Vec<u8>, NoticeError> {
        let standard = &self.new.standard;
        if !standard.wording.has(NOTICE_TEMPLATE) {
            return Err(NoticeError::NoTemplate(standard.manifest.name.value.clone()));
        }
        self.refuse_impossible()?;
        if !self.difference.printed {
            return Err(NoticeError::NothingChanged);
        }
        let context = tera::Context::from_serialize(&self.facts()).expect("facts are an object");
        let text = standard.wording.render(NOTICE_TEMPLATE, &context, &standard.files)?;
        let mut files = VirtualFiles::new();
        for (path, layout) in standard.files.iter().filter(|(path, _)| path.ends_with(".typ")) {
            files.add_text(path, layout.text.clone())?;
        }
        let table = self.table();
        let printed = characters([text.as_str(), table.as_str()]);
        let unprintable = self.new.fonts.missing_glyphs(&printed);
        if !unprintable.is_empty() {
            return Err(NoticeError::Unprintable(unprintable));
        }
        files.add_text(FACES, faces(&self.new.fonts, &printed))?;
        for (path, text) in [("tables.json", "{}".to_owned()), ("reports.json", "[]".to_owned()), ("notice.json", table), (MAIN, text)] {
            files.add_text(path, text)?;
        }
        let file = &self.new.dossier.disclosure;
        let document = Document {
            files,
            title: format!("{}更正说明", self.new.worded.title),
            ident: format!("juesuan/notice/{}/{}/{}/{}", standard.manifest.id, file.year, file.department.code, self.date().0),
            date: self.date().0,
            keywords: vec![Mark::Notice.says(YES)],
        };
        Ok(typeset::compile(&document, &self.new.fonts)?.pdf()?)
    }

    /// Refuses what no notice can say: of another document, of one that is unsound or was never public, on a day before, for no reason.
    fn refuse_impossible(&self) -> Result<(), NoticeError> {
        let (old, new) = (&self.old.dossier.disclosure, &self.new.dossier.disclosure);
        let named = |state: &State| format!("{} {}", state.dossier.disclosure.department.code, state.worded.title);
        // A code or a name may be what is corrected; both at once are another department.
        let department = old.department.code.value == new.department.code.value || old.department.name.value == new.department.name.value;
        if !department || old.year.value != new.year.value {
            return Err(NoticeError::Another { old: named(self.old), new: named(self.new) });
        }
        if self.old.draft {
            return Err(NoticeError::Draft);
        }
        let errors = self.new.open_errors();
        if errors > 0 {
            return Err(NoticeError::Unsound(errors));
        }
        if self.reason().is_empty() {
            return Err(NoticeError::NoReason);
        }
        let (notice, published) = (self.date(), old.published.value);
        if notice < published { Err(NoticeError::TooEarly { notice, published }) } else { Ok(()) }
    }

    /// The reason as it goes on after 因.
    fn reason(&self) -> String {
        let reason = crate::narrative::inline(self.reason);
        // 因公出国 and the like begin with the word themselves.
        let rest = reason.strip_prefix('因').filter(|rest| !rest.starts_with(['公', '素', '地', '病', '故', '此', '果']));
        rest.map_or(reason.as_str(), |rest| rest.trim_start_matches(['：', '，'])).to_owned()
    }

    /// The tables and sections that changed, in reading order; none if pages were not compared.
    fn parts(&self) -> Vec<&str> {
        let mut told = BTreeSet::new();
        let parts = self.difference.pages.iter().flatten().flat_map(|change| &change.parts).map(String::as_str);
        parts.filter(|part| told.insert(*part)).collect()
    }

    /// Whether the notice would bear the very day on which what it corrects was published: nobody said another.
    pub fn is_dated_like_the_old(&self) -> bool {
        self.date() == self.old.dossier.disclosure.published.value
    }

    fn date(&self) -> Date {
        self.date.unwrap_or(self.new.dossier.disclosure.published.value)
    }

    /// What the template sees: the facts of the new document, and of the correction.
    fn facts(&self) -> Value {
        let mut facts = self.new.worded.context.clone();
        let published = self.old.dossier.disclosure.published.value;
        let moved = |pages: &Vec<PageChange>| pages.iter().any(|change| change.old.len() != change.new.len());
        facts["correction"] = json!(Correction {
            title: self.old.worded.title.clone(),
            published: published.into(),
            year: published.0.year(),
            date: self.date().into(),
            reason: self.reason(),
            figures: self.figures().len(),
            sections: self.sections(),
            parts: self.parts().into_iter().map(within_quotation_marks).collect(),
            replaces_all: self.difference.pages.as_ref().is_none_or(moved),
        });
        facts
    }

    /// The changed sentences by section; a section is named without the part of the document it stands in.
    fn sections(&self) -> Vec<CorrectedSection> {
        let name = |change: &SentenceChange| match change.section.as_slice() {
            [] => self.new.worded.title.clone(),
            [part] => part.clone(),
            [_, inner @ ..] => inner.join("　"),
        };
        let runs = self.difference.sentences.chunk_by(|one, other| one.section == other.section);
        let sentence = |change: &SentenceChange| CorrectedSentence {
            opening: change.opening.clone(),
            old: change.old.clone(),
            new: change.new.clone(),
        };
        runs.map(|run| CorrectedSection { name: within_quotation_marks(&name(&run[0])), sentences: run.iter().map(sentence).collect() })
            .collect()
    }

    /// The cells of tables that are printed otherwise; cells that read the same stand once.
    fn figures(&self) -> Vec<&FigureChange> {
        let mut told = BTreeSet::new();
        let printed = self.difference.figures.iter().filter(|change| change.table && change.is_printed());
        printed.filter(|change| told.insert((&change.group, &change.row, &change.column, change.old, change.new))).collect()
    }

    /// The rows of the table of changed figures, for the layout.
    fn table(&self) -> String {
        let style = &self.new.standard.manifest.numbers.narrative;
        let show = |value: Option<Decimal>| value.map_or_else(|| "—".to_owned(), |value| style.show(value));
        let mut rows: Vec<Value> = Vec::new();
        let mut group = "";
        for change in self.figures() {
            if change.group != group {
                group = &change.group;
                rows.push(json!({ "kind": "sub", "cells": [{ "text": group, "colspan": 5 }] }));
            }
            let column = change.column.as_deref().unwrap_or_default();
            let cells = [change.row.clone(), column.to_owned(), show(change.old), show(change.new), show(Some(change.difference))];
            rows.push(json!({ "kind": "line", "cells": cells }));
        }
        json!(rows).to_string()
    }
}
