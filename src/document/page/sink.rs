//! The tree that the parser builds: nodes in one vector, linked by index, so that no depth can overflow a stack.
//! Must not know what any element means.

use std::borrow::Cow;
use std::cell::{Cell, Ref, RefCell};

use html5ever::tendril::StrTendril;
use html5ever::tree_builder::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::{Attribute, QualName, local_name, ns};

/// No node: the end of a chain of siblings, or the parent of a root.
pub(super) const NONE: u32 = u32::MAX;
/// The document itself.
pub(super) const ROOT: u32 = 0;

/// What a node is.
#[derive(Debug)]
pub(super) enum RawKind {
    Element(QualName, Vec<Attribute>),
    Text(StrTendril),
    /// The document, a template's contents, a comment: nothing that a reader sees.
    Other,
}

/// A node and its neighbours.
#[derive(Debug)]
pub(super) struct RawNode {
    pub parent: u32,
    pub first: u32,
    pub next: u32,
    pub previous: u32,
    last: u32,
    depth: u32,
    pub kind: RawKind,
}

/// The nodes of a page while it is being parsed.
#[derive(Debug)]
pub(super) struct Arena {
    nodes: RefCell<Vec<RawNode>>,
    /// How deep the element stands that last got a child.
    depth: Cell<u32>,
    nameless: RefCell<QualName>,
}

impl Arena {
    pub fn new(expected: usize) -> Self {
        let arena = Self {
            nodes: RefCell::new(Vec::with_capacity(expected)),
            depth: Cell::new(0),
            nameless: RefCell::new(QualName::new(None, ns!(), local_name!(""))),
        };
        arena.add(RawKind::Other);
        arena
    }

    /// How deep the element stands that last got a child.
    pub fn depth(&self) -> u32 {
        self.depth.get()
    }

    /// How many nodes there are so far.
    pub fn len(&self) -> usize {
        self.nodes.borrow().len()
    }

    pub fn into_nodes(self) -> Vec<RawNode> {
        self.nodes.into_inner()
    }

    fn add(&self, kind: RawKind) -> u32 {
        let mut nodes = self.nodes.borrow_mut();
        // A page is bounded in bytes long before it has this many nodes.
        let index = u32::try_from(nodes.len()).unwrap_or(NONE - 1);
        nodes.push(RawNode { parent: NONE, first: NONE, next: NONE, previous: NONE, last: NONE, depth: 0, kind });
        index
    }

    /// Puts `child` among the children of `parent`: before `next`, or last when that is no node.
    fn insert(&self, parent: u32, child: NodeOrText<u32>, next: u32) {
        let child = match child {
            NodeOrText::AppendNode(node) => {
                self.detach(node);
                node
            }
            NodeOrText::AppendText(text) => {
                if self.joined(parent, &text, next) {
                    return;
                }
                self.add(RawKind::Text(text))
            }
        };
        let nodes = &mut *self.nodes.borrow_mut();
        let depth = nodes[parent as usize].depth;
        self.depth.set(depth);
        let previous = if next == NONE { nodes[parent as usize].last } else { nodes[next as usize].previous };
        let node = &mut nodes[child as usize];
        (node.parent, node.previous, node.next, node.depth) = (parent, previous, next, depth + 1);
        if previous == NONE {
            nodes[parent as usize].first = child;
        } else {
            nodes[previous as usize].next = child;
        }
        if next == NONE {
            nodes[parent as usize].last = child;
        } else {
            nodes[next as usize].previous = child;
        }
    }

    /// Joins `text` to the text that stands right before its place, if there is one.
    fn joined(&self, parent: u32, text: &StrTendril, next: u32) -> bool {
        let nodes = &mut *self.nodes.borrow_mut();
        let before = if next == NONE { nodes[parent as usize].last } else { nodes[next as usize].previous };
        let Some(node) = nodes.get_mut(before as usize) else { return false };
        let RawKind::Text(present) = &mut node.kind else { return false };
        present.push_tendril(text);
        true
    }

    fn detach(&self, child: u32) {
        let nodes = &mut *self.nodes.borrow_mut();
        let node = &mut nodes[child as usize];
        let (parent, previous, next) = (node.parent, node.previous, node.next);
        (node.parent, node.previous, node.next) = (NONE, NONE, NONE);
        if parent == NONE {
            return;
        }
        if previous == NONE {
            nodes[parent as usize].first = next;
        } else {
            nodes[previous as usize].next = next;
        }
        if next == NONE {
            nodes[parent as usize].last = previous;
        } else {
            nodes[next as usize].previous = previous;
        }
    }
}

impl TreeSink for Arena {
    type Handle = u32;
    type Output = Self;
    type ElemName<'a> = Ref<'a, QualName>;

    fn finish(self) -> Self {
        self
    }

    fn parse_error(&self, _message: Cow<'static, str>) {}

    fn get_document(&self) -> u32 {
        ROOT
    }

    fn elem_name<'a>(&'a self, target: &'a u32) -> Ref<'a, QualName> {
        let named = Ref::filter_map(self.nodes.borrow(), |nodes| match &nodes[*target as usize].kind {
            RawKind::Element(name, _) => Some(name),
            _ => None,
        });
        named.unwrap_or_else(|_| self.nameless.borrow())
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, _flags: ElementFlags) -> u32 {
        let template = name.ns == ns!(html) && name.local == local_name!("template");
        let element = self.add(RawKind::Element(name, attributes));
        if template {
            let contents = self.add(RawKind::Other);
            self.insert(element, NodeOrText::AppendNode(contents), NONE);
        }
        element
    }

    fn create_comment(&self, _text: StrTendril) -> u32 {
        self.add(RawKind::Other)
    }

    fn create_pi(&self, _target: StrTendril, _text: StrTendril) -> u32 {
        self.add(RawKind::Other)
    }

    fn append(&self, parent: &u32, child: NodeOrText<u32>) {
        self.insert(*parent, child, NONE);
    }

    fn append_based_on_parent_node(&self, element: &u32, previous: &u32, child: NodeOrText<u32>) {
        let parent = self.nodes.borrow()[*element as usize].parent;
        if parent == NONE {
            self.insert(*previous, child, NONE);
        } else {
            self.insert(parent, child, *element);
        }
    }

    fn append_doctype_to_document(&self, _name: StrTendril, _public_id: StrTendril, _system_id: StrTendril) {}

    fn get_template_contents(&self, target: &u32) -> u32 {
        let first = self.nodes.borrow()[*target as usize].first;
        if first == NONE { *target } else { first }
    }

    fn same_node(&self, x: &u32, y: &u32) -> bool {
        x == y
    }

    fn set_quirks_mode(&self, _mode: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &u32, child: NodeOrText<u32>) {
        let parent = self.nodes.borrow()[*sibling as usize].parent;
        if parent != NONE {
            self.insert(parent, child, *sibling);
        }
    }

    fn add_attrs_if_missing(&self, target: &u32, attributes: Vec<Attribute>) {
        if let RawKind::Element(_, present) = &mut self.nodes.borrow_mut()[*target as usize].kind {
            for attribute in attributes {
                if !present.iter().any(|other| other.name == attribute.name) {
                    present.push(attribute);
                }
            }
        }
    }

    fn remove_from_parent(&self, target: &u32) {
        self.detach(*target);
    }

    fn reparent_children(&self, node: &u32, new_parent: &u32) {
        loop {
            let child = self.nodes.borrow()[*node as usize].first;
            if child == NONE {
                return;
            }
            self.insert(*new_parent, NodeOrText::AppendNode(child), NONE);
        }
    }
}
