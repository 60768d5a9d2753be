//! Standards: both built-in packs and a made-up one on their own, the same department under two of them, and what Rust must not know.
//!
//! `JUESUAN_BLESS=1 cargo test` writes the texts of `tests/golden/shanghai/` anew; read them against the form before accepting.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use juesuan::checks::{self, Policy};
use juesuan::disclosure::rehearsal::{Rehearsal, RehearsalError, rehearse};
use juesuan::disclosure::{Emit, build};
use juesuan::standard::{Standard, StandardError, built_in_ids};
use juesuan::typeset::Search;
use serde_json::Value;

use crate::making::{self, repository};

fn check(place: &str) -> Result<Rehearsal, RehearsalError> {
    rehearse(place, Vec::new(), &Search::system([]))
}

fn made_up() -> PathBuf {
    repository().join("tests/standards/moni")
}

fn files_below(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
        let path = entry.expect("a readable entry").path();
        if path.is_dir() { files_below(&path, found) } else { found.push(path) }
    }
    found.sort();
}

#[test]
fn every_form_of_the_built_in_standards_is_typeset() {
    for id in juesuan::standard::built_in_ids() {
        let rehearsal = check(&id).unwrap_or_else(|error| panic!("{id}: {error}"));
        let faults: Vec<String> = rehearsal.faults.iter().map(ToString::to_string).collect();
        assert!(faults.is_empty(), "{id}:\n{}", faults.join("\n"));
        assert!(rehearsal.unused.is_empty(), "{id}: no document uses {:?}", rehearsal.unused);
        let forms: std::collections::BTreeSet<&str> = rehearsal.performed.iter().map(|performance| performance.form).collect();
        assert_eq!(forms.len(), 6, "{id}: {forms:?}");
    }
}

#[test]
fn the_built_in_packs_are_sound_when_read_as_if_people_had_written_them() {
    let ids = built_in_ids();
    assert!(ids.len() > 1);
    for id in ids {
        let folder = repository().join("templates").join(&id);
        let read = Standard::from_folder(&folder).unwrap_or_else(|error| panic!("{id}: {error}"));
        let built_in = Standard::built_in(&id, None).expect("a built-in standard");
        assert_eq!(read.tables.len(), built_in.tables.len(), "{id}");
    }
}

/// No sentence of a standard borrows a character from another face: the smallest Chinese fonts have all that standards and classifications print of
/// their own.
#[test]
fn what_standards_print_of_their_own_is_within_gb2312() {
    let mut paths = Vec::new();
    for folder in ["templates/base", "templates/shanxi", "templates/shanghai", "src/catalog/data"] {
        files_below(&repository().join(folder), &mut paths);
    }
    paths.retain(|path| path.extension().is_some_and(|ending| ["tera", "yaml", "csv"].iter().any(|printed| ending == *printed)));
    assert!(paths.len() > 60, "{paths:?}");
    for path in paths {
        let text = fs::read_to_string(&path).expect("a readable file");
        let printed =
            text.lines().filter(|line| !line.trim_start().starts_with('#') || path.extension().is_some_and(|ending| ending == "tera"));
        for character in printed.flat_map(str::chars).filter(|c| !c.is_ascii()) {
            let text = character.to_string();
            let (bytes, ..) = encoding_rs::GBK.encode(&text);
            assert!(matches!(*bytes, [0xa1..=0xf7, 0xa1..=0xfe]), "{}: {character}", path.display());
        }
    }
}

#[test]
fn the_made_up_standard_can_be_used() {
    let rehearsal = check(&made_up().to_string_lossy()).expect("a readable pack");
    assert!(rehearsal.faults.is_empty(), "{:?}", rehearsal.faults);
    assert!(rehearsal.performed.iter().filter(|performance| performance.form == "原样").count() > 2, "{:?}", rehearsal.passed_over);
}

