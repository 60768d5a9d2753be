//! What counts as a slip and what is honest Chinese text.

use super::*;
use crate::source::Disclosure;

fn mended(text: &str) -> (String, Vec<&'static str>) {
    let schema = Schema::of::<Disclosure>();
    let repaired = repair(text, FileId(0), &schema);
    let codes = repaired.diagnostics.iter().map(|diagnostic| diagnostic.code).collect();
    (repaired.text.into_owned(), codes)
}

#[test]
fn slips_are_mended() {
    let cases = [
        ("年度：2024\n", "年度: 2024\n"),
        ("年度：　2024\n", "年度: 2024\n"),
        ("年度:2024\n金额单位:元\n", "年度: 2024\n金额单位: 元\n"),
        ("部门：\n  名称：示例\n  编码： \"041\"\n", "部门:\n  名称: 示例\n  编码: \"041\"\n"),
        ("部门:\n　名称: 示例\n　编码: \"041\"\n", "部门:\n  名称: 示例\n  编码: \"041\"\n"),
        ("部门:\n\t名称: 示例\n", "部门:\n  名称: 示例\n"),
        (
            "一般公共预算财政拨款:\n  -{科目: 2013101}\n  － {科目: 2013102}\n",
            "一般公共预算财政拨款:\n  - {科目: 2013101}\n  - {科目: 2013102}\n",
        ),
        ("单位资金:\n- 科目：2010601\n  基本支出：1\n", "单位资金:\n- 科目: 2010601\n  基本支出: 1\n"),
        (
            "一般公共预算财政拨款:\n  - ｛科目：2013101，基本支出:1402400.00｝ ＃注\n",
            "一般公共预算财政拨款:\n  - {科目: 2013101, 基本支出: 1402400.00} #注\n",
        ),
        ("部门: ｛名称：示例，性质：行政单位｝\n", "部门: {名称: 示例, 性质: 行政单位}\n"),
        ("绩效自评: [{科目: 2013101}，｛科目: 2013102｝］\n", "绩效自评: [{科目: 2013101}, {科目: 2013102}]\n"),
        ("＃ 说明\n年度: 2024　＃ 注\n", "# 说明\n年度: 2024 # 注\n"),
        ("基本支出明细: {30101：645000.00，30102:3}\n", "基本支出明细: {30101: 645000.00, 30102: 3}\n"),
        ("年度: 2024\u{200b}\n", "年度: 2024\n"),
        ("概况:\n  职责:\n    —负责甲\n    -负责乙\n", "概况:\n  职责:\n    - 负责甲\n    - 负责乙\n"),
        ("科目说明:\n  201：\n    用途：办公：采购\n", "科目说明:\n  201: \n    用途: 办公：采购\n"),
    ];
    for (written, expected) in cases {
        let (text, codes) = mended(written);
        assert_eq!(text.replace(": \n", ":\n"), expected.replace(": \n", ":\n"), "{written}");
        assert!(!codes.is_empty(), "{written}");
    }
}

#[test]
fn honest_text_is_left_alone() {
    let cases = [
        "用途: 用于：办公\n",
        "科目说明:\n  201: {用途: 用于：办公，采购；维修（含税）［2024］12号, 变动原因: 项目增加}\n",
        "科目说明:\n  201:\n    用途: 用于\n      办公：采购\n    变动原因: |\n      一、人员：增加\n      　　二、项目：减少，合并\n",
        "概况:\n  职责:\n    - 规划：负责全县档案工作\n    - \"职责：其他\"\n    - 名称：其他\n",
        "其他需要说明的事项: [说明：无，均已公开, 其他]\n",
        "变动原因: {收支总计: '原因：甲，乙'} # 注：说明，｛｝\n",
        "变动原因:\n  收支总计: \"原因：甲，\n    项目：乙\"\n",
        "核对: {\"03[合计].本年支出合计\": 12360300.00}\n",
        "核对:\n  03[合计].本年支出合计: 1\n",
        "绩效自评:\n  - 项目名称: 甲\n    基本信息:\n      立项依据: ［2024］12号\n      项目概况:\n        维修：两处\n",
        "变动原因: {\n  收支总计: 甲，乙,\n  一般公共预算财政拨款支出: 丙\n}\n年度: 2024\n",
    ];
    for written in cases {
        let (text, codes) = mended(written);
        assert_eq!((text.as_str(), codes), (written, Vec::new()), "{written}");
    }
}
