//! `robots.txt`: what a site asks programs to leave alone, by RFC 9309.
//! Must not know how the file is had.

/// Bytes that are read; the RFC asks for no less, and more is no file of rules.
pub const MOST: usize = 500 * 1024;

/// What a site asks of one program.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Robots {
    rules: Vec<Rule>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Rule {
    allows: bool,
    /// Normalized.
    pattern: Vec<u8>,
}

/// A run of user agents with the rules that follow them.
#[derive(Default)]
struct Group {
    agents: Vec<String>,
    rules: Vec<Rule>,
}

impl Robots {
    /// Nothing is asked.
    pub fn allowing() -> Self {
        Self::default()
    }

    /// Reads what a file asks of the program whose product token is `agent`: the rules of all groups that name it, else
    /// of all that name everybody.
    pub fn parse(bytes: &[u8], agent: &str) -> Self {
        let text = String::from_utf8_lossy(&bytes[..bytes.len().min(MOST)]);
        let groups = groups(text.trim_start_matches('\u{feff}'));
        let own = |group: &&Group| group.agents.iter().any(|name| name.eq_ignore_ascii_case(agent));
        let everybody = |group: &&Group| group.agents.iter().any(|name| name == "*");
        let mut chosen: Vec<&Group> = groups.iter().filter(own).collect();
        if chosen.is_empty() {
            chosen = groups.iter().filter(everybody).collect();
        }
        Self { rules: chosen.into_iter().flat_map(|group| group.rules.iter().cloned()).collect() }
    }

    /// Whether a path, with its query, may be asked for. The longest rule that matches decides; of two as long, the one
    /// that allows.
    pub fn allows(&self, path: &str) -> bool {
        if path == "/robots.txt" {
            return true;
        }
        let path = normalized(path);
        let matching = self.rules.iter().filter(|rule| matches(&rule.pattern, &path));
        matching.max_by_key(|rule| (rule.pattern.len(), rule.allows)).is_none_or(|rule| rule.allows)
    }
}

fn groups(text: &str) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let mut in_agents = false;
    for line in text.split(['\n', '\r']) {
        let line = line.split('#').next().unwrap_or_default();
        let Some((key, value)) = line.split_once(':') else { continue };
        let value = value.trim();
        match key.trim().to_ascii_lowercase().as_str() {
            "user-agent" => {
                if !in_agents {
                    groups.push(Group::default());
                }
                in_agents = true;
                if let Some(group) = groups.last_mut() {
                    group.agents.push(product_token(value));
                }
            }
            kind @ ("allow" | "disallow") => {
                in_agents = false;
                if let Some(group) = groups.last_mut().filter(|_| !value.is_empty()) {
                    group.rules.push(Rule { allows: kind == "allow", pattern: normalized(value) });
                }
            }
            // Other lines, such as `Sitemap`, belong to no group and end none.
            _ => {}
        }
    }
    groups
}

/// The name at the beginning of a user agent: letters, hyphens and underscores, or the star.
fn product_token(value: &str) -> String {
    if value.starts_with('*') {
        return "*".to_owned();
    }
    value.chars().take_while(|c| c.is_ascii_alphabetic() || matches!(c, '-' | '_')).collect()
}

/// Octets as RFC 9309 compares them: what need not be escaped is not, everything else is, in upper case.
fn normalized(text: &str) -> Vec<u8> {
    let bytes = text.as_bytes();
    let mut normal = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let escaped = (bytes[at] == b'%').then(|| bytes.get(at + 1..at + 3)).flatten().and_then(hexadecimal);
        let byte = escaped.unwrap_or(bytes[at]);
        at += if escaped.is_some() { 3 } else { 1 };
        let unreserved = byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
        if unreserved || (escaped.is_none() && byte.is_ascii_graphic()) {
            normal.push(byte);
        } else {
            normal.extend(format!("%{byte:02X}").bytes());
        }
    }
    normal
}

fn hexadecimal(pair: &[u8]) -> Option<u8> {
    let both = pair.iter().all(u8::is_ascii_hexdigit);
    u8::from_str_radix(std::str::from_utf8(pair).ok().filter(|_| both)?, 16).ok()
}

/// Whether a pattern matches the beginning of a path: `*` stands for anything, `$` at the end for the end.
fn matches(pattern: &[u8], path: &[u8]) -> bool {
    let (pattern, anchored) = match pattern.split_last() {
        Some((b'$', rest)) => (rest, true),
        _ => (pattern, false),
    };
    let mut pieces = pattern.split(|byte| *byte == b'*');
    let first = pieces.next().unwrap_or_default();
    let Some(mut rest) = path.strip_prefix(first) else { return false };
    let pieces: Vec<&[u8]> = pieces.collect();
    let Some((last, middle)) = pieces.split_last() else { return !anchored || rest.is_empty() };
    // Each piece at its first place: what is left over for the others is then the most.
    for piece in middle {
        let Some(at) = find(rest, piece) else { return false };
        rest = &rest[at + piece.len()..];
    }
    if anchored { rest.ends_with(last) } else { find(rest, last).is_some() }
}

