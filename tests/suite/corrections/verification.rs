//! Whether a published PDF is the real one: every example is, no tampered one is.

use std::path::Path;

use juesuan::corrections::{Problem, Published, Setting, State, verify_published};
use juesuan::disclosure::Edition;

use super::super::making::repository;
use super::{example_states, lanxian, setting, state};

fn problems(bytes: Vec<u8>, setting: &Setting) -> Vec<Problem> {
    match Published::new(Path::new("公开.pdf"), bytes) {
        Ok(published) => verify_published(&published, setting).expect("an answer").problems,
        Err(error) => vec![Problem::Damaged { reason: error.to_string() }],
    }
}

#[test]
fn every_example_verifies() {
    for state in example_states() {
        let setting = setting().around(&state.path).expect("a sound workspace");
        let found = problems(state.pdf().expect("a PDF"), &setting);
        assert!(found.is_empty(), "{}: {:?}", state.path.display(), found.iter().map(Problem::show).collect::<Vec<_>>());
        juesuan::typeset::forget();
    }
}

/// Where the department accepts that a reason is missing, its draft shows no gap; the draft's own attachment says so too.
#[test]
fn a_draft_is_made_again_from_its_attachment() {
    let text = lanxian();
    for text in [text.replace("{规则: JS-R09, 位置: 科目说明.213,", "{规则: JS-R10, 位置: 科目说明.213,"), text] {
        let gaps = usize::from(!text.contains("JS-R09, 位置: 科目说明.213"));
        let state = state(&text);
        let draft = Edition { draft: true, ..state.edition() };
        let worded = draft.word().expect("worded");
        assert_eq!(worded.files["main.typ"].matches("【缺：").count(), gaps);
        let bytes = draft.export(&draft.compile(&worded).expect("typeset"), &worded).expect("a PDF");
        let published = Published::new(Path::new("审核稿.pdf"), bytes).expect("a sound PDF");
        let answer = verify_published(&published, &setting()).expect("an answer");
        assert!(answer.draft && answer.agrees(), "{:?}", answer.problems.iter().map(Problem::show).collect::<Vec<_>>());
        juesuan::typeset::forget();
    }
}

/// Opens a PDF with another library, changes it and saves it.
fn tampered(bytes: &[u8], change: impl FnOnce(&mut lopdf::Document)) -> Vec<u8> {
    let mut pdf = lopdf::Document::load_mem(bytes).expect("a sound PDF");
    change(&mut pdf);
    let mut saved = Vec::new();
    pdf.save_to(&mut saved).expect("a PDF can be saved");
    saved
}

/// Takes a page's content and puts another in its place.
fn redrawn(pdf: &mut lopdf::Document, page: u32, change: impl FnOnce(Vec<u8>) -> Vec<u8>) {
    let id = pdf.get_pages()[&page];
    let content = change(pdf.get_page_content(id));
    pdf.change_page_content(id, content).expect("a page has content");
}

/// Swaps two different shown strings of a page: another figure where one stood.
fn swapped(pdf: &mut lopdf::Document, page: u32, first: usize) {
    redrawn(pdf, page, |content| {
        let mut decoded = lopdf::content::Content::decode(&content).expect("drawing instructions");
        let shown: Vec<usize> =
            (0..decoded.operations.len()).filter(|at| matches!(decoded.operations[*at].operator.as_str(), "Tj" | "TJ")).collect();
        let other = shown[first + 1..].iter().find(|at| decoded.operations[**at].operands != decoded.operations[shown[first]].operands);
        let (one, other) = (shown[first], *other.expect("another text"));
        let operands = decoded.operations[one].operands.clone();
        decoded.operations[one].operands = std::mem::replace(&mut decoded.operations[other].operands, operands);
        decoded.encode().expect("drawing instructions")
    });
}

