//! What a rule is: its identifier, its meaning in one line, how much it weighs, what it rests on, and the functions that look for it.
//!
//! The rules themselves stand in the door (`mod.rs`) of their family; all of them together in `table`.

use std::fmt;

use super::Case;
use crate::diagnostics::{Diagnostic, Severity};

/// Looks for one kind of trouble. Pure: the same case gives the same findings.
pub type Check = fn(&Case) -> Vec<Diagnostic>;

/// A rule of the inspectors.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// Stable identifier, e.g. `JS-X06`.
    pub id: &'static str,
    /// What is asked, in one line of Chinese.
    pub meaning: &'static str,
    /// The severity of its gravest findings; a policy can change it.
    pub severity: Severity,
    pub basis: Basis,
    pub checks: &'static [Check],
    /// Whether a finding can be accepted in the file with a written reason; broken arithmetic, privacy and secrecy cannot.
    pub acceptable: bool,
}

/// What a rule rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    /// Cannot be broken, because what is compared is derived from the same figures or is fixed wording; the named test of ours shows it.
    ByConstruction(&'static str),
    /// Looked for in the source file and the accounts.
    Checked,
    /// Looked for as far as the file says something; the rest needs evidence from outside or a person.
    NeedsEvidence,
}

impl Rule {
    /// A rule that is looked for.
    pub const fn checked(id: &'static str, severity: Severity, meaning: &'static str, checks: &'static [Check]) -> Self {
        Self { id, meaning, severity, basis: Basis::Checked, checks, acceptable: true }
    }

    /// A rule that only evidence from outside can settle; what the file itself shows is looked for.
    pub const fn needs_evidence(id: &'static str, severity: Severity, meaning: &'static str, checks: &'static [Check]) -> Self {
        Self { id, meaning, severity, basis: Basis::NeedsEvidence, checks, acceptable: true }
    }

    /// A rule that cannot be broken; `test` is the test that shows it.
    pub const fn by_construction(id: &'static str, severity: Severity, meaning: &'static str, test: &'static str) -> Self {
        Self { id, meaning, severity, basis: Basis::ByConstruction(test), checks: &[], acceptable: true }
    }

    /// The same rule, closed to acceptance.
    pub const fn never_accepted(mut self) -> Self {
        self.acceptable = false;
        self
    }
}

impl fmt::Display for Basis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Basis::ByConstruction(_) => "由构造保证",
            Basis::Checked => "检查",
            Basis::NeedsEvidence => "需要外部证据",
        })
    }
}
