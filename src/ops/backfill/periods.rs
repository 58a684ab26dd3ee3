//! Where a policy was published and when: its addresses, each for its own time.
//! Must not know sources.

use crate::config::PolicyConfig;
use crate::source::Window;
use crate::time::CapturedAt;

/// A time in which a policy stood at the same addresses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Period {
    /// The pages that made up the document, in their order.
    pub urls: Vec<String>,
    pub window: Window,
}

impl Period {
    /// One address at all times.
    pub fn always(url: &str) -> Self {
        Self { urls: vec![url.to_owned()], window: Window::default() }
    }

    /// The same within other limits; `None` where nothing of it lies within them.
    pub fn within(&self, limits: Window) -> Option<Self> {
        let from = self.window.from.max(limits.from);
        let to = [self.window.to, limits.to].into_iter().flatten().min();
        let is_empty = from.zip(to).is_some_and(|(from, to)| from > to);
        (!is_empty).then(|| Self { urls: self.urls.clone(), window: Window { from, to } })
    }
}

/// The periods of a policy in their order, the present one last; those without an address are left out.
pub fn periods(config: &PolicyConfig) -> Vec<Period> {
    let now = config.addresses();
    let mut earlier: Vec<_> = config.history.iter().collect();
    earlier.sort_by_key(|then| then.valid_until);
    let mut periods: Vec<Period> = Vec::new();
    let mut from = None;
    for (urls, to) in earlier
        .into_iter()
        .map(|then| (then.addresses(), Some(then.valid_until)))
        .map(|(urls, to)| (if urls.is_empty() { now.clone() } else { urls }, to))
        .chain([(now.clone(), None)])
    {
        let next = to.and_then(|to| CapturedAt::from_unix(to.unix() + 1));
        match periods.last_mut().filter(|last| last.urls == urls) {
            Some(last) => last.window.to = to,
            None => periods
                .push(Period { urls: urls.into_iter().map(str::to_owned).collect(), window: Window { from, to } }),
        }
        from = next;
    }
    periods.retain(|period| !period.urls.is_empty());
    periods
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;

    fn periods_of(text: &str) -> Vec<(String, String, String)> {
        let config = Config::parse(&format!("[policy.\"a/b\"]\n{text}")).unwrap();
        let limit = |at: Option<CapturedAt>| at.map(|at| at.to_string()).unwrap_or_default();
        let told = |period: Period| (period.urls.join(" "), limit(period.window.from), limit(period.window.to));
        periods(&config.policies[&"a/b".parse().unwrap()]).into_iter().map(told).collect()
    }

    fn told(urls: &str, from: &str, to: &str) -> (String, String, String) {
        (urls.to_owned(), from.to_owned(), to.to_owned())
    }

    #[test]
    fn each_address_has_its_own_time() {
        let history = "url = \"c\"\n[[policy.\"a/b\".history]]\nvalid-until = 2021-12-31\nurls = [\"b1\", \"b2\"]\n\
                       [[policy.\"a/b\".history]]\nvalid-until = 2019-12-31\nurl = \"a\"\n";
        let (a, b) = ("2019-12-31T23:59:59Z", "2021-12-31T23:59:59Z");
        let expected =
            [told("a", "", a), told("b1 b2", "2020-01-01T00:00:00Z", b), told("c", "2022-01-01T00:00:00Z", "")];
        assert_eq!(periods_of(history), expected);
    }

    #[test]
    fn other_selectors_at_the_same_address_are_no_period_of_their_own() {
        let history = "url = \"c\"\n[[policy.\"a/b\".history]]\nvalid-until = 2021-12-31\nselect = \"main\"\n";
        assert_eq!(periods_of(history), [told("c", "", "")]);
        assert_eq!(periods_of("url = \"c\"\n"), [told("c", "", "")]);
        assert_eq!(periods_of(""), []);
    }

    #[test]
    fn limits_narrow_a_period_and_can_leave_nothing_of_it() {
        let limits = |from, to| Window { from: Window::start(from), to: Window::end(to) };
        let period = Period { urls: vec!["a".to_owned()], window: limits("2015", "2019") };
        assert_eq!(period.within(limits("2017", "2030")).unwrap().window, limits("2017", "2019"));
        assert_eq!(period.within(limits("2020", "2030")), None);
        assert_eq!(period.within(Window::default()), Some(period));
    }
}
