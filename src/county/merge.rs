//! Joins what several machines built of one county: files and records are copied whole, each file against its checksum, then the pages are made.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::site::{self, COUNTY, County};
use super::{CountyError, NOTES, Record, RecordError, Records};
use crate::disclosure::{place, write};

/// What a merge did.
#[derive(Debug)]
pub struct Merged {
    pub documents: usize,
    pub output: PathBuf,
}

/// Why parts cannot be joined.
#[derive(Debug, thiserror::Error)]
pub enum MergeError {
    #[error("{} 不是 juesuan build 生成的文件夹：里面没有 {NOTES}/{COUNTY}", .0.display())]
    NotAPart(PathBuf),
    #[error("{} 是另一个县（{found}）的，前面的是 {expected}", part.display())]
    OtherCounty { part: PathBuf, found: String, expected: String },
    #[error("{source_file} 在 {} 和 {} 里的结果不一样；用同一份填报文件和同一个版本的程序重新生成", first.display(), second.display())]
    Differs { source_file: String, first: PathBuf, second: PathBuf },
    #[error("{} 与记录的校验和不符，或者不见了；请重新复制或重新生成这一份", .0.display())]
    Damaged(PathBuf),
    #[error(transparent)]
    County(#[from] CountyError),
}

impl From<RecordError> for MergeError {
    fn from(error: RecordError) -> Self {
        Self::County(error.into())
    }
}

/// Joins parts into a folder, which may be one of them.
pub fn merge(parts: &[PathBuf], output: &Path) -> Result<Merged, MergeError> {
    let county = county(parts)?;
    let mut chosen: BTreeMap<(String, bool), (Record, &PathBuf)> = BTreeMap::new();
    for part in parts {
        for record in Records::of(part).load_all()? {
            let key = (record.source.clone(), record.draft);
            match chosen.get(&key) {
                Some((known, first)) if *known != record => {
                    return Err(MergeError::Differs { source_file: key.0, first: (*first).clone(), second: part.clone() });
                }
                Some(_) => {}
                None => {
                    chosen.insert(key, (record, part));
                }
            }
        }
    }
    let records = Records::of(output);
    for (record, part) in chosen.values() {
        copy(record, part, output, &records)?;
    }
    note(output, &county)?;
    site::publish(output, &county)?;
    Ok(Merged { documents: chosen.len(), output: output.to_path_buf() })
}

/// Keeps what the pages say of the county beside the records.
pub fn note(output: &Path, county: &County) -> Result<(), CountyError> {
    let text = serde_json::to_string_pretty(county).expect("plain values") + "\n";
    let path = output.join(NOTES).join(COUNTY);
    if std::fs::read_to_string(&path).is_ok_and(|found| found == text) {
        return Ok(());
    }
    Ok(write(&path, text.as_bytes())?)
}

fn county(parts: &[PathBuf]) -> Result<County, MergeError> {
    let mut known: Option<County> = None;
    for part in parts {
        let text = std::fs::read(part.join(NOTES).join(COUNTY)).map_err(|_| MergeError::NotAPart(part.clone()))?;
        let county: County = serde_json::from_slice(&text).map_err(|_| MergeError::NotAPart(part.clone()))?;
        let described = |county: &County| format!("{} {} 年度", county.region, county.year);
        match &known {
            Some(expected) if *expected != county => {
                return Err(MergeError::OtherCounty { part: part.clone(), found: described(&county), expected: described(expected) });
            }
            _ => known = Some(county),
        }
    }
    known.ok_or_else(|| MergeError::NotAPart(PathBuf::from(".")))
}

fn copy(record: &Record, part: &Path, output: &Path, records: &Records) -> Result<(), MergeError> {
    let same = |a: &Path, b: &Path| a.canonicalize().ok().is_some_and(|a| b.canonicalize().is_ok_and(|b| a == b));
    let copies = !same(part, output);
    if copies {
        records.forget(&record.source, record.draft)?;
    }
    for published in &record.outputs {
        let from = place(part, &published.path);
        let bytes = std::fs::read(&from).map_err(|_| MergeError::Damaged(from.clone()))?;
        if blake3::hash(&bytes).to_hex().as_str() != published.blake3 {
            return Err(MergeError::Damaged(from));
        }
        if copies {
            write(&place(output, &published.path), &bytes).map_err(CountyError::from)?;
        }
    }
    if copies {
        records.save(record)?;
    }
    Ok(())
}
