//! The facts that finding the policy promises. Every rule has a page on which it fires and one on which it does not.

use crate::document::html;

const POLICY: &str = "<h1>Privacy Policy</h1><p>Effective January 1, 2024.</p>
    <p>We collect the data that you give us when you use our service, such as your name.</p>
    <h2>Sharing</h2><p>We never share your data with other companies, whatever they may offer us for it.</p>
    <ul><li>Your name</li><li><a href=/partners>Our partners</a></li></ul><p>Write to us.</p>";

/// As long as policies are, so that a banner is little beside it.
const LONG: &str = "<p>We keep the data that you give us for as long as the law asks us to keep it, and no longer than that; \
    then we delete it. You can ask us at any time which data we hold about you, where we have it from and to whom we gave it, \
    and you can have it corrected, blocked or deleted. We answer within a month, and it costs you nothing. If you think that \
    we handle your data wrongly you can complain to the authority of the country in which you live or work. We would like to \
    hear of it before, and we try to set right what went wrong. This holds for everybody who uses our service.</p>";

/// The text that is kept of a page.
fn kept(html: &str) -> String {
    let page = html::read(html, None).unwrap();
    let cells = page.draft.lines.iter().flat_map(|line| &line.cells).map(|cell| cell.text.as_str());
    cells.collect::<Vec<_>>().join("\n")
}

/// The rules by which parts of a page were left out.
fn rules(html: &str) -> Vec<&'static str> {
    html::read(html, None).unwrap().dropped.into_iter().map(|dropped| dropped.rule).collect()
}

/// A page on which `part` stands beside the policy.
fn beside(before: &str, after: &str) -> String {
    format!("<body>{before}<div class=page>{POLICY}{LONG}{LONG}</div>{after}</body>")
}

fn is_dropped(before: &str, after: &str, rule: &str) {
    let html = beside(before, after);
    assert_eq!(kept(&html), kept(&beside("", "")), "{html}");
    assert!(rules(&html).contains(&rule), "{:?} for {html}", rules(&html));
}

fn is_kept(before: &str, after: &str, text: &str) {
    let html = beside(before, after);
    assert!(kept(&html).contains(text), "{html}\nhas\n{}", kept(&html));
}

#[test]
fn nothing_of_a_bare_policy_is_dropped() {
    assert_eq!(kept(POLICY).lines().count(), 8);
    assert!(rules(POLICY).is_empty());
}

#[test]
fn menus_and_footers_are_dropped() {
    is_dropped("<nav><ul><li><a href=/>Home</a></ul></nav>", "", "navigation");
    is_dropped("<div role=navigation><a href=/>Home</a></div>", "", "navigation");
    is_dropped("<header><a href=/>Acme</a><p>Welcome</p></header>", "", "header");
    is_dropped("", "<footer><p>© 2024 Acme. All rights reserved.</p></footer>", "footer");
}

#[test]
fn a_header_with_the_title_and_its_date_stays_without_its_menu() {
    let header = "<header><a href=/>Acme</a><h1>Terms of Use</h1><p>Last updated: May 4, 2023</p></header>";
    is_kept(header, "", "Terms of Use");
    is_kept(header, "", "Last updated: May 4, 2023");
    assert!(!kept(&beside(header, "")).contains("Acme"));
}

#[test]
fn a_cookie_banner_is_dropped_and_a_cookie_policy_is_not() {
    let text = "We use cookies to make this site better. You can read more about it in our policy.";
    is_dropped("", &format!("<div class=cookie-banner><p>{text}</p><button>Accept</button></div>"), "cookie-banner");
    is_dropped(&format!("<div><p>{text}</p><button>Accept</button></div>"), "", "cookie-banner");
    is_dropped("", &format!("<div id=onetrust-consent-sdk><p>{text}</p></div>"), "cookie-banner");
    let policy =
        format!("<body class=cookie-consent-open><div class=cookie-policy><h1>Cookie Policy</h1><p>{text}</p></div>");
    assert!(kept(&policy).contains(text));
}

