//! The names of figures: what a table cell, a sentence, an expectation or an explanation can speak of.
//!
//! A figure's name is stable and machine-readable: `all.expenditure.basic[208]`, `economic[30101]`, `three_public.total.final`, `initial_budget[201]`.

use std::fmt;
use std::str::FromStr;

use serde::{Serialize, Serializer};

/// Where money comes from: one ledger each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Source {
    /// 一般公共预算财政拨款
    General,
    /// 政府性基金预算财政拨款
    Fund,
    /// 国有资本经营预算财政拨款
    Capital,
    /// 单位资金（财政拨款以外）
    Other,
}

impl Source {
    /// The official Chinese name.
    pub fn name(self) -> &'static str {
        match self {
            Source::General => "一般公共预算财政拨款",
            Source::Fund => "政府性基金预算财政拨款",
            Source::Capital => "国有资本经营预算财政拨款",
            Source::Other => "单位资金",
        }
    }
}

/// A choice of sources, by the name used in figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Scope {
    name: &'static str,
    pub sources: &'static [Source],
}

use Source::{Capital, Fund, General, Other};

impl Scope {
    pub const ALL: Scope = Scope { name: "all", sources: &[General, Fund, Capital, Other] };
    pub const FISCAL: Scope = Scope { name: "fiscal", sources: &[General, Fund, Capital] };
    pub const GENERAL: Scope = Scope { name: "general", sources: &[General] };
    pub const FUND: Scope = Scope { name: "fund", sources: &[Fund] };
    pub const CAPITAL: Scope = Scope { name: "capital", sources: &[Capital] };
    pub const OTHER: Scope = Scope { name: "other", sources: &[Other] };
    const EVERY: [Scope; 6] = [Self::ALL, Self::FISCAL, Self::GENERAL, Self::FUND, Self::CAPITAL, Self::OTHER];

    /// The scope of one source.
    pub fn of(source: Source) -> Scope {
        match source {
            General => Self::GENERAL,
            Fund => Self::FUND,
            Capital => Self::CAPITAL,
            Other => Self::OTHER,
        }
    }
}

/// What a ledger row holds, in yuan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Column {
    Opening,
    Appropriation,
    SuperiorSubsidy,
    Undertaking,
    BusinessIncome,
    SubordinateRemittance,
    OtherIncome,
    SurplusUse,
    Basic,
    Project,
    RemittanceToSuperior,
    BusinessExpenditure,
    SubsidyToSubordinates,
    Allocation,
}

impl Column {
    /// Number of columns; a ledger line is an array of that length.
    pub const COUNT: usize = Column::Allocation as usize + 1;

    /// The official Chinese name.
    pub fn name(self) -> &'static str {
        match self {
            Column::Opening => "年初结转和结余",
            Column::Appropriation => "财政拨款收入",
            Column::SuperiorSubsidy => "上级补助收入",
            Column::Undertaking => "事业收入",
            Column::BusinessIncome => "经营收入",
            Column::SubordinateRemittance => "附属单位上缴收入",
            Column::OtherIncome => "其他收入",
            Column::SurplusUse => "使用非财政拨款结余",
            Column::Basic => "基本支出",
            Column::Project => "项目支出",
            Column::RemittanceToSuperior => "上缴上级支出",
            Column::BusinessExpenditure => "经营支出",
            Column::SubsidyToSubordinates => "对附属单位补助支出",
            Column::Allocation => "结余分配",
        }
    }
}

/// A sum of columns, some of them negative.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Measure {
    name: &'static str,
    /// The official Chinese name.
    pub label: &'static str,
    pub plus: &'static [Column],
    pub minus: &'static [Column],
}

const INCOME: &[Column] = &[
    Column::Appropriation,
    Column::SuperiorSubsidy,
    Column::Undertaking,
    Column::BusinessIncome,
    Column::SubordinateRemittance,
    Column::OtherIncome,
];
const EXPENDITURE: &[Column] =
    &[Column::Basic, Column::Project, Column::RemittanceToSuperior, Column::BusinessExpenditure, Column::SubsidyToSubordinates];
