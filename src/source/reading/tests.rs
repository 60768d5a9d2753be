//! Reading whole files: values with their places, paths, the schema's completeness, and no panic whatever the bytes.

use proptest::prelude::*;
use rust_decimal::Decimal;

use super::*;
use crate::diagnostics::{LISTED, terminal};
use crate::source::MoneyUnit;

const VALID: &str = r#"# 示例县档案馆
年度: 2024
金额单位: 元
部门: {名称: 示例县档案馆, 编码: 041, 性质: 行政单位}
公开日期: 2025-08-29
概况:
  职责:
    - 负责全县档案的收集。
  机构设置: {机构: [{名称: 综合股}]}
一般公共预算财政拨款:
  - {科目: 2012604, 基本支出: 1_402_400.00, 项目支出: "89,900.00"}
  - 科目: 2012699
    基本支出: 0.10
  # 结转
  - 科目: 2080505
    年初结转和结余: 5
基本支出明细: {30101: 645000.00}
三公经费:
  公务接待费:
    全年预算: 6000
    国内接待: {金额: 5000.00, 批次: 5}
核对: {"03[合计].本年支出合计": 12360300.00}
"#;

fn read_text(text: &str) -> (Reading<Disclosure>, Files) {
    let mut files = Files::default();
    let reading = read_bytes(Path::new("input.yaml"), text.as_bytes(), &mut files);
    (reading, files)
}

fn read_valid(text: &str) -> (Disclosure, Tree, Files) {
    let (reading, files) = read_text(text);
    let drawn = terminal::draw(&reading.diagnostics, &files, false);
    (reading.value.unwrap_or_else(|| panic!("{drawn}")), reading.tree, files)
}

