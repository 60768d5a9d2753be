//! The live preview: what it shows after a save, what it refuses, what it costs, and how it looks to a real browser.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use super::making::repository;
use super::tools;

/// A running `juesuan watch` over a copy of the reference example.
struct Preview {
    child: Child,
    port: u16,
    path: PathBuf,
    folder: tempfile::TempDir,
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn start() -> Preview {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("041.yaml");
    std::fs::copy(repository().join("examples/lanxian/2024/041-xianweiban.yaml"), &path).expect("a copy");
    start_at(folder, path)
}

fn start_at(folder: tempfile::TempDir, path: PathBuf) -> Preview {
    let mut command = Command::new(env!("CARGO_BIN_EXE_juesuan"));
    let mut child = command.arg("watch").arg(&path).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("the program runs");
    let mut line = String::new();
    BufReader::new(child.stdout.take().expect("piped")).read_line(&mut line).expect("an address");
    let port = line.trim().trim_end_matches('/').rsplit(':').next().expect("a port").parse().expect("a number");
    Preview { child, port, path, folder }
}

/// A workspace's own file.
const OWN: &str = "地区: 岚县\n年度: 2024\n标准: shanxi\n";

/// A preview of the reference example in a workspace.
fn start_in_a_workspace() -> Preview {
    let folder = tempfile::tempdir().expect("a temporary folder");
    std::fs::write(folder.path().join("县.yaml"), OWN).expect("written");
    std::fs::create_dir(folder.path().join("2024")).expect("a folder");
    let path = folder.path().join("2024/041-xianweiban.yaml");
    std::fs::copy(repository().join("examples/lanxian/2024/041-xianweiban.yaml"), &path).expect("a copy");
    start_at(folder, path)
}

impl Preview {
    /// Sends a request as it stands; status line and headers, then the body.
    fn raw(&self, request: &str) -> (String, String) {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("listening");
        stream.set_read_timeout(Some(Duration::from_secs(60))).expect("a timeout");
        stream.write_all(request.as_bytes()).expect("sent");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).expect("answered");
        let answer = String::from_utf8(answer).expect("text");
        let (head, body) = answer.split_once("\r\n\r\n").expect("a head");
        (head.to_owned(), body.to_owned())
    }

    fn get(&self, target: &str) -> (String, String) {
        self.raw(&format!("GET {target} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n\r\n", self.port))
    }

    fn state(&self, since: u64) -> serde_json::Value {
        serde_json::from_str(&self.get(&format!("/state?since={since}")).1).expect("JSON")
    }

    fn save(&self, from: &str, to: &str) {
        let text = std::fs::read_to_string(&self.path).expect("the file");
        assert!(text.contains(from), "{from}");
        std::fs::write(&self.path, text.replace(from, to)).expect("saved");
    }
}

#[test]
fn a_save_shows_the_changed_pages_and_findings() {
    let preview = start();
    let first = preview.state(0);
    let version = first["version"].as_u64().expect("a version");
    assert!(first["pages"].as_array().expect("pages").len() > 60 && first["trouble"].is_null());
    assert!(preview.get("/picture?page=5").1.starts_with("<svg"));
    preview.save("7410600.00}    # 专项业务", "7460600.00}    # 专项业务");
    let second = preview.state(version);
    assert!(second["version"].as_u64() > Some(version));
    let changed = second["changed"].as_array().expect("changed pages");
    assert!(!changed.is_empty() && changed.len() < 30, "{changed:?}");
    let numbers: serde_json::Value = serde_json::from_str(&preview.get(&format!("/numbers?page={}", changed[0])).1).expect("JSON");
    assert!(numbers.as_array().expect("numbers").iter().any(|number| number["number"] == "1241.03"), "{numbers}");
    let answer = preview.get("/explain?number=1%2C241.03").1;
    assert!(answer.contains("7460600.00") && answer.contains("÷ 10000 ≈ 1241.03"), "{answer}");
    preview.save("年度: 2024", "年度： 二〇二四");
    let third = preview.state(second["version"].as_u64().expect("a version"));
    assert!(!third["trouble"].is_null() && third["pages"] == second["pages"]);
    let finding = &third["findings"]["diagnostics"][0];
    assert!(finding["line"].as_u64().is_some());
    let file = finding["file"].as_str().expect("a file");
    assert!(preview.get(&format!("/source?file={file}")).1.contains("二〇二四"));
}

