//! How servers say that a page is not there, in many languages: a word for the page and words for its absence.
//! Must not know how a page is judged.

/// What is missing, in lower case.
const WHAT: &[&str] = &[
    "page",
    "url",
    "seite",
    "página",
    "pagina",
    "stron",
    "stránk",
    "sidan",
    "siden",
    "side ",
    "sivu",
    "страниц",
    "сторінк",
    "sayfa",
    "oldal",
    "σελίδα",
    "ページ",
    "페이지",
    "页",
    "頁",
    "صفحة",
    "דף",
    "trang",
    "halaman",
];

/// That it is missing, in lower case.
const ABSENT: &[&str] = &[
    "not found",
    "not be found",
    "n't be found",
    "nothing was found",
    "couldn't find",
    "can't find",
    "can't seem to find",
    "cannot find",
    "could not find",
    "unable to find",
    "does not exist",
    "doesn't exist",
    "no longer exist",
    "no longer available",
    "isn't available",
    "is not available",
    "may have been removed",
    "might have been removed",
    "has been removed",
    "may have been moved",
    "nicht gefunden",
    "existiert nicht",
    "existiert leider nicht",
    "nicht mehr verfügbar",
    "ist nicht verfügbar",
    "leider nicht finden",
    "introuvable",
    "n'existe pas",
    "n'existe plus",
    "n'est plus disponible",
    "n'est pas disponible",
    "pas été trouvée",
    "no existe",
    "no encontrada",
    "no pudimos encontrar",
    "no hemos encontrado",
    "no se encuentra",
    "no se ha encontrado",
    "no se encontró",
    "no disponible",
    "no está disponible",
    "non esiste",
    "non trovata",
    "non è stata trovata",
    "non è disponibile",
    "não existe",
    "não encontrada",
    "não foi encontrada",
    "não está disponível",
    "niet gevonden",
    "bestaat niet",
    "niet worden gevonden",
    "niet vinden",
    "niet beschikbaar",
    "nie została znaleziona",
    "nie znaleziono",
    "nie istnieje",
    "nie można znaleźć",
    "nebyla nalezena",
    "nenalezena",
    "neexistuje",
    "inte hittas",
    "hittades inte",
    "hittar inte",
    "finns inte",
    "ikke fundet",
    "findes ikke",
    "ikke finde",
    "ikke funnet",
    "finner ikke",
    "finner dessverre ikke",
    "finnes ikke",
    "ei löytynyt",
    "ei löydy",
    "не найден",
    "не существует",
    "не знайдено",
    "не існує",
    "bulunamadı",
    "mevcut değil",
    "nem található",
    "nem létezik",
    "δεν βρέθηκε",
    "見つかりません",
    "存在しません",
    "찾을 수 없",
    "존재하지 않",
    "不存在",
    "找不到",
    "未找到",
    "غير موجود",
    "לא נמצא",
    "không tìm thấy",
    "tidak ditemukan",
];

/// Whether a line, in lower case, says that a page is not there.
pub(super) fn says(line: &str) -> bool {
    line.len() < 300 && ABSENT.iter().any(|absent| line.contains(absent)) && WHAT.iter().any(|what| line.contains(what))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_page_is_told_in_many_languages() {
        for line in [
            "oops! that page can't be found.",
            "the requested url /privacy was not found on this server.",
            "die gesuchte seite konnte leider nicht gefunden werden.",
            "oups ! la page que vous demandez est introuvable.",
            "lo sentimos, la página que buscas no existe.",
            "ops! la pagina richiesta non è stata trovata.",
            "a página que você procura não foi encontrada.",
            "de pagina die je zoekt bestaat niet (meer).",
            "strona, której szukasz, nie została znaleziona.",
            "sidan kunde inte hittas.",
            "vi finner dessverre ikke siden du leter etter.",
            "hakemaasi sivua ei löytynyt.",
            "страница не найдена.",
            "aradığınız sayfa bulunamadı.",
            "お探しのページは見つかりませんでした。",
            "요청하신 페이지를 찾을 수 없습니다.",
            "抱歉，您访问的页面不存在。",
        ] {
            assert!(says(line), "{line}");
        }
    }

    #[test]
    fn a_clause_about_pages_is_not_about_a_missing_one() {
        assert!(!says("we store the pages that you visit on this site."));
        assert!(!says("no data could be found that we had not deleted."));
    }
}
