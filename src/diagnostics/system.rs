//! The operating system's refusals in Chinese, for errors that name a path; and what lies beside a file that is not there.

use std::io::{Error, ErrorKind};
use std::path::Path;

/// How many names are suggested.
const SUGGESTED: usize = 3;

/// The folder a path lies in; the current one where it names none.
pub fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Says in Chinese why the system refused; of a refusal without words of ours, the system's number.
pub fn reason(error: &Error) -> String {
    if let Some(full) = full(error) {
        return full.to_owned();
    }
    let known = match error.kind() {
        ErrorKind::NotFound => "没有这个文件或文件夹",
        ErrorKind::PermissionDenied if cfg!(windows) => "没有权限，或者文件正被别的程序（如 PDF 阅读器）打开",
        ErrorKind::PermissionDenied => "没有权限",
        ErrorKind::AlreadyExists => "已经存在",
        ErrorKind::IsADirectory => "这是一个文件夹",
        ErrorKind::NotADirectory => "路径中有一段不是文件夹",
        ErrorKind::DirectoryNotEmpty => "文件夹不是空的",
        ErrorKind::FileTooLarge => "文件太大",
        ErrorKind::ReadOnlyFilesystem => "磁盘只读",
        ErrorKind::InvalidData => "内容不是 UTF-8 编码的文字，在记事本里“另存为”时编码选 UTF-8",
        ErrorKind::InvalidFilename => "文件名不合规定，或者太长",
        ErrorKind::InvalidInput => "路径里有不能用的字符",
        ErrorKind::ResourceBusy | ErrorKind::ExecutableFileBusy | ErrorKind::Deadlock => "正被别的程序使用",
        ErrorKind::CrossesDevices => "不在同一个磁盘上",
        ErrorKind::TooManyLinks => "链接太多",
        ErrorKind::OutOfMemory => "内存不够",
        ErrorKind::Interrupted => "被打断了",
        ErrorKind::TimedOut => "等待太久",
        ErrorKind::UnexpectedEof => "文件不完整",
        ErrorKind::WriteZero => "写不进去",
        ErrorKind::BrokenPipe => "接收输出的程序已经关闭",
        ErrorKind::Unsupported => "这个系统不支持",
        ErrorKind::AddrInUse => "端口已被占用",
        ErrorKind::AddrNotAvailable => "这个地址不能用",
        ErrorKind::ConnectionRefused | ErrorKind::ConnectionReset | ErrorKind::ConnectionAborted | ErrorKind::NotConnected => "连接断开了",
        ErrorKind::HostUnreachable | ErrorKind::NetworkUnreachable | ErrorKind::NetworkDown => "网络不通",
        ErrorKind::StaleNetworkFileHandle => "网络文件夹断开了",
        _ => {
            // Windows: 32 and 33, another program holds the file.
            return match error.raw_os_error() {
                Some(32 | 33) if cfg!(windows) => "正被别的程序（如 PDF 阅读器）打开".to_owned(),
                Some(number) => format!("系统拒绝了（错误号 {number}）"),
                None => error.to_string(),
            };
        }
    };
    known.to_owned()
}

/// That there is no more room to write, where that is why.
pub fn full(error: &Error) -> Option<&'static str> {
    match error.kind() {
        ErrorKind::StorageFull => Some("磁盘已满"),
        ErrorKind::QuotaExceeded => Some("超过了磁盘配额"),
        _ => None,
    }
}

/// What to do about a refusal to write.
pub fn remedy(error: &Error) -> &'static str {
    match error.kind() {
        _ if full(error).is_some() => "腾出空间后再运行一次",
        ErrorKind::PermissionDenied if cfg!(windows) => "关闭打开它的程序，或者换一个能写的文件夹，再运行一次",
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => "换一个能写的文件夹，或者请管理员给写的权限，再运行一次",
        ErrorKind::NotADirectory | ErrorKind::AlreadyExists => "那里有一个同名的文件，移开它或者换一个文件夹",
        _ => "请检查文件夹是否存在、有无写入权限",
    }
}

/// The files in the folder of one that is not there whose names are likest, at most three.
pub fn beside(absent: &Path) -> Vec<String> {
    let folder = folder_of(absent);
    let wanted = absent.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let ending = absent.extension().map_or_else(|| "yaml".into(), ToOwned::to_owned);
    let entries = std::fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
    let alike = entries.map(|entry| entry.path()).filter(|path| path.extension() == Some(&ending) && path.is_file());
    let mut names: Vec<String> = alike.filter_map(|path| Some(path.file_name()?.to_str()?.to_owned())).collect();
    names.sort_by_cached_key(|name| (strsim::damerau_levenshtein(name, &wanted), name.clone()));
    names.truncate(SUGGESTED);
    names
}

/// `；那里有 a.yaml、b.yaml`; nothing where there is nothing.
pub fn likely(names: &[String]) -> String {
    if names.is_empty() { String::new() } else { format!("；那里有 {}", names.join("、")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_refusal_is_said_in_english() {
        let kinds = [ErrorKind::NotFound, ErrorKind::IsADirectory, ErrorKind::InvalidFilename, ErrorKind::TimedOut, ErrorKind::Deadlock];
        let by_kind = kinds.into_iter().map(|kind| Error::new(kind, "english"));
        let by_number = (1..140).map(Error::from_raw_os_error);
        for error in by_kind.chain(by_number) {
            let said = reason(&error);
            assert!(!said.contains(|c: char| c.is_ascii_lowercase()), "{error}: {said}");
        }
    }

    #[test]
    fn a_mistyped_name_finds_its_neighbour() {
        let folder = tempfile::tempdir().expect("a folder");
        for name in ["041-xianweiban.yaml", "042-renda.yaml", "043-zhengxie.yaml", "118-dangan.yaml", "041.pdf"] {
            std::fs::write(folder.path().join(name), "").expect("written");
        }
        let names = beside(&folder.path().join("041-xianwei.yaml"));
        assert_eq!(names.first().map(String::as_str), Some("041-xianweiban.yaml"));
        assert_eq!(names.len(), SUGGESTED);
        assert_eq!(likely(&beside(&folder.path().join("nowhere/a.yaml"))), "");
    }
}