#[test]
fn a_save_of_the_countys_own_file_is_shown() {
    let preview = start_in_a_workspace();
    let (county, own) = (preview.folder.path().join("县.yaml"), OWN);
    let first = preview.state(0);
    assert!(first["trouble"].is_null(), "{first}");
    std::fs::write(&county, format!("{own}共用:\n  补充名词: [{{名词: 甲事, 解释: 指一件事。}}]\n")).expect("saved");
    let second = preview.state(first["version"].as_u64().expect("a version"));
    assert!(!second["changed"].as_array().expect("changed pages").is_empty(), "the glossary has one entry more");
    std::fs::write(&county, format!("{own}共用: 甲\n")).expect("saved");
    let third = preview.state(second["version"].as_u64().expect("a version"));
    assert!(third["trouble"].as_str().is_some_and(|trouble| trouble.contains("县.yaml")) && third["pages"] == second["pages"], "{third}");
    assert!(third["findings"]["errors"].as_u64() > Some(0), "{third}");
    std::fs::write(&county, own).expect("saved");
    let fourth = preview.state(third["version"].as_u64().expect("a version"));
    assert!(fourth["trouble"].is_null() && fourth["pages"] == first["pages"], "{fourth}");
}

#[test]
fn an_override_is_shown_as_soon_as_it_is_saved() {
    let preview = start_in_a_workspace();
    let first = preview.state(0);
    let overrides = preview.folder.path().join("标准/shanxi/narrative");
    std::fs::create_dir_all(&overrides).expect("a folder");
    let title = std::fs::read_to_string(repository().join("templates/shanxi/narrative/00-title.typ.tera")).expect("a template");
    let path = overrides.join("00-title.typ.tera");
    std::fs::write(&path, format!("{title}\n县里自己的一句话。\n")).expect("saved");
    let second = preview.state(version(&first));
    assert!(version(&second) > version(&first) && second["trouble"].is_null(), "{}", second["trouble"]);
    assert!(!second["changed"].as_array().expect("changed pages").is_empty(), "{}", second["trouble"]);
    std::fs::write(&path, format!("{title}\n<< unknown_here >>\n")).expect("saved");
    let third = preview.state(version(&second));
    assert!(third["trouble"].as_str().is_some_and(|trouble| trouble.contains("00-title.typ.tera")), "{}", third["trouble"]);
    std::fs::remove_file(&path).expect("removed");
    let fourth = preview.state(version(&third));
    assert!(fourth["trouble"].is_null() && fourth["pages"] == first["pages"], "{}", fourth["trouble"]);
}

#[test]
fn last_years_file_is_seen_as_soon_as_it_is_there() {
    let preview = start_in_a_workspace();
    let first = preview.state(0);
    let before = preview.folder.path().join("2023");
    std::fs::create_dir(&before).expect("a folder");
    std::fs::write(before.join("041-县委办.yaml"), "年度: 二〇二三\n").expect("saved");
    let second = preview.state(version(&first));
    assert!(version(&second) > version(&first), "{}", second["trouble"]);
    assert!(second["findings"].to_string().contains("041-县委办.yaml"), "last year's file has mistakes");
    std::fs::remove_file(before.join("041-县委办.yaml")).expect("removed");
    let third = preview.state(version(&second));
    assert!(third["trouble"].is_null() && third["pages"] == first["pages"], "{}", third["trouble"]);
}

fn version(state: &serde_json::Value) -> u64 {
    state["version"].as_u64().expect("a version")
}

#[test]
fn nothing_else_is_served_and_nobody_else_is_answered() {
    let preview = start();
    std::fs::write(preview.folder.path().join("secret.txt"), "秘密").expect("written");
    for target in [
        "/secret.txt",
        "/../secret.txt",
        "/source?file=secret.txt",
        "/source?file=/etc/passwd",
        "/source?file=../secret.txt",
        "/%2e%2e/etc/passwd",
        "//etc/passwd",
        "/picture?page=99999",
        "/picture?page=-1",
    ] {
        let (head, body) = preview.get(target);
        assert!(head.starts_with("HTTP/1.1 404"), "{target}: {head}");
        assert!(!body.contains("秘密") && !body.contains("root:"), "{target}");
    }
    let port = preview.port;
    for foreign in [
        "GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n".to_owned(),
        format!("GET /state HTTP/1.1\r\nHost: evil.example:{port}\r\n\r\n"),
        format!("GET /state HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nOrigin: http://evil.example\r\n\r\n"),
        format!("GET /state HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nSec-Fetch-Site: cross-site\r\n\r\n"),
    ] {
        let (head, body) = preview.raw(&foreign);
        assert!(head.starts_with("HTTP/1.1 403") && body.len() < 20, "{foreign}: {head}");
    }
    let (head, _) = preview.raw(&format!("POST / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n"));
    assert!(head.starts_with("HTTP/1.1 405"));
    let (head, _) = preview.get("/");
    assert!(head.contains("default-src 'none'") && head.contains("nosniff"));
}

