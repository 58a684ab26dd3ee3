//! Walks a page's content in reading order and writes down its lines.
//! Owns what starts a new line and what a line is. Must not know which lines are headings without being marked so.

use std::collections::BTreeSet;

use html5ever::local_name;

use super::element::{count_items, heading_level, hidden_address, is_block, is_bold, is_heading_long, numbering_type};
use super::list::List;
use super::style::{Look, Numbering, Styles};
use super::table;
use crate::document::content::Content;
use crate::document::draft::{Inline, Line, LineKind};
use crate::document::inline::InlineBuilder;
use crate::document::link::Links;
use crate::document::model::DEEPEST_LIST;
use crate::document::page::{Element, Node, NodeKind, Page};

/// What ends with an element.
#[derive(Clone, Copy, Debug)]
enum Exit {
    Block,
    Heading,
    Quote,
    Link,
    Strong,
    Lines,
    List,
    Item,
    Table,
    Row { header: bool },
    Cell,
}

/// A list item that is being read.
#[derive(Debug)]
struct Item {
    label: Option<String>,
    /// Whether its first line is still to come.
    is_new: bool,
    /// How many lists were open when it began.
    lists: usize,
}

/// The state of the walk.
pub(super) struct Drafting<'a> {
    page: &'a Page,
    styles: &'a Styles,
    content: &'a Content,
    links: &'a Links,
    /// The places that links of this page lead to.
    places: BTreeSet<&'a str>,
    lines: Vec<Line>,
    line: InlineBuilder,
    anchors: Vec<String>,
    /// How many `<br>` stand since the last text.
    breaks: u32,
    open: Vec<(usize, Exit)>,
    lists: Vec<List>,
    items: Vec<Item>,
    strong: Vec<bool>,
    heading: Option<u8>,
    quotes: u32,
    open_links: u32,
    keeps_lines: u32,
    /// For each open table whether it is one of data.
    tables: Vec<bool>,
    /// In how many cells of data tables.
    in_cells: u32,
    cells: Vec<Inline>,
}

impl<'a> Drafting<'a> {
    pub fn new(page: &'a Page, styles: &'a Styles, content: &'a Content, links: &'a Links) -> Self {
        Self {
            page,
            styles,
            content,
            links,
            places: places(page),
            lines: Vec::new(),
            line: InlineBuilder::default(),
            anchors: Vec::new(),
            breaks: 0,
            open: Vec::new(),
            lists: Vec::new(),
            items: Vec::new(),
            strong: Vec::new(),
            heading: None,
            quotes: 0,
            open_links: 0,
            keeps_lines: 0,
            tables: Vec::new(),
            in_cells: 0,
            cells: Vec::new(),
        }
    }

    /// The lines of the page's content.
    pub fn lines(mut self) -> Vec<Line> {
        let page = self.page;
        let mut index = 0;
        while let Some(node) = page.nodes.get(index) {
            self.close_until(index);
            if self.content.dropped(index).is_some() {
                if node.element().is_some_and(|element| is_block(element, Look::default())) {
                    self.end_line();
                } else {
                    self.line.push_space();
                }
                index = node.end;
                continue;
            }
            index = match &node.kind {
                NodeKind::Text(text) => {
                    self.text(text);
                    index + 1
                }
                NodeKind::Element(element) => self.element(index, node, element),
            };
        }
        self.close_until(usize::MAX);
        self.end_line();
        without_meaningless_bold(&mut self.lines);
        self.lines
    }

    fn close_until(&mut self, index: usize) {
        while self.open.last().is_some_and(|(end, _)| *end <= index) {
            if let Some((_, exit)) = self.open.pop() {
                self.exit(exit);
            }
        }
    }

    fn exit(&mut self, exit: Exit) {
        match exit {
            Exit::Block => self.end_line(),
            Exit::Heading => {
                self.end_line_of(true);
                self.heading = None;
            }
            Exit::Quote => {
                self.end_line();
                self.quotes -= 1;
            }
            Exit::Link => {
                self.line.close_link();
                self.open_links -= 1;
            }
            Exit::Strong => {
                self.strong.pop();
            }
            Exit::Lines => {
                self.end_line();
                self.keeps_lines -= 1;
            }
            Exit::List => {
                self.end_line();
                self.lists.pop();
            }
            Exit::Item => {
                self.end_line();
                self.items.pop();
            }
            Exit::Table => {
                self.tables.pop();
            }
            Exit::Row { header } => self.end_row(header),
            Exit::Cell => {
                self.in_cells -= 1;
                self.breaks = 0;
                let cell = self.line.take();
                self.cells.push(cell);
            }
        }
    }

    fn text(&mut self, text: &str) {
        if self.keeps_lines > 0 && self.heading.is_none() && self.in_cells == 0 {
            for (number, line) in text.split('\n').enumerate() {
                if number > 0 {
                    self.breaks += 1;
                }
                self.words(line);
            }
        } else {
            self.words(text);
        }
    }

