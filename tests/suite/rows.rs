//! Rows of tables whose height the layout tells from their text are as high as rows that are measured.

use juesuan::disclosure::{Derived, Edition, Reader, font_roles};
use juesuan::standard::Standard;
use juesuan::typeset::{Compiled, FontSet, PlacedText, Search};

use crate::making;

/// The texts of all pages.
fn texts(compiled: &Compiled) -> Vec<Vec<PlacedText>> {
    (0..compiled.page_count()).map(|page| compiled.texts(page)).collect()
}

#[test]
fn told_heights_are_measured_heights() {
    for path in making::examples() {
        let dossier = Reader::default().read(&path).expect("a readable file").expect("a sound file");
        let id = dossier.disclosure.standard.as_ref().map_or("shanxi", |id| id.value.as_str());
        let standard = Standard::built_in(id, None).expect("a built-in standard");
        let derived = Derived::from(&dossier, &standard).0.expect("a year with classifications");
        let fonts = FontSet::load(&font_roles(&standard), &Search::system([])).expect("installed fonts");
        let edition = Edition { dossier: &dossier, derived: &derived, standard: &standard, fonts: &fonts, draft: false, attach: false };
        let mut worded = edition.word().expect("sound templates");
        let told = texts(&edition.compile(&worded).expect("a sound layout"));
        let rows = worded.files.get_mut("base/layout/rows.typ").expect("the layout of rows");
        rows.push_str("\n#let row-height(lines, size, pitch) = auto\n");
        let measured = texts(&edition.compile(&worded).expect("a sound layout"));
        assert_eq!(told.len(), measured.len(), "{}: pages", path.display());
        for (number, (told, measured)) in told.iter().zip(&measured).enumerate() {
            assert_eq!(told, measured, "{}: page {}", path.display(), number + 1);
        }
    }
}
