//! What a standard cannot do without and a source file has not written. How that is said is `missing`.

use serde_json::Value;

use super::manifest::{Manifest, Need};
use super::missing::{Locate, MISSING, told};
use crate::accounts::Figure;
use crate::diagnostics::Diagnostic;
use crate::source::Span;

/// A text or a reason that is missing: the rule that finds so, and the dotted path it is looked for at. Whether that is accepted is asked in
/// `crate::checks`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unwritten {
    pub rule: &'static str,
    pub path: String,
}

/// A need that is not met.
pub(super) struct Lack<'m> {
    pub need: &'m Need,
    /// The key to write, its code filled in.
    pub write: String,
    /// The list entry it belongs to.
    pub entry: Option<Entry>,
    /// Where the fact belongs among the facts.
    pointer: String,
}

impl Lack<'_> {
    fn unwritten(&self) -> Unwritten {
        Unwritten { rule: MISSING, path: self.path().to_owned() }
    }
}

/// An entry of a list of the facts: its code, if it has one, and its name.
pub(super) struct Entry {
    pub code: String,
    pub name: String,
}

impl Manifest {
    /// Reports every fact the standard needs and the file lacks.
    ///
    /// `locate` finds the innermost key on the way to a path, with a remark where not even its section is written.
    pub fn missing(&self, facts: &Value, locate: Locate) -> Vec<Diagnostic> {
        told(self.lacking(facts), &self.name.value, locate)
    }

    /// A figure that a table prints and the file does not give, where no need asks for it.
    pub fn unknown(&self, address: &str, figure: &Figure, place: Span) -> Diagnostic {
        let message = format!("《{}》的表要印“{}”（{address}），文件里没有这个数", self.name.value, figure.label());
        let finding = Diagnostic::error(MISSING, message).at(place, "这份文件");
        finding.hint("补写这个数，没有发生就写 0；制作标准包的，在 needs 里写上要补写的键")
    }

    /// Puts a visible gap in the place of every text a draft lacks: 【缺：改进措施】. What a final can do without has none where that is accepted. False if
    /// figures are missing, which nothing can stand for.
    pub fn fill_gaps(&self, facts: &mut Value, accepted: &[Unwritten]) -> bool {
        let mut complete = true;
        for lack in self.lacking(facts) {
            let advice = lack.need.advice;
            if advice && accepted.contains(&lack.unwritten()) {
                continue;
            }
            let gap = gap(&lack.write);
            match facts.pointer_mut(&lack.pointer) {
                Some(Value::Array(texts)) if lack.is_text() => texts.push(gap.into()),
                Some(fact) if lack.is_text() => *fact = gap.into(),
                _ => complete &= advice,
            }
        }
        complete
    }

    /// What the facts lack that a final can do without: what a draft shows gaps for unless it is accepted.
    pub fn unwritten(&self, facts: &Value) -> Vec<Unwritten> {
        let texts = self.lacking(facts).into_iter().filter(|lack| lack.need.advice).map(|lack| lack.unwritten());
        texts.chain(self.unexplained(facts).map(|compared| compared.unwritten())).collect()
    }

    fn lacking(&self, facts: &Value) -> Vec<Lack<'_>> {
        self.needs.iter().filter(|need| applies(need, facts)).flat_map(|need| lacking(need, facts)).collect()
    }
}

/// Whether a need's conditions hold for these facts as a whole.
fn applies(need: &Need, facts: &Value) -> bool {
    let holds = |path: &str| facts.pointer(&pointer(path)).is_some_and(|value| !is_missing(Some(value)) && value.as_bool() != Some(false));
    let when = need.when.as_ref().is_none_or(|path| path.value.contains("[]") || holds(&path.value));
    let unless = need.unless.as_ref().is_some_and(|path| !path.value.contains("[]") && holds(&path.value));
    when && !unless
}

/// The keys to write for one need, each with the list entry it belongs to.
fn lacking<'m>(need: &'m Need, facts: &Value) -> Vec<Lack<'m>> {
    let write = &need.write.value;
    let Some((list, rest)) = need.fact.value.split_once("[].") else {
        let lack = || Lack { need, write: write.clone(), entry: None, pointer: pointer(&need.fact.value) };
        return if is_missing(at(facts, &need.fact.value)) { vec![lack()] } else { Vec::new() };
    };
    let condition = |path: &Option<crate::source::Spanned<String>>, entry: &Value| {
        let path = path.as_ref()?.value.strip_prefix(list)?.strip_prefix("[].")?.to_owned();
        Some(at(entry, &path).and_then(Value::as_bool) == Some(true))
    };
    let entries = at(facts, list).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let lacks = |entry: &Value| {
        condition(&need.when, entry) != Some(false) && condition(&need.unless, entry) != Some(true) && is_missing(at(entry, rest))
    };
    let lack = |(index, entry): (usize, &Value)| {
        let text = |key: &str| entry.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
        let pointer = format!("{}/{index}{}", pointer(list), pointer(rest));
        let entry = Entry { code: text("code"), name: text("name") };
        Lack { need, write: write.replace("{code}", &entry.code), entry: Some(entry), pointer }
    };
    entries.iter().enumerate().filter(|(_, entry)| lacks(entry)).map(lack).collect()
}

/// What a draft prints in the place of the text that belongs under a key.
pub(super) fn gap(write: &str) -> String {
    format!("【缺：{}】", write.rsplit('.').next().unwrap_or_default())
}

/// The JSON pointer of a dotted path.
pub(super) fn pointer(path: &str) -> String {
    format!("/{}", path.replace('.', "/"))
}

/// What stands at a dotted path of the facts.
pub(super) fn at<'a>(value: &'a Value, path: &str) -> Option<&'a Value> {
    path.split('.').try_fold(value, |value, key| value.get(key))
}

fn is_missing(value: Option<&Value>) -> bool {
    match value {
        None | Some(Value::Null) => true,
        Some(Value::String(text)) => text.is_empty(),
        Some(Value::Array(list)) => list.is_empty(),
        Some(_) => false,
    }
}
