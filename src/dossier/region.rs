//! Names of departments and of the region they belong to.

/// What a region's name may leave out at its end.
const KINDS: [char; 4] = ['县', '市', '区', '旗'];

/// Whether a name has a region in it: the whole, its last part (岚县 of 吕梁市岚县), or that without 县, 市, 区.
pub fn is_named(region: &str, name: &str) -> bool {
    let region = region.trim();
    let last = region.trim_end_matches(KINDS).rfind(KINDS).map_or(region, |at| &region[at..]);
    let last = if last == region { region } else { last.trim_start_matches(KINDS) };
    let bare = last.trim_end_matches(KINDS);
    [region, last, bare].into_iter().any(|part| !part.is_empty() && name.contains(part))
}

/// The longest name of a county in characters, as names of departments begin with it.
const LONGEST: usize = 5;

/// A name with its region before it: 青石县 and 县水利局 make 青石县水利局. Another region of the same kind at its beginning is taken for a slip.
pub fn full_name(region: &str, name: &str) -> String {
    let rest = name.trim();
    let kind = region.chars().last().filter(|last| KINDS.contains(last));
    let another = kind.and_then(|kind| rest.find(kind).map(|at| at + kind.len_utf8()));
    let rest = match another.filter(|end| (3..=LONGEST).contains(&rest[..*end].chars().count())) {
        Some(end) => &rest[end..],
        None => rest,
    };
    let overlap = region.chars().last().filter(|last| KINDS.contains(last) && rest.starts_with(*last));
    format!("{region}{}", overlap.map_or(rest, |last| &rest[last.len_utf8()..]))
}

#[cfg(test)]
mod tests {
    use super::{full_name, is_named};

    #[test]
    fn a_region_is_named_in_whole_or_by_its_own_name() {
        for name in ["青石县水利局", "中国共产党青石县委员会办公室", "共青团青石县委员会", "青石师范学校"]
        {
            assert!(is_named("青石县", name), "{name}");
        }
        for name in ["水利局", "县水利局", "岚县水利局"] {
            assert!(!is_named("青石县", name), "{name}");
        }
        assert!(is_named("吕梁市岚县", "岚县水利局") && is_named("岚县", "中共岚县委宣传部") && !is_named("吕梁市岚县", "兴县水利局"));
        assert_eq!(["县水利局", "水利局", "清石县水利局"].map(|name| full_name("青石县", name)), ["青石县水利局"; 3]);
    }
}
