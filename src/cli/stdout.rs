//! Where every command's product goes. A reader that has gone away (`juesuan check --list | head`) has seen enough; any other trouble ends the program.

use std::fmt::Arguments;
use std::io::{ErrorKind, Write};

/// Writes to standard output, as `print!` does, but does not mind a closed pipe.
pub(super) fn write(text: Arguments) {
    let mut out = std::io::stdout().lock();
    match out.write_fmt(text).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            eprintln!("错误: 结果写不出去：{}", crate::diagnostics::system::reason(&error));
            std::process::exit(2);
        }
        _ => {}
    }
}

/// Writes a line to standard output.
macro_rules! say {
    ($($text:tt)*) => { $crate::cli::stdout::write(format_args!("{}\n", format_args!($($text)*))) };
}
pub(super) use say;
