//! Makes a workspace of synthetic departments for scale tests: `cargo run --example synthesise -- FOLDER COUNT [SEED]`.
//!
//! Every department, figure and text is made up (合成数据) from the program's own sample: amounts multiplied by a random factor, the sample's
//! project split into fifteen. The sums agree, the checks find no error, and each document has about as many pages as a published one.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

const SAMPLE: &str = include_str!("../templates/shanxi/new/sample.yaml");
const YEAR: &str = "2024";
const PROJECTS: u64 = 15;
/// What the sample's project costs, in yuan.
const PROJECT: u64 = 60_000;
/// The line the sample's projects begin after, and what they end before.
const BEGIN: &str = "绩效自评:\n";
const END: &str = "\n绩效管理:";

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let number = |index: usize, otherwise: u64| arguments.get(index).map_or(otherwise, |text| text.parse().expect("a whole number"));
    let folder = PathBuf::from(arguments.first().expect("synthesise FOLDER COUNT [SEED]"));
    synthesise(&folder, number(1, 100), number(2, 1)).expect("the folder can be written");
}

fn synthesise(folder: &Path, count: u64, seed: u64) -> std::io::Result<()> {
    let year = folder.join(YEAR);
    std::fs::create_dir_all(&year)?;
    let county = "# 合成数据：由 benches/synthesise.rs 生成，只用来测试速度\n地区: 合成县\n年度: 2024\n标准: shanxi\n\
                  共用: {批复日期: 2025-08-20, 公开日期: 2025-09-05}\n";
    std::fs::write(folder.join("县.yaml"), county)?;
    for index in 1..=count {
        let mut random = Random(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ index);
        std::fs::write(year.join(format!("{index:04}-合成局{index:04}.yaml")), department(index, &mut random))?;
    }
    Ok(())
}

/// One department's file.
fn department(index: u64, random: &mut Random) -> String {
    let factor = 100 + random.below(200);
    let name = format!("合成县第{index:04}局（合成数据）");
    let text = SAMPLE.replace("@REGION@工商业联合会（示例）", &name).replace("@REGION@", "合成县");
    let text = text.replace("@YEAR@", YEAR).replace("@NEXT@", "2025").replace("\"001\"", &format!("\"{index:04}\""));
    let (head, rest) = text.split_once(BEGIN).expect("the sample has projects");
    let (project, tail) = rest.split_once(END).expect("the sample sums its projects up after them");
    let mut out = scaled(head, factor);
    out.push_str(BEGIN);
    for number in 1..=PROJECTS {
        out.push_str(&one_project(project, number, factor, random));
        out.push('\n');
    }
    out.push_str(END);
    let tail = tail.replace("项目数: 1,", &format!("项目数: {PROJECTS},"));
    out + &scaled(&tail, factor)
}

/// The sample's project as the `number`th of many: neighbours give and take, so that all of them cost what the ledger says.
fn one_project(sample: &str, number: u64, factor: u64, random: &mut Random) -> String {
    let fair = PROJECT * factor / 100 / PROJECTS;
    let shift = (fair / 3) / 100 * 100 * (number.div_ceil(2)) / PROJECTS;
    let cost = match (number == PROJECTS, number % 2) {
        (true, _) => fair,
        (_, 1) => fair + shift,
        _ => fair - shift,
    };
    let words = ["民营企业服务", "招商引资宣传", "商会组织建设", "企业法律咨询", "会员联络走访", "经营人员培训"];
    let word = words[usize::try_from(random.below(6)).expect("below six")];
    let text = sample.replace("民营企业服务专项经费", &format!("{word}专项经费（合成项目{number:02}）"));
    text.replace("60000.00", &format!("{cost}.00")).replace("6万元", &format!("{}万元", in_wan(cost)))
}

/// Every number with two decimals, times factor/100.
fn scaled(text: &str, factor: u64) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let (before, number) = rest.split_at(start);
        let end = number.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(number.len());
        let (number, after) = number.split_at(end);
        out.push_str(before);
        match number.strip_suffix(".00").and_then(|yuan| yuan.parse::<u64>().ok()) {
            Some(yuan) => write!(out, "{}.{:02}", yuan * factor / 100, yuan * factor % 100).expect("writing to memory"),
            None => out.push_str(number),
        }
        rest = after;
    }
    out + rest
}

/// Whole yuan in 万元 without needless zeros.
fn in_wan(yuan: u64) -> String {
    format!("{}.{:04}", yuan / 10_000, yuan % 10_000).trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// SplitMix64: the same numbers on every machine.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % bound
    }
}
