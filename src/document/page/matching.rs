//! Finds the elements of a page that CSS selectors match, on the whole tree as it was parsed.
//! Must not know what is shown, or which part is the policy.

use std::cell::Cell;

use html5ever::{Namespace, local_name, ns};
use selectors::attr::{AttrSelectorOperation, CaseSensitivity, NamespaceConstraint};
use selectors::bloom::BloomFilter;
use selectors::matching::{self, ElementSelectorFlags, MatchingContext, SelectorCaches};
use selectors::{Element, OpaqueElement};

use super::sink::{NONE, ROOT, RawKind, RawNode};
use crate::document::selection::{Css, Name, PseudoClass, PseudoElement, Simple, Value};

/// How many steps from element to element a selector may cost for each of a page's nodes.
const STEPS: u64 = 200;

/// How many bytes of an attribute are compared in the time of a step.
const BYTES_A_STEP: u64 = 16;

/// The tree with what is left of the steps that it may cost.
struct Tree<'a> {
    nodes: &'a [RawNode],
    steps: Cell<u64>,
}

/// The nodes that each selector matches; `None` when the page makes that cost more than its size can explain.
pub(super) fn matches(nodes: &[RawNode], selectors: &[&Css]) -> Option<Vec<Vec<u32>>> {
    let tree = Tree { nodes, steps: Cell::new(0) };
    let mut caches = SelectorCaches::default();
    selectors.iter().map(|css| tree.matched(css, &mut caches)).collect()
}

impl Tree<'_> {
    fn matched(&self, css: &Css, caches: &mut SelectorCaches) -> Option<Vec<u32>> {
        self.steps.set(STEPS * (self.nodes.len() as u64 + 10_000));
        let mut context = MatchingContext::new(
            matching::MatchingMode::Normal,
            None,
            caches,
            matching::QuirksMode::NoQuirks,
            matching::NeedsSelectorFlags::No,
            matching::MatchingForInvalidation::No,
        );
        let mut matched = Vec::new();
        for index in 0..u32::try_from(self.nodes.len()).unwrap_or(NONE) {
            let Some(node) = self.wrap(index) else { continue };
            if !self.step() {
                return None;
            }
            if css.selectors().iter().any(|one| matching::matches_selector(one, 0, None, &node, &mut context)) {
                matched.push(index);
            }
        }
        (self.steps.get() > 0).then_some(matched)
    }

    fn wrap(&self, index: u32) -> Option<Node<'_>> {
        let node = self.nodes.get(index as usize)?;
        matches!(node.kind, RawKind::Element(..)).then_some(Node { tree: self, index })
    }

    /// Pays for a step; false once nothing is left.
    fn step(&self) -> bool {
        let left = self.steps.get();
        self.steps.set(left.saturating_sub(1));
        left > 0
    }

    /// Pays for comparing an attribute.
    fn compare(&self, value: &str) {
        self.steps.set(self.steps.get().saturating_sub(value.len() as u64 / BYTES_A_STEP));
    }
}

/// An element in its tree.
#[derive(Clone, Copy)]
struct Node<'a> {
    tree: &'a Tree<'a>,
    index: u32,
}

impl std::fmt::Debug for Node<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?}", self.raw().kind)
    }
}

impl<'a> Node<'a> {
    fn raw(&self) -> &'a RawNode {
        &self.tree.nodes[self.index as usize]
    }

    fn name(&self) -> Option<&'a html5ever::QualName> {
        match &self.raw().kind {
            RawKind::Element(name, _) => Some(name),
            _ => None,
        }
    }

    fn attributes(&self) -> &'a [html5ever::Attribute] {
        match &self.raw().kind {
            RawKind::Element(_, attributes) => attributes,
            _ => &[],
        }
    }

    fn attribute(&self, name: &html5ever::LocalName) -> Option<&'a str> {
        let found = self.attributes().iter().find(|one| one.name.ns == ns!() && one.name.local == *name);
        found.map(|attribute| &*attribute.value)
    }

    /// The first element of a chain of siblings.
    fn first_of(&self, mut index: u32, next: impl Fn(&RawNode) -> u32) -> Option<Self> {
        while index != NONE && self.tree.step() {
            if let Some(node) = self.tree.wrap(index) {
                return Some(node);
            }
            index = next(&self.tree.nodes[index as usize]);
        }
        None
    }
}

