//! How a person is reached (JS-V01): WeChat and QQ accounts, mobile numbers that hide beside a word or a stroke.
//!
//! A department's own are legitimate: its telephone, its official account (公众号), its groups, the QQ where questions are answered.

use std::ops::Range;
use std::sync::LazyLock;

use super::finding::{after, before};
use super::pattern::{Pattern, pattern};
use super::privacy::is_mobile;
use super::prose::Prose;
use crate::source::is_han;

/// The word, what joins it to the account, and the account. 公众号, 群 and 小程序 come between for what is no person's.
static ACCOUNT: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(r"(?i)(微信|wechat|weixin|vx|wx|qq)((?:号码|号|账号)? ?[:：为是]? ?)([a-z][a-z0-9_\-]{5,19}|[1-9][0-9]{4,11})")
});
/// Before the word: somebody at the department answers there.
const OFFICIAL: [&str; 10] = ["咨询", "客服", "服务", "工作", "单位", "官方", "举报", "监督", "投诉", "企业"];
/// Earlier in the sentence: the account is that of a public channel.
const CHANNELS: [&str; 5] = ["公众号", "订阅号", "服务号", "视频号", "公众平台"];

/// The places of accounts that are a person's.
pub fn accounts(text: &Prose) -> Vec<Range<usize>> {
    let found = ACCOUNT.captures_iter(text).filter_map(|captures| {
        let part = |group: usize| captures.get(group).map(|part| part.range());
        let (whole, word, joint, account) = (part(0)?, part(1)?, part(2)?, part(3)?);
        is_personal(text, &whole, [&text[word], &text[joint], &text[account]]).then_some(whole)
    });
    found.collect()
}

/// Neither a piece of a Latin word, nor a model (WX2000), a count of people, or the department's own.
fn is_personal(text: &str, whole: &Range<usize>, [word, joint, account]: [&str; 3]) -> bool {
    let latin = |c: char| c.is_ascii_alphanumeric();
    let within = before(text, whole.start).is_some_and(latin) || after(text, whole.end).is_some_and(latin);
    let masked = text[whole.end..].starts_with('*');
    let sentence = text[..whole.start].rsplit(['。', '；', '\n']).next().unwrap_or_default();
    let official = OFFICIAL.iter().any(|word| sentence.ends_with(word)) || CHANNELS.iter().any(|channel| sentence.contains(channel));
    let number = account.chars().all(|c| c.is_ascii_digit());
    let bare = joint.trim().is_empty();
    let counted = bare && number && after(text, whole.end).is_some_and(is_han);
    let model = bare && matches!(word.to_ascii_lowercase().as_str(), "vx" | "wx");
    let words = bare && account.chars().all(|c| c.is_ascii_alphabetic());
    !within && !masked && !official && !counted && !model && !words
}

/// Latin words that stand right before a telephone number.
const TELEPHONE: [&str; 7] = ["tel", "phone", "mobile", "wx", "vx", "qq", "wechat"];

/// A text without a Latin word at its end, in whichever case it is written.
fn without_suffix<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    let (rest, end) = text.split_at_checked(text.len().checked_sub(word.len())?)?;
    end.eq_ignore_ascii_case(word).then_some(rest)
}

/// Whether a number is a mobile one with a word before it (tel13812345678) or more behind a stroke (13812345678/微信同号), and no piece of a longer one.
pub fn is_hidden_mobile(text: &str, range: &Range<usize>) -> bool {
    let before_word = TELEPHONE.iter().find_map(|word| without_suffix(&text[..range.start], word));
    let begins = match before_word {
        Some(rest) => !rest.ends_with(|c: char| c.is_ascii_alphanumeric()),
        None => !before(text, range.start).is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | ',' | '*' | '_' | '-')),
    };
    let stroke = text[range.end..].strip_prefix('/');
    let behind = stroke.unwrap_or(&text[range.end..]);
    let ends =
        !behind.starts_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '*' | '_' | '/' | '-' | '.' | ',' | '元' | '万' | '亿'));
    let hidden = before_word.is_some() || stroke.is_some() || text[..range.start].ends_with('/');
    range.len() == 11 && is_mobile(&text[range.clone()]) && hidden && begins && ends
}
