//! What a ledger row holds, column by column, and the sums of columns that have a name: income, expenditure, closing.

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
    pub(super) name: &'static str,
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
