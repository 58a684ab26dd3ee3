//! What is furniture by its markup or its name: menus, footers, banners, forms.
//! Must not know where the policy stands; what holds much of the page's running text is never furniture.

use std::collections::BTreeSet;

use html5ever::local_name;

use super::Content;
use super::measure::{Measure, Measures, is_inline};
use super::place::{mark_before, states_title, states_year};
use crate::document::html::element::is_heading;
use crate::document::page::{Element, Node, Page};
use crate::document::replay;

/// How sure a name or a tag is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sign {
    /// Furniture unless it holds a good part of the page's running text.
    Sure(&'static str),
    /// Furniture if it also looks like it: links, short texts, controls.
    Likely(&'static str),
    /// Furniture if it has no running text, or is made of links.
    Named(&'static str),
    /// The consent box of a firm that makes them.
    Consent,
    /// A cookie banner, unless it is the page.
    Cookies,
    /// Fields to fill in, unless there is much text around them.
    Form,
    /// Never shown as running text, whatever it holds.
    Always(&'static str),
}

/// Marks furniture, from the outside in.
pub(super) fn mark(page: &Page, measures: &Measures, content: &mut Content) {
    let whole = measures.of(0);
    let places = places(page);
    let mut name = String::new();
    let mut index = 0;
    while let Some(node) = page.nodes.get(index) {
        let rule = node.element().and_then(|element| {
            let sign = by_markup(page, index, element).or_else(|| by_name(element, &places, &mut name))?;
            let measure = measures.of(index);
            match sign {
                Sign::Always(rule) => Some(rule),
                Sign::Consent => (measure.text < 3000 || !states_title(page, index)).then_some("cookie-banner"),
                Sign::Cookies => {
                    let is_banner = (measure.text < 3000 || is_small(measure, whole, 70))
                        && !is_section(page, index, measure)
                        && !(measure.controls == 0 && is_most(measure, whole));
                    is_banner.then_some("cookie-banner")
                }
                Sign::Form => (is_small(measure, whole, 5) && is_form(page, index, measure)).then_some("form"),
                Sign::Sure(rule) => is_small(measure, whole, 30).then_some(rule),
                Sign::Named(rule) => (is_small(measure, whole, 5)
                    && (measure.prose == 0 || measure.is_linked(60))
                    && !is_section(page, index, measure))
                .then_some(rule),
                Sign::Likely(rule) => {
                    (is_small(measure, whole, 5) && looks_like_furniture(page, index, rule, measure)).then_some(rule)
                }
            }
        });
        if let Some(rule) = rule {
            if rule == "header" && states_title(page, index) {
                mark_before(page, measures, measures, index, content);
            } else {
                content.drop(index, rule);
            }
            index = node.end;
        } else {
            index += 1;
        }
    }
}

/// Whether a part holds less than `percent` of the page's running text.
fn is_small(part: Measure, whole: Measure, percent: u32) -> bool {
    u64::from(part.prose) * 100 <= u64::from(whole.prose) * u64::from(percent)
}

/// Whether a part holds nearly all of the page's running text.
fn is_most(part: Measure, whole: Measure) -> bool {
    whole.prose > 0 && !is_small(part, whole, 70)
}

/// Whether a part has a heading and what stands under it, and nothing to press or to follow.
fn is_section(page: &Page, index: usize, measure: Measure) -> bool {
    let nodes = &page.nodes[index..page.nodes[index].end];
    measure.controls == 0 && !measure.is_linked(30) && nodes.iter().filter_map(Node::element).any(is_heading)
}

/// Whether a form is fields to fill in with what explains them.
fn is_form(page: &Page, index: usize, measure: Measure) -> bool {
    let is_fields = measure.prose * 2 < measure.text || measure.text < 600 + 100 * measure.controls;
    measure.controls > 1 && is_fields && !states_year(&page.text_of(index, 1000))
}

/// Whether a part is made of links or controls and states no date.
fn looks_like_furniture(page: &Page, index: usize, rule: &str, measure: Measure) -> bool {
    if measure.text == 0 || measure.is_linked(60) {
        return true;
    }
    if is_section(page, index, measure) {
        return false;
    }
    // What these name is furniture in a few words; other names are given to parts of texts as well.
    let is_short = matches!(
        rule,
        "share" | "feedback" | "language-picker" | "sign-up" | "login" | "search" | "skip-link" | "dialog"
    );
    let is_widget = measure.controls > 0 || (is_short && measure.text < 60 && is_named_by_class(page, index));
    measure.prose == 0 && is_widget && !states_year(&page.text_of(index, 1000))
}

/// Whether an element's classes alone say that it is furniture: an id may be made of the words of a title.
fn is_named_by_class(page: &Page, index: usize) -> bool {
    let class = page.nodes[index].element().and_then(|element| element.attribute(&local_name!("class")));
    let mut name = String::new();
    push_words(class.unwrap_or_default(), &mut name);
    name.split_ascii_whitespace().any(|word| by_word(word).is_some()) || by_words(&name).is_some()
}

/// The places of the page that its links lead to: they are named after what stands there.
fn places(page: &Page) -> BTreeSet<&str> {
    let link = |element| Element::attribute(element, &local_name!("href"))?.strip_prefix('#');
    page.elements().filter_map(|(_, element)| link(element)).collect()
}

/// An element's id and classes in lower case, their words apart; an id that a link leads to says nothing.
fn name_of(element: &Element, places: &BTreeSet<&str>, name: &mut String) {
    name.clear();
    for attribute in [local_name!("id"), local_name!("class")] {
        let Some(value) = element.attribute(&attribute) else { continue };
        if attribute == local_name!("id") && places.contains(value) {
            continue;
        }
        push_words(value, name);
    }
}

/// Adds the words of an id or of classes in lower case.
fn push_words(value: &str, name: &mut String) {
    let mut lower_before = false;
    for c in value.chars().take(400) {
        if c.is_ascii_alphanumeric() {
            if c.is_ascii_uppercase() && lower_before {
                name.push(' ');
            }
            name.push(c.to_ascii_lowercase());
        } else {
            name.push(' ');
        }
        lower_before = c.is_ascii_lowercase();
    }
    name.push(' ');
}

fn by_markup(page: &Page, index: usize, element: &Element) -> Option<Sign> {
    if element.attribute(&local_name!("id")).is_some_and(replay::is_toolbar) {
        return Some(Sign::Always("archive-toolbar"));
    }
    let sign = match element.tag {
        local_name!("nav") => Sign::Sure("navigation"),
        local_name!("footer") if !stands_in_text(page, index) => Sign::Sure("footer"),
        local_name!("aside") => Sign::Likely("aside"),
        local_name!("header") if !stands_in_text(page, index) => Sign::Sure("header"),
        local_name!("select") | local_name!("textarea") | local_name!("datalist") | local_name!("progress") => {
            Sign::Always("form-field")
        }
        local_name!("button") if !is_accordion(page, index, element) && !stands_in_line(page, index) => {
            Sign::Always("button")
        }
        local_name!("dialog") => Sign::Sure("dialog"),
        local_name!("form") => Sign::Form,
        _ => return by_role(element),
    };
    Some(sign)
}

fn by_role(element: &Element) -> Option<Sign> {
    match element.attribute(&local_name!("role"))? {
        "navigation" | "menu" | "menubar" => Some(Sign::Sure("navigation")),
        "contentinfo" => Some(Sign::Sure("footer")),
        "banner" => Some(Sign::Likely("header")),
        "search" => Some(Sign::Sure("search")),
        "dialog" | "alertdialog" => Some(Sign::Sure("dialog")),
        "complementary" => Some(Sign::Likely("aside")),
        "tooltip" | "listbox" | "combobox" | "progressbar" | "status" => Some(Sign::Likely("widget")),
        _ => None,
    }
}

/// Whether an element stands in an article or in the page's main part, as an article's own header does.
fn stands_in_text(page: &Page, index: usize) -> bool {
    let mut index = index;
    while page.nodes[index].parent != index {
        index = page.nodes[index].parent;
        let Some(element) = page.nodes[index].element() else { continue };
        let is_main = matches!(element.tag, local_name!("article") | local_name!("main"));
        if is_main || element.attribute(&local_name!("role")) == Some("main") {
            return true;
        }
    }
    false
}

/// Whether a button is the heading of a part that opens: it says what it controls, is named so, or stands in a heading.
fn is_accordion(page: &Page, index: usize, element: &Element) -> bool {
    let parent = page.nodes[page.nodes[index].parent].element();
    let in_heading = parent.is_some_and(is_heading);
    let controls =
        element.attributes().any(|(name, _)| matches!(name, "aria-controls" | "aria-expanded" | "data-bs-target"));
    in_heading || controls || opens_part(element)
}

/// Whether a button's classes say that it opens a part of the text, and not a menu.
fn opens_part(element: &Element) -> bool {
    let mut name = String::new();
    push_words(element.attribute(&local_name!("class")).unwrap_or_default(), &mut name);
    let has = |words: &[&str]| name.split_ascii_whitespace().any(|word| words.contains(&word));
    has(&["accordion", "collapsible", "collapse", "collapsed", "toggle", "expander", "expandable", "faq"])
        && !has(&["menu", "nav", "navbar", "modal", "dropdown", "sidebar", "search"])
}

/// Whether an element holds whole pages, whose classes say what else is going on in them.
fn is_frame(element: &Element) -> bool {
    matches!(element.tag, local_name!("html") | local_name!("body") | local_name!("main") | local_name!("article"))
}

/// Whether an element has text beside it, as a word in a sentence.
fn stands_in_line(page: &Page, index: usize) -> bool {
    let parent = page.nodes[index].parent;
    let is_words = |node: usize| {
        page.nodes[node].text().is_some_and(|text| text.chars().filter(|c| c.is_alphanumeric()).count() > 3)
    };
    super::place::children(page, parent).take(100).any(is_words)
}

/// What the words in ids and classes say.
fn by_name(element: &Element, places: &BTreeSet<&str>, name: &mut String) -> Option<Sign> {
    // Headings are named after what they say; tables of cookies are part of policies.
    if is_inline(element) || is_heading(element) || is_frame(element) {
        return None;
    }
    name_of(element, places, name);
    let is_content = |word: &str| matches!(word, "policy" | "declaration" | "table" | "privacy" | "terms");
    if name.split_ascii_whitespace().any(is_content) {
        return None;
    }
    let has = |words: &[&str]| name.split(' ').any(|other| words.contains(&other));
    // The header of an accordion or of a card is a title, and no site's header.
    let is_part = has(&["accordion", "collapse", "collapsible", "card", "panel", "faq"]);
    let sign = name.split_ascii_whitespace().filter(|word| !(is_part && *word == "header")).find_map(by_word);
    sign.or_else(|| by_words(name))
}

/// Single words that name furniture, those that need a look first come last.
fn by_word(word: &str) -> Option<Sign> {
    let sign = match word {
        "onetrust"
        | "optanon"
        | "cky"
        | "borlabscookie"
        | "moove"
        | "cookieyes"
        | "cookiefirst"
        | "trustarc"
        | "cookieinfo"
        | "cookiescript"
        | "ketch"
        | "cookiehub"
        | "cookiebot"
        | "cybotcookiebotdialog"
        | "didomi"
        | "tarteaucitron"
        | "tarteaucitronroot"
        | "truste"
        | "usercentrics"
        | "cmplz"
        | "osano"
        | "qccmp"
        | "axeptio"
        | "klaro"
        | "cmpbox"
        | "consentmanager" => Sign::Consent,
        "cookieconsent" | "cookiebanner" | "cookiebar" | "cookienotice" | "cookielaw" => Sign::Cookies,
        "breadcrumb" | "breadcrumbs" | "navbar" | "navigation" | "topnav" | "sidenav" | "subnav" | "megamenu"
        | "submenu" | "offcanvas" => Sign::Named("navigation"),
        "footer" | "sitefooter" | "colophon" | "pagefooter" => Sign::Likely("footer"),
        "nav" | "menu" | "sitemap" | "pager" | "pagination" => Sign::Likely("navigation"),
        "header" | "topbar" | "masthead" => Sign::Likely("header"),
        "sidebar" | "aside" => Sign::Likely("aside"),
        "newsletter" | "subscribe" | "subscription" | "signup" => Sign::Likely("sign-up"),
        "share" | "sharing" | "addthis" | "social" | "socials" | "addtoany" | "sharethis" => Sign::Likely("share"),
        "related" | "relatedposts" | "recommended" | "recommendations" => Sign::Likely("related"),
        "helpful" | "feedback" | "survey" | "rating" => Sign::Likely("feedback"),
        "comments" | "disqus" => Sign::Likely("comments"),
        "popup" | "modal" | "modalbox" | "modals" | "toast" | "lightbox" | "overlay" => Sign::Likely("dialog"),
        "advert" | "advertisement" | "ads" | "promo" | "sponsored" | "cta" => Sign::Likely("advertisement"),
        "search" | "searchbox" | "searchform" => Sign::Likely("search"),
        "login" | "signin" => Sign::Likely("login"),
        "cart" | "minicart" | "basket" => Sign::Likely("cart"),
        "languages" | "lang" | "locale" | "langswitch" | "localization" => Sign::Likely("language-picker"),
        _ => return None,
    };
    Some(sign)
}

/// Words that say something only together.
fn by_words(name: &str) -> Option<Sign> {
    let leads =
        |word: &str| matches!(word, "cookie" | "cookies" | "consent" | "skip" | "language" | "country" | "back");
    if !name.split_ascii_whitespace().any(leads) {
        return None;
    }
    let has = |word: &str| name.split_ascii_whitespace().any(|other| other == word);
    if has("cookie") || has("cookies") || has("consent") {
        let banner = [
            "banner",
            "bar",
            "notice",
            "popup",
            "modal",
            "overlay",
            "dialog",
            "bubble",
            "manager",
            "settings",
            "preferences",
            "wall",
            "alert",
            "message",
        ];
        if banner.iter().any(|word| has(word)) {
            return Some(Sign::Cookies);
        }
        return Some(Sign::Likely("cookie-banner"));
    }
    if has("skip") && (has("link") || has("content") || has("main") || has("nav")) {
        return Some(Sign::Likely("skip-link"));
    }
    if has("language")
        && ["picker", "switcher", "selector", "select", "switch", "list", "dropdown", "menu", "chooser"]
            .iter()
            .any(|word| has(word))
    {
        return Some(Sign::Named("language-picker"));
    }
    if has("country") && ["picker", "switcher", "selector", "select"].iter().any(|word| has(word)) {
        return Some(Sign::Named("language-picker"));
    }
    if has("back") && has("top") {
        return Some(Sign::Likely("navigation"));
    }
    None
}
