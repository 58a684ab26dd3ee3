//! Tables of examples: what a word, a sentence or a clause that comes, goes or changes must be told as.

use crate::document::Document;

use super::tests::document;
use super::*;

/// Paragraphs of about four hundred words around an edit, by language.
fn filler(language: &str) -> String {
    let sentence = match language {
        "fr" => "La chorale se retrouve chaque semaine dans la vieille école du village. ",
        "de" => "Der Chor trifft sich jede Woche in der alten Schule des Dorfes. ",
        "es" => "El coro se encuentra cada semana en la vieja escuela del pueblo. ",
        _ => "The choir meets every week in the old school of the village. ",
    };
    sentence.repeat(17)
}

/// `text with [old->new]` as two pages in which it stands amid a long paragraph, or alone where it is short.
fn edited(language: &str, text: &str) -> (Document, Document) {
    let (before, rest) = text.split_once('[').expect("an edit");
    let (edit, after) = rest.split_once(']').expect("an edit");
    let (old, new) = edit.split_once("->").expect("an arrow");
    let page = |word: &str| {
        let text = format!("{before}{word}{after}").split_whitespace().collect::<Vec<_>>().join(" ");
        let around = filler(language);
        let mut page = document(&format!("{around}{text} {around}\n{text}"));
        page.language = Some(language.to_owned());
        page
    };
    (page(old), page(new))
}

#[test]
fn one_word_tells_what_it_does_and_small_talk_stays_quiet() {
    let mut wrong = Vec::new();
    for line in include_str!("one_word.txt").lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let (head, text) = line.split_once(": ").expect("a colon");
        let mut head = head.split(' ');
        let (language, nature) = (head.next().unwrap(), head.next().unwrap());
        let (old, new) = edited(language, text);
        let comparison = compare(&old, &new);
        let told: Vec<String> = comparison
            .changes
            .iter()
            .map(|change| {
                format!(
                    "{} {} s{} by {} {:?}",
                    change.nature, change.direction, change.severity, change.rule, change.cues
                )
            })
            .collect();
        let as_expected = match head.next() {
            None => comparison.summary.severity == 0,
            Some(direction) => {
                comparison.changes.iter().all(|change| {
                    change.nature.id() == nature && change.direction.id() == direction && change.severity > 0
                }) && comparison.changes.len() == 2
            }
        };
        if !as_expected {
            wrong.push(format!("{line}\n    {}", told.join("\n    ")));
        }
    }
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong.join("\n"));
}

/// A sentence that comes to a page of its language: its nature and whom it helps.
#[test]
fn a_whole_sentence_tells_what_it_does_in_four_languages() {
    let mut wrong = Vec::new();
    for (language, nature, direction, text) in [
        ("en", "duty_company_add", "user", "What you send in will not be used to teach machines."),
        ("en", "power_add", "company", "You grant us a worldwide licence to print what you write."),
        ("en", "right_add", "user", "Nothing in these terms limits our liability for gross negligence."),
        ("fr", "duty_company_add", "user", "Vos photos ne seront pas utilisées pour entraîner des machines."),
        ("fr", "duty_company_add", "user", "Vos photos sont utilisées uniquement pour imprimer votre carte."),
        ("fr", "practice_add", "company", "Nous pouvons vendre vos données à des partenaires publicitaires."),
        ("fr", "power_add", "company", "Vous nous accordez une licence mondiale sur ce que vous écrivez."),
        ("fr", "right_add", "user", "Rien n'exclut notre responsabilité en cas de faute lourde."),
        ("fr", "right_add", "user", "Vous avez le droit d'obtenir une copie de vos données."),
        ("fr", "duty_user_add", "company", "Vous devez garder votre mot de passe secret."),
        ("de", "duty_company_add", "user", "Ihre Fotos werden nicht zum Anlernen von Maschinen verwendet."),
        ("de", "duty_company_add", "user", "Ihre Fotos werden ausschließlich für Ihren Ausweis verwendet."),
        ("de", "power_add", "company", "Sie räumen uns ein weltweites Nutzungsrecht an Ihren Beiträgen ein."),
        ("de", "right_add", "user", "Wir haften unbeschränkt für Vorsatz und grobe Fahrlässigkeit."),
        ("de", "right_add", "user", "Sie haben das Recht, eine Kopie Ihrer Daten zu erhalten."),
        ("de", "duty_user_add", "company", "Sie müssen Ihr Passwort geheim halten."),
        ("es", "duty_company_add", "user", "Sus fotos no se utilizarán para enseñar a las máquinas."),
        ("es", "duty_company_add", "user", "Sus fotos se utilizarán únicamente para imprimir su carné."),
        ("es", "power_add", "company", "Usted nos concede una licencia mundial sobre lo que escribe."),
        ("es", "right_add", "user", "Nada de esto excluye nuestra responsabilidad por negligencia grave."),
        ("es", "right_add", "user", "Usted tiene derecho a obtener una copia de sus datos."),
        ("es", "duty_user_add", "company", "Usted debe mantener en secreto su contraseña."),
    ] {
        let page = |text: &str| {
            let mut page = document(&format!("{}\n{text}", filler(language)));
            page.language = Some(language.to_owned());
            page
        };
        let comparison = compare(&page(""), &page(text));
        let told: Vec<_> =
            comparison.changes.iter().map(|one| (one.nature.id(), one.direction.id(), &*one.rule)).collect();
        if !matches!(told.as_slice(), [(found, whom, _)] if *found == nature && *whom == direction) {
            wrong.push(format!("{language} {nature} {direction}: {text} {told:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What `clauses.txt` asks of a line: at least this severity, and in whose favour where that is certain.
#[test]
fn a_clause_that_comes_goes_or_changes_is_weighed() {
    let mut wrong = Vec::new();
    for line in include_str!("clauses.txt").lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let (head, texts) = line.split_once(": ").expect("a colon");
        let (old, new) = texts.split_once("=>").expect("an arrow");
        let head: Vec<&str> = head.splitn(4, ' ').collect();
        let [language, severity, side, heading] = head[..] else { panic!("{line}") };
        let page = |text: &str| {
            let mut page =
                document(&format!("# Towels\n{}\n# {}\nTowels are there.\n{text}", filler(language), heading));
            page.language = Some(language.to_owned());
            page
        };
        let comparison = compare(&page(old), &page(new));
        let gravest = comparison.summary.severity;
        let told: Vec<_> = comparison.changes.iter().filter(|change| change.severity == gravest).collect();
        let in_favour = |side: Direction| told.iter().any(|change| change.direction == side);
        let is_grave = if severity == "quiet" { gravest == 0 } else { gravest >= severity.parse().unwrap() };
        let as_expected = is_grave
            && match side {
                "company" => in_favour(Direction::Company) && !in_favour(Direction::User),
                "user" => in_favour(Direction::User) && !in_favour(Direction::Company),
                _ => true,
            };
        if !as_expected {
            let told: Vec<_> = told.iter().map(|one| (one.severity, one.direction.id(), &*one.rule)).collect();
            wrong.push(format!("{line}\n    {told:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong.join("\n"));
}
