//! How it is said that a file lacks what its standard needs: what belongs in one place is one finding, with all its codes.

use super::needs::Lack;
use crate::diagnostics::Diagnostic;
use crate::source::{Span, reading};

/// Where a key belongs by its dotted path, and a remark on the place if it is not simply there.
pub type Locate<'l> = &'l dyn Fn(&str) -> (Span, Option<String>);

/// Code of the findings that something is missing.
pub const MISSING: &str = "JS-S10";

/// Findings for all that is lacking, in the order of the needs.
pub(super) fn told(lacks: Vec<Lack>, standard: &str, locate: Locate) -> Vec<Diagnostic> {
    let is_told_by_codes = |lack: &Lack| lack.is_in_words() && lacks.iter().any(|other| other.tells(lack));
    let mut heaps: Vec<Heap> = Vec::new();
    for lack in lacks.iter().filter(|lack| !is_told_by_codes(lack)) {
        let (place, remark) = locate(lack.path());
        match heaps.iter_mut().find(|heap| heap.place == place && heap.takes(lack)) {
            Some(heap) => heap.lacks.push(lack),
            None => {
                let code_is_written = place != locate(lack.section()).0;
                heaps.push(Heap { place, remark, code_is_written, lacks: vec![lack] });
            }
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

    /// Whether being told by codes tells this need in words too: of the same section and budget, and no less grave.
    fn tells(&self, in_words: &Lack) -> bool {
        let budget = |lack: &Lack| lack.need.fact.value.split('.').next().map(str::to_owned);
        let as_grave = !self.need.advice || in_words.need.advice;
        self.is_coded() && self.section() == in_words.section() && budget(self) == budget(in_words) && as_grave
    }

    /// Whether it takes a text: so the key takes one that the path, or the last of the words it is told in, names.
    pub(super) fn is_text(&self) -> bool {
        reading::takes_text(self.write.rsplit([' ', '；']).next().unwrap_or_default())
    }

    fn first_word(&self) -> &str {
        self.write.split([' ', '；']).next().unwrap_or_default()
    }

    pub(super) fn path(&self) -> &str {
        let word = self.first_word();
        // A remark stands in brackets; 因公出国（境）费 is a key.
        let remark = word.match_indices('（').find(|(at, _)| !word[*at..].starts_with("（境）"));
        remark.map_or(word, |(at, _)| &word[..at])
    }

    fn section(&self) -> &str {
        self.path().split('.').next().unwrap_or_default()
    }

    /// The path to write, the name of its code behind the code: 科目说明.208（社会保障和就业支出）的用途.
    fn named(&self) -> String {
        match self.write.rsplit_once('.').filter(|_| self.is_coded() && !about(self).is_empty()) {
            Some((path, key)) => format!("{}{key}", of_code(path, self)),
            None => format!("{}{}", self.write, about(self)),
        }
    }

    fn key(&self) -> &str {
        self.first_word().rsplit('.').next().unwrap_or_default()
    }
}

/// What is lacking in one place.
struct Heap<'l> {
    place: Span,
    remark: Option<String>,
    /// Whether something is written under the code of these lacks already.
    code_is_written: bool,
    lacks: Vec<&'l Lack<'l>>,
}

impl Heap<'_> {
    fn takes(&self, lack: &Lack) -> bool {
        let first = self.lacks[0];
        first.is_coded() && lack.is_coded() && (first.section(), first.need.advice) == (lack.section(), lack.need.advice)
    }

    fn finding(&self, standard: &str) -> Diagnostic {
        let what = match self.lacks.as_slice() {
            [only] => only.named(),
            _ => self.listed(),
        };
        let finding = if self.lacks[0].need.advice {
            Diagnostic::warning(MISSING, format!("没有写 {what}，《{standard}》里相应的一句话不会印出"))
        } else {
            Diagnostic::error(MISSING, format!("缺少 {what}，《{standard}》要用它"))
        };
        let finding = finding.at(self.place, self.remark.clone().unwrap_or_else(|| "补在这里".to_owned()));
        if let [only] = self.lacks.as_slice()
            && (self.code_is_written || self.remark.is_some() || !only.is_coded())
        {
            return finding.hint(advice(only, self.remark.is_some()));
        }
        let codes = self.by_code();
        let lines = codes.iter().filter(|_| codes.len() > 1).map(|(lack, lacks)| line(lack, lacks));
        lines.fold(finding, Diagnostic::note).hint(self.example(&codes[0], codes.len() > 1))
    }

    /// What each code lacks.
    fn by_code(&self) -> Vec<(&Lack<'_>, Vec<&Lack<'_>>)> {
        let mut codes: Vec<(&Lack, Vec<&Lack>)> = Vec::new();
        for lack in &self.lacks {
            match codes.iter_mut().find(|(known, _)| code(known) == code(lack)) {
                Some((_, lacks)) => lacks.push(lack),
                None => codes.push((lack, vec![lack])),
            }
        }
        codes
    }

    fn listed(&self) -> String {
        let section = self.lacks[0].section();
        match self.by_code().as_slice() {
            [(lack, lacks)] => format!("{}{}", of_code(&format!("{section}.{}", code(lack)), lack), keys(lacks)),
            codes => format!("{section} 里 {} 的内容", codes.iter().map(|(lack, _)| code(lack)).collect::<Vec<_>>().join("、")),
        }
    }

    /// How to write what a code lacks.
    fn example(&self, (lack, lacks): &(&Lack, Vec<&Lack>), of_several: bool) -> String {
        let value = |lack: &&Lack| format!("{}: {}", lack.key(), if lack.is_text() { "一句话" } else { "数" });
        let keys = lacks.iter().map(value).collect::<Vec<_>>().join(", ");
        let first = if of_several && self.remark.is_none() { "逐个科目补写，例如" } else { "" };
        let (section, code) = (lack.section(), code(lack));
        let how = match &self.remark {
            Some(_) => format!("加一节：行首写“{section}:”，下面一个科目一行，缩进两格，例如“{code}: {{{keys}}}”"),
            None if self.code_is_written => format!("在 {section}.{code} 里补写“{keys}”"),
            None => format!("在“{section}”下面加一行，缩进两格：“{code}: {{{keys}}}”"),
        };
        format!("{first}{how}；没有发生的数写 0，文字说清楚，不写“无”")
    }
}