#[test]
fn values_come_with_their_text_and_place() {
    let (disclosure, _, files) = read_valid(VALID);
    let written = |span: Span| &files.text(span.file)[span.range()];
    assert_eq!(disclosure.unit.value, MoneyUnit::元);
    assert_eq!(disclosure.department.code.value, "041");
    let rows = &disclosure.general;
    let amount = |value: &str| Decimal::from_str_exact(value).expect("a decimal");
    let (basic, project) = (rows[0].basic.expect("written"), rows[0].project.expect("written"));
    assert_eq!((basic.value.0, written(basic.span)), (amount("1402400.00"), "1_402_400.00"));
    assert_eq!((project.value.0, written(project.span)), (amount("89900.00"), "\"89,900.00\""));
    assert_eq!(written(rows[0].span), r#"{科目: 2012604, 基本支出: 1_402_400.00, 项目支出: "89,900.00"}"#);
    assert_eq!(written(rows[1].span), "科目: 2012699\n    基本支出: 0.10");
    assert_eq!(written(rows[2].opening.expect("written").span), "5");
    assert!(rows[1].project.is_none() && disclosure.fund.is_empty());
    let (code, item) = &disclosure.basic_by_economic.0[0];
    assert_eq!((code.value.as_str(), written(code.span), written(item.span)), ("30101", "30101", "645000.00"));
    assert_eq!(written(disclosure.three_public.reception.domestic.receptions.expect("written").span), "5");
}

#[test]
fn places_are_right_whatever_the_encoding_and_line_ends() {
    let crlf = VALID.replace('\n', "\r\n");
    let utf16: Vec<u8> = [0xff, 0xfe].into_iter().chain(crlf.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let marked = ["\u{feff}", &crlf].concat().into_bytes();
    for (bytes, warnings) in [(utf16, 1), (encoding_rs::GBK.encode(&crlf).0.into_owned(), 1), (marked, 0)] {
        let mut files = Files::default();
        let reading = read_bytes::<Disclosure>(Path::new("input.yaml"), &bytes, &mut files);
        assert_eq!(reading.diagnostics.len(), warnings);
        let row = &reading.value.expect("only a warning").general[1];
        assert_eq!(files.position(row.span.file, row.basic.expect("written").span.start), (13, 11));
    }
}

#[test]
fn paths_lead_to_places_and_back() {
    let (disclosure, tree, files) = read_valid(VALID);
    let budget = disclosure.three_public.reception.adjusted.expect("written").span;
    let expectation = disclosure.expectations.0[0].1.span;
    for (span, path) in [
        (budget, "三公经费.公务接待费.全年预算"),
        (disclosure.general[1].basic.expect("written").span, "一般公共预算财政拨款[2].基本支出"),
        (disclosure.general[2].span, "一般公共预算财政拨款[3]"),
        (expectation, "核对.03[合计].本年支出合计"),
        (disclosure.overview.duties[0].span, "概况.职责[1]"),
    ] {
        assert_eq!(tree.path_at(span).as_deref(), Some(path));
        assert_eq!(tree.span_at(path), Some(span), "{path}: {}", &files.text(span.file)[span.range()]);
    }
    assert_eq!(tree.span_at("三公经费.公务接待费.决算"), None);
    assert_eq!(tree.span_at("一般公共预算财政拨款[0]"), None);
    assert_eq!(tree.path_at(disclosure.basic_by_economic.0[0].0.span).as_deref(), Some("基本支出明细.30101"));
}

#[test]
fn places_after_a_mended_slip_are_those_of_the_file_as_written() {
    let text = VALID.replace("年度: ", "年度：").replace("  - {科目", "　- ｛科目").replace("5000.00, 批次: 5", "五千，批次：5");
    let (reading, files) = read_text(&text);
    assert!(reading.value.is_none());
    let wrong = reading.diagnostics.iter().find(|diagnostic| diagnostic.code == codes::MALFORMED).expect("五千 is no amount");
    let place = wrong.place().expect("it has a place");
    assert_eq!(&files.text(place.file)[place.range()], "五千");
    assert_eq!(files.position(place.file, place.start), (21, 16));
}

#[test]
fn a_large_file_on_disk_is_not_loaded_and_a_missing_one_is_an_error() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("大文件.yaml");
    let file = std::fs::File::create(&path).expect("a new file");
    file.set_len(64 << 30).expect("a sparse file");
    let reading = read_file::<Disclosure>(&path, &mut Files::default()).expect("the file exists");
    assert_eq!(reading.diagnostics[0].code, codes::TOO_LARGE);
    let missing = read_file::<Disclosure>(&folder.path().join("没有.yaml"), &mut Files::default());
    assert!(missing.expect_err("no such file").to_string().contains("没有.yaml"));
}

/// 1 MB takes some 60 ms; a reader whose time grows with the square of the length would not come to the end of it.
#[test]
fn a_long_file_full_of_mistakes_is_read_to_its_end() {
    let row = "  - {科目: 2012604, 基本支出：1402400.00，项目指出: 89900.005}\n";
    let text = VALID.replace("  # 结转\n", &row.repeat(12_000));
    let (reading, _) = read_text(&text);
    assert_eq!(reading.diagnostics.len(), LISTED);
    assert!(reading.diagnostics.iter().flat_map(|finding| &finding.notes).any(|note| note.contains("还有问题没有列出")));
}

/// What an example lacks of what its place requires, by path.
fn lacking(rule: &serde_json::Value, example: &serde_json::Value, schema: &serde_json::Value, path: &str) -> Vec<String> {
    let rule = match rule["$ref"].as_str().and_then(|name| name.strip_prefix('#')) {
        Some(pointer) => schema.pointer(pointer).expect("a definition"),
        None => rule,
    };
    let required = rule["required"].as_array().into_iter().flatten().filter_map(serde_json::Value::as_str);
    let mut found: Vec<String> = match example.as_object() {
        Some(entries) => required.filter(|key| !entries.contains_key(*key)).map(|key| format!("{path}.{key}")).collect(),
        None => Vec::new(),
    };
    for (key, value) in example.as_object().into_iter().flatten() {
        let below = [&rule["properties"][key], &rule["additionalProperties"]].into_iter().find(|rule| rule.is_object());
        found.extend(below.into_iter().flat_map(|below| lacking(below, value, schema, &format!("{path}.{key}"))));
    }
    let items = example.as_array().into_iter().flatten();
    found.extend(items.flat_map(|item| lacking(&rule["items"], item, schema, path)));
    found
}

#[test]
fn examples_of_the_schema_have_all_that_is_required() {
    let schema = schema();
    let definitions = schema["$defs"].as_object().expect("definitions");
    let all = definitions.iter().map(|(name, value)| (name.as_str(), value)).chain([("Disclosure", &schema)]);
    let properties =
        all.flat_map(|(name, of)| of["properties"].as_object().into_iter().flatten().map(move |(key, rule)| (name, key, rule)));
    let examples = properties.flat_map(|(name, key, rule)| {
        rule["examples"].as_array().into_iter().flatten().map(move |example| (format!("{name}.{key}"), rule, example))
    });
    let lacks: Vec<String> = examples.flat_map(|(path, rule, example)| lacking(rule, example, &schema, &path)).collect();
    assert!(lacks.is_empty(), "{lacks:?}");
}

#[test]
fn every_key_of_the_schema_has_a_description_and_an_example() {
    let schema = schema();
    assert!(schema["$schema"].is_string() && schema["title"].is_string() && schema["description"].is_string());
    let definitions = schema["$defs"].as_object().expect("definitions");
    let mut bare = Vec::new();
    for (name, definition) in definitions.iter().map(|(name, value)| (name.as_str(), value)).chain([("Disclosure", &schema)]) {
        if !definition["description"].is_string() {
            bare.push(name.to_owned());
        }
        for (key, property) in definition["properties"].as_object().into_iter().flatten() {
            let example = property["examples"].get(0).is_some();
            if !property["description"].is_string() || !example {
                bare.push(format!("{name}.{key}"));
            }
        }
    }
    assert!(bare.is_empty(), "without description or example: {bare:?}");
}

/// What a missing key's message tells people to write must be accepted.
#[test]
fn examples_of_required_keys_can_be_typed_as_shown() {
    let schema = schema::Schema::of::<Disclosure>();
    let schema::Rule::Mapping(fields) = schema.rule(schema.root()) else { panic!("a file is a mapping") };
    for field in fields {
        let own_section = |part: &&str| part.lines().any(|line| line.starts_with(&format!("{}:", field.name)));
        let kept: String = sections::split(VALID).into_iter().map(|range| &VALID[range]).filter(|part| !own_section(part)).collect();
        let (reading, files) = read_text(&format!("{kept}{}\n", example::line(&field.name, &field.example)));
        let strange = [codes::SYNTAX, codes::WRONG_KIND, codes::UNKNOWN_KEY, codes::MALFORMED, codes::EMPTY_VALUE, codes::NOT_A_CHOICE];
        let own = |diagnostic: &&Diagnostic| strange.contains(&diagnostic.code);
        let found: Vec<Diagnostic> = reading.diagnostics.iter().filter(own).cloned().collect();
        assert!(found.is_empty(), "{}", terminal::draw(&found, &files, false));
    }
}

/// Bits of text that mean something to YAML or to an input method.
const BITS: &[&str] = &[
    ":",
    "：",
    "- ",
    "－",
    "{",
    "}",
    "｛",
    "｝",
    "[",
    "]",
    "，",
    ",",
    "\"",
    "'",
    "#",
    "＃",
    "|",
    ">",
    "&a",
    "*a",
    "!",
    "%",
    "\n",
    "\r\n",
    "\t",
    "　",
    "  ",
    "---",
    "...",
    "?",
    "\\",
    "\u{0}",
    "\u{200b}",
    "年度",
    "2012604",
    "1,402,400.00",
    "～",
    "\u{10ffff}",
    "@",
    "<<: ",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let mut files = Files::default();
        let reading = read_bytes::<Disclosure>(Path::new("input.yaml"), &bytes, &mut files);
        terminal::draw(&reading.diagnostics, &files, true);
        prop_assert!(reading.value.is_none());
    }

    #[test]
    fn random_bits_never_panic(bits in proptest::collection::vec(proptest::sample::select(BITS), 0..60)) {
        let (reading, files) = read_text(&bits.concat());
        terminal::draw(&reading.diagnostics, &files, false);
    }

    #[test]
    fn random_mutations_never_panic(edits in proptest::collection::vec((0..VALID.len(), 0..12usize, proptest::sample::select(BITS)), 1..6)) {
        let mut chars: Vec<char> = VALID.chars().collect();
        for (at, removed, inserted) in edits {
            let at = at.min(chars.len());
            let end = (at + removed).min(chars.len());
            chars.splice(at..end, inserted.chars());
        }
        let (reading, files) = read_text(&chars.into_iter().collect::<String>());
        let errors = crate::diagnostics::has_errors(&reading.diagnostics);
        prop_assert_eq!(reading.value.is_some(), !errors);
        terminal::draw(&reading.diagnostics, &files, false);
        crate::diagnostics::json::to_json(&reading.diagnostics, &files);
    }
}

/// What grows quadratically takes minutes here; all of it together takes some two seconds.
#[test]
fn no_input_takes_quadratic_time() {
    let units = [
        "*a, ",
        "：",
        "a：",
        "｝x",
        "，a",
        "{",
        "[",
        "- ",
        "a: \"\n",
        "a: '\n",
        "a：b\n",
        " - - a: |\n",
        "\u{200b}",
        "　\n",
        "'",
        "? ",
        "!a ",
        "a:b, ",
        "1,",
        "000,",
        "＃ ",
        "? a\n",
        "a: >\n\n",
        "-a\n",
        "年度: 2024\n",
        "  a:\n",
    ];
    for unit in units {
        for head in ["", "概况: {", "概况:\n  - "] {
            let (reading, files) = read_text(&format!("{head}{}", unit.repeat(100_000 / unit.len())));
            assert!(reading.value.is_none());
            terminal::draw(&reading.diagnostics, &files, false);
        }
    }
}
