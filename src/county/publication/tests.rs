//! What is put, replaced, withdrawn and left by a run that ended early.

use super::super::record::tests::record;
use super::*;

fn stands(records: &Records, path: &str) -> bool {
    place(records.output(), path).is_file()
}

#[test]
fn what_a_document_no_longer_has_goes_and_nothing_else() {
    let folder = tempfile::tempdir().expect("a folder");
    let records = Records::of(folder.path());
    let owners = Owners::default();
    put(&records, &owners, &record("2024/1-a.yaml", &["1-旧.pdf", "数据/1.json"]), [&b"a"[..], b"b"]).expect("written");
    put(&records, &owners, &record("2024/2-b.yaml", &["2.pdf"]), [&b"c"[..]]).expect("written");
    put(&records, &owners, &record("2024/1-a.yaml", &["1-新.pdf"]), [&b"d"[..]]).expect("written");
    assert!(!stands(&records, "1-旧.pdf") && !stands(&records, "数据/1.json") && stands(&records, "1-新.pdf") && stands(&records, "2.pdf"));
    assert!(!folder.path().join("数据").exists(), "an empty folder goes too");
    let taken = put(&records, &owners, &record("2024/3-c.yaml", &["2.pdf"]), [&b"e"[..]]);
    assert!(matches!(taken, Err(CountyError::SameOutput { .. })));
    assert_eq!(std::fs::read(folder.path().join("2.pdf")).expect("still there"), b"c");
}

#[test]
fn what_a_killed_run_left_goes_though_its_document_is_not_made_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let records = Records::of(folder.path());
    put(&records, &Owners::default(), &record("2024/1-a.yaml", &["1.pdf", "数据/1/01.csv"]), [&b"a"[..], b"b"]).expect("written");
    let left = ["数据/1/.juesuan-1.part", "数据/.juesuan-2.part", ".juesuan/records/.juesuan-3.part", ".juesuan-4.part"];
    let elsewhere = "别的/.juesuan-5.part";
    std::fs::create_dir(folder.path().join("别的")).expect("a folder");
    left.iter().chain([&elsewhere]).for_each(|path| std::fs::write(folder.path().join(path), "half").expect("written"));
    clear(&records).expect("cleared");
    assert!(left.iter().all(|path| !stands(&records, path)) && stands(&records, "数据/1/01.csv") && stands(&records, elsewhere));
}

#[test]
fn nothing_is_written_outside_the_folder() {
    let folder = tempfile::tempdir().expect("a folder");
    let records = Records::of(&folder.path().join("公开"));
    for path in ["../x.csv", "/tmp/x.csv", "数据/../../x.csv", "数据/a:b.csv"] {
        let astray = put(&records, &Owners::default(), &record("2024/1-a.yaml", &["1.pdf", path]), [&b"a"[..], b"b"]);
        assert!(matches!(astray, Err(CountyError::Astray(found)) if found == path), "{path}");
    }
    assert!(!folder.path().join("x.csv").exists() && !records.output().exists());
}

#[test]
fn withdrawing_spares_what_another_document_owns() {
    let folder = tempfile::tempdir().expect("a folder");
    let records = Records::of(folder.path());
    put(&records, &Owners::default(), &record("2024/1-a.yaml", &["x.pdf", "y.pdf"]), [&b"a"[..], b"b"]).expect("written");
    let stays = record("2024/2-b.yaml", &["x.pdf"]);
    records.save(&stays).expect("a record");
    let all = records.load_all().expect("records");
    let remaining = withdraw_all_but(&records, all, |source, _| source == stays.source).expect("withdrawn");
    assert_eq!((remaining.gone.len(), remaining.live.len()), (1, 1));
    assert!(stands(&records, "x.pdf") && !stands(&records, "y.pdf"));
    assert_eq!(records.load_all().expect("records"), [stays]);
}

#[test]
fn what_a_killed_run_left_is_still_known() {
    let folder = tempfile::tempdir().expect("a folder");
    let records = Records::of(folder.path());
    std::fs::write(folder.path().join("1.pdf"), b"a").expect("a file");
    records.announce("2024/1-a.yaml", false, &["1.pdf".to_owned()].into()).expect("noted");
    withdraw_all_but(&records, Vec::new(), |_, _| true).expect("nothing to do");
    assert!(stands(&records, "1.pdf"));
    withdraw_all_but(&records, Vec::new(), |_, _| false).expect("withdrawn");
    assert!(!stands(&records, "1.pdf") && records.all_pending().expect("notes").is_empty());
}

