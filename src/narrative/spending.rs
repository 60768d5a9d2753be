//! Basic expenditure by economic item (section 六), agency operating costs, procurement and assets (section 十).

use rust_decimal::Decimal;
use serde::Serialize;

use crate::accounts::{Accounts, Change, EconomicPart, Figure, Measure, Quantity, Scope, named};
use crate::catalog::{Level, Part};
use crate::money;
use crate::source::{DepartmentKind, Disclosure, Spanned};

use super::{Sources, phrase};

/// Basic expenditure of the general public budget.
#[derive(Debug, Clone, Serialize)]
pub struct BasicExpenditure {
    pub total: Quantity,
    pub personnel: Quantity,
    pub operating: Quantity,
    /// Names of the economic items with an amount, in table order; or as the department lists them.
    pub personnel_items: Vec<String>,
    pub operating_items: Vec<String>,
}

/// Agency operating costs (机关运行经费).
#[derive(Debug, Clone, Serialize)]
pub struct Agency {
    /// Whether any unit of the department has such costs at all (public institutions have none).
    pub applicable: bool,
    pub amount: Quantity,
    pub change: Option<Change>,
    pub change_reason: Option<String>,
}

/// Government procurement (政府采购).
#[derive(Debug, Clone, Serialize)]
pub struct Procurement {
    pub total: Quantity,
    pub goods: Quantity,
    pub works: Quantity,
    pub services: Quantity,
    pub sme: Quantity,
    /// In percent of all procurement.
    pub sme_percent: Option<Decimal>,
    pub micro: Quantity,
    pub micro_percent: Option<Decimal>,
    pub reserved_sme: Option<Quantity>,
    pub reserved_micro: Option<Quantity>,
    pub reserved_won_by_sme: Option<Quantity>,
    pub reserved_won_by_micro: Option<Quantity>,
    pub other_won_by_sme: Option<Quantity>,
}

/// Vehicles and large equipment at the end of the year.
#[derive(Debug, Clone, Serialize)]
pub struct Assets {
    pub vehicles_total: Decimal,
    /// By use, in table order, zeros included.
    pub vehicles: Vec<VehicleCount>,
    /// Those of them that are kept.
    pub kept_vehicles: Vec<VehicleCount>,
    /// Whether vehicles are kept whose use must be told.
    pub has_other_vehicles: bool,
    pub other_vehicles_note: Option<String>,
    /// Sets of equipment worth 100万元 or more each.
    pub equipment: Decimal,
}

/// Vehicles of one use.
#[derive(Debug, Clone, Serialize)]
pub struct VehicleCount {
    /// The last part of the figure's name, e.g. `leading`.
    pub key: &'static str,
    /// The official name of the use.
    pub name: &'static str,
    pub count: Decimal,
}

pub(super) fn basic(Sources { file, accounts, names }: Sources) -> BasicExpenditure {
    let economic = |part| {
        let figure = Figure::Economic(part);
        Quantity { yuan: accounts.sum(&figure), figure }
    };
    let items = |part: Part, written: &[Spanned<String>]| -> Vec<String> {
        if !written.is_empty() {
            return written.iter().map(|name| name.value.clone()).collect();
        }
        let items = names.catalog().economic_items().iter().filter(|item| item.part == part && item.level() == Level::Section);
        let spent = items.filter(|item| !economic(EconomicPart::Code(item.code.to_owned())).wan().is_zero());
        spent.map(|item| item.name.to_owned()).collect()
    };
    BasicExpenditure {
        total: accounts.total(Scope::GENERAL, Measure::BASIC),
        personnel: economic(EconomicPart::Personnel),
        operating: economic(EconomicPart::Operating),
        personnel_items: items(Part::Personnel, &file.section6_lists.personnel),
        operating_items: items(Part::Operating, &file.section6_lists.operating),
    }
}

pub(super) fn agency(Sources { file, accounts, .. }: Sources, members: &[&Disclosure]) -> Agency {
    let listed = file.department.units.iter().filter_map(|unit| Some(unit.kind.as_ref()?.value));
    let kinds = members.iter().map(|member| member.department.kind.value).chain(listed).chain([file.department.kind.value]);
    let stated = file.agency_operating.administrative.is_some() || file.agency_operating.assimilated.is_some();
    let amount = written(accounts, "agency.total");
    let last_year = accounts.quantity(Figure::Named("agency.last_year"));
    Agency {
        applicable: stated || kinds.into_iter().any(|kind| kind != DepartmentKind::事业单位),
        change: last_year.map(|prior| Change::new(amount.clone(), prior)),
        change_reason: phrase(&file.agency_operating.change_reason),
        amount,
    }
}

/// A named figure that is zero where nobody wrote it.
fn written(accounts: &Accounts, name: &'static str) -> Quantity {
    let figure = Figure::Named(name);
    Quantity { yuan: accounts.sum(&figure), figure }
}

pub(super) fn procurement(accounts: &Accounts) -> Procurement {
    let total = written(accounts, "procurement.total");
    let share = |part: &Quantity| money::percent(part.wan(), total.wan());
    let (sme, micro) = (written(accounts, "procurement.sme"), written(accounts, "procurement.micro"));
    let optional = |name| accounts.quantity(Figure::Named(name));
    Procurement {
        sme_percent: share(&sme),
        micro_percent: share(&micro),
        goods: written(accounts, "procurement.goods"),
        works: written(accounts, "procurement.works"),
        services: written(accounts, "procurement.services"),
        sme,
        micro,
        reserved_sme: optional("procurement.reserved_sme"),
        reserved_micro: optional("procurement.reserved_micro"),
        reserved_won_by_sme: optional("procurement.reserved_won_by_sme"),
        reserved_won_by_micro: optional("procurement.reserved_won_by_micro"),
        other_won_by_sme: optional("procurement.other_won_by_sme"),
        total,
    }
}

/// What other vehicles are: as the file says, else as its units' files say, each once.
fn other_vehicles(file: &Disclosure, members: &[&Disclosure]) -> Option<String> {
    let of_members = || {
        let mut notes: Vec<String> = Vec::new();
        for note in members.iter().filter_map(|member| phrase(&member.assets.other_vehicles_note)) {
            if !notes.contains(&note) {
                notes.push(note);
            }
        }
        Some(notes.join("、")).filter(|notes| !notes.is_empty())
    };
    phrase(&file.assets.other_vehicles_note).or_else(of_members)
}

pub(super) fn assets(Sources { file, accounts, .. }: Sources, members: &[&Disclosure]) -> Assets {
    let kinds = named::get("vehicles.total").map(|total| total.sum_of).unwrap_or_default();
    let vehicles = kinds.iter().filter_map(|name| named::get(name)).map(|named| VehicleCount {
        key: named.name.rsplit('.').next().unwrap_or_default(),
        name: named.label,
        count: accounts.sum(&Figure::Named(named.name)),
    });
    let vehicles: Vec<VehicleCount> = vehicles.collect();
    Assets {
        kept_vehicles: vehicles.iter().filter(|vehicle| !vehicle.count.is_zero()).cloned().collect(),
        vehicles_total: accounts.sum(&Figure::Named("vehicles.total")),
        vehicles,
        has_other_vehicles: !accounts.sum(&Figure::Named("vehicles.other")).is_zero(),
        other_vehicles_note: other_vehicles(file, members),
        equipment: accounts.sum(&Figure::Named("equipment")),
    }
}
