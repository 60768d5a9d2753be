//! Characters no chosen font can show (rare names, private-use characters), found before typesetting, each with its place in the file; and those that
//! another font than that of running text will show.

use super::faces::characters;
use crate::diagnostics::{Diagnostic, Severity};
use crate::dossier::Dossier;
use crate::source::Span;
use crate::source::reading::{Content, Node, Tree};
use crate::typeset::FontSet;

/// Code of characters no font has.
const GLYPH: &str = "FONT-001";
/// Code of characters the font of running text lacks and another has.
const STOOD_IN: &str = "FONT-002";
/// The role of running text.
const BODY: &str = "body";

/// Reports every text of a dossier that cannot be shown, and once a file what another font stands in for.
pub fn missing(dossier: &Dossier, fonts: &FontSet) -> Vec<Diagnostic> {
    let texts = dossier.members().flat_map(|member| texts_of(&member.tree));
    let characters = characters(texts.map(|(text, _)| text));
    let shown = fonts.missing_glyphs(&characters).is_empty();
    let lacking = fonts.missing_in(BODY, &characters);
    if shown && lacking.is_empty() {
        return Vec::new();
    }
    let look = |tree: &Tree| if shown { stood_in(&lacking, tree, fonts).into_iter().collect() } else { unprintable(tree, fonts) };
    dossier.members().flat_map(|member| look(&member.tree)).collect()
}

fn texts_of(tree: &Tree) -> Vec<(&str, Span)> {
    let mut texts = Vec::new();
    collect(tree.root.as_ref(), &mut texts);
    texts
}

fn unprintable(tree: &Tree, fonts: &FontSet) -> Vec<Diagnostic> {
    let missing =
        texts_of(tree).into_iter().map(|(text, span)| (fonts.missing_glyphs(text), span)).filter(|(missing, _)| !missing.is_empty());
    missing.map(|(missing, span)| finding(&missing, first_of(&missing, span, &tree.source))).collect()
}

/// What is said of characters that running text borrows from another font.
fn stood_in(lacking: &[char], tree: &Tree, fonts: &FontSet) -> Option<Diagnostic> {
    let texts = texts_of(tree);
    let (_, span) = texts.iter().find(|(text, _)| text.contains(lacking))?;
    let lacking: Vec<char> = lacking.iter().copied().filter(|c| texts.iter().any(|(text, _)| text.contains(*c))).collect();
    let own = &fonts.roles().iter().find(|role| role.name == BODY)?.family;
    let others = fonts.stand_ins(BODY, &lacking.iter().collect::<String>());
    let lacking_of = lacking.iter().map(char::to_string).collect::<Vec<_>>().join("、");
    let finding =
        Diagnostic::new(STOOD_IN, Severity::Note, format!("正文的字体“{own}”没有 {lacking_of}，印这些字时改用“{}”", others.join("”“")));
    let finding = finding.at(first_of(&lacking, *span, &tree.source), "字形与旁边的字略有不同");
    Some(finding.hint("可以公开；要字形一致，安装收字更全的仿宋字体，或用 --font-path 指明它所在的文件夹"))
}

/// The place of the first of these characters, where it stands as such in the file.
fn first_of(missing: &[char], text: Span, source: &str) -> Span {
    let written = source.get(text.range()).unwrap_or_default();
    let Some((at, c)) = written.char_indices().find(|(_, c)| missing.contains(c)) else { return text };
    let offset = |within: usize| text.start + u32::try_from(within).expect("a text is shorter than its file");
    Span { start: offset(at), end: offset(at + c.len_utf8()), ..text }
}

fn collect<'a>(node: Option<&'a Node>, texts: &mut Vec<(&'a str, Span)>) {
    let Some(node) = node else { return };
    match &node.content {
        Content::Scalar { text, .. } => texts.push((text, node.span)),
        Content::Sequence { items, .. } => items.iter().for_each(|item| collect(Some(item), texts)),
        Content::Mapping { entries, .. } => entries.iter().for_each(|entry| collect(Some(&entry.value), texts)),
        Content::Broken => {}
    }
}

fn finding(missing: &[char], span: Span) -> Diagnostic {
    let shown: Vec<String> = missing
        .iter()
        .map(|c| if c.is_control() { format!("U+{:04X}", u32::from(*c)) } else { format!("{c}（U+{:04X}）", u32::from(*c)) })
        .collect();
    Diagnostic::error(GLYPH, format!("字体里没有 {}", shown.join("、")))
        .at(span, "显示不出这个字")
        .hint("生僻字：安装收字更全的字体（例如 Debian 的 fonts-noto-cjk），或用 --font-path 指明字体文件夹")
        .hint("从别处粘贴来的看不见的字符或自造字：删去，重新输入")
}
