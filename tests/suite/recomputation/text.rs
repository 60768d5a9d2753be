//! A reader of just the YAML that departments' files are made of, with no line of the program's: every scalar by its path.

/// Path of keys and list positions → the scalar's text, in file order.
#[derive(Debug, Default)]
pub struct Scalars(Vec<(Vec<String>, String)>);

impl Scalars {
    /// Reads a file's text.
    pub fn read(text: &str) -> Self {
        let mut scalars = Self::default();
        // Open blocks: their indentation and path, and how many items of a list were seen.
        let mut open: Vec<(usize, Vec<String>, usize)> = vec![(0, Vec::new(), 0)];
        for line in joined(text) {
            let mut indent = line.len() - line.trim_start().len();
            let mut content = line.trim();
            while open.len() > 1 && open.last().is_some_and(|(at, ..)| *at > indent) {
                open.pop();
            }
            if let Some(item) = content.strip_prefix("- ") {
                let list = open.last_mut().expect("a list stands in a block");
                list.2 += 1;
                let mut path = list.1.clone();
                path.push(format!("#{}", list.2));
                content = item.trim_start();
                indent += line.trim().len() - content.len();
                open.push((indent, path, 0));
            }
            let path = open.last().expect("the file is open").1.clone();
            let entry = content.split_once(':').filter(|(key, rest)| !key.starts_with('{') && (rest.is_empty() || rest.starts_with(' ')));
            match entry.map(|(key, rest)| ([&path[..], &[key.trim_matches('"').to_owned()]].concat(), rest.trim())) {
                Some((inside, "")) => open.push((indent + 1, inside, 0)),
                Some((inside, value)) => scalars.flow(&inside, value),
                None => scalars.flow(&path, content),
            }
        }
        scalars
    }

    fn flow(&mut self, path: &[String], text: &str) {
        let inside = |open: char, close: char| text.strip_prefix(open).and_then(|rest| rest.strip_suffix(close));
        if let Some(entries) = inside('{', '}') {
            for entry in parts(entries) {
                let (key, value) = entry.split_once(':').expect("a mapping has keys");
                self.flow(&[path, &[key.trim().trim_matches('"').to_owned()]].concat(), value.trim());
            }
        } else if let Some(items) = inside('[', ']') {
            for (at, item) in parts(items).iter().enumerate() {
                self.flow(&[path, &[format!("#{}", at + 1)]].concat(), item);
            }
        } else {
            self.0.push((path.to_vec(), text.trim_matches('"').to_owned()));
        }
    }

    /// The text at a path.
    pub fn get(&self, path: &[&str]) -> Option<&str> {
        self.0.iter().find(|(found, _)| found.iter().eq(path)).map(|(_, text)| text.as_str())
    }

    /// What stands under a path, grouped by the next key, in file order: (that key, the rest of the path, text).
    pub fn under<'a>(&'a self, path: &'a [&'a str]) -> impl Iterator<Item = (&'a str, &'a [String], &'a str)> {
        let below = self.0.iter().filter(move |(found, _)| found.len() > path.len() && found.iter().zip(path).all(|(a, b)| a == b));
        below.map(move |(found, text)| (found[path.len()].as_str(), &found[path.len() + 1..], text.as_str()))
    }
}

/// Lines without comments and blanks; flow collections over several lines become one.
fn joined(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut depth = 0;
    for line in text.lines() {
        let bare = if line.trim_start().starts_with('#') { "" } else { line.split(" #").next().unwrap_or_default() }.trim_end();
        if bare.is_empty() {
            continue;
        }
        match lines.last_mut().filter(|_| depth > 0) {
            Some(last) => last.push_str(bare.trim_start()),
            None => lines.push(bare.to_owned()),
        }
        let count = |wanted: [char; 2]| bare.chars().filter(|c| wanted.contains(c)).count();
        depth = (depth + count(['{', '['])).saturating_sub(count(['}', ']']));
    }
    lines
}

/// Splits at commas outside inner collections and quotes.
fn parts(text: &str) -> Vec<&str> {
    let (mut depth, mut quoted, mut start) = (0, false, 0);
    let mut found = Vec::new();
    for (at, c) in text.char_indices() {
        match c {
            '"' => quoted = !quoted,
            '{' | '[' if !quoted => depth += 1,
            '}' | ']' if !quoted => depth -= 1,
            ',' if !quoted && depth == 0 => {
                found.push(text[start..at].trim());
                start = at + 1;
            }
            _ => {}
        }
    }
    found.push(text[start..].trim());
    found.retain(|part| !part.is_empty());
    found
}

#[test]
fn scalars_have_paths() {
    let text = "甲:\n  - {科目: 1, 数: 2} # 说明\n  - {科目: 3}\n乙: {丙: {丁: 4}}\n戊:\n  己: 5\n项:\n  - 名: 六\n    行:\n      - {数: 7}\n      - {数: 8}\n  - 名: 九\n";
    let scalars = Scalars::read(text);
    let all: Vec<String> = scalars.0.iter().map(|(path, text)| format!("{}={text}", path.join("/"))).collect();
    let expected = [
        "甲/#1/科目=1",
        "甲/#1/数=2",
        "甲/#2/科目=3",
        "乙/丙/丁=4",
        "戊/己=5",
        "项/#1/名=六",
        "项/#1/行/#1/数=7",
        "项/#1/行/#2/数=8",
        "项/#2/名=九",
    ];
    assert_eq!(all, expected);
}
