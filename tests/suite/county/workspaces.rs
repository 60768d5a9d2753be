//! What a workspace holds and what is wrong with it: its own file, broken overrides, stray files, links, several files of one code, units in folders.

use super::*;

fn write(county: &County, name: &str, text: &str) {
    let path = county.path(name);
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    fs::write(path, text).expect("a file");
}

#[test]
fn a_fault_of_the_countys_file_is_said_once_with_its_place() {
    let county = County::with(&["002"]);
    let plain = fs::read_to_string(county.path("县.yaml")).expect("the file");
    for (line, said) in [
        ("检查级别: {JS-R99: 警告}", "没有检查规则 JS-R99"),
        ("检查级别: {JS-X06: 提醒}", "JS-X06 的严重程度不能降低"),
        ("字体文件夹: [不存在]", "没有文件夹“不存在”"),
        ("覆盖标准: {shanxi: 标准/没有}", "没有文件夹“标准/没有”"),
        ("覆盖标准: {shanxii: 2024}", "没有名为“shanxii”的标准"),
    ] {
        fs::write(county.path("县.yaml"), format!("{plain}\n{line}\n")).expect("a file");
        let built = county.build(&[]);
        assert_eq!(built.status.code(), Some(2), "{line}: {}", text(&built));
        let number = plain.lines().count() + 2;
        assert!(text(&built).matches(said).count() == 1, "{line}: {}", text(&built));
        assert!(text(&built).contains(&format!("县.yaml:{number}:")), "{line}: {}", text(&built));
        assert_eq!(county.run(&["check"]).status.code(), Some(2), "{line}");
    }
    fs::write(county.path("县.yaml"), plain).expect("a file");
    let commands: [&[&str]; 7] =
        [&["build"], &["check"], &["diff", "002"], &["explain", "002", "1"], &["verify", "002.pdf"], &["watch", "002"], &["fonts"]];
    for command in commands {
        let fonts = county.run(&[command, &["--font-path", "没有"]].concat());
        assert_eq!(fonts.status.code(), Some(2), "{command:?}");
        assert!(text(&fonts).contains("--font-path 写的 没有"), "{command:?}: {}", text(&fonts));
    }
}

#[test]
fn an_unknown_standard_is_said_once_in_the_countys_file() {
    let county = County::with(&["002"]);
    for (wrong, meant) in [("山西", "是不是 shanxi？"), ("shanxii", "是不是 shanxi？")] {
        county.edit("县.yaml", |text| text.replace("标准: shanxi\n", &format!("标准: {wrong}\n")));
        for command in ["build", "check"] {
            let said = text(&county.run(&[command]));
            assert!(said.matches("错误[").count() == 1 && said.contains("县.yaml:12:5") && said.contains(meant), "{command}: {said}");
        }
        county.edit("县.yaml", |text| text.replace(&format!("标准: {wrong}\n"), "标准: shanxi\n"));
    }
}

#[test]
fn a_renamed_workspace_file_or_folder_is_found_by_its_likeness() {
    let county = County::with(&[]);
    fs::rename(county.path("县.yaml"), county.path("县.yaml.txt")).expect("renamed");
    for command in ["build", "check"] {
        let said = text(&county.run(&[command]));
        assert!(said.contains("这里有“县.yaml.txt”") && said.contains("改名为“县.yaml”"), "{command}: {said}");
    }
    fs::rename(county.path("县.yaml.txt"), county.path("县.yaml")).expect("renamed");
    fs::rename(county.path("2024"), county.path("2024年")).expect("renamed");
    for command in ["build", "check"] {
        let said = text(&county.run(&[command]));
        assert!(said.contains("这里有“2024年”") && said.contains("改名为“2024”"), "{command}: {said}");
    }
}

#[test]
fn a_name_said_short_is_answered_with_the_department_that_is_meant() {
    let said = text(&County::shili().build(&["发改局"]));
    assert!(said.contains("工作区里没有“发改局”") && said.contains("相近的有 012-fagaiju"), "{said}");
}

#[test]
fn a_single_pdf_that_cannot_be_read_has_no_rest() {
    let said = text(&County::with(&[]).run(&["verify", "没有.pdf"]));
    assert!(said.contains("有 1 个文件没有核验") && !said.contains("其余的"), "{said}");
}

