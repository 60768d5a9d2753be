//! Entries outside the two classifications: three public expenses, procurement, vehicles and equipment, performance management.

use super::Assembly;
use crate::source::{Amount, Count, Disclosure, MoneyUnit, Reception, Spanned};

/// Written amounts and counts by the names of their figures.
type Amounts<'w, const N: usize> = [(&'static str, &'w Option<Spanned<Amount>>); N];
type Counts<'w, const N: usize> = [(&'static str, &'w Option<Spanned<Count>>); N];

/// The four amounts of one of the three public expenses.
macro_rules! phases {
    ($item:literal, $written:expr) => {
        [
            (concat!("three_public.", $item, ".initial"), &$written.initial),
            (concat!("three_public.", $item, ".adjusted"), &$written.adjusted),
            (concat!("three_public.", $item, ".final"), &$written.amount),
            (concat!("three_public.", $item, ".last_year"), &$written.last_year),
        ]
    };
}

impl Assembly<'_> {
    /// Takes in the three public expenses. An item of which nothing at all is written is zero in every respect.
    pub(super) fn three_public(&mut self, member: &Disclosure) {
        let (written, unit) = (&member.three_public, member.unit.value);
        let (going, purchase, operation) = (&written.going, &written.purchase, &written.operation);
        let mut omitted = self.item(unit, phases!("going", going), [("going.groups", &going.groups), ("going.persons", &going.persons)]);
        omitted.extend(self.item(unit, phases!("purchase", purchase), [("purchase.vehicles", &purchase.vehicles)]));
        omitted.extend(self.item(unit, phases!("operation", operation), [("operation.vehicles", &operation.vehicles)]));
        omitted.extend(self.reception(&written.reception, unit));
        self.omitted.extend(omitted);
    }

    fn reception(&mut self, written: &Reception, unit: MoneyUnit) -> Vec<&'static str> {
        let (domestic, foreign) = (&written.domestic, &written.foreign);
        let amounts = [
            ("three_public.reception.initial", &written.initial),
            ("three_public.reception.adjusted", &written.adjusted),
            ("three_public.reception.last_year", &written.last_year),
            ("three_public.domestic.final", &domestic.amount),
            ("three_public.foreign.final", &foreign.amount),
        ];
        let counts = [
            ("domestic.receptions", &domestic.receptions),
            ("domestic.persons", &domestic.persons),
            ("foreign.receptions", &foreign.receptions),
            ("foreign.persons", &foreign.persons),
        ];
        let mut omitted = self.item(unit, amounts, counts);
        // Where one kind of reception stands alone, there was nothing of the other.
        let other = match (&domestic.amount, &foreign.amount) {
            (Some(_), None) => ["three_public.foreign.final", "foreign.receptions", "foreign.persons"].as_slice(),
            (None, Some(_)) => &["three_public.domestic.final", "domestic.receptions", "domestic.persons"],
            _ => &[],
        };
        other.iter().for_each(|name| self.nothing(name));
        omitted.retain(|name| !other.contains(name));
        let guests = [("guests.receptions", &domestic.guests_receptions), ("guests.persons", &domestic.guests_persons)];
        let missed = self.item(unit, [("three_public.guests.final", &domestic.guests_amount)], guests);
        // Nobody came, so nothing was spent on them.
        let nobody =
            domestic.guests_amount.is_none() && guests.iter().all(|(_, count)| count.as_ref().is_none_or(|count| count.value.0 == 0));
        if nobody {
            self.nothing("three_public.guests.final");
        } else {
            omitted.extend(missed);
        }
        omitted
    }

    /// Takes in one item; returns what should have been written of it and was not.
    fn item<const A: usize, const C: usize>(&mut self, unit: MoneyUnit, amounts: Amounts<A>, counts: Counts<C>) -> Vec<&'static str> {
        let untouched = amounts.iter().all(|(_, amount)| amount.is_none()) && counts.iter().all(|(_, count)| count.is_none());
        if untouched {
            let with_last_year = self.with_last_year;
            let zeros = amounts.iter().map(|(name, _)| *name).chain(counts.iter().map(|(name, _)| *name));
            for name in zeros.filter(|name| !(with_last_year && name.ends_with(".last_year"))) {
                self.nothing(name);
            }
            return Vec::new();
        }
        self.amounts_of(unit, amounts);
        self.counts_of(counts);
        omitted(amounts, counts)
    }

    pub(super) fn expenses(&mut self, member: &Disclosure) {
        let unit = member.unit.value;
        let procurement = &member.procurement;
        for name in ["procurement.goods", "procurement.works", "procurement.services", "procurement.sme", "procurement.micro", "equipment"]
        {
            self.nothing(name);
        }
        self.amounts_of(
            unit,
            [
                ("procurement.goods", &procurement.goods),
                ("procurement.works", &procurement.works),
                ("procurement.services", &procurement.services),
                ("procurement.sme", &procurement.to_sme),
                ("procurement.micro", &procurement.to_micro),
                ("procurement.reserved_sme", &procurement.reserved_sme),
                ("procurement.reserved_micro", &procurement.reserved_micro),
                ("procurement.reserved_won_by_sme", &procurement.reserved_won_by_sme),
                ("procurement.reserved_won_by_micro", &procurement.reserved_won_by_micro),
                ("procurement.other_won_by_sme", &procurement.other_won_by_sme),
            ],
        );
        let vehicles = &member.assets.vehicles;
        let kinds = [
            ("vehicles.ministerial", &vehicles.ministerial),
            ("vehicles.leading", &vehicles.leading),
            ("vehicles.confidential", &vehicles.confidential),
            ("vehicles.emergency", &vehicles.emergency),
            ("vehicles.enforcement", &vehicles.enforcement),
            ("vehicles.special", &vehicles.special),
            ("vehicles.retired", &vehicles.retired),
            ("vehicles.other", &vehicles.other),
        ];
        for (name, _) in kinds {
            self.nothing(name);
        }
        self.counts_of(kinds);
        self.counts_of([("equipment", &member.assets.equipment)]);
        self.management(member);
    }

    fn management(&mut self, member: &Disclosure) {
        let management = &member.management;
        self.counts_of([
            ("management.with_objectives", &management.with_objectives),
            ("management.monitored", &management.monitored),
            ("management.evaluated", &management.evaluated),
            ("management.problems", &management.problems),
            ("management.rectified", &management.rectified),
        ]);
        self.amounts_of(
            member.unit.value,
            [
                ("management.with_objectives_amount", &management.with_objectives_amount),
                ("management.monitored_amount", &management.monitored_amount),
                ("management.evaluated_amount", &management.evaluated_amount),
            ],
        );
    }
}

/// The amounts nobody wrote, and the counts nobody wrote although the amount they belong to was spent.
fn omitted<const A: usize, const C: usize>(amounts: Amounts<A>, counts: Counts<C>) -> Vec<&'static str> {
    let spent = |count: &str| {
        let of = |name: &str| name.split('.').nth(1) == count.split('.').next() && name.ends_with(".final");
        amounts.iter().any(|(name, amount)| of(name) && amount.as_ref().is_some_and(|amount| !amount.value.0.is_zero()))
    };
    let unwritten = amounts.iter().filter(|(_, amount)| amount.is_none()).map(|(name, _)| *name);
    let uncounted = counts.iter().filter(|(name, count)| count.is_none() && spent(name)).map(|(name, _)| *name);
    unwritten.chain(uncounted).collect()
}
