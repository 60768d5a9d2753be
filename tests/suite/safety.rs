//! No text of a source file becomes code: hostile strings in every text field come out literally, in the generated Typst and in the PDF.
//!
//! The fields are found by walking the schema, so that a new one is tested without being named here.

use std::fs;

use juesuan::dossier::Reader;
use juesuan::source::reading;
use proptest::prelude::*;
use serde_json::{Map, Value, json};
use typst::syntax::{SyntaxKind, SyntaxNode, ast, parse};

use crate::making::{self, Made, repository};
use crate::paper::Paper;

/// What ends a string, a comment, raw text, an equation, a template's tag – or reads a file.
const HOSTILE: [&str; 24] = [
    "#panic()",
    "\"];#panic()",
    "\"); #panic(\"x\") //",
    "*/#panic()/*",
    "`#panic()`",
    "```#panic()```",
    "<< department.name >>",
    "<<panic",
    "<% include \"main.typ.tera\" %>",
    "<# x #>",
    "{{ year }}",
    "{% raw %}",
    "@x",
    "<x>",
    "$x^2$",
    "\\u{22}",
    "\\\"#panic()",
    "#read(\"/etc/passwd\")",
    "#sys.version",
    "#include \"/layout/layout.typ\"",
    "= x",
    "- x -- y --- z ... ~",
    "https://example.org/#panic()",
    "'x' \"y\" _z_ *b*",
];

/// Keys whose texts are links, choices of a standard or lists of known names, not free text.
const NOT_FREE: [&str; 6] = ["标准", "上年文件", "文件", "规则", "位置", "项目"];

/// Texts that this standard does not print.
const UNPRINTED: [&str; 9] =
    ["部门.编码", "核对", "保密审查", "接受", "补充科目", "公务用车变动原因", "年初结转调整", "绩效自评金额差异", "绩效管理"];

/// Replaces every text by what `text` makes of its path, those left out included.
struct Filler<'a> {
    schema: &'a Value,
    text: &'a mut dyn FnMut(&str) -> String,
}

impl Filler<'_> {
    fn fill(&mut self, value: &mut Value, schema: &Value, path: &str) {
        if let Some(reference) = schema["$ref"].as_str() {
            let target = self.schema.pointer(reference.trim_start_matches('#')).expect("references lead somewhere").clone();
            return self.fill(value, &target, path);
        }
        if let Some(options) = schema["anyOf"].as_array() {
            let inner = options.iter().find(|option| option["type"] != "null").expect("an optional value has a type").clone();
            return self.fill(value, &inner, path);
        }
        if let Some(properties) = schema["properties"].as_object() {
            return self.fill_mapping(value, properties, path);
        }
        if schema["items"].is_object() {
            if value.as_array().is_some_and(Vec::is_empty) && is_text(&schema["items"]) {
                *value = json!([null]);
            }
            for (at, item) in value.as_array_mut().into_iter().flatten().enumerate() {
                self.fill(item, &schema["items"], &format!("{path}.{at}"));
            }
        } else if schema["additionalProperties"].is_object() {
            for (key, item) in value.as_object_mut().into_iter().flatten() {
                self.fill(item, &schema["additionalProperties"], &format!("{path}.{key}"));
            }
        } else if is_text(schema) {
            *value = (self.text)(path).into();
        }
    }

    fn fill_mapping(&mut self, value: &mut Value, properties: &Map<String, Value>, path: &str) {
        let Some(entries) = value.as_object_mut() else { return };
        for (key, schema) in properties.iter().filter(|(key, _)| !NOT_FREE.contains(&key.as_str())) {
            let inside = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
            self.fill(entries.entry(key.clone()).or_insert(Value::Null), schema, &inside);
        }
    }
}

/// Whether a schema is that of free text, optional or not.
fn is_text(schema: &Value) -> bool {
    let kind = &schema["type"];
    let string = kind == "string" || kind.as_array().is_some_and(|kinds| kinds.iter().any(|kind| kind == "string"));
    string && schema.get("format").is_none() && schema.get("enum").is_none()
}

/// A file of every source of funds with every text field filled, as YAML.
fn filled(text: &mut dyn FnMut(&str) -> String) -> String {
    let path = repository().join("examples/shili/2024/031-sifaju.yaml");
    let mut reader = Reader::default();
    let dossier = reader.read(&path).expect("a readable example").expect("a sound example");
    let mut value = serde_json::to_value(&dossier.disclosure).expect("plain values");
    value["核对"] = json!({});
    value["补充名词"] = json!([{}]);
    value["国有资产"]["车辆"]["其他用车"] = json!(1);
    for (source, code) in [("政府性基金预算财政拨款", "2120803"), ("国有资本经营预算财政拨款", "2230105")] {
        value[source] = json!([{ "科目": code, "项目支出": "100" }]);
        value["科目说明"][code] = json!({ "年初预算": "100", "上年决算": "0" });
        value["上年决算"][format!("{source}支出")] = json!("0");
    }
    value["部门"]["所属单位"] = json!([{ "名称": "" }]);
    let schema = reading::schema();
    Filler { schema: &schema, text }.fill(&mut value, &schema, "");
    let name = value["绩效自评"][0]["项目名称"].clone();
    if let Some(projects) = value.pointer_mut("/绩效管理/部门评价/项目") {
        *projects = json!([name]);
    }
    strip(&mut value);
    serde_saphyr::to_string(&value).expect("plain values become YAML")
}

