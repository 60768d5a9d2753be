//! What the layout is told of the faces: for each role its family and weight, and behind the family those that stand in for characters it lacks. The
//! usual 仿宋 of offices has 6,763 of them, and no 堃.

use rayon::prelude::*;
use serde_json::{Map, Value, json};

use crate::typeset::FontSet;

/// Path of what [`faces`] makes.
pub const FACES: &str = "fonts.json";

/// The lightest weight that counts as bold.
const BOLD: u16 = 600;

/// The characters of texts, each once: a bit for each that was seen, for a document has a hundred thousand.
pub fn characters<'t>(texts: impl IntoIterator<Item = &'t str>) -> String {
    let mut seen = vec![0u64; (char::MAX as usize + 1) / 64];
    let mut characters = String::new();
    for c in texts.into_iter().flat_map(str::chars) {
        let (word, bit) = (c as usize / 64, 1 << (c as usize % 64));
        if seen[word] & bit == 0 {
            seen[word] |= bit;
            characters.push(c);
        }
    }
    characters
}

/// Role → `font`, a family or several in the order they are asked, and `weight`; for a document with these characters.
pub fn faces(fonts: &FontSet, characters: &str) -> String {
    let face = |role: &str, family: &str, weight: u16| {
        let stand_ins = fonts.stand_ins(role, characters);
        let font: Value = match stand_ins.is_empty() {
            true => family.into(),
            false => [vec![family], stand_ins].concat().into(),
        };
        json!({ "font": font, "weight": if weight >= BOLD { "bold" } else { "regular" } })
    };
    let faces: Vec<_> = fonts.roles().par_iter().map(|role| (role.name.clone(), face(&role.name, &role.family, role.weight))).collect();
    Value::from(faces.into_iter().collect::<Map<_, _>>()).to_string()
}
