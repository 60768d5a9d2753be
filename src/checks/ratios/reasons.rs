//! Reasons against figures: a change without a reason (R09), a reason that cannot be right (R10), a total's reason that misses the main part (R11),
//! extremes that nobody explains (R12). What words mean is asked of `text::reasons`.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::compared::{Against, Compared};
use crate::accounts::Direction;
use crate::checks::{Case, text, thresholds};
use crate::diagnostics::{Diagnostic, Severity};
use crate::narrative::CodeLine;
use crate::source::reading::{WrittenText, texts};
use crate::standard::UNEXPLAINED;

/// JS-R09: a change, or a gap to the budget beyond the threshold, that the standard explains but the file does not.
pub fn given(case: &Case) -> Vec<Diagnostic> {
    let missing = case.comparisons.by_reason.iter().filter(|compared| compared.reason.is_none() && compared.needs_reason());
    missing
        .map(|compared| {
            let finding = match compared.against {
                Against::LastYear => {
                    Diagnostic::error(UNEXPLAINED, format!("{}比上年有{}，没有写原因", compared.name.trim(), way(compared)))
                }
                Against::Budget => Diagnostic::error(UNEXPLAINED, format!("{}的决算与预算有差异，没有写原因", compared.name.trim())),
            };
            compared.point(finding, case, "这里没有原因").hint(format!("补写 {}", compared.write))
        })
        .collect()
}

/// The paths of the reasons that [`given`] asks for, written or not.
pub fn asked(case: &Case) -> Vec<String> {
    case.comparisons.by_reason.iter().filter(|compared| compared.needs_reason()).map(|compared| compared.write.clone()).collect()
}

fn way(compared: &Compared) -> &'static str {
    match (compared.against, compared.direction) {
        (_, Direction::Equal) => "变动",
        (Against::LastYear, Direction::Increase) => "增加",
        (Against::LastYear, Direction::Decrease) => "减少",
        (Against::Budget, Direction::Increase) => "大于预算",
        (Against::Budget, Direction::Decrease) => "小于预算",
    }
}

/// JS-R10: a reason that denies an amount that was spent, that explains the opposite of what happened, or a change where there is none.
pub fn compatible(case: &Case) -> Vec<Diagnostic> {
    case.comparisons.explained().filter_map(|compared| contradiction(compared, case)).collect()
}

fn contradiction(compared: &Compared, case: &Case) -> Option<Diagnostic> {
    let reason = compared.reason.as_deref()?;
    let name = compared.name.trim();
    let spent = !compared.current.wan.is_zero();
    if spent && text::reasons::denies_own(&compared.write, reason) {
        let finding = Diagnostic::error("JS-R10", format!("{name}有支出，原因却说没有"));
        return Some(compared.point(finding, case, "原因否认了这笔支出").hint("按实际情况重写原因；没有变动时不写原因"));
    }
    if compared.needs_reason() && text::reasons::says_unchanged(reason) {
        let finding = Diagnostic::error("JS-R10", format!("{name}{}，原因却说没有变动", way(compared)));
        return Some(compared.point(finding, case, "原因说没有变动").hint("写变动的原因；也可能是上年数或预算数写错了"));
    }
    if let Some(said) = contrary(reason, compared.direction) {
        let finding = Diagnostic::warning("JS-R10", format!("{name}{}，原因说的却是{said}", way(compared)));
        return Some(compared.point(finding, case, "原因指向相反的方向").hint("写使它真正变动的原因；也可能是上年数或预算数写错了"));
    }
    if compared.direction == Direction::Equal && spent && text::reasons::says_unchanged(reason) {
        let finding = Diagnostic::warning("JS-R10", format!("{name}没有变动，原因又说了一遍没有变动"));
        return Some(compared.point(finding, case, "印出来同一句话说两遍").hint("删去这条原因"));
    }
    let explains = spent || text::reasons::points_up(reason) || text::reasons::points_down(reason);
    if compared.direction == Direction::Equal && explains && !text::reasons::denies(reason) {
        let finding = Diagnostic::warning("JS-R10", format!("{name}没有变动，却写了原因"));
        return Some(compared.point(finding, case, "给没有变动的数写了原因").hint("删去这条原因；也可能是上年数写错了"));
    }
    None
}

