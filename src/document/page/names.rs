//! The names of tags and attributes as atoms: the few that a page uses are looked up once.
//! Must not know what a name means.

use html5ever::LocalName;

/// How many names are remembered; a power of two.
const SLOTS: usize = 256;

/// Names seen before, each at a place that its letters give.
pub(super) struct Names(Vec<LocalName>);

impl Default for Names {
    fn default() -> Self {
        Self(vec![LocalName::from(""); SLOTS])
    }
}

impl Names {
    /// The name as the standard has it: ASCII letters in lower case, no null characters.
    pub fn of(&mut self, name: &str) -> LocalName {
        let known = &mut self.0[slot(name)];
        if **known == *name {
            return known.clone();
        }
        if name.bytes().any(|byte| byte.is_ascii_uppercase() || byte == 0) {
            return LocalName::from(name.to_ascii_lowercase().replace('\0', "\u{FFFD}"));
        }
        *known = LocalName::from(name);
        known.clone()
    }
}

fn slot(name: &str) -> usize {
    let bytes = name.as_bytes();
    let byte = |at: usize| bytes.get(at).copied().map_or(0, usize::from);
    let ends = byte(0) + byte(1) * 7 + byte(2) * 17 + byte(bytes.len().wrapping_sub(1)) * 31;
    (ends + bytes.len() * 59) % SLOTS
}
