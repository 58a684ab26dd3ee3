//! The HTTP message inside a record: status line, headers, body; the transfer coding undone where it is there.
//! Must not know WARC.

/// How much of a head is read. No server sends so much; a file may hold anything.
const LARGEST_HEAD: usize = 1024 * 1024;

/// A response or request as it was sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HttpMessage {
    /// `HTTP/1.1 200 OK` as it was.
    pub first_line: String,
    pub headers: Vec<(String, String)>,
    /// Transfer coding off, content coding still on.
    pub body: Vec<u8>,
    /// The body as stored, when it has chunk framing: some writers hash that.
    pub framed: Option<Vec<u8>>,
}

impl HttpMessage {
    /// Reads a message; one without any blank line is all head.
    pub fn parse(block: &[u8]) -> Self {
        let (head, body) = parted(block);
        let head = String::from_utf8_lossy(&head[..head.len().min(LARGEST_HEAD)]);
        let mut lines = head.lines();
        let first_line = lines.next().unwrap_or_default().trim().to_owned();
        let mut headers: Vec<(String, String)> = Vec::new();
        for line in lines {
            match (line.strip_prefix([' ', '\t']), line.split_once(':'), headers.last_mut()) {
                (Some(more), _, Some((_, value))) => {
                    value.push(' ');
                    value.push_str(more.trim());
                }
                (_, Some((name, value)), _) => headers.push((name.trim().to_owned(), value.trim().to_owned())),
                _ => {}
            }
        }
        let mut message = Self { first_line, headers, body: Vec::new(), framed: None };
        let chunked =
            message.header("transfer-encoding").is_some_and(|value| value.to_ascii_lowercase().contains("chunked"));
        match if chunked { unframed(body) } else { None } {
            Some(unframed) => {
                message.framed = Some(body.to_vec());
                message.body = unframed;
            }
            // Many writers take the framing off and leave the header.
            None => message.body = body.to_vec(),
        }
        message
    }

    /// The first header of this name that is not empty.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.all(name).into_iter().find(|value| !value.is_empty())
    }

    /// Every header of this name.
    pub fn all(&self, name: &str) -> Vec<&str> {
        let named = self.headers.iter().filter(|(own, _)| own.eq_ignore_ascii_case(name));
        named.map(|(_, value)| value.as_str()).collect()
    }

    /// The status, from however odd a line.
    pub fn status(&self) -> Option<u16> {
        let mut words = self.first_line.split_whitespace();
        let first = words.next()?;
        let number = if first.len() == 3 { first } else { words.next()? };
        number.parse().ok().filter(|status| (100..1000).contains(status))
    }
}

fn parted(block: &[u8]) -> (&[u8], &[u8]) {
    let mut line_start = 0;
    for (at, byte) in block.iter().enumerate() {
        if *byte == b'\n' {
            let line = &block[line_start..at];
            if line.is_empty() || line == b"\r" {
                return (&block[..line_start], &block[at + 1..]);
            }
            line_start = at + 1;
        }
    }
    (block, &[])
}

/// The body without chunk framing; `None` when it has none after all.
fn unframed(body: &[u8]) -> Option<Vec<u8>> {
    let (mut unframed, mut rest) = (Vec::with_capacity(body.len()), body);
    loop {
        let end = rest.iter().take(64).position(|byte| *byte == b'\n')?;
        let line = std::str::from_utf8(&rest[..end]).ok()?;
        let size = line.split(';').next().unwrap_or_default().trim();
        let size = usize::from_str_radix(size, 16).ok()?;
        rest = &rest[end + 1..];
        if size == 0 {
            return Some(unframed);
        }
        // A body cut off in the middle of a chunk gives what there is.
        let chunk = &rest[..size.min(rest.len())];
        unframed.extend_from_slice(chunk);
        rest = &rest[chunk.len()..];
        rest = rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n")).unwrap_or(rest);
        if rest.is_empty() {
            return Some(unframed);
        }
    }
}
