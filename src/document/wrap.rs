//! Which lines of a text file belong together: whether it was wrapped by hand, or has one paragraph a line.
//! Must not know Markdown, or what a line means.

/// How a file's lines were broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wrapping {
    /// The width at which lines were broken; `None` where a line is a paragraph.
    width: Option<usize>,
}

/// No one wraps by hand at more characters than this.
const WIDEST: usize = 120;
/// A file without a line as long as this was not wrapped, its lines are just short.
const NARROWEST: usize = 50;

impl Wrapping {
    /// Guesses from all lines of a file; a few longer ones are addresses that could not be broken.
    pub fn of<'a>(lines: impl Iterator<Item = &'a str>) -> Self {
        let mut lengths: Vec<usize> = lines
            .filter(|line| !line.trim().is_empty() && line.contains(' '))
            .map(|line| line.chars().count())
            .collect();
        lengths.sort_unstable();
        let usual = lengths.len().checked_sub(1 + lengths.len() / 20).map(|at| lengths[at]);
        Self { width: usual.filter(|usual| (NARROWEST..=WIDEST).contains(usual)) }
    }

    /// Whether `next` goes on with `line`: its first word would not have fit.
    pub fn joins(self, line: &str, next: &str) -> bool {
        let Some(width) = self.width else { return false };
        let first = next.split_whitespace().next().map_or(0, |word| word.chars().count());
        line.trim_end().chars().count() + 1 + first > width - width / 8
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrapped_file_joins_its_full_lines() {
        let full = "These terms govern the access to and the use of our website and of";
        let wrapping = Wrapping::of([full, full, "Short line."].into_iter());
        assert!(wrapping.joins(full, "everything that it offers."));
        assert!(!wrapping.joins("Short line.", "Another line."));
    }

    #[test]
    fn where_a_line_is_a_paragraph_none_are_joined() {
        let long = "word ".repeat(60);
        let wrapping = Wrapping::of([long.as_str(), "Short line."].into_iter());
        assert!(!wrapping.joins(&long, "Short line."));
        assert!(!Wrapping::of(["Introduction", "We collect."].into_iter()).joins("Introduction", "We collect."));
    }
}
