//! Tables that could be read and yet would come out wrong: sizes that are no numbers, rows that do not fill the columns, codes and figures nobody has.

use std::collections::BTreeMap;

use super::PACK;
use crate::accounts::Figure;
use crate::catalog::Catalog;
use crate::diagnostics::Diagnostic;
use crate::source::{Span, Spanned};
use crate::tables::{EconomicDefinition, FormDefinition, HeadCell, LineKind, TableDefinition, TreeDefinition};

/// Columns of one group of an economic table: code, name, amount.
const GROUP_WIDTH: usize = 3;
/// Units of a column's width.
const UNITS: [&str; 4] = ["fr", "mm", "cm", "pt"];

/// Looks at one table.
pub(in crate::standard) fn check(table: &TableDefinition) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = id(table).into_iter().collect();
    found.extend(measures(table));
    found.extend(figures(table));
    found.extend(head(table));
    match (&table.tree, &table.form, &table.economic) {
        (Some(tree), None, None) => found.extend(tree_body(table, tree)),
        (None, Some(form), None) => found.extend(form_body(table, form)),
        (None, None, Some(economic)) => found.extend(economic_body(table, economic)),
        _ => found.push(wrong("tree、form、economic 要写一个，并且只写一个", table.id.span, "这张表").hint("三者留下一个")),
    }
    found
}

fn wrong(message: impl Into<String>, place: Span, label: &str) -> Diagnostic {
    Diagnostic::error(PACK, message).at(place, label)
}

/// A table's id becomes a file's name, on every system.
fn id(table: &TableDefinition) -> Option<Diagnostic> {
    let id = &table.id;
    let plain = !id.value.is_empty() && id.value.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
    let finding = || wrong(format!("表的编号“{id}”不能用作文件名"), id.span, "这个编号");
    (!plain).then(|| finding().hint("只写汉字、字母、数字、- 和 _，例如 id: \"01\""))
}

/// Whether a text is a number above zero, as JSON writes it: so it goes to the layout.
fn is_positive(number: &str) -> bool {
    let plain = number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    plain && number.parse::<serde_json::Number>().is_ok() && number.bytes().any(|byte| (b'1'..=b'9').contains(&byte))
}

/// Sizes and widths are numbers the layout can take.
fn measures(table: &TableDefinition) -> Vec<Diagnostic> {
    let plain = [("size", &table.size, "9"), ("pitch", &table.pitch, "1.6")];
    let plain = plain.into_iter().filter_map(|(key, written, example)| Some((key, written.as_ref()?, example)));
    let mut found: Vec<Diagnostic> = plain
        .filter(|(_, written, _)| !is_positive(&written.value))
        .map(|(key, written, example)| {
            wrong(format!("{key} 不是数：{written}"), written.span, "这里").hint(format!("写不带单位的数，例如 {key}: \"{example}\""))
        })
        .collect();
    let is_width = |width: &str| width == "auto" || UNITS.iter().any(|unit| width.strip_suffix(unit).is_some_and(is_positive));
    let widths = table.columns.iter().map(|column| &column.width).filter(|width| !is_width(&width.value));
    found.extend(
        widths.map(|width| {
            wrong(format!("列宽 {width} 不对"), width.span, "这一列").hint("写 auto，或数字加 fr、mm、cm、pt，例如 1fr、22mm")
        }),
    );
    if table.columns.is_empty() {
        found.push(wrong("columns 里没有列", table.id.span, "这张表").hint("一列写一行，例如 - {width: 1fr, align: left}"));
    }
    found
}

