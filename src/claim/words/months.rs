//! The names of the months in the languages that policies are written in.
//! Must not know how a date is put together.

use std::sync::LazyLock;

use super::super::token::folded;
use super::phrases::key;

/// For each month its names and usual abbreviations, in every language; case and accents do not matter.
const NAMES: [&str; 12] = [
    "january jan januar januari janvier janv januário janeiro enero ene gennaio gen styczeń stycznia sty leden ledna \
     január januára januar januára jänner jaan jaanuar jaanuari tammikuu tammikuuta tammikuun ianuarie ian ocak január \
     januárja january sausis sausio janvāris janvāra gener januára siječanj siječnja januarja jan января янв январь январь \
     січня січень януари јануар јануара ιανουαρίου ιανουάριος ιαν يناير כانون ינואר בינואר जनवरी januárius",
    "february feb febr februar februari février fév févr febrero fevereiro fev febbraio luty lutego lut únor února \
     február februára veebruar helmikuu helmikuuta helmikuun februarie şubat vasaris vasario februāris februāra febrer \
     veljača veljače februarja февраля фев февраль лютого лютий февруари фебруар фебруара φεβρουαρίου φεβρουάριος φεβ \
     فبراير פברואר בפברואר फरवरी",
    "march mar märz maerz mars marzo março maart mrt marzec marca březen března marec märts maaliskuu maaliskuuta \
     maaliskuun martie mart március márc kovas kovo marts març ožujak ožujka marta марта март мар березня березень \
     μαρτίου μάρτιος μαρ مارس מרץ במרץ मार्च",
    "april apr avril avr abril abr aprile kwiecień kwietnia kwi duben dubna apríl apríla aprill huhtikuu huhtikuuta \
     huhtikuun aprilie nisan április ápr balandis balandžio aprīlis aprīļa travanj travnja aprila апреля апрель апр \
     квітня квітень април απριλίου απρίλιος απρ أبريل ابريل אפריל באפריל अप्रैल",
    "may mai maj mayo maio maggio mag mei květen května máj mája toukokuu toukokuuta toukokuun mayıs május gegužė \
     gegužės maijs maijā maija svibanj svibnja maja maig мая май маи маја мај травня травень μαΐου μάιος μαϊ مايو מאי \
     במאי मई",
    "june jun juni juin junio junho giugno giu czerwiec czerwca cze červen června jún júna juuni kesäkuu kesäkuuta \
     kesäkuun iunie iun haziran június júní birželis birželio jūnijs jūnija juny lipanj lipnja junij junija июня июнь \
     июн червня червень юни јун јуна ιουνίου ιούνιος ιουν يونيو يونيه יוני ביוני जून",
    "july jul juli juillet juil julio julho luglio lug lipiec lipca lip červenec července júl júla juuli heinäkuu \
     heinäkuuta heinäkuun iulie iul temmuz július júlí liepa liepos jūlijs jūlija juliol srpanj srpnja julij julija \
     июля июль июл липня липень юли јул јула ιουλίου ιούλιος ιουλ يوليو يوليه יולי ביולי जुलाई",
    "august aug augusti août aout agosto ago ago augustus sierpień sierpnia sie srpen srpna augusta elokuu elokuuta \
     elokuun ağustos augusztus ágúst rugpjūtis rugpjūčio augusts agost kolovoz kolovoza avgust avgusta августа август авг \
     серпня серпень август аугуст авгуσт αυγούστου αύγουστος αυγ أغسطس אוגוסט באוגוסט अगस्त",
    "september sept sep septembre septiembre setiembre setembro set settembre sett wrzesień września wrz září \
     septembra syyskuu syyskuuta syyskuun septembrie eylül szeptember szept rugsėjis rugsėjo septembris septembrī \
     setembre rujan rujna septembar septembra сентября сентябрь сен сент вересня вересень септември септембар \
     септембра σεπτεμβρίου σεπτέμβριος σεπ σεπτ سبتمبر ספטמבר בספטמבר सितंबर सितम्बर",
    "october oct oktober okt octobre octubre outubro out ottobre ott październik października paź říjen října \
     október októbra oktoober lokakuu lokakuuta lokakuun octombrie ekim spalis spalio oktobris oktobra oktobrī \
     octubre oktobar октября октябрь окт жовтня жовтень октомври октобар октобра οκτωβρίου οκτώβριος οκτ أكتوبر \
     אוקטובר באוקטובר अक्टूबर",
    "november nov novembre noviembre novembro listopad listopada lis novembra marraskuu marraskuuta marraskuun \
     noiembrie kasım lapkritis lapkričio novembris novembrī studeni studenoga studenog novembar ноября ноябрь ноя \
     нояб листопада листопад ноември новембар новембра νοεμβρίου νοέμβριος νοε νοεμ نوفمبر נובמבר בנובמבר नवंबर",
    "december dec dez dezember décembre déc diciembre dic dezembro dicembre grudzień grudnia gru prosinec prosince \
     decembra joulukuu joulukuuta joulukuun decembrie aralık detsember gruodis gruodžio decembris decembrī desember \
     desembre des prosinac prosinca decembar декабря декабрь дек грудня грудень декември децембар децембра δεκεμβρίου \
     δεκέμβριος δεκ ديسمبر דצמבר בדצמבר दिसंबर",
];

/// Names in the order of their keys.
static MONTHS: LazyLock<Vec<(u64, String, u32)>> = LazyLock::new(|| {
    let mut months: Vec<(u64, String, u32)> = (1..)
        .zip(NAMES)
        .flat_map(|(month, names)| names.split_whitespace().map(move |name| (folded(name), month)))
        .map(|(name, month)| (key(&name), name, month))
        .collect();
    months.sort();
    months.dedup();
    months
});

/// The month that a folded word names, counted from 1.
pub(in crate::claim) fn month(word: &str) -> Option<u32> {
    let months = &*MONTHS;
    let sought = key(word);
    let start = months.partition_point(|&(key, _, _)| key < sought);
    let same_key = months[start..].iter().take_while(|&&(key, _, _)| key == sought);
    same_key.into_iter().find(|(_, name, _)| name == word).map(|&(_, _, month)| month)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_stands_for_two_months() {
        for pair in MONTHS.windows(2) {
            assert_ne!(pair[0].1, pair[1].1);
        }
    }

    #[test]
    fn months_read_in_many_languages() {
        for (name, number) in
            [("marz", 3), ("fevrier", 2), ("czerwca", 6), ("haziran", 6), ("июня", 6), ("prosince", 12)]
        {
            assert_eq!(month(name), Some(number), "{name}");
        }
        assert_eq!(month("policy"), None);
    }
}