const RESOURCES: &[Column] = &[
    Column::Opening,
    Column::Appropriation,
    Column::SuperiorSubsidy,
    Column::Undertaking,
    Column::BusinessIncome,
    Column::SubordinateRemittance,
    Column::OtherIncome,
    Column::SurplusUse,
];
const SPENT: &[Column] = &[
    Column::Basic,
    Column::Project,
    Column::RemittanceToSuperior,
    Column::BusinessExpenditure,
    Column::SubsidyToSubordinates,
    Column::Allocation,
];

const fn measure(name: &'static str, label: &'static str, plus: &'static [Column]) -> Measure {
    Measure { name, label, plus, minus: &[] }
}

impl Measure {
    pub const OPENING: Measure = measure("opening", "年初结转和结余", &[Column::Opening]);
    pub const INCOME: Measure = measure("income", "本年收入", INCOME);
    pub const SURPLUS_USE: Measure = measure("surplus_use", "使用非财政拨款结余", &[Column::SurplusUse]);
    pub const EXPENDITURE: Measure = measure("expenditure", "本年支出", EXPENDITURE);
    pub const BASIC: Measure = measure("expenditure.basic", "基本支出", &[Column::Basic]);
    pub const PROJECT: Measure = measure("expenditure.project", "项目支出", &[Column::Project]);
    pub const ALLOCATION: Measure = measure("allocation", "结余分配", &[Column::Allocation]);
    pub const CLOSING: Measure = Measure { name: "closing", label: "年末结转和结余", plus: RESOURCES, minus: SPENT };
    /// 收入方总计: opening + income + use of surplus.
    pub const RESOURCES: Measure = measure("resources", "收入总计", RESOURCES);
    /// 支出方总计: expenditure + allocation + closing; the same sum by definition of closing.
    pub const USES: Measure = measure("uses", "支出总计", RESOURCES);

    /// The kinds of income, in the order of the standard tables.
    pub const INCOME_KINDS: [Measure; 6] = [
        measure("income.appropriation", "财政拨款收入", &[Column::Appropriation]),
        measure("income.superior_subsidy", "上级补助收入", &[Column::SuperiorSubsidy]),
        measure("income.undertaking", "事业收入", &[Column::Undertaking]),
        measure("income.business", "经营收入", &[Column::BusinessIncome]),
        measure("income.subordinate_remittance", "附属单位上缴收入", &[Column::SubordinateRemittance]),
        measure("income.other", "其他收入", &[Column::OtherIncome]),
    ];

    /// The kinds of expenditure, in the order of the standard tables.
    pub const EXPENDITURE_KINDS: [Measure; 5] = [
        Self::BASIC,
        Self::PROJECT,
        measure("expenditure.remittance_to_superior", "上缴上级支出", &[Column::RemittanceToSuperior]),
        measure("expenditure.business", "经营支出", &[Column::BusinessExpenditure]),
        measure("expenditure.subsidy_to_subordinates", "对附属单位补助支出", &[Column::SubsidyToSubordinates]),
    ];

    /// Every measure a figure can name.
    pub fn every() -> impl Iterator<Item = Measure> {
        let totals = [
            Self::OPENING,
            Self::INCOME,
            Self::SURPLUS_USE,
            Self::EXPENDITURE,
            Self::ALLOCATION,
            Self::CLOSING,
            Self::RESOURCES,
            Self::USES,
        ];
        totals.into_iter().chain(Self::INCOME_KINDS).chain(Self::EXPENDITURE_KINDS)
    }
}

/// A part of basic expenditure of the general public budget by economic item.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum EconomicPart {
    /// All of it.
    Total,
    /// 人员经费: 301 and 303.
    Personnel,
    /// 公用经费: the rest.
    Operating,
    /// One class (3 digits) or item (5 digits).
    Code(String),
}

