//! The order of the rooms that the book states is the one the code has: no room uses one above it, or beside it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::making::repository;

/// The rooms by their height, the lowest 0, as the book lists them.
fn heights() -> BTreeMap<String, usize> {
    let book = fs::read_to_string(repository().join("book/src/架构.md")).expect("the chapter");
    let after = book.split("房间有上下").nth(1).expect("the list of rooms");
    let list = after.split("```text\n").nth(1).and_then(|rest| rest.split("```").next()).expect("a block");
    let lines: Vec<&str> = list.lines().collect();
    let height = |(index, line): (usize, &&str)| line.split_whitespace().map(|room| (room.to_owned(), index)).collect::<Vec<_>>();
    lines.iter().rev().enumerate().flat_map(height).collect()
}

/// All Rust files below `src`, each with its room.
fn files() -> Vec<(String, PathBuf)> {
    let src = repository().join("src");
    let (mut found, mut pending) = (Vec::new(), vec![src.clone()]);
    while let Some(folder) = pending.pop() {
        for entry in fs::read_dir(&folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            let inside = path.strip_prefix(&src).expect("below src").to_string_lossy().replace('\\', "/");
            let room = inside.split(['/', '.']).next().unwrap_or_default().to_owned();
            match path.extension().is_some_and(|ending| ending == "rs") {
                true if room != "lib" && room != "main" => found.push((room, path)),
                _ if path.is_dir() => pending.push(path),
                _ => {}
            }
        }
    }
    found
}

/// The rooms a file names, comments aside.
fn named(path: &Path) -> Vec<String> {
    let text = fs::read_to_string(path).expect("a text");
    let lines = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    let rooms = lines.flat_map(|line| line.split("crate::").skip(1));
    let name = |rest: &str| rest.chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect::<String>();
    rooms.map(name).collect()
}

#[test]
fn no_room_uses_one_above_or_beside_it() {
    let heights = heights();
    let files = files();
    for (room, _) in &files {
        assert!(heights.contains_key(room), "the book does not say where {room} stands");
    }
    let upward = |room: &String, used: &String| used != room && heights.get(used).is_some_and(|height| *height >= heights[room]);
    let wrong: Vec<String> = files
        .iter()
        .flat_map(|(room, path)| {
            named(path).into_iter().filter(|used| upward(room, used)).map(|used| format!("{}: {used}", path.display()))
        })
        .collect();
    assert!(files.len() > 100 && wrong.is_empty(), "{}", wrong.join("\n"));
}
