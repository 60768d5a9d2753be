//! The published pages as a browser sees them: names and labels for screen readers, room on a phone, contrast, printing. Run where a chromium is.

use super::*;

/// Looks at a page from within and writes what is wrong with it.
const AUDIT: &str = r##"<script>
(function () {
  var wrong = [];
  function every(selector, test, complaint) {
    Array.prototype.forEach.call(document.querySelectorAll(selector), function (node) {
      if (!test(node)) { wrong.push(complaint + ": " + node.outerHTML.slice(0, 120)); }
    });
  }
  function refers(name) {
    return function (node) { return node.getAttribute(name).split(" ").every(function (id) { return document.getElementById(id); }); };
  }
  every("a, summary, label, th, caption, h1, h2", function (node) { return node.textContent.trim(); }, "no name");
  every("input", function (node) { return node.labels.length; }, "no label");
  every("table", function (node) { return node.caption && node.querySelector("th[scope=col]") && node.querySelector("th[scope=row]"); }, "bare table");
  every("[aria-labelledby]", refers("aria-labelledby"), "labelled by nothing");
  every("[aria-describedby]", refers("aria-describedby"), "described by nothing");
  every("[id]", function (node) { return document.querySelectorAll("[id='" + node.id + "']").length === 1; }, "id twice");
  every("svg", function (node) { return node.closest("[role=img], [aria-hidden]"); }, "picture without words");
  if (document.querySelectorAll("h1").length !== 1 || !document.querySelector("main") || !document.documentElement.lang) { wrong.push("no frame"); }
  if (document.documentElement.scrollWidth > window.innerWidth) { wrong.push("wider than the window"); }
  var shade = function (hex) {
    var parts = [1, 3, 5].map(function (at) { var c = parseInt(hex.slice(at, at + 2), 16) / 255; return c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4); });
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
  };
  var ratio = function (a, b) { var pair = [shade(a), shade(b)].sort(); return (pair[1] + 0.05) / (pair[0] + 0.05); };
  var roots = [], known = {};
  (function collect(rules) {
    Array.prototype.forEach.call(rules, function (rule) {
      if (rule.selectorText === ":root") { roots.push(rule.style); } else if (rule.cssRules) { collect(rule.cssRules); }
    });
  }(document.styleSheets[0].cssRules));
  roots.forEach(function (style, index) {
    ["ink", "paper", "quiet", "edge", "band", "brand", "on-brand", "link", "focus", "c0", "c1", "c2", "c3", "c4", "c5", "c6"].forEach(function (name) {
      known[name] = style.getPropertyValue("--" + name).trim() || known[name];
    });
    var least = function (wanted, pairs) {
      pairs.forEach(function (pair) { if (ratio(known[pair[0]], known[pair[1]]) < wanted) { wrong.push("contrast " + index + " " + pair); } });
    };
    least(4.5, [["ink", "paper"], ["ink", "band"], ["quiet", "paper"], ["quiet", "band"], ["link", "paper"], ["link", "band"], ["on-brand", "brand"]]);
    least(3, ["edge", "focus", "c0", "c1", "c2", "c3", "c4", "c5", "c6"].map(function (name) { return [name, "paper"]; }));
  });
  document.title = "audit " + roots.length + " [" + wrong.join(" | ") + "]";
}());
</script>"##;

fn browse(browser: &str, page: &Path, flags: &[&str]) -> String {
    let profile = tempfile::tempdir().expect("a folder");
    let profile = format!("--user-data-dir={}", profile.path().display());
    let common = ["--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=3000", &profile];
    let address = format!("file://{}", page.display());
    let run = Command::new(browser).args(common).args(flags).arg(address).stderr(Stdio::null()).output().expect("the browser runs");
    text(&run)
}

#[test]
fn the_pages_have_names_room_and_contrast() {
    let Some(browser) = tools::first_of(&tools::BROWSERS) else { return };
    let county = County::with(&[]);
    county.add("002", |text| text.replace("第002局（示例）", "名字特别特别长的委员会办公室和它的事务服务中心（示例）"));
    assert!(county.build(&[]).status.success());
    for page in ["index.html", "全县汇总.html"] {
        let path = county.path("公开").join(page);
        let audited = fs::read_to_string(&path).expect("a page").replace("</body>", &format!("{AUDIT}</body>"));
        let copy = county.path("公开/审.html");
        fs::write(&copy, audited).expect("a page");
        for size in ["--window-size=1280,900", "--window-size=520,900"] {
            let dom = browse(browser, &copy, &[size, "--dump-dom"]);
            let title = dom.split("<title>").nth(1).and_then(|rest| rest.split("</title>").next()).unwrap_or_default();
            assert_eq!(title, "audit 3 []", "{page} {size}");
        }
    }
}

#[test]
fn the_pages_print() {
    let Some(browser) = tools::first_of(&tools::BROWSERS) else { return };
    let county = County::with(&["002"]);
    assert!(county.build(&[]).status.success());
    for page in ["index.html", "全县汇总.html"] {
        let pdf = county.path("印.pdf");
        browse(browser, &county.path("公开").join(page), &["--no-pdf-header-footer", &format!("--print-to-pdf={}", pdf.display())]);
        let printed = lopdf::Document::load(&pdf).expect("a PDF");
        assert!((1..=3).contains(&printed.get_pages().len()), "{page}: two departments need no more room");
        fs::remove_file(pdf).expect("removed");
    }
}

/// Whether the columns of names have room in the tables of data, and no remark is larger than the link it belongs to.
const LEGIBILITY: &str = r##"<script>
(function () {
  var wrong = [], size = function (node) { return parseFloat(getComputedStyle(node).fontSize); };
  Array.prototype.forEach.call(document.querySelectorAll("details"), function (node) { node.open = true; });
  Array.prototype.forEach.call(document.querySelectorAll(".scroll table:not(.list) tbody th"), function (node) {
    if (node.clientWidth < 9 * size(node)) { wrong.push("narrow: " + node.textContent + " " + node.clientWidth); }
    if (node.textContent.indexOf(" 个部门）") > 0 && node.clientHeight > 4 * size(node)) { wrong.push("many lines: " + node.textContent); }
  });
  Array.prototype.forEach.call(document.querySelectorAll("td.file .quiet"), function (node) {
    if (size(node) > size(node.parentNode.querySelector("a"))) { wrong.push("loud remark"); }
  });
  document.title = "legible [" + wrong.join(" | ") + "]";
}());
</script>"##;

#[test]
fn names_have_room_and_remarks_are_small_on_phones_and_on_paper() {
    let Some(browser) = tools::first_of(&tools::BROWSERS) else { return };
    let county = County::shili();
    assert!(county.build(&["012", "045", "045006", "062", "301"]).status.success());
    for page in ["index.html", "全县汇总.html"] {
        let path = county.path("公开").join(page);
        let screen = fs::read_to_string(&path).expect("a page").replace("</body>", &format!("{LEGIBILITY}</body>"));
        let paper = screen.replace("@media print", "@media screen").replace("@media (max-width: 46rem)", "@media speech");
        for (text, size) in [(screen, "--window-size=520,900"), (paper, "--window-size=680,900")] {
            let copy = county.path("公开/审.html");
            fs::write(&copy, text).expect("a page");
            let dom = browse(browser, &copy, &[size, "--dump-dom"]);
            let title = dom.split("<title>").nth(1).and_then(|rest| rest.split("</title>").next()).unwrap_or_default();
            assert_eq!(title, "legible []", "{page} {size}");
        }
    }
}
