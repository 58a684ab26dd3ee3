//! The words in which policies promise to tell of their own changes, in seven languages.
//! Must not know how a promise is judged.

use std::sync::LazyLock;

use super::languages::LANGUAGES;
use crate::claim::token::Tokens;
use crate::claim::words::phrases::{Found, Phrases};

/// What a phrase says in a promise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// To tell: `notify`, `notice`.
    Tell,
    /// To tell by putting it where it can be read: `post`.
    Post,
    /// To tell, in a form that commits by itself: `nous vous informerons`.
    TellSurely,
    /// Commits: `will`.
    Will,
    /// Does not commit: `may`, `reasonable efforts`.
    May,
    /// The reader as the one who acts or is told.
    You,
    /// The company as the one who is told: `notify us`.
    Us,
    Without,
    Change,
    /// What the policy calls itself.
    Document,
    Material,
    /// `take effect`
    Effect,
    /// `before`, `in advance`
    Before,
    /// `after`, `following`
    After,
    /// `at least`
    AtLeast,
    /// `within`, `for`: a period for something else.
    Within,
    Day,
    Week,
    Month,
    Number(u32),
    /// What is no change of the policy: prices, refunds, arbitration, data.
    Foreign,
    Email,
    Website,
    Banner,
    InApp,
    Account,
}

/// The longest phrase that begins at the token `index`.
pub(super) fn part_at(tokens: &Tokens, index: usize, preferred: Option<usize>) -> Option<Found<Part>> {
    static PHRASES: LazyLock<Phrases<Part>> = LazyLock::new(|| Phrases::of(LANGUAGES.iter().copied()));
    PHRASES.at(tokens, index, preferred)
}

/// How words begin that speak of a change, in lower case.
pub(super) const CHANGE_STEMS: &str = "chang modif amend updat revis révis änder anpass aktualis mise mises mis cambi actuali aggiorn alter mudan \
     atuali wijzig aanpass herzien überarb vertragsänd neufass version neue";

/// How words begin that speak of telling, or of what is told, in lower case.
pub(super) const TELL_STEMS: &str = "notif notic inform advis email e-mail announc post publish communic alert benachricht mitteil mitget ankünd \
     angekünd bekannt veröffent hinweis préav préven prévien averti avis preavis preavvis avvis comunic kennis \
     hoogte mededel meld publi antici aviso avisar pré-av effecti effect communiq meegedeeld public pubbl hingewies \
     unterricht pré-aviso let teil gepubli geplaats geïnform bekend aangekond aankond laten bericht affich port \
     displ";
