//! How it is said that a file lacks what its standard needs: what belongs in one place is one finding, with all its codes.

use super::needs::Lack;
use crate::diagnostics::Diagnostic;
use crate::source::Span;

/// Where a key belongs by its dotted path, and a remark on the place if it is not simply there.
pub type Locate<'l> = &'l dyn Fn(&str) -> (Span, Option<String>);

/// Code of the findings that something is missing.
pub const MISSING: &str = "JS-S10";

/// Findings for all that is lacking, in the order of the needs.
pub(super) fn told(lacks: Vec<Lack>, standard: &str, locate: Locate) -> Vec<Diagnostic> {
    let is_told_by_codes =
        |lack: &Lack| lack.is_in_words() && lacks.iter().any(|other| other.is_coded() && other.section() == lack.section());
    let mut heaps: Vec<Heap> = Vec::new();
    for lack in lacks.iter().filter(|lack| !is_told_by_codes(lack)) {
        let (place, remark) = locate(lack.path());
        match heaps.iter_mut().find(|heap| heap.place == place && heap.takes(lack)) {
            Some(heap) => heap.lacks.push(lack),
            None => heaps.push(Heap { place, remark, lacks: vec![lack] }),
        }
    }
    heaps.iter().map(|heap| heap.finding(standard)).collect()
}

impl Lack<'_> {
    /// A need may be told in words instead of a path: 科目说明 中各类的年初预算.
    fn is_in_words(&self) -> bool {
        self.first_word() != self.write
    }

    /// Whether it is written once for each code of a section.
    fn is_coded(&self) -> bool {
        self.need.write.value.contains("{code}")
    }

    fn first_word(&self) -> &str {
        self.write.split([' ', '；']).next().unwrap_or_default()
    }

    fn path(&self) -> &str {
        self.first_word().split('（').next().unwrap_or_default()
    }

    fn section(&self) -> &str {
        self.path().split('.').next().unwrap_or_default()
    }

    fn key(&self) -> &str {
        self.first_word().rsplit('.').next().unwrap_or_default()
    }
}

/// What is lacking in one place.
struct Heap<'l> {
    place: Span,
    remark: Option<String>,
    lacks: Vec<&'l Lack<'l>>,
}

impl Heap<'_> {
    fn takes(&self, lack: &Lack) -> bool {
        let first = self.lacks[0];
        first.is_coded() && lack.is_coded() && (first.section(), first.need.advice) == (lack.section(), lack.need.advice)
    }

    fn finding(&self, standard: &str) -> Diagnostic {
        let what = match self.lacks.as_slice() {
            [only] => format!("{}{}", only.write, about(only)),
            _ => self.listed(),
        };
        let finding = if self.lacks[0].need.advice {
            Diagnostic::warning(MISSING, format!("没有写 {what}，《{standard}》里相应的一句话不会印出"))
        } else {
            Diagnostic::error(MISSING, format!("缺少 {what}，《{standard}》要用它"))
        };
        let finding = finding.at(self.place, self.remark.clone().unwrap_or_else(|| "补在这里".to_owned()));
        if let [only] = self.lacks.as_slice() {
            return finding.hint(advice(only, self.remark.is_some()));
        }
        let codes = self.by_code();
        let lines = codes.iter().filter(|_| codes.len() > 1).map(|(lack, keys)| line(lack, keys));
        lines.fold(finding, Diagnostic::note).hint(self.example(&codes[0], codes.len() > 1))
    }

    /// The keys that each code lacks.
    fn by_code(&self) -> Vec<(&Lack<'_>, Vec<&str>)> {
        let mut codes: Vec<(&Lack, Vec<&str>)> = Vec::new();
        for lack in &self.lacks {
            match codes.iter_mut().find(|(known, _)| code(known) == code(lack)) {
                Some((_, keys)) => keys.push(lack.key()),
                None => codes.push((lack, vec![lack.key()])),
            }
        }
        codes
    }

    fn listed(&self) -> String {
        let section = self.lacks[0].section();
        match self.by_code().as_slice() {
            [(lack, keys)] => format!("{section}.{} 的{}{}", code(lack), keys.join("、"), about(lack)),
            codes => format!("{section} 里 {} 的内容", codes.iter().map(|(lack, _)| code(lack)).collect::<Vec<_>>().join("、")),
        }
    }

    /// How to write what a code lacks.
    fn example(&self, (lack, keys): &(&Lack, Vec<&str>), of_several: bool) -> String {
        let value = |key: &&str| format!("{key}: {}", if is_text(key) { "一句话" } else { "数" });
        let keys = keys.iter().map(value).collect::<Vec<_>>().join(", ");
        let rest = "没有发生的数写 0，文字说清楚，不写“无”";
        match &self.remark {
            Some(_) => format!("加一节：行首写“{}:”，下面一个科目一行，缩进两格，例如“{}: {{{keys}}}”；{rest}", lack.section(), code(lack)),
            None => {
                let first = if of_several { "逐个科目补写，例如" } else { "" };
                format!("{first}在 {}.{} 里补写“{keys}”；{rest}", lack.section(), code(lack))
            }
        }
    }
}

fn code<'l>(lack: &'l Lack) -> &'l str {
    lack.entry.as_ref().map_or("", |entry| entry.code.as_str())
}

fn about(lack: &Lack) -> String {
    let name = lack.entry.as_ref().map(|entry| entry.name.as_str()).filter(|name| !name.is_empty());
    name.map(|name| format!("（{name}）")).unwrap_or_default()
}

fn line(lack: &Lack, keys: &[&str]) -> String {
    format!("{}{}：{}", code(lack), about(lack), keys.join("、"))
}

/// What to do about a single lack; `apart` says that not even its section is written.
fn advice(lack: &Lack, apart: bool) -> String {
    let (write, key) = (&lack.write, lack.key());
    // A dotted path is written as two lines, the first of which is missing too.
    let section = write.split_once('.').filter(|(_, inner)| apart && *inner == key && !lack.is_in_words());
    match section {
        _ if lack.need.advice || lack.is_in_words() => format!("补写 {write}"),
        Some((section, _)) if !is_text(key) => {
            format!("加一节：行首写“{section}:”，下一行缩进两格写“{key}: ”和数；没有发生就写 0，不要空着")
        }
        _ if is_text(key) => format!("补写 {write}：一句话说清楚，不写“无”或数字"),
        _ => format!("补写 {write}；没有发生就写 0，不要空着"),
    }
}

/// Whether a key takes a text, by how it ends.
pub(super) fn is_text(key: &str) -> bool {
    TEXTS.iter().any(|text| key.ends_with(text))
}

/// How the keys of texts end; the other keys that are needed take numbers.
const TEXTS: [&str; 9] = ["用途", "原因", "职责", "措施", "说明", "差异", "结果", "制度", "机制"];
