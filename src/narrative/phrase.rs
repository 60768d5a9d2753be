//! Written texts as parts of a standard's sentences.

use crate::source::Spanned;

/// How people begin a reason or a purpose though the sentence of every standard begins that way already.
const LEADS: [&str; 18] = [
    "主要原因是由于",
    "主要原因是因为",
    "主要原因是",
    "主要原因为",
    "主要原因在于",
    "主要原因",
    "主要是由于",
    "主要是因为",
    "主要是",
    "原因是由于",
    "原因是因为",
    "原因是",
    "原因为",
    "原因在于",
    "由于",
    "因为",
    "主要用于",
    "用于",
];

/// A text as it goes into a sentence of the standard: without the words that stand there already and without its full stop.
pub(crate) fn inline(text: &str) -> String {
    let text = text.trim();
    let rest = LEADS.iter().find_map(|lead| text.strip_prefix(lead)).unwrap_or(text).trim_start_matches(['：', ':', '，', ' ']);
    rest.trim_end_matches(['。', '；', '.', ';']).to_owned()
}

/// The same of a text that a file may write.
pub(crate) fn phrase(text: &Option<Spanned<String>>) -> Option<String> {
    text.as_ref().map(|text| inline(&text.value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_sentence_says_already_is_not_said_twice() {
        assert_eq!(inline("主要原因是：人员增加。"), "人员增加");
        assert_eq!(inline("主要是由于项目减少；"), "项目减少");
        assert_eq!(inline("因为人员增加"), "人员增加");
        assert_eq!(inline("主要用于机关运转"), "机关运转");
        assert_eq!(inline("原因是新增库房维修"), "新增库房维修");
        assert_eq!(inline("用于：机关运转"), "机关运转");
        assert_eq!(inline("主要道路维修增加"), "主要道路维修增加");
        assert_eq!(inline("主要原因是"), "");
    }
}