/// Every figure has a name the accounts know.
fn figures(table: &TableDefinition) -> Vec<Diagnostic> {
    let columns = table.columns.iter().filter_map(|column| column.figure.as_ref());
    let lines = table.form.iter().flat_map(|form| &form.blocks).flat_map(|block| &block.lines).flat_map(|line| &line.figures);
    let footer = table.economic.iter().flat_map(|economic| &economic.footer).filter_map(|cell| cell.figure.as_ref());
    let named = columns.chain(lines).chain(footer).filter(|name| !name.value.is_empty());
    let unknown = named.filter_map(|name| Some((name.value.replace("{code}", "201").parse::<Figure>().err()?, name)));
    let finding = |(error, name): (crate::accounts::UnknownFigure, &Spanned<String>)| {
        wrong(error.to_string(), name.span, "这个数").hint("数的名称见《制作标准包》一章，例如 all.expenditure.basic")
    };
    unknown.map(finding).collect()
}

/// Each line of the head covers every column once, with what hangs down from the lines above.
fn head(table: &TableDefinition) -> Vec<Diagnostic> {
    let width = table.columns.len();
    let mut hanging = vec![0_usize; width];
    let mut found = Vec::new();
    for (index, row) in table.head.iter().enumerate() {
        let fills = lay(row, &mut hanging);
        let deep = index + hanging.iter().max().copied().unwrap_or_default() > table.head.len();
        if !fills || deep {
            let place = row.iter().find_map(|cell| cell.text.as_ref()).map_or(table.id.span, |text| text.span);
            let message = if fills {
                "表头的 rowspan 超出了表头".to_owned()
            } else {
                format!("表头第 {} 行没有正好占满 {width} 列", index + 1)
            };
            found.push(wrong(message, place, "这一行").hint("数一数各格的 colspan，加上从上面几行跨下来的 rowspan"));
            return found;
        }
        hanging.iter_mut().for_each(|rows| *rows = rows.saturating_sub(1));
    }
    found
}

/// Lays a line's cells into the columns that nothing hangs into; whether they fit exactly.
fn lay(row: &[HeadCell], hanging: &mut [usize]) -> bool {
    let mut column = 0;
    for cell in row {
        while hanging.get(column).is_some_and(|rows| *rows > 0) {
            column += 1;
        }
        let (across, down) = (cell.colspan.map_or(1, |count| count.0 as usize), cell.rowspan.map_or(1, |count| count.0 as usize));
        let Some(free) = hanging.get_mut(column..column + across).filter(|free| free.iter().all(|rows| *rows == 0)) else { return false };
        free.fill(down);
        column += across;
    }
    hanging.iter().all(|rows| *rows > 0)
}

fn tree_body(table: &TableDefinition, tree: &TreeDefinition) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    if tree.levels.is_empty() {
        found.push(wrong("levels 里没有级次", table.id.span, "这张表").hint("写要列的级次，例如 levels: [class, section, item]"));
    }
    if let Some(first) = table.columns.first().filter(|column| column.figure.is_some()) {
        found.push(wrong("第一列是数，合计行没有地方写名称", first.width.span, "这一列").hint("第一列写 content: code 或 name"));
    }
    for column in &table.columns {
        let place = column.width.span;
        match (&column.content, &column.figure) {
            (Some(_), Some(_)) => found.push(wrong("content 和 figure 只能写一个", place, "这一列").hint("数的列只写 figure")),
            (None, None) => found.push(wrong("这一列没有内容", place, "这一列").hint("写 content（code、name 等）或 figure")),
            (None, Some(_)) if column.key.is_none() => {
                found.push(wrong("这一列的数没有地址", place, "这一列").hint("写 key，例如 key: 基本支出"));
            }
            _ => {}
        }
    }
    found
}

