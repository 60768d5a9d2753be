//! A code of 科目说明 that was mistyped: it has no accounts, and a code like it has accounts and no note. What follows from that (missing texts of the one,
//! missing figures of the other) is told as the one mistake it is.

use crate::accounts::{Figure, Scope, Source};
use crate::checks::Case;
use crate::diagnostics::{Diagnostic, Severity};
use crate::source::{CodeNote, Span};
use crate::standard::{MISSING, UNEXPLAINED};

/// A code as it was noted, and the one that was meant.
struct Slip<'a> {
    noted: &'a str,
    place: Span,
    meant: String,
}

/// What only follows from a mistyped code.
const FOLLOWING: [&str; 6] = [MISSING, UNEXPLAINED, "JS-S12", "JS-R10", "JS-R12", "JS-N10"];

/// Puts one finding in the place of all that follow from a mistyped code.
pub(in crate::checks) fn told_once(case: &Case, lists: [&mut Vec<Diagnostic>; 2]) -> Option<Diagnostic> {
    let slip = slip(case)?;
    let written = case.dossier.tree.path_at(slip.place)?;
    let of_noted = |finding: &Diagnostic| {
        let path = finding.place().and_then(|place| case.dossier.tree.path_at(place)).unwrap_or_default();
        path == written || path.strip_prefix(&written).is_some_and(|rest| rest.starts_with('.'))
    };
    let said = [format!("科目说明.{}", slip.meant), format!("{} ", slip.meant)];
    let of_meant = |finding: &Diagnostic| {
        let unnoted = [MISSING, UNEXPLAINED].contains(&finding.code);
        unnoted && (finding.message.contains(&said[0]) || finding.message.starts_with(&said[1]))
    };
    let follows = |finding: &Diagnostic| FOLLOWING.contains(&finding.code) && (of_noted(finding) || of_meant(finding));
    let mut gravest = None;
    for list in lists {
        list.retain(|finding| {
            let follows = follows(finding);
            gravest = gravest.max(follows.then_some(finding.severity));
            !follows
        });
    }
    let name = |code: &str| case.derived.names.catalog().functional(code).map_or("", |item| item.name);
    let message = format!("账里没有 {}；{} {}有账没有说明，是不是 {}？", slip.noted, slip.meant, name(&slip.meant), slip.meant);
    let finding = Diagnostic::new(MISSING, gravest.unwrap_or(Severity::Error), message)
        .at(slip.place, format!("{} {}", slip.noted, name(slip.noted)));
    let row = case.accounts().ledger().rows().iter().find(|row| row.code.starts_with(&slip.meant));
    let finding = row.into_iter().fold(finding, |finding, row| finding.at(row.code_span, "这里有账"));
    Some(finding.hint(format!("写错了就改成 {}；{} 确有年初预算或上年数的，另外给 {} 补一行说明", slip.meant, slip.noted, slip.meant)))
}

/// The only code that was noted without accounts, where only one code with accounts, one digit away, has no note.
fn slip<'a>(case: &Case<'a>) -> Option<Slip<'a>> {
    let notes = || case.file().code_notes.iter();
    let ledger = case.accounts().ledger();
    let fiscal = [Source::General, Source::Fund, Source::Capital];
    let has_accounts = |code: &str| ledger.rows_under(Scope::FISCAL, code).next().is_some();
    let had_accounts = |code: &str, note: &CodeNote| {
        note.last_year.is_none()
            && fiscal.into_iter().any(|source| {
                let figure = Figure::LastYear { source, code: Some(code.to_owned()) };
                case.accounts().value(&figure).is_some_and(|yuan| !yuan.is_zero())
            })
    };
    let mut astray = notes().filter(|(code, note)| !has_accounts(code.value.as_str()) && !had_accounts(code.value.as_str(), note));
    let (noted, _) = astray.next().filter(|_| astray.next().is_none())?;
    let digits = noted.value.as_str().len();
    let told = |code: &str| notes().any(|(other, _)| other.value.as_str().starts_with(code) || code.starts_with(other.value.as_str()));
    let mut bare = ledger.codes(Scope::FISCAL, digits).into_iter().filter(|code| !told(code));
    let meant = bare.next().filter(|_| bare.next().is_none())?;
    (strsim::osa_distance(&meant, noted.value.as_str()) == 1).then(|| Slip { noted: noted.value.as_str(), place: noted.span, meant })
}
