//! Where money comes from: the sources, one ledger each, and the choices of sources that figures sum over.

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
    pub(super) name: &'static str,
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
    pub(super) const EVERY: [Scope; 6] = [Self::ALL, Self::FISCAL, Self::GENERAL, Self::FUND, Self::CAPITAL, Self::OTHER];

    /// What its figures are called after; nothing where it is all money.
    pub fn label(self) -> &'static str {
        match self.sources {
            [source] => source.name(),
            [_, _, _] => "财政拨款",
            _ => "",
        }
    }

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
