//! Writes small PDFs, as a program would that knows the file format and nothing else.

use std::fmt::Write as _;

/// Lines of text to be put on pages.
#[derive(Default)]
pub struct Paper {
    pages: Vec<String>,
    info: String,
}

impl Paper {
    /// A page of these lines from the top down: size and words. Sizes above 12 are bold.
    pub fn page(mut self, lines: &[(u32, &str)]) -> Self {
        let mut content = String::new();
        let mut y = 780;
        for (size, words) in lines {
            let font = if *size > 12 { "F2" } else { "F1" };
            let words = words.replace('\\', "\\\\").replace('(', "\\(").replace(')', "\\)");
            writeln!(content, "BT /{font} {size} Tf 60 {y} Td ({words}) Tj ET").unwrap();
            y -= size * 2;
        }
        self.pages.push(content);
        self
    }

    /// A page with this content as it stands.
    #[cfg_attr(not(feature = "pdf"), expect(dead_code, reason = "only a reader can be led astray"))]
    pub fn content(mut self, content: impl Into<String>) -> Self {
        self.pages.push(content.into());
        self
    }

    /// What the file says about itself, as `/ModDate (D:20200501)`.
    pub fn info(mut self, entries: &str) -> Self {
        self.info.push_str(entries);
        self
    }

    /// The file.
    pub fn bytes(&self) -> Vec<u8> {
        let kids: Vec<String> = (0..self.pages.len()).map(|page| format!("{} 0 R", 6 + 2 * page)).collect();
        let mut objects = vec![
            "<< /Type /Catalog /Pages 2 0 R /Lang (en-US) >>".to_owned(),
            format!("<< /Type /Pages /Kids [{}] /Count {} /MediaBox [0 0 595 842] >>", kids.join(" "), kids.len()),
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_owned(),
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>".to_owned(),
            format!("<< {} >>", self.info),
        ];
        for (page, content) in self.pages.iter().enumerate() {
            let own = 7 + 2 * page;
            objects.push(format!(
                "<< /Type /Page /Parent 2 0 R /Resources << /Font << /F1 3 0 R /F2 4 0 R >> /XObject << /X {own} 0 R >> >> /Contents {own} 0 R >>",
            ));
            objects.push(format!("<< /Subtype /Form /Length {} >>\nstream\n{content}\nendstream", content.len() + 1));
        }
        let mut file = "%PDF-1.7\n".to_owned();
        let mut places = Vec::new();
        for (number, object) in (1..).zip(&objects) {
            places.push(file.len());
            write!(file, "{number} 0 obj\n{object}\nendobj\n").unwrap();
        }
        let table = file.len();
        write!(file, "xref\n0 {}\n0000000000 65535 f \n", places.len() + 1).unwrap();
        for place in places {
            writeln!(file, "{place:010} 00000 n ").unwrap();
        }
        write!(file, "trailer << /Size {} /Root 1 0 R /Info 5 0 R >>\nstartxref\n{table}\n%%EOF\n", objects.len() + 1)
            .unwrap();
        file.into_bytes()
    }
}
