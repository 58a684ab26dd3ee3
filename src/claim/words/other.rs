//! Chinese, Japanese, Korean, Vietnamese, Indonesian, Turkish, Hungarian, Finnish, Estonian, the Baltic languages, Greek,
//! Arabic, Hebrew and Hindi. Must not know how phrases are matched.

use super::{Language, Order, Sense};

pub(super) const LANGUAGES: &[Language] = &[
    Language {
        tag: "zh",
        order: Order::Open,
        phrases: &[
            (
                Sense::Updated,
                "更新日期;更新时间;更新於;更新于;最后更新;最后更新日期;最后更新时间;最后更新于;最近更新;最近更新日期;最近更新时间;最新更新;最新更新日期;最新修订;最新修订日期;最近一次更新;最近一次修订;上次更新;上次更新日期;上次修订;上次修改;修订日期;修订时间;修改日期;\
                 最后修订;最后修改;最后修订日期;最后修改日期;更新日;最後更新;最後更新日期;最後更新日;最後修訂;最後修訂日期;更新日期為;修訂日期;最近更新日期为;协议更新日期;政策更新日期;最新版本更新日期;最近修订;版本更新日期;上次更新时间;最新更新时间;最后编辑;最近一次更新时间",
            ),
            (Sense::Revised, "更新;修订;修改;修訂;修正"),
            (
                Sense::Effective,
                "生效日期;生效日;生效时间;生效時間;发布及生效日期;发布生效日期;发布并生效;发布和生效日期;起生效;起施行;正式生效;开始生效;实施日期;施行日期;生效于;生效期;生效日期为;起正式生效;起实施;起執行;执行日期;生效日期自;起适用;起正式施行;发布之日生效;最新生效日期;版本生效日期",
            ),
            (Sense::Applies, "生效;施行;实施;有效"),
            (Sense::Since, "自;起"),
            (
                Sense::Published,
                "发布日期;发布时间;公布日期;發布日期;發佈日期;发布于;公布时间;公示日期;发布日;上线日期;首次发布日期;首次发布",
            ),
            (Sense::Posted, "发布;公布;發布;發佈"),
            (Sense::Version, "版本日期;版本;版本号;最新版本;日期;当前版本;版;版本生效"),
            (Sense::Until, "至;截至;为止;止"),
            (Sense::Before, "之前;以前;之后;以后"),
            (Sense::Foreign, "法;法律;条例;规定;办法;備案;备案;公司成立;许可证;活动;价格;例如;如"),
            (
                Sense::Document,
                "隐私政策;隐私协议;用户协议;服务协议;服务条款;协议;政策;条款;本协议;本政策;本条款;隱私權政策;服務條款;隐私条款;隐私声明;使用条款;版权声明;声明;规则;须知;指引;隐私权政策;隱私政策",
            ),
            (Sense::This, "本;该"),
            (Sense::Previous, "历史版本;旧版本;上一版本;过往版本"),
            (Sense::Changelog, "更新记录;变更记录;修订记录;更新日志;修订历史"),
            (Sense::Filler, "于;於;在;为;是;的;已;日;年;月;星期;周;一;二;三;四;五;六;天;期;为准;我们;及"),
        ],
        common: "的 我 们 您 和 在 或 是 信 息",
    },
    Language {
        tag: "ja",
        order: Order::Open,
        phrases: &[
            (
                Sense::Updated,
                "最終更新;最終更新日;最終更新日時;最終改定;最終改定日;最終改訂;最終改訂日;最終改正;最終改正日;最終変更日;改定日;改訂日;改正日;更新日;改定;改訂;改正;最新更新日;最終更新日付;一部改定;一部改訂;一部改正;最新改定日;最新改訂日;変更日;最終修正日;修正日;に更新;を改定;を改訂;更新日時",
            ),
            (Sense::Revised, "更新;変更;修正"),
            (
                Sense::Effective,
                "施行日;発効日;施行;発効;適用開始日;適用日;適用開始;から適用;より適用;実施日;より施行;から施行;より有効;から有効;有効日;に発効;に施行;効力発生日;適用;より実施;発効年月日",
            ),
            (Sense::Published, "制定日;制定;公開日;掲載日;策定日;策定;公表日;発行日;公開;作成日;初版;施行制定"),
            (Sense::Version, "版;バージョン;日付;現在;付;第版;時点"),
            (Sense::Reviewed, "閲覧;確認日"),
            (Sense::Until, "まで"),
            (Sense::Before, "以前;以降;以後;前;後"),
            (Sense::Foreign, "法;法律;法令;条例;規則;例えば;設立;登録;価格;料金;キャンペーン"),
            (
                Sense::Document,
                "プライバシーポリシー;利用規約;規約;ポリシー;方針;個人情報保護方針;本規約;本ポリシー;プライバシー通知;約款;ガイドライン;本方針;プライバシーノーティス",
            ),
            (Sense::Previous, "旧規約;旧版;以前のバージョン;過去のバージョン"),
            (Sense::Changelog, "改定履歴;改訂履歴;変更履歴;更新履歴"),
            (
                Sense::Filler,
                "は;に;の;を;年;月;日;曜;火;水;木;金;土;より;から;および;及び;と;付け;し;した;て;が;で;され;ました;す;ます;こ",
            ),
        ],
        common: "の は に を し た が で す ま",
    },
    Language {
        tag: "ko",
        order: Order::Open,
        phrases: &[
            (
                Sense::Updated,
                "최종 수정일;최종수정일;최종 업데이트;최근 업데이트;최종 업데이트일;마지막 업데이트;최종 개정일;최종개정일;개정일;개정일자;변경일자;변경일;수정일;업데이트 날짜;업데이트일;최종 변경일;개정;최근 개정일;마지막 수정일;최근 수정일;변경 일자;개정 일자",
            ),
            (Sense::Revised, "업데이트;변경;수정"),
            (
                Sense::Effective,
                "시행일;시행일자;시행 일자;적용일;적용일자;발효일;효력 발생일;효력발생일;부터 시행;부터 적용;시행;적용;발효;부터 유효;부터 효력",
            ),
            (Sense::Published, "공고일자;공고일;게시일;제정일;공지일자;제정;공고;게시"),
            (Sense::Version, "버전;일자;날짜"),
            (Sense::Until, "까지"),
            (Sense::Before, "이전;이후"),
            (Sense::Foreign, "법;법률;시행령;규정;예"),
            (
                Sense::Document,
                "개인정보처리방침;개인정보 처리방침;개인정보취급방침;이용약관;약관;방침;정책;본 방침;본 약관;처리방침",
            ),
            (Sense::Previous, "이전 버전;이전의 개인정보;이전 개인정보;이전 약관"),
            (Sense::Changelog, "변경 이력;개정 이력;변경이력"),
            (Sense::Filler, "부터;은;는;이;가;에;의;일;본;을;를;됩니다;합니다;로;자"),
        ],
        common: "의 이 는 을 에 를 은 다 하 개 인",
    },
    Language {
        tag: "vi",
        order: Order::DayFirst,
        phrases: &[
            (
                Sense::Updated,
                "cập nhật lần cuối;lần cập nhật cuối;cập nhật mới nhất;cập nhật gần nhất;ngày cập nhật;sửa đổi lần cuối;cập nhật ngày;cập nhật lần cuối vào;lần cập nhật gần nhất;ngày sửa đổi",
            ),
            (
                Sense::Effective,
                "ngày có hiệu lực;có hiệu lực từ;có hiệu lực kể từ;có hiệu lực từ ngày;ngày hiệu lực;hiệu lực từ;có hiệu lực vào",
            ),
            (Sense::Published, "ngày đăng;ngày phát hành;ngày ban hành"),
            (Sense::Version, "phiên bản"),
            (Sense::Foreign, "luật;nghị định;thông tư"),
            (Sense::Document, "chính sách;điều khoản;chính sách bảo mật;điều khoản sử dụng"),
            (Sense::Filler, "vào;ngày;là;được;từ"),
        ],
        common: "và của các không cho được trong này chúng tôi bạn",
    },
    Language {
        tag: "id",
        order: Order::DayFirst,
        phrases: &[
            (
                Sense::Updated,
                "terakhir diperbarui;terakhir diubah;pembaruan terakhir;terakhir direvisi;diperbarui pada;tanggal pembaruan;kemas kini terakhir;terakhir dikemas kini;tarikh kemas kini;diperbarui terakhir;perubahan terakhir;terakhir kali diperbarui;tarikh akhir dikemas kini",
            ),
            (Sense::Revised, "diperbarui;diubah;direvisi"),
            (
                Sense::Effective,
                "tanggal efektif;berlaku efektif;berlaku sejak;mulai berlaku;tanggal berlaku;berlaku mulai;efektif per;tarikh kuat kuasa;berkuat kuasa;efektif sejak;tarikh berkuat kuasa;berlaku efektif sejak;efektif pada",
            ),
            (Sense::Published, "tanggal publikasi;diterbitkan pada;dipublikasikan pada;tarikh diterbitkan"),
            (Sense::Version, "versi;tanggal"),
            (Sense::Foreign, "undang;peraturan;promosi;harga"),
            (
                Sense::Document,
                "kebijakan;ketentuan;syarat;kebijakan privasi;syarat dan ketentuan;dasar privasi;perjanjian;polisi",
            ),
            (Sense::This, "ini"),
            (Sense::Filler, "pada;tanggal;sejak;per;dan;tarikh"),
        ],
        common: "dan yang untuk anda dengan kami atau dari tidak dalam",
    },
    Language {
        tag: "tr",
        order: Order::DayFirst,
        phrases: &[
            (
                Sense::Updated,
                "son güncelleme;son güncellenme;son güncelleme tarihi;son güncellenme tarihi;güncelleme tarihi;güncellenme tarihi;son değişiklik;son değişiklik tarihi;son revizyon;en son güncelleme;son güncellenen tarih;revizyon tarihi;son revizyon tarihi;son düzenleme;değişiklik tarihi;tarihinde güncellenmiştir;tarihinde güncellendi;tarihinde değiştirilmiştir",
            ),
            (Sense::Revised, "güncellenmiştir;güncellendi;güncelleme;güncellenme"),
            (
                Sense::Effective,
                "yürürlük tarihi;yürürlüğe girme tarihi;yürürlüğe giriş tarihi;geçerlilik tarihi;tarihinde yürürlüğe;tarihinden itibaren geçerlidir;tarihinden itibaren yürürlüktedir;geçerlik tarihi;yürürlüğe girmiştir;tarihi itibarıyla yürürlüktedir;itibaren geçerlidir",
            ),
            (Sense::Published, "yayın tarihi;yayınlanma tarihi;yayımlanma tarihi;yayım tarihi"),
            (Sense::Version, "versiyon;sürüm;tarih;tarihli"),
            (Sense::Foreign, "kanun*;yonetmelik;sayili;kampanya;fiyat*;resmi gazete"),
            (
                Sense::Document,
                "gizlilik;politikası;politika;sözleşme;sözleşmesi;koşullar;koşulları;aydınlatma;metni;şartlar;şartları;bildirim;gizlilik politikası",
            ),
            (Sense::This, "bu;işbu"),
            (
                Sense::Filler,
                "tarihi;tarihinde;tarihinden;pazartesi;salı;çarşamba;perşembe;cuma;cumartesi;pazar;itibaren;ve;günü",
            ),
        ],
        common: "ve bir bu için olarak ile veya olan kişisel",
    },
    Language {
        tag: "hu",
        order: Order::Open,
        phrases: &[
            (
                Sense::Updated,
                "utolsó frissítés;utoljára frissítve;utolsó módosítás;utoljára módosítva;frissítve;módosítva;legutóbbi frissítés;legutóbbi módosítás;utolsó frissítés dátuma;utolsó módosítás dátuma;frissítés dátuma;módosítás dátuma;utolsó frissítés időpontja;módosítás napja",
            ),
            (
                Sense::Effective,
                "hatályos;hatálybalépés;hatályba lépés;hatálybalépés dátuma;hatályba lépés dátuma;hatálya;érvényes;hatályba lép;napjától hatályos;hatálybalépés napja;hatálybalépés ideje;napján lép hatályba;érvénybe lépés;hatályos ettől;érvényben;hatálybalépésének napja;tól hatályos;től hatályos;től érvényes;tól érvényes",
            ),
            (Sense::Published, "közzététel;közzétéve;megjelenés;közzététel dátuma;közzététel napja;kelt"),
            (Sense::Version, "verzió;változat;dátum;kelt;verziószám"),
            (Sense::Until, "ig"),
            (Sense::Foreign, "törvény*;rendelet*;irányelv*;évi;korm;kormányrendelet*;ptk;határozat*;árak"),
            (
                Sense::Document,
                "szabályzat;tájékoztató;feltételek;ászf;adatvédelmi;általános szerződési feltételek;szerződés;nyilatkozat;adatkezelési",
            ),
            (Sense::This, "jelen;ez;ezen;a;az"),
            (Sense::Previous, "korábbi verzió;korábbi változat;korábbi verziók"),
            (
                Sense::Filler,
                "a;az;napja;napjától;napján;dátuma;tól;től;és;hétfő;kedd;szerda;csütörtök;péntek;szombat;vasárnap;án;én;i;től",
            ),
        ],
        common: "a az és hogy nem vagy egy is adatok által valamint",
    },
    Language {
        tag: "fi",
        order: Order::DayFirst,
        phrases: &[
            (
                Sense::Updated,
                "viimeksi päivitetty;päivitetty viimeksi;viimeisin päivitys;viimeksi muokattu;viimeksi muutettu;viimeinen päivitys;päivitetty;päivityspäivä;muutettu viimeksi;viimati uuendatud;viimane uuendus;viimati muudetud;uuendatud;viimane muudatus;viimati täiendatud",
            ),
            (
                Sense::Effective,
                "voimassa alkaen;voimaantulopäivä;voimassa;tulee voimaan;tulevat voimaan;voimaantulo;astuu voimaan;astuvat voimaan;tullut voimaan;kehtib alates;jõustumise kuupäev;jõustub;kehtivad alates;jõustumiskuupäev;jõustunud;kehtiv alates",
            ),
            (Sense::Published, "julkaistu;julkaisupäivä;laadittu;avaldatud;koostatud;laatimispäivä"),
            (Sense::Version, "versio;päiväys;päivämäärä;versioon;kuupäev;redaktsioon"),
            (Sense::Until, "asti;saakka;kuni"),
            (Sense::Foreign, "laki;lain;asetus;asetuksen;direktiivi;seadus*;määrus*;direktiiv*"),
            (
                Sense::Document,
                "tietosuojaseloste;tietosuojakäytäntö;käyttöehdot;ehdot;seloste;toimitusehdot;sopimus;sopimusehdot;rekisteriseloste;privaatsuspoliitika;tingimused;kasutustingimused;kasutajatingimused;evästekäytäntö",
            ),
            (Sense::This, "tämä;nämä;tätä;see;need;käesolev*"),
            (
                Sense::Filler,
                "ja;on;alkaen;maanantai;tiistai;keskiviikko;torstai;perjantai;lauantai;sunnuntai;a;alates;pvm",
            ),
        ],
        common: "ja on tai että ei sekä voi ovat ning või kui",
    },
    Language {
        tag: "lt",
        order: Order::Open,
        phrases: &[
            (
                Sense::Updated,
                "paskutinį kartą atnaujinta;paskutinis atnaujinimas;atnaujinta;paskutinį kartą pakeista;paskutinio atnaujinimo data;paskutinio pakeitimo data;atnaujinimo data;pēdējo reizi atjaunināts;pēdējo reizi atjaunota;pēdējās izmaiņas;atjaunināts;atjaunots;pēdējoreiz atjaunināts;paskutinį kartą atnaujintos;paskutiniai pakeitimai;pakeista",
            ),
            (
                Sense::Effective,
                "įsigalioja;įsigaliojo;įsigaliojimo data;galioja nuo;įsigalioja nuo;spēkā no;stājas spēkā;spēkā stāšanās datums;spēkā kopš;įsigaliojimas",
            ),
            (Sense::Published, "paskelbta;paskelbimo data;publicēts;publicēšanas datums;patvirtinta"),
            (Sense::Version, "redakcija;versija;data;redakcija nuo;datums;redakcijos data"),
            (Sense::Until, "iki;līdz"),
            (Sense::Foreign, "įstatym*;reglament*;direktyv*;nutarim*;likum*;regul*;direktīv*"),
            (
                Sense::Document,
                "taisyklės;politika;privatumo politika;sąlygos;naudojimo taisyklės;noteikumi;privātuma politika;lietošanas noteikumi;sutartis;naudojimosi taisyklės",
            ),
            (Sense::This, "šios;ši;šis;šie"),
            (Sense::Filler, "nuo;no;d;m;ir;un;gada;dienos;diena;yra"),
        ],
        common: "ir kad yra arba jūsų kurie un ir vai ka par lai",
    },
    Language {
        tag: "el",
        order: Order::DayFirst,
        phrases: &[
            (
                Sense::Updated,
                "τελευταία ενημέρωση;τελευταία τροποποίηση;τελευταία αναθεώρηση;ημερομηνία τελευταίας ενημέρωσης;ενημερώθηκε στις;τελευταία ενημέρωση στις;ημερομηνία ενημέρωσης;ημερομηνία τελευταίας αναθεώρησης;ημερομηνία τελευταίας τροποποίησης;ενημερώθηκε τελευταία;τελευταία επικαιροποίηση",
            ),
            (Sense::Revised, "ενημερώθηκε;τροποποιήθηκε;αναθεωρήθηκε;ενημέρωση"),
            (
                Sense::Effective,
                "ημερομηνία έναρξης ισχύος;έναρξη ισχύος;ισχύει από;ισχύουν από;σε ισχύ από;τίθεται σε ισχύ;ημερομηνία ισχύος;σε ισχύ από τις;ισχύει από τις;με ισχύ από;ισχύουν από τις",
            ),
            (Sense::Published, "ημερομηνία δημοσίευσης;δημοσιεύθηκε"),
            (Sense::Version, "έκδοση;ημερομηνία"),
            (Sense::Foreign, "νόμος;νόμου;κανονισμός;κανονισμού;οδηγία;απόφαση"),
            (Sense::Document, "πολιτική;όροι;όροι χρήσης;πολιτική απορρήτου;δήλωση;όρων"),
            (Sense::This, "αυτή;η παρούσα;οι παρόντες;παρούσα"),
            (Sense::Filler, "στις;την;της;από;τις;η;και;του"),
        ],
        common: "και το της του την για με που να σας των",
    },
    Language {
        tag: "ar",
        order: Order::DayFirst,
        phrases: &[
            (
                Sense::Updated,
                "آخر تحديث;تاريخ آخر تحديث;آخر تعديل;تم التحديث في;تاريخ التحديث;تم تحديثها في;عודכן לאחרונה;עודכן לאחרונה;עדכון אחרון;תאריך עדכון אחרון;תאריך עדכון;עודכנה לאחרונה;עודכן;अंतिम अपडेट;अंतिम बार अपडेट;पिछला अपडेट",
            ),
            (
                Sense::Effective,
                "تاريخ السريان;تاريخ النفاذ;تسري اعتبارا من;سارية اعتبارا من;تاريخ السريان هو;ساري المفعول;תאריך תחילה;בתוקף מ;בתוקף החל מ;תאריך תחולה;प्रभावी तिथि;प्रभावी तारीख",
            ),
            (Sense::Published, "تاريخ النشر;תאריך פרסום"),
            (Sense::Version, "الإصدار;גרסה;संस्करण"),
            (Sense::Document, "سياسة;الشروط;سياسة الخصوصية;תנאי שימוש;מדיניות;מדיניות פרטיות;गोपनीयता;नीति"),
            (Sense::Filler, "في;من;هو;ב;ביום"),
        ],
        common: "من في على أو التي של את או",
    },
];
