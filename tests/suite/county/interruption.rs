//! A run that ends early, asked to or killed: the files are whole, what the pages say is true, and it is said what remains.

use std::io::{BufRead, BufReader, Read};
use std::process::Child;

use super::*;

/// Makes the cover of a department take for ever.
fn hang(county: &County, code: &str) {
    let cover = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/shanxi/cover.typ.tera");
    let cover = fs::read_to_string(cover).expect("the cover");
    let hang = "#context { for a in range(100000) { for b in range(100000) {} } }";
    fs::create_dir_all(county.path("标准/shanxi")).expect("a folder");
    let cover = format!("<% if department.code == \"{code}\" %>{hang}<% endif %>\n{cover}");
    fs::write(county.path("标准/shanxi/cover.typ.tera"), cover).expect("a file");
}

/// Starts a build and reads its log until so many documents are done.
fn started(county: &County, arguments: &[&str], done: usize) -> (Child, BufReader<std::process::ChildStderr>) {
    let mut command = Command::new(program());
    command.arg("build").args(arguments).current_dir(county.root()).stdout(Stdio::null()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the program runs");
    let mut log = BufReader::new(child.stderr.take().expect("piped"));
    let mut line = String::new();
    while !line.starts_with(&format!("[{done}/")) {
        line.clear();
        assert_ne!(log.read_line(&mut line).expect("the log"), 0, "the log ended early");
    }
    (child, log)
}

/// Every checksum in the pages is that of a file that is there.
pub fn pages_are_true(folder: &Path) {
    let found = files(folder);
    let hashes: Vec<String> = found.values().map(|bytes| blake3::hash(bytes).to_hex().to_string()).collect();
    for page in ["index.html", "全县主要数据.json", "校验和.txt"] {
        let Some(bytes) = found.get(page) else { continue };
        let said = String::from_utf8(bytes.clone()).expect("UTF-8");
        for word in said.split(|c: char| !c.is_ascii_hexdigit()).filter(|word| word.len() == 64) {
            assert!(hashes.iter().any(|hash| hash == word), "{page} speaks of a file that is not there");
        }
    }
}

#[test]
fn a_killed_run_leaves_no_page_that_speaks_of_replaced_files() {
    let county = County::with(&["002", "003"]);
    assert!(county.build(&[]).status.success());
    assert!(county.path("公开/校验和.txt").is_file());
    for name in [SAMPLE, "2024/002-第002局.yaml"] {
        county.edit(name, |text| text.replace("用途: 兄弟县区", "用途: 兄弟县"));
    }
    hang(&county, "003");
    let (mut child, _log) = started(&county, &["-j1"], 2);
    child.kill().expect("SIGKILL");
    child.wait().expect("it ended");
    pages_are_true(&county.path("公开"));
    fs::remove_dir_all(county.path("标准")).expect("removed");
    let finished = county.build(&[]);
    assert!(finished.status.success(), "{}", text(&finished));
    assert!(county.path("公开/index.html").is_file() && county.path("公开/校验和.txt").is_file());
    pages_are_true(&county.path("公开"));
}

#[cfg(unix)]
#[test]
fn asked_to_stop_it_ends_cleanly_and_says_what_remains() {
    let county = County::with(&["002", "003", "004"]);
    hang(&county, "002");
    let (mut child, mut log) = started(&county, &["-j1"], 1);
    let asked = Command::new("kill").args(["-INT", &child.id().to_string()]).status().expect("kill runs");
    assert!(asked.success());
    let mut said = String::new();
    log.read_to_string(&mut said).expect("the log");
    assert_eq!(child.wait().expect("it ended").code(), Some(2), "{said}");
    assert!(said.contains("正在停下") && said.contains("生成 1 份，没有变化 0 份，失败 0 份，没有做 3 份"), "{said}");
    assert!(said.contains("还有 3 份没有做；再运行一次 juesuan build"), "{said}");
    let published = county.published();
    assert!(published.keys().all(|name| !name.ends_with(".part") && !name.ends_with(".pending")), "{:?}", published.keys());
    assert!(published.contains_key("index.html"));
    pages_are_true(&county.path("公开"));
    let merged = county.run(&["merge", "公开", "-o", "合"]);
    assert!(text(&merged).contains("没有做完就停了"), "{}", text(&merged));
    fs::remove_dir_all(county.path("标准")).expect("removed");
    assert_eq!(counts(&county.build(&[])), "生成 4 份，没有变化 0 份，失败 0 份");
}