fn strip(value: &mut Value) {
    match value {
        Value::Object(entries) => {
            entries.values_mut().for_each(strip);
            entries.retain(|_, value| !value.is_null());
        }
        Value::Array(items) => items.iter_mut().for_each(strip),
        _ => {}
    }
}

fn made(yaml: &str) -> Made {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("hostile.yaml");
    fs::write(&path, yaml).expect("a writable folder");
    making::file(&path, |plan| plan.options.draft = true)
}

fn plain(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

#[test]
fn hostile_strings_in_every_text_field_are_shown_literally() {
    let mut written: Vec<(String, String)> = Vec::new();
    let yaml = filled(&mut |path| {
        let text = format!("指〔{}〕{}〔完〕", written.len(), HOSTILE[written.len() % HOSTILE.len()]);
        written.push((path.to_owned(), text.clone()));
        text
    });
    assert!(written.len() > 100, "only {} text fields were found", written.len());
    let made = made(&yaml);
    assert!(made.outcome.written.iter().all(|path| path.starts_with(made.folder())), "{:?}", made.outcome.written);
    let shown: String = Paper::new(&made.pdf()).pages().iter().map(|page| plain(&page.text)).collect();
    let missing: Vec<&(String, String)> = written.iter().filter(|(_, text)| !shown.contains(&plain(text))).collect();
    let unexpected: Vec<_> = missing.iter().filter(|(path, _)| !UNPRINTED.iter().any(|known| path.contains(known))).collect();
    assert!(unexpected.is_empty(), "not shown literally: {unexpected:#?}");
    assert!(!shown.contains("root:x:"), "a file was read");
}

/// The syntax of a Typst source: kinds and texts, with the values of strings apart.
fn syntax(node: &SyntaxNode, shape: &mut Vec<(SyntaxKind, String)>, strings: &mut Vec<String>) {
    if let Some(text) = node.cast::<ast::Str>() {
        strings.push(text.get().to_string());
        shape.push((SyntaxKind::Str, String::new()));
        return;
    }
    let leaf = node.children().next().is_none();
    shape.push((node.kind(), if leaf { node.leaf_text().to_string() } else { String::new() }));
    node.children().for_each(|child| syntax(child, shape, strings));
}

/// The syntax of the generated document when every text is made from `core`, and the values of its strings.
fn generated(core: &str) -> (Vec<(SyntaxKind, String)>, Vec<String>) {
    let mut count = 0;
    let yaml = filled(&mut |_| {
        count += 1;
        format!("指〔{count}〕{core}〔完〕")
    });
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("hostile.yaml");
    fs::write(&path, yaml).expect("a writable folder");
    let made = making::file(&path, |plan| {
        plan.options.draft = true;
        plan.options.emit = [juesuan::disclosure::Emit::Typ].into();
    });
    let root = parse(&made.typst("main.typ"));
    assert!(root.errors_and_warnings().0.is_empty(), "{core:?} breaks the document");
    let (mut shape, mut strings) = (Vec::new(), Vec::new());
    syntax(&root, &mut shape, &mut strings);
    (shape, strings)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_changes_the_syntax_of_the_document(
        pieces in proptest::collection::vec(prop_oneof![3 => proptest::sample::select(&HOSTILE[..]).prop_map(str::to_owned), 1 => "[ -~—“”（）]{1,8}"], 1..4)
    ) {
        let core = format!("x{}x", pieces.concat());
        let (harmless, _) = generated("x");
        let (shape, strings) = generated(&core);
        prop_assert_eq!(harmless, shape);
        let wanted = plain(&core);
        prop_assert!(strings.iter().filter(|text| text.contains("〔完〕")).all(|text| plain(text).contains(&wanted)));
        prop_assert!(strings.iter().any(|text| text.contains("〔完〕")));
    }
}

#[test]
fn layouts_never_evaluate_text() {
    let mut folders = vec![repository().join("templates")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a readable folder") {
            let path = entry.expect("a readable entry").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let text = fs::read_to_string(&path).expect("templates are text");
                for forbidden in ["eval(", "plugin(", "| safe"] {
                    assert!(!text.contains(forbidden), "{} uses {forbidden}", path.display());
                }
            }
        }
    }
}