#[test]
fn what_stands_around_the_policy_is_dropped_unless_it_reads_like_it() {
    is_dropped("<div><a href=/a>Products</a> <a href=/b>Prices</a></div>", "", "outside");
    is_dropped("", "<div><p>More articles</p><a href=/a>Ten things</a></div>", "outside");
    is_kept("<div><p>This policy applies to everybody who uses the services of Acme.</p></div>", "", "everybody");
    is_kept("<div><span>Version of 3 May 2021</span></div>", "", "3 May 2021");
}

#[test]
fn hidden_parts_go_outside_of_the_policy_and_stay_inside() {
    is_dropped(
        "",
        "<div style='display: none'><p>Your session has expired, and so you have to start again.</p></div>",
        "hidden",
    );
    let panel = POLICY.replace("<ul>", "<div style='display:none'><p>Hidden terms of the accordion.</p></div><ul>");
    assert!(kept(&panel).contains("Hidden terms"));
}

#[test]
fn forms_are_dropped_and_text_wrapped_in_a_form_is_not() {
    let form = "<form><label>E-mail</label><input name=mail><input type=password><button>Send</button></form>";
    is_dropped("", form, "form");
    let inside = POLICY.replace("<ul>", &format!("{form}<ul>"));
    assert!(rules(&inside).contains(&"form"));
    let wrapped = format!("<form action=/page.aspx><input type=hidden name=state><input type=text>{POLICY}</form>");
    assert!(kept(&wrapped).contains("never share"));
}

#[test]
fn buttons_go_unless_they_open_a_part_or_are_words_of_a_sentence() {
    let page = |button: &str| POLICY.replace("<ul>", &format!("{button}<ul>"));
    assert!(!kept(&page("<button>Print</button>")).contains("Print"));
    assert!(kept(&page("<h3><button>Your rights</button></h3>")).contains("Your rights"));
    assert!(kept(&page("<button aria-expanded=false>Your rights</button>")).contains("Your rights"));
    assert!(
        kept(&page("<p>Change it under <button>Settings</button> whenever you like.</p>")).contains("under Settings")
    );
}

#[test]
fn a_name_alone_does_not_drop_a_heading_or_a_text() {
    for class in ["header", "share", "nav", "promo", "survey", "modal"] {
        let named = POLICY
            .replace("<h2>", &format!("<h2 class={class}>"))
            .replace("<p>We never", &format!("<p class={class}>We never"));
        assert_eq!(kept(&named), kept(POLICY), "{class}");
    }
}

#[test]
fn share_bars_and_language_pickers_within_the_policy_are_dropped() {
    let page = |part: &str| POLICY.replace("<ul>", &format!("{part}<ul>"));
    for part in [
        "<div class=share-buttons><span>Share this</span></div>",
        "<div class=social><a href=//twitter.com>Twitter</a><a href=//facebook.com>Facebook</a></div>",
        "<div class=language-selector><a href=/de>Deutsch</a><a href=/fr>Français</a></div>",
        "<div class=breadcrumbs><a href=/>Home</a> / <a href=/legal>Legal</a></div>",
    ] {
        assert_eq!(kept(&page(part)), kept(POLICY), "{part}");
    }
}

#[test]
fn sections_that_stand_side_by_side_are_all_kept() {
    let section = |text: &str| format!("<div class=section><p>{text}</p></div>");
    let long = "We keep the data that you give us for as long as the law asks us to keep it. ".repeat(20);
    let html = format!(
        "<body><div>{}{}{}</div></body>",
        section(&long),
        section("You may object."),
        section("Write to us at Acme.")
    );
    assert!(kept(&html).contains("You may object.") && kept(&html).contains("Write to us"));
}

#[test]
fn an_archives_toolbar_is_dropped() {
    is_dropped(
        "<div id=wm-ipp-base><p>The Wayback Machine has 12 captures of this page.</p></div>",
        "",
        "archive-toolbar",
    );
}

