//! How the numbers that sum up all performance reports come about.

use rust_decimal::Decimal;

use super::Deriver;
use crate::accounts::{Figure, named};
use crate::corrections::arithmetic::{Derivation, Formula, Unit, bracketed, sum};
use crate::corrections::label;
use crate::performance::is_own;
use crate::source::{BudgetRow, Project};

impl Deriver<'_> {
    pub(super) fn of_summary(&self, pointer: &str, above: &str, key: &str) -> Option<Derivation> {
        let keys: Vec<&str> = above.split('/').skip(2).collect();
        let projects: Vec<&Project> = self.state.dossier.disclosure.projects.iter().map(|project| &project.value).collect();
        let budget = |index: &str| Some(self.state.derived.summary.by_budget.get(index.parse::<usize>().ok()?)?.budget);
        let chosen = || {
            let written = self.state.dossier.disclosure.management.evaluation.as_ref()?;
            Some(projects.iter().copied().filter(|it| written.projects.iter().any(|name| name.value == it.name.value)).collect::<Vec<_>>())
        };
        let (_, name) = label::fact(self.facts(), above);
        let unit = if key == "yuan" { Unit::Yuan } else { Unit::Wan };
        let money = |projects: &[&Project], field: &str| Some(Derivation::total(name.clone(), unit, self.budget(projects, None, field)));
        let rows = |projects: &[&Project], wanted: &dyn Fn(&Project, &BudgetRow) -> bool| {
            let written = projects.iter().flat_map(|it| it.budget_rows.iter().map(move |row| (*it, &row.value)));
            let executed = written.filter(|(it, row)| wanted(it, row)).filter_map(|(it, row)| self.budget_amount(it, row, "executed"));
            Some(Derivation::total(name.clone(), unit, executed.collect()))
        };
        let budgets = |it: &Project| {
            let mut reports = self.state.dossier.disclosure.projects.iter().zip(&self.state.derived.reports);
            reports.find(|(project, _)| std::ptr::eq(&project.value, it)).map(|(_, report)| report.budget)
        };
        let of = |projects: &[&Project], budget| rows(projects, &|it, row| budgets(it) == Some(budget) && !is_own(&row.source));
        let own = |projects: &[&Project]| rows(projects, &|_, row| is_own(&row.source));
        match (keys.as_slice(), key) {
            (["executed"], _) => money(&projects, "executed"),
            (["initial"], _) => money(&projects, "initial"),
            (["evaluated_amount"], _) if projects.is_empty() => self.in_unit(&Figure::Named("management.evaluated_amount"), unit),
            (["evaluated_amount"], _) => money(&projects, "initial"),
            (["by_budget", index, "executed"], _) => of(&projects, budget(index)?),
            (["own"], _) => own(&projects),
            (["evaluation", "executed"], _) if projects.is_empty() => self.stated_for_evaluation(name.clone(), unit),
            (["evaluation", "executed"], _) => money(&chosen()?, "executed"),
            (["evaluation", "by_budget", index, "executed"], _) => of(&chosen()?, budget(index)?),
            (["evaluation", "own"], _) => own(&chosen()?),
            ([], "projects") if projects.is_empty() => self.figure(&Figure::Named("management.evaluated")),
            ([], "projects") => Some(self.counted_projects(pointer, &projects)),
            (["grades", index], "count") => self.graded(pointer, index, &projects),
            ([], "average") => self.average(pointer, &projects),
            ([], "rectifying") => {
                let (found, done) = (self.fact("/performance/problems")?, self.fact("/performance/rectified")?);
                let formula = Formula { text: format!("{} − {}", found.value, done.value), rounded: false };
                Some(self.derived(pointer, Unit::Count, formula, vec![found, done]))
            }
            ([], "with_objectives" | "monitored" | "problems" | "rectified") => {
                self.figure(&Figure::Named(named::find(&format!("management.{key}"))?))
            }
            _ => None,
        }
    }

    /// What the file states of the money of the projects the department evaluated.
    fn stated_for_evaluation(&self, label: String, unit: Unit) -> Option<Derivation> {
        let file = &self.state.dossier.disclosure;
        let stated = file.management.evaluation.as_ref()?.amount.as_ref()?;
        let written = self.written(label.clone(), stated.value.yuan(file.unit.value), stated.span);
        Some(Derivation::total(label, unit, vec![written]))
    }

    /// One for each report.
    fn counted_projects(&self, pointer: &str, projects: &[&Project]) -> Derivation {
        let (_, name) = label::fact(self.facts(), pointer);
        let each = |project: &&Project| self.written(project.name.value.clone(), Decimal::ONE, project.name.span);
        Derivation::total(name, Unit::Count, projects.iter().map(each).collect())
    }

    fn graded(&self, pointer: &str, index: &str, projects: &[&Project]) -> Option<Derivation> {
        let derived = &self.state.derived;
        let grade = &derived.summary.grades.get(index.parse::<usize>().ok()?)?.name;
        if projects.is_empty() {
            let grades = &self.state.dossier.disclosure.management.grades;
            let stated = grades.iter().find(|(name, _)| name.value == *grade);
            let (_, name) = label::fact(self.facts(), pointer);
            let written = stated.map(|(name, count)| self.written(name.value.clone(), Decimal::from(count.value.0), count.span));
            return Some(Derivation::total(name, Unit::Count, written.into_iter().collect()));
        }
        let graded = projects.iter().zip(&derived.reports).filter(|(_, report)| report.grade == *grade);
        Some(self.counted_projects(pointer, &graded.map(|(project, _)| *project).collect::<Vec<_>>()))
    }

    fn average(&self, pointer: &str, projects: &[&Project]) -> Option<Derivation> {
        let (_, name) = label::fact(self.facts(), pointer);
        if projects.is_empty() {
            let stated = self.state.dossier.disclosure.management.average.as_ref()?;
            let written = vec![self.written(name.clone(), stated.value.0, stated.span)];
            return Some(Derivation {
                label: name,
                value: stated.value.0,
                unit: Unit::Points,
                formula: None,
                operands: Vec::new(),
                written,
            });
        }
        let scores: Vec<Derivation> =
            (0..projects.len()).map(|index| self.fact(&format!("/reports/{index}/score"))).collect::<Option<_>>()?;
        let text = format!("{} ÷ {}", bracketed(&sum(scores.iter().map(|score| score.value))), scores.len());
        Some(self.derived(pointer, Unit::Points, Formula { text, rounded: true }, scores))
    }
}