fn find(text: &[u8], piece: &[u8]) -> Option<usize> {
    if piece.is_empty() { Some(0) } else { text.windows(piece.len()).position(|window| window == piece) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allows(file: &str, path: &str) -> bool {
        Robots::parse(file.as_bytes(), "fineprint").allows(path)
    }

    #[test]
    fn an_empty_file_and_an_empty_rule_forbid_nothing() {
        assert!(allows("", "/a"));
        assert!(allows("user-agent: *\ndisallow:\n", "/a"));
        assert!(!allows("user-agent: *\ndisallow: /\n", "/a"));
        assert!(allows("user-agent: *\ndisallow: /\n", "/robots.txt"));
    }

    #[test]
    fn the_group_that_names_the_program_outweighs_that_of_everybody() {
        let file = "User-Agent: *\nDisallow: /\n\nUser-Agent: FinePrint/2.0\nDisallow: /private\n";
        assert!(allows(file, "/terms"));
        assert!(!allows(file, "/private/x"));
        assert!(!allows("user-agent: *\ndisallow: /\nuser-agent: fineprinter\nallow: /\n", "/x"));
    }

    #[test]
    fn groups_of_one_name_are_one_and_several_names_share_their_rules() {
        let file = "user-agent: a\nuser-agent: fineprint\ndisallow: /a\n\nuser-agent: b\ndisallow: /b\n\nuser-agent: \
                    fineprint\ndisallow: /c\n";
        assert!(!allows(file, "/a") && allows(file, "/b") && !allows(file, "/c"));
    }

    #[test]
    fn rules_before_any_name_and_lines_of_other_kinds_are_left_aside() {
        assert!(allows("disallow: /\nuser-agent: *\nallow: /\n", "/x"));
        assert!(!allows("user-agent: *\nsitemap: https://a.example/s\ndisallow: /x\nnonsense\n", "/x"));
        assert!(
            !allows("user-agent: other\nsitemap: x\nuser-agent: *\ndisallow: /x\n", "/x"),
            "a sitemap ends no list of names"
        );
    }

    #[test]
    fn the_longest_rule_decides_and_of_two_as_long_the_kinder() {
        let file =
            "user-agent: *\nallow: /example/page/\ndisallow: /example/page/disallowed.gif\ndisallow: /example/\n";
        assert!(allows(file, "/example/page/x"));
        assert!(!allows(file, "/example/page/disallowed.gif"));
        assert!(!allows(file, "/example/y"));
        assert!(allows("user-agent: *\ndisallow: /a\nallow: /a\n", "/a"));
    }

    #[test]
    fn stars_and_dollars_are_understood() {
        let file = "user-agent: *\ndisallow: /*.php$\n";
        assert!(!allows(file, "/x/index.php"));
        assert!(allows(file, "/index.php?x"));
        assert!(allows(file, "/index.php5"));
        assert!(!allows("user-agent: *\ndisallow: /fish*heads\n", "/fishy/heads.html"));
        assert!(!allows("user-agent: *\ndisallow: /p*$\n", "/p/anything"));
        assert!(!allows("user-agent: *\ndisallow: /*?id=\n", "/terms?id=3"));
        assert!(!allows("user-agent: *\ndisallow: /a*b*a$\n", "/a-b-aba"));
        assert!(allows("user-agent: *\ndisallow: /a*b$\n", "/a"));
    }

    #[test]
    fn case_counts_in_paths_and_not_in_names() {
        assert!(allows("user-agent: *\ndisallow: /Terms\n", "/terms"));
        assert!(!allows("USER-AGENT: FINEPRINT\nDISALLOW: /terms\n", "/terms"));
    }

    #[test]
    fn escaped_and_plain_octets_are_the_same() {
        assert!(!allows("user-agent: *\ndisallow: /foo/bar/ツ\n", "/foo/bar/%E3%83%84"));
        assert!(!allows("user-agent: *\ndisallow: /foo/bar/%E3%83%84\n", "/foo/bar/%e3%83%84"));
        assert!(!allows("user-agent: *\ndisallow: /foo/bar/%62%61%7A\n", "/foo/bar/baz"));
        assert!(allows("user-agent: *\ndisallow: /a%2Fb\n", "/a/b"), "an escaped slash is no slash");
    }

    #[test]
    fn comments_line_ends_and_a_mark_at_the_beginning_are_no_obstacle() {
        assert!(!allows("\u{feff}user-agent: * # all\r\ndisallow: /x # this\r\n", "/x"));
        assert!(!allows("user-agent:*\rdisallow:/x\r", "/x"));
    }

    #[test]
    fn what_lies_beyond_the_limit_is_not_read() {
        let file = format!("user-agent: *\nallow: /\n{}\ndisallow: /x\n", "# \n".repeat(MOST));
        assert!(allows(&file, "/x"));
    }

    #[test]
    fn many_stars_cost_no_time() {
        let file = format!("user-agent: *\ndisallow: /{}x$\n", "a*".repeat(2000));
        assert!(allows(&file, &format!("/{}", "a".repeat(8000))));
    }
}