fn form_body(table: &TableDefinition, form: &FormDefinition) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let width: usize = form
        .blocks
        .iter()
        .map(|block| usize::from(block.labelled) + usize::from(block.number_from.is_some()) + block.figures.0 as usize)
        .sum();
    if width != table.columns.len() {
        let finding = wrong(format!("各块合起来是 {width} 列，columns 写了 {} 列", table.columns.len()), table.id.span, "这张表");
        found.push(finding.hint("一块的列数 = 名称（labelled）+ 行次（number_from）+ figures"));
    }
    let mut keys = BTreeMap::<(&str, &str), Span>::new();
    for block in &form.blocks {
        for line in &block.lines {
            let place = [&line.label, &line.key, &line.classes].into_iter().flatten().chain(&line.figures).chain(&line.texts).next();
            let place = place.map_or(table.id.span, |text| text.span);
            let kinds = [line.classes.is_some(), line.blank.is_some(), line.label.is_some() || line.key.is_some()];
            if kinds.iter().filter(|written| **written).count() != 1 {
                let finding = wrong("一行要写 label（或 key）、classes、blank 中的一种", place, "这一行");
                found.push(finding.hint("名称写 label，每个类一行写 classes，空行写 blank"));
            }
            if line.figures.len() > block.figures.0 as usize {
                let finding = wrong(format!("这一行有 {} 个数，这一块只有 {} 列数", line.figures.len(), block.figures.0), place, "这一行");
                found.push(finding.hint("去掉多的数，或改块的 figures"));
            }
            if !line.figures.is_empty() && line.figures.len() < block.figures.0 as usize {
                let finding = wrong(format!("这一行只有 {} 个数，这一块有 {} 列数", line.figures.len(), block.figures.0), place, "这一行");
                found.push(finding.hint("一列写一个；这一行没有数的列写 \"\""));
            }
            if line.kind == LineKind::Sub && !line.figures.is_empty() {
                found.push(wrong("小标题行（sub）不放数", place, "这一行").hint("去掉 figures，或改 kind"));
            }
            let key = line.key.as_ref().or(line.label.as_ref()).filter(|_| !line.figures.is_empty());
            if let Some(first) = key.and_then(|key| keys.insert((&block.key, &key.value), key.span)) {
                let finding = wrong("两行的地址相同", place, "这一行").at(first, "先有的一行");
                found.push(finding.hint("给其中一行写不同的 key"));
            }
        }
    }
    found
}

fn economic_body(table: &TableDefinition, economic: &EconomicDefinition) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let columns = table.columns.len();
    if economic.groups.len() * GROUP_WIDTH != columns {
        let finding =
            wrong(format!("{} 栏要占 {} 列", economic.groups.len(), economic.groups.len() * GROUP_WIDTH), table.id.span, "这张表");
        found.push(finding.hint(format!("columns 写了 {columns} 列；每栏三列：编码、名称、数")));
    }
    let footer: usize = economic.footer.iter().map(|cell| cell.colspan.map_or(1, |count| count.0 as usize)).sum();
    if footer != columns {
        let place = economic.footer.iter().find_map(|cell| cell.text.as_ref()).map_or(table.id.span, |text| text.span);
        found.push(wrong(format!("footer 占了 {footer} 列，表有 {columns} 列"), place, "这一行").hint("改各格的 colspan"));
    }
    let ranges = economic.groups.iter().flatten();
    let codes = ranges.clone().flat_map(|range| [&range.from, &range.to]).chain(&economic.only_if_spent);
    found.extend(codes.filter_map(unknown_economic));
    for range in ranges.filter(|range| unknown_economic(&range.from).is_none() && unknown_economic(&range.to).is_none()) {
        let descends = Catalog::years().filter_map(Catalog::of).any(|catalog| {
            let place = |code: &str| catalog.economic_items().iter().position(|item| item.code == code);
            place(&range.from.value) > place(&range.to.value)
        });
        if descends {
            let finding = wrong(format!("{} 在 {} 后面", range.from, range.to), range.from.span, "从这里").at(range.to.span, "到这里");
            found.push(finding.hint("按目录的次序（301、303，再 302、307……）从前往后写"));
        }
    }
    found
}

/// A code that the catalogue of some year does not have would drop its whole range there.
fn unknown_economic(code: &Spanned<String>) -> Option<Diagnostic> {
    let lacking = Catalog::years().filter_map(Catalog::of).find(|catalog| catalog.economic(&code.value).is_none())?;
    let finding = wrong(format!("{} 年的部门预算支出经济分类里没有 {code}", lacking.year), code.span, "这个科目");
    Some(finding.hint("写目录里的类（3 位）或款（5 位），例如 301、30199"))
}