fn code<'l>(lack: &'l Lack) -> &'l str {
    lack.entry.as_ref().map_or("", |entry| entry.code.as_str())
}

fn about(lack: &Lack) -> String {
    let name = lack.entry.as_ref().map(|entry| entry.name.as_str()).filter(|name| !name.is_empty());
    name.map(|name| format!("（{name}）")).unwrap_or_default()
}

/// A path down to a code with the code's name: 科目说明.208（社会保障和就业支出）的.
fn of_code(path: &str, lack: &Lack) -> String {
    let name = about(lack);
    format!("{path}{name}{}的", if name.is_empty() { " " } else { "" })
}

fn keys(lacks: &[&Lack]) -> String {
    lacks.iter().map(|lack| lack.key()).collect::<Vec<_>>().join("、")
}

fn line(lack: &Lack, lacks: &[&Lack]) -> String {
    format!("{}{}：{}", code(lack), about(lack), keys(lacks))
}

/// What to do about a single lack; `apart` says that not even its section is written.
fn advice(lack: &Lack, apart: bool) -> String {
    let (write, key) = (&lack.write, lack.key());
    // A dotted path is written as two lines, the first of which is missing too.
    let section = write.split_once('.').filter(|(_, inner)| apart && *inner == key && !lack.is_in_words());
    match section {
        _ if lack.need.advice || lack.is_in_words() => format!("补写 {write}"),
        Some((section, _)) if !lack.is_text() => {
            format!("加一节：行首写“{section}:”，下一行缩进两格写“{key}: ”和数；没有发生就写 0，不要空着")
        }
        _ if lack.is_text() => format!("补写 {write}：一句话说清楚，不写“无”或数字"),
        _ => format!("补写 {write}；没有发生就写 0，不要空着"),
    }
}