/// What a reason explains when it is the opposite of what happened.
fn contrary(reason: &str, direction: Direction) -> Option<&'static str> {
    match direction {
        Direction::Increase => text::reasons::points_down(reason).then_some("减少"),
        Direction::Decrease => text::reasons::points_up(reason).then_some("增加"),
        Direction::Equal => None,
    }
}

pub(super) fn code_lines<'a>(case: &Case<'a>) -> impl Iterator<Item = &'a CodeLine> {
    let narrative = &case.derived.narrative;
    let general = &narrative.general;
    general.classes.iter().chain(&general.sections).chain(&general.items).chain(&narrative.fund.items).chain(&narrative.capital.items)
}

/// JS-R10: one reason copied over items that went opposite ways.
pub fn copied(case: &Case) -> Vec<Diagnostic> {
    let mut same = BTreeMap::<&str, Vec<&Compared>>::new();
    let of_codes = |compared: &&Compared| compared.against == Against::LastYear && compared.write.starts_with("科目说明.");
    for compared in case.comparisons.by_reason.iter().filter(of_codes) {
        if let Some(reason) = compared.reason.as_deref().filter(|reason| reason.chars().count() >= thresholds::COPIED_REASON_CHARS) {
            same.entry(reason).or_default().push(compared);
        }
    }
    let opposite = same.into_iter().filter_map(|(reason, items)| {
        let up = items.iter().find(|compared| compared.direction == Direction::Increase)?;
        let down = items.iter().find(|compared| compared.direction == Direction::Decrease)?;
        let finding = Diagnostic::warning("JS-R10", format!("一增一减的两个科目写了同一个原因“{reason}”"));
        let finding =
            finding.at(case.place(&down.write), format!("{}减少", down.name)).at(case.place(&up.write), format!("{}增加", up.name));
        Some(finding.hint("分别写各自的原因"))
    });
    opposite.collect()
}

/// JS-R10: a reason that stands word for word in last year's file, where it explained another change.
pub fn left_over(case: &Case) -> Vec<Diagnostic> {
    let Some(last_year) = &case.dossier.last_year else { return Vec::new() };
    let earlier: BTreeMap<String, WrittenText> = texts(&last_year.tree).into_iter().map(|text| (text.path(), text)).collect();
    let written: BTreeMap<String, &WrittenText> = case.texts.iter().map(|text| (text.path(), &**text)).collect();
    let changed = case.comparisons.by_reason.iter().filter(|compared| compared.direction != Direction::Equal);
    let left_over = changed.filter_map(|compared| {
        let now = written.get(&compared.write)?;
        let then = earlier.get(&compared.write).filter(|then| then.text.trim() == now.text.trim())?;
        let long = now.text.trim().chars().count() >= thresholds::LEFT_OVER_REASON_CHARS;
        let finding = Diagnostic::new("JS-R10", Severity::Note, format!("{}的原因与上年文件里的一字不差", compared.name.trim()));
        long.then(|| finding.at(now.span, "今年的").at(then.span, "上年的").hint("核对是不是今年的原因；确是同一个原因，不用改"))
    });
    left_over.collect()
}

/// JS-R10: a reason that names a project on which nothing was spent.
pub fn project_not_spent(case: &Case) -> Vec<Diagnostic> {
    let reports = &case.derived.reports;
    let mut found = Vec::new();
    for compared in case.comparisons.by_reason.iter().filter(|compared| compared.against == Against::LastYear) {
        let Some(reason) = &compared.reason else { continue };
        if compared.direction != Direction::Increase {
            continue;
        }
        let named = reports.iter().enumerate().filter_map(|(index, report)| {
            let shared = shared_run(reason, &report.name);
            (shared >= thresholds::PROJECT_NAMED_CHARS)
                .then(|| (Decimal::from(shared) / Decimal::from(report.name.chars().count().max(1)), index))
        });
        let Some((_, index)) = named.max_by_key(|(share, index)| (*share, std::cmp::Reverse(*index))) else { continue };
        let (report, written) = (&reports[index], &case.file().projects[index]);
        if report.total.executed.is_zero() {
            let finding =
                Diagnostic::warning("JS-R10", format!("{}增加的原因说的是“{}”，这个项目本年没有支出", compared.name.trim(), report.name));
            let finding = compared.point(finding, case, "原因").at(written.name.span, "全年执行数是 0");
            found.push(finding.hint("写真正增加支出的那个项目"));
        }
    }
    found
}

