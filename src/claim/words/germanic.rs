//! English, German, Dutch and the Nordic languages.
//! Must not know how phrases are matched.

use super::{Language, Order, Sense};

pub(super) const LANGUAGES: &[Language] = &[
    Language {
        tag: "en",
        order: Order::Open,
        phrases: &[
            (
                Sense::Updated,
                "last updated;last update;latest update;last up dated;lastly updated;last modified;last modification;last revised;last revision;\
                 last amended;last amendment;last changed;last change;last edited;latest revision;latest amendment;\
                 most recently updated;most recently revised;most recent update;most recent revision;most recently modified;\
                 most recently amended;updated last;date updated;updated date;update date;date of update;date of last update;date last updated;\
                 date of last revision;date of the last update;revision date;date of revision;date revised;revised date;date of latest revision;\
                 date last revised;date modified;modification date;date of last modification;amendment date;date amended;\
                 updated and effective;current as of;up to date as of;page updated;policy updated;page last updated;\
                 recently updated;date of most recent update;date of most recent revision;date of change;updated as of;revised as of;was last updated",
            ),
            (Sense::Revised, "updated;modified;revised;revision;rev;amended;changed;edited;updated on"),
            (
                Sense::Effective,
                "effective date;date effective;version effective date;effective as of;effective from;effective since;effective starting;\
                 effective on;effective beginning;effective with effect from;date of entry into force;date of effect;\
                 date of effectiveness;in force since;in force as of;in force from;in effect since;in effect as of;in effect from;\
                 took effect;takes effect on;take effect on;came into force;comes into force;come into force;came into effect;comes into effect;\
                 enters into force;entered into force;entry into force;became effective;becomes effective;become effective;\
                 commencement date;date of commencement;will be effective;with effect from;effective and binding;will take effect;\
                 go into effect;goes into effect;went into effect;start date;applicable from;applicable as of;applicable since",
            ),
            (
                Sense::Applies,
                "effective;in force;in effect;eff;valid from;valid as of;valid since;valid;apply from;applies from;applies as of;applies since;takes effect;take effect;enforced since;operative from",
            ),
            (Sense::Since, "from;since;as from;starting;beginning;starting from"),
            (
                Sense::Published,
                "publication date;date of publication;published date;date published;date posted;posted date;posting date;date of posting;published on;\
                 first published;issue date;date of issue;issued on;release date;released on",
            ),
            (Sense::Posted, "published;posted;issued;released;created;adopted;approved"),
            (
                Sense::Version,
                "version;version date;date of version;version of;version as of;v;edition;dated;date;as of;as at;status;current version;latest version;dated as of;state;ver",
            ),
            (
                Sense::Reviewed,
                "reviewed;last reviewed;review date;date reviewed;date of review;next review;last review;printed;accessed;retrieved;downloaded;archived on;captured;crawled;visited",
            ),
            (Sense::Until, "until;till;through;thru;up to;valid until;expires;expired;expiry;ended;ending;ends"),
            (
                Sense::Before,
                "before;after;prior to;on or after;on or before;no later than;by;between;later of;earlier of",
            ),
            (
                Sense::Foreign,
                "act;acts;law;laws;code;regulation;regulations;directive;statute;decree;decision;convention;court;judgment;ruling;gdpr;ccpa;cpra;\
                 treaty;council;parliament;commission;offer;promotion;promo;contest;sweepstakes;campaign;coupon;certified;certificate;certification;\
                 incorporated;founded;established;registered;registration;patent;trademark;press release;season;edition of;framework;shield;\
                 standard;iso;pci;soc;scc;clauses;sccs;addendum;dpa;order;bill;amendment act;rule;rules made;guideline of;study;survey;report;\
                 example;e g;for instance;price;prices;fee;fees;rate;rates;purchase;purchased;purchases;order placed;orders;subscription;subscribed;subscribers;born;created an account;\
                 create;created account;joined;signed up;register;opened;account;accounts;attestation;audit;copyright;licensed;license;filed;application",
            ),
            (
                Sense::Document,
                "policy;policies;terms;term of use;conditions;statement;notice;agreement;document;page;privacy;guidelines;disclaimer;eula;tos;\
                 code of conduct;imprint;legal notice;rules of use;contract;charter;declaration;version;cookies;website;web site;site;text;\
                 terms of service;terms of use;terms and conditions;privacy policy;user agreement;license agreement;licence agreement;privacy notice;questions and answers;faq;disclosure",
            ),
            (Sense::This, "this;these;our;the;current;present;such;following"),
            (
                Sense::Previous,
                "previous version;previous versions;prior version;prior versions;earlier version;earlier versions;old version;old versions;older version;older versions;archived version;archived versions;past version;past versions;former version;former versions;superseded;previous policy;previous terms;replaces;supersedes;replaced;previously",
            ),
            (
                Sense::Changelog,
                "changelog;change log;past revisions;prior revisions;previous revisions;change history;revision history;version history;history of changes;summary of changes;document history;update history;list of changes;what s new;amendment history;policy history;record of changes;recent changes;past changes;log of changes;archive;previous changes",
            ),
            (
                Sense::Coming,
                "upcoming;will change;will be updated;will be changing;we will update;is changing;are changing;are updating;we re updating;we re changing;we are changing;contains changes;these changes;the changes;our changes;changes will",
            ),
            (
                Sense::Fresh,
                "new terms;new privacy;new policy;new version;new agreement;updated version;updated terms;updated policy;updated privacy;revised terms;revised policy;revised privacy",
            ),
            (
                Sense::Filler,
                "on;at;of;and;was;were;is;are;be;been;has;have;will;shall;in;to;for;with;day;date of;monday;tuesday;wednesday;thursday;friday;saturday;sunday;mon;tue;wed;thu;fri;sat;sun;a;an;or;pm;am;utc;gmt;est;pst;cet;no;number;time;both;approx;lawful;s;it;that",
            ),
        ],
        common: "the and of to you we your our or for that with",
    },
    Language {
        tag: "de",
        order: Order::DayFirst,
        phrases: &[
            (
                Sense::Updated,
                "zuletzt aktualisiert;zuletzt geändert;zuletzt überarbeitet;zuletzt angepasst;letzte aktualisierung;letzte änderung;letzte überarbeitung;\
                 letzte anpassung;letztes update;letztmals aktualisiert;letztmalig aktualisiert;letztmals geändert;datum der letzten aktualisierung;datum der letzten änderung;\
                 aktualisiert am;geändert am;überarbeitet am;aktualisierungsdatum;änderungsdatum;datum der letzten überarbeitung;datum der aktualisierung;letzten aktualisierung;letzter stand der aktualisierung",
            ),
            (
                Sense::Revised,
                "aktualisiert;aktualisierung;geändert;überarbeitet;änderung;revidiert;bearbeitet;revision",
            ),
            (
                Sense::Effective,
                "in kraft getreten;in kraft seit;in kraft ab;in kraft getreten am;tritt am;treten am;inkrafttreten;datum des inkrafttretens;gültig ab;gültig seit;gilt ab;gilt seit;gelten ab;\
                 gelten seit;wirksam ab;wirksam seit;gültigkeitsdatum;wirksamkeitsdatum;datum der wirksamkeit;gültig ab dem;gültigkeit ab;anwendbar ab;geltend ab;mit wirkung vom;mit wirkung zum;mit wirkung ab;wirksam zum;inkraftsetzung",
            ),
            (Sense::Applies, "gültig;gilt;gelten;wirksam;in kraft;gültigkeit"),
            (Sense::Since, "ab;seit;ab dem;seit dem"),
            (
                Sense::Published,
                "veröffentlicht am;veröffentlichungsdatum;datum der veröffentlichung;erstellt am;erstellungsdatum",
            ),
            (Sense::Posted, "veröffentlicht;erstellt;herausgegeben"),
            (
                Sense::Version,
                "stand;fassung;fassung vom;version vom;version;ausgabe;datum;stand vom;stand der;letzter stand;aktueller stand;rechtsstand;textstand;ausgabestand;stand dieser;vom;im",
            ),
            (Sense::Reviewed, "geprüft;zuletzt geprüft;abgerufen;gedruckt;überprüft"),
            (Sense::Until, "bis;bis zum;endet;gültig bis;befristet"),
            (Sense::Before, "vor;nach;vor dem;nach dem;zwischen;spätestens"),
            (
                Sense::Foreign,
                "gesetz;gesetzes;gesetzbuch;verordnung;richtlinie;richtlinie eu;beschluss;entscheidung;kommission;übereinkommen;urteil;dsgvo;bgb;tmg;\
                 angebot;aktion;gutschein;gegründet;handelsregister;registriert;standardvertragsklauseln;kommissionsentscheidung;abkommens;abkommen;preis;preise;preisliste;bestellung;bestellungen;beispiel;z b;urteils;kaufvertrag;kaufverträge;geboren",
            ),
            (
                Sense::Document,
                "datenschutzerklärung;datenschutzhinweise;datenschutzrichtlinie;datenschutz;agb;geschäftsbedingungen;nutzungsbedingungen;bedingungen;erklärung;hinweise;impressum;richtlinien;vereinbarung;dokument;seite;teilnahmebedingungen;verkaufsbedingungen;einkaufsbedingungen;lieferbedingungen;vertragsbedingungen;datenschutzinformation;datenschutzinformationen;cookie richtlinie;widerrufsbelehrung;leitlinien;regeln",
            ),
            (Sense::This, "diese;dieser;dieses;unsere;unserer;die;der;das;vorliegende"),
            (
                Sense::Previous,
                "vorherige version;vorherige fassung;frühere version;frühere versionen;frühere fassung;ältere fassung;ältere version;ältere versionen;alte fassung;vorversion;vorgängerversion;archiv;ersetzt;ersetzen",
            ),
            (
                Sense::Changelog,
                "änderungshistorie;versionshistorie;änderungsverlauf;versionsverlauf;änderungsprotokoll;änderungsübersicht;historie",
            ),
            (
                Sense::Coming,
                "neue agb;neue nutzungsbedingungen;neue datenschutz*;werden aktualisiert;wird aktualisiert;werden geändert;die änderungen;diese änderungen;neue fassung;neue version;neuen",
            ),
            (
                Sense::Filler,
                "am;vom;zum;den;dem;des;im;in;ist;sind;wurde;wurden;und;uhr;montag;dienstag;mittwoch;donnerstag;freitag;samstag;sonnabend;sonntag;bei;von;zur;auf;hat;haben;für",
            ),
        ],
        common: "der die und das ist nicht wir sie mit von werden oder zu",
    },
    Language {
        tag: "nl",
        order: Order::DayFirst,
        phrases: &[
            (
                Sense::Updated,
                "laatst bijgewerkt;laatst bij gewerkt;laatst gewijzigd;laatst aangepast;laatst herzien;laatst geüpdatet;laatste update;laatste wijziging;laatste aanpassing;\
                 laatste herziening;laatste versie;voor het laatst bijgewerkt;voor het laatst gewijzigd;voor het laatst aangepast;voor het laatst herzien;bijgewerkt op;gewijzigd op;aangepast op;\
                 datum laatste wijziging;datum van laatste wijziging;datum van laatste update;datum laatste update;laatstelijk gewijzigd",
            ),
            (Sense::Revised, "bijgewerkt;gewijzigd;aangepast;herzien;geüpdatet;wijziging;herziening"),
            (
                Sense::Effective,
                "ingangsdatum;geldig vanaf;geldig sinds;van kracht vanaf;van kracht sinds;van kracht per;van kracht op;in werking getreden;datum van inwerkingtreding;inwerkingtreding;van toepassing vanaf;van toepassing met ingang van;met ingang van;geldend vanaf;treedt in werking;treden in werking;geldig per",
            ),
            (Sense::Applies, "geldig;van kracht;in werking;geldend"),
            (Sense::Since, "vanaf;sinds;per;ingaande"),
            (Sense::Published, "gepubliceerd op;publicatiedatum;datum van publicatie;geplaatst op"),
            (Sense::Posted, "gepubliceerd;geplaatst;vastgesteld;opgesteld"),
            (Sense::Version, "versie;versie van;datum;versiedatum;d d;dd;editie;stand per"),
            (Sense::Until, "tot;tot en met;t m"),
            (Sense::Before, "voor;na;uiterlijk;tussen"),
            (
                Sense::Foreign,
                "wet;verordening;richtlijn;besluit;wetboek;avg;aanbieding;actie;kvk;prijs;prijzen;opgericht;geregistreerd;bijvoorbeeld",
            ),
            (
                Sense::Document,
                "privacybeleid;privacyverklaring;voorwaarden;beleid;verklaring;gebruiksvoorwaarden;cookiebeleid;cookieverklaring;privacy statement;overeenkomst;richtlijnen;algemene voorwaarden;gedragscode;disclaimer",
            ),
            (Sense::This, "deze;dit;onze;ons;het;de"),
            (
                Sense::Previous,
                "vorige versie;vorige versies;eerdere versie;eerdere versies;oude versie;oudere versies;vervangt",
            ),
            (Sense::Changelog, "wijzigingsgeschiedenis;versiegeschiedenis;versiebeheer;wijzigingen"),
            (
                Sense::Coming,
                "nieuwe voorwaarden;nieuwe versie;wordt gewijzigd;worden gewijzigd;de wijzigingen;deze wijzigingen",
            ),
            (
                Sense::Filler,
                "op;van;is;zijn;werd;werden;en;het;de;maandag;dinsdag;woensdag;donderdag;vrijdag;zaterdag;zondag;in;te",
            ),
        ],
        common: "de het een van en dat niet je wij voor met zijn",
    },
    Language {
        tag: "sv",
        order: Order::DayFirst,
        phrases: &[
            (
                Sense::Updated,
                "senast uppdaterad;senast uppdaterat;senast uppdaterade;senast ändrad;senast ändrat;senast reviderad;senaste uppdatering;senaste ändring;uppdaterad den;senaste uppdateringen;uppdaterades senast;reviderades senast;ändrades senast",
            ),
            (Sense::Revised, "uppdaterad;uppdaterades;uppdaterat;ändrad;reviderad;uppdatering"),
            (
                Sense::Effective,
                "gäller från;gäller från och med;gäller fr o m;gäller sedan;träder i kraft;trädde i kraft;ikraftträdande;giltig från;gällande från;giltiga från;gällande från och med;ikraftträdandedatum;giltig från och med;gäller fr",
            ),
            (Sense::Applies, "gäller;gällande;giltig;i kraft"),
            (Sense::Since, "från och med;fr o m;från"),
            (Sense::Published, "publicerad den;publiceringsdatum;publicerad"),
            (Sense::Version, "version;datum;daterad;versionsdatum"),
            (Sense::Until, "till och med;till;t o m"),
            (Sense::Before, "före;efter;innan"),
            (Sense::Foreign, "lag;lagen;förordning;förordningen;direktiv;pris;priser"),
            (
                Sense::Document,
                "integritetspolicy;sekretesspolicy;villkor;användarvillkor;policyn;policy;avtal;villkoren;cookiepolicy;dataskyddspolicy;personuppgiftspolicy",
            ),
            (Sense::This, "denna;dessa;detta;vår;våra"),
            (Sense::Previous, "tidigare version;tidigare versioner;äldre version;äldre versioner"),
            (Sense::Filler, "den;och;är;måndag;tisdag;onsdag;torsdag;fredag;lördag;söndag;med;av;i"),
        ],
        common: "och att det som för av den är till inte med du",
    },
    Language {
        tag: "da",
        order: Order::DayFirst,
        phrases: &[
            (
                Sense::Updated,
                "sidst opdateret;senest opdateret;sidst ændret;senest ændret;sidst revideret;seneste opdatering;sidste opdatering;seneste ændring;opdateret den;sist oppdatert;sist endret;sist revidert;siste oppdatering;siste endring;oppdatert den;sist oppdaterte;senest revideret;dato for seneste opdatering;dato for siste oppdatering;síðast uppfært",
            ),
            (Sense::Revised, "opdateret;ændret;revideret;oppdatert;endret;revidert;opdatering;oppdatering"),
            (
                Sense::Effective,
                "ikrafttrædelse;ikrafttrædelsesdato;ikrafttræden;træder i kraft;trådte i kraft;gælder fra;gælder fra og med;gældende fra;gyldig fra;gjelder fra;gjeldende fra;gjelder fra og med;trer i kraft;trådte i kraft;ikrafttredelse;ikrafttredelsesdato;med virkning fra;gyldig fra og med;gældende pr;gældende per",
            ),
            (Sense::Applies, "gældende;gælder;gjelder;gjeldende;gyldig;i kraft;gyldige"),
            (Sense::Since, "fra;fra og med;siden"),
            (Sense::Published, "publiceret;offentliggjort;udgivet;publisert;publiseringsdato"),
            (Sense::Version, "version;versjon;dato;dateret;datert;udgave"),
            (Sense::Until, "til;til og med;indtil"),
            (Sense::Before, "før;efter;etter;inden"),
            (Sense::Foreign, "lov;loven;forordning;direktiv;pris;priser;forordningen"),
            (
                Sense::Document,
                "privatlivspolitik;persondatapolitik;betingelser;vilkår;handelsbetingelser;brugervilkår;personvernerklæring;brukervilkår;cookiepolitik;politik;aftale;avtale;retningslinjer",
            ),
            (Sense::This, "denne;disse;dette;vores;våre;vår"),
            (Sense::Filler, "den;og;er;blev;ble;mandag;tirsdag;onsdag;torsdag;fredag;lørdag;søndag;d;pr;av;af"),
        ],
        common: "og at det som til af er en for ikke du vi",
    },
];
