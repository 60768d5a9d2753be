//! What files a family usually lies in, so that three files are opened instead of two hundred.
//!
//! A missing hint costs time, never correctness: a role that finds nothing by hint has every installed file read.

use super::compact;

/// Names of a typeface, and what its files' names begin with; all compact (see [`compact`]).
const HINTS: &[(&[&str], &[&str])] = &[
    (
        &["方正小标宋", "方正小标宋简体", "方正小标宋gbk", "fzxiaobiaosongb05", "fzxiaobiaosongb05s"],
        &["fzxbs", "fzxiaobiaosong", "方正小标宋"],
    ),
    (&["华文中宋", "stzhongsong"], &["stzhongs", "华文中宋"]),
    (&["仿宋gb2312", "fangsonggb2312"], &["simfang", "fsgb2312", "仿宋gb2312", "fangsonggb2312"]),
    (&["仿宋", "fangsong"], &["simfang", "fangsong", "仿宋"]),
    (&["华文仿宋", "stfangsong"], &["stfangso", "华文仿宋"]),
    (&["黑体", "simhei"], &["simhei", "黑体"]),
    (&["华文黑体", "stheiti"], &["stheiti", "华文黑体"]),
    (&["楷体", "kaiti"], &["simkai", "kaiti", "楷体"]),
    (&["楷体gb2312", "kaitigb2312"], &["simkai", "ktgb2312", "kaitigb2312", "楷体gb2312"]),
    (&["华文楷体", "stkaiti"], &["stkaiti", "华文楷体"]),
    (&["宋体", "simsun", "新宋体", "nsimsun"], &["simsun", "宋体"]),
    (&["华文宋体", "stsong", "宋体sc", "songtisc"], &["stsong", "songti", "华文宋体"]),
    (&["微软雅黑", "microsoftyahei"], &["msyh"]),
    (&["等线", "dengxian"], &["deng"]),
    (&["notoserifcjksc", "notoserifsc"], &["notoserifcjk", "notoserifsc"]),
    (&["notosanscjksc", "notosanssc"], &["notosanscjk", "notosanssc"]),
    (&["sourcehanserifsc", "sourcehanserifcn", "思源宋体", "思源宋体cn"], &["sourcehanserif", "思源宋体"]),
    (&["sourcehansanssc", "sourcehansanscn", "思源黑体", "思源黑体cn"], &["sourcehansans", "思源黑体"]),
    (&["lxgwwenkai", "霞鹜文楷"], &["lxgwwenkai", "霞鹜文楷"]),
    (&["timesnewroman"], &["times"]),
];

/// Whether a file of this compact stem may hold the family of this compact name.
pub(super) fn may_hold(stem: &str, family: &str) -> bool {
    let known = HINTS.iter().filter(|(names, _)| names.contains(&family)).flat_map(|(_, stems)| stems.iter());
    stem.starts_with(family) || known.into_iter().any(|known| stem.starts_with(known))
}

/// The compact stem of a file name.
pub(super) fn stem(file_name: &str) -> String {
    compact(file_name.rsplit_once('.').map_or(file_name, |(stem, _)| stem))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_files_are_recognised() {
        for (file, family) in [
            ("NotoSerifCJK-Regular.ttc", "Noto Serif CJK SC"),
            ("simfang.ttf", "FangSong"),
            ("FZXBSJW.TTF", "方正小标宋简体"),
            ("STZHONGS.TTF", "华文中宋"),
            ("仿宋_GB2312.ttf", "仿宋_GB2312"),
            ("FandolKai-Regular.otf", "Fandol Kai"),
            ("LXGWWenKai-Regular.ttf", "LXGW WenKai"),
        ] {
            assert!(may_hold(&stem(file), &compact(family)), "{file} {family}");
        }
        assert!(!may_hold(&stem("DejaVuSans.ttf"), &compact("SimSun")));
    }

    #[test]
    fn the_table_is_written_compactly() {
        for name in HINTS.iter().flat_map(|(names, stems)| names.iter().chain(stems.iter())) {
            assert_eq!(*name, compact(name));
        }
    }
}
