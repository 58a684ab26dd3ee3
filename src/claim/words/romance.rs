//! French, Spanish, Portuguese, Italian, Catalan and Romanian.
//! Must not know how phrases are matched.

use super::{Language, Order, Sense};

pub(super) const LANGUAGES: &[Language] = &[
    Language {
        tag: "fr",
        order: Order::DayFirst,
        phrases: &[
            (
                Sense::Updated,
                "dernière mise à jour;dernières mises à jour;dernière modification;dernière révision;dernière actualisation;mise à jour le;mis à jour le;mises à jour le;\
                 mise à jour du;modifiée le;modifié le;modifiées le;révisée le;révisé le;date de mise à jour;date de la mise à jour;date de dernière mise à jour;date de la dernière mise à jour;\
                 date de la dernière révision;date de dernière révision;date de dernière modification;date de la dernière modification;date de révision;mise à jour pour la dernière fois;\
                 mis à jour pour la dernière fois;mises à jour pour la dernière fois;modifiée pour la dernière fois;modifié pour la dernière fois;révisée pour la dernière fois;actualisée le;version mise à jour;actualisé le;mise à jour en date du;date de modification;mise à jour en;mise à jour au",
            ),
            (
                Sense::Revised,
                "mise à jour;mis à jour;mises à jour;modifiée;modifié;modifiées;révisée;révisé;actualisée;actualisé;maj;m a j;révision;modification",
            ),
            (
                Sense::Effective,
                "entrée en vigueur;date d'entrée en vigueur;date d'effet;date de prise d'effet;en vigueur au;en vigueur depuis;en vigueur à compter du;en vigueur à partir du;en vigueur le;\
                 en vigueur dès le;en vigueur à la date du;applicable à compter du;applicables à compter du;applicable depuis;applicables depuis;applicable à partir du;applicables à partir du;applicable au;applicables au;\
                 prend effet;prennent effet;prise d'effet;entrent en vigueur;entre en vigueur;entrées en vigueur;est entrée en vigueur;date d'application;valable à partir du;valables à partir du;valable à compter du;valable depuis;valables depuis;valables à compter du;date d'entrée en application;en application à compter du;applicables dès le;date de validité",
            ),
            (Sense::Applies, "en vigueur;applicable;applicables;valable;valables;effective"),
            (Sense::Since, "à compter du;à partir du;depuis le;dès le;à dater du;à partir de"),
            (
                Sense::Published,
                "publiée le;publié le;publiées le;date de publication;mise en ligne le;mises en ligne le;date de mise en ligne;date de parution",
            ),
            (Sense::Posted, "publiée;publié;publiées;mise en ligne;émise"),
            (
                Sense::Version,
                "version du;version de;version en date du;version;en date du;date;édition;datée du;état au;rédigée le;rédigé le;date de version;fait à;à jour au;à jour en date du;état;version n",
            ),
            (Sense::Reviewed, "consultée;consulté;vérifiée;imprimé"),
            (Sense::Until, "jusqu'au;jusqu'à"),
            (Sense::Before, "avant;après;antérieur;antérieurement;postérieurement;avant le;après le;entre"),
            (
                Sense::Foreign,
                "loi;lois;décret;règlement;directive;ordonnance;code;décision;convention;arrêt;arrêté;rgpd;offre;promotion;immatriculée;rcs;capital;conseil;parlement;\
                 clauses contractuelles;prix;tarif;tarifs;exemple;par exemple;achat;achats;commande;commandes;article;livraison;créée;fondée;paiements;inscrits;inscription",
            ),
            (
                Sense::Document,
                "politique;conditions;charte;contrat;mentions;mentions légales;cgu;cgv;cgvu;politique de confidentialité;conditions générales;conditions d'utilisation;règles;document;page;déclaration;présentes;avis;principes;clause;confidentialité;règles de confidentialité;cookies",
            ),
            (Sense::This, "cette;ce;ces;la présente;le présent;les présentes;notre;nos;la;le;les"),
            (
                Sense::Previous,
                "version précédente;versions précédentes;version antérieure;versions antérieures;anciennes versions;ancienne version;versions archivées;remplace;remplacent",
            ),
            (
                Sense::Changelog,
                "historique des modifications;historique des versions;historique;journal des modifications",
            ),
            (
                Sense::Coming,
                "nouvelles conditions;nouvelle version;nouvelle politique;seront modifiées;sera modifiée;ces modifications;les modifications;ces changements",
            ),
            (
                Sense::Filler,
                "le;la;les;l;de;du;des;d;en;au;a;à;été;est;sont;et;lundi;mardi;mercredi;jeudi;vendredi;samedi;dimanche;pour;fois;date;n;par;dans;sa;heure;h",
            ),
        ],
        common: "le la les des et vous nous de pour dans est que vos",
    },
    Language {
        tag: "es",
        order: Order::DayFirst,
        phrases: &[
            (
                Sense::Updated,
                "última actualización;ultima actualizacion;última modificación;última revisión;última versión;actualizado el;actualizada el;actualizados el;actualizadas el;modificado el;modificada el;revisado el;\
                 revisada el;fecha de actualización;fecha de la última actualización;fecha de última actualización;fecha de la última revisión;fecha de última revisión;fecha de última modificación;fecha de la última modificación;\
                 fecha de revisión;actualizado por última vez;actualizada por última vez;actualizados por última vez;actualizadas por última vez;se actualizó por última vez;actualizado a;actualizada a;modificada por última vez;revisada por última vez;modificado por última vez;fecha de modificación;actualizado en;actualizada en",
            ),
            (
                Sense::Revised,
                "actualizado;actualizada;actualizados;actualizadas;actualización;modificado;modificada;revisado;revisada;revisión",
            ),
            (
                Sense::Effective,
                "fecha de entrada en vigor;entrada en vigor;fecha de vigencia;entra en vigor;entran en vigor;entró en vigor;entraron en vigor;vigente desde;vigentes desde;en vigor desde;en vigor a partir del;vigente a partir del;\
                 vigentes a partir del;con vigencia a partir del;fecha efectiva;fecha de vigor;válido desde;válida desde;efectivo a partir del;efectiva a partir del;vigencia desde;vigencia a partir del;con efecto a partir del;en vigencia desde;fecha de inicio de vigencia;efectivo desde;efectiva desde;entrarán en vigor;entrará en vigor;aplicable desde;aplicable a partir del;en vigor a partir de;vigente a partir de;fecha de efectividad;con efectos desde",
            ),
            (Sense::Applies, "en vigor;vigente;vigentes;vigencia;efectivo;efectiva;válido;válida"),
            (Sense::Since, "a partir del;desde el;a partir de;desde"),
            (
                Sense::Published,
                "publicado el;publicada el;fecha de publicación;publicado en;publicada en;fecha de emisión",
            ),
            (Sense::Posted, "publicado;publicada;emitido;aprobado"),
            (
                Sense::Version,
                "versión;versión de;versión del;fecha;edición;fechado;a fecha de;a fecha;fecha de la versión",
            ),
            (Sense::Until, "hasta;hasta el"),
            (Sense::Before, "antes de;antes del;después de;después del;con anterioridad;entre"),
            (
                Sense::Foreign,
                "ley;leyes;decreto;reglamento;directiva;código;decisión;convenio;rgpd;oferta;promoción;registro;inscripción;inscrita;constituida;real decreto;orgánica;precio;precios;ejemplo;operables;pedido;pedidos",
            ),
            (
                Sense::Document,
                "política;términos;condiciones;aviso;contrato;acuerdo;documento;página;declaración;política de privacidad;aviso legal;términos y condiciones;condiciones generales;normas;aviso de privacidad;cookies;privacidad;condiciones de uso",
            ),
            (
                Sense::This,
                "esta;este;estos;estas;la presente;las presentes;los presentes;nuestra;nuestros;el;la;los;las",
            ),
            (
                Sense::Previous,
                "versión anterior;versiones anteriores;versiones previas;versión previa;sustituye;sustituyen;reemplaza",
            ),
            (
                Sense::Changelog,
                "historial de cambios;historial de versiones;control de cambios;historial de modificaciones;registro de cambios;historial",
            ),
            (
                Sense::Coming,
                "nuevos términos;nueva versión;nuevas condiciones;nueva política;estos cambios;los cambios;serán modificados",
            ),
            (
                Sense::Filler,
                "el;la;los;de;del;en;a;al;es;fue;ha;han;sido;y;lunes;martes;miércoles;jueves;viernes;sábado;domingo;día;con;por;se;son;las;horas;su",
            ),
        ],
        common: "el la los que de y en para usted con por una se",
    },
    Language {
        tag: "pt",
        order: Order::DayFirst,
        phrases: &[
            (
                Sense::Updated,
                "última actualização;última atualização;última modificação;última revisão;última alteração;última versão;atualizado em;atualizada em;actualizado em;actualizada em;atualizados em;atualizadas em;alterado em;revisto em;revista em;revisado em;\
                 revisada em;modificado em;data de atualização;data da última atualização;data da última revisão;data da última alteração;atualizado pela última vez;atualizada pela última vez;atualizados pela última vez;atualizada a;data de actualização;data da actualização;data da última modificação;\
                 modificada pela última vez;revisada pela última vez;revista pela última vez;data de revisão;data da última actualização;atualizado a;alterada em;atualizada última vez",
            ),
            (
                Sense::Revised,
                "atualizado;atualizada;atualizados;actualizado;actualizada;atualização;actualização;revisto;revista;revisado;alterado;alterada",
            ),
            (
                Sense::Effective,
                "data de entrada em vigor;entrada em vigor;em vigor desde;em vigor a partir de;em vigor a partir do dia;vigente desde;vigente a partir de;data de vigência;vigência a partir de;entra em vigor;entram em vigor;\
                 entrou em vigor;entraram em vigor;válido a partir de;válida a partir de;data efetiva;efetivo a partir de;efetiva a partir de;com efeitos a partir de;vigência desde;início de vigência;início da vigência;em vigência desde;data de início de vigência;em vigor em;data de efetivação",
            ),
            (Sense::Applies, "em vigor;vigente;vigência;válido;válida;efetivo;efetiva"),
            (Sense::Since, "a partir de;desde;a partir do dia"),
            (Sense::Published, "publicado em;publicada em;data de publicação;data da publicação;data de emissão"),
            (Sense::Posted, "publicado;publicada;emitido"),
            (Sense::Version, "versão;versão de;data;edição;datado de;data da versão;versão n"),
            (Sense::Until, "até;até dia;até ao dia;até o dia"),
            (Sense::Before, "antes de;depois de;após;anterior a;entre"),
            (
                Sense::Foreign,
                "lei;decreto;decreto lei;regulamento;diretiva;directiva;código;decisão;lgpd;rgpd;oferta;promoção;registo;registro;cnpj;preço;preços;exemplo;diário;série;pedido",
            ),
            (
                Sense::Document,
                "política;termos;condições;aviso;contrato;acordo;documento;página;declaração;política de privacidade;termos de uso;termos e condições;condições gerais;diretrizes;regulamento de uso;cookies;privacidade",
            ),
            (Sense::This, "esta;este;estes;estas;a presente;os presentes;nossa;nossos;o;os;as"),
            (Sense::Previous, "versão anterior;versões anteriores;versões antigas;substitui;substituem"),
            (
                Sense::Changelog,
                "histórico de alterações;histórico de versões;controle de versões;histórico de atualizações;histórico",
            ),
            (
                Sense::Coming,
                "novos termos;nova versão;nova política;novas condições;estas alterações;as alterações;essas alterações",
            ),
            (
                Sense::Filler,
                "em;de;do;da;a;ao;o;foi;é;foram;e;segunda feira;terça feira;quarta feira;quinta feira;sexta feira;sábado;domingo;dia;dos;das;no;na;são;os;as",
            ),
        ],
        common: "o que de os para não você com uma em dos nos",
    },
    Language {
        tag: "it",
        order: Order::DayFirst,
        phrases: &[
            (
                Sense::Updated,
                "ultimo aggiornamento;ultima modifica;ultima revisione;ultima versione;aggiornato il;aggiornata il;aggiornati il;aggiornate il;aggiornato al;aggiornata al;aggiornati al;aggiornate al;modificato il;modificata il;data di aggiornamento;\
                 data dell'ultimo aggiornamento;data ultimo aggiornamento;data di ultimo aggiornamento;data dell'ultima modifica;data ultima modifica;data dell'ultima revisione;data di revisione;aggiornato l'ultima volta;aggiornata l'ultima volta;aggiornata per l'ultima volta;aggiornato per l'ultima volta;\
                 modificata l'ultima volta;modificata per l'ultima volta;rivista il;revisione del;aggiornata in data;aggiornato in data;aggiornato a;aggiornata a;aggiornate a;aggiornamento del;aggiornamento al",
            ),
            (
                Sense::Revised,
                "aggiornato;aggiornata;aggiornamento;modificato;modificata;rivista;revisione;aggiornati;aggiornate",
            ),
            (
                Sense::Effective,
                "data di entrata in vigore;entrata in vigore;in vigore dal;in vigore da;entra in vigore;entrano in vigore;entrato in vigore;entrata in vigore il;data di efficacia;data di decorrenza;efficace dal;valido dal;valida dal;con decorrenza dal;decorrenza dal;\
                 applicabile dal;in vigore a partire dal;valide dal;validi dal;data effettiva;efficace a partire dal;applicabili dal;in vigore a decorrere dal",
            ),
            (Sense::Applies, "in vigore;valido;valida;efficace;vigente;decorrenza"),
            (Sense::Since, "dal;a partire dal;a decorrere dal;a partire da"),
            (Sense::Published, "pubblicato il;pubblicata il;data di pubblicazione;data pubblicazione"),
            (Sense::Posted, "pubblicato;pubblicata;emesso"),
            (Sense::Version, "versione;versione del;data;edizione;in data;vers;versione di"),
            (Sense::Until, "fino al;fino a;sino al"),
            (Sense::Before, "prima del;dopo il;antecedente;successiva;entro il;tra il"),
            (
                Sense::Foreign,
                "legge;decreto;regolamento;reg;direttiva;codice;decisione;d lgs;dlgs;gdpr;offerta;promozione;registro;tribunale;prezzo;prezzi;esempio;consiglio;ordine;ordini",
            ),
            (
                Sense::Document,
                "informativa;termini;condizioni;politica;contratto;accordo;documento;pagina;privacy;informativa sulla privacy;condizioni generali;note legali;termini e condizioni;cookie policy;privacy policy;regole;linee guida",
            ),
            (
                Sense::This,
                "questa;questo;questi;queste;la presente;il presente;le presenti;i presenti;nostra;il;la;le;i",
            ),
            (Sense::Previous, "versione precedente;versioni precedenti;sostituisce;sostituiscono"),
            (
                Sense::Changelog,
                "cronologia delle modifiche;cronologia delle versioni;storico delle versioni;storico;registro delle modifiche",
            ),
            (Sense::Fresh, "nuove condizioni;nuova versione;nuovi termini"),
            (Sense::Coming, "queste modifiche;le modifiche"),
            (
                Sense::Filler,
                "il;lo;la;i;di;del;della;dell;delle;dei;in;a;al;e;è;stata;stato;sono;lunedì;martedì;mercoledì;giovedì;venerdì;sabato;domenica;giorno;l;per;da",
            ),
        ],
        common: "di che il la per non sono con del della gli nostro",
    },
    Language {
        tag: "ca",
        order: Order::DayFirst,
        phrases: &[
            (
                Sense::Updated,
                "darrera actualització;última actualització;data de darrera actualització;actualitzat el;darrera modificació;data d'actualització",
            ),
            (Sense::Effective, "entrada en vigor;data d'entrada en vigor;vigent des del;vigent des de"),
            (Sense::Version, "versió"),
            (Sense::Document, "política de privacitat;condicions;termes;avís legal"),
        ],
        common: "els amb per les que dels aquest aquesta són",
    },
    Language {
        tag: "ro",
        order: Order::DayFirst,
        phrases: &[
            (
                Sense::Updated,
                "ultima actualizare;ultima modificare;ultima revizuire;actualizat la;actualizată la;actualizat la data de;data ultimei actualizări;data ultimei modificări;fost actualizată;fost actualizat;fost actualizate;data actualizării;modificat la data de;actualizat în data de;actualizată la data de;actualizată în data de;ultima dată actualizat",
            ),
            (Sense::Revised, "actualizat;actualizată;actualizare;modificat;modificată;revizuit"),
            (
                Sense::Effective,
                "data intrării în vigoare;intră în vigoare;intrare în vigoare;în vigoare din;în vigoare de la;în vigoare începând cu;valabil de la;valabilă începând cu;valabil începând cu;în vigoare începând cu data de;aplicabil începând cu;în vigoare de la data de;valabili din;valabil din",
            ),
            (Sense::Applies, "în vigoare;valabil;valabilă"),
            (Sense::Since, "începând cu;începând cu data de"),
            (Sense::Published, "publicat la;data publicării;publicat în data de;publicat la data de"),
            (Sense::Version, "versiunea;versiune;data;ediția"),
            (Sense::Until, "până la;până la data de"),
            (Sense::Before, "înainte de;după"),
            (
                Sense::Foreign,
                "lege;legea;legii;regulament;regulamentul;directiva;ordonanța;statut;statutului;autorizația;hotărârea",
            ),
            (
                Sense::Document,
                "politica;termeni;termenii;condiții;condițiile;politica de confidențialitate;versiune a;notă de informare;versiunea",
            ),
            (Sense::This, "această;acest;acești;aceste;prezenta;prezentul;prezentele;noastră"),
            (Sense::Previous, "versiunea anterioară;versiuni anterioare;versiunile anterioare"),
            (
                Sense::Filler,
                "la;data;de;din;în;a;fost;este;sunt;și;astăzi;luni;marți;miercuri;joi;vineri;sâmbătă;duminică;pe;cu",
            ),
        ],
        common: "și de în la care pentru nu este sau cu prin din",
    },
];
