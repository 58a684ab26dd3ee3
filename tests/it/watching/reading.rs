//! How pages are read as the configuration says: selectors, and programs that show pages.

use super::*;

fn with_menu(words: &str, menu: &str) -> String {
    terms(words).replace("<h1>", &format!("<div class=\"teaser\"><p>{menu}</p></div><h1>"))
}

#[test]
fn what_is_removed_is_no_part_of_the_policy_and_its_change_no_change() {
    let watch = Watch::of_one_page();
    watch.configure("remove = \".teaser\"");
    watch.site.set("/terms", Page::html(with_menu(SHARES_NOTHING, "Our new phone is here, order it while it lasts.")));
    watch.track("2024-05-01T10:00:00Z").expect("new");
    watch
        .site
        .set("/terms", Page::html(with_menu(SHARES_NOTHING, "The summer sale has begun, up to half off it all.")));
    watch.track("2024-05-02T10:00:00Z").expect("unchanged");
    watch.is_sound();
}

#[test]
fn a_new_selector_reads_the_past_anew_and_is_no_change_of_the_policy() {
    let watch = Watch::of_one_page();
    let (one, two) = ("Our new phone is here, order it while it lasts.", "The summer sale has begun, half off it all.");
    watch.site.set("/terms", Page::html(with_menu(SHARES_NOTHING, one)));
    watch.track("2024-05-01T10:00:00Z").expect("new");
    watch.site.set("/terms", Page::html(with_menu(SHARES_NOTHING, two)));
    watch.track("2024-05-02T10:00:00Z").expect("changed");
    watch.configure("remove = \".teaser\"");
    let found = watch.track("2024-05-03T10:00:00Z").expect("unchanged");
    assert_eq!(found["version"], 1, "what only the teaser made two versions is one");
    let before = watch.world.git(["rev-parse", "HEAD"]);
    watch.world.run(["rebuild"]).succeeded();
    assert_eq!(watch.world.git(["rev-parse", "HEAD"]), before, "a rebuild reads by the same selectors");
    watch.is_sound();
}

#[test]
fn a_page_that_lacks_what_is_selected_is_skipped() {
    let watch = Watch::of_one_page();
    watch.configure("select = \"#terms\"");
    watch.site.set("/terms", Page::html(terms(SHARES_NOTHING)));
    assert_eq!(watch.track("2024-05-01T10:00:00Z").expect("skipped")["skipped"], "not_selected");
    watch.site.set("/terms", Page::html(terms(SHARES_NOTHING).replace("<main>", "<main id=\"terms\">")));
    watch.track("2024-05-02T10:00:00Z").expect("new");
}

#[test]
fn a_bad_selector_is_named_with_its_policy_before_anything_is_asked() {
    let watch = Watch::of_one_page();
    watch.configure("select = \"main[\"");
    watch.world.run(["track"]).failed(2, &["acme/terms", "main["]);
    assert!(watch.site.asked_for("/robots.txt").is_empty());
}

#[cfg(unix)]
mod rendered {
    use super::*;

    /// A renderer that fetches nothing and prints a page of its own.
    fn renderer(watch: &Watch, words: &str) -> String {
        let page = watch.world.file("shown.html", terms(words));
        format!("[renderer.own]\ncommand = [\"cat\", \"{}\", \"{{url}}\"]\n", page.display())
    }

    fn print_only(watch: &Watch, words: &str) -> String {
        renderer(watch, words).replace("\"cat\", ", "\"sh\", \"-c\", \"cat $0\", ")
    }

    #[test]
    fn a_page_is_shown_by_the_program_that_is_configured_and_the_record_says_so() {
        let watch = Watch::of_one_page();
        let own = print_only(&watch, SHARES_NOTHING);
        watch.configure(&format!("renderer = \"own\"\n{own}"));
        watch.site.set("/terms", Page::html("<div id=app></div>"));
        watch.track("2024-05-01T10:00:00Z").expect("new");
        assert!(watch.site.asked_for("/terms").is_empty(), "the program is asked, not the site");
        assert_eq!(watch.records()[0]["renderer"], "own");
        assert_eq!(watch.ledger()[0]["source"], "browser");
        watch.track("2024-05-02T10:00:00Z").expect("unchanged");
        assert_eq!(watch.ledger().len(), 1);
        watch.is_sound();
    }

    #[test]
    fn an_empty_shell_is_shown_by_a_program_only_where_that_is_allowed() {
        let shell = format!("<title>Terms</title><div id=app>Loading</div><script>{}</script>", "x();".repeat(800));
        let watch = Watch::of_one_page();
        watch.site.set("/terms", Page::html(shell));
        let own = print_only(&watch, SHARES_NOTHING);
        watch.configure(&own);
        assert_eq!(watch.track("2024-05-01T10:00:00Z").expect("skipped")["skipped"], "script_shell");
        let config = watch.world.text("fineprint.toml");
        watch.world.file("fineprint.toml", config.replace("[pace]\n", "[pace]\nrender-shells = \"own\"\n"));
        watch.track("2024-05-02T10:00:00Z").expect("new");
    }

    #[test]
    fn a_renderer_that_fails_is_a_failed_look_and_one_that_is_not_there_an_error() {
        let watch = Watch::of_one_page();
        watch.configure("renderer = \"own\"\n[renderer.own]\ncommand = [\"false\"]\n");
        let found = watch.track("2024-05-01T10:00:00Z").expect("failed");
        assert!(found["error"].as_str().unwrap().contains("renderer failed"), "{found}");
        let watch = Watch::of_one_page();
        watch.configure("renderer = \"none-such\"");
        watch.world.run(["track"]).failed(2, &["none-such", "[renderer.none-such]"]);
    }

    /// Needs Chromium, so it is run by name, by `.ci/browser`.
    #[test]
    #[ignore = "needs Chromium"]
    fn chromium_shows_what_scripts_write() {
        let words = terms(SHARES_NOTHING).replace('\n', " ");
        let script = format!("document.open(); document.write({}); document.close();", Value::from(words.as_str()));
        let page = format!(
            "<!DOCTYPE html><title>Terms</title><div id=app></div><script>{script}//{}</script>",
            "x".repeat(3000)
        );
        let watch = Watch::of_one_page();
        watch.site.set("/terms", Page::html(page));
        assert_eq!(watch.track("2024-05-01T10:00:00Z").of("acme/terms")["outcome"], "skipped");
        // Whoever is root has no sandbox to give it.
        let command = "[\"chromium\", \"--no-sandbox\", \"--headless=new\", \"--disable-gpu\", \"--user-data-dir={profile}\", \
                       \"--virtual-time-budget=5000\", \"--dump-dom\", \"{url}\"]";
        watch.configure(&format!("renderer = \"chromium\"\n[renderer.chromium]\ncommand = {command}\n"));
        watch.track("2024-05-02T10:00:00Z").expect("new");
        assert!(watch.world.run(["show", "acme/terms"]).stdout.contains("never share your e-mail"));
    }
}
