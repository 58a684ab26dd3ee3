//! A website that a test lets live: each of its pages is what the test says it is now.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use crate::server::{Answer, Asked, Server};

/// What a page answers.
pub type Page = Answer;

/// A site whose pages come and go.
pub struct Site {
    server: Server,
    pages: Arc<Mutex<BTreeMap<String, Vec<Page>>>>,
}

impl Site {
    /// Opens a site without any page.
    pub fn open() -> Self {
        let pages: Arc<Mutex<BTreeMap<String, Vec<Page>>>> = Arc::default();
        let shown = Arc::clone(&pages);
        let server = Server::start(move |path, _| match shown.lock().unwrap().get_mut(path) {
            Some(in_turn) => {
                in_turn.rotate_left(1);
                in_turn[in_turn.len() - 1].clone()
            }
            None => Page::error(404, "<title>Not found</title><h1>404 Not Found</h1>"),
        });
        Self { server, pages }
    }

    /// What a page is from now on.
    pub fn set(&self, path: &str, page: Page) {
        self.set_in_turn(path, [page]);
    }

    /// What a page is from now on, one after the other.
    pub fn set_in_turn<const N: usize>(&self, path: &str, pages: [Page; N]) {
        self.pages.lock().unwrap().insert(path.to_owned(), pages.into());
    }

    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.server.base)
    }

    /// The requests for a page since the last time this was asked.
    pub fn asked_for(&self, path: &str) -> Vec<Asked> {
        self.server.take_asked(path)
    }
}
