//! Settles which of two numbers is the day: by other dates of the document, its language, its address.
//! Must not know where the dates stand.

use super::date::{Form, Mention, Reading};
use super::words::{Order, languages};

/// What a document shows about the order in which it writes day and month.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct OrderEvidence {
    day_first: bool,
    month_first: bool,
}

/// The order of two numbers in a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NumericOrder {
    DayFirst,
    MonthFirst,
}

impl OrderEvidence {
    /// Learns from a date that can be read in one order only.
    pub fn learn(&mut self, mention: &Mention, first: u32) {
        if let (Form::Numeric { separator: '/' | '-', .. }, Reading::Exact(date)) = (mention.form, mention.reading) {
            use chrono::Datelike as _;
            let (day, month) = (date.first_day().day(), date.first_day().month());
            self.day_first |= day != month && first == day;
            self.month_first |= day != month && first == month;
        }
    }

    fn shown(self) -> Option<NumericOrder> {
        match (self.day_first, self.month_first) {
            (true, false) => Some(NumericOrder::DayFirst),
            (false, true) => Some(NumericOrder::MonthFirst),
            _ => None,
        }
    }
}

/// The order in which an ambiguous date of the form `separator` is to be read, if anything tells.
pub(super) fn settled(
    separator: char,
    evidence: OrderEvidence,
    cue_language: Option<usize>,
    document_language: Option<usize>,
    url: Option<&str>,
) -> Option<NumericOrder> {
    let order_of = |language: usize| languages().nth(language).map(|language| language.order);
    let english = |language: usize| languages().nth(language).is_some_and(|language| language.tag == "en");
    let cue = cue_language.and_then(order_of);
    let document = document_language.and_then(order_of);
    // The words beside the date tell more than the page: its frame is often in another language.
    let by_language = (cue.or(document) == Some(Order::DayFirst)).then_some(NumericOrder::DayFirst);
    // Dots are used where the day comes first, except by some Americans.
    let by_dots = (separator == '.' && !document_language.is_some_and(english) && !cue_language.is_some_and(english))
        .then_some(NumericOrder::DayFirst);
    evidence.shown().or(by_language).or(by_dots).or_else(|| url.and_then(order_of_address))
}

/// The order of the English-speaking country an address belongs to; in the others English text follows no custom.
fn order_of_address(url: &str) -> Option<NumericOrder> {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#', ':']).next()?;
    // A locale in the path is no evidence: publishers serve one text under several.
    match host.rsplit('.').next()? {
        "us" | "gov" | "mil" => Some(NumericOrder::MonthFirst),
        "uk" | "au" | "nz" | "ie" | "in" | "za" => Some(NumericOrder::DayFirst),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_tells_the_order_of_its_country_only() {
        assert_eq!(order_of_address("https://www.example.co.uk/privacy"), Some(NumericOrder::DayFirst));
        assert_eq!(order_of_address("https://www.example.us/privacy"), Some(NumericOrder::MonthFirst));
        assert_eq!(order_of_address("https://www.example.fr/en/privacy"), None);
        assert_eq!(order_of_address("https://www.example.com/en-us/privacy"), None);
    }
}
