//! Entries outside the two classifications: three public expenses, procurement, vehicles and equipment, performance management.

use super::Assembly;
use crate::source::{Amount, Count, Disclosure, MoneyUnit, Spanned};

impl Assembly<'_> {
    /// Takes in the three public expenses. An item of which nothing at all is written is zero in every respect.
    pub(super) fn three_public(&mut self, member: &Disclosure) {
        let (written, unit) = (&member.three_public, member.unit.value);
        let (going, purchase, operation, reception) = (&written.going, &written.purchase, &written.operation, &written.reception);
        let (domestic, foreign) = (&reception.domestic, &reception.foreign);
        self.item(
            unit,
            [
                ("three_public.going.initial", &going.initial),
                ("three_public.going.adjusted", &going.adjusted),
                ("three_public.going.final", &going.amount),
                ("three_public.going.last_year", &going.last_year),
            ],
            [("going.groups", &going.groups), ("going.persons", &going.persons)],
        );
        self.item(
            unit,
            [
                ("three_public.purchase.initial", &purchase.initial),
                ("three_public.purchase.adjusted", &purchase.adjusted),
                ("three_public.purchase.final", &purchase.amount),
                ("three_public.purchase.last_year", &purchase.last_year),
            ],
            [("purchase.vehicles", &purchase.vehicles)],
        );
        self.item(
            unit,
            [
                ("three_public.operation.initial", &operation.initial),
                ("three_public.operation.adjusted", &operation.adjusted),
                ("three_public.operation.final", &operation.amount),
                ("three_public.operation.last_year", &operation.last_year),
            ],
            [("operation.vehicles", &operation.vehicles)],
        );
        self.item(
            unit,
            [
                ("three_public.reception.initial", &reception.initial),
                ("three_public.reception.adjusted", &reception.adjusted),
                ("three_public.reception.last_year", &reception.last_year),
                ("three_public.domestic.final", &domestic.amount),
                ("three_public.foreign.final", &foreign.amount),
            ],
            [
                ("domestic.receptions", &domestic.receptions),
                ("domestic.persons", &domestic.persons),
                ("foreign.receptions", &foreign.receptions),
                ("foreign.persons", &foreign.persons),
            ],
        );
        // Where one kind of reception stands alone, there was nothing of the other.
        match (&domestic.amount, &foreign.amount) {
            (Some(_), None) => ["three_public.foreign.final", "foreign.receptions", "foreign.persons"].map(|name| self.nothing(name)),
            (None, Some(_)) => ["three_public.domestic.final", "domestic.receptions", "domestic.persons"].map(|name| self.nothing(name)),
            _ => [(); 3],
        };
        self.item(
            unit,
            [("three_public.guests.final", &domestic.guests_amount)],
            [("guests.receptions", &domestic.guests_receptions), ("guests.persons", &domestic.guests_persons)],
        );
    }

    fn item<const A: usize, const C: usize>(
        &mut self,
        unit: MoneyUnit,
        amounts: [(&'static str, &Option<Spanned<Amount>>); A],
        counts: [(&'static str, &Option<Spanned<Count>>); C],
    ) {
        let untouched = amounts.iter().all(|(_, amount)| amount.is_none()) && counts.iter().all(|(_, count)| count.is_none());
        if untouched {
            let from_last_year = self.last_year.is_some();
            let zeros = amounts.iter().map(|(name, _)| *name).chain(counts.iter().map(|(name, _)| *name));
            for name in zeros.filter(|name| !(from_last_year && name.ends_with(".last_year"))) {
                self.nothing(name);
            }
        }
        self.amounts(unit, amounts);
        self.counts(counts);
    }

    pub(super) fn expenses(&mut self, member: &Disclosure) {
        let unit = member.unit.value;
        let procurement = &member.procurement;
        for name in ["procurement.goods", "procurement.works", "procurement.services", "procurement.sme", "procurement.micro", "equipment"]
        {
            self.nothing(name);
        }
        self.amounts(
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
        self.counts(kinds);
        self.counts([("equipment", &member.assets.equipment)]);
        self.management(member);
    }

    fn management(&mut self, member: &Disclosure) {
        let management = &member.management;
        self.counts([
            ("management.with_objectives", &management.with_objectives),
            ("management.monitored", &management.monitored),
            ("management.evaluated", &management.evaluated),
            ("management.problems", &management.problems),
            ("management.rectified", &management.rectified),
        ]);
        self.amounts(
            member.unit.value,
            [
                ("management.with_objectives_amount", &management.with_objectives_amount),
                ("management.monitored_amount", &management.monitored_amount),
                ("management.evaluated_amount", &management.evaluated_amount),
            ],
        );
    }
}