#[test]
fn what_rotates_between_visits_changes_nothing() {
    let one = beside("<p class=x1a2>Last visited today</p>", "<div id=r-17>© 2023 Acme · build 9f8e7d</div>");
    let two = beside("<p class=y9z8>Last visited in May</p>", "<div id=r-99>© 2024 Acme · build 1a2b3c</div>");
    assert_eq!(kept(&one), kept(&two));
}

#[test]
fn what_stands_under_a_heading_stays_whatever_its_box_is_called() {
    for name in ["cta", "navigation", "share", "social", "related", "feedback", "newsletter", "cookie-settings"] {
        let section =
            format!("<div class='{name}-block'><h3>Your choices</h3><ul><li>No mail</li><li>No ads</li></ul></div>");
        let html = POLICY.replace("<ul>", &format!("{section}<ul>"));
        assert!(kept(&html).contains("No mail"), "{name}: {:?}", rules(&html));
    }
}

#[test]
fn an_id_made_of_a_titles_words_drops_nothing() {
    let links = "<a href='#social'>Social media</a>";
    let section = "<div id=social><span>Social media</span></div><div id=data-sharing-with-others>Sharing</div>";
    let html = POLICY.replace("<h2>", &format!("{section}<p>{links} is about others.</p><h2>"));
    assert!(
        kept(&html).starts_with("Privacy Policy") && kept(&html).contains("\nSocial media\nSharing\n"),
        "{}",
        kept(&html)
    );
}

#[test]
fn a_box_named_after_navigation_that_holds_clauses_stays() {
    let html = POLICY.replace(
        "<h2>",
        "<div class=navigation-block><p>Always log out of your account when you are done with it.</p><b>Right to erase</b></div><h2>",
    );
    let html = html.replace("</ul>", &format!("</ul>{LONG}{LONG}"));
    assert!(kept(&html).contains("Always log out") && kept(&html).contains("Right to erase"));
}

#[test]
fn a_button_named_an_accordion_is_the_title_of_its_panel() {
    let page = |class: &str| {
        POLICY.replace(
            "<ul>",
            &format!("<button class='{class}'>Your rights</button><div><p>You may object.</p></div><ul>"),
        )
    };
    assert!(kept(&page("accordion")).contains("Your rights"));
    assert!(kept(&page("btn collapsible")).contains("Your rights"));
    assert!(!kept(&page("menu-toggle")).contains("Your rights"));
}

#[test]
fn a_hidden_panel_that_repeats_a_shown_one_is_read_once() {
    let panel = |hidden: &str, text: &str| format!("<div role=tabpanel {hidden}><p>{text}</p></div>");
    let one = "We collect what you give us, and nothing else, whatever you do.";
    let two = "We share it with our partners, who are named below in a list.";
    let tabs = format!("{}{}{}{}", panel("", one), panel("hidden", two), panel("hidden", one), panel("hidden", two));
    let html = POLICY.replace("<ul>", &format!("{tabs}<ul>"));
    assert_eq!(kept(&html).matches(one).count(), 1);
    assert_eq!(kept(&html).matches(two).count(), 1);
    assert!(rules(&html).contains(&"repeated"));
}

#[test]
fn a_line_of_dates_below_the_policy_stays_without_the_copyright_beside_it() {
    let line = "<div><span>Revised: 2/23/2011<br>Copyright © 2010-2011 Acme, Inc. All rights reserved.</span></div>";
    is_kept("", line, "Revised: 2/23/2011");
    assert!(!kept(&beside("", line)).contains('©'));
    is_dropped("", "<div><p>Acme on the web, 2024</p><a href=/a>Imprint</a></div>", "outside");
}

#[test]
fn short_lines_of_an_introduction_before_the_policy_stay() {
    let intro = "<div class=intro><h3>In short</h3><p>This is what matters most; it does not replace the policy below, \
        which alone is binding. If the two differ the policy holds, and if you have a question please write to us, and we \
        answer as soon as we can. We keep it as short as can be, so that everybody can read it.</p><ul><li>We sell nothing\
        </li></ul></div>";
    is_kept(intro, "", "We sell nothing");
}

