//! What the files of a disclosure are called, and where they go below a folder.

use std::path::{Path, PathBuf};

use crate::dossier::Dossier;
use crate::standard::Worded;

/// The stable name of a disclosure's files: code and title, without what file systems refuse. It names the year even if the title does not, so that no two
/// documents of a county have one name.
pub(crate) fn file_stem(dossier: &Dossier, worded: &Worded) -> String {
    let department = &dossier.disclosure.department;
    let draft = if worded.draft { DRAFT } else { "" };
    let title = format!("{}{draft}", of_year(clean(&worded.title), dossier.disclosure.year.value.0));
    fitting(&clean(&department.code.value), &title, &clean(&department.name.value))
}

/// A code as far as names of files tell it from others.
pub(crate) fn code_in_names(code: &str) -> String {
    clean(code).to_lowercase()
}

fn of_year(title: String, year: u32) -> String {
    if names_year(&title, year) { title } else { format!("{title}（{year}年度）") }
}

fn names_year(title: &str, year: u32) -> bool {
    let year = year.to_string();
    title.split(|c: char| !c.is_ascii_digit()).any(|number| number == year)
}

/// Whether a file in an output folder is, by its name, the final PDF of a department's code and a year, whatever the department was called then.
pub(crate) fn is_final_of(name: &str, code: &str, year: u32) -> bool {
    let behind = name.strip_prefix(&clean(code)).and_then(|rest| rest.strip_prefix('-')).and_then(|rest| rest.strip_suffix(".pdf"));
    behind.is_some_and(|title| names_year(title, year) && !title.contains(DRAFT))
}

/// What a draft's name says.
const DRAFT: &str = "（审核稿）";

/// File systems end names at 255 bytes; the ending takes some of them.
const STEM: usize = 240;

/// Code and title. Where they are too long together, the name within the title is cut (without one, the title's end), and a hash of the whole keeps
/// apart what is cut alike.
fn fitting(code: &str, title: &str, name: &str) -> String {
    let whole = format!("{code}-{title}");
    if whole.len() <= STEM {
        return whole;
    }
    let mark = format!("…{}", &blake3::hash(whole.as_bytes()).to_hex()[..8]);
    let excess = whole.len() + mark.len() - STEM;
    let cut = |text: &str| text[..text.floor_char_boundary(text.len().saturating_sub(excess))].to_owned() + &mark;
    match title.split_once(name) {
        Some((before, after)) if name.len() > excess => format!("{code}-{before}{}{after}", cut(name)),
        _ => cut(&whole),
    }
}

fn clean(text: &str) -> String {
    const REFUSED: [char; 9] = ['/', '\\', ':', '*', '?', '"', '<', '>', '|'];
    text.chars().filter(|c| !REFUSED.contains(c) && !c.is_control()).collect()
}

/// Where an output goes below a folder.
pub fn place(folder: &Path, name: &str) -> PathBuf {
    name.split('/').fold(folder.to_path_buf(), |path, part| path.join(part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_final_is_known_by_code_and_year() {
        for (name, is) in [
            ("041-县委办2024年度部门决算.pdf", true),
            ("041-县档案局（县地方志办）2024年度部门决算.pdf", true),
            ("041-县委办2023年度部门决算.pdf", false),
            ("041-县委办2024年度部门决算（审核稿）.pdf", false),
            ("0411-县委办2024年度部门决算.pdf", false),
            ("041001-县委办2024年度部门决算.pdf", false),
            ("041-县委办2024年度部门决算.json", false),
            ("041-县委办120241项目.pdf", false),
        ] {
            assert_eq!(is_final_of(name, "041", 2024), is, "{name}");
        }
    }

    #[test]
    fn a_title_without_a_year_gets_one() {
        assert_eq!(of_year("甲局部门决算".to_owned(), 2024), "甲局部门决算（2024年度）");
        assert_eq!(of_year("甲局2024年度部门决算".to_owned(), 2024), "甲局2024年度部门决算");
        assert_ne!(of_year("甲局部门决算".to_owned(), 2023), of_year("甲局部门决算".to_owned(), 2024));
    }

    #[test]
    fn long_names_are_cut_in_the_middle_and_stay_apart() {
        let name = |last: &str| format!("{}{last}", "某".repeat(90));
        let stem = |name: &str| fitting("041", &format!("{name}2024年度部门决算"), name);
        let (one, other) = (stem(&name("甲")), stem(&name("乙")));
        assert!(one != other && one.len() <= STEM && other.len() <= STEM);
        assert!(one.starts_with("041-某某") && one.contains('…') && one.ends_with("2024年度部门决算"), "{one}");
        assert_eq!(one, stem(&name("甲")));
        assert_eq!(stem("甲局"), "041-甲局2024年度部门决算");
        let foreign = fitting("041", &"题".repeat(100), "不在里面");
        assert!(foreign.starts_with("041-题") && foreign.len() <= STEM, "{foreign}");
    }
}