#[test]
fn the_chapter_holds_the_made_up_standard_literally() {
    let chapter = fs::read_to_string(repository().join("book/src/制作标准包.md")).expect("the chapter");
    let mut files = Vec::new();
    files_below(&made_up(), &mut files);
    for path in &files {
        let name = path.strip_prefix(made_up()).expect("a file of the pack").to_string_lossy().replace('\\', "/");
        let text = fs::read_to_string(path).expect("a text");
        let begins = format!("文件 `{name}`：\n\n```");
        let (_, rest) = chapter.split_once(&begins).unwrap_or_else(|| panic!("the chapter does not show {name}"));
        let (_, rest) = rest.split_once('\n').expect("a block");
        let (shown, _) = rest.split_once("```\n").expect("the end of the block");
        assert_eq!(shown, text, "{name}");
    }
    assert_eq!(chapter.matches("文件 `").count(), files.len(), "the chapter shows a file the pack does not have");
}

#[test]
fn the_chapter_names_every_variable() {
    let chapter = fs::read_to_string(repository().join("book/src/制作标准包.md")).expect("the chapter");
    let made = making::example("shili-shanghai/2024/183-lvhua.yaml", |plan| plan.options.emit = [Emit::Json].into());
    let data = made.open_data();
    let lists = ["parts", "figure", "current"];
    for (name, value) in data["facts"].as_object().expect("facts") {
        assert!(chapter.contains(&format!("`{name}`")), "the chapter does not name {name}");
        for field in value.as_object().into_iter().flatten().map(|(field, _)| field) {
            let named = [format!("`.{field}`"), format!("`{field}`")];
            let free = name == "term_details" || lists.contains(&field.as_str());
            assert!(free || named.iter().any(|named| chapter.contains(named.as_str())), "the chapter does not name {name}.{field}");
        }
    }
}

/// A copy of the made-up pack with one replacement in one file.
fn broken(file: &str, from: &str, to: &str) -> tempfile::TempDir {
    altered(&made_up(), file, from, to)
}

/// A copy of a pack with something else in one of its files.
fn altered(pack: &Path, file: &str, from: &str, to: &str) -> tempfile::TempDir {
    let copy = tempfile::tempdir().expect("a temporary folder");
    copied(pack, copy.path());
    let path = copy.path().join(file);
    let text = fs::read_to_string(&path).expect("a text");
    assert!(text.contains(from), "{file} has no {from}");
    fs::write(&path, text.replacen(from, to, 1)).expect("a writable file");
    copy
}

/// Copies a pack.
pub fn copied(pack: &Path, to: &Path) {
    let mut files = Vec::new();
    files_below(pack, &mut files);
    for path in files {
        let target = to.join(path.strip_prefix(pack).expect("a file of the pack"));
        fs::create_dir_all(target.parent().expect("a folder")).expect("a writable folder");
        fs::copy(&path, target).expect("a writable file");
    }
}

#[test]
fn a_broken_template_is_reported_with_file_and_line() {
    let cases = [
        ("narrative.typ.tera", "part.amount", "part.amuont", 9, "part.amuont"),
        ("narrative.typ.tera", "<% if totals.reason %>", "<% if totals.reason >", 5, ""),
        ("narrative.typ.tera", "== （二）支出情况", "#sectoin[（二）]", 7, "sectoin"),
        ("narrative.typ.tera", "<% else %>本年没有支出。", "<% else %><< expenditure.nothing >>", 10, "expenditure.nothing"),
        ("layout/layout.typ", "page-layout.document", "page-layout.dokument", 8, "dokument"),
        ("tables/02.yaml", "<< department.name >>本年度没有支出。", "<< departement.name >>本年度没有支出。", 12, "departement.name"),
        ("standard.yaml", "fact: duties", "fact: dutys", 26, "dutys"),
    ];
    for (file, from, to, line, part) in cases {
        let copy = broken(file, from, to);
        let rehearsal = check(&copy.path().to_string_lossy()).expect("a readable pack");
        let described: Vec<String> = rehearsal.faults.iter().map(ToString::to_string).collect();
        let found = rehearsal
            .faults
            .iter()
            .any(|fault| fault.file.ends_with(file) && fault.place.is_some_and(|(at, _)| at == line) && fault.message.contains(part));
        assert!(found, "{file}:{line} {part} is not among\n{}", described.join("\n"));
    }
}

