//! What follows from a dossier under a standard: accounts, tables, facts, reports. Pure; nothing is printed or written.

use serde_json::Value;

use super::Dossier;
use crate::accounts::{self, Accounts, Inputs, Member, Names};
use crate::diagnostics::{Diagnostic, Severity};
use crate::narrative::{self, Narrative};
use crate::performance::{self, Report, Summary};
use crate::source::{Department, Disclosure, Project, Span, Spanned};
use crate::standard::{Contents, Standard};
use crate::tables::{self, Table};

/// Everything derived from one dossier.
#[derive(Debug, Clone)]
pub struct Derived {
    pub accounts: Accounts,
    /// Last year's accounts, when last year's file is named.
    pub last_year: Option<Accounts>,
    /// Those of the units' last years, each with the place where its file is named.
    pub last_years_of_units: Vec<(Span, Accounts)>,
    pub names: Names,
    pub tables: Vec<Table>,
    pub narrative: Narrative,
    pub reports: Vec<Report>,
    pub summary: Summary,
    /// The facts as templates and readers of the open data see them.
    pub facts: Value,
}

impl Derived {
    /// Derives everything; the findings say what is unsound or missing. None only when the year has no classifications.
    pub fn from(dossier: &Dossier, standard: &Standard) -> (Option<Self>, Vec<Diagnostic>) {
        let mut diagnostics = Vec::new();
        let Some(Books { accounts, last_year, last_years_of_units, names }) = account(dossier, &mut diagnostics) else {
            return (None, diagnostics);
        };
        let file = &dossier.disclosure;
        let members: Vec<&Disclosure> = dossier.members().map(|member| &member.disclosure).collect();
        let (grades, weights) = (&standard.manifest.grades, &standard.manifest.weights);
        let tables = || standard.tables.iter().map(|definition| tables::build(definition, &accounts, &names)).collect();
        let texts = || {
            let narrative = narrative::build(file, &members, &accounts, &names);
            let report = |project: &Spanned<Project>| performance::report(project, file, &accounts, grades, weights);
            let reports: Vec<Report> = file.projects.iter().map(report).collect();
            let summary = performance::summary(file, &reports, &accounts, grades);
            let facts = Contents { file, narrative: &narrative, summary: &summary, reports: &reports }.facts();
            (narrative, reports, summary, facts)
        };
        let (tables, (narrative, reports, summary, facts)): (Vec<Table>, _) = rayon::join(tables, texts);
        let missing = standard.manifest.missing(&facts, &|path| dossier.locate(path));
        if missing.iter().all(|finding| finding.severity < Severity::Error) {
            let unknown = tables::unknown(&tables, &accounts).into_iter();
            diagnostics.extend(unknown.map(|(address, figure)| standard.manifest.unknown(&address.to_string(), figure, dossier.place())));
        }
        diagnostics.extend(missing);
        (Some(Self { accounts, last_year, last_years_of_units, names, tables, narrative, reports, summary, facts }), diagnostics)
    }
}

/// The accounts of a dossier beside those they follow from.
struct Books {
    accounts: Accounts,
    last_year: Option<Accounts>,
    last_years_of_units: Vec<(Span, Accounts)>,
    names: Names,
}

/// Accounts of a dossier, last year's first.
fn account(dossier: &Dossier, diagnostics: &mut Vec<Diagnostic>) -> Option<Books> {
    let (last_year, past_names) = match &dossier.last_year {
        Some(dossier) => account(dossier, diagnostics).map(|books| (books.accounts, books.names)).unzip(),
        None => (None, None),
    };
    let year = &dossier.disclosure.year;
    let catalog = accounts::catalog_of(year.value.0, year.span, diagnostics)?;
    let pasts: Vec<Option<Accounts>> = dossier.units.iter().map(past_of_unit).collect();
    let files = dossier.units.iter().map(|unit| &unit.disclosure);
    let members = files.clone().zip(&pasts);
    let units: Vec<Member> = members.map(|(file, past)| Member { file, last_year: past.as_ref(), is_new: is_new(file, dossier) }).collect();
    let head = &dossier.disclosure;
    let (accounts, findings) = accounts::build(Inputs { head, units: &units, last_year: last_year.as_ref(), catalog });
    diagnostics.extend(findings);
    let names = Names::new(catalog, std::iter::once(head).chain(files.clone()), past_names);
    let links = files.map(|file| file.last_year_file.as_ref().map(|link| link.span));
    let last_years_of_units = links.zip(pasts).filter_map(|(link, past)| link.zip(past)).collect();
    Some(Books { accounts, last_year, last_years_of_units, names })
}