impl Element for Node<'_> {
    type Impl = Simple;

    fn opaque(&self) -> OpaqueElement {
        OpaqueElement::new(self.raw())
    }

    fn parent_element(&self) -> Option<Self> {
        if self.tree.step() { self.tree.wrap(self.raw().parent) } else { None }
    }

    fn parent_node_is_shadow_root(&self) -> bool {
        false
    }

    fn containing_shadow_host(&self) -> Option<Self> {
        None
    }

    fn is_pseudo_element(&self) -> bool {
        false
    }

    fn prev_sibling_element(&self) -> Option<Self> {
        self.first_of(self.raw().previous, |node| node.previous)
    }

    fn next_sibling_element(&self) -> Option<Self> {
        self.first_of(self.raw().next, |node| node.next)
    }

    fn first_element_child(&self) -> Option<Self> {
        self.first_of(self.raw().first, |node| node.next)
    }

    fn is_html_element_in_html_document(&self) -> bool {
        self.name().is_some_and(|name| name.ns == ns!(html))
    }

    fn has_local_name(&self, name: &Name) -> bool {
        self.name().is_some_and(|own| own.local == name.0)
    }

    fn has_namespace(&self, namespace: &Namespace) -> bool {
        self.name().is_some_and(|name| name.ns == *namespace)
    }

    fn is_same_type(&self, other: &Self) -> bool {
        self.name() == other.name()
    }

    fn attr_matches(
        &self,
        namespace: &NamespaceConstraint<&Namespace>,
        name: &Name,
        operation: &AttrSelectorOperation<&Value>,
    ) -> bool {
        self.attributes().iter().any(|attribute| {
            let is_there = match *namespace {
                NamespaceConstraint::Any => true,
                NamespaceConstraint::Specific(namespace) => attribute.name.ns == *namespace,
            };
            if !is_there || attribute.name.local != name.0 {
                return false;
            }
            self.tree.compare(&attribute.value);
            operation.eval_str(&attribute.value)
        })
    }

    fn match_non_ts_pseudo_class(&self, class: &PseudoClass, _: &mut MatchingContext<'_, Simple>) -> bool {
        match *class {}
    }

    fn match_pseudo_element(&self, element: &PseudoElement, _: &mut MatchingContext<'_, Simple>) -> bool {
        match *element {}
    }

    fn apply_selector_flags(&self, _: ElementSelectorFlags) {}

    fn is_link(&self) -> bool {
        false
    }

    fn is_html_slot_element(&self) -> bool {
        false
    }

    fn has_id(&self, id: &Name, case: CaseSensitivity) -> bool {
        self.attribute(&local_name!("id")).is_some_and(|own| case.eq(own.as_bytes(), id.0.as_bytes()))
    }

    fn has_class(&self, class: &Name, case: CaseSensitivity) -> bool {
        let own = self.attribute(&local_name!("class")).unwrap_or_default();
        self.tree.compare(own);
        own.split_ascii_whitespace().any(|own| case.eq(own.as_bytes(), class.0.as_bytes()))
    }

    fn has_custom_state(&self, _: &Name) -> bool {
        false
    }

    fn imported_part(&self, _: &Name) -> Option<Name> {
        None
    }

    fn is_part(&self, _: &Name) -> bool {
        false
    }

    fn is_empty(&self) -> bool {
        let mut child = self.raw().first;
        while child != NONE && self.tree.step() {
            let node = &self.tree.nodes[child as usize];
            if !matches!(node.kind, RawKind::Other) {
                return false;
            }
            child = node.next;
        }
        true
    }

    fn is_root(&self) -> bool {
        self.raw().parent == ROOT
    }

    fn add_element_unique_hashes(&self, _: &mut BloomFilter) -> bool {
        false
    }
}
