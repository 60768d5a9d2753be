//! Cuts a text into its top-level sections: each begins with a line that starts with a key in the first column.

use std::ops::Range;

/// The sections' ranges, the first from the beginning of the text.
pub fn split(text: &str) -> Vec<Range<usize>> {
    let mut starts = Vec::new();
    let mut offset = 0;
    for line in text.split_inclusive('\n') {
        if begins_section(line) {
            starts.push(offset);
        }
        offset += line.len();
    }
    if let Some(first) = starts.first_mut() {
        *first = 0;
    }
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    starts.iter().copied().zip(ends).map(|(start, end)| start..end).collect()
}

fn begins_section(line: &str) -> bool {
    let line = line.trim_end();
    let starts_like_a_key = line.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '“' | '"' | '\''));
    starts_like_a_key && (line.ends_with(':') || line.contains(": ") || line.contains(":\t"))
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn rows_and_closing_braces_in_the_first_column_stay_with_their_section() {
        let text = "# 说明\n年度: 2024\n单位资金:\n- {科目: 2010601}\n部门: {\n  名称: 示例\n}\n";
        let parts: Vec<&str> = split(text).into_iter().map(|range| &text[range]).collect();
        assert_eq!(parts, ["# 说明\n年度: 2024\n", "单位资金:\n- {科目: 2010601}\n", "部门: {\n  名称: 示例\n}\n"]);
    }
}
