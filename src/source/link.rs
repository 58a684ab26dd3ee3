//! Web links as `Link` headers and link-format TimeMaps write them.
//! Must not know what the relations mean.

/// One link: `<target>; rel="first memento"; datetime="…"`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Link {
    pub target: String,
    /// The relations, a set in any order, in lower case.
    pub relations: Vec<String>,
    /// The other attributes in their order, names in lower case.
    pub attributes: Vec<(String, String)>,
}

impl Link {
    /// Whether `relation` is one of the link's.
    pub fn is(&self, relation: &str) -> bool {
        self.relations.iter().any(|own| own == relation)
    }

    /// The value of an attribute.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }
}

/// Reads links between commas that stand outside `<…>` and quotes. What is no link is passed over.
pub fn parse(text: &str) -> Vec<Link> {
    split(text, ',').into_iter().filter_map(link).collect()
}

fn link(text: &str) -> Option<Link> {
    let (target, rest) = text.trim().strip_prefix('<')?.split_once('>')?;
    let mut link = Link { target: unescaped(target.trim()), ..Link::default() };
    for attribute in split(rest, ';') {
        let Some((name, value)) = attribute.split_once('=') else { continue };
        let value = value.trim();
        let value = value.strip_prefix('"').and_then(|value| value.strip_suffix('"')).unwrap_or(value);
        match name.trim().to_ascii_lowercase() {
            name if name == "rel" => {
                link.relations.extend(value.split_whitespace().map(str::to_ascii_lowercase));
            }
            name => link.attributes.push((name, value.to_owned())),
        }
    }
    Some(link)
}

/// The Internet Archive writes `&` in targets as HTML does.
fn unescaped(target: &str) -> String {
    target.replace("&amp;", "&")
}

fn split(text: &str, separator: char) -> Vec<&str> {
    let (mut pieces, mut start) = (Vec::new(), 0);
    let (mut in_target, mut in_quotes, mut escaped) = (false, false, false);
    for (at, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' if in_quotes => escaped = true,
            '"' if !in_target => in_quotes = !in_quotes,
            '<' if !in_quotes => in_target = true,
            '>' if !in_quotes => in_target = false,
            _ if c == separator && !in_target && !in_quotes => {
                pieces.push(&text[start..at]);
                start = at + c.len_utf8();
            }
            _ => {}
        }
    }
    pieces.push(&text[start..]);
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commas_in_targets_and_quotes_part_nothing() {
        let links = parse(
            "<http://a.example/x,y;z>; rel=\"original\", <http://b.example/>; rel=memento; datetime=\"Mon, 20 Jul 2020 06:30:00 GMT\"",
        );
        assert_eq!(links.len(), 2);
        assert_eq!(links[0].target, "http://a.example/x,y;z");
        assert_eq!(links[1].attribute("datetime"), Some("Mon, 20 Jul 2020 06:30:00 GMT"));
    }

    #[test]
    fn relations_are_a_set_in_any_order() {
        for text in ["<x>; rel=\"first memento\"", "<x>; rel=\"memento first\"", "<x>;REL=\"Memento  FIRST\""] {
            let link = &parse(text)[0];
            assert!(link.is("memento") && link.is("first") && !link.is("last"), "{text}");
        }
    }

    #[test]
    fn an_escaped_ampersand_is_one() {
        assert_eq!(parse("<http://a.example/?b=1&amp;c=2>; rel=original")[0].target, "http://a.example/?b=1&c=2");
    }

    #[test]
    fn what_is_no_link_is_passed_over() {
        for text in ["", ",,,", "rel=memento", "<unclosed; rel=memento", "\"<x>\"", "é,<"] {
            assert_eq!(parse(text), [], "{text}");
        }
    }
}
