//! From a file's bytes to its text: byte-order marks, UTF-8, UTF-16, GBK, and what is no text at all. The text's meaning is none of its business.

use encoding_rs::{Encoding, GB18030, UTF_16BE, UTF_16LE};

use super::{SIZE_LIMIT, codes};
use crate::diagnostics::Diagnostic;
use crate::source::{FileId, Span};

/// How the bytes had to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// As UTF-8, with or without a byte-order mark.
    Sound,
    /// In another encoding, by the name people know it under.
    Foreign(&'static str),
    /// As UTF-8 with unreadable bytes, the first at this offset of the text.
    Damaged(usize),
    /// Not read: larger than the limit (its size in bytes).
    TooLarge(u64),
    /// Not read: a text in no encoding we know.
    Unknown,
    /// Not read: no text but, as its first bytes tell, this.
    Binary(&'static str),
}

impl Verdict {
    /// Whether there is no text to go on with.
    pub fn refuses(self) -> bool {
        matches!(self, Verdict::TooLarge(_) | Verdict::Unknown | Verdict::Binary(_))
    }
}

/// A text without byte-order mark, its line ends `\n` or `\r\n`; empty when it was refused.
#[derive(Debug)]
pub struct Decoded {
    pub text: String,
    pub verdict: Verdict,
}

/// What GBK is called in messages.
pub const GBK: &str = "GBK";

/// A text may hold one control character in so many, as a slip; a file with more of them is none.
const RARE: usize = 50;

impl Decoded {
    fn new(text: String, verdict: Verdict) -> Self {
        Self { text: single_line_ends(text), verdict }
    }

    fn refused(verdict: Verdict) -> Self {
        Self { text: String::new(), verdict }
    }

    /// Says that a file of this size is not read at all.
    pub fn too_large(size: u64) -> Self {
        Self::refused(Verdict::TooLarge(size))
    }

    /// Takes the text back: read as GBK it says nothing that such a file says.
    pub fn disown(&mut self) {
        *self = Self::refused(Verdict::Unknown);
    }
}

/// Decodes a file's bytes.
pub fn decode(bytes: &[u8]) -> Decoded {
    let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    if size > SIZE_LIMIT {
        return Decoded::too_large(size);
    }
    if let Some(kind) = kind_of(bytes) {
        return Decoded::refused(Verdict::Binary(kind));
    }
    let decoded = match Encoding::for_bom(bytes) {
        Some((encoding, mark)) if encoding != encoding_rs::UTF_8 => foreign(encoding, "UTF-16", &bytes[mark..]),
        Some((_, mark)) => unmarked(&bytes[mark..]),
        None => unmarked(bytes),
    };
    decoded.unwrap_or_else(|| {
        let verdict = if bytes.iter().any(is_control) { Verdict::Binary("") } else { Verdict::Unknown };
        Decoded::refused(verdict)
    })
}

fn unmarked(bytes: &[u8]) -> Option<Decoded> {
    match std::str::from_utf8(bytes) {
        Ok(text) if is_clean(text.as_bytes()) => Some(Decoded::new(text.to_owned(), Verdict::Sound)),
        Ok(_) => unmarked_utf16(bytes),
        Err(_) => unmarked_utf16(bytes).or_else(|| damaged(bytes)).or_else(|| foreign(GB18030, GBK, bytes)),
    }
}

fn foreign(encoding: &'static Encoding, name: &'static str, bytes: &[u8]) -> Option<Decoded> {
    let (text, had_errors) = encoding.decode_without_bom_handling(bytes);
    (!had_errors && is_clean(text.as_bytes())).then(|| Decoded::new(text.into_owned(), Verdict::Foreign(name)))
}

/// UTF-16 without its mark: the zero bytes of line ends and digits stand on one side, those of 一 and the like, which are few, on the other.
fn unmarked_utf16(bytes: &[u8]) -> Option<Decoded> {
    let zeros = |side: usize| bytes.iter().skip(side).step_by(2).filter(|byte| **byte == 0).count();
    let (first, second) = (zeros(0), zeros(1));
    let encoding = match (first, second) {
        _ if (first + second) * RARE < bytes.len() => return None,
        _ if first > second * 4 => UTF_16BE,
        _ if second > first * 4 => UTF_16LE,
        _ => return None,
    };
    foreign(encoding, "UTF-16", bytes)
}

/// Whether control characters are rare enough to be slips.
fn is_clean(text: &[u8]) -> bool {
    text.iter().filter(|byte| is_control(byte)).count() <= 1 + text.len() / RARE
}

fn is_control(byte: &u8) -> bool {
    byte.is_ascii_control() && !matches!(byte, b'\t' | b'\n' | b'\r')
}

/// What a file is that begins like no text.
fn kind_of(bytes: &[u8]) -> Option<&'static str> {
    const KINDS: [(&[u8], &str); 6] = [
        (b"PK\x03\x04", " Excel、WPS 或 Word 的文件"),
        (b"\xd0\xcf\x11\xe0", "旧版 Excel、WPS 或 Word 的文件"),
        (b"%PDF-", " PDF 文件"),
        (b"{\\rtf", "写字板或 Word 的文件（RTF）"),
        (b"\x89PNG", "图片"),
        (b"\xff\xd8\xff", "图片"),
    ];
    KINDS.into_iter().find(|(start, _)| bytes.starts_with(start)).map(|(_, kind)| kind)
}

/// A UTF-8 text with a few broken bytes, told from GBK by how few they are among sound Chinese characters.
fn damaged(bytes: &[u8]) -> Option<Decoded> {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let broken = text.matches('\u{fffd}').count();
    let sound = text.chars().filter(|c| matches!(c, '\u{3000}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}')).count();
    let first = text.find('\u{fffd}')?;
    (sound > broken * 8 && is_clean(text.as_bytes())).then(|| Decoded::new(text, Verdict::Damaged(first)))
}