/// A figure of the accounts, by name. Amounts are in yuan; counts are plain numbers.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Figure {
    /// A roll-up of ledger rows; no code means all.
    Ledger { scope: Scope, measure: Measure, code: Option<String> },
    /// Basic expenditure by economic item.
    Economic(EconomicPart),
    /// 年初预算 of a functional code, or of a whole source without a code.
    InitialBudget { source: Source, code: Option<String> },
    /// Last year's expenditure of a functional code, or of a whole source without a code.
    LastYear { source: Source, code: Option<String> },
    /// A figure outside the classifications; its name is in [`super::named`].
    Named(&'static str),
}

impl Figure {
    /// A roll-up over all codes.
    pub fn total(scope: Scope, measure: Measure) -> Figure {
        Figure::Ledger { scope, measure, code: None }
    }

    /// A roll-up of the rows under one functional code.
    pub fn under(scope: Scope, measure: Measure, code: &str) -> Figure {
        Figure::Ledger { scope, measure, code: Some(code.to_owned()) }
    }
}

/// A figure name nobody knows.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("没有名为“{0}”的数")]
pub struct UnknownFigure(pub String);

impl FromStr for Figure {
    type Err = UnknownFigure;
    fn from_str(text: &str) -> Result<Self, UnknownFigure> {
        let unknown = || UnknownFigure(text.to_owned());
        let (name, code) = match text.strip_suffix(']').and_then(|rest| rest.split_once('[')) {
            Some((name, code)) => (name, Some(code.to_owned())),
            None => (text, None),
        };
        if let Some(named) = super::named::find(name) {
            return if code.is_none() { Ok(Figure::Named(named)) } else { Err(unknown()) };
        }
        match (name, code) {
            ("economic", Some(code)) => Ok(Figure::Economic(EconomicPart::Code(code))),
            ("economic.total", None) => Ok(Figure::Economic(EconomicPart::Total)),
            ("economic.personnel", None) => Ok(Figure::Economic(EconomicPart::Personnel)),
            ("economic.operating", None) => Ok(Figure::Economic(EconomicPart::Operating)),
            (name, code) => {
                let (scope, rest) = name.split_once('.').ok_or_else(unknown)?;
                let scope = Scope::EVERY.into_iter().find(|known| known.name == scope).ok_or_else(unknown)?;
                match (rest, scope.sources) {
                    ("initial_budget", [source]) => return Ok(Figure::InitialBudget { source: *source, code }),
                    ("last_year", [source]) => return Ok(Figure::LastYear { source: *source, code }),
                    _ => {}
                }
                let measure = Measure::every().find(|known| known.name == rest).ok_or_else(unknown)?;
                Ok(Figure::Ledger { scope, measure, code })
            }
        }
    }
}

impl fmt::Display for Figure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let code = match self {
            Figure::Ledger { scope, measure, code } => {
                write!(f, "{}.{}", scope.name, measure.name)?;
                code
            }
            Figure::InitialBudget { source, code } => {
                write!(f, "{}.initial_budget", Scope::of(*source).name)?;
                code
            }
            Figure::LastYear { source, code } => {
                write!(f, "{}.last_year", Scope::of(*source).name)?;
                code
            }
            Figure::Economic(EconomicPart::Total) => return f.write_str("economic.total"),
            Figure::Economic(EconomicPart::Personnel) => return f.write_str("economic.personnel"),
            Figure::Economic(EconomicPart::Operating) => return f.write_str("economic.operating"),
            Figure::Economic(EconomicPart::Code(code)) => return write!(f, "economic[{code}]"),
            Figure::Named(name) => return f.write_str(name),
        };
        match code {
            Some(code) => write!(f, "[{code}]"),
            None => Ok(()),
        }
    }
}

impl Serialize for Figure {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_read_back() {
        for name in [
            "all.resources",
            "fiscal.income.appropriation",
            "general.expenditure.basic[208]",
            "economic[30101]",
            "economic.personnel",
            "general.initial_budget[201]",
            "fund.last_year",
            "three_public.total.final",
            "procurement.total",
        ] {
            let figure: Figure = name.parse().expect("a known figure");
            assert_eq!(figure.to_string(), name);
        }
        assert!("general.nothing".parse::<Figure>().is_err());
        assert!("all.initial_budget[201]".parse::<Figure>().is_err());
    }
}
