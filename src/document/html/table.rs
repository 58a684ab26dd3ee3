//! Tells tables of data from tables that only lay a page out.
//! Must not know what the cells say.

use html5ever::local_name;

use crate::document::content::Content;
use crate::document::page::Page;

/// The longest cell that a table of data has, in bytes.
const LONGEST_CELL: usize = 4000;

/// Whether a table's rows belong together: several columns, and no cell that is a page of its own.
pub(super) fn holds_data(page: &Page, content: &Content, table: usize) -> bool {
    let element = page.nodes[table].element();
    let role = element.and_then(|element| element.attribute(&local_name!("role")));
    if matches!(role, Some("presentation" | "none")) {
        return false;
    }
    let (mut rows, mut cells, mut widest, mut marked) = (0, 0, 0, false);
    let mut cell_end = 0;
    let mut cell_text = 0;
    let mut dropped_end = 0;
    for (index, node) in page.nodes[..page.nodes[table].end].iter().enumerate().skip(table + 1) {
        if content.dropped(index).is_some() {
            dropped_end = dropped_end.max(node.end);
        }
        if index < dropped_end {
            continue;
        }
        let Some(element) = node.element() else {
            cell_text += if index < cell_end { node.text().unwrap_or_default().len() } else { 0 };
            if cell_text > LONGEST_CELL {
                return false;
            }
            continue;
        };
        match element.tag {
            local_name!("table") | local_name!("h1") | local_name!("h2") => return false,
            local_name!("thead") | local_name!("caption") => marked = true,
            local_name!("tr") => (rows, cells) = (rows + 1, 0),
            local_name!("td") | local_name!("th") => {
                marked |= element.tag == local_name!("th");
                cells += 1;
                widest = widest.max(cells);
                (cell_end, cell_text) = (node.end, 0);
            }
            _ => {}
        }
    }
    widest > 1 && (rows > 1 || marked)
}

/// Whether a row is marked as one of headers.
pub(super) fn is_header(page: &Page, row: usize) -> bool {
    let parent = page.nodes[page.nodes[row].parent].element();
    if parent.is_some_and(|parent| parent.tag == local_name!("thead")) {
        return true;
    }
    let mut index = row + 1;
    let mut headers = 0;
    while index < page.nodes[row].end {
        match page.nodes[index].element().map(|element| &element.tag) {
            Some(&local_name!("th")) => headers += 1,
            Some(&local_name!("td")) => return false,
            _ => {}
        }
        index = page.nodes[index].end;
    }
    headers > 0
}