#[test]
fn a_file_that_cannot_be_replaced_leaves_a_record_of_what_is_there() {
    let folder = tempfile::tempdir().expect("a folder");
    let records = Records::of(folder.path());
    let owners = Owners::default();
    let first = Record { context: "the first".to_owned(), ..record("2024/1-a.yaml", &["1.pdf", "1.json"]) };
    put(&records, &owners, &first, [&b"a"[..], b"b"]).expect("written");
    std::fs::remove_file(folder.path().join("1.json")).expect("removed");
    std::fs::create_dir_all(folder.path().join("1.json/在用")).expect("a folder in the way");
    let mut second = Record { context: "the second".to_owned(), ..first.clone() };
    second.outputs[0].blake3 = "1".repeat(64);
    put(&records, &owners, &second, [&b"c"[..], b"d"]).expect_err("the second file cannot be replaced");
    let kept = records.load(&first.source, false).expect("a record");
    assert_eq!((kept.outputs, kept.context.as_str()), (vec![second.outputs[0].clone(), first.outputs[1].clone()], ""));
    assert_eq!(std::fs::read(folder.path().join("1.pdf")).expect("the first file"), b"c");
}

#[test]
fn a_record_that_was_kept_ends_the_note_of_a_killed_run() {
    let folder = tempfile::tempdir().expect("a folder");
    let records = Records::of(folder.path());
    let kept = record("2024/1-a.yaml", &["1.pdf"]);
    put(&records, &Owners::default(), &kept, [&b"a"[..]]).expect("written");
    std::fs::write(folder.path().join("旧.pdf"), b"a").expect("a file");
    records.announce(&kept.source, false, &["1.pdf".to_owned(), "旧.pdf".to_owned()].into()).expect("noted");
    withdraw_all_but(&records, vec![kept], |_, _| true).expect("cleared");
    assert!(stands(&records, "1.pdf") && !stands(&records, "旧.pdf"));
    assert!(records.all_pending().expect("notes").is_empty());
}

#[test]
fn a_file_that_cannot_be_prepared_leaves_everything_as_it_was() {
    let folder = tempfile::tempdir().expect("a folder");
    let records = Records::of(folder.path());
    let owners = Owners::default();
    let first = record("2024/1-a.yaml", &["1.pdf"]);
    put(&records, &owners, &first, [&b"a"[..]]).expect("written");
    std::fs::write(folder.path().join("数据"), b"a file in the way").expect("a file");
    let second = record("2024/1-a.yaml", &["1.pdf", "数据/1.json"]);
    put(&records, &owners, &second, [&b"b"[..], b"c"]).expect_err("no folder for the second file");
    assert_eq!(std::fs::read(folder.path().join("1.pdf")).expect("still there"), b"a");
    assert_eq!(records.load_all().expect("records"), [first]);
}

#[test]
fn what_a_document_could_not_take_or_gave_up_is_free() {
    let folder = tempfile::tempdir().expect("a folder");
    let records = Records::of(folder.path());
    let owners = Owners::default();
    std::fs::write(folder.path().join("数据"), b"a file in the way").expect("a file");
    put(&records, &owners, &record("2024/1-a.yaml", &["x.pdf", "数据/1.json"]), [&b"a"[..], b"b"])
        .expect_err("no folder for the second file");
    put(&records, &owners, &record("2024/2-b.yaml", &["x.pdf"]), [&b"c"[..]]).expect("nobody has it");
    put(&records, &owners, &record("2024/2-b.yaml", &["y.pdf"]), [&b"c"[..]]).expect("another name");
    put(&records, &owners, &record("2024/3-c.yaml", &["x.pdf"]), [&b"d"[..]]).expect("it was given up");
    assert_eq!(std::fs::read(folder.path().join("x.pdf")).expect("a file"), b"d");
    let alike = put(&records, &owners, &record("2024/4-d.yaml", &["X.PDF"]), [&b"e"[..]]);
    assert!(matches!(alike, Err(CountyError::SameOutput { .. })), "Windows and macOS take both for one file");
}