    fn words(&mut self, text: &str) {
        if self.breaks > 0 && text.chars().any(|c| !c.is_whitespace()) {
            self.break_line(text);
        }
        let strong = self.strong.last().copied().unwrap_or(false);
        self.line.push(text, strong);
    }

    /// A line break ends the line, unless it stands within a sentence.
    fn break_line(&mut self, next: &str) {
        let breaks = std::mem::take(&mut self.breaks);
        let goes_on = next.trim_start().chars().next().is_some_and(char::is_lowercase)
            && self.line.text().chars().next_back().is_some_and(|last| last.is_alphanumeric() || last == ',');
        if breaks > 1 || !goes_on {
            self.end_line();
        } else {
            self.line.push_space();
        }
    }

    fn element(&mut self, index: usize, node: &Node, element: &'a Element) -> usize {
        let look = self.styles.look(element);
        self.anchor(element);
        if let Some(address) = hidden_address(self.page, index, element) {
            self.address(&address, element);
            return node.end;
        }
        match element.tag {
            local_name!("head") => return node.end,
            local_name!("br") => self.breaks += 1,
            local_name!("wbr") | local_name!("img") | local_name!("input") => {}
            local_name!("hr") => self.end_line(),
            _ => {
                if is_block(element, look) {
                    self.end_line();
                    self.block(index, node.end, element, look);
                }
                self.marks(node.end, element, look);
            }
        }
        index + 1
    }

    fn anchor(&mut self, element: &Element) {
        for name in [local_name!("id"), local_name!("name")] {
            if let Some(place) = element.attribute(&name)
                && self.places.contains(place)
                && !self.anchors.iter().any(|anchor| anchor == place)
            {
                self.anchors.push(place.to_owned());
            }
        }
    }

    fn address(&mut self, address: &str, element: &Element) {
        let is_link = element.tag == local_name!("a") && self.open_links == 0;
        if is_link {
            self.line.open_link(format!("mailto:{address}"));
        }
        self.words(address);
        if is_link {
            self.line.close_link();
        }
    }

    /// What an element changes within a line.
    fn marks(&mut self, end: usize, element: &Element, look: Look) {
        if element.tag == local_name!("a")
            && let Some(target) = element.attribute(&local_name!("href")).and_then(|href| self.links.target(href))
        {
            self.line.open_link(target);
            self.open_links += 1;
            self.open.push((end, Exit::Link));
        }
        let bold = look.bold.or(is_bold(element).then_some(true));
        let underlined = look.underlined.unwrap_or(element.tag == local_name!("u")) && self.open_links == 0;
        if let Some(strong) = bold.or(underlined.then_some(true)) {
            self.strong.push(strong || underlined);
            self.open.push((end, Exit::Strong));
        }
    }

    fn block(&mut self, index: usize, end: usize, element: &Element, look: Look) {
        self.open.push((end, Exit::Block));
        if look.keeps_lines == Some(true) || (element.tag == local_name!("pre") && look.keeps_lines != Some(false)) {
            self.keeps_lines += 1;
            self.open.push((end, Exit::Lines));
        }
        match element.tag {
            local_name!("ul") | local_name!("ol") | local_name!("menu") | local_name!("dir") => {
                self.open_list(index, end, element, look);
            }
            local_name!("li") => self.open_item(end, element),
            local_name!("blockquote") => {
                self.quotes += 1;
                self.open.push((end, Exit::Quote));
            }
            local_name!("table") => {
                self.tables.push(table::holds_data(self.page, self.content, index));
                self.open.push((end, Exit::Table));
            }
            local_name!("tr") if self.tables.last() == Some(&true) && self.in_cells == 0 => {
                let header = table::is_header(self.page, index);
                self.open.push((end, Exit::Row { header }));
            }
            local_name!("td") | local_name!("th") if self.tables.last() == Some(&true) && self.in_cells == 0 => {
                self.in_cells += 1;
                self.open.push((end, Exit::Cell));
            }
            _ => {
                if let Some(level) = heading_level(element)
                    && self.heading.is_none()
                    && self.in_cells == 0
                    && is_heading_long(self.page, index)
                {
                    self.heading = Some(level);
                    self.open.push((end, Exit::Heading));
                }
            }
        }
    }

    fn open_list(&mut self, index: usize, end: usize, element: &Element, look: Look) {
        let ordered = element.tag == local_name!("ol");
        let numbering = if ordered {
            Some(look.numbering.or_else(|| numbering_type(element)).unwrap_or(Numbering::Decimal))
        } else {
            look.numbering.filter(|numbering| *numbering != Numbering::Hidden)
        };
        let reversed = ordered && element.attributes().any(|(name, _)| name == "reversed");
        let start = element.attribute(&local_name!("start")).and_then(|start| start.trim().parse().ok());
        let first = start.unwrap_or_else(|| if reversed { count_items(self.page, index) } else { 1 });
        let counters = look.counters || self.styles.counters_everywhere;
        let (numbering, prefix) = if ordered && counters {
            (Some(Numbering::Decimal), Some(self.counters_prefix()))
        } else {
            (numbering, None)
        };
        let step = if reversed { -1 } else { 1 };
        self.lists.push(List { numbering, next: first, step, prefix, holds_sections: false });
        self.open.push((end, Exit::List));
    }

