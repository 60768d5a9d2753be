//! The one border over which text reaches Typst: as a string expression `#"…";`, never as markup or code.
//!
//! Nothing inside a string literal can end it: quotes, backslashes and the characters that could close a comment or raw text around it are written as
//! Unicode escapes.

use std::io::{self, Write};

/// Writes text as a Typst string literal (for code positions).
pub(super) fn literal(text: &str, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(b"\"")?;
    let mut written = 0;
    for (at, c) in text.char_indices().filter(|(_, c)| is_special(*c)) {
        out.write_all(&text.as_bytes()[written..at])?;
        match c {
            '\n' => out.write_all(b"\\n")?,
            '\t' => out.write_all(b"\\t")?,
            '\r' => {}
            c => write!(out, "\\u{{{:x}}}", u32::from(c))?,
        }
        written = at + c.len_utf8();
    }
    out.write_all(&text.as_bytes()[written..])?;
    out.write_all(b"\"")
}

/// What is not written as it is inside a string literal.
fn is_special(c: char) -> bool {
    c.is_control() || matches!(c, '"' | '\\' | '`' | '*' | '/' | '\u{2028}' | '\u{2029}')
}

/// Writes text as a Typst string expression in markup: what Tera does to every value it prints.
pub(super) fn markup(text: &str, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(b"#")?;
    literal(text, out)?;
    out.write_all(b";")
}

/// Removes the white space that line breaks in a YAML file leave between two Chinese characters.
pub(super) fn joined(text: &str) -> String {
    let chars: Vec<char> = text.trim().chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut index = 0;
    while index < chars.len() {
        if chars[index].is_whitespace() {
            let end = (index..chars.len()).find(|at| !chars[*at].is_whitespace()).unwrap_or(chars.len());
            let between = index.checked_sub(1).map(|before| chars[before]).zip(chars.get(end).copied());
            match between {
                Some((before, after)) if is_chinese(before) && is_chinese(after) => {}
                _ => out.push(' '),
            }
            index = end;
        } else {
            out.push(chars[index]);
            index += 1;
        }
    }
    out
}

/// Splits text into paragraphs: one for each line that is not empty.
pub(super) fn paragraphs(text: &str) -> Vec<String> {
    text.lines().map(joined).filter(|line| !line.is_empty()).collect()
}

/// Chinese characters and the full-width marks set between them.
fn is_chinese(c: char) -> bool {
    matches!(c, '\u{2014}'..='\u{2026}' | '\u{3000}'..='\u{303f}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn escaped(text: &str) -> String {
        let mut out = Vec::new();
        markup(text, &mut out).expect("writing to memory");
        String::from_utf8(out).expect("UTF-8 stays UTF-8")
    }

    #[test]
    fn nothing_ends_the_string() {
        assert_eq!(escaped(r#"a"#), r##"#"a";"##);
        assert_eq!(escaped("\"; #panic()"), "#\"\\u{22}; #panic()\";");
        assert_eq!(escaped("*/ \\ `"), "#\"\\u{2a}\\u{2f} \\u{5c} \\u{60}\";");
    }

    #[test]
    fn folded_lines_join_without_a_gap() {
        assert_eq!(joined("机关\n  运转，\n保障 A 项目"), "机关运转，保障 A 项目");
        assert_eq!(paragraphs("第一段\n\n第二段\n"), ["第一段", "第二段"]);
    }
}
