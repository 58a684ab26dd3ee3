//! Polish, Czech, Slovak, Russian, Ukrainian, Bulgarian, and the languages of the western Balkans.
//! Must not know how phrases are matched.

use super::{Language, Order, Sense};

pub(super) const LANGUAGES: &[Language] = &[
    Language {
        tag: "pl",
        order: Order::DayFirst,
        phrases: &[
            (
                Sense::Updated,
                "ostatnia aktualizacja;ostatniej aktualizacji;ostatnia zmiana;ostatniej zmiany;ostatnia modyfikacja;ostatnio zaktualizowan*;ostatnio zmodyfikowan*;ostatnio zmienion*;ostatnio aktualizowan*;data aktualizacji;data ostatniej aktualizacji;data ostatniej zmiany;\
                 zaktualizowano dnia;zaktualizowano w dniu;data ostatniej modyfikacji;ostatnia wersja;po raz ostatni zaktualizowan*;aktualizacja z dnia;ostatnio poprawion*",
            ),
            (Sense::Revised, "zaktualizowan*;aktualizacj*;zmodyfikowan*;zmienion*;zmiana"),
            (
                Sense::Effective,
                "data wejścia w życie;wchodzi w życie;wchodzą w życie;wejścia w życie;wejście w życie;wszedł w życie;weszła w życie;weszły w życie;obowiązuje od;obowiązują od;obowiązujący od;obowiązująca od;obowiązujące od;obowiązuje od dnia;obowiązują od dnia;\
                 obowiązujący od dnia;obowiązująca od dnia;ważny od;ważna od;ważne od;data obowiązywania;w mocy od;data wejścia;obowiązywania od;stosuje się od;wejdzie w życie;wejdą w życie",
            ),
            (Sense::Applies, "obowiązuje;obowiązują;obowiązując*;w mocy;ważn*"),
            (Sense::Since, "od;od dnia;z dniem;począwszy od"),
            (Sense::Published, "opublikowano dnia;data publikacji;data opublikowania;opublikowano w dniu"),
            (Sense::Posted, "opublikowan*;wydano"),
            (Sense::Version, "wersja;wersja z;wersja z dnia;stan na;stan na dzień;z dnia;data;wydanie;brzmienie"),
            (Sense::Until, "do;do dnia"),
            (Sense::Before, "przed;po;przed dniem;po dniu"),
            (
                Sense::Foreign,
                "ustaw*;rozporządzeni*;dyrektyw*;dz u;kodeks*;decyzj*;uchwał*;rodo;cen*;promocj*;krs;przykład",
            ),
            (
                Sense::Document,
                "polityka;polityki;politykę;regulamin;regulaminu;warunki;warunków;umowa;umowy;dokument;oświadczenie;zasady;polityka prywatności;regulaminem;niniejsz*",
            ),
            (Sense::This, "ta;ten;te;niniejszy;niniejsza;niniejsze;nasza;nasze"),
            (Sense::Previous, "poprzednia wersja;poprzednie wersje;poprzedniej wersji;wcześniejsza wersja;archiwaln*"),
            (Sense::Changelog, "historia zmian;historia wersji;rejestr zmian"),
            (Sense::Fresh, "nowy regulamin;nowa wersja;nowe warunki;nowa polityka"),
            (
                Sense::Filler,
                "z;w;dnia;dniu;na;i;jest;był;została;został;poniedziałek;wtorek;środa;czwartek;piątek;sobota;niedziela;dzień;r;roku;są;dla",
            ),
        ],
        common: "nie się jest oraz do na przez lub które dane jako są",
    },
    Language {
        tag: "cs",
        order: Order::DayFirst,
        phrases: &[
            (
                Sense::Updated,
                "poslední aktualizace;poslední změna;poslední úprava;naposledy aktualizováno;naposledy aktualizován*;naposledy upraveno;naposledy změněno;naposledy revidov*;datum poslední aktualizace;datum aktualizace;datum poslední změny;aktualizováno dne;poslední revize;\
                 posledná aktualizácia;naposledy aktualizované;naposledy upravené;dátum poslednej aktualizácie;posledná zmena;posledná úprava;aktualizované dňa;dátum aktualizácie",
            ),
            (Sense::Revised, "aktualizov*;aktualizace;aktualizácia;upraveno;změněno;revize"),
            (
                Sense::Effective,
                "nabývají platnosti;nabývá platnosti;nabývají účinnosti;nabývá účinnosti;nabyly účinnosti;nabyla účinnosti;platnosti a účinnosti;platnosti a účinnosti dne;platnost a účinnost od;platnost od;platné od;platná od;platný od;účinné od;účinná od;účinnost od;účinný od;\
                 účinnosti dne;účinnosti dnem;platnosti dne;platnosti dnem;datum účinnosti;účinnost;platné a účinné od;platí od;platná a účinná od;účinnosti od;platnosti od;účinnost dnem;účinnost dne;\
                 nadobúdajú účinnosť;nadobúda účinnosť;nadobúdajú platnosť;nadobúda platnosť;platnosť a účinnosť;účinnosť dňa;účinnosť dňom;platné od;účinné od;platia od;platnosť od;účinnosť od;dátum účinnosti;platí od",
            ),
            (Sense::Applies, "platné;platná;účinné;účinná;platnost;platnosť;účinnosť;platí"),
            (
                Sense::Since,
                "od;od dne;ode dne;odo dňa;dnem;dňom;s účinností od;s účinnosťou od;s platností od;s platnosťou od",
            ),
            (
                Sense::Published,
                "zveřejněno dne;zverejnené dňa;datum zveřejnění;publikováno dne;dátum zverejnenia;datum vydání",
            ),
            (Sense::Posted, "zveřejněno;zverejnené;publikováno;vydáno"),
            (
                Sense::Version,
                "verze;verzia;verze ze dne;ze dne;zo dňa;znění;znenie;znění ze dne;datum;dátum;aktuální k;ke dni;dne;dňa;verze od",
            ),
            (Sense::Until, "do;do dne;do dňa"),
            (Sense::Before, "před;po;pred"),
            (
                Sense::Foreign,
                "zákon*;nařízen*;nariaden*;směrnic*;smernic*;vyhlášk*;rozhodnut*;rozsud*;občansk*;ceny;cena;například;sb;z z;spisov*",
            ),
            (
                Sense::Document,
                "podmínky;podmínek;podmienky;podmienok;zásady;smlouva;zmluva;dokument;prohlášení;vyhlásenie;vop;obchodní podmínky;obchodné podmienky;smluvní podmínky;pravidla;pravidlá;ochrany osobních údajů;ochrany osobných údajov",
            ),
            (Sense::This, "tyto;tieto;toto;tato;táto;tento;naše"),
            (
                Sense::Previous,
                "předchozí verze;starší verze;předchozí znění;predchádzajúca verzia;staršie verzie;archiv",
            ),
            (Sense::Changelog, "historie změn;historie verzí;história zmien;přehled změn"),
            (Sense::Fresh, "nové podmínky;nové podmienky;nová verze;nové znění"),
            (
                Sense::Filler,
                "a;dne;dňa;dnem;ke;ku;k;je;jsou;byla;bylo;byly;boli;bola;pondělí;úterý;středa;čtvrtek;pátek;sobota;neděle;v;ze;zo;pro;pre;na;roku;sa;se",
            ),
        ],
        common: "a se je na že nebo podle které pro jeho není alebo ktoré",
    },
    Language {
        tag: "ru",
        order: Order::DayFirst,
        phrases: &[
            (
                Sense::Updated,
                "последнее обновление;последнее изменение;дата последнего обновления;дата обновления;дата последнего изменения;последняя редакция;последние изменения;обновлено;последний раз обновлен*;последний раз обновлял*;последняя версия;дата изменения;\
                 дата последней редакции;останнє оновлення;дата останнього оновлення;востаннє оновлено;последна актуализация;последно обновяване;дата на последна актуализация;последна промяна;последно актуализиран*;остання редакція;дата оновлення;последња измена;последње ажурирање",
            ),
            (Sense::Revised, "обновлен*;изменен*;оновлен*;актуализиран*;обновена;актуализация;актуализация на"),
            (
                Sense::Effective,
                "дата вступления в силу;вступает в силу;вступают в силу;вступила в силу;вступило в силу;вступили в силу;действует с;действуют с;действительна с;действительно с;дата введения в действие;действующая с;действует начиная с;вступает в силу с;вступають в силу;дата начала действия;\
                 дата набрання чинності;набирає чинності;набуває чинності;набувають чинності;діє з;чинна з;в сила от;влиза в сила;влизат в сила;дата на влизане в сила;в сила от дата;набула чинності;важи од;ступа на снагу;чинний з",
            ),
            (Sense::Applies, "в силе;действует;действуют;действующая;чинна;в сила;действительна"),
            (Sense::Since, "с;начиная с;з;от;од"),
            (
                Sense::Published,
                "дата публикации;опубликовано;дата размещения;опубліковано;дата публікації;размещено;публикувано на;дата на публикуване",
            ),
            (Sense::Posted, "размещена;опубликована;утверждена;утверждено"),
            (
                Sense::Version,
                "редакция;редакция от;в редакции от;версия;версия от;от;дата;редакція від;редакція;версія;від;редакции;верзија;издание",
            ),
            (Sense::Until, "до;по"),
            (Sense::Before, "после;до даты;после даты"),
            (
                Sense::Foreign,
                "закон*;федеральн*;кодекс*;постановлен*;директив*;регламент*;приказ*;указ*;огрн;инн;свидетельств*;акци*;цен*;наредб*;решени*",
            ),
            (
                Sense::Document,
                "политика;политики;политику;соглашение;соглашения;условия;правила;документ;оферта;положение;політика;умови;угода;общи условия;поверителност;настоящ*;конфиденциальности",
            ),
            (
                Sense::This,
                "эта;это;эти;настоящая;настоящее;настоящие;наша;данная;ця;ці;тази;тези;настоящата;настоящите",
            ),
            (
                Sense::Previous,
                "предыдущая версия;предыдущие версии;предыдущая редакция;предыдущие редакции;архив;архивные версии;попередня редакція;попередні редакції;предишна версия",
            ),
            (Sense::Changelog, "история изменений;история версий;історія змін"),
            (Sense::Coming, "изменения вступят"),
            (Sense::Fresh, "новая редакция;новая версия;новые условия"),
            (
                Sense::Filler,
                "и;года;году;г;в;на;была;были;было;дня;понедельник;вторник;среда;четверг;пятница;суббота;воскресенье;та;року;р;е;са;дата",
            ),
        ],
        common: "и в не на что для или по от при та що на за се да",
    },
    Language {
        tag: "hr",
        order: Order::DayFirst,
        phrases: &[
            (
                Sense::Updated,
                "zadnje ažuriranje;posljednje ažuriranje;zadnja izmjena;posljednja izmjena;zadnji put ažurirano;zadnji put ažurirana;posljednji put ažurirano;datum zadnjeg ažuriranja;datum posljednjeg ažuriranja;ažurirano dana;zadnja posodobitev;nazadnje posodobljeno;\
                 zadnja sprememba;posodobljeno dne;poslednje ažuriranje;poslednja izmena;poslednji put ažurirano;datum poslednjeg ažuriranja;datum posodobitve;datum zadnje posodobitve",
            ),
            (Sense::Revised, "ažurirano;ažuriran*;posodobljeno;izmijenjeno;izmenjeno"),
            (
                Sense::Effective,
                "stupa na snagu;stupaju na snagu;stupio na snagu;stupili na snagu;na snazi od;vrijedi od;vrijede od;primjenjuje se od;primjenjuju se od;veljajo od;velja od;začnejo veljati;začne veljati;važi od;važe od;datum stupanja na snagu;datum začetka veljavnosti;u primjeni od",
            ),
            (Sense::Applies, "na snazi;vrijedi;velja;veljavno;važi"),
            (Sense::Since, "od;od dana;od dne"),
            (Sense::Published, "objavljeno dana;datum objave;objavljeno dne;objavljeno"),
            (Sense::Version, "verzija;inačica;datum;različica;verzija od;dana"),
            (Sense::Until, "do"),
            (Sense::Before, "prije;nakon;pred;pre;posle"),
            (Sense::Foreign, "zakon*;uredb*;direktiv*;odluk*;uredba;sklep*;cijen*;cen*;zakon"),
            (
                Sense::Document,
                "pravila;uvjeti;uvjeti korištenja;uslovi;uslovi korišćenja;pogoji;politika;politika privatnosti;pravila privatnosti;opći uvjeti;splošni pogoji;opšti uslovi;izjava;obavijest",
            ),
            (Sense::This, "ova;ovi;ovo;ta;ti;naša"),
            (
                Sense::Filler,
                "dana;dne;i;in;je;su;so;u;na;godine;ponedjeljak;utorak;srijeda;četvrtak;petak;subota;nedjelja",
            ),
        ],
        common: "je se na koji koje ili za sve ako nije su kot ki",
    },
];