/// What `standard check` says of a pack whose data files have a mistake.
fn complaint(pack: &Path) -> String {
    let Err(RehearsalError::Standard(StandardError::Invalid(found))) = check(&pack.to_string_lossy()) else {
        panic!("a mistake in a data file passes")
    };
    juesuan::diagnostics::terminal::draw(&found.diagnostics, &found.files, false)
}

#[test]
fn a_mistake_in_a_data_file_is_reported_with_its_place_and_what_to_write() {
    let cases = [
        ("standard.yaml", "{name: 好, from: 85}", "{name: 好, from: 0}", "standard.yaml:12:", "等级要从高到低写", "比上一个等级小"),
        ("standard.yaml", "from: 0, needs", "from: 60, needs", "standard.yaml:12:", "不到 60 分的项目没有等级", "from: 0"),
        ("standard.yaml", "name: 一般", "name: 好", "standard.yaml:12:", "等级 好 写了两次", "改成不同的"),
        (
            "standard.yaml",
            "grades:\n",
            "weights: {indicators: 80, execution: 10}\ngrades:\n",
            "standard.yaml:10:",
            "合计是 90，应为 100",
            "indicators: 90",
        ),
        ("standard.yaml", "- tables/02.yaml", "- tables/01.yaml", "standard.yaml:23:", "tables/01.yaml 写了两次", "改成不同的"),
        ("standard.yaml", "main: main.typ.tera", "main: mian.typ.tera", "standard.yaml:4:", "没有主模板 mian.typ.tera", "main.typ.tera"),
        ("standard.yaml", "fact: duties", "fact: \"a[].b[].c\"", "standard.yaml:26:", "[] 不对", "只写一个 []"),
        (
            "standard.yaml",
            "{fact: duties,",
            "{fact: \"general.items[].purpose\", unless: \"fund.items[].unspent\",",
            "standard.yaml:26:",
            "不是同一个列表",
            "同一个列表里的变量",
        ),
        ("tables/02.yaml", "all.expenditure.basic", "all.expenditure.basick", "02.yaml:8:", "all.expenditure.basick", "数的名称见"),
        ("tables/02.yaml", "title: 支出明细表", "title: 支出明细表\nsize: 九", "02.yaml:3:", "size 不是数：九", "size: \"9\""),
        ("tables/02.yaml", "title: 支出明细表", "title: 支出明细表\npitch: \"0\"", "02.yaml:3:", "pitch 不是数：0", "pitch: \"1.6\""),
        ("tables/02.yaml", "width: 1fr", "width: 1px", "02.yaml:6:", "列宽 1px 不对", "例如 1fr、22mm"),
        ("tables/02.yaml", "{text: 科目名称}, ", "", "02.yaml:10:", "表头第 1 行没有正好占满 4 列", "colspan"),
        ("tables/02.yaml", "{text: 科目名称}", "{text: 科目名称, rowspan: 2}", "02.yaml:10:", "rowspan 超出了表头", "colspan"),
        ("tables/02.yaml", ", content: name}", "}", "02.yaml:6:", "这一列没有内容", "content"),
        ("tables/02.yaml", "align: right, key: 基本支出,", "align: right,", "02.yaml:8:", "这一列的数没有地址", "key: 基本支出"),
        ("tables/02.yaml", "levels: [class, item]", "levels: []", "02.yaml:1:", "levels 里没有级次", "levels: [class"),
        ("tables/02.yaml", "id: \"02\"", "id: \"../../02\"", "02.yaml:1:", "“../../02”不能用作文件名", "只写汉字"),
        ("tables/02.yaml", "id: \"02\"", "id: \"a:b\"", "02.yaml:1:", "“a:b”不能用作文件名", "只写汉字"),
        ("tables/02.yaml", "id: \"02\"", "id: \"01\"", "02.yaml:1:", "表的编号 01 写了两次", "改成不同的"),
        (
            "tables/01.yaml",
            "[all.opening]",
            "[all.opening, all.closing]",
            "01.yaml:19:",
            "这一行有 2 个数，这一块只有 1 列数",
            "去掉多的数",
        ),
        ("tables/01.yaml", "figures: 1", "figures: 2", "01.yaml:1:", "各块合起来是 5 列，columns 写了 4 列", "行次"),
        ("tables/01.yaml", "label: 项目支出", "label: 基本支出", "01.yaml:25:", "两行的地址相同", "不同的 key"),
        ("tables/01.yaml", "{label: 年初结转和结余,", "{blank: 1, label: 年初结转和结余,", "01.yaml:19:", "中的一种", "空行写 blank"),
        ("tables/01.yaml", "form:\n", "tree: {levels: [class], total: first}\nform:\n", "01.yaml:1:", "只写一个", "留下一个"),
    ];
    for (file, from, to, place, message, advice) in cases {
        let copy = broken(file, from, to);
        let shown = complaint(copy.path());
        assert!(shown.contains(place) && shown.contains(message) && shown.contains(advice), "{file}: {to}: {place}\n{shown}");
    }
}

