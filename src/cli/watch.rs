//! `juesuan watch`: the pages of a file beside its findings in a browser, refreshed on every save.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use clap::Args;

use super::department::file_of;
use super::shared::Means;
use super::{Verdict, stdout::say};
use crate::corrections::preview::{Server, Session, serve};

#[derive(Debug, Args)]
pub struct Arguments {
    /// 填报文件，例如 2024/041-县委办.yaml；在工作区里也可以写部门的编码、名称
    #[arg(value_name = "文件")]
    file: PathBuf,
    /// 网页的端口，例如 8080；省略时用任一空闲的
    #[arg(long, value_name = "端口", default_value_t = 0, hide_default_value = true)]
    port: u16,
    #[command(flatten)]
    means: Means,
}

/// How often files are looked at.
const PAUSE: Duration = Duration::from_millis(150);

pub fn run(arguments: &Arguments) -> anyhow::Result<Verdict> {
    let setting = arguments.means.setting()?;
    let file = file_of(&arguments.file)?;
    anyhow::ensure!(!file.is_dir(), "{} 是文件夹；一次看一个部门，写它的填报文件、编码或名称，例如 juesuan watch 041", file.display());
    anyhow::ensure!(file.is_file(), "没有文件 {}", file.display());
    let server = Server::bind(arguments.port)
        .map_err(|error| anyhow::anyhow!("端口 {} 用不了：{}", arguments.port, crate::diagnostics::system::reason(&error)))?;
    // A workspace that cannot be opened is said here; later ones on the page.
    setting.around(&file)?;
    let session = Arc::new(Session::new(&file, setting));
    say!("{}", server.url());
    eprintln!("在浏览器里打开上面的地址；改好文件保存，页面自动更新。按 Ctrl-C 结束");
    let watched = Arc::clone(&session);
    std::thread::spawn(move || watched.watch(PAUSE, || false));
    serve(&server, &session);
    Ok(Verdict::Clean)
}
