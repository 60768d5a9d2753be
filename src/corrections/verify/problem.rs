//! What may be wrong with a published PDF, and how that is said.

use serde::Serialize;

use crate::corrections::sentences::Piece;

/// What is not as it should be, the gravest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Problem {
    /// It could not be looked at here: not readable, or its workspace or standard is broken.
    Unreadable {
        reason: String,
    },
    /// Not a sound PDF.
    Damaged {
        reason: String,
    },
    /// Nothing is attached.
    NoSource,
    /// A notice of correction: there is nothing to verify it by.
    Notice,
    /// The attached source is not sound.
    Unsound {
        reason: String,
    },
    /// Pages show something else than the attached source gives.
    Pages {
        pages: Vec<PageProblem>,
    },
    /// Another number of pages.
    PageCount {
        published: usize,
        rebuilt: usize,
    },
    /// An attachment is not as the program writes it: the lines that differ.
    Attachment {
        name: String,
        lines: Vec<LineProblem>,
    },
    /// An attachment that the source does not lead to, or that is gone.
    Foreign {
        name: String,
    },
    Gone {
        name: String,
    },
    /// The attachments are not those the PDF was made with, though nothing that is printed tells them apart.
    Source {
        published: String,
        attached: String,
    },
    /// Made by another version of the program.
    Version {
        published: String,
        here: String,
    },
    /// Made with another standard, or another state of it; how many of its files a workspace had replaced.
    Standard {
        published: String,
        here: String,
        replaced: usize,
    },
    /// Made with a standard that is not known here.
    NoStandard {
        id: String,
    },
    /// Made with other fonts.
    Fonts {
        published: String,
        here: String,
    },
    /// Pages and attachments agree, but the file does not: saved anew by another program.
    Resaved,
}

/// A line of an attachment that is not as it should be; either side may be missing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LineProblem {
    pub line: usize,
    pub attached: Option<String>,
    pub expected: Option<String>,
}

/// A page that shows something else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PageProblem {
    pub page: usize,
    /// What differs in its text: `old` as published, `new` as it should be. Empty when the text agrees but not how it is drawn.
    pub pieces: Vec<Piece>,
}

/// How many differences of a page are worth showing.
const PIECES_SHOWN: usize = 6;
const PAGES_SHOWN: usize = 8;
const LINES_SHOWN: usize = 8;

impl Problem {
    /// The problem in one or a few lines.
    pub fn show(&self) -> String {
        match self {
            Problem::Unreadable { reason } => reason.clone(),
            Problem::Damaged { reason } => format!("文件打不开：{reason}"),
            Problem::NoSource => "没有附填报数据，无从核验：不是本程序生成的，或者附件被去掉了".to_owned(),
            Problem::Notice => "这是更正说明，没有附填报数据；要核验的是它所更正的那份公开文件".to_owned(),
            Problem::Unsound { reason } => format!("所附的填报数据有错，生成不了文件：{reason}"),
            Problem::Pages { pages } => {
                let mut lines = vec![format!("{} 页与由所附数据重新生成的不同：", pages.len())];
                lines.extend(pages.iter().take(PAGES_SHOWN).map(PageProblem::show));
                if pages.len() > PAGES_SHOWN {
                    lines.push(format!("    还有 {} 页没有列出", pages.len() - PAGES_SHOWN));
                }
                lines.join("\n")
            }
            Problem::PageCount { published, rebuilt } => format!("页数不同：文件有 {published} 页，由所附数据应有 {rebuilt} 页"),
            Problem::Attachment { name, lines } => {
                let mut shown = vec![format!("附件 {name} 不是生成时的样子，{} 行不同（- 附件里的，+ 应为）：", lines.len())];
                shown.extend(lines.iter().take(LINES_SHOWN).flat_map(LineProblem::show));
                if lines.len() > LINES_SHOWN {
                    shown.push(format!("    还有 {} 行没有列出", lines.len() - LINES_SHOWN));
                }
                shown.join("\n")
            }
            Problem::Foreign { name } => format!("附件 {name} 不是本程序附上的"),
            Problem::Gone { name } => format!("附件 {name} 被去掉了"),
            Problem::Source { published, attached } => {
                format!(
                    "所附的填报数据在生成以后被改动过：生成时的指纹是 {published}，现在是 {attached}；改动不影响印出来的数，原来写的是什么已经看不出来"
                )
            }
            Problem::Version { published, here } => format!("由另一版本生成：文件是 {published}，这里是 {here}；用那个版本才能逐字节核验"),
            Problem::Standard { published, here, replaced: 0 } => {
                format!("标准包不同：文件用 {published}，这里是 {here}；用 --standard 指明当时的标准包")
            }
            Problem::Standard { published, here, replaced } => {
                format!(
                    "生成这份文件的工作区改了标准包的 {replaced} 个文件：文件用 {published}，这里是 {here}；在那个工作区里核验，或用 --standard 指明当时的标准包"
                )
            }
            Problem::NoStandard { id } => {
                format!("文件用的标准包“{id}”这里没有：在有这个标准包的工作区里核验，或用 --standard 指明它的文件夹")
            }
            Problem::Fonts { published, here } => {
                format!("字体不同：文件用 {published}，这里是 {here}；装上同样的字体，或用 --font-path 指明")
            }
            Problem::Resaved => {
                "各页写的内容和所附数据都对得上，但文件的字节不同：被别的软件重新保存过，或者文件信息、字体、图片被改动过".to_owned()
            }
        }
    }
}

impl LineProblem {
    fn show(&self) -> Vec<String> {
        let side = |mark: &str, text: &Option<String>| text.as_ref().map(|text| format!("    {mark} 第 {} 行：{}", self.line, text.trim()));
        [side("-", &self.attached), side("+", &self.expected)].into_iter().flatten().collect()
    }
}

impl PageProblem {
    fn show(&self) -> String {
        if self.pieces.is_empty() {
            return format!("    第 {} 页：文字相同，画法不同，或者上面加了批注", self.page);
        }
        let pieces: Vec<String> =
            self.pieces.iter().take(PIECES_SHOWN).map(|piece| format!("印的是“{}”，应为“{}”", piece.old, piece.new)).collect();
        format!("    第 {} 页：{}", self.page, pieces.join("；"))
    }
}