/// A browser spoken to over a pipe: messages of its DevTools protocol, each ended by a zero byte.
#[cfg(unix)]
struct Browser {
    child: Child,
    answers: BufReader<std::process::ChildStdout>,
    sent: u64,
    session: Option<String>,
    _profile: tempfile::TempDir,
}

#[cfg(unix)]
impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[cfg(unix)]
impl Browser {
    fn open(name: &str, url: &str) -> Self {
        let profile = tempfile::tempdir().expect("a temporary folder");
        let mut command = Command::new("sh");
        command.args([
            "-c",
            "exec \"$0\" \"$@\" 3<&0 4>&1",
            name,
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--remote-debugging-pipe",
        ]);
        command.arg("--window-size=1400,1000").arg(format!("--user-data-dir={}", profile.path().display()));
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("the browser runs");
        let answers = BufReader::new(child.stdout.take().expect("piped"));
        let mut browser = Self { child, answers, sent: 0, session: None, _profile: profile };
        let target = browser.call("Target.createTarget", serde_json::json!({ "url": url }))["targetId"].clone();
        let attached = browser.call("Target.attachToTarget", serde_json::json!({ "targetId": target, "flatten": true }));
        browser.session = attached["sessionId"].as_str().map(str::to_owned);
        browser
    }

    fn call(&mut self, method: &str, parameters: serde_json::Value) -> serde_json::Value {
        self.sent += 1;
        let mut message = serde_json::json!({ "id": self.sent, "method": method, "params": parameters });
        if let Some(session) = &self.session {
            message["sessionId"] = session.as_str().into();
        }
        let pipe = self.child.stdin.as_mut().expect("piped");
        pipe.write_all(format!("{message}\0").as_bytes()).and_then(|()| pipe.flush()).expect("the browser listens");
        loop {
            let mut answer = Vec::new();
            self.answers.read_until(0, &mut answer).expect("the browser answers");
            answer.pop();
            let answer: serde_json::Value = serde_json::from_slice(&answer).expect("JSON");
            if answer["id"] == self.sent {
                // A page that is just being opened cannot be asked yet; the caller asks again.
                return answer["result"].clone();
            }
        }
    }

    /// Waits until an expression is something true, and takes it.
    fn wait_for(&mut self, expression: &str) -> String {
        let ended = Instant::now() + Duration::from_secs(40);
        while Instant::now() < ended {
            let result = self.call(
                "Runtime.evaluate",
                serde_json::json!({ "expression": format!("String(({expression}) || '')"), "returnByValue": true }),
            );
            if let Some(text) = result["result"]["value"].as_str().filter(|text| !text.is_empty()) {
                return text.to_owned();
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        panic!("waited in vain for {expression}");
    }
}

#[cfg(unix)]
#[test]
fn a_real_browser_shows_pages_follows_a_save_and_explains() {
    let Some(name) = tools::first_of(&tools::BROWSERS) else { return };
    let preview = start();
    let mut browser = Browser::open(name, &format!("http://127.0.0.1:{}/", preview.port));
    let title = browser.wait_for("document.documentElement.dataset.version == 1 && document.title");
    assert_eq!(title, "中国共产党岚县委员会办公室2024年度部门决算公开");
    let image = "[...document.querySelectorAll('figure img')].filter(image => image.complete && image.naturalWidth > 100).length";
    browser.wait_for(image);
    let pages: usize = browser.wait_for("document.querySelectorAll('figure').length").parse().expect("a number");
    assert!(pages > 60, "{pages}");
    preview.save("7410600.00}    # 专项业务", "7460600.00}    # 专项业务");
    browser.wait_for("document.documentElement.dataset.version == 2");
    let changed: usize = browser.wait_for("document.querySelectorAll('figure.changed').length").parse().expect("a number");
    assert!((1..30).contains(&changed), "{changed}");
    let shown = "document.getElementById('pages').scrollTop > 1000 && 'moved'";
    assert_eq!(browser.wait_for(shown), "moved", "the page jumped to what changed");
    let figure = "[...document.querySelectorAll('figure button')].find(button => button.ariaLabel.startsWith('1241.03'))";
    browser.wait_for(&format!("{figure} && ({figure}.click(), 'clicked')"));
    let answer = browser
        .wait_for("document.getElementById('answer').textContent.includes('÷ 10000') && document.getElementById('answer').textContent");
    assert!(answer.contains("7460600.00"), "{answer}");
    browser.wait_for("document.querySelector('#findings button') && (document.querySelector('#findings button').click(), 'clicked')");
    let line = browser.wait_for("document.querySelector('#answer mark') && document.querySelector('#answer mark').textContent");
    assert!(!line.trim().is_empty());
    let errors = browser.wait_for("(window.__foreign ??= fetch('http://localhost:1/').then(() => 'reached', () => 'refused')) && 'asked'");
    assert_eq!(errors, "asked");
}
