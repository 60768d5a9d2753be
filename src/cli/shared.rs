//! Options that several commands have in common.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use crate::corrections::Setting;
use crate::typeset::Search;

/// What documents are made with.
#[derive(Debug, Args)]
pub struct Means {
    /// 用这个文件夹里的标准包，例如 模拟省；省略时用填报文件或“县.yaml”写的标准
    #[arg(long, value_name = "文件夹")]
    pub standard: Option<PathBuf>,
    /// 另外找字体的文件夹，例如 字体，可写多次，先于系统字体；省略时只用系统字体和“县.yaml”写的
    #[arg(long, value_name = "文件夹")]
    font_path: Vec<PathBuf>,
}

impl Means {
    /// The folders with fonts that are named, each of which must be one.
    pub fn font_folders(&self) -> anyhow::Result<&[PathBuf]> {
        font_folders(&self.font_path)
    }

    /// How the states of a document are made.
    pub fn setting(&self) -> anyhow::Result<Setting> {
        let fonts = Search::system(self.font_folders()?.iter().cloned());
        Ok(Setting { fonts, standard: self.standard.clone(), ..Setting::default() })
    }
}

/// The folders of `--font-path`, unless one is none.
pub fn font_folders(named: &[PathBuf]) -> anyhow::Result<&[PathBuf]> {
    match named.iter().find(|folder| !folder.is_dir()) {
        Some(absent) => anyhow::bail!("--font-path 写的 {} 不是文件夹，或者没有", absent.display()),
        None => Ok(named),
    }
}

/// A file that may be written: of the right kind, and none that is there already, unless it was written by the same command (`is_earlier`). What an
/// accountant typed and what is published are never replaced.
pub fn free<'p>(path: &'p Path, endings: &[&str], is_earlier: impl Fn(&Path) -> bool) -> anyhow::Result<&'p Path> {
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    let right = endings.iter().any(|right| ending.eq_ignore_ascii_case(right));
    anyhow::ensure!(
        right,
        "{} 不是以 .{} 结尾的文件名，什么也没有写；换一个，例如 {}",
        path.display(),
        endings[0],
        path.with_extension(endings[0]).display()
    );
    anyhow::ensure!(!path.exists() || is_earlier(path), "{} 已经在了，没有覆盖它，什么也没有写；换一个文件名", path.display());
    Ok(path)
}

/// How an answer is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    Text,
    Json,
}
