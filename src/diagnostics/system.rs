//! The operating system's refusals in Chinese, for errors that name a path.

use std::io::{Error, ErrorKind};

/// Says in Chinese why the system refused; its own words where there is no better.
pub fn reason(error: &Error) -> String {
    let known = match error.kind() {
        ErrorKind::NotFound => "没有这个文件或文件夹",
        ErrorKind::PermissionDenied => "没有权限",
        ErrorKind::AlreadyExists => "已经存在",
        ErrorKind::IsADirectory => "这是一个文件夹",
        ErrorKind::NotADirectory => "路径中有一段不是文件夹",
        ErrorKind::StorageFull => "磁盘已满",
        ErrorKind::ReadOnlyFilesystem => "磁盘只读",
        ErrorKind::InvalidData => "内容不是 UTF-8 文字",
        _ => return error.to_string(),
    };
    known.to_owned()
}