#[test]
fn an_economic_table_with_unknown_codes_or_a_short_footer_is_reported() {
    let body = |from: &str, to: &str, colspan: u32| {
        let economic = format!(
            "economic: {{groups: [[{{from: \"{from}\", to: \"{to}\"}}]], footer: [{{text: 合计, colspan: {colspan}}}, {{figure: economic.total}}]}}"
        );
        let copy = broken("tables/02.yaml", "tree: {levels: [class, item], total: last, total_label: 总计}", &economic);
        let path = copy.path().join("tables/02.yaml");
        let table = fs::read_to_string(&path)
            .expect("a text")
            .replace("  - {width: 32mm, align: right, key: 基本支出, figure: all.expenditure.basic}\n", "");
        let table = table.replace(", figure: all.expenditure}", "}").replace(", {text: 其中：基本支出}", "");
        fs::write(&path, table).expect("a writable file");
        copy
    };
    assert!(complaint(body("301", "30188", 2).path()).contains("2023 年的部门预算支出经济分类里没有 30188"));
    assert!(complaint(body("302", "301", 2).path()).contains("302 在 301 后面"));
    assert!(complaint(body("301", "30399", 1).path()).contains("footer 占了 2 列，表有 3 列"));
    assert!(check(&body("301", "30399", 2).path().to_string_lossy()).is_ok());
}

/// All figures of open data by name, with their exact yuan or count; two values for one name are an error.
fn figures(value: &Value, found: &mut BTreeMap<String, Value>) {
    if let (Some(name), Some(amount)) = (value.get("figure").and_then(Value::as_str), value.get("yuan").or(value.get("count"))) {
        let text = amount.as_str().map_or_else(|| amount.to_string(), str::to_owned);
        let plain = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text };
        let known = found.insert(name.to_owned(), plain.clone().into());
        assert!(known.as_ref().is_none_or(|known| *known == plain), "{name} is both {known:?} and {plain}");
    }
    match value {
        Value::Array(list) => list.iter().for_each(|value| figures(value, found)),
        Value::Object(fields) => fields.values().for_each(|value| figures(value, found)),
        _ => {}
    }
}

