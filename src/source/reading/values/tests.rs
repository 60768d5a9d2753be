//! What slips mean, and what is left alone.

use super::*;

fn write(leaf: &Leaf, written: &str) -> Option<String> {
    slip(leaf, written, Some(true)).write
}

#[test]
fn what_was_meant_is_said() {
    let cases: [(Leaf, &[(&str, &str)]); 6] = [
        (
            Leaf::Amount,
            &[
                ("“1345000.00”", "1345000.00"),
                ("１３４５０００．００", "1345000.00"),
                ("134500O.00", "1345000.00"),
                ("l345000.00", "1345000.00"),
                ("1，345，000.00", "1345000.00"),
                ("1 345 000.00", "1345000.00"),
                ("134.5万元", "1345000"),
                ("134.5万", "1345000"),
                ("1,345,000.00元", "1345000.00"),
                ("¥1345000.00", "1345000.00"),
                ("(1345000.00)", "-1345000.00"),
                ("负1345000.00", "-1345000.00"),
                ("1345000.00（基本工资）", "1345000.00"),
                ("1345000。00", "1345000.00"),
                ("1345000.00；", "1345000.00"),
                ("1345000.00\u{3000}", "1345000.00"),
            ],
        ),
        (
            Leaf::Code,
            &[
                ("2012601 行政运行", "2012601"),
                ("201.26.01", "2012601"),
                ("20126O1", "2012601"),
                ("‘2012601’", "2012601"),
                ("（30101）", "30101"),
            ],
        ),
        (Leaf::Count, &[("2024年", "2024"), ("两台", "2"), ("二〇二四", "2024"), ("2024#决算年度", "2024"), ("2.00", "2")]),
        (
            Leaf::Date,
            &[
                ("2025.8.29", "2025-08-29"),
                ("2025年8月29日", "2025-08-29"),
                ("2025/8/29", "2025-08-29"),
                ("２０２５－０８－２９", "2025-08-29"),
                ("20250829", "2025-08-29"),
                ("45898", "2025-08-29"),
                ("2025-08-29 00:00:00", "2025-08-29"),
            ],
        ),
        (Leaf::YearMonth, &[("2024年12月", "2024-12"), ("2024.1", "2024-01"), ("202412", "2024-12"), ("2024-12-31", "2024-12")]),
        (Leaf::Score, &[("10分", "10"), ("９．５", "9.5")]),
    ];
    for (leaf, slips) in cases {
        for (written, meant) in slips {
            assert_eq!(write(&leaf, written).as_deref(), Some(*meant), "{written}");
        }
    }
}

#[test]
fn nothing_is_guessed_that_is_not_certain() {
    for written in ["约1345000", "1.345E+06", "=A1+B1", "85%", "无", "1345.000.00", "一百", "1345000;00", "-", "#REF!"] {
        let slip = slip(&Leaf::Amount, written, Some(true));
        assert_eq!(slip.write, None, "{written}");
    }
    assert_eq!(write(&Leaf::Count, "1.5"), None);
    assert_eq!(write(&Leaf::Count, "1345000.00"), None);
    assert_eq!(write(&Leaf::Date, "2025-02-30"), None);
    assert_eq!(slip(&Leaf::Amount, "134.5万元", None).write, None, "the unit of the file is not known");
    assert_eq!(slip(&Leaf::Amount, "1345000元", Some(false)).write.as_deref(), Some("134.5"));
}
