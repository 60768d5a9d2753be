//! JS-Q06, fifth part: Chinese quotation marks round a whole value (名称: “示例县档案馆”), typed where YAML's own quotes were meant; they are printed.

use super::finding::Finding;
use super::slots::{is_in_sentence, is_prose};
use crate::source::reading::WrittenText;

const QUOTES: [(char, char); 5] = [('“', '”'), ('‘', '’'), ('「', '」'), ('『', '』'), ('＂', '＂')];

/// Keys of names and titles.
const NAMES: [&str; 6] = ["名称", "项目名称", "资金来源", "名词", "审查人", "备注"];

/// Whether a text under these keys is a name or a part of a sentence, neither of which stands in quotation marks as a whole.
pub fn is_plain(text: &WrittenText) -> bool {
    NAMES.contains(&text.key()) || text.keys().next() == Some("补充科目") || is_in_sentence(text.keys()) || is_prose(text.keys())
}

/// Finds a value that one pair of quotation marks encloses. “三公”和“五小” is no such value: it has two pairs.
pub fn findings(text: &str) -> Vec<Finding> {
    let inner = text.trim();
    let enclosed = QUOTES.iter().find_map(|(open, close)| Some((inner.strip_prefix(*open)?.strip_suffix(*close)?, open, close)));
    let Some((inside, open, close)) = enclosed.filter(|(inside, open, close)| !inside.contains([**open, **close])) else {
        return Vec::new();
    };
    if inside.trim().is_empty() {
        return Vec::new();
    }
    let message = format!("整个内容括在一对引号 {open}{close} 里，引号会照样印出来");
    vec![Finding::new(0..text.len(), message, "删去两边的中文引号；YAML 要用引号时写英文的 \"\"")]
}

#[cfg(test)]
mod tests {
    use super::findings;

    #[test]
    fn a_pair_round_the_whole_is_found() {
        for text in ["“示例县档案馆”", "「综合股」", "‘档案库房维修费’", " “机关日常运转” "] {
            assert_eq!(findings(text).len(), 1, "{text}");
        }
    }

    #[test]
    fn quotation_marks_within_a_text_are_silent() {
        for text in [
            "“三公”经费",
            "“放管服”改革和“互联网+监管”",
            "“五小工程”建设项目",
            "落实“谁主管、谁负责”",
            "示例县“雪亮工程”",
            "“一老一小”服务、“一站式”办理和“双随机”",
            "“”",
            "示例县档案馆",
            "《档案法》宣传",
            "",
        ] {
            assert!(findings(text).is_empty(), "{text}");
        }
    }
}
