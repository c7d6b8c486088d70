"""Sentence frames in Polish, Czech, Slovak, Slovenian, Croatian, Hungarian and Bulgarian.

See `ner_frames.py`. `{full_gen}`, `{first_ins}` and the like are names in a case, made by
`ner_inflect.py`.
"""

BODY = {
    "pl": """Nazywam się {full} i mieszkam w mieście {city}.
Mam na imię {first}, zamówienie {n}.
Rozmawiałem wczoraj z {full_ins}.
Paczka dla {full_gen}, {street} {n}, {city}.
Proszę przekazać to {full_dat}.
Pani {last} dzwoniła {d}.
Pan {full} jest na urlopie do {m}.
dzięki {first}, super
widziałeś {first_gen}?
Jestem {first} z {org}.
Umowa została zawarta z {full_ins} dnia {d}.
Dr {last} przyjmuje w {city}.
Pacjentka {full}, ur. {d}, zgłosiła się z bólem głowy.
{full} pracuje w {org} od {m}.
Syn {first} i córka {first} są chorzy.
Nazwisko i imię: {last} {first}
Imię: {first}¶Nazwisko: {last}¶Miasto: {city}
Szanowny Panie {last}, szanowna Pani {first},
Z poważaniem¶{full}
Od: {full} <{mail}>
Wniosek {full_gen} rozpatrzono {d}.
Powód: {full}, pozwany: {org}
Wezwano świadka {full_gen} na {d}.
Obecni: {full}, {full}, {short}
Dr {short} zalecił lek {drug}.
Firma {org} wysłała fakturę na {eur} zł.
Zapytaj {first_gen}, ona wie.""",
    "cs": """Jmenuji se {full} a bydlím v {city}.
Včera jsem mluvil s {full_ins}.
Balík pro {full_gen}, {city}.
Předejte to prosím {full_dat}.
Paní {last} volala {d}.
Pan {full} je do {m} na dovolené.
díky {first}, super
neviděl jsi {first_gen}?
Jsem {first} z {org}.
Smlouva s {full_ins} ze dne {d}.
Pacient {full}, nar. {d}, přišel s bolestí hlavy.
{full} pracuje v {org} od {m}.
Příjmení: {last}¶Jméno: {first}¶Město: {city}
Vážený pane {last}, vážená paní {last},
S pozdravem¶{full}
Od: {full} <{mail}>
Žádost {full_gen} byla schválena.
Přítomni: {full}, {short}
Zeptej se {first_gen}, ta to ví.""",
    "sk": """Volám sa {full} a bývam v meste {city}.
Včera som hovoril s {full_ins}.
Balík pre {full_gen}, {city}.
Odovzdajte to {full_dat}.
Pani {last} volala {d}.
Pán {full} je do {m} na dovolenke.
ďakujem {first}, super
videl si {first_gen}?
Som {first} z {org}.
Zmluva s {full_ins} zo dňa {d}.
Pacient {full}, nar. {d}, prišiel s bolesťou hlavy.
Priezvisko: {last}¶Meno: {first}¶Mesto: {city}
Vážený pán {last}, vážená pani {last},
S pozdravom¶{full}
Od: {full} <{mail}>
Prítomní: {full}, {short}""",
    "sl": """Ime mi je {full} in živim v kraju {city}.
Včeraj sem govoril z {full_ins}.
Paket za {full_gen}, {city}.
Prosim, predajte to {full_dat}.
Gospa {last} je klicala {d}.
Gospod {full} je na dopustu do {m}.
hvala {first}, super
si videl {first_gen}?
Sem {first} iz {org}.
Pacient {full}, rojen {d}, ima glavobol.
Priimek: {last}¶Ime: {first}¶Kraj: {city}
Spoštovani gospod {last}, spoštovana gospa {last},
Lep pozdrav¶{full}
Od: {full} <{mail}>
Prisotni: {full}, {short}""",
    "hr": """Zovem se {full} i živim u mjestu {city}.
Jučer sam razgovarao s {full_ins}.
Paket za {full_gen}, {city}.
Molim predajte to {full_dat}.
Gospođa {last} zvala je {d}.
Gospodin {full} je na odmoru do {m}.
hvala {first}, super
jesi li vidio {first_gen}?
Ja sam {first} iz {org}.
Ugovor s {full_ins} od {d}.
Pacijent {full}, rođen {d}, ima glavobolju.
Prezime: {last}¶Ime: {first}¶Grad: {city}
Poštovani gospodine {last}, poštovana gospođo {last},
Srdačan pozdrav¶{full}
Od: {full} <{mail}>
Nazočni: {full}, {short}
Tužitelj {full} tvrdi da mu {org} duguje {eur} eura.""",
    "hu": """A nevem {full}, {city} városában lakom.
Tegnap beszéltem {full_ins}.
A csomagot {full} vette át, {city}.
Kérem, adja át {full_dat}.
{last} úr {d}-án hívott.
{full} {m} végéig szabadságon van.
köszi {first}, szuper
láttad {first_acc}?
{first} vagyok, a {org} munkatársa.
A szerződés {full_ins} jött létre.
A beteg {full}, született {d}, fejfájással érkezett.
Vezetéknév: {last}¶Keresztnév: {first}¶Város: {city}
Név: {full}¶Lakcím: {city}
Tisztelt {last} Úr! Tisztelt {full}!
Kedves {first}!
Üdvözlettel:¶{full}
Feladó: {full} <{mail}>
Jelen vannak: {full}, {full}
Dr. {full} felírta a {drug} gyógyszert.""",
    "bg": """Казвам се {full} и живея в {city}.
Вчера говорих с {full}.
Пратката е за {full}, {city}.
Моля, предайте това на {full}.
Госпожа {last} се обади на {d}.
Господин {full} е в отпуск до {m}.
благодаря {first}, супер
видя ли {first}?
Аз съм {first} от {org}.
Договорът с {full} от {d}.
Пациент {full}, роден на {d}, с главоболие.
Фамилия: {last}¶Име: {first}¶Град: {city}
Уважаеми господин {last}, уважаема госпожо {last},
Здравей, {first}!
С уважение,¶{full}
От: {full} <{mail}>
Присъстват: {full}, {full}
Ищецът {full} е от {city}.""",
}

