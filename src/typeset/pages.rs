//! What stands on the laid out pages: every text with its place, and pages as pictures. For comparing pages and for a preview one can click on.

use std::hash::{Hash, Hasher};

use typst::foundations::{NativeElement, StyleChain};
use typst::introspection::Introspector;
use typst::layout::{Abs, Frame, FrameItem, Transform};
use typst::model::HeadingElem;
use typst::text::TextItem;
use typst_svg::SvgOptions;

use super::Compiled;

/// A text as it is set on a page. Lengths are hundredths of a point from the upper left corner; `baseline` is where the letters stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlacedText {
    pub text: String,
    pub left: i64,
    pub baseline: i64,
    pub height: i64,
    /// The right edge of each character.
    pub edges: Vec<i64>,
}

/// A heading and where it begins: its page, counted from 0, and its distance from the page's upper edge in hundredths of a point.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlacedHeading {
    pub page: usize,
    pub top: i64,
    /// 1 for a part of the document.
    pub level: usize,
    pub text: String,
}

impl Compiled {
    /// The headings in reading order.
    pub fn headings(&self) -> Vec<PlacedHeading> {
        let introspector: &dyn Introspector = self.pages().introspector().as_ref();
        let placed = |content: typst::foundations::Content| {
            let heading = content.to_packed::<HeadingElem>()?;
            let position = introspector.position(content.location()?)?.as_paged()?;
            Some(PlacedHeading {
                page: position.page.get() - 1,
                top: hundredths(position.point.y),
                level: heading.resolve_level(StyleChain::default()).get(),
                text: heading.body.plain_text().into(),
            })
        };
        introspector.query(&HeadingElem::ELEM.select()).into_iter().filter_map(placed).collect()
    }

    /// The texts of a page (counted from 0) in the order they are drawn.
    pub fn texts(&self, page: usize) -> Vec<PlacedText> {
        let mut texts = Vec::new();
        if let Some(page) = self.pages().pages().get(page) {
            collect(&page.frame, Transform::identity(), &mut texts);
        }
        texts
    }

    /// All text of a page without regard to lines.
    pub fn text(&self, page: usize) -> String {
        self.texts(page).into_iter().map(|placed| placed.text).collect()
    }

    /// The size of a page, in hundredths of a point.
    pub fn size(&self, page: usize) -> (i64, i64) {
        self.pages().pages().get(page).map_or((0, 0), |page| (hundredths(page.frame.width()), hundredths(page.frame.height())))
    }

    /// A number that changes when what is seen on a page does.
    pub fn picture_key(&self, page: usize) -> u64 {
        let mut hasher = std::hash::DefaultHasher::new();
        if let Some(page) = self.pages().pages().get(page) {
            seen(&page.frame, Transform::identity(), &mut hasher);
        }
        hasher.finish()
    }

    /// A page as a picture.
    pub fn svg(&self, page: usize) -> Option<String> {
        let page = self.pages().pages().get(page)?;
        Some(typst_svg::svg(page, &SvgOptions { render_bleed: false, pretty: false }))
    }
}

/// Lengths on a page are no amounts of money: a hundredth of a point is finer than any printer.
fn hundredths(length: Abs) -> i64 {
    (length.to_pt() * 100.0).round() as i64
}

/// What is drawn; not the marks of structure and links, which say where on other pages things are.
fn seen(frame: &Frame, over: Transform, hasher: &mut impl Hasher) {
    for (position, item) in frame.items() {
        let here = over.pre_concat(Transform::translate(position.x, position.y));
        match item {
            FrameItem::Group(group) => seen(&group.frame, here.pre_concat(group.transform), hasher),
            FrameItem::Text(text) => (here, &text.text, text.size, &text.fill, text.width()).hash(hasher),
            FrameItem::Shape(shape, _) => (here, shape).hash(hasher),
            FrameItem::Image(image, size, _) => (here, image, size).hash(hasher),
            _ => {}
        }
    }
}

fn collect(frame: &Frame, over: Transform, texts: &mut Vec<PlacedText>) {
    for (position, item) in frame.items() {
        let here = over.pre_concat(Transform::translate(position.x, position.y));
        match item {
            FrameItem::Group(group) => collect(&group.frame, here.pre_concat(group.transform), texts),
            FrameItem::Text(text) => texts.push(placed(text, here)),
            _ => {}
        }
    }
}

fn placed(item: &TextItem, at: Transform) -> PlacedText {
    let left = hundredths(at.tx);
    let mut edges = vec![left; item.text.chars().count()];
    let mut right = Abs::zero();
    for glyph in &item.glyphs {
        right += glyph.x_advance.at(item.size);
        let until = item.text[..glyph.range().end].chars().count();
        if let Some(edge) = until.checked_sub(1).and_then(|last| edges.get_mut(last)) {
            *edge = hundredths(at.tx + right);
        }
    }
    PlacedText { text: item.text.to_string(), left, baseline: hundredths(at.ty), height: hundredths(item.size), edges }
}
