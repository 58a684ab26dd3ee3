//! Phrases of promises in English, German, French, Spanish, Italian, Portuguese and Dutch.
//! Must not know how phrases are matched.

use super::words::Part;

type Row = (Part, &'static str);

pub(super) const LANGUAGES: &[&[Row]] = &[ENGLISH, GERMAN, FRENCH, SPANISH, ITALIAN, PORTUGUESE, DUTCH];

const ENGLISH: &[Row] = &[
    (
        Part::Tell,
        "notify;display;displayed;notified;notifying;notification;notifications;notice;notices;inform;informed;advise you;alert;alerted;let you know;announce;announced;communicate;communicated;advance notice;prior notice;tell you;bring to your attention;email you;e mail you;emailing you;message you;written notice",
    ),
    (Part::Post, "post;posted;posting;publish;published;publishing;make available"),
    (
        Part::Will,
        "will;shall;ll;agree to;agrees to;commit to;undertake to;undertakes to;must be;are required to;is required to",
    ),
    (
        Part::May,
        "may;might;can;could;try to;try;attempt;endeavor;endeavour;reasonable efforts;commercially reasonable efforts;best efforts;reserve the right;reserves the right;where feasible;should;if possible",
    ),
    (Part::You, "you;users;user;your;customer;customers;members"),
    (Part::Us, "us;our support"),
    (Part::Without, "without;no;not obliged;not obligated;not required"),
    (
        Part::Change,
        "change;changes;changed;changing;modification;modifications;modify;modifies;modified;amend;amends;amended;amendment;amendments;update;updates;updated;updating;revise;revises;revised;revision;revisions;alterations;variation;new version",
    ),
    (
        Part::Document,
        "policy;policies;terms;agreement;statement;conditions;notice of privacy practices;privacy notice;privacy notices;cookie notice;this notice;guidelines;terms of service;terms of use;eula;contract;tos;disclaimer;privacy statement",
    ),
    (
        Part::Material,
        "material;materially;significant;significantly;substantial;substantially;substantive;major;important",
    ),
    (
        Part::Effect,
        "take effect;takes effect;taking effect;effective;come into force;comes into force;coming into force;become effective;becomes effective;becoming effective;go into effect;goes into effect;come into effect;coming into effect;enter into force;effective date;in effect;apply;applies;becoming binding",
    ),
    (Part::Before, "before;prior;prior to;in advance;advance;beforehand;ahead of;preceding"),
    (
        Part::After,
        "after;following;from the date;from when;upon;from the posting;of the posting;from posting;of posting;from our;of our",
    ),
    (
        Part::AtLeast,
        "at least;no less than;not less than;minimum;minimum of;a minimum of;no later than;not later than;no fewer than",
    ),
    (Part::Within, "within;for;during;up to;in the last;over the past;past;next;every;for up to;in less than"),
    (
        Part::Day,
        "day;days;calendar day;calendar days;business day;business days;working days;day s;days s;calendar days s",
    ),
    (Part::Week, "week;weeks"),
    (Part::Month, "month;months;calendar month;calendar months"),
    (
        Part::Foreign,
        "increase;payment;payments;price;prices;pricing;fee;fees;charge;charges;charged;billing;subscription plans;subscription price;refund;refunds;cancel;arbitration;arbitrator;dispute;disputes;breach;delete;deletion;deleted;retention;your information;your data;your account information;your personal information;change your;update your;changed your;your profile;your preferences;controller;opt out;copyright;infringing;subprocessor;subprocessors;sub processors;payment method;renewal;renew;address;telephone;marketing;newsletter;promotional;ownership;merger",
    ),
    (Part::Email, "email;e mail;emails;e mails;by mail;email address;e mail address"),
    (
        Part::Website,
        "on this page;on our website;on the website;on our site;on the site;on our web site;this page;on our homepage;on our home page;at the top of this page;website;web site;site;on our services;on the services;on the service;via our website;homepage;home page;date at the top;online",
    ),
    (Part::Banner, "banner;pop up;popup;prominent notice;prominently;conspicuous notice;conspicuously"),
    (
        Part::InApp,
        "in app;in the app;within the app;through the app;in our app;in the application;within our apps;in our apps;push notification;in product;through the services;through the service;through our services;within the services;via the app;in our products;in game;within the service",
    ),
    (
        Part::Account,
        "in your account;to your account;your account;through your account;account page;when you log in;next time you log in;account settings;dashboard",
    ),
    (Part::Number(1), "one;a"),
    (Part::Number(2), "two"),
    (Part::Number(3), "three"),
    (Part::Number(5), "five"),
    (Part::Number(6), "six"),
    (Part::Number(7), "seven"),
    (Part::Number(10), "ten"),
    (Part::Number(14), "fourteen"),
    (Part::Number(15), "fifteen"),
    (Part::Number(20), "twenty"),
    (Part::Number(30), "thirty"),
    (Part::Number(45), "forty five"),
    (Part::Number(60), "sixty"),
    (Part::Number(90), "ninety"),
];

const GERMAN: &[Row] = &[
    (
        Part::TellSurely,
        "informieren wir;wir informieren;benachrichtigen wir;wir benachrichtigen;teilen wir;wir teilen;kündigen wir;wir kündigen;weisen wir;geben wir;veröffentlichen wir;wir veröffentlichen",
    ),
    (
        Part::Tell,
        "informieren;informiert;benachrichtigen;benachrichtigt;mitteilen;mitgeteilt;teilen;ankündigen;angekündigt;bekannt gegeben;bekanntgegeben;mitteilung;benachrichtigung;hinweisen;hingewiesen;ankündigungsfrist;ankündigung;unterrichten;unterrichtet;zu informieren;zusenden;bekanntgabe",
    ),
    (Part::Post, "veröffentlichen;veröffentlicht;veröffentlichung;bekannt machen;bekanntgemacht"),
    (Part::Will, "werden;wird;verpflichten uns;verpflichtet sich;werden sie"),
    (Part::May, "können;kann;könnten;behalten uns;behält sich;bemühen;versuchen;möglicherweise;gegebenenfalls"),
    (Part::You, "sie;ihnen;dich;dir;nutzer;kunde;kunden;mitglieder"),
    (Part::Without, "ohne;nicht verpflichtet"),
    (
        Part::Change,
        "änderung;änderungen;ändern;ändert;geändert;geänderten;anpassung;anpassungen;anpassen;aktualisierung;aktualisierungen;aktualisieren;aktualisiert;vertragsänderungen;neue fassung;neufassung;änderungsvorschlag;abgeänderten;überarbeitung",
    ),
    (
        Part::Document,
        "datenschutzerklärung;datenschutzhinweise;datenschutzrichtlinie;richtlinie;bedingungen;nutzungsbedingungen;agb;geschäftsbedingungen;vereinbarung;vertrag;erklärung;hinweise;vertragsbedingungen;datenschutzbestimmungen;bestimmungen",
    ),
    (
        Part::Material,
        "wesentlich;wesentliche;wesentlichen;erheblich;erhebliche;erheblichen;bedeutende;bedeutenden;maßgebliche;grundlegende",
    ),
    (Part::Effect, "in kraft;inkrafttreten;wirksam;wirksamwerden;wirksamkeit;geltung;in kraft treten"),
    (Part::Before, "vor;vorher;im voraus;zuvor;vorab;vorlauf;vorherige;vorheriger;vorlaufzeit;frist"),
    (Part::After, "nach"),
    (Part::AtLeast, "mindestens;wenigstens;spätestens"),
    (Part::Within, "innerhalb;binnen;für;während;bis zu"),
    (Part::Day, "tage;tagen;tag;kalendertage;kalendertagen;werktage;werktagen"),
    (Part::Week, "woche;wochen"),
    (Part::Month, "monat;monate;monaten;monats"),
    (
        Part::Foreign,
        "preis;preise;preisänderung;preisänderungen;preiserhöhung;erstattung;kündigen;löschen;löschung;gebühr;gebühren;schiedsverfahren;ihre daten;ihrer daten;widerruf;bestellung",
    ),
    (Part::Email, "e mail;email;per mail;textform;in textform;mailadresse"),
    (Part::Website, "auf dieser seite;website;webseite;internetseite;auf unserer website"),
    (Part::Banner, "banner;pop up;deutlich sichtbar"),
    (Part::InApp, "in der app;app;push nachricht"),
    (Part::Account, "im konto;in ihrem konto;nutzerkonto;kundenkonto;postfach"),
    (Part::Number(1), "einen;eine;einem;einer"),
    (Part::Number(2), "zwei"),
    (Part::Number(3), "drei"),
    (Part::Number(4), "vier"),
    (Part::Number(6), "sechs"),
    (Part::Number(14), "vierzehn"),
    (Part::Number(30), "dreißig"),
];

const FRENCH: &[Row] = &[
    (
        Part::TellSurely,
        "informerons;informera;informons;avertirons;avertira;préviendrons;notifierons;notifiera;aviserons;communiquerons;communiquera;s'engage à informer;nous engageons à informer;nous engageons à vous informer;s'engage à vous informer;s'engage à notifier;s'engage à avertir;s'engage à prévenir;publierons;publiera;vous serez informé;vous serez informés;vous serez averti;vous serez avisé;vous serez notifié;serez informé;sera informé;seront informés;sera averti;sera notifié;seront notifiées;sera notifiée;seront communiquées;après en avoir informé;afficherons;enverrons",
    ),
    (
        Part::Tell,
        "informer;informé;informés;informée;avertir;averti;notifier;notifié;notifiés;notification;préavis;avis;prévenir;prévenu;communiquées;communiqué;communiquer;portées à la connaissance;porter à votre connaissance",
    ),
    (Part::Post, "publier;publiées;publiée;publié;publication;affichées;afficher;mises en ligne"),
    (Part::Will, "sera;seront;serez;s'engage;engageons;devra;devons;avec;moyennant;sous réserve d'un;respectant un"),
    (Part::May, "pouvons;peut;pourrons;pourra;pourrait;pouvez;se réserve;réservons;susceptible;efforcerons"),
    (Part::You, "vous;utilisateur;utilisateurs;client;clients;membre;membres"),
    (Part::Without, "sans"),
    (
        Part::Change,
        "modification;modifications;modifier;modifiée;modifiées;modifions;changement;changements;changer;mise à jour;mises à jour;mettre à jour;révision;modifié;modifient;évolution;évolutions",
    ),
    (
        Part::Document,
        "politique;conditions;charte;contrat;cgu;cgv;présentes;politique de confidentialité;déclaration;conditions générales;règles;cg;règlement",
    ),
    (
        Part::Material,
        "substantielle;substantielles;importante;importantes;significative;significatives;majeure;majeures;substantiel;substantiels;important;importants",
    ),
    (
        Part::Effect,
        "entrée en vigueur;entrent en vigueur;entreront en vigueur;prendront effet;prennent effet;prise d'effet;en vigueur;effectives;applicables;application",
    ),
    (Part::Before, "avant;préalable;préalablement;à l'avance;au préalable;d'avance;préavis;avant de"),
    (Part::After, "après;suivant;à compter de;suivant la"),
    (Part::AtLeast, "au moins;minimum;au minimum;minimal;au plus tard;minimale;d'au moins"),
    (Part::Within, "pendant;durant;dans les;dans un délai de;sous"),
    (Part::Day, "jours;jour;jours calendaires;jours ouvrés;jours ouvrables;jours francs"),
    (Part::Week, "semaine;semaines"),
    (Part::Month, "mois"),
    (
        Part::Foreign,
        "prix;tarif;tarifs;remboursement;résilier;résiliation;suppression;rétractation;renouvellement;abonnement;vos données;vos informations;votre profil;arbitrage;commande",
    ),
    (Part::Email, "e mail;email;courriel;courrier électronique;mail;adresse électronique;courriels"),
    (Part::Website, "sur le site;sur notre site;site internet;sur cette page;site;plateforme"),
    (Part::Banner, "bannière;bandeau;fenêtre contextuelle"),
    (Part::InApp, "application;nos produits;l'intermédiaire de nos produits;notification push"),
    (Part::Account, "votre compte;espace client;espace personnel"),
    (Part::Number(1), "un"),
    (Part::Number(2), "deux"),
    (Part::Number(3), "trois"),
    (Part::Number(8), "huit"),
    (Part::Number(15), "quinze"),
    (Part::Number(30), "trente"),
];

const SPANISH: &[Row] = &[
    (
        Part::TellSurely,
        "informaremos;informará;notificaremos;notificará;avisaremos;comunicaremos;comunicará;publicaremos;publicará;será informado;serán informados;serán notificados;serán comunicadas;será notificado;se notificarán;se comunicarán;se compromete a informar;se compromete a notificar;nos comprometemos a informar;le enviaremos;enviaremos",
    ),
    (
        Part::Tell,
        "informar;informarle;notificar;notificarle;notificación;aviso;preaviso;avisar;comunicar;comunicación;comunicadas;antelación",
    ),
    (Part::Post, "publicar;publicadas;publicada;publicación;publicarán;publicados"),
    (Part::Will, "será;serán;se compromete;con un;debe"),
    (Part::May, "podemos;puede;podremos;podrá;podría;pueden;nos reservamos;se reserva;intentaremos;procuraremos"),
    (Part::You, "usted;usuario;usuarios;cliente;clientes;te;le"),
    (Part::Without, "sin"),
    (
        Part::Change,
        "cambio;cambios;cambiar;cambiamos;modificación;modificaciones;modificar;modificamos;actualización;actualizaciones;actualizar;actualizamos;modificado",
    ),
    (
        Part::Document,
        "política;términos;condiciones;contrato;acuerdo;aviso legal;política de privacidad;condiciones generales;declaración",
    ),
    (
        Part::Material,
        "sustancial;sustanciales;importante;importantes;significativo;significativos;significativa;significativas;material;materiales;relevante;relevantes;sustancialmente",
    ),
    (
        Part::Effect,
        "entrada en vigor;entren en vigor;entre en vigor;entrarán en vigor;efectivos;efectivas;efecto;en vigor;vigencia",
    ),
    (
        Part::Before,
        "antes de;antes;previo;previa;previamente;antelación;anticipación;con antelación;preaviso;antes de que",
    ),
    (Part::After, "después de;tras;después;a partir de"),
    (Part::AtLeast, "al menos;por lo menos;mínimo;como mínimo;mínima;no menos de"),
    (Part::Within, "dentro de;durante;en un plazo de;en el plazo de"),
    (Part::Day, "días;día;días naturales;días hábiles;días laborables"),
    (Part::Week, "semana;semanas"),
    (Part::Month, "mes;meses"),
    (
        Part::Foreign,
        "precio;precios;tarifa;tarifas;reembolso;cancelar;cancelación;supresión;eliminar;arbitraje;suscripción;sus datos;pedido",
    ),
    (Part::Email, "correo electrónico;email;e mail;correo"),
    (Part::Website, "en esta página;sitio web;página web;en nuestro sitio;en el sitio;web"),
    (Part::Banner, "banner;ventana emergente"),
    (Part::InApp, "en la aplicación;aplicación;app"),
    (Part::Account, "su cuenta;tu cuenta"),
    (Part::Number(1), "un"),
    (Part::Number(2), "dos"),
    (Part::Number(15), "quince"),
    (Part::Number(30), "treinta"),
];

const ITALIAN: &[Row] = &[
    (
        Part::TellSurely,
        "informeremo;informerà;notificheremo;notificherà;avviseremo;avviserà;comunicheremo;comunicherà;pubblicheremo;pubblicherà;sarà informato;saranno informati;sarai informato;verrà informato;verranno informati;saranno comunicate;verranno comunicate;saranno pubblicate;verranno pubblicate;si impegna a informare;ci impegniamo a informare;invieremo",
    ),
    (
        Part::Tell,
        "informare;informarti;informarvi;notificare;notifica;avviso;preavviso;avvisare;comunicare;comunicazione;comunicate",
    ),
    (Part::Post, "pubblicare;pubblicate;pubblicata;pubblicazione"),
    (Part::Will, "sarà;saranno;verrà;verranno;si impegna;con un"),
    (Part::May, "possiamo;può;potremo;potrà;potremmo;potrebbe;ci riserviamo;si riserva;cercheremo"),
    (Part::You, "utente;utenti;cliente;clienti;ti;vi"),
    (Part::Without, "senza"),
    (
        Part::Change,
        "modifica;modifiche;modificare;modificato;modifichiamo;cambiamento;cambiamenti;aggiornamento;aggiornamenti;aggiornare;variazione;variazioni",
    ),
    (Part::Document, "informativa;termini;condizioni;contratto;accordo;policy;politica;condizioni generali"),
    (
        Part::Material,
        "sostanziale;sostanziali;significativa;significative;rilevante;rilevanti;importante;importanti;significativi",
    ),
    (Part::Effect, "entrata in vigore;entrino in vigore;entreranno in vigore;efficacia;in vigore;efficaci;effetto"),
    (
        Part::Before,
        "prima della;prima;prima che;preventivo;anticipo;con anticipo;preavviso;in anticipo;preventivamente",
    ),
    (Part::After, "dopo;dalla pubblicazione"),
    (Part::AtLeast, "almeno;minimo;non inferiore a;non meno di"),
    (Part::Within, "entro;durante"),
    (Part::Day, "giorni;giorno;giorni lavorativi"),
    (Part::Week, "settimana;settimane"),
    (Part::Month, "mese;mesi"),
    (
        Part::Foreign,
        "prezzo;prezzi;rimborso;recesso;cancellazione;arbitrato;abbonamento;i tuoi dati;i vostri dati;tariffe;ordine",
    ),
    (Part::Email, "e mail;email;posta elettronica;mail"),
    (Part::Website, "su questa pagina;sito web;sito;sul sito"),
    (Part::Banner, "banner;pop up"),
    (Part::InApp, "nell app;app;applicazione"),
    (Part::Account, "il tuo account;account;area riservata"),
    (Part::Number(1), "un"),
    (Part::Number(2), "due"),
    (Part::Number(15), "quindici"),
    (Part::Number(30), "trenta"),
];

const PORTUGUESE: &[Row] = &[
    (
        Part::TellSurely,
        "informaremos;informará;notificaremos;notificará;avisaremos;comunicaremos;comunicará;publicaremos;publicará;será informado;serão informados;será notificado;serão notificados;será comunicada;serão comunicadas;iremos informar;iremos notificar;será notificada;enviaremos;iremos avisar",
    ),
    (
        Part::Tell,
        "informar;notificar;notificação;aviso;pré aviso;aviso prévio;avisar;comunicar;comunicação;comunicadas;antecedência",
    ),
    (Part::Post, "publicar;publicadas;publicada;publicação"),
    (Part::Will, "será;serão;iremos;irá;compromete se;com um"),
    (Part::May, "podemos;pode;poderemos;poderá;poderíamos;reservamo nos;reserva se;tentaremos"),
    (Part::You, "você;utilizador;utilizadores;usuário;usuários;cliente;clientes;anunciantes"),
    (Part::Without, "sem"),
    (
        Part::Change,
        "alteração;alterações;alterar;alterarmos;mudança;mudanças;modificação;modificações;modificar;atualização;atualizações;atualizar;actualização;atualizarmos",
    ),
    (
        Part::Document,
        "política;termos;condições;contrato;acordo;política de privacidade;regras;condições gerais;declaração",
    ),
    (
        Part::Material,
        "substancial;substanciais;importante;importantes;significativa;significativas;relevante;relevantes;material;materiais",
    ),
    (
        Part::Effect,
        "entrada em vigor;entrem em vigor;entrarão em vigor;entre em vigor;efeito;em vigor;vigência;efetivas",
    ),
    (
        Part::Before,
        "antes de;antes;antes da;prévio;prévia;previamente;antecedência;pré aviso;antes que;antes do;prazo mínimo;com um prazo",
    ),
    (Part::After, "após;depois de;a contar"),
    (Part::AtLeast, "pelo menos;no mínimo;mínimo;mínima;ao menos;não inferior a"),
    (Part::Within, "dentro de;durante;no prazo de"),
    (Part::Day, "dias;dia;dias úteis;dias corridos"),
    (Part::Week, "semana;semanas"),
    (Part::Month, "mês;meses"),
    (
        Part::Foreign,
        "preço;preços;reembolso;cancelar;cancelamento;resolver;resolução;eliminação;arbitragem;assinatura;subscrição;seus dados;pedido",
    ),
    (Part::Email, "e mail;email;correio eletrónico;correio eletrônico;suporte duradouro"),
    (Part::Website, "nesta página;site;website;no nosso site;sítio;página"),
    (Part::Banner, "banner;pop up"),
    (Part::InApp, "na aplicação;aplicação;aplicativo;app"),
    (Part::Account, "sua conta"),
    (Part::Number(1), "um"),
    (Part::Number(2), "dois"),
    (Part::Number(15), "quinze"),
    (Part::Number(30), "trinta"),
];

const DUTCH: &[Row] = &[
    (
        Part::TellSurely,
        "informeren wij;informeren we;wij informeren;stellen wij;stellen we;brengen wij;brengen we;laten wij;laten we;publiceren wij;publiceren we",
    ),
    (
        Part::Tell,
        "informeren;geïnformeerd;kennisgeving;kennis stellen;in kennis gesteld;in kennis stellen;op de hoogte stellen;op de hoogte gesteld;op de hoogte brengen;op de hoogte;mededelen;meegedeeld;melden;aankondigen;aangekondigd;bericht;laten weten;medegedeeld;aankondiging",
    ),
    (Part::Post, "publiceren;gepubliceerd;plaatsen;geplaatst;bekendgemaakt"),
    (Part::Will, "zullen;zal;worden;wordt;verplichten;verplicht;stellen wij;brengen wij;informeren wij"),
    (Part::May, "kunnen;kan;mogen;mag;behouden;behoudt;proberen;streven"),
    (Part::You, "u;je;gebruiker;gebruikers;klant;klanten"),
    (Part::Without, "zonder"),
    (
        Part::Change,
        "wijziging;wijzigingen;wijzigen;gewijzigd;gewijzigde;aanpassing;aanpassingen;aanpassen;verandering;veranderingen;herziening;herzien;update;updates",
    ),
    (
        Part::Document,
        "privacybeleid;privacyverklaring;voorwaarden;beleid;verklaring;overeenkomst;gebruiksvoorwaarden;algemene voorwaarden;cookiebeleid",
    ),
    (
        Part::Material,
        "belangrijke;belangrijk;wezenlijke;wezenlijk;materiële;ingrijpende;substantiële;significante;aanzienlijke",
    ),
    (Part::Effect, "van kracht;in werking;inwerkingtreding;ingaan;ingang;effectief"),
    (Part::Before, "voor;voordat;voorafgaand;vooraf;van tevoren;voorafgaande;tevoren"),
    (Part::After, "na;nadat"),
    (Part::AtLeast, "ten minste;tenminste;minimaal;minstens;uiterlijk"),
    (Part::Within, "binnen;gedurende;tijdens"),
    (Part::Day, "dagen;dag;kalenderdagen;werkdagen"),
    (Part::Week, "week;weken"),
    (Part::Month, "maand;maanden"),
    (
        Part::Foreign,
        "prijs;prijzen;tarieven;terugbetaling;opzeggen;verwijderen;annuleren;arbitrage;abonnement;uw gegevens;je gegevens;bestelling",
    ),
    (Part::Email, "e mail;email;per mail"),
    (Part::Website, "op deze pagina;website;site;op onze website;webpagina"),
    (Part::Banner, "banner;pop up"),
    (Part::InApp, "in de app;app;applicatie"),
    (Part::Account, "uw account;je account;account"),
    (Part::Number(1), "een;één"),
    (Part::Number(2), "twee"),
    (Part::Number(14), "veertien"),
    (Part::Number(30), "dertig"),
];
