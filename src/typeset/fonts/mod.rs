//! Fonts by role. A standard names roles (标题, 正文, …) and for each the families it would like, best first; the first one installed is used.
//!
//! In Typst a role's name is a font family: a layout writes `font: "正文"` and gets the chosen face with its weight, on any machine; and the
//! family's bold face, if there is one, with `weight: "bold"`. The families have their own names beside.
//! Only the files needed are opened, by memory map. Fonts embedded in Typst are not used: what is not a role does not exist.

mod catalogue;
mod faces;
mod file;
mod hints;
mod search;
mod set;
mod survey;

pub use search::Search;
pub use set::{FontSet, ResolvedRole};
pub use survey::{Finding, RoleReport, SurveyedCandidate, report};

use std::path::PathBuf;

use thiserror::Error;

/// What a text is set in, and the families that will do, best first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Role {
    pub name: String,
    pub candidates: Vec<Candidate>,
}

/// A family by any of its names (Chinese or English; case, spaces, hyphens and underscores do not matter) and the weight wanted of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    pub family: String,
    pub weight: Weight,
}

/// Which face of a family.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Weight {
    /// The face closest to 400; many Chinese families have only one, whatever its number.
    #[default]
    Regular,
    /// The face closest to 700, at least 600.
    Bold,
}

/// Why the roles could not be filled.
#[derive(Debug, Error)]
pub enum FontError {
    /// Roles for which no candidate is installed, with their candidates.
    #[error("{}", explain_missing(.0))]
    Missing(Vec<Role>),
    /// A folder the user named does not exist.
    #[error("字体文件夹“{}”打不开：{}", path.display(), crate::diagnostics::system::reason(source))]
    Folder { path: PathBuf, source: std::io::Error },
}

impl Role {
    /// Names a role and its candidates.
    pub fn new(name: impl Into<String>, candidates: impl IntoIterator<Item = Candidate>) -> Self {
        Self { name: name.into(), candidates: candidates.into_iter().collect() }
    }
}

impl Candidate {
    /// The regular face of a family.
    pub fn regular(family: impl Into<String>) -> Self {
        Self { family: family.into(), weight: Weight::Regular }
    }

    /// The bold face of a family.
    pub fn bold(family: impl Into<String>) -> Self {
        Self { family: family.into(), weight: Weight::Bold }
    }
}

impl std::fmt::Display for Candidate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.weight {
            Weight::Regular => f.write_str(&self.family),
            Weight::Bold => write!(f, "{} Bold", self.family),
        }
    }
}

/// One spelling for comparing names: lower case, without what people write differently.
fn compact(name: &str) -> String {
    name.chars().filter(|c| !matches!(c, ' ' | '-' | '_' | '.')).flat_map(char::to_lowercase).collect()
}

fn explain_missing(roles: &[Role]) -> String {
    let mut text = "缺少字体：".to_owned();
    for role in roles {
        let families: Vec<_> = role.candidates.iter().map(Candidate::to_string).collect();
        text.push_str(&format!("\n  {}：需要安装其中一种：{}", in_chinese(&role.name), families.join("、")));
    }
    text.push_str(
        "\nDebian/Ubuntu 可执行 apt-get install fonts-noto-cjk；Windows 和 macOS 请安装以上任一字体；也可用 --font-path 指定字体所在文件夹",
    );
    text
}

/// What people call a role that standards name in English.
pub fn in_chinese(role: &str) -> &str {
    match role {
        "title" => "标题",
        "body" => "正文",
        "hei" => "黑体",
        "kai" => "楷体",
        "table" => "表格",
        other => other,
    }
}

/// Four roles filled by Debian's fonts-noto-cjk, for the tests of this room.
#[cfg(test)]
pub(in crate::typeset) fn test_fonts() -> &'static FontSet {
    static FONTS: std::sync::LazyLock<FontSet> = std::sync::LazyLock::new(|| {
        let serif = || Candidate::regular("Noto Serif CJK SC");
        let roles = [
            Role::new("标题", [Candidate::regular("没有安装的字体"), Candidate::bold("Noto Serif CJK SC")]),
            Role::new("正文", [serif()]),
            Role::new("黑体", [Candidate::regular("Noto Sans CJK SC")]),
            Role::new("表格", [serif()]),
        ];
        FontSet::load(&roles, &Search::system([])).expect("fonts-noto-cjk is installed")
    });
    &FONTS
}
