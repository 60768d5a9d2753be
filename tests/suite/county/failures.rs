//! What goes wrong around the documents: a second run at once, no right to write, a full disk, records that were tampered with, hanging layouts.

use super::*;

#[test]
fn documents_that_hang_in_layout_hold_up_no_others() {
    let county = County::with(&["002", "003", "004", "005", "006"]);
    let hang = "<% if department.code != \"001\" and department.code != \"006\" %>\
                #context { for a in range(100000) { for b in range(100000) {} } }<% endif %>\n";
    let cover = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/shanxi/cover.typ.tera");
    fs::create_dir_all(county.path("标准/shanxi")).expect("a folder");
    let cover = fs::read_to_string(cover).expect("the cover");
    fs::write(county.path("标准/shanxi/cover.typ.tera"), format!("{hang}{cover}")).expect("a file");
    let built = county.build(&["-j2", "--time-limit", "15"]);
    assert_eq!(built.status.code(), Some(1));
    assert_eq!(counts(&built), "生成 2 份，没有变化 0 份，失败 4 份", "{}", text(&built));
}

#[test]
fn a_second_run_into_the_same_folder_is_refused() {
    let county = County::with(&[]);
    assert!(county.build(&[]).status.success());
    let before = county.published();
    let lock = fs::File::options().append(true).open(county.path("公开/.juesuan/lock")).expect("the lock");
    lock.lock().expect("nobody else has it");
    let built = county.build(&["--force"]);
    assert_eq!(built.status.code(), Some(2));
    assert!(text(&built).contains("另一个 juesuan 正在往"), "{}", text(&built));
    let merged = county.run(&["merge", "公开", "-o", "公开"]);
    assert!(text(&merged).contains("另一个 juesuan 正在往"), "{}", text(&merged));
    assert_same(&before, &county.published());
    drop(lock);
    assert!(county.build(&["--force"]).status.success());
}

#[test]
fn a_year_that_is_not_its_folders_is_refused() {
    let county = County::with(&["002"]);
    fs::create_dir_all(county.path("2025")).expect("a folder");
    fs::rename(county.path("2024/002-第002局.yaml"), county.path("2025/002-第002局.yaml")).expect("moved");
    county.edit("县.yaml", |text| text.replace("年度: 2024", "年度: 2025"));
    let built = county.build(&[]);
    assert_eq!(built.status.code(), Some(1));
    assert!(text(&built).contains("文件在 2025 文件夹里，文件里“年度”写的是 2024"), "{}", text(&built));
}