/// Turns the lone `\r` of old Macintosh files into `\n`: as long, and a line end for everybody.
fn single_line_ends(text: String) -> String {
    if !text.contains('\r') {
        return text;
    }
    let mut chars = text.chars().peekable();
    let mut out = String::with_capacity(text.len());
    while let Some(c) = chars.next() {
        out.push(if c == '\r' && chars.peek() != Some(&'\n') { '\n' } else { c });
    }
    out
}

/// Says what was unusual about the bytes.
pub fn report(verdict: Verdict, file: FileId) -> Option<Diagnostic> {
    let whole = Span { file, start: 0, end: 0 };
    let save = "在记事本里选“文件”→“另存为”，编码选 UTF-8，再保存";
    match verdict {
        Verdict::Sound => None,
        Verdict::Foreign(name) => {
            Some(Diagnostic::warning(codes::NOT_UTF8, format!("文件是 {name} 编码，已按 {name} 读取")).at(whole, "").hint(save))
        }
        Verdict::Damaged(offset) => {
            let start = u32::try_from(offset).expect("a text within the size limit has 32-bit offsets");
            let place = Span { file, start, end: start + 3 };
            Some(
                Diagnostic::error(codes::DAMAGED, "这里有损坏的字，读不出来")
                    .at(place, "从这里起")
                    .hint("把损坏的字重新输入，并以 UTF-8 编码保存"),
            )
        }
        Verdict::TooLarge(size) => Some(
            Diagnostic::error(
                codes::TOO_LARGE,
                format!("文件有 {} MB，超过 {} MB 的上限，没有读取", size / 1_000_000, SIZE_LIMIT / 1_000_000),
            )
            .at(whole, "")
            .hint("检查是不是选错了文件：一个部门的填报文件通常不到 100 KB"),
        ),
        Verdict::Unknown => Some(
            Diagnostic::error(codes::NOT_UTF8, "文件的编码认不出来：不是 UTF-8、UTF-16，按 GBK 也读不出填报文件的键")
                .at(whole, "")
                .hint("用记事本打开，看得清汉字时选“文件”→“另存为”，编码选 UTF-8，再保存；看到的是乱码，请对方用 UTF-8 重新存一份"),
        ),
        Verdict::Binary(kind) => {
            let what = if kind.is_empty() { "不是文本".to_owned() } else { format!("是{kind}，不是文本") };
            Some(
                Diagnostic::error(codes::NOT_TEXT, format!("文件{what}，读不出来"))
                    .at(whole, "")
                    .hint("填报文件是用记事本等编辑器写的 YAML 文本，改文件名的后缀没有用；Excel、Word、PDF 文件要先把数抄到填报文件里"),
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The low byte of 一 is zero, like the high ones of digits.
    const TEXT: &str = "年度: 2024\r\n部门: {名称: 示例县第一档案馆}\n";

    #[test]
    fn reads_what_windows_notepad_saves() {
        let gbk = encoding_rs::GBK.encode(TEXT).0.into_owned();
        let utf16 =
            |mark: &[u8], bytes: fn(u16) -> [u8; 2]| mark.iter().copied().chain(TEXT.encode_utf16().flat_map(bytes)).collect::<Vec<u8>>();
        let cases = [
            (TEXT.as_bytes().to_vec(), Verdict::Sound),
            ([b"\xef\xbb\xbf", TEXT.as_bytes()].concat(), Verdict::Sound),
            (gbk, Verdict::Foreign(GBK)),
            (utf16(b"\xff\xfe", u16::to_le_bytes), Verdict::Foreign("UTF-16")),
            (utf16(b"\xfe\xff", u16::to_be_bytes), Verdict::Foreign("UTF-16")),
            (utf16(b"", u16::to_le_bytes), Verdict::Foreign("UTF-16")),
            (utf16(b"", u16::to_be_bytes), Verdict::Foreign("UTF-16")),
        ];
        for (bytes, verdict) in cases {
            let decoded = decode(&bytes);
            assert_eq!((decoded.text.as_str(), decoded.verdict), (TEXT, verdict));
        }
    }

    #[test]
    fn refuses_what_is_no_text() {
        for bytes in
            [&b"PK\x03\x04\x00\x00\x00\x08\x00"[..], b"\x89PNG\r\n\x1a\n\xff\xff\xff", b"\x7fELF\x02\x01\x01\x00\x00", b"\x1a\xff\xff"]
        {
            assert!(matches!(decode(bytes).verdict, Verdict::Binary(_)), "{bytes:?}");
        }
        assert_eq!(decode(b"\xf8\xff\xfd: 1\n").verdict, Verdict::Unknown);
    }

    #[test]
    fn a_lone_zero_byte_does_not_make_utf_16() {
        let text = TEXT.replace("2024", "20\u{0}24");
        let decoded = decode(text.as_bytes());
        assert_eq!((decoded.text, decoded.verdict), (text, Verdict::Sound));
    }

    #[test]
    fn places_a_damaged_character() {
        let mut bytes = TEXT.repeat(4).into_bytes();
        let place = bytes.iter().rposition(|byte| *byte == b'{').expect("the text has a brace");
        bytes.insert(place, 0xe5);
        assert_eq!(decode(&bytes).verdict, Verdict::Damaged(place));
    }

    #[test]
    fn lone_carriage_returns_become_line_ends() {
        assert_eq!(decode(b"a: 1\rb: 2\r\n").text, "a: 1\nb: 2\r\n");
    }
}
