//! What counts as a promise, and what is only near one.

use super::*;
use crate::document::{Block, BlockKind, Section, Sentence};

/// A page of one paragraph; `¶` stands between sentences.
fn read(text: &str) -> Vec<(Option<u32>, String, bool)> {
    let sentences = text.split('¶').map(|sentence| Sentence::plain(sentence.trim())).collect();
    let block = Block { kind: BlockKind::Paragraph, depth: 0, label: None, sentences };
    let section = Section { level: 0, heading: None, blocks: vec![block] };
    let document = Document { sections: vec![section], ..Document::default() };
    let shown = |promise: Promise| (promise.notice_days, promise.channels.join(" "), promise.material_only);
    promises(&document).into_iter().map(shown).collect()
}

const ALL: bool = false;
const MATERIAL: bool = true;

const PROMISED: &[(&str, Option<u32>, &str, bool)] = &[
    ("We will notify you by email at least 30 days before changes to this policy take effect.", Some(30), "email", ALL),
    (
        "If we make material changes to these Terms, we will give you at least thirty (30) days' notice by email.",
        Some(30),
        "email",
        MATERIAL,
    ),
    (
        "We will provide at least 14 days' prior notice of any material change to this Agreement.",
        Some(14),
        "",
        MATERIAL,
    ),
    ("You will be notified of changes to these Terms two weeks in advance.", Some(14), "", ALL),
    (
        "We'll let you know by email or in the app before we make significant changes to this Privacy Policy.",
        None,
        "email in-app",
        MATERIAL,
    ),
    ("Any changes we make to this Privacy Policy will be posted on this page.", None, "posting", ALL),
    ("Changes to these Terms will become effective 30 days after we post them.", Some(30), "posting", ALL),
    (
        "Any changes to this privacy policy will be effective upon thirty (30) calendar days following our posting of notice of the changes on our site.",
        Some(30),
        "posting",
        ALL,
    ),
    ("We may change this policy from time to time. ¶ If we do, we will notify you by email.", None, "email", ALL),
    (
        "We may amend these Terms. ¶ We will inform you no later than ten (10) days before such changes come into force.",
        Some(10),
        "",
        ALL,
    ),
    (
        "We will notify our users of material changes to this Agreement, such as price changes, at least 30 days prior to the change taking effect by posting a notice on our website.",
        Some(30),
        "posting",
        MATERIAL,
    ),
    (
        "If we make a material change to our Privacy Statement, we will post a notice at the top of this page for 30 days.",
        None,
        "posting",
        MATERIAL,
    ),
    (
        "Unless otherwise agreed, any change to the Terms of Use will take effect two (2) months after you have been informed of such change.",
        Some(59),
        "",
        ALL,
    ),
    ("When we revise this policy, we will display a prominent notice in your account.", None, "banner account", ALL),
    (
        "Wir werden Sie mindestens 30 Tage vor Inkrafttreten von Änderungen dieser Datenschutzerklärung per E-Mail informieren.",
        Some(30),
        "email",
        ALL,
    ),
    (
        "Änderungen dieser Nutzungsbedingungen teilen wir Ihnen spätestens sechs Wochen vor ihrem Inkrafttreten in Textform mit.",
        Some(42),
        "email",
        ALL,
    ),
    (
        "Die Gesellschaft wird Änderungen der Geschäftsbedingungen mit einer Ankündigungsfrist von mindestens 15 Tagen bekannt gegeben.",
        Some(15),
        "",
        ALL,
    ),
    (
        "Über wesentliche Änderungen dieser Datenschutzhinweise werden wir Sie auf dieser Seite informieren.",
        None,
        "posting",
        MATERIAL,
    ),
    (
        "Nous vous informerons par e-mail au moins 30 jours avant de modifier les présentes Conditions.",
        Some(30),
        "email",
        ALL,
    ),
    (
        "Toute modification de la présente politique sera notifiée à l'utilisateur quinze (15) jours avant son entrée en vigueur.",
        Some(15),
        "",
        ALL,
    ),
    (
        "Exemple s'engage à informer le vendeur de toutes modifications des conditions dans un délai minimal de quinze (15) jours calendaires avant leur entrée en vigueur.",
        Some(15),
        "",
        ALL,
    ),
    (
        "Le notificaremos por correo electrónico los cambios sustanciales de esta política con al menos 15 días de antelación.",
        Some(15),
        "email",
        MATERIAL,
    ),
    ("Si modificamos estos términos, publicaremos la nueva versión en esta página.", None, "posting", ALL),
    (
        "Ti informeremo via e-mail delle modifiche ai presenti termini con un preavviso di almeno 30 giorni.",
        Some(30),
        "email",
        ALL,
    ),
    ("Le modifiche a questa informativa saranno pubblicate su questa pagina.", None, "posting", ALL),
    (
        "Notificaremos os utilizadores de qualquer alteração dos presentes termos com um prazo de pré-aviso mínimo de 15 dias.",
        Some(15),
        "",
        ALL,
    ),
    (
        "Qualquer alteração a esta política será comunicada por e-mail com antecedência mínima de 30 dias.",
        Some(30),
        "email",
        ALL,
    ),
    (
        "Wij zullen u ten minste 30 dagen voordat wijzigingen van deze voorwaarden van kracht worden per e-mail op de hoogte stellen.",
        Some(30),
        "email",
        ALL,
    ),
    (
        "Belangrijke wijzigingen van dit privacybeleid zullen op deze pagina worden gepubliceerd.",
        None,
        "posting",
        MATERIAL,
    ),
    (
        "If we make a change to this policy that, in our sole discretion, is material, we will notify you by email.",
        None,
        "email",
        MATERIAL,
    ),
    (
        "Qualquer alteração aos termos será comunicada aos clientes com um prazo mínimo de 15 (quinze) dias.",
        Some(15),
        "",
        ALL,
    ),
];

