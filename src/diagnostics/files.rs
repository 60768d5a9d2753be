//! The decoded texts that spans point into.

use std::path::{Path, PathBuf};

use crate::span::FileId;

/// One source file as read: its path for messages and its text as UTF-8.
#[derive(Debug, Clone)]
pub struct SourceFile {
    pub path: PathBuf,
    pub text: String,
    /// Hash of the bytes that were read, before decoding; none for texts that came from elsewhere, and for what a workspace shares.
    pub hash: Option<blake3::Hash>,
}

/// All files of one run, by [`FileId`].
#[derive(Debug, Clone, Default)]
pub struct Files {
    files: Vec<SourceFile>,
}

impl Files {
    /// Takes in a file and gives it an id.
    pub fn add(&mut self, path: impl Into<PathBuf>, text: String) -> FileId {
        self.files.push(SourceFile { path: path.into(), text, hash: None });
        FileId(u32::try_from(self.files.len() - 1).expect("fewer than 2^32 files"))
    }

    /// Takes in a file that was read elsewhere, once: what it contributes to others is shown where it was written.
    pub fn share(&mut self, file: &SourceFile) -> FileId {
        match self.files.iter().position(|known| known.path == file.path && known.text == file.text) {
            Some(known) => FileId(u32::try_from(known).expect("fewer than 2^32 files")),
            None => self.add(file.path.clone(), file.text.clone()),
        }
    }

    /// Notes which bytes a file's text was decoded from.
    pub fn set_hash(&mut self, id: FileId, hash: blake3::Hash) {
        self.files[id.0 as usize].hash = Some(hash);
    }

    /// All files in the order they were read.
    pub fn iter(&self) -> impl Iterator<Item = &SourceFile> {
        self.files.iter()
    }

    /// The file behind an id.
    pub fn get(&self, id: FileId) -> &SourceFile {
        &self.files[id.0 as usize]
    }

    /// The text of a file.
    pub fn text(&self, id: FileId) -> &str {
        &self.get(id).text
    }

    /// The path of a file as it was given.
    pub fn path(&self, id: FileId) -> &Path {
        &self.get(id).path
    }

    /// 1-based line and column (in characters) of a byte offset.
    pub fn position(&self, id: FileId, offset: u32) -> (usize, usize) {
        let before = &self.text(id)[..offset as usize];
        let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        (line, column)
    }
}