NEGATIVE = {
    "pl": """Numer zamówienia to {n}.
Dziękuję za wiadomość.
W czym mogę pomóc?
Zapomniałem hasła do konta.
Paczka nie dotarła.
Wysyłka kosztuje {eur} zł.
Chcę anulować zamówienie z dnia {d}.
Napisz wiersz o jesieni.
Dzień dobry, kiedy będzie dostawa?
Szanowni Państwo,
Rozpoznanie: nadciśnienie tętnicze, cukrzyca typu 2.
Ustawa z dnia {d} o ochronie danych osobowych
Sąd Rejonowy oddalił powództwo.
Imię i nazwisko, adres oraz podpis są wymagane.
Prezes Urzędu wydał decyzję.
Nie działa {prod}, proszę o pomoc.
Regulamin sklepu, Polityka prywatności, Kontakt""",
    "cs": """Číslo objednávky je {n}.
Děkuji za zprávu.
Jak vám mohu pomoci?
Zapomněl jsem heslo.
Balík nedorazil.
Doprava stojí {eur} korun.
Dobrý den, kdy přijde zásilka?
Vážení zákazníci,
Diagnóza: hypertenze, cukrovka.
Okresní soud žalobu zamítl.
Nefunguje {prod}, prosím o pomoc.
Obchodní podmínky, Ochrana soukromí, Kontakt
Zákon o ochraně osobních údajů""",
    "sk": """Číslo objednávky je {n}.
Ďakujem za správu.
Ako vám môžem pomôcť?
Zabudol som heslo.
Balík neprišiel.
Doprava stojí {eur} eur.
Dobrý deň, kedy príde zásielka?
Vážení zákazníci,
Diagnóza: hypertenzia, cukrovka.
Okresný súd žalobu zamietol.
Obchodné podmienky, Ochrana súkromia, Kontakt""",
    "sl": """Številka naročila je {n}.
Hvala za sporočilo.
Kako vam lahko pomagam?
Pozabil sem geslo.
Paket ni prispel.
Dostava stane {eur} evrov.
Dober dan, kdaj pride pošiljka?
Spoštovani,
Okrožno sodišče je tožbo zavrnilo.
Splošni pogoji, Zasebnost, Kontakt
Diagnoza: visok krvni tlak, sladkorna bolezen.""",
    "hr": """Broj narudžbe je {n}.
Hvala na poruci.
Kako vam mogu pomoći?
Zaboravio sam lozinku.
Paket nije stigao.
Dostava stoji {eur} eura.
Dobar dan, kada stiže pošiljka?
Poštovani,
Općinski sud odbio je tužbu.
Opći uvjeti, Zaštita privatnosti, Kontakt
Dijagnoza: hipertenzija, dijabetes.""",
    "hu": """A rendelés száma {n}.
Köszönöm az üzenetet.
Miben segíthetek?
Elfelejtettem a jelszavamat.
A csomag nem érkezett meg.
A szállítás {eur} forint.
Jó napot, mikor jön a csomag?
Tisztelt Ügyfelünk!
Tisztelt Hölgyem, Tisztelt Uram!
A járásbíróság a keresetet elutasította.
Általános Szerződési Feltételek, Adatvédelem, Kapcsolat
Diagnózis: magas vérnyomás, cukorbetegség.
Nem működik a {prod}, kérem segítsenek.""",
    "bg": """Номерът на поръчката е {n}.
Благодаря за съобщението.
С какво мога да помогна?
Забравих си паролата.
Пратката не е пристигнала.
Доставката струва {eur} лева.
Добър ден, кога ще дойде пратката?
Уважаеми клиенти,
Районният съд отхвърли иска.
Общи условия, Поверителност, Контакти
Диагноза: хипертония, диабет.
Законът за защита на личните данни""",
}

