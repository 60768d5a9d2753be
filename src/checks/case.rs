//! What a rule looks at: one dossier with everything derived from it and the standard it is published in; and the places things are written at.

use super::ratios::Comparisons;
use super::text::prose::FreeText;
use crate::accounts::{Accounts, Figure};
use crate::diagnostics::Diagnostic;
use crate::dossier::{Derived, Dossier};
use crate::source::reading::{WrittenText, texts};
use crate::source::{Amount, Disclosure, INTERNAL, Span};
use crate::standard::Standard;
use rust_decimal::Decimal;

/// One disclosure under inspection.
#[derive(Clone, Copy)]
pub struct Case<'a> {
    pub dossier: &'a Dossier,
    pub derived: &'a Derived,
    pub standard: &'a Standard,
    /// All free texts of the department's own file that can be printed, in file order.
    pub texts: &'a [FreeText<'a>],
    pub comparisons: &'a Comparisons,
}

/// A label with a remark on its place.
pub(super) fn remarked(text: String, remark: Option<&str>) -> String {
    match remark {
        Some(remark) => format!("{text}（{remark}）"),
        None => text,
    }
}

/// Keys that name standards, files and codes: no free text.
const NOT_PROSE: [&str; 4] = ["标准", "上年文件", "编码", "文件"];

/// The free texts of a dossier that can be printed: they are read once for all lints.
pub(super) fn printed_texts(dossier: &Dossier) -> Vec<FreeText<'_>> {
    let printed = |text: &WrittenText| !text.keys().any(|key| NOT_PROSE.contains(&key) || INTERNAL.contains(&key));
    texts(&dossier.tree).into_iter().filter(printed).map(FreeText::from).collect()
}

impl<'a> Case<'a> {
    /// The department's own file.
    pub fn file(&self) -> &'a Disclosure {
        &self.dossier.disclosure
    }

    /// The accounts.
    pub fn accounts(&self) -> &'a Accounts {
        &self.derived.accounts
    }

    /// Exact yuan of an amount of the department's own file.
    pub fn yuan(&self, amount: Amount) -> Decimal {
        amount.yuan(self.file().unit.value)
    }

    /// The place of a key by its dotted path, or of the innermost key on the way to it that is written; else of the section before it.
    pub fn place(&self, path: &str) -> Span {
        self.dossier.locate(path).0
    }

    /// Adds the place of a key to a finding; where its whole section is missing, that is said too.
    pub fn at(&self, finding: Diagnostic, path: &str, text: impl Into<String>) -> Diagnostic {
        let (span, remark) = self.dossier.locate(path);
        finding.at(span, remarked(text.into(), remark.as_deref()))
    }

    /// The key that is written at a dotted path, if it is.
    pub fn written(&self, path: &str) -> Option<Span> {
        self.dossier.written(path)
    }

    /// The places of the largest written amounts behind a figure, at most `most`, with their labels.
    pub fn largest_terms(&self, figure: &Figure, most: usize) -> Vec<crate::accounts::Term> {
        let mut terms = self.accounts().trace(figure).terms;
        terms.retain(|term| !term.amount.is_zero());
        terms.sort_by_key(|term| std::cmp::Reverse(term.amount.abs()));
        terms.truncate(most);
        terms
    }
}
