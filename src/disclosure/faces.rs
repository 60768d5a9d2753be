//! What the layout is told of the faces: for each role its family and weight, and behind the family those that stand in for characters it lacks. The
//! usual 仿宋 of offices has 6,763 of them, and no 堃.

use serde_json::{Map, Value, json};

use crate::typeset::FontSet;

/// Path of what [`faces`] makes.
pub const FACES: &str = "fonts.json";

/// The lightest weight that counts as bold.
const BOLD: u16 = 600;

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
    let faces = fonts.roles().iter().map(|role| (role.name.clone(), face(&role.name, &role.family, role.weight)));
    Value::from(faces.collect::<Map<_, _>>()).to_string()
}
