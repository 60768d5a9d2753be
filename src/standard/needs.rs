//! What a standard cannot do without and a source file has not written.

use serde_json::Value;

use super::manifest::{Manifest, Need};
use crate::diagnostics::Diagnostic;
use crate::source::Span;

/// Where a key belongs by its dotted path, and a remark on the place if it is not simply there.
pub type Locate<'l> = &'l dyn Fn(&str) -> (Span, Option<String>);

/// Code of the findings of this room.
const MISSING: &str = "JS-S10";

impl Manifest {
    /// Reports every fact the standard needs and the file lacks.
    ///
    /// `locate` finds the innermost key on the way to a path, with a remark where not even its section is written.
    pub fn missing(&self, facts: &Value, locate: Locate) -> Vec<Diagnostic> {
        let asked = self.needs.iter().filter(|need| applies(need, facts));
        asked
            .flat_map(|need| {
                let lacking = lacking(need, facts).into_iter();
                lacking.map(|(write, name)| finding(&self.name.value, need.advice, &write, name, locate)).collect::<Vec<_>>()
            })
            .collect()
    }
}

/// Whether a need's conditions hold for these facts as a whole.
fn applies(need: &Need, facts: &Value) -> bool {
    let holds = |path: &str| facts.pointer(&format!("/{}", path.replace('.', "/"))).is_some_and(|value| value.as_bool() == Some(true));
    let when = need.when.as_ref().is_none_or(|path| path.value.contains("[]") || holds(&path.value));
    let unless = need.unless.as_ref().is_some_and(|path| !path.value.contains("[]") && holds(&path.value));
    when && !unless
}

/// The keys to write for one need, each with the list entry it belongs to.
fn lacking(need: &Need, facts: &Value) -> Vec<(String, Option<String>)> {
    let write = &need.write.value;
    let Some((list, rest)) = need.fact.value.split_once("[].") else {
        let found = at(facts, &need.fact.value);
        return if is_missing(found) { vec![(write.clone(), None)] } else { Vec::new() };
    };
    let condition = |path: &Option<crate::source::Spanned<String>>, entry: &Value| {
        let path = path.as_ref()?.value.strip_prefix(list)?.strip_prefix("[].")?.to_owned();
        Some(at(entry, &path).and_then(Value::as_bool) == Some(true))
    };
    let entries = at(facts, list).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    entries
        .iter()
        .filter(|entry| condition(&need.when, entry) != Some(false) && condition(&need.unless, entry) != Some(true))
        .filter(|entry| is_missing(at(entry, rest)))
        .map(|entry| {
            let text = |key: &str| entry.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
            (write.replace("{code}", &text("code")), Some(text("name")))
        })
        .collect()
}

fn at<'a>(value: &'a Value, path: &str) -> Option<&'a Value> {
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

/// A need that is not met, at the innermost section of the file the key belongs in.
fn finding(standard: &str, advice: bool, write: &str, name: Option<String>, locate: Locate) -> Diagnostic {
    let about = name.filter(|name| !name.is_empty()).map(|name| format!("（{name}）")).unwrap_or_default();
    // A need may be told in words instead of a path: 科目说明 中各类的年初预算.
    let path = write.split([' ', '；']).next().unwrap_or_default();
    let (place, remark) = locate(path.split('（').next().unwrap_or_default());
    let here = remark.unwrap_or_else(|| "补在这里".to_owned());
    if advice {
        return Diagnostic::warning(MISSING, format!("没有写 {write}{about}，《{standard}》里相应的一句话不会印出"))
            .at(place, here)
            .hint(format!("补写 {write}"));
    }
    let finding = Diagnostic::error(MISSING, format!("缺少 {write}{about}，《{standard}》要用它")).at(place, here);
    finding.hint(match path.rsplit('.').next().unwrap_or_default() {
        _ if path != write => format!("补写 {write}"),
        key if TEXTS.iter().any(|text| key.ends_with(text)) => format!("补写 {write}：一句话说清楚，不写“无”或数字"),
        _ => format!("补写 {write}；没有发生就写 0，不要空着"),
    })
}

/// How the keys of texts end; the other keys that are needed take numbers.
const TEXTS: [&str; 7] = ["用途", "原因", "职责", "措施", "说明", "差异", "结果"];
