//! Where captures come from. Each source names one foreign form or service.
//! Must not know documents, versions or the store.

pub mod files;
pub mod memento;
