//! Reads a PDF back: what each page shows, apart from page furniture, and the objects a test asks for. Needs no tool besides the PDF.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

/// What one page shows: its text, and the text of artifacts (page numbers, watermark, repeated heads).
#[derive(Debug, Default, Clone)]
pub struct Shown {
    pub text: String,
    pub artifacts: String,
}

/// A PDF that was read.
pub struct Paper {
    document: Document,
}

/// Glyph → characters of one font.
type Glyphs = BTreeMap<u16, String>;

impl Paper {
    /// Reads a PDF's bytes.
    pub fn new(bytes: &[u8]) -> Self {
        Self { document: Document::load_mem(bytes).expect("a PDF that can be read") }
    }

    /// What the pages show, in order, as drawn.
    pub fn pages(&self) -> Vec<Shown> {
        let mut maps = BTreeMap::new();
        self.document.get_pages().into_values().map(|page| self.shown(page, &mut maps)).collect()
    }

    /// The document catalogue.
    pub fn catalog(&self) -> &Dictionary {
        self.document.catalog().expect("a PDF has a catalogue")
    }

    /// The XMP metadata.
    pub fn metadata(&self) -> String {
        let stream = self.resolved(self.catalog().get(b"Metadata").expect("the catalogue names metadata"));
        String::from_utf8(content(stream.as_stream().expect("metadata are a stream"))).expect("metadata are UTF-8")
    }

    /// The attached files by name.
    pub fn attachments(&self) -> Vec<(String, Vec<u8>)> {
        let Ok(files) = self.catalog().get(b"AF") else { return Vec::new() };
        let files = self.resolved(files).as_array().expect("a list of files");
        let file = |file: &Object| {
            let file = self.resolved(file).as_dict().expect("a file specification");
            let embedded = self.resolved(file.get(b"EF").expect("its file")).as_dict().expect("a dictionary");
            let stream = self.resolved(embedded.get(b"F").expect("its contents")).as_stream().expect("a stream");
            let name = self.resolved(file.get(b"F").expect("its name")).as_str().expect("a string");
            (String::from_utf8_lossy(name).into_owned(), content(stream))
        };
        files.iter().map(file).collect()
    }

    /// Names of the fonts that are used without being embedded, and how many there are in all.
    pub fn fonts_not_embedded(&self) -> (Vec<String>, usize) {
        let descriptors: Vec<&Dictionary> = self.of_type(b"FontDescriptor").collect();
        let bare = descriptors.iter().filter(|dict| ![&b"FontFile"[..], b"FontFile2", b"FontFile3"].iter().any(|key| dict.has(key)));
        let name =
            |dict: &&Dictionary| String::from_utf8_lossy(dict.get(b"FontName").and_then(Object::as_name).unwrap_or_default()).into_owned();
        (bare.map(name).collect(), descriptors.len())
    }

    /// What is read aloud of each link.
    pub fn links(&self) -> Vec<String> {
        let links = self.dictionaries().filter(|dict| dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|kind| kind == b"Link"));
        let words = links.map(|link| link.get(b"Contents").expect("a link has words"));
        words.map(|words| lopdf::decode_text_string(words).expect("words are a text")).collect()
    }

    /// How many elements of the structure tree have this role.
    pub fn structure(&self, role: &str) -> usize {
        self.dictionaries()
            .filter(|dict| dict.has(b"P") && dict.get(b"S").and_then(Object::as_name).is_ok_and(|name| name == role.as_bytes()))
            .count()
    }

    fn dictionaries(&self) -> impl Iterator<Item = &Dictionary> {
        self.document.objects.values().filter_map(|object| object.as_dict().ok())
    }

    fn of_type<'a>(&'a self, kind: &'a [u8]) -> impl Iterator<Item = &'a Dictionary> {
        self.dictionaries().filter(move |dict| dict.get(b"Type").and_then(Object::as_name).is_ok_and(|name| name == kind))
    }

    /// The object itself, behind any reference.
    pub fn resolved<'a>(&'a self, object: &'a Object) -> &'a Object {
        self.document.dereference(object).expect("references lead somewhere").1
    }

    fn shown(&self, page: ObjectId, maps: &mut BTreeMap<ObjectId, Glyphs>) -> Shown {
        let mut shown = Shown::default();
        let named = self.document.get_page_fonts(page).expect("a page names its fonts");
        let operations = self.document.get_and_decode_page_content(page).expect("a page can be read").operations;
        // One entry for each open marked content: whether it is an artifact.
        let (mut marked, mut font) = (Vec::new(), None);
        for operation in operations {
            let first = operation.operands.first();
            match operation.operator.as_str() {
                "BDC" | "BMC" => marked.push(first.is_some_and(|tag| tag.as_name().is_ok_and(|name| name == b"Artifact"))),
                "EMC" => drop(marked.pop()),
                "Tf" => {
                    let name = first.and_then(|name| name.as_name().ok()).expect("a font has a name");
                    let map =
                        named[name].get(b"ToUnicode").and_then(Object::as_reference).expect("every font maps its glyphs to characters");
                    maps.entry(map).or_insert_with(|| self.glyphs(map));
                    font = Some(map);
                }
                "Tj" | "TJ" => {
                    let into = if marked.contains(&true) { &mut shown.artifacts } else { &mut shown.text };
                    show(&operation.operands, &maps[&font.expect("a font is chosen before text is shown")], into);
                }
                _ => {}
            }
        }
        shown
    }

    /// The characters of a font's glyphs, from its ToUnicode map.
    fn glyphs(&self, map: ObjectId) -> Glyphs {
        let map = self.document.get_object(map).and_then(Object::as_stream).expect("a map is a stream");
        let map = String::from_utf8(content(map)).expect("a map is ASCII");
        let mut in_characters = false;
        let mut glyphs = Glyphs::new();
        for line in map.lines() {
            in_characters = line.ends_with("beginbfchar") || (in_characters && !line.starts_with("endbfchar"));
            let mut parts = line.split_whitespace().map(|part| part.trim_matches(['<', '>']));
            if let (true, Some(glyph), Some(units)) = (in_characters && line.starts_with('<'), parts.next(), parts.next()) {
                let units: Vec<u16> = (0..units.len() / 4).map(|at| hexadecimal(&units[at * 4..at * 4 + 4])).collect();
                glyphs.insert(hexadecimal(glyph), String::from_utf16(&units).expect("a map names characters"));
            }
        }
        glyphs
    }
}

/// A stream's contents, decompressed if need be.
fn content(stream: &Stream) -> Vec<u8> {
    if stream.dict.has(b"Filter") { stream.decompressed_content().expect("a readable stream") } else { stream.content.clone() }
}

fn show(operands: &[Object], glyphs: &Glyphs, into: &mut String) {
    for operand in operands {
        match operand {
            Object::String(bytes, _) => bytes.chunks_exact(2).for_each(|pair| {
                let glyph = u16::from_be_bytes([pair[0], pair[1]]);
                into.push_str(glyphs.get(&glyph).map_or("\u{fffd}", String::as_str));
            }),
            Object::Array(parts) => show(parts, glyphs, into),
            _ => {}
        }
    }
}

fn hexadecimal(text: &str) -> u16 {
    u16::from_str_radix(text, 16).expect("a map is made of hexadecimal numbers")
}
