//! How the numbers of a performance report come about: from the written lines of the project's budget and indicators.

use super::Deriver;
use crate::corrections::arithmetic::{Derivation, Formula, Unit, Written};
use crate::corrections::label;
use crate::performance::{BudgetLine, execution_formula};
use crate::source::{BudgetRow, Indicator, Project};

/// Which written amount of a project's budget line a field of the report is.
const BUDGET_FIELDS: [&str; 4] = ["declared", "initial", "adjusted", "executed"];

impl<'a> Deriver<'a> {
    fn project(&self, report: &str) -> Option<&'a Project> {
        self.state.dossier.disclosure.projects.get(report.parse::<usize>().ok()?).map(|project| &project.value)
    }

    pub(super) fn budget_amount(&self, project: &Project, row: &BudgetRow, field: &str) -> Option<Written> {
        let (amount, word) = match field {
            "declared" => (&row.declared, "目标申报"),
            "initial" => (&row.initial, "预算编制"),
            "adjusted" => (&row.adjusted, "全年预算"),
            "executed" => (&row.executed, "全年执行"),
            _ => return None,
        };
        let yuan = amount.value.yuan(self.state.dossier.disclosure.unit.value);
        Some(self.written(format!("{} {} {word}", project.name, row.source), yuan, amount.span))
    }

    /// The lines of one field of some projects' budgets, summed.
    pub(super) fn budget(&self, projects: &[&Project], row: Option<usize>, field: &str) -> Vec<Written> {
        let rows =
            |project: &'a Project| project.budget_rows.iter().enumerate().filter(move |(index, _)| row.is_none_or(|row| row == *index));
        let all = &self.state.dossier.disclosure.projects;
        all.iter()
            .map(|project| &project.value)
            .filter(|project| projects.iter().any(|chosen| std::ptr::eq(*chosen, *project)))
            .flat_map(|project| rows(project).filter_map(move |(_, row)| self.budget_amount(project, row, field)))
            .collect()
    }

    pub(super) fn of_report(&self, pointer: &str, above: &str, key: &str) -> Option<Derivation> {
        let keys: Vec<&str> = above.split('/').skip(1).collect();
        let project = self.project(keys.get(1)?)?;
        let (_, name) = label::fact(self.facts(), pointer);
        let at = |path: &str| self.fact(&format!("{above}/{path}"));
        match (&keys[2..], key) {
            (["total"] | ["lines", _], field) if BUDGET_FIELDS.contains(&field) => {
                let row = keys.get(3).and_then(|row| row.parse().ok());
                Some(Derivation::total(name, Unit::Yuan, self.budget(&[project], row, field)))
            }
            (["total"] | ["lines", _], "remainder") => {
                let (adjusted, executed) = (at("adjusted")?, at("executed")?);
                let formula = Formula { text: format!("{} − {}", adjusted.value, executed.value), rounded: false };
                Some(self.derived(pointer, Unit::Yuan, formula, vec![adjusted, executed]))
            }
            (["total"] | ["lines", _], "rate") => self.percentage(pointer, &format!("{above}/executed"), &format!("{above}/adjusted")),
            (["indicators", index], "weight" | "score") => {
                let indicator = project.indicators.get(index.parse::<usize>().ok()?)?;
                let score = if key == "weight" { &indicator.weight } else { &indicator.score };
                let written = vec![self.written(name.clone(), score.value.0, score.span)];
                Some(Derivation { label: name, value: score.value.0, unit: Unit::Points, formula: None, operands: Vec::new(), written })
            }
            ([], "indicator_score" | "indicator_weight") => {
                let score = |indicator: &Indicator| if key == "indicator_score" { indicator.score } else { indicator.weight };
                let scores = project.indicators.iter().map(|indicator| (indicator.name.value.clone(), score(indicator)));
                let written: Vec<Written> = scores.map(|(name, score)| self.written(name, score.value.0, score.span)).collect();
                Some(Derivation::total(name, Unit::Points, written))
            }
            ([], "execution_score") => self.execution_score(pointer, above),
            ([], "score") => {
                let (indicators, execution) = (at("indicator_score")?, at("execution_score")?);
                let formula = Formula { text: format!("{} + {}", indicators.value, execution.value), rounded: false };
                Some(self.derived(pointer, Unit::Points, formula, vec![indicators, execution]))
            }
            _ => None,
        }
    }

    /// The points the standard gives for execution times the rate.
    fn execution_score(&self, pointer: &str, above: &str) -> Option<Derivation> {
        let (executed, adjusted) = (self.fact(&format!("{above}/total/executed"))?, self.fact(&format!("{above}/total/adjusted"))?);
        let total = BudgetLine { executed: executed.value, adjusted: adjusted.value, ..BudgetLine::default() };
        let text = execution_formula(&total, self.state.standard.manifest.weights.execution.value.0);
        Some(self.derived(pointer, Unit::Points, Formula { text, rounded: true }, vec![executed, adjusted]))
    }
}