#[test]
fn a_county_that_could_not_be_started_can_be_started_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path().join("甲县");
    fs::create_dir(&root).expect("a folder");
    fs::write(root.join("2024"), "a file where a folder belongs").expect("written");
    let start = || run(&["new", "county", root.to_str().expect("UTF-8"), "--year", "2024"]);
    assert_eq!(start().status.code(), Some(2));
    fs::remove_file(root.join("2024")).expect("removed");
    let again = start();
    assert!(again.status.success() && root.join("2024/001-示例.yaml").is_file(), "{}", text(&again));
}

#[test]
fn an_override_that_cannot_be_linked_is_located_in_the_workspace() {
    let county = County::with(&[]);
    for (line, said) in [
        ("<< agency.amount | nofilter >>", "没有这个过滤器：nofilter"),
        ("<< <nocomp /> >>", "没有这个组件：nocomp"),
        ("<% include \"../../x\" %>", "没有这个模板，不能引用：../../x"),
    ] {
        write(&county, "标准/shanxi/narrative/10-agency.typ.tera", &format!("{line}\n"));
        let broken = text(&county.build(&[]));
        let place = "标准/shanxi/narrative/10-agency.typ.tera（覆盖内置的 narrative/10-agency.typ.tera）:1:";
        assert!(broken.contains(place) && broken.contains(said), "{line}: {broken}");
        assert!(!broken.contains("Unknown"), "{line}: {broken}");
    }
}

#[test]
fn one_broken_override_is_told_once_for_all_departments() {
    let county = County::with(&["002", "003"]);
    write(&county, "标准/shanxi/narrative/01-totals.typ.tera", "== 一、总体情况\n#nothing()\n");
    let broken = county.build(&[]);
    assert_eq!(counts(&broken), "生成 0 份，没有变化 0 份，失败 3 份");
    let said = text(&broken);
    assert_eq!(said.matches("出自模板").count(), 1, "{said}");
    assert!(said.contains("同样的问题：3 个部门"), "{said}");
}