#[test]
fn one_department_has_the_same_figures_under_both_standards() {
    let under = |id: &str| {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let text = fs::read_to_string(repository().join("tests/standards/both.yaml")).expect("a readable file");
        // One of the two attaches the reports that the other only counts.
        let counted = |line: &str| id == "shanxi" && ["自评项目数", "各等级项目数"].iter().any(|key| line.contains(key));
        let text: String = text.split_inclusive('\n').filter(|line| !counted(line)).collect();
        let path = folder.path().join("both.yaml");
        fs::write(&path, text).expect("a writable folder");
        let mut plan = making::plan(&path, folder.path());
        plan.standard = Some(repository().join("templates").join(id));
        plan.options.emit = [Emit::Json].into();
        plan.options.draft = true;
        let outcome = build(&plan).unwrap_or_else(|error| panic!("{id}: {error}"));
        let path = outcome.written.first().unwrap_or_else(|| panic!("{id}: {:#?}", outcome.diagnostics));
        let data: Value = serde_json::from_str(&fs::read_to_string(path).expect("open data")).expect("JSON");
        let (mut of_tables, mut all) = (BTreeMap::new(), BTreeMap::new());
        figures(&data["tables"], &mut of_tables);
        figures(&data, &mut all);
        (of_tables, all)
    };
    let ((first_tables, first), (second_tables, second)) = (under("shanxi"), under("shanghai"));
    let shared: Vec<&String> = first_tables.keys().filter(|name| second_tables.contains_key(*name)).collect();
    assert!(shared.len() > 150, "only {} figures are in the tables of both", shared.len());
    let differing: Vec<&String> = first.keys().filter(|name| second.get(*name).is_some_and(|value| *value != first[*name])).collect();
    assert!(differing.is_empty(), "{differing:?}");
}

/// A county's own files are no pack of their own, and that is said.
#[test]
fn a_folder_of_overrides_is_no_pack() {
    let error = Standard::from_folder(&repository().join("examples/lanxian/standard")).expect_err("no pack");
    assert!(matches!(error, StandardError::NotAPack(_)) && error.to_string().contains("不是完整的标准包"), "{error}");
}

/// What a county's own template names is looked up in the facts of the department at hand alone: no field of theirs may come and go.
#[test]
fn the_facts_of_any_department_have_every_variable_of_the_templates() {
    for path in making::examples() {
        making::with_edition(&path, |edition| {
            let unknown = edition.standard.misused_variables(std::slice::from_ref(&edition.derived.facts));
            assert!(unknown.is_empty(), "{}: {unknown:?}", path.display());
        });
    }
}

#[test]
fn a_figure_that_a_table_prints_and_nobody_gives_is_no_zero() {
    let pack = broken("tables/02.yaml", "all.expenditure.basic", "general.initial_budget");
    let standard = Standard::from_folder(pack.path()).expect("a sound pack");
    let policy = Policy::of(&standard).expect("a pack names rules that exist");
    let inspected = |notes: &str| {
        let text = format!(
            "标准: moni\n年度: 2024\n金额单位: 元\n公开日期: 2025-08-29\n部门: {{名称: 甲局, 编码: \"001\", 性质: 行政单位}}\n概况: {{职责: [负责甲事。], 机构设置: {{}}}}\n\
            一般公共预算财政拨款: [{{科目: 2010301, 基本支出: 700.00}}]\n上年决算: {{收入总计: 700.00}}\n{notes}"
        );
        let mut files = juesuan::diagnostics::Files::default();
        let dossier = making::alone(&mut files, "input.yaml", &text).unwrap_or_else(|found| panic!("{found:#?}"));
        let inspection = checks::inspect(&dossier, &standard, &policy);
        let unknown =
            inspection.diagnostics.iter().filter(|finding| finding.message.contains("的表要印")).map(|finding| finding.message.clone());
        (unknown.collect::<Vec<_>>(), inspection.can_be_worded, inspection.can_be_drafted)
    };
    let (unknown, worded, drafted) = inspected("");
    assert!(unknown.len() == 1 && unknown[0].contains("一般公共预算财政拨款年初预算") && unknown[0].contains("02["), "{unknown:?}");
    assert!(!worded && !drafted);
    assert_eq!(inspected("科目说明: {2010301: {年初预算: 0}}\n"), (Vec::new(), true, true));
}

#[test]
fn no_source_names_a_province() {
    let mut files = Vec::new();
    files_below(&repository().join("src"), &mut files);
    let mut named = Vec::new();
    for path in files.iter().filter(|path| path.extension().is_some_and(|ending| ending == "rs" || ending == "tera" || ending == "typ")) {
        let text = fs::read_to_string(path).expect("a text");
        for (index, line) in text.lines().enumerate() {
            // A time zone is no province, and which standard a command takes by default is a choice, not knowledge of it.
            if line.contains("Asia/") {
                continue;
            }
            if ["山西", "上海", "shanghai", "shanxi"].iter().any(|name| line.to_lowercase().contains(name)) {
                named.push(format!("{}:{}: {line}", path.display(), index + 1));
            }
        }
    }
    assert!(named.is_empty(), "{}", named.join("\n"));
}

