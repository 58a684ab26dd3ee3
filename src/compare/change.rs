//! What a change is: the operation, the words, what it means and how much it matters.
//! Must not know how changes are found.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// What happened to a clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Op {
    Added,
    Removed,
    Modified,
    /// Stands elsewhere now; its words may have been edited too.
    Moved,
}

/// A clause and where it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClauseAt {
    /// The headings above it, outermost first.
    pub path: Vec<String>,
    /// The clause's whole text.
    pub text: String,
    /// Index of the section in its document.
    pub section: usize,
    /// Index of the block in its section.
    pub block: usize,
    /// Index of the sentence in its block; 0 for a table row, which is one clause.
    pub sentence: usize,
}

/// What happened to a run of words inside a clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum WordOp {
    Equal,
    Insert,
    Delete,
}

/// A run of words with one fate. Equal and deleted runs together are the old clause, equal and inserted ones the new.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WordRun {
    pub op: WordOp,
    pub text: String,
}

/// Defines an enum whose values have an id that is the same in every format.
macro_rules! ids {
    ($(#[$meta:meta])* $name:ident { $($(#[$variant_meta:meta])* $variant:ident = $id:literal,)* }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name { $($(#[$variant_meta])* #[serde(rename = $id)] $variant,)* }

        impl $name {
            /// Every value, in order.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The value as it is written in the formats.
            pub fn id(self) -> &'static str {
                match self { $(Self::$variant => $id,)* }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.id())
            }
        }
    };
}

ids! {
    /// What kind of change it is.
    Nature {
        /// A capture artefact: duplicated, fused or despaced text.
        NoiseExtraction = "noise.extraction",
        /// Text that is not the policy's.
        NoisePage = "noise.page",
        /// Another language or regional edition.
        NoiseVariant = "noise.variant",
        /// A return to an earlier text.
        NoiseFlap = "noise.flap",
        /// Equal canonical words.
        Cosmetic = "cosmetic",
        /// Links, addresses, brand names, cited pages.
        Reference = "reference",
        /// A claimed date or version only.
        Date = "date",
        /// Renumbered, moved, split, merged, retitled.
        Structure = "structure",
        /// Reworded with the same effect.
        Editorial = "editorial",
        Modality = "modality",
        Negation = "negation",
        Quantity = "quantity",
        EnumAdd = "enum_add",
        EnumDel = "enum_del",
        ScopeWiden = "scope_widen",
        ScopeNarrow = "scope_narrow",
        Definition = "definition",
        ConditionAdd = "condition_add",
        ConditionDel = "condition_del",
        RightAdd = "right_add",
        RightDel = "right_del",
        DutyUserAdd = "duty_user_add",
        DutyUserDel = "duty_user_del",
        DutyCompanyAdd = "duty_company_add",
        DutyCompanyDel = "duty_company_del",
        PowerAdd = "power_add",
        PowerDel = "power_del",
        PracticeAdd = "practice_add",
        PracticeDel = "practice_del",
        ConsentBasis = "consent_basis",
        Party = "party",
        Process = "process",
        InventoryAdd = "inventory_add",
        InventoryDel = "inventory_del",
        InventoryChange = "inventory_change",
    }
}

impl Nature {
    /// Whether a clause of this nature that came says again what one of the other nature that went had said.
    pub(super) fn restores(self, gone: Self) -> bool {
        use Nature as N;
        const PAIRS: &[(Nature, Nature)] = &[
            (N::EnumAdd, N::EnumDel),
            (N::ScopeWiden, N::ScopeNarrow),
            (N::ConditionAdd, N::ConditionDel),
            (N::RightAdd, N::RightDel),
            (N::DutyUserAdd, N::DutyUserDel),
            (N::DutyCompanyAdd, N::DutyCompanyDel),
            (N::PowerAdd, N::PowerDel),
            (N::PracticeAdd, N::PracticeDel),
            (N::InventoryAdd, N::InventoryDel),
        ];
        self == gone || PAIRS.contains(&(self, gone)) || PAIRS.contains(&(gone, self))
    }
}

ids! {
    /// What a clause is about.
    Topic {
        Collection = "collection",
        UsePurpose = "use_purpose",
        Sharing = "sharing",
        SaleAds = "sale_ads",
        Retention = "retention",
        Security = "security",
        Rights = "rights",
        Consent = "consent",
        Children = "children",
        Transfer = "transfer",
        Cookies = "cookies",
        Ai = "ai",
        Biometric = "biometric",
        Health = "health",
        Location = "location",
        LawEnforcement = "law_enforcement",
        CommsMarketing = "comms_marketing",
        Arbitration = "arbitration",
        ClassAction = "class_action",
        Dispute = "dispute",
        GoverningLaw = "governing_law",
        Liability = "liability",
        Warranty = "warranty",
        Indemnity = "indemnity",
        Termination = "termination",
        Account = "account",
        Moderation = "moderation",
        ContentLicence = "content_licence",
        Ip = "ip",
        ContentRules = "content_rules",
        Eligibility = "eligibility",
        Fees = "fees",
        Payment = "payment",
        Refunds = "refunds",
        Subscription = "subscription",
        PolicyChange = "policy_change",
        Contact = "contact",
        Entity = "entity",
        Definitions = "definitions",
        ThirdParty = "third_party",
        Regional = "regional",
        Service = "service",
        Delivery = "delivery",
        Other = "other",
    }
}

ids! {
    /// Who gains by a change.
    Direction {
        User = "user",
        Company = "company",
        Neutral = "neutral",
        Unclear = "unclear",
    }
}

ids! {
    /// What a comparison as a whole amounts to.
    Verdict {
        Substantive = "substantive",
        Editorial = "editorial",
        Structure = "structure",
        Date = "date",
        Reference = "reference",
        Cosmetic = "cosmetic",
        Noise = "noise",
        None = "none",
    }
}

/// One clause that differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    pub op: Op,
    /// `None` when added.
    pub old: Option<ClauseAt>,
    /// `None` when removed.
    pub new: Option<ClauseAt>,
    /// The clause's words run by run; one run when it was added or removed whole.
    pub words: Vec<WordRun>,
    pub nature: Nature,
    /// The most telling one first.
    pub topics: Vec<Topic>,
    /// 0 none, 1 low, 2 medium, 3 high.
    pub severity: u8,
    pub direction: Direction,
    /// The id of the rule that decided.
    pub rule: String,
    /// The words that triggered the rule.
    pub cues: Vec<String>,
}

/// What happened to a section as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SectionOp {
    Added,
    Removed,
    Renamed,
    Renumbered,
    Moved,
    Releveled,
    Split,
    Merged,
}

/// A section that differs as a whole: its heading, its place or its being there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SectionChange {
    pub op: SectionOp,
    /// Headings as printed; several for a merge.
    pub old: Vec<String>,
    /// Headings as printed; several for a split.
    pub new: Vec<String>,
}

/// What a comparison amounts to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    pub verdict: Verdict,
    /// The highest severity of any change.
    pub severity: u8,
    /// One or two plain sentences that quote the page's words.
    pub headline: String,
    pub counts: Counts,
}

/// How many clauses were changed in which way.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    pub added: usize,
    pub removed: usize,
    pub modified: usize,
    pub moved: usize,
    /// How many changes there are of each nature, by its id.
    pub natures: BTreeMap<String, usize>,
}