CITIES = {
    "pl": "Warszawa|Kraków|Łódź|Wrocław|Poznań|Gdańsk|Szczecin|Lublin|Bielsko-Biała|Zielona Góra",
    "cs": "Praha|Brno|Ostrava|Plzeň|Olomouc|Liberec|České Budějovice|Hradec Králové|Ústí nad Labem",
    "sk": "Bratislava|Košice|Prešov|Žilina|Nitra|Banská Bystrica|Trnava|Martin|Poprad",
    "sl": "Ljubljana|Maribor|Celje|Kranj|Koper|Velenje|Novo mesto|Ptuj",
    "hr": "Zagreb|Split|Rijeka|Osijek|Zadar|Slavonski Brod|Pula|Karlovac|Dubrovnik",
    "hu": "Budapest|Debrecen|Szeged|Miskolc|Pécs|Győr|Nyíregyháza|Kecskemét|Székesfehérvár",
    "bg": "София|Пловдив|Варна|Бургас|Русе|Стара Загора|Плевен|Сливен|Велико Търново",
}
COUNTRIES = {
    "pl": "Polska|Niemcy|Francja|Włochy", "cs": "Česko|Německo|Francie|Itálie",
    "sk": "Slovensko|Nemecko|Francúzsko", "sl": "Slovenija|Nemčija|Avstrija",
    "hr": "Hrvatska|Njemačka|Austrija", "hu": "Magyarország|Németország|Ausztria",
    "bg": "България|Германия|Гърция",
}  # fmt: skip
MONTHS = {
    "pl": "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października",
    "cs": "ledna února března dubna května června července srpna září října listopadu prosince",
    "sk": "januára februára marca apríla mája júna júla augusta septembra októbra novembra",
    "sl": "januarja februarja marca aprila maja junija julija avgusta septembra oktobra",
    "hr": "siječnja veljače ožujka travnja svibnja lipnja srpnja kolovoza rujna listopada",
    "hu": "január február március április május június július augusztus szeptember október",
    "bg": "януари февруари март април май юни юли август септември октомври ноември декември",
}
COMPANY = {
    "pl": "Sp. z o.o.|S.A.", "cs": "s.r.o.|a.s.", "sk": "s.r.o.|a.s.", "sl": "d.o.o.|d.d.",
    "hr": "d.o.o.|d.d.", "hu": "Kft.|Zrt.|Bt.", "bg": "ЕООД|ООД|АД",
}  # fmt: skip
