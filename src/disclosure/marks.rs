//! What a PDF says among its keywords of how it was made, so that it can be made again: written with the document, read back from a published one.

/// One thing a PDF says of its making.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// Id and fingerprint of its standard.
    Standard,
    /// Fingerprint of its fonts.
    Fonts,
    /// How many files of the standard a county replaced.
    Overrides,
    /// Fingerprint of what is attached.
    Source,
    /// That it is a draft for review.
    Draft,
    /// That it is a notice of correction, which has nothing attached.
    Notice,
}

/// The value of marks that only say that something is so.
pub const YES: &str = "yes";

impl Mark {
    fn prefix(self) -> &'static str {
        match self {
            Self::Standard => "juesuan-standard:",
            Self::Fonts => "juesuan-fonts:",
            Self::Overrides => "juesuan-overrides:",
            Self::Source => "juesuan-source:",
            Self::Draft => "juesuan-draft:",
            Self::Notice => "juesuan-notice:",
        }
    }

    /// The keyword that says it.
    pub fn says(self, value: impl std::fmt::Display) -> String {
        format!("{}{value}", self.prefix())
    }

    /// What a PDF's keywords say, if they say it.
    pub fn read(self, keywords: &str) -> Option<&str> {
        keywords.split([',', ';', ' ']).find_map(|word| word.trim().strip_prefix(self.prefix()))
    }
}
