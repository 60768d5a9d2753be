//! With what this year opens: what each member's last year closed with. Where only the department's last year is known, it opens the rows of the
//! members without one together.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::{Book, Inputs};
use crate::accounts::{Accounts, Column, Entry, Row, Scope, Source, soundness};
use crate::diagnostics::Diagnostic;
use crate::source::Span;

/// Rows of the whole ledger, by their places in it, that opened with one amount: nothing says which of them had how much of it.
pub(super) type Shared = Vec<Vec<usize>>;

const SOURCES: [Source; 4] = [Source::General, Source::Fund, Source::Capital, Source::Other];

/// Opens this year with what last year closed with, wherever this year's files do not write an opening figure themselves. Money under a code that
/// this year's catalogue no longer has is not carried over but reported: only the department knows its new code.
pub(super) fn carry_over(inputs: &Inputs, books: &mut [Book], diagnostics: &mut Vec<Diagnostic>) -> Shared {
    for book in books.iter_mut() {
        if let (Some(past), Some(link)) = (book.member.last_year, &book.member.file.last_year_file) {
            for (source, code, amount) in closings(past) {
                if is_known(inputs, &code) {
                    open(&mut book.rows, source, &code, Entry { amount, span: link.span });
                } else {
                    diagnostics.push(soundness::carried_unknown(&code, amount, link.span, inputs.catalog.year));
                }
            }
        }
    }
    match (inputs.last_year, &inputs.head.last_year_file) {
        (Some(past), Some(link)) if inputs.by_units() => share_out(inputs, past, link.span, books, diagnostics),
        _ => Vec::new(),
    }
}

fn is_known(inputs: &Inputs, code: &str) -> bool {
    let mut files = std::iter::once(inputs.head).chain(inputs.units.iter().map(|unit| unit.file));
    inputs.catalog.functional(code).is_some() || files.any(|file| file.extra_codes.iter().any(|(extra, _)| extra.value.0 == code))
}

/// What accounts close with by source and code, where that is anything.
fn closings(past: &Accounts) -> Vec<(Source, String, Decimal)> {
    let of =
        |source: Source| past.ledger().codes(Scope::of(source), 7).into_iter().map(move |code| (source, past.closing(source, &code), code));
    SOURCES
        .into_iter()
        .flat_map(of)
        .filter(|(_, amount, _)| !amount.is_zero())
        .map(|(source, amount, code)| (source, code, amount))
        .collect()
}

/// Writes the opening figure into the first row of a code, unless one of its rows has one; into a new row if there is none.
fn open(rows: &mut Vec<Row>, source: Source, code: &str, opening: Entry) {
    let mut same: Vec<&mut Row> = rows.iter_mut().filter(|row| row.source == source && row.code == code).collect();
    if same.iter().any(|row| row.entries[Column::Opening as usize].is_some()) {
        return;
    }
    if let Some(row) = same.first_mut() {
        row.entries[Column::Opening as usize] = Some(opening);
    } else {
        rows.push(opened(source, code, opening));
    }
}

/// A row of which nothing but its opening figure is known.
fn opened(source: Source, code: &str, opening: Entry) -> Row {
    let mut row = Row::new(source, code, opening.span, opening.span);
    row.entries[Column::Opening as usize] = Some(opening);
    row
}

/// Opens the units whose last year is not known with what the other units' last years leave of the department's. A unit that was not there last year takes
/// nothing: what a unit that is gone left belongs to whoever writes it.
fn share_out(inputs: &Inputs, past: &Accounts, link: Span, books: &mut [Book], diagnostics: &mut Vec<Diagnostic>) -> Shared {
    if !books.iter().any(Book::shares) {
        return Vec::new();
    }
    let known: BTreeSet<(Source, String)> = books
        .iter()
        .filter_map(|book| book.member.last_year)
        .chain([past])
        .flat_map(closings)
        .map(|(source, code, _)| (source, code))
        .collect();
    let mut shared = Vec::new();
    let mut without_row = Vec::new();
    for (source, code) in known {
        let of_others: Decimal = books.iter().filter_map(|book| book.member.last_year).map(|past| past.closing(source, &code)).sum();
        let share = past.closing(source, &code) - of_others;
        if share.is_zero() {
            continue;
        }
        if !is_known(inputs, &code) {
            diagnostics.push(soundness::carried_unknown(&code, share, link, inputs.catalog.year));
            continue;
        }
        match together(books, source, &code, Entry { amount: share, span: link }, diagnostics) {
            Some(rows) => shared.push(rows),
            None => without_row.push(opened(source, &code, Entry { amount: share, span: link })),
        }
    }
    // Behind all others, so that the places of the shared rows stay what they are.
    if let Some(last) = books.last_mut() {
        last.rows.extend(without_row);
    }
    shared
}

/// Opens the rows of a code in the units without a last year, as far as they do not say themselves what they open with; the places of the rows that
/// share the amount. None where those units have no such row.
fn together(books: &mut [Book], source: Source, code: &str, share: Entry, diagnostics: &mut Vec<Diagnostic>) -> Option<Vec<usize>> {
    let starts: Vec<usize> = books.iter().scan(0, |next, book| Some(std::mem::replace(next, *next + book.rows.len()))).collect();
    let mut said = None;
    let (mut silent, mut implied) = (Vec::new(), Vec::new());
    for (unit, book) in books.iter().enumerate().filter(|(_, book)| book.shares()) {
        for (place, row) in book.rows.iter().enumerate().filter(|(_, row)| row.source == source && row.code == code) {
            match row.entries[Column::Opening as usize] {
                Some(entry) => said = Some(said.unwrap_or(Decimal::ZERO) + entry.amount),
                None if book.implied.contains(&place) => implied.push((unit, place)),
                None => silent.push((unit, place)),
            }
        }
    }
    let takers = if silent.is_empty() { &implied } else { &silent };
    let Some((unit, place)) = takers.first().copied() else { return said.map(|_| Vec::new()) };
    let rest = share.amount - said.unwrap_or_default();
    // More is written than there was: that is reported where the openings are compared with last year.
    let too_much = said.is_some() && rest.is_sign_negative() != share.amount.is_sign_negative();
    if rest.is_zero() || too_much {
        return Some(Vec::new());
    }
    let row = &mut books[unit].rows[place];
    if silent.is_empty() {
        diagnostics.push(soundness::income_missing(row, true));
    }
    row.entries[Column::Opening as usize] = Some(Entry { amount: rest, span: share.span });
    Some(takers.iter().map(|(unit, place)| starts[*unit] + place).collect())
}