/// Edits the attached source.
fn edited(pdf: &mut lopdf::Document, from: &str, to: &str) {
    let mut times = 0;
    for object in pdf.objects.values_mut() {
        let Ok(stream) = object.as_stream_mut() else { continue };
        let Ok(content) = stream.decompressed_content().or_else(|_| Ok::<_, lopdf::Error>(stream.content.clone())) else { continue };
        let Ok(text) = String::from_utf8(content) else { continue };
        if text.contains("年度: \"2024\"") && text.contains(from) {
            stream.dict.remove(b"Filter");
            stream.set_content(text.replacen(from, to, 1).into_bytes());
            times += 1;
        }
    }
    assert_eq!(times, 1, "{from} stands in the attachment");
}

/// Gives a page an entry.
fn entered(pdf: &mut lopdf::Document, page: u32, key: &str, value: impl Into<lopdf::Object>) {
    let page = pdf.get_pages()[&page];
    pdf.get_object_mut(page).and_then(lopdf::Object::as_dict_mut).expect("a page").set(key, value);
}

#[test]
fn twenty_tampered_files_do_not_verify() {
    let path = repository().join("examples/shili/2024/062-gongshanglian.yaml");
    let setting = setting().around(&path).expect("a sound workspace");
    let state = State::load(&path, &setting).expect("a sound example");
    let bytes = state.pdf().expect("a PDF");
    type Change = Box<dyn FnOnce(&mut lopdf::Document)>;
    let mut changes: Vec<(&str, Change)> = vec![("resaved", Box::new(|_| {}))];
    for (page, first) in [(4, 0), (5, 3), (6, 5), (7, 8), (8, 1), (14, 2)] {
        changes.push(("a text changed", Box::new(move |pdf| swapped(pdf, page, first))));
    }
    for (from, to) in [("642380", "652380"), ("60000", "70000"), ("会员股", "会员部"), ("2012801", "2012802"), ("行政单位", "事业单位")]
    {
        changes.push(("the attachment edited", Box::new(move |pdf| edited(pdf, from, to))));
    }
    changes.push(("an amount edited that prints the same", Box::new(|pdf| edited(pdf, "72960.00", "72960.01"))));
    changes.push(("the attachment annotated", Box::new(|pdf| edited(pdf, "年度: \"2024\"\n", "年度: \"2024\"\n# 注\n"))));
    changes.push(("pages removed", Box::new(|pdf| pdf.delete_pages(&[6]))));
    changes.push(("last page removed", Box::new(|pdf| pdf.delete_pages(&[pdf.get_pages().len().try_into().expect("few")]))));
    changes.push(("a page emptied", Box::new(|pdf| redrawn(pdf, 3, |_| Vec::new()))));
    changes.push((
        "something drawn over",
        Box::new(|pdf| {
            redrawn(pdf, 5, |mut content| {
                content.extend(b"\n1 g 100 100 200 20 re f");
                content
            })
        }),
    ));
    changes.push((
        "a note laid over",
        Box::new(|pdf| {
            let note = lopdf::dictionary! { "Type" => "Annot", "Subtype" => "FreeText", "Rect" => vec![100.into(), 100.into(), 300.into(), 120.into()] };
            let note = pdf.add_object(note);
            entered(pdf, 5, "Annots", vec![note.into()]);
        }),
    ));
    changes.push((
        "a page that unpacks to more than any page",
        Box::new(|pdf| {
            let mut stream = lopdf::Stream::new(lopdf::Dictionary::new(), vec![b' '; 40_000_000]);
            stream.compress().expect("a stream");
            let stream = pdf.add_object(stream);
            entered(pdf, 5, "Contents", stream);
        }),
    ));
    changes.push((
        "the attachment taken out",
        Box::new(|pdf| {
            for object in pdf.objects.values_mut() {
                if let Ok(dict) = object.as_dict_mut()
                    && dict.get(b"EF").is_ok()
                {
                    dict.remove(b"EF");
                    dict.remove(b"Type");
                }
            }
        }),
    ));
    let mut files: Vec<(&str, Vec<u8>)> = changes.into_iter().map(|(name, change)| (name, tampered(&bytes, change))).collect();
    files.push(("something appended", [bytes.as_slice(), b"\n% added\n"].concat()));
    files.push(("cut short", bytes[..bytes.len() / 2].to_vec()));
    files.push(("not a PDF", b"%PDF-1.7 nothing".to_vec()));
    let mut replaced = bytes.clone();
    let creator = replaced.windows(13).position(|window| window == b"juesuan 0.1.0").expect("the creator");
    replaced[creator + 8] = b'9';
    files.push(("another version", replaced));
    assert!(files.len() >= 20, "{}", files.len());
    for (name, bytes) in files {
        let found = problems(bytes, &setting);
        let shown: Vec<String> = found.iter().map(Problem::show).collect();
        let expected = match name {
            "resaved" | "something appended" => found == [Problem::Resaved],
            "a text changed" | "a page emptied" | "something drawn over" | "a note laid over" => {
                matches!(found.as_slice(), [Problem::Pages { pages }] if pages.len() == 1)
            }
            "pages removed" | "last page removed" => matches!(found[0], Problem::PageCount { .. }),
            "the attachment edited" => matches!(
                found.first(),
                Some(Problem::Pages { .. } | Problem::PageCount { .. } | Problem::Unsound { .. } | Problem::Attachment { .. })
            ),
            "an amount edited that prints the same" => matches!(found.as_slice(), [Problem::Source { .. }]),
            "the attachment annotated" => matches!(found.as_slice(), [Problem::Attachment { lines, .. }] if lines.len() == 1),
            "the attachment taken out" => found == [Problem::NoSource],
            "another version" => found.iter().any(|problem| matches!(problem, Problem::Version { .. })),
            _ => matches!(found.as_slice(), [Problem::Damaged { .. }]),
        };
        assert!(expected, "{name}: {shown:?}");
    }
}

