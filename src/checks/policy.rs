//! Severities that differ from the rules' own: a standard's first, then a workspace's.

use std::collections::BTreeMap;

use super::table;
use crate::diagnostics::{Diagnostic, Severity};
use crate::standard::Standard;

/// How much findings weigh where a standard or a workspace says otherwise.
#[derive(Debug, Clone, Default, serde::Serialize)]
pub struct Policy {
    severities: BTreeMap<&'static str, Severity>,
}

/// A severity for a rule that does not exist, or that nobody may lower.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PolicyError {
    #[error("没有检查规则 {0}；全部规则用 juesuan check --list 列出")]
    Unknown(String),
    #[error("检查规则 {0} 的严重程度不能降低：它关系到数字平衡、个人隐私或保密")]
    Fixed(&'static str),
}

impl Policy {
    /// The severities a standard sets.
    pub fn of(standard: &Standard) -> Result<Self, PolicyError> {
        let severities = standard.manifest.severities.iter();
        Self::default().with(severities.map(|(id, severity)| (id.value.as_str(), severity.value)))
    }

    /// Adds severities (a workspace's); they go before those set so far.
    pub fn with<'s>(mut self, severities: impl IntoIterator<Item = (&'s str, Severity)>) -> Result<Self, PolicyError> {
        for (id, severity) in severities {
            let rule = table::rule(id).ok_or_else(|| PolicyError::Unknown(id.to_owned()))?;
            if !rule.acceptable && severity < rule.severity {
                return Err(PolicyError::Fixed(rule.id));
            }
            self.severities.insert(rule.id, severity);
        }
        Ok(self)
    }

    /// Gives a finding the severity that is set for its rule; its lesser findings are never raised above it.
    pub(super) fn apply(&self, finding: &mut Diagnostic) {
        let Some(severity) = self.severities.get(finding.code) else { return };
        let gravest = table::rule(finding.code).is_none_or(|rule| finding.severity >= rule.severity);
        finding.severity = if gravest { *severity } else { finding.severity.min(*severity) };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_policy_names_rules_that_exist_and_may_be_changed() {
        assert_eq!(
            Policy::default().with([("JS-X99", Severity::Note)]).expect_err("no such rule"),
            PolicyError::Unknown("JS-X99".to_owned())
        );
        assert_eq!(Policy::default().with([("JS-X06", Severity::Note)]).expect_err("arithmetic"), PolicyError::Fixed("JS-X06"));
        let policy = Policy::default().with([("JS-R09", Severity::Warning)]).expect("a rule that may be changed");
        let mut finding = Diagnostic::error("JS-R09", "没有原因");
        policy.apply(&mut finding);
        assert_eq!(finding.severity, Severity::Warning);
        let mut note = Diagnostic::new("JS-R09", Severity::Note, "小事");
        policy.apply(&mut note);
        assert_eq!(note.severity, Severity::Note);
    }
}
