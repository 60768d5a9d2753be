//! How each figure of a disclosure comes about: figures of the accounts from the written lines, facts of the narrative and the reports from those.

use rust_decimal::Decimal;
use serde_json::Value;

use super::arithmetic::{Derivation, Formula, Unit, Written, bracketed, sum};
use super::{State, label};
use crate::accounts::{Figure, named};
use crate::money;
use crate::source::{BudgetRow, Project, Span};

/// Derives the figures of one state.
#[derive(Debug, Clone, Copy)]
pub struct Deriver<'a> {
    pub state: &'a State,
}

/// Which written amount of a project's budget line a field of the report is.
const BUDGET_FIELDS: [&str; 4] = ["declared", "initial", "adjusted", "executed"];

impl<'a> Deriver<'a> {
    fn facts(&self) -> &'a Value {
        &self.state.derived.facts
    }

    fn number(&self, pointer: &str) -> Option<Decimal> {
        match self.facts().pointer(pointer)? {
            Value::String(text) => Decimal::from_str_exact(text).ok(),
            Value::Number(number) => Decimal::from_str_exact(&number.to_string()).ok(),
            _ => None,
        }
    }

    /// A figure of the accounts in the unit it is printed in: 万元, or a number of things.
    pub fn figure(&self, figure: &Figure) -> Option<Derivation> {
        let counts = matches!(figure, Figure::Named(name) if named::get(name).is_some_and(|named| named.counts));
        self.in_unit(figure, if counts { Unit::Count } else { Unit::Wan })
    }

    fn in_unit(&self, figure: &Figure, unit: Unit) -> Option<Derivation> {
        let accounts = &self.state.derived.accounts;
        accounts.value(figure)?;
        let terms = accounts.trace(figure).terms;
        let written = terms.iter().map(|term| self.written(term.label.clone(), term.amount, term.span)).collect();
        Some(total(label::figure(figure), unit, written))
    }

    fn written(&self, label: String, amount: Decimal, span: Span) -> Written {
        let files = &self.state.files;
        let (line, _) = files.position(span.file, span.start);
        let text = files.text(span.file).lines().nth(line - 1).unwrap_or_default().to_owned();
        Written { label, amount, file: files.path(span.file).display().to_string(), line, text }
    }

    /// A fact by its JSON pointer: a figure, or a number that follows from figures.
    pub fn fact(&self, pointer: &str) -> Option<Derivation> {
        let value = self.facts().pointer(pointer)?;
        if value.get("yuan").is_some() && value.get("wan").is_some() {
            return self.fact(&format!("{pointer}/wan"));
        }
        let (above, key) = pointer.rsplit_once('/')?;
        let owner = self.facts().pointer(above)?;
        if let Some(figure) = owner.get("figure").and_then(Value::as_str) {
            return self.in_unit(&figure.parse().ok()?, if key == "yuan" { Unit::Yuan } else { Unit::Wan });
        }
        if owner.get("current").is_some() && owner.get("prior").is_some() {
            return self.change(pointer, above, key);
        }
        match pointer.split('/').nth(1)? {
            "reports" => return self.of_report(pointer, above, key),
            "performance" => return self.of_summary(pointer, above, key),
            _ => {}
        }
        if let Some((part, whole)) = self.ratio(above, key, owner) {
            return self.percentage(pointer, &part, &whole);
        }
        self.figure(&Figure::Named(counted(above, key, owner)?))
    }

    /// Difference or rate of change, both from the printed amounts.
    fn change(&self, pointer: &str, above: &str, key: &str) -> Option<Derivation> {
        let (current, prior) = (self.fact(&format!("{above}/current"))?, self.fact(&format!("{above}/prior"))?);
        let (more, less) = if current.value >= prior.value { (&current, &prior) } else { (&prior, &current) };
        let difference = format!("{} − {}", more.value, less.value);
        let (text, unit) = match key {
            "wan" => (difference, Unit::Wan),
            "percent" => (format!("({difference}) ÷ {} × 100", prior.value), Unit::Percent),
            _ => return None,
        };
        let formula = Formula { text, rounded: key == "percent" };
        Some(self.derived(pointer, unit, formula, vec![current, prior]))
    }

    fn percentage(&self, pointer: &str, part: &str, whole: &str) -> Option<Derivation> {
        let (part, whole) = (self.fact(part)?, self.fact(whole)?);
        let formula = Formula { text: format!("{} ÷ {} × 100", part.value, whole.value), rounded: true };
        Some(self.derived(pointer, Unit::Percent, formula, vec![part, whole]))
    }

    fn derived(&self, pointer: &str, unit: Unit, formula: Formula, operands: Vec<Derivation>) -> Derivation {
        let (_, label) = label::fact(self.facts(), pointer);
        let value = self.number(pointer).unwrap_or_default();
        Derivation { label, value, unit, formula: Some(formula), operands, written: Vec::new() }
    }

    /// Which two facts a percentage compares.
    fn ratio(&self, above: &str, key: &str, owner: &Value) -> Option<(String, String)> {
        let at = |path: &str| format!("{above}/{path}");
        let keys: Vec<&str> = above.split('/').skip(1).collect();
        match (keys.as_slice(), key) {
            (_, "percent") if owner.get("budget").is_some() => Some((at("final"), at("budget"))),
            ([of, "parts", _], "percent") => Some((at("amount"), format!("/{of}/total"))),
            (["general"], "percent") => Some((at("expenditure"), "/expenditure/total".to_owned())),
            (["three_public", _], "percent") => Some((at("final"), "/three_public/total/final".to_owned())),
            ([of, _, _], "percent") if owner.get("code").is_some() => Some((at("final"), format!("/{of}/expenditure"))),
            (["procurement"], _) => Some((at(key.strip_suffix("_percent")?), "/procurement/total".to_owned())),
            _ => None,
        }
    }

    fn project(&self, report: &str) -> Option<&'a Project> {
        self.state.dossier.disclosure.projects.get(report.parse::<usize>().ok()?).map(|project| &project.value)
    }

    fn budget_amount(&self, project: &Project, row: &BudgetRow, field: &str) -> Option<Written> {
        let (amount, word) = match field {
            "declared" => (&row.declared, "目标申报"),
            "initial" => (&row.initial, "预算编制"),
            "adjusted" => (&row.adjusted, "全年预算"),
            "executed" => (&row.executed, "全年执行"),
            _ => return None,
        };
        let yuan = money::yuan(amount.value, self.state.dossier.disclosure.unit.value);
        Some(self.written(format!("{} {} {word}", project.name, row.source), yuan, amount.span))
    }

    /// The lines of one field of some projects' budgets, summed.
    fn budget(&self, projects: &[&Project], row: Option<usize>, field: &str) -> Vec<Written> {
        let rows =
            |project: &'a Project| project.budget_rows.iter().enumerate().filter(move |(index, _)| row.is_none_or(|row| row == *index));
        let all = &self.state.dossier.disclosure.projects;
        all.iter()
            .map(|project| &project.value)
            .filter(|project| projects.iter().any(|chosen| std::ptr::eq(*chosen, *project)))
            .flat_map(|project| rows(project).filter_map(move |(_, row)| self.budget_amount(project, row, field)))
            .collect()
    }

    fn of_report(&self, pointer: &str, above: &str, key: &str) -> Option<Derivation> {
        let keys: Vec<&str> = above.split('/').skip(1).collect();
        let project = self.project(keys.get(1)?)?;
        let (_, name) = label::fact(self.facts(), pointer);
        let at = |path: &str| self.fact(&format!("{above}/{path}"));
        match (&keys[2..], key) {
            (["total"] | ["lines", _], field) if BUDGET_FIELDS.contains(&field) => {
                let row = keys.get(3).and_then(|row| row.parse().ok());
                Some(total(name, Unit::Yuan, self.budget(&[project], row, field)))
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
                let score =
                    |indicator: &crate::source::Indicator| if key == "indicator_score" { indicator.score } else { indicator.weight };
                let scores = project.indicators.iter().map(|indicator| (indicator.name.value.clone(), score(indicator)));
                let written: Vec<Written> = scores.map(|(name, score)| self.written(name, score.value.0, score.span)).collect();
                Some(plain_sum(name, Unit::Points, written))
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

    /// Ten points times the rate, at most ten; none without a budget.
    fn execution_score(&self, pointer: &str, above: &str) -> Option<Derivation> {
        let (executed, adjusted) = (self.fact(&format!("{above}/total/executed"))?, self.fact(&format!("{above}/total/adjusted"))?);
        let text = if adjusted.value.is_zero() {
            "0".to_owned()
        } else if executed.value > adjusted.value {
            "10".to_owned()
        } else {
            format!("10 × {} ÷ {}", executed.value, adjusted.value)
        };
        Some(self.derived(pointer, Unit::Points, Formula { text, rounded: true }, vec![executed, adjusted]))
    }

    fn of_summary(&self, pointer: &str, above: &str, key: &str) -> Option<Derivation> {
        let keys: Vec<&str> = above.split('/').skip(2).collect();
        let projects: Vec<&Project> = self.state.dossier.disclosure.projects.iter().map(|project| &project.value).collect();
        let budget = |index: &str| Some(self.state.derived.summary.by_budget.get(index.parse::<usize>().ok()?)?.budget);
        let chosen = || {
            let written = self.state.dossier.disclosure.management.evaluation.as_ref()?;
            Some(projects.iter().copied().filter(|it| written.projects.iter().any(|name| name.value == it.name.value)).collect::<Vec<_>>())
        };
        let (_, name) = label::fact(self.facts(), above);
        let unit = if key == "yuan" { Unit::Yuan } else { Unit::Wan };
        let money = |projects: &[&Project], field: &str| Some(total(name.clone(), unit, self.budget(projects, None, field)));
        let of = |projects: &[&Project], budget| {
            money(&projects.iter().copied().filter(|it| it.budget.value == budget).collect::<Vec<_>>(), "executed")
        };
        match (keys.as_slice(), key) {
            (["executed"], _) => money(&projects, "executed"),
            (["initial"], _) => money(&projects, "initial"),
            (["evaluated_amount"], _) if projects.is_empty() => self.in_unit(&Figure::Named("management.evaluated_amount"), unit),
            (["evaluated_amount"], _) => money(&projects, "initial"),
            (["by_budget", index, "executed"], _) => of(&projects, budget(index)?),
            (["evaluation", "executed"], _) => money(&chosen()?, "executed"),
            (["evaluation", "by_budget", index, "executed"], _) => of(&chosen()?, budget(index)?),
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

    /// One for each report.
    fn counted_projects(&self, pointer: &str, projects: &[&Project]) -> Derivation {
        let (_, name) = label::fact(self.facts(), pointer);
        let each = |project: &&Project| self.written(project.name.value.clone(), Decimal::ONE, project.name.span);
        plain_sum(name, Unit::Count, projects.iter().map(each).collect())
    }

    fn graded(&self, pointer: &str, index: &str, projects: &[&Project]) -> Option<Derivation> {
        let derived = &self.state.derived;
        let grade = &derived.summary.grades.get(index.parse::<usize>().ok()?)?.name;
        if projects.is_empty() {
            let grades = &self.state.dossier.disclosure.management.grades;
            let stated = grades.iter().find(|(name, _)| name.value == *grade);
            let (_, name) = label::fact(self.facts(), pointer);
            let written = stated.map(|(name, count)| self.written(name.value.clone(), Decimal::from(count.value.0), count.span));
            return Some(plain_sum(name, Unit::Count, written.into_iter().collect()));
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

/// The figure behind a count of the narrative.
fn counted(above: &str, key: &str, owner: &Value) -> Option<&'static str> {
    let name = match (above, key) {
        ("/three_public/counts", _) => match key {
            "groups" => "going.groups".to_owned(),
            "group_persons" => "going.persons".to_owned(),
            "purchased" => "purchase.vehicles".to_owned(),
            "kept" => "operation.vehicles".to_owned(),
            "receptions" | "reception_persons" => format!("reception.{}", key.strip_prefix("reception_").unwrap_or(key)),
            _ => key.replacen('_', ".", 1),
        },
        ("/assets", "vehicles_total") => "vehicles.total".to_owned(),
        ("/assets", "equipment") => "equipment".to_owned(),
        (_, "count") if above.starts_with("/assets/") => format!("vehicles.{}", owner.get("key")?.as_str()?),
        _ => return None,
    };
    named::find(&name)
}

/// Written amounts in yuan summed and converted to the unit it is printed in.
fn total(label: String, unit: Unit, written: Vec<Written>) -> Derivation {
    if unit != Unit::Wan {
        return plain_sum(label, unit, written);
    }
    let value = money::wan(written.iter().map(|written| written.amount).sum());
    let text = format!("{} ÷ 10000", bracketed(&sum(written.iter().map(|written| written.amount))));
    Derivation { label, value, unit, formula: Some(Formula { text, rounded: true }), operands: Vec::new(), written }
}

/// Written numbers summed as they are.
fn plain_sum(label: String, unit: Unit, written: Vec<Written>) -> Derivation {
    let value = written.iter().map(|written| written.amount).sum();
    let text = sum(written.iter().map(|written| written.amount));
    Derivation { label, value, unit, formula: Some(Formula { text, rounded: false }), operands: Vec::new(), written }
}
