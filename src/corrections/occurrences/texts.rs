//! The texts somebody wrote, to be found again where a document prints them.

use super::Origin;
use crate::corrections::State;
use crate::corrections::prose::{Part, Passage};
use crate::source::reading::{Content, Node};

/// All texts written in the source files, without white space, with their lines.
pub(super) struct Texts {
    texts: Vec<(String, String, usize)>,
}

impl Texts {
    pub(super) fn of(state: &State) -> Self {
        let mut texts = Vec::new();
        for member in state.dossier.members() {
            collect(member.tree.root.as_ref(), &mut |text, span| {
                let (line, _) = state.files.position(span.file, span.start);
                texts.push((compact(text), state.files.path(span.file).display().to_string(), line));
            });
        }
        Self { texts }
    }

    /// Where a text that a template printed was written.
    pub(super) fn origin(&self, part: &Part, passage: &Passage) -> Origin {
        let fixed = || Origin::Fixed { template: passage.template.clone() };
        if part.value { self.written(&part.text).unwrap_or_else(fixed) } else { fixed() }
    }

    pub(super) fn written(&self, text: &str) -> Option<Origin> {
        let wanted = compact(text);
        let (_, file, line) = self.texts.iter().find(|(written, ..)| written.contains(&wanted))?;
        Some(Origin::Written { file: file.clone(), line: *line, text: text.to_owned() })
    }
}

fn compact(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

fn collect<'a>(node: Option<&'a Node>, take: &mut dyn FnMut(&'a str, crate::source::Span)) {
    let Some(node) = node else { return };
    match &node.content {
        Content::Scalar { text, .. } => take(text, node.span),
        Content::Sequence { items, .. } => items.iter().for_each(|item| collect(Some(item), take)),
        Content::Mapping { entries, .. } => entries.iter().for_each(|entry| collect(Some(&entry.value), take)),
        Content::Broken => {}
    }
}