#[test]
fn a_damaged_record_means_building_again() {
    let county = County::with(&["002"]);
    assert!(county.build(&[]).status.success());
    let before = county.published();
    let record = before.keys().find(|name| name.contains("records/") && name.contains("002")).expect("a record");
    fs::write(county.path("公开").join(record), "{\"source\":").expect("damaged");
    assert_eq!(counts(&county.build(&[])), "生成 1 份，没有变化 1 份，失败 0 份");
    assert_same(&before, &county.published());
    fs::write(county.path("公开/.juesuan/records/别人的.json"), "{}").expect("a file");
    let refused = county.build(&[]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(text(&refused).contains("读不懂或被人改过"), "{}", text(&refused));
}

#[test]
fn a_damaged_note_is_named_and_nothing_is_changed() {
    let county = County::with(&[]);
    assert!(county.build(&[]).status.success());
    for note in ["parts.json", "roll.json", "county.json"] {
        let path = county.path(&format!("公开/.juesuan/{note}"));
        let sound = fs::read(&path).expect("the note");
        fs::write(&path, "{").expect("damaged");
        let before = county.published();
        for arguments in [&["build"][..], &["merge", "公开", "-o", "公开"]] {
            let refused = county.run(arguments);
            assert_eq!(refused.status.code(), Some(2), "{note}: {}", text(&refused));
            assert!(text(&refused).contains(note) && text(&refused).contains("删去它"), "{note}: {}", text(&refused));
            assert_same(&before, &county.published());
        }
        fs::write(&path, sound).expect("mended");
    }
    assert!(county.build(&[]).status.success());
}

#[test]
fn a_damaged_record_does_not_forget_its_files() {
    let county = County::with(&["002"]);
    assert!(county.build(&[]).status.success());
    let record = county.published().into_keys().find(|name| name.contains("records/") && name.contains("002")).expect("a record");
    let path = county.path("公开").join(record);
    let text = fs::read_to_string(&path).expect("a record");
    fs::write(&path, &text[..text.find("\"units\"").expect("the units")]).expect("damaged");
    county.edit("2024/002-第002局.yaml", |text| text.replace("第002局（示例）", "改名的局（示例）"));
    assert!(county.build(&[]).status.success());
    assert!(county.published().keys().all(|name| !name.contains("第002局（")), "{:?}", county.published().keys());
}

#[test]
fn long_names_are_published_under_names_that_file_systems_take() {
    let county = County::with(&[]);
    for (code, last) in [("002", "甲"), ("003", "乙")] {
        county.add(code, |text| text.replace(&format!("第{code}局（示例）"), &format!("{}{last}", "长".repeat(95))));
    }
    let built = county.build(&[]);
    assert_eq!(counts(&built), "生成 3 份，没有变化 0 份，失败 0 份", "{}", text(&built));
    let published = county.published();
    assert!(published.keys().all(|name| name.split('/').all(|part| part.len() <= 255)));
    assert_eq!(published.keys().filter(|name| name.ends_with(".pdf")).count(), 3);
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_output_folder_is_not_written_to() {
    let (county, outside) = (County::with(&[]), tempfile::tempdir().expect("a folder"));
    for name in ["数据", ".juesuan"] {
        let output = tempfile::tempdir().expect("a folder");
        std::os::unix::fs::symlink(outside.path(), output.path().join(name)).expect("a link");
        let built = county.build(&["-o", output.path().to_str().expect("UTF-8")]);
        assert_eq!(built.status.code(), Some(2), "{name}: {}", text(&built));
        assert!(text(&built).contains(&format!("{name} 是一个链接")), "{name}: {}", text(&built));
        assert!(county.build(&["-o", "份"]).status.success());
        let merged = county.run(&["merge", "份", "-o", output.path().to_str().expect("UTF-8")]);
        assert_eq!(merged.status.code(), Some(2), "{name}: {}", text(&merged));
        assert_eq!(fs::read_dir(outside.path()).expect("a folder").count(), 0, "{name}");
    }
}

/// What a folder nobody may write to does to a run. Nothing stops the superuser but a place that is taken: for that one a folder stands there.
#[cfg(unix)]
#[test]
fn a_folder_that_may_not_be_written_is_said_so() {
    use std::os::unix::fs::PermissionsExt;
    let county = County::with(&[]);
    assert!(county.build(&[]).status.success());
    let published = county.path("公开");
    let mode = |mode| fs::set_permissions(&published, fs::Permissions::from_mode(mode)).expect("permissions");
    mode(0o555);
    let stops_nobody = fs::write(published.join("试"), "").is_ok();
    if stops_nobody {
        fs::remove_file(published.join("试")).expect("removed");
        let pdf = county.published().into_keys().find(|name| name.ends_with(".pdf")).expect("a PDF");
        fs::remove_file(published.join(&pdf)).expect("removed");
        fs::create_dir(published.join(&pdf)).expect("a folder in its place");
        fs::write(published.join(&pdf).join("别的"), "").expect("a file in it");
    }
    // That a document failed is noted where notes can be written.
    let documents = || county.published().into_iter().filter(|(name, _)| !name.ends_with("roll.json")).collect();
    let before = documents();
    let built = county.build(&["--force"]);
    mode(0o755);
    assert_ne!(built.status.code(), Some(0));
    assert!(text(&built).contains("公开"), "{}", text(&built));
    assert_same(&before, &documents());
}

#[test]
fn a_folder_whose_lock_cannot_be_had_is_named() {
    let county = County::with(&[]);
    fs::create_dir_all(county.path("公开/.juesuan/lock")).expect("a folder in the lock's place");
    let built = county.build(&[]);
    assert!(built.status.code() == Some(2) && text(&built).contains("公开 里写：这是一个文件夹"), "{}", text(&built));
    assert!(!text(&built).contains("lock 不能用来放"), "{}", text(&built));
}

#[test]
fn what_a_unit_leaves_out_is_found_in_the_units_file() {
    let county = County::shili();
    let partly = "三公经费: {公务用车运行维护费: {全年预算: 30000.00, 决算: 28000.00, 保有量: 1}}";
    county.edit("2024/045001-benji.yaml", |text| text.replace("# 没有“三公”经费，不写。", partly));
    let checked = text(&county.run(&["check", "2024/045-jiaokeju.yaml"]));
    let missing = checked.split("缺少 三公经费.公务用车运行维护费.上年决算").nth(1).expect("it is missing");
    let place = missing.lines().find(|line| line.contains("┌─")).expect("a place");
    assert!(place.contains("045001-benji.yaml"), "{checked}");
}

#[test]
fn a_faulty_unit_is_drawn_once() {
    let county = County::shili();
    county.edit("2024/045006-zhixiao.yaml", |text| text.replace("经营支出: 386200.00", "经营支出: 386200.0x"));
    for arguments in [&["--draft", "045", "045006"][..], &["045006", "045"]] {
        let said = text(&county.build(arguments));
        assert_eq!(said.matches("错误[YAML-306]").count(), 1, "{said}");
        assert!(said.contains("失败 2 份") && said.contains("失败：1 个错误，见上面"), "{said}");
    }
}

/// Some systems take both names for one file; there the second department replaces the first.
#[cfg(target_os = "linux")]
#[test]
fn codes_that_differ_in_case_are_refused_before_anything_is_built() {
    let county = County::with(&["a02", "A02"]);
    for jobs in ["1", "2"] {
        let built = county.build(&["-j", jobs]);
        assert!(built.status.code() == Some(1) && counts(&built).contains("失败 2 份"), "{}", text(&built));
        for name in ["2024/A02-第A02局.yaml", "2024/a02-第a02局.yaml"] {
            assert!(text(&built).contains(name), "{}", text(&built));
        }
        assert!(county.published().keys().all(|name| !name.to_lowercase().starts_with("a02")));
    }
    let checked = county.run(&["check"]);
    assert!(text(&checked).contains("错误[YAML-904]: 2024/A02-第A02局.yaml 用编码 A02，不分大小写就是这里的 a02"), "{}", text(&checked));
}

#[test]
fn a_stray_file_is_not_built_beside_another_of_its_code() {
    let county = County::with(&["002"]);
    fs::create_dir(county.path("草稿")).expect("a folder");
    fs::copy(county.path("2024/002-第002局.yaml"), county.path("草稿/002-新稿.yaml")).expect("a copy");
    for jobs in ["1", "2"] {
        let built = county.build(&["草稿/002-新稿.yaml", "2024/002-第002局.yaml", "--force", "-j", jobs]);
        let said = text(&built);
        assert_eq!(counts(&built), "生成 1 份，没有变化 0 份，失败 1 份", "{said}");
        assert!(said.contains("002-新稿  失败：2 个文件用同一个编码 002：草稿/002-新稿.yaml、2024/002-第002局.yaml"), "{said}");
    }
}

#[test]
fn a_run_that_cannot_finish_still_says_what_came_of_the_documents() {
    let county = County::with(&["002", "003"]);
    assert!(county.build(&[]).status.success());
    let old = county.published().into_keys().find(|name| name.starts_with("002") && name.ends_with(".pdf")).expect("the PDF");
    fs::rename(county.path("2024/002-第002局.yaml"), county.path("2024/002-新.yaml")).expect("renamed");
    county.edit("2024/002-新.yaml", |text| text.replace("第002局（示例）", "改名的局（示例）"));
    county.edit("2024/003-第003局.yaml", |text| text.replace("年度: 2024", "年度: 2024x"));
    // What cannot be removed.
    let stuck = county.path("公开").join(old);
    fs::remove_file(&stuck).expect("removed");
    fs::create_dir(&stuck).expect("a folder in its place");
    fs::write(stuck.join("别人的.txt"), "").expect("a file");
    let built = county.build(&[]);
    let said = text(&built);
    assert!(built.status.code() == Some(2) && said.contains("错误: 删不掉"), "{said}");
    assert!(said.contains("生成 1 份，没有变化 1 份，失败 1 份") && said.contains("003-第003局  失败："), "{said}");
}