    /// The numbers of the items around, as counters print them: `2.1.`
    fn counters_prefix(&self) -> String {
        let Some(list) = self.lists.last() else { return String::new() };
        let current = list.next.saturating_sub(list.step);
        match &list.prefix {
            Some(prefix) => format!("{prefix}{current}."),
            None => String::new(),
        }
    }

    fn open_item(&mut self, end: usize, element: &Element) {
        let value = element.attribute(&local_name!("value")).and_then(|value| value.trim().parse().ok());
        let label = self.lists.last_mut().and_then(|list| list.label(value));
        self.items.push(Item { label, is_new: true, lists: self.lists.len() });
        self.open.push((end, Exit::Item));
    }

    fn end_line(&mut self) {
        self.end_line_of(false);
    }

    fn end_line_of(&mut self, heading_ends: bool) {
        if self.in_cells > 0 || (self.heading.is_some() && !heading_ends) {
            self.line.push_space();
            self.breaks = 0;
            return;
        }
        self.breaks = 0;
        if self.line.is_empty() {
            self.line.take();
            return;
        }
        let cell = self.line.take();
        let line = self.line_of(cell);
        self.lines.push(line);
    }

    /// What the line is by where it stands.
    fn line_of(&mut self, cell: Inline) -> Line {
        let mut kind = match self.heading {
            Some(level) => LineKind::Heading(level),
            None if self.quotes > 0 => LineKind::Quote,
            None => LineKind::Paragraph,
        };
        let mut label = None;
        if let Some(item) = self.items.last_mut().filter(|item| item.is_new) {
            item.is_new = false;
            label = item.label.take().filter(|_| !begins_with_number(&cell.text));
            if matches!(kind, LineKind::Heading(_)) {
                if let Some(list) = item.lists.checked_sub(1).and_then(|list| self.lists.get_mut(list)) {
                    list.holds_sections = true;
                }
            } else {
                kind = LineKind::ListItem;
            }
        }
        Line {
            kind,
            depth: self.depth(kind),
            label_is_generated: label.is_some(),
            label,
            cells: vec![cell],
            anchors: std::mem::take(&mut self.anchors),
        }
    }

    fn depth(&self, kind: LineKind) -> u8 {
        let depth = self.lists.iter().filter(|list| !list.holds_sections).count();
        let depth = if kind == LineKind::ListItem { depth.max(1) } else { depth };
        u8::try_from(depth).unwrap_or(DEEPEST_LIST).min(DEEPEST_LIST)
    }

    fn end_row(&mut self, header: bool) {
        let mut cells = std::mem::take(&mut self.cells);
        while cells.last().is_some_and(|cell| cell.text.is_empty()) {
            cells.pop();
        }
        if cells.is_empty() {
            return;
        }
        let kind = LineKind::TableRow { header };
        let anchors = std::mem::take(&mut self.anchors);
        self.lines.push(Line { kind, depth: self.depth(kind), label: None, label_is_generated: false, cells, anchors });
    }
}

/// The places in the page that its own links lead to.
fn places(page: &Page) -> BTreeSet<&str> {
    let hrefs = page.elements().filter_map(|(_, element)| element.attribute(&local_name!("href")));
    hrefs.filter_map(|href| href.split_once('#')).map(|(_, place)| place).filter(|place| !place.is_empty()).collect()
}

/// Whether a list item prints its own number, so that the list's is not shown.
fn begins_with_number(text: &str) -> bool {
    let first = text.split(' ').next().unwrap_or_default();
    let Some(number) = first.strip_suffix(['.', ')']).or_else(|| first.contains('.').then_some(first)) else {
        return false;
    };
    let number = number.trim_start_matches('(');
    let digits =
        number.split('.').all(|part| (1..=3).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit()));
    let letter = number.len() == 1 && number.bytes().all(|b| b.is_ascii_alphabetic());
    digits || letter
}

/// Where nearly everything is bold, bold says nothing.
fn without_meaningless_bold(lines: &mut [Line]) {
    let cells = || lines.iter().filter(|line| !matches!(line.kind, LineKind::Heading(_))).flat_map(|line| &line.cells);
    let all: usize = cells().map(|cell| cell.text.len()).sum();
    let strong: usize = cells().flat_map(|cell| &cell.strong).map(std::ops::Range::len).sum();
    if strong * 10 > all * 7 {
        lines.iter_mut().flat_map(|line| &mut line.cells).for_each(|cell| cell.strong.clear());
    }
}