#[test]
fn promises_keep_their_period_their_ways_and_what_they_cover() {
    let wrong: Vec<_> = PROMISED
        .iter()
        .map(|&(text, days, channels, material)| (text, vec![(days, channels.to_owned(), material)], read(text)))
        .filter(|(_, expected, found)| expected != found)
        .map(|(text, expected, found)| format!("{text}\n    expected {expected:?}\n    found    {found:?}"))
        .collect();
    assert!(wrong.is_empty(), "{} sentences\n{}", wrong.len(), wrong.join("\n"));
}

const NOT_PROMISED: &[&str] = &[
    "We may change this policy at any time without notice to you.",
    "We may try to notify you of material changes to this Privacy Policy by posting a notice.",
    "We may notify you of changes to these Terms by email.",
    "You must notify us of any change to your account information within 30 days.",
    "You may reject any change to this arbitration agreement by sending us written notice within 30 days of the change.",
    "We will use commercially reasonable efforts to inform you at least 30 days before we change these Terms.",
    "You may cancel within 14 days of the purchase by giving us notice.",
    "We will notify you of a data breach within 72 hours.",
    "We will delete your data within 30 days and inform you by email.",
    "The increase will apply to the next payment, provided that you have been given at least 30 days prior written notice before the change is made.",
    "Any changes to this policy will be effective immediately upon posting.",
    "The amended Terms will be effective once we have posted them and you go on using the service.",
    "How will we notify you of changes to this policy?",
    "We use your data to manage our relationship, which will include notifying you about changes to our terms.",
    "Price changes will take effect 30 days after we notify you.",
    "Please check this page regularly for changes to this policy.",
    "We encourage you to review these Terms periodically for updates.",
    "You can update your information in your account settings.",
    "Wir können diese Datenschutzerklärung jederzeit ohne Ankündigung ändern.",
    "Sie können den Vertrag innerhalb von 14 Tagen widerrufen und uns darüber informieren.",
    "Nous pouvons modifier les présentes conditions à tout moment et sans préavis.",
    "Podemos modificar esta política en cualquier momento sin previo aviso.",
    "Possiamo modificare la presente informativa in qualsiasi momento senza preavviso.",
    "Podemos alterar esta política a qualquer momento sem aviso prévio.",
    "Wij kunnen dit privacybeleid zonder kennisgeving wijzigen.",
];

#[test]
fn what_is_only_near_a_promise_is_none() {
    let wrong: Vec<_> =
        NOT_PROMISED.iter().map(|text| (text, read(text))).filter(|(_, found)| !found.is_empty()).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_promise_that_is_repeated_is_one() {
    let text = "We will notify you of changes to this policy by email.";
    assert_eq!(read(&format!("{text} ¶ {text}")).len(), 1);
}