/// The length in characters of the longest run two texts share.
fn shared_run(one: &str, other: &str) -> usize {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let mut best = 0;
    let mut before = vec![0; other.len() + 1];
    for a in &one {
        let mut now = vec![0; other.len() + 1];
        for (index, b) in other.iter().enumerate() {
            if a == b {
                now[index + 1] = before[index] + 1;
                best = best.max(now[index + 1]);
            }
        }
        before = now;
    }
    best
}

/// JS-R11: the reason of the whole budget says nothing of the class that makes most of the change.
pub fn main_part(case: &Case) -> Vec<Diagnostic> {
    let general = &case.derived.narrative.general;
    let (Some(total), Some(reason)) = (&general.change, &general.change_reason) else { return Vec::new() };
    let difference = |change: &crate::accounts::Change| change.current.wan() - change.prior.wan();
    let gap = difference(total);
    if gap.is_zero() || general.classes.len() < 2 {
        return Vec::new();
    }
    let main = general.classes.iter().find(|class| {
        let share = class.change.as_ref().map(|change| difference(change) * Decimal::ONE_HUNDRED / gap);
        share.is_some_and(|share| share >= thresholds::MAIN_PART_PERCENT)
    });
    let Some((class, class_reason)) = main.and_then(|class| Some((class, class.change_reason.as_ref()?))) else { return Vec::new() };
    let spoken_of = [class_reason.as_str(), class.name.as_str(), class.purpose.as_deref().unwrap_or_default()];
    if spoken_of.iter().any(|text| parts_told(reason).any(|part| shared_run(part, text) >= 2)) {
        return Vec::new();
    }
    let finding = Diagnostic::new("JS-R11", Severity::Note, format!("总的变动原因没有说到{}，它占变动的一半以上", class.name));
    let finding = finding.at(case.place("变动原因.一般公共预算财政拨款支出"), "总的原因");
    vec![finding.at(case.place(&format!("科目说明.{}.变动原因", class.code)), "这一类的原因").hint("先说占变动最多的一类")]
}

/// What a reason says beside the words every reason has.
fn parts_told(reason: &str) -> impl Iterator<Item = &str> {
    const OF_EVERY_REASON: [&str; 6] = ["增加", "减少", "增长", "下降", "支出", "经费"];
    let mut parts = vec![reason];
    for word in OF_EVERY_REASON {
        parts = parts.into_iter().flat_map(|part| part.split(word)).collect();
    }
    parts.into_iter()
}

/// JS-R12: extremes that no reason explains, also where the standard prints none.
pub fn extremes(case: &Case) -> Vec<Diagnostic> {
    let is_asked = |key: &str| case.comparisons.all.iter().any(|compared| compared.write == key);
    let mut found = Vec::new();
    for line in code_lines(case) {
        let change_key = format!("科目说明.{}.变动原因", line.code);
        let grown = line.change.as_ref().and_then(|change| change.percent).filter(|percent| *percent > thresholds::LARGE_CHANGE_PERCENT);
        if let Some(percent) = grown.filter(|_| !is_asked(&change_key) && line.change_reason.is_none() && is_noted(case, line)) {
            let finding = Diagnostic::warning("JS-R12", format!("{} {}比上年变动 {percent}%，没有说明", line.code, line.name));
            found.push(case.at(finding, &change_key, "这里没有原因").hint("核对上年数；数没有错就写上变动原因"));
        }
        let budget_key = format!("科目说明.{}.预决算差异原因", line.code);
        let rate = line.completion.as_ref().and_then(|completion| completion.percent);
        let off = rate.map(|rate| (rate - Decimal::ONE_HUNDRED).abs()).filter(|gap| *gap > thresholds::LARGE_BUDGET_GAP_PERCENT);
        if let Some(gap) = off.filter(|_| !is_asked(&budget_key) && line.budget_reason.is_none() && is_noted(case, line)) {
            let finding = Diagnostic::warning("JS-R12", format!("{} {}的决算与年初预算相差 {gap}%，没有说明", line.code, line.name));
            found.push(case.at(finding, &budget_key, "这里没有原因").hint("核对年初预算；数没有错就写上预决算差异原因"));
        }
    }
    found
}

/// Whether the file itself writes about this very code: roll-ups of other codes are spoken of there.
fn is_noted(case: &Case, line: &CodeLine) -> bool {
    case.file().code_notes.iter().any(|(code, _)| code.value.as_str() == line.code)
}
