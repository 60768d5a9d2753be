//! JS-S11: attachments that the text speaks of and that are not there. Reports have attachments of their own, so their prose is left alone.

use crate::checks::Case;
use crate::checks::text::sweep::at_part;
use crate::diagnostics::Diagnostic;
use crate::source::is_han;
use crate::source::reading::WrittenText;

/// Finds what is said of attachments outside the reports.
pub fn spoken_of(case: &Case) -> Vec<Diagnostic> {
    let attached = case.file().projects.len();
    let texts = case.texts.iter().filter(|text| text.keys().next() != Some("绩效自评"));
    texts
        .flat_map(|text| mentions(text.text).into_iter().filter_map(|mention| missing(text, &mention, attached)).collect::<Vec<_>>())
        .collect()
}

/// 附件3, 附件三 or 见附件: where it stands, and its number if it has one.
struct Mention {
    range: std::ops::Range<usize>,
    number: Option<usize>,
}

fn mentions(text: &str) -> Vec<Mention> {
    let one = |(start, word): (usize, &str)| {
        let rest = &text[start + word.len()..];
        let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
        let ends = |c: char| !is_han(c) || "和至的中".contains(c);
        let numeral = "一二三四五六七八九十".chars().position(|numeral| rest.starts_with(numeral)).map(|place| place + 1);
        // 附件一式三份 has no number, and 征求意见附件 points to nothing.
        let numeral = numeral.filter(|_| rest.chars().nth(1).is_none_or(ends));
        let is_pointed_to = text[..start].ends_with('见') && !text[..start].ends_with("意见") && !rest.starts_with(['（', '《', '：']);
        let (length, number) = match (digits.parse().ok(), numeral) {
            (Some(number), _) => (digits.len(), Some(number)),
            (None, Some(number)) => ('一'.len_utf8(), Some(number)),
            (None, None) if is_pointed_to => (0, None),
            (None, None) => return None,
        };
        Some(Mention { range: start..start + word.len() + length, number })
    };
    text.match_indices("附件").filter_map(one).collect()
}

fn missing(text: &WrittenText, mention: &Mention, attached: usize) -> Option<Diagnostic> {
    let is_there = mention.number.map_or(attached > 0, |number| (1..=attached).contains(&number));
    if is_there {
        return None;
    }
    let piece = &text.text[mention.range.clone()];
    let there = if attached == 0 { "没有附件".to_owned() } else { format!("附件只有 {attached} 份自评报告") };
    let finding = Diagnostic::warning("JS-S11", format!("说到“{piece}”，这份文件{there}"));
    Some(at_part(finding, text, mention.range.clone()).hint("改成有的附件，或删去这一句：附件是各项目的自评报告，按“绩效自评”的顺序编号"))
}

#[cfg(test)]
mod tests {
    use super::mentions;

    #[test]
    fn an_attachment_is_spoken_of_by_its_number_or_pointed_to() {
        let numbers = |text: &str| mentions(text).into_iter().map(|mention| mention.number).collect::<Vec<_>>();
        assert_eq!(numbers("详见附件3和附件12。"), [Some(3), Some(12)]);
        assert_eq!(numbers("具体情况见附件二。"), [Some(2)]);
        assert_eq!(numbers("有关报告见附件。"), [None]);
        for silent in [
            "负责文件和附件的管理。",
            "购买电脑附件",
            "见附件《管理办法》",
            "按《通知》附件的要求执行",
            "附件齐全",
            "附件一式三份",
            "征求意见附件",
        ] {
            assert_eq!(numbers(silent), [], "{silent}");
        }
    }
}
