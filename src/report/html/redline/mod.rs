//! The new text with all that came and went, section by section; what stayed the same is folded.
//! Must not know which changes matter.

mod layout;

use super::anchor::Anchors;
use super::change::ShownChange;
use super::words::{Voice, deleted, inserted, runs};
use crate::compare::{Change, Op, SectionOp};
use crate::document::{Block, BlockKind, Heading, Section};
use crate::report::excerpt::whole;
use crate::report::markup::{Markup, heading};
use crate::report::wording;
use layout::{Gone, Layout, clauses_of};

/// More unchanged blocks in a row than this are folded.
const UNFOLDED: usize = 3;

pub(super) fn all(page: &mut Markup, change: &ShownChange<'_>, level: usize, anchors: &mut Anchors) {
    page.element(heading(level), &[], "Redline");
    page.literal(
        "<p class=\"facts\"><del>Struck: removed.</del> <ins>Underlined: added.</ins> \
         <span class=\"moved\">Doubly underlined: moved.</span> Numbers lead to the list above.</p>\n",
    );
    let layout = Layout::of(&change.old.document, &change.new.document, change.comparison);
    let redline = Redline { change, layout, level };
    Voice::of(&change.new.document).open(page, "div", "redline");
    redline.write(page, anchors);
    page.close("div");
}

struct Redline<'a> {
    change: &'a ShownChange<'a>,
    layout: Layout<'a>,
    level: usize,
}