/// Whether last year's file of the department lists its units, and this one is not among them.
fn is_new(unit: &Disclosure, of: &Dossier) -> bool {
    let before = of.last_year.iter().flat_map(|last_year| &last_year.units).map(|before| &before.disclosure.department);
    let same = |before: &Department| before.code.value == unit.department.code.value || before.name.value == unit.department.name.value;
    before.clone().next().is_some() && !before.into_iter().any(same)
}

/// The accounts of a unit's last year. What is wrong with them is said where the unit's own document is made.
fn past_of_unit(unit: &Dossier) -> Option<Accounts> {
    Some(account(unit.last_year.as_deref()?, &mut Vec::new())?.accounts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::accounts::{Measure, Scope};
    use crate::dossier::Reader;

    /// A department of two units, one of which is gone the next year; a new one comes, and the other opens with what both had left.
    #[test]
    fn a_unit_that_last_year_did_not_have_opens_with_nothing_of_it() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let write = |name: &str, year: u32, unit: &str, rest: &str| {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().expect("a folder")).expect("a writable folder");
            let head = format!("年度: {year}\n金额单位: 元\n公开日期: {}-08-29\n概况: {{职责: [负责甲事。], 机构设置: {{}}}}\n", year + 1);
            std::fs::write(path, format!("{head}部门: {{性质: 行政单位, {unit}}}\n{rest}")).expect("a writable file");
        };
        let whole = |units: &str| format!("名称: 甲局, 编码: \"001\", 汇总方式: 按单位文件合计, 所属单位: [{units}]");
        let rows = |row: &str| format!("一般公共预算财政拨款: [{{科目: 2010301, {row}}}]\n");
        write("2023/001.yaml", 2023, &whole("{名称: 乙所, 文件: b.yaml}, {名称: 丙所, 文件: c.yaml}"), "");
        write("2023/b.yaml", 2023, "名称: 乙所, 编码: \"002\", 公开类别: 单位", &rows("本年收入: 150.00, 项目支出: 100.00"));
        write("2023/c.yaml", 2023, "名称: 丙所, 编码: \"003\", 公开类别: 单位", &rows("本年收入: 900.00, 项目支出: 600.00"));
        let link = "上年文件: ../2023/001.yaml\n";
        write("2024/001.yaml", 2024, &whole("{名称: 乙所, 文件: b.yaml}, {名称: 丁所, 文件: d.yaml}"), link);
        let took = rows("年初结转和结余: 350.00, 本年收入: 0, 项目支出: 350.00");
        write("2024/b.yaml", 2024, "名称: 乙所, 编码: \"002\", 公开类别: 单位", &format!("上年文件: ../2023/b.yaml\n{took}"));
        write("2024/d.yaml", 2024, "名称: 丁所, 编码: \"004\", 公开类别: 单位", &rows("项目支出: 70.00"));
        let mut reader = Reader::within(Some(folder.path().to_owned()));
        let dossier =
            reader.read(&folder.path().join("2024/001.yaml")).expect("readable").unwrap_or_else(|| panic!("{:#?}", reader.diagnostics));
        let standard =
            Standard::built_in(&crate::standard::starter().expect("a standard to start with"), None).expect("a built-in standard");
        let accounts = Derived::from(&dossier, &standard).0.expect("a known year").accounts;
        assert_eq!(accounts.total(Scope::ALL, Measure::OPENING).yuan, rust_decimal::Decimal::from(350));
    }
}
