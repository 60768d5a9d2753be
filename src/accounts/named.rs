//! Figures outside the two classifications: three public expenses, procurement, vehicles, last year's totals.
//!
//! Each either is written in the source file or is a sum of others; the sums stand in one table here.

/// A named figure: its name, its official Chinese label, and, if it is a sum, of which figures.
pub struct Named {
    pub name: &'static str,
    pub label: &'static str,
    pub sum_of: &'static [&'static str],
    /// Whether the figure counts things instead of yuan.
    pub counts: bool,
}

const fn money(name: &'static str, label: &'static str) -> Named {
    Named { name, label, sum_of: &[], counts: false }
}

const fn sum(name: &'static str, label: &'static str, sum_of: &'static [&'static str]) -> Named {
    Named { name, label, sum_of, counts: false }
}

const fn count(name: &'static str, label: &'static str) -> Named {
    Named { name, label, sum_of: &[], counts: true }
}

const fn count_sum(name: &'static str, label: &'static str, sum_of: &'static [&'static str]) -> Named {
    Named { name, label, sum_of, counts: true }
}

macro_rules! three_public {
    ($phase:literal, $label:literal) => {
        [
            money(concat!("three_public.going.", $phase), concat!("因公出国（境）费", $label)),
            money(concat!("three_public.purchase.", $phase), concat!("公务用车购置费", $label)),
            money(concat!("three_public.operation.", $phase), concat!("公务用车运行维护费", $label)),
            sum(
                concat!("three_public.vehicles.", $phase),
                concat!("公务用车购置及运行维护费", $label),
                &[concat!("three_public.purchase.", $phase), concat!("three_public.operation.", $phase)],
            ),
            sum(
                concat!("three_public.total.", $phase),
                concat!("“三公”经费", $label),
                &[
                    concat!("three_public.going.", $phase),
                    concat!("three_public.purchase.", $phase),
                    concat!("three_public.operation.", $phase),
                    concat!("three_public.reception.", $phase),
                ],
            ),
        ]
    };
}

static THREE_PUBLIC: [[Named; 5]; 4] = [
    three_public!("initial", "年初预算"),
    three_public!("adjusted", "全年预算"),
    three_public!("final", "决算"),
    three_public!("last_year", "上年决算"),
];

static OTHERS: &[Named] = &[
    money("three_public.reception.initial", "公务接待费年初预算"),
    money("three_public.reception.adjusted", "公务接待费全年预算"),
    sum("three_public.reception.final", "公务接待费决算", &["three_public.domestic.final", "three_public.foreign.final"]),
    money("three_public.reception.last_year", "公务接待费上年决算"),
    money("three_public.domestic.final", "国内接待费"),
    money("three_public.guests.final", "其中外事接待费"),
    money("three_public.foreign.final", "国（境）外接待费"),
    count("going.groups", "出国（境）团组"),
    count("going.persons", "出国（境）人次"),
    count("purchase.vehicles", "公务用车购置辆数"),
    count("operation.vehicles", "公务用车保有量"),
    count("domestic.receptions", "国内接待批次"),
    count("domestic.persons", "国内接待人次"),
    count("guests.receptions", "外事接待批次"),
    count("guests.persons", "外事接待人次"),
    count("foreign.receptions", "国（境）外接待批次"),
    count("foreign.persons", "国（境）外接待人次"),
    count_sum("reception.receptions", "公务接待批次", &["domestic.receptions", "foreign.receptions"]),
    count_sum("reception.persons", "公务接待人次", &["domestic.persons", "foreign.persons"]),
    money("agency.administrative", "机关运行经费（行政单位）"),
    money("agency.assimilated", "机关运行经费（参照公务员法管理事业单位）"),
    sum("agency.total", "机关运行经费", &["agency.administrative", "agency.assimilated"]),
    money("agency.last_year", "上年机关运行经费"),
    money("procurement.goods", "政府采购货物支出"),
    money("procurement.works", "政府采购工程支出"),
    money("procurement.services", "政府采购服务支出"),
    sum("procurement.total", "政府采购支出总额", &["procurement.goods", "procurement.works", "procurement.services"]),
    money("procurement.sme", "授予中小企业合同金额"),
    money("procurement.micro", "授予小微企业合同金额"),
    money("procurement.reserved_sme", "面向中小企业预留采购项目预算"),
    money("procurement.reserved_micro", "面向小微企业预留采购项目预算"),
    money("procurement.reserved_won_by_sme", "预留项目中小企业成交金额"),
    money("procurement.reserved_won_by_micro", "预留项目小微企业成交金额"),
    money("procurement.other_won_by_sme", "其他项目中小企业成交金额"),
    count("vehicles.ministerial", "副部（省）级及以上领导用车"),
    count("vehicles.leading", "主要负责人用车"),
    count("vehicles.confidential", "机要通信用车"),
    count("vehicles.emergency", "应急保障用车"),
    count("vehicles.enforcement", "执法执勤用车"),
    count("vehicles.special", "特种专业技术用车"),
    count("vehicles.retired", "离退休干部服务用车"),
    count("vehicles.other", "其他用车"),
    count_sum(
        "vehicles.total",
        "车辆合计",
        &[
            "vehicles.ministerial",
            "vehicles.leading",
            "vehicles.confidential",
            "vehicles.emergency",
            "vehicles.enforcement",
            "vehicles.special",
            "vehicles.retired",
            "vehicles.other",
        ],
    ),
    count("equipment", "单价100万元（含）以上设备（不含车辆）"),
    money("last_year.resources", "上年收入总计"),
    money("last_year.uses", "上年支出总计"),
    money("last_year.fiscal_resources", "上年财政拨款收入总计"),
    money("last_year.fiscal_uses", "上年财政拨款支出总计"),
    money("last_year.closing", "上年年末结转和结余"),
    count("management.with_objectives", "编报绩效目标的项目个数"),
    money("management.with_objectives_amount", "编报绩效目标的项目预算金额"),
    count("management.monitored", "绩效跟踪的项目个数"),
    money("management.monitored_amount", "绩效跟踪的项目预算金额"),
    count("management.evaluated", "绩效自评的项目个数"),
    money("management.evaluated_amount", "绩效自评的项目预算金额"),
    count("management.problems", "绩效自评发现的问题个数"),
    count("management.rectified", "已经完成整改的问题个数"),
];

/// Every named figure.
pub fn every() -> impl Iterator<Item = &'static Named> {
    THREE_PUBLIC.iter().flatten().chain(OTHERS)
}

/// The entry of a name.
pub fn get(name: &str) -> Option<&'static Named> {
    every().find(|named| named.name == name)
}

/// The static spelling of a name, if there is such a figure.
pub fn find(name: &str) -> Option<&'static str> {
    get(name).map(|named| named.name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_sums_know_their_parts() {
        let mut seen = std::collections::BTreeSet::new();
        for named in every() {
            assert!(seen.insert(named.name), "{} stands twice", named.name);
        }
        for named in every() {
            for part in named.sum_of {
                assert!(seen.contains(part), "{} sums unknown {part}", named.name);
            }
        }
    }
}