/// A block of the redline: one of the new text, or one that is gone.
enum Piece<'a> {
    Same(&'a Block),
    Changed(usize, &'a Block),
    Gone(&'a Gone<'a>),
}

/// What became of a heading.
enum Retitled {
    New,
    From(String),
}

impl Redline<'_> {
    fn write(&self, page: &mut Markup, anchors: &mut Anchors) {
        self.removed_sections(page, None);
        let sections = &self.change.new.document.sections;
        let mut same = Vec::new();
        for (index, section) in sections.iter().enumerate() {
            if self.layout.differs(index) || self.retitled(section).is_some() {
                fold_sections(page, &mut same);
                self.section(page, index, section, anchors);
            } else {
                same.push(section);
            }
            if !self.layout.sections_after(Some(index)).is_empty() {
                fold_sections(page, &mut same);
                self.removed_sections(page, Some(index));
            }
        }
        fold_sections(page, &mut same);
    }

    fn clause_change(&self, index: usize) -> &Change {
        &self.change.comparison.changes[index]
    }

    /// What became of a section's heading; `None` when there is none or it stayed.
    fn retitled(&self, section: &Section) -> Option<Retitled> {
        let printed = section.heading.as_ref()?.printed();
        let change = self.layout.heading(printed)?;
        match change.op {
            SectionOp::Added => Some(Retitled::New),
            SectionOp::Renamed | SectionOp::Renumbered | SectionOp::Split | SectionOp::Merged => {
                let old = change.old.join(" / ");
                (old != printed).then_some(Retitled::From(old))
            }
            SectionOp::Moved | SectionOp::Releveled | SectionOp::Removed => None,
        }
    }

    fn section(&self, page: &mut Markup, index: usize, section: &Section, anchors: &mut Anchors) {
        if let Some(printed) = section.heading.as_ref().map(Heading::printed) {
            let content: String = section.blocks.iter().map(Block::text).collect();
            let tag = heading(self.level + 1);
            page.open(tag, &[("id", &anchors.named(printed, &content))]);
            match self.retitled(section) {
                None => page.text(printed),
                Some(Retitled::New) => inserted(page, printed),
                Some(Retitled::From(old)) => {
                    deleted(page, &old);
                    page.literal(" ");
                    inserted(page, printed);
                }
            }
            page.close(tag);
        }
        let pieces = self.pieces(index, section);
        for run in pieces.chunk_by(|one, next| matches!((one, next), (Piece::Same(_), Piece::Same(_)))) {
            self.run(page, index, run);
        }
    }

    fn pieces<'b>(&'b self, index: usize, section: &'b Section) -> Vec<Piece<'b>> {
        let mut pieces: Vec<Piece<'b>> = self.layout.at_start(index).map(Piece::Gone).collect();
        for (block_index, block) in section.blocks.iter().enumerate() {
            let differs = self.layout.block_differs(index, block_index);
            pieces.push(if differs { Piece::Changed(block_index, block) } else { Piece::Same(block) });
            pieces.extend(self.layout.after_block(index, block_index).map(Piece::Gone));
        }
        pieces
    }

    /// One changed piece, or a run of unchanged ones with its middle folded.
    fn run(&self, page: &mut Markup, section: usize, run: &[Piece<'_>]) {
        let folded = if run.len() > UNFOLDED { 1..run.len() - 1 } else { 0..0 };
        for (index, piece) in run.iter().enumerate() {
            if index == folded.start && !folded.is_empty() {
                page.literal("<details>");
                page.element(
                    "summary",
                    &[("lang", "en")],
                    &format!("{} unchanged", wording::count_of(folded.len(), "paragraph")),
                );
            }
            match piece {
                Piece::Same(block) => standing(page, block, |page| page.text(&block.text())),
                Piece::Changed(index, block) => {
                    standing(page, block, |page| self.clauses(page, section, *index, block));
                }
                Piece::Gone(gone) => standing(page, gone.block, |page| self.gone(page, gone)),
            }
            if index + 1 == folded.end && !folded.is_empty() {
                page.close("details");
            }
        }
    }

    /// The clauses of a block in which something changed.
    fn clauses(&self, page: &mut Markup, section: usize, index: usize, block: &Block) {
        for ((_, _, sentence), _, text) in clauses_of(section, std::slice::from_ref(block)) {
            let place = (section, index, sentence);
            if sentence > 0 {
                page.literal(" ");
            }
            match self.layout.change(place) {
                None => page.text(&text),
                Some(change) => self.changed(page, change, &text),
            }
            for gone in self.layout.after_clause(place) {
                page.literal(" ");
                self.gone(page, gone);
            }
        }
    }

    fn changed(&self, page: &mut Markup, index: usize, text: &str) {
        let change = self.clause_change(index);
        match change.op {
            Op::Added | Op::Removed => inserted(page, text),
            Op::Modified => runs(page, &whole(&change.words)),
            Op::Moved => {
                page.literal("<span class=\"moved\"><span class=\"aloud\">[moved here: </span>");
                runs(page, &whole(&change.words));
                page.literal("<span class=\"aloud\"> end]</span></span>");
            }
        }
        self.change.reference(page, index);
    }

    fn gone(&self, page: &mut Markup, gone: &Gone<'_>) {
        if self.clause_change(gone.change).op == Op::Moved {
            page.literal("<del class=\"moved\"><span class=\"aloud\">[moved away: </span>");
            page.text(&gone.text);
            page.literal("<span class=\"aloud\"> end]</span></del><sup>");
            page.jump(&self.change.place(gone.change), &format!("{} \u{2193}", gone.change + 1));
            page.literal("</sup>");
        } else {
            deleted(page, &gone.text);
            self.change.reference(page, gone.change);
        }
    }

    fn removed_sections(&self, page: &mut Markup, after: Option<usize>) {
        for section in self.layout.sections_after(after) {
            if let Some(printed) = section.heading {
                page.open(heading(self.level + 1), &[]);
                deleted(page, printed);
                page.close(heading(self.level + 1));
            }
            for gone in section.clauses.chunk_by(|one, next| std::ptr::eq(one.block, next.block)) {
                let Some(first) = gone.first() else { continue };
                standing(page, first.block, |page| {
                    for gone in gone {
                        self.gone(page, gone);
                        page.literal(" ");
                    }
                });
            }
        }
    }
}

/// Writes a block: a paragraph, an item with its number or bullet, a row, a line of code.
fn standing(page: &mut Markup, block: &Block, inside: impl FnOnce(&mut Markup)) {
    let class = match (block.kind, block.depth) {
        (BlockKind::ListItem, 0 | 1) => "item d1",
        (BlockKind::ListItem, 2) => "item d2",
        (BlockKind::ListItem, 3) => "item d3",
        (BlockKind::ListItem, _) => "item d4",
        (BlockKind::TableRow, _) => "row",
        (BlockKind::Quote, _) => "quoted",
        (BlockKind::Code, _) => "code",
        (BlockKind::Paragraph, _) => "paragraph",
    };
    page.open("p", &[("class", class)]);
    if block.kind == BlockKind::ListItem {
        page.element("span", &[("class", "label")], block.label.as_deref().unwrap_or("\u{2022}"));
        page.literal(" ");
    }
    inside(page);
    page.close("p");
}

/// Folds sections that stayed the same into one line.
fn fold_sections(page: &mut Markup, sections: &mut Vec<&Section>) {
    if sections.is_empty() {
        return;
    }
    page.open("details", &[("class", "same")]);
    let names: Vec<&str> =
        sections.iter().filter_map(|section| section.heading.as_ref()).map(Heading::printed).collect();
    page.open("summary", &[]);
    page.element("span", &[("lang", "en")], &format!("{} unchanged", wording::count_of(sections.len(), "section")));
    if let (Some(first), true) = (names.first(), names.len() <= 1) {
        page.text(&format!(": {first}"));
    } else if let (Some(first), Some(last)) = (names.first(), names.last()) {
        page.text(&format!(": {first} \u{2026} {last}"));
    }
    page.close("summary");
    for section in sections.drain(..) {
        if let Some(heading) = &section.heading {
            page.literal("<p><strong>");
            page.text(heading.printed());
            page.literal("</strong></p>\n");
        }
        section.blocks.iter().for_each(|block| standing(page, block, |page| page.text(&block.text())));
    }
    page.close("details");
}