/// The texts of generated Typst: string expressions as what they say, in lines.
fn said(document: &str) -> String {
    let mut out = String::new();
    for line in document.lines().filter(|line| !line.starts_with("// ")) {
        let mut rest = line;
        let mut text = String::new();
        while let Some((before, after)) = rest.split_once("#\"") {
            let (literal, after) = after.split_once("\";").expect("a string expression ends");
            text.push_str(before);
            text.push_str(&unescaped(literal));
            rest = after;
        }
        text.push_str(rest);
        if !text.trim().is_empty() {
            out.push_str(text.trim());
            out.push('\n');
        }
    }
    out
}

fn unescaped(literal: &str) -> String {
    let mut out = String::new();
    let mut rest = literal;
    while let Some((before, after)) = rest.split_once("\\u{") {
        let (code, after) = after.split_once('}').expect("an escape ends");
        out.push_str(before);
        out.extend(u32::from_str_radix(code, 16).ok().and_then(char::from_u32));
        rest = after;
    }
    out + rest
}

#[test]
fn the_sentences_of_the_examples_are_those_of_the_form() {
    let bless = std::env::var_os("JUESUAN_BLESS").is_some();
    for (example, golden) in [("177-difangzhi", "177.txt"), ("183-lvhua", "183.txt")] {
        let made = making::example(&format!("shili-shanghai/2024/{example}.yaml"), |plan| plan.options.emit = [Emit::Typ].into());
        let document = made.typst("main.typ");
        let (_, narrative) = document.split_once("narrative/00-title.typ.tera\n").expect("the third part");
        let text = said(narrative);
        let path = repository().join("tests/golden/shanghai").join(golden);
        if bless {
            fs::create_dir_all(path.parent().expect("a folder")).expect("a writable folder");
            fs::write(&path, &text).expect("a writable file");
        }
        assert_eq!(text, fs::read_to_string(&path).unwrap_or_default(), "{golden}");
    }
}

/// What a pack may say and no department could live with.
#[test]
fn a_pack_is_tried_beyond_its_sentences() {
    for (file, from, to, said) in [
        ("notice.typ.tera", "correction.reason", "correction.raison", "没有变量 correction.raison"),
        ("notice.typ.tera", "<< correction.published.year >>", "<< correction.published >>", "变量 correction.published 里有好几项"),
        ("tables/03.yaml", "figure: all.expenditure.basic", "figure: general.initial_budget", "核对这一列写的 figure"),
        ("standard.yaml", "announces_evaluation: true", "announces_evaluation: true\nseverities: {JS-Z99: error}", "JS-Z99"),
    ] {
        let pack = altered(&repository().join("templates/shanxi"), file, from, to);
        let rehearsal = rehearse(pack.path().to_str().expect("UTF-8"), Vec::new(), &Search::system([])).expect("read");
        assert!(rehearsal.faults.iter().any(|fault| fault.to_string().contains(said)), "{file}: {said}: {:#?}", rehearsal.faults);
    }
    for (file, from, to, said) in [
        ("standard.yaml", "write: 上年决算.收入总计", "write: 上年决算.收人总计", "填报文件里没有“上年决算.收人总计”这个键"),
        ("standard.yaml", "id: shanxi", "id: 山/西", "不能用作文件夹名"),
        ("tables/09.yaml", ", three_public.reception.adjusted]", "]", "这一行只有 5 个数，这一块有 6 列数"),
    ] {
        let pack = altered(&repository().join("templates/shanxi"), file, from, to);
        match Standard::from_folder(pack.path()) {
            Err(StandardError::Invalid(found)) => {
                assert!(found.diagnostics.iter().any(|finding| finding.message.contains(said)), "{said}: {found:#?}");
            }
            other => panic!("{said}: {other:?}"),
        }
    }
}