#[test]
fn what_a_reader_can_do_with_the_page_is_dropped_as_a_whole_line_only() {
    let page = |part: &str| POLICY.replace("<h2>", &format!("{part}<h2>"));
    for action in ["Back to top", "↑ Back to Top", "Nach oben", "Skip to main content", "Partager cet article"] {
        assert_eq!(kept(&page(&format!("<p><a href=#top>{action}</a></p>"))), kept(POLICY), "{action}");
    }
    assert!(kept(&page("<p>Press Back to top when you have read it.</p>")).contains("Back to top"));
}

#[test]
fn a_hidden_panel_in_a_box_of_its_own_does_not_repeat_that_box() {
    let panel =
        "<div class=outer><div hidden><p>You may object to it at any time, and it costs you nothing.</p></div></div>";
    assert!(kept(&POLICY.replace("<ul>", &format!("{panel}<ul>"))).contains("You may object"));
}

#[test]
fn the_same_text_for_other_screens_is_read_once() {
    let html = format!("<body><div class=desktop>{POLICY}{LONG}</div><div class=mobile>{POLICY}{LONG}</div></body>");
    assert_eq!(kept(&html).matches("We never share").count(), 1);
    let other = format!(
        "<body><div class=desktop>{POLICY}{LONG}</div><div class=mobile>{LONG}<p>You may object.</p></div></body>"
    );
    assert!(kept(&other).contains("You may object."));
}

#[test]
fn what_comes_after_the_pages_main_part_is_not_the_policy() {
    let news = "<section><h2>Our news</h2><p>Be the first to know about new collections and exclusive offers of ours.</p></section>";
    let html = format!("<body><main>{POLICY}{LONG}{LONG}</main>{news}</body>");
    assert!(!kept(&html).contains("collections") && kept(&html).contains("Write to us."));
    assert!(kept(&html.replace("main>", "div>")).contains("collections"));
}

#[test]
fn the_header_of_an_accordion_is_a_title() {
    let item = "<div class=accordion-header><button class='accordion-button collapsed' data-bs-toggle=collapse>Your rights\
        </button></div><div class=accordion-collapse>You may object.</div>";
    assert!(kept(&POLICY.replace("<ul>", &format!("{item}<ul>"))).contains("Your rights\nYou may object."));
}

#[test]
fn the_box_of_a_cart_is_furniture_and_a_section_on_carts_is_not() {
    let cart = "<div class=cart-notification><h2>Item added to your cart</h2><a href=/cart>View my cart</a>\
        <button>Check out</button></div>";
    assert_eq!(kept(&POLICY.replace("<h1>", &format!("{cart}<h1>"))), kept(POLICY));
    let section = "<div class=cart><h2>Your cart</h2><p>We keep what you put into your cart for thirty days.</p></div>";
    assert!(kept(&POLICY.replace("<ul>", &format!("{section}<ul>"))).contains("Your cart\nWe keep"));
}

#[test]
fn lines_that_are_others_at_every_look_are_dropped() {
    let page = |part: &str| POLICY.replace("<h2>", &format!("{part}<h2>"));
    for line in [
        "Last updated 2 months ago",
        "3 days ago",
        "5 min read",
        "12 out of 30 found this helpful",
        "Was this page helpful?",
    ] {
        assert_eq!(kept(&page(&format!("<p>{line}</p>"))), kept(POLICY), "{line}");
    }
    assert!(kept(&page("<p>We delete what you posted 2 years ago</p>")).contains("2 years ago"));
}

#[test]
fn a_table_that_laid_out_the_page_holds_no_data_once_its_menus_are_gone() {
    let html = format!(
        "<body><table><tr><td><a href=/>Home</a> <a href=/a>About</a></td></tr><tr><td><a href=/b>News</a></td>\
         <td>{}{LONG}<br><b>Sharing</b><br>{LONG}</td></tr></table></body>",
        "<b>Data</b><br>"
    );
    assert!(kept(&html).lines().any(|line| line == "Sharing"), "{}", kept(&html));
}