#[test]
fn leftovers_of_systems_and_editors_are_passed_over() {
    let county = County::with(&[]);
    for litter in [
        "2024/~$001-示例.yaml",
        "2024/001-示例.yaml~",
        "标准/shanxi/Thumbs.db",
        "标准/shanxi/.DS_Store",
        "标准/shanxi/cover.typ.tera~",
        "标准/desktop.ini",
    ] {
        write(&county, litter, "垃圾");
    }
    let built = county.build(&[]);
    assert_eq!(counts(&built), "生成 1 份，没有变化 0 份，失败 0 份", "{}", text(&built));
    write(&county, "标准/shanxi/README.md", "说明");
    assert!(text(&county.build(&[])).contains("README.md 不能覆盖"), "what is neither litter nor known is still an error");
    fs::remove_file(county.path("标准/shanxi/README.md")).expect("removed");
    fs::copy(county.path(SAMPLE), county.path("2024/001 副本.yml")).expect("copied");
    let copied = text(&county.build(&[]));
    assert!(copied.contains("只是一份副本的，移出年度文件夹"), "{copied}");
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_workspace_is_not_read() {
    let (county, outside) = (County::with(&[]), County::with(&["002"]));
    std::os::unix::fs::symlink(outside.path("2024/002-第002局.yaml"), county.path("2024/002-第002局.yaml")).expect("a link");
    let built = county.build(&[]);
    assert_eq!(counts(&built), "生成 1 份，没有变化 0 份，失败 1 份");
    assert!(text(&built).contains("指到工作区外面"), "{}", text(&built));
}

#[test]
fn two_files_of_last_year_are_named_and_neither_is_used() {
    let county = County::shili();
    county.edit("2024/062-gongshanglian.yaml", |text| text.replace("上年文件: ../2023/062-gongshanglian.yaml\n", ""));
    fs::copy(county.path("2023/062-gongshanglian.yaml"), county.path("2023/062-旧稿.yaml")).expect("copied");
    let checked = text(&county.run(&["check", "062"]));
    assert!(checked.contains("上年有 2 个文件用编码 062：../2023/062-gongshanglian.yaml、../2023/062-旧稿.yaml"), "{checked}");
    assert!(!checked.contains("JS-S10"), "nothing tells the clerk to type figures: {checked}");
    fs::remove_file(county.path("2023/062-旧稿.yaml")).expect("removed");
    assert!(county.build(&["062"]).status.success());
    county.edit("2023/062-gongshanglian.yaml", |text| text.replace("金额单位: 元", "金额单位: 角"));
    let places = text(&county.run(&["check", "062"]));
    assert!(places.contains("┌─ 2023/062-gongshanglian.yaml:"), "a linked file is named by its plain path: {places}");
}

#[test]
fn departments_are_found_by_the_name_in_their_file() {
    let county = County::shili();
    for wanted in ["示例县司法局", "司法局"] {
        let built = county.build(&[wanted, "--emit", "json", "--force"]);
        assert_eq!(counts(&built), "生成 1 份，没有变化 0 份，失败 0 份", "{wanted}: {}", text(&built));
        assert!(text(&county.run(&["check", wanted])).contains("031-sifaju.yaml") || county.run(&["check", wanted]).status.success());
    }
    let unknown = county.build(&["司法所"]);
    assert!(text(&unknown).contains("相近的有 031-sifaju（示例县司法局）"), "{}", text(&unknown));
}

#[test]
fn units_in_a_subfolder_are_built_and_stay_published() {
    let county = County::shili();
    fs::create_dir_all(county.path("2024/045")).expect("a folder");
    fs::rename(county.path("2024/045006-zhixiao.yaml"), county.path("2024/045/045006-zhixiao.yaml")).expect("moved");
    county.edit("2024/045-jiaokeju.yaml", |text| text.replace("文件: 045006-zhixiao.yaml", "文件: 045/045006-zhixiao.yaml"));
    let built = county.build(&["045", "045006"]);
    assert_eq!(counts(&built), "生成 2 份，没有变化 0 份，失败 0 份", "{}", text(&built));
    assert!(county.published().keys().any(|name| name.starts_with("045006-") && name.ends_with(".pdf")));
    let summary = fs::read_to_string(county.path("公开/全县汇总.html")).expect("the summary");
    assert!(summary.contains("另有 1 份单位决算已包含在主管部门的决算里"), "{summary}");
}

#[test]
fn a_new_department_needs_last_years_file_alone() {
    let county = County::shili();
    county.edit("2024/301-chengguanzhen.yaml", |text| text.replace("../2023/301-chengguanzhen.yaml", "../2023/没有.yaml"));
    let started = county.run(&["new", "department", "301", "--year", "2025"]);
    assert!(started.status.success(), "{}", text(&started));
    assert!(
        fs::read_to_string(county.path("2025/301-chengguanzhen.yaml"))
            .expect("the file")
            .contains("上年文件: ../2024/301-chengguanzhen.yaml")
    );
}

#[test]
fn codes_that_differ_in_case_are_one() {
    let county = County::with(&["A02"]);
    let refused = county.run(&["new", "department", "a02"]);
    assert!(!refused.status.success() && text(&refused).contains("A02-第A02局.yaml"), "{}", text(&refused));
    county.add_earlier("a02");
    let (_, said) = {
        let checked = county.run(&["check", "A02"]);
        (checked.status.code(), text(&checked))
    };
    assert!(!said.contains("上年决算.收入总计"), "last year's file is found: {said}");
}

#[test]
fn a_new_department_is_one_that_can_be_built() {
    let county = County::with(&[]);
    let refused = county.run(&["new", "department", "041-1", "某局"]);
    assert!(refused.status.code() == Some(2) && text(&refused).contains("编码“041-1”里不能有“-”"), "{}", text(&refused));
    assert_eq!(fs::read_dir(county.path("2024")).expect("the year").count(), 1, "nothing is written");
    fs::create_dir_all(county.path("2023")).expect("a folder");
    let misfiled = fs::read_to_string(county.path(SAMPLE)).expect("the sample").replace("\"001\"", "\"005\"");
    fs::write(county.path("2023/005-某局.yaml"), misfiled.replace("年度: 2024", "年度: 4294967295")).expect("a file");
    let started = county.run(&["new", "department", "005"]);
    assert!(!text(&started).contains("panicked"), "{}", text(&started));
    fs::write(county.path("2023/006-某局.yaml"), misfiled.replace("\"005\"", "\"006\"")).expect("a file of 2024 in 2023");
    let started = county.run(&["new", "department", "006"]);
    assert!(started.status.success(), "{}", text(&started));
    let made = fs::read_to_string(county.path("2024/006-某局.yaml")).expect("the file");
    assert!(made.contains("年度: 2024\n") && made.contains("上年文件: ../2023/006-某局.yaml\n"), "{made}");
}

#[test]
fn a_new_county_is_called_as_its_folder_is() {
    let folder = tempfile::tempdir().expect("a folder");
    let region = |name: &str| {
        let root = folder.path().join(name);
        let made = run(&["new", "county", root.to_str().expect("UTF-8")]);
        assert!(made.status.success(), "{}", text(&made));
        (fs::read_to_string(root.join("县.yaml")).expect("the file"), text(&made))
    };
    let (named, said) = region("岚县");
    assert!(named.contains("地区: 岚县\n") && !said.contains("改成本地的"), "{said}");
    let (unnamed, said) = region("a b");
    assert!(unnamed.contains("地区: 示例县\n") && said.contains("改成本地的"), "{said}");
    assert!(said.contains("juesuan build \""), "a path with a blank is quoted: {said}");
}

#[test]
fn the_workspace_is_that_of_the_path_not_of_where_one_stands() {
    let outer = tempfile::tempdir().expect("a folder");
    let (here, there) = (County::with(&[]), County::with(&["002"]));
    let (w, v) = (outer.path().join("w"), outer.path().join("v"));
    copy(here.root(), &w);
    copy(there.root(), &v);
    fs::copy(here.path(SAMPLE), outer.path().join("041.yaml")).expect("a file in no workspace");
    let standing = |folder: &Path, arguments: &[&str]| {
        Command::new(program()).args(arguments).current_dir(folder).env("NO_COLOR", "1").output().expect("the program runs")
    };
    let lone = standing(&w, &["check", "../041.yaml"]);
    assert!(!text(&lone).contains("不在工作区"), "{}", text(&lone));
    let lone = standing(&w, &["build", "../041.yaml"]);
    assert!(!text(&lone).contains("不在工作区") && !text(&lone).contains("没有变化"), "{}", text(&lone));
    let none = standing(&w, &["build", ".."]);
    assert!(none.status.code() == Some(2) && text(&none).contains("这里不是工作区"), "{}", text(&none));
    assert_eq!(counts(&standing(&w, &["build", "../v"])), "生成 2 份，没有变化 0 份，失败 0 份");
    assert_eq!(counts(&standing(&v.join("2024"), &["build", ".."])), "生成 0 份，没有变化 2 份，失败 0 份");
    assert_eq!(counts(&standing(&v.join("2024"), &["build"])), "生成 0 份，没有变化 2 份，失败 0 份");
    assert_eq!(counts(&standing(&w.join("2024"), &["build", "../../v/2024/002-第002局.yaml"])), "生成 0 份，没有变化 1 份，失败 0 份");
}

#[test]
fn a_folder_means_the_departments_in_it() {
    let county = County::with(&["002"]);
    fs::create_dir_all(county.path("2023")).expect("a folder");
    fs::create_dir_all(county.path("资料")).expect("a folder");
    let earlier =
        fs::read_to_string(county.path(SAMPLE)).expect("the sample").replace("年度: 2024", "年度: 2023").replace("\"001\"", "\"009\"");
    fs::write(county.path("2023/009-旧.yaml"), earlier).expect("a file");
    let named = |output: &Output| ["001", "002", "009"].map(|code| text(output).contains(&format!("{code}-")));
    for command in ["build", "check"] {
        let said = county.run(&[command, "2023"]);
        assert!(text(&said).contains("009") && !text(&said).contains("001-"), "{command}: {}", text(&said));
    }
    let year = county.build(&["2024"]);
    assert_eq!(named(&year), [true, true, false], "{}", text(&year));
    assert!(county.run(&["merge", "公开", "-o", "合"]).status.success(), "all of the year: a whole run");
    let none = county.build(&["资料"]);
    assert!(none.status.code() == Some(2) && text(&none).contains("里没有部门的填报文件"), "{}", text(&none));
    let standing = |folder: &str, arguments: &[&str]| {
        Command::new(program()).args(arguments).current_dir(county.path(folder)).env("NO_COLOR", "1").output().expect("the program runs")
    };
    assert_eq!(counts(&standing("2023", &["build"])), "生成 0 份，没有变化 2 份，失败 0 份", "no folder: the county's year");
}

/// A province's own pack: copied into a new workspace, it is as good as a built-in one there, and is missed elsewhere.
#[test]
fn a_workspace_has_a_pack_of_its_own() {
    let folder = tempfile::tempdir().expect("a folder");
    let (pack, root) = (folder.path().join("省里发的包"), folder.path().join("某县"));
    crate::standards::copied(&crate::making::repository().join("templates/shanxi"), &pack);
    let pack = pack.to_str().expect("UTF-8");
    let root_name = root.to_str().expect("UTF-8");
    let taken = run(&["new", "county", root_name, "--standard", pack]);
    assert!(taken.status.code() == Some(2) && text(&taken).contains("与内置的标准相同"), "{}", text(&taken));
    let manifest = format!("{pack}/standard.yaml");
    let rename = |from: &str, to: &str, manifest: &str| {
        let text = fs::read_to_string(manifest).expect("a manifest");
        assert!(text.contains(from));
        fs::write(manifest, text.replace(from, to)).expect("a file");
    };
    rename("id: shanxi\n", "id: moni\n", &manifest);
    let made = run(&["new", "county", root_name, "--standard", pack]);
    assert!(made.status.success() && root.join("标准/moni/tables/01.yaml").is_file(), "{}", text(&made));
    assert!(fs::read_to_string(root.join("县.yaml")).expect("a file").contains("标准: moni\n"));
    fs::remove_dir_all(pack).expect("no longer needed");
    let inside = |arguments: &[&str]| Command::new(program()).current_dir(&root).args(arguments).output().expect("the program runs");
    for (command, said) in [
        (&["build"][..], "生成 1 份"),
        (&["build"], "没有变化 1 份"),
        (&["check"], "没有发现问题"),
        (&["fonts"], "（moni）"),
        (&["new", "department", "041", "县委办"], "041-县委办.yaml"),
    ] {
        let done = inside(command);
        assert!(done.status.success() && text(&done).contains(said), "{command:?}: {}", text(&done));
    }
    fs::remove_file(root.join("2025/041-县委办.yaml")).expect("only started");
    let pdf = fs::read_dir(root.join("公开")).expect("a folder").map(|entry| entry.expect("an entry").path());
    let pdf = pdf.into_iter().find(|path| path.extension().is_some_and(|ending| ending == "pdf")).expect("a PDF");
    let verified = inside(&["verify", pdf.to_str().expect("UTF-8")]);
    assert!(verified.status.success() && text(&verified).contains("一致"), "{}", text(&verified));
    let elsewhere = folder.path().join("x.pdf");
    fs::copy(&pdf, &elsewhere).expect("a copy");
    let verified = Command::new(program()).current_dir(folder.path()).args(["verify", "x.pdf"]).output().expect("the program runs");
    assert_eq!(verified.status.code(), Some(2), "{}", text(&verified));
    assert!(text(&verified).contains("不能核验") && text(&verified).contains("标准包“moni”这里没有"), "{}", text(&verified));
    rename("id: moni\n", "id: other\n", root.join("标准/moni/standard.yaml").to_str().expect("UTF-8"));
    let misnamed = inside(&["build"]);
    assert!(!misnamed.status.success() && text(&misnamed).contains("写的是 id: other"), "{}", text(&misnamed));
    fs::remove_file(root.join("标准/moni/standard.yaml")).expect("a file");
    let astray = inside(&["build"]);
    assert!(astray.status.code() == Some(2) && text(&astray).contains("没有名为“moni”的标准"), "{}", text(&astray));
    assert!(text(&astray).contains("标准/moni 里（里面有 standard.yaml）"), "{}", text(&astray));
}

/// What a county shares is right for the year it is at: an earlier year built again needs its own dates.
#[test]
fn dates_shared_for_another_year_are_an_error() {
    let county = County::with(&["002"]);
    county.add_earlier("004");
    assert!(county.build(&["2023"]).status.success());
    county.edit("2023/004-第004局.yaml", |text| text.replace("批复日期: 2024-08-20\n公开日期: 2024-08-30\n", ""));
    let built = county.build(&["2023"]);
    assert!(built.status.code() == Some(1) && text(&built).contains("公开日期取自“县.yaml”，是决算年度以后第 2 年"), "{}", text(&built));
    county.edit("县.yaml", |text| text.replace("公开日期: 2025-", "公开日期: 2026-").replace("批复日期: 2025-", "批复日期: 2026-"));
    let late = county.build(&["002"]);
    assert!(late.status.success() && text(&late).contains("公开日期在决算年度以后第 2 年"), "late, but of its own year: {}", text(&late));
}