#[test]
fn outside_its_workspace_a_pdf_with_overrides_says_what_is_missing() {
    let path = repository().join("examples/lanxian/2024/041-xianweiban.yaml");
    let inside = setting().around(&path).expect("a sound workspace");
    let bytes = State::load(&path, &inside).expect("a sound example").pdf().expect("a PDF");
    let answer = verify_published(&Published::new(Path::new("公开.pdf"), bytes).expect("sound"), &setting()).expect("an answer");
    assert!(matches!(answer.problems[0], Problem::Standard { replaced: 1.., .. }), "{:?}", answer.problems);
    assert!(answer.cannot_tell() && answer.problems[0].show().contains("那个工作区"));
}

/// Whoever has the standard whole, the county's own files in it, can verify anywhere.
#[test]
fn a_pack_with_the_overrides_in_it_verifies_what_they_made() {
    fn copy(from: &Path, to: &Path) {
        std::fs::create_dir_all(to).expect("a folder");
        for entry in std::fs::read_dir(from).expect("a readable folder") {
            let path = entry.expect("an entry").path();
            let to = to.join(path.file_name().expect("a name"));
            if path.is_dir() { copy(&path, &to) } else { std::fs::copy(&path, &to).map(drop).expect("a copy") }
        }
    }
    let path = repository().join("examples/lanxian/2024/041-xianweiban.yaml");
    let inside = setting().around(&path).expect("a sound workspace");
    let bytes = State::load(&path, &inside).expect("a sound example").pdf().expect("a PDF");
    let pack = tempfile::tempdir().expect("a folder");
    copy(&repository().join("templates/shanxi"), pack.path());
    copy(&repository().join("examples/lanxian/standard"), pack.path());
    assert_eq!(problems(bytes, &Setting { standard: Some(pack.path().to_owned()), ..setting() }), []);
}

#[test]
fn what_is_no_pdf_is_said_to_be_none() {
    for (bytes, said) in [(&b""[..], "文件是空的"), (b"PK\x03\x04", "不是 PDF"), (b"%PDF-1.7 nothing", "内部结构坏了")] {
        let found = problems(bytes.to_vec(), &setting());
        assert!(matches!(found.as_slice(), [Problem::Damaged { reason }] if reason.contains(said)), "{found:?}");
    }
}
