"""Prose, letters, chat and forms in the Slavic languages and Hungarian.

See `ner_frames.py`; names in a case as in `ner_frames_east.py`. `{city_in}` is a town in the form
it has after "in", `{street}` a street with the surname it is named after.
"""

BODY = {
    "pl": """Jak poinformował {full}, prace zakończą się w {m}.
Prezesem spółki {org} został {full}, który wcześniej pracował w {city_in}.
Zdaniem {full_gen} ustawa wymaga poprawek.
{last} dodał, że {org} nie komentuje sprawy.
Spotkanie z {full_ins} odbyło się w {city_in} przy {street} {n}.
Nowa siedziba {org} mieści się w {city_in}, {street} {n}.
Mieszkam w {city_in} przy {street}, a pracuję w {org}.
Sąd w {city_in} skazał {full_gen} na karę grzywny.
Zeznania złożyli {full} oraz {full}.
Dziękuję {full_dat} za pomoc przy zamówieniu.
Do {first_gen} jeszcze nikt nie dzwonił.
Córka {full_gen}, {first}, chodzi do szkoły w {city_in}.
Burmistrz {full} otworzył nową halę w {city_in}.
Autorką książki jest {full}, urodzona w {city_in}.
Wczoraj {first} i {first} pojechali do babci.
Panu {last_dat} przysługuje odszkodowanie od {org}.
cześć {first}, pisałam wczoraj z {first_ins} i nic
{first} mówi, że {last} nie odbiera telefonu
czy {first} będzie jutro w pracy?
Zgłoszenie przyjęła {full}, konsultantka {org}.
Mąż {first} zmarł w {m}, proszę o zamknięcie konta.
Reklamację złożył {full}, zamieszkały w {city_in}, {street} {n}.
W {country} mieszka brat {full_gen}.
Pełnomocnikiem powoda jest adwokat {full} z kancelarii {org}.
Chciałbym zmienić dane: było {last}, jest {last}.
Lekarz prowadzący: {full}, oddział w {city_in}.
Przesyłka nadana przez {full_acc} dotarła {d}.""",
    "cs": """Jak uvedl {full}, stavba skončí v {m}.
Ředitelem společnosti {org} se stal {full}, který dříve působil v {city_in}.
Podle {full_gen} je návrh nedostatečný.
{last} dodala, že {org} věc nekomentuje.
Schůzka s {full_ins} proběhla v {city_in}, {street} {n}.
Nová pobočka {org} je v {city_in}, {street} {n}.
Bydlím v {city_in} a pracuji pro {org}.
Soud v {city_in} odsoudil {full_gen} k pokutě.
Svědky byli {full} a {full}.
Děkuji {full_dat} za pomoc s objednávkou.
Dcera {first} chodí do školy v {city_in}.
Starosta {full} otevřel novou halu.
Autorkou knihy je {full}, narozená v {city_in}.
Včera jeli {first} a {first} k babičce.
ahoj {first}, psala jsem {first_dat} a nic
{first} říkal, že {last} nebere telefon
přijde zítra {first} do práce?
Reklamaci podal {full}, bytem {street} {n}, {city}.
V {country} žije bratr {full_gen}.
Žalobce {full} zastoupený advokátkou {full_ins}
Prosím o změnu údajů: dříve {last}, nyní {last}.
Dobrý den, tady {full}, volal jsem kvůli faktuře.
Paní {full} si stěžuje na bolest zad.
Smlouvu podepsali {full} a {full} dne {d}.
Zásilku převzal {short}.""",
    "sk": """Ako uviedol {full}, stavba sa skončí v {m}.
Riaditeľom spoločnosti {org} sa stal {full}, ktorý pôsobil v {city_in}.
Podľa {full_gen} je návrh nedostatočný.
{last} dodala, že {org} vec nekomentuje.
Stretnutie s {full_ins} bolo v {city_in}, {street} {n}.
Nová pobočka {org} je v {city_in}, {street} {n}.
Bývam v {city_in} a pracujem pre {org}.
Súd v {city_in} odsúdil {full_gen} na pokutu.
Svedkami boli {full} a {full}.
Ďakujem {full_dat} za pomoc s objednávkou.
Dcéra {first} chodí do školy v {city_in}.
Primátor {full} otvoril novú halu.
Autorkou knihy je {full}, narodená v {city_in}.
ahoj {first}, písala som {first_dat} a nič
{first} hovoril, že {last} nedvíha telefón
príde zajtra {first} do práce?
Reklamáciu podal {full}, bytom {street} {n}, {city}.
V krajine {country} žije brat {full_gen}.
Žalobca {full} zastúpený advokátkou {full_ins}
Prosím o zmenu údajov: predtým {last}, teraz {last}.
Dobrý deň, tu {full}, volal som kvôli faktúre.
Dr. {last} predpísal {drug}.
Spýtaj sa {first_gen}, tá to vie.
Zmluvu podpísali {full} a {full} dňa {d}.""",
    "sl": """Kot je povedal {full}, bodo dela končana do {m}.
Direktor podjetja {org} je postal {full}, ki je prej delal v {city_in}.
Po mnenju {full_gen} je predlog slab.
{last} je dodala, da {org} zadeve ne komentira.
Sestanek s {full_ins} je bil v {city_in}, {street} {n}.
Nova poslovalnica {org} je v {city_in}, {street} {n}.
Živim v {city_in} in delam za {org}.
Sodišče v {city_in} je obsodilo {full_gen}.
Priči sta bila {full} in {full}.
Hvala {full_dat} za pomoč pri naročilu.
Hči {first} hodi v šolo v {city_in}.
Župan {full} je odprl novo dvorano.
Avtorica knjige je {full}, rojena v {city_in}.
živjo {first}, pisala sem {first_dat} in nič
{first} pravi, da {last} ne dvigne telefona
pride jutri {first} v službo?
Reklamacijo je vložil {full}, {street} {n}, {city}.
Tožnik {full}, ki ga zastopa odvetnica {full}
Prosim za spremembo podatkov: prej {last}, zdaj {last}.
Dr. {last} je predpisal {drug}.
Pogodbo sta podpisala {full} in {full} dne {d}.
Vprašaj {first_gen}, ona ve.
Iz države {country} prihaja {full}.""",
    "hr": """Kako je rekao {full}, radovi završavaju u {m}.
Direktor tvrtke {org} postao je {full}, koji je prije radio u {city_in}.
Prema riječima {full_gen} prijedlog je loš.
{last} je dodala da {org} ne komentira slučaj.
Sastanak s {full_ins} održan je u {city_in}, {street} {n}.
Nova poslovnica {org} nalazi se u {city_in}, {street} {n}.
Živim u {city_in} i radim za {org}.
Sud u {city_in} osudio je {full_gen}.
Svjedoci su bili {full} i {full}.
Zahvaljujem {full_dat} na pomoći oko narudžbe.
Kći {first} ide u školu u {city_in}.
Gradonačelnik {full} otvorio je novu dvoranu.
Autorica knjige je {full}, rođena u {city_in}.
bok {first}, pisala sam {first_dat} i ništa
{first} kaže da se {last} ne javlja
dolazi li sutra {first} na posao?
Reklamaciju je podnio {full}, {street} {n}, {city}.
Tužitelja zastupa odvjetnica {full} iz {org}.
Molim promjenu podataka: prije {last}, sada {last}.
Dr. {last} propisao je {drug}.
Ugovor su potpisali {full} i {full} dana {d}.
Pitaj {first_gen}, ona zna.
Iz države {country} dolazi {full}.""",
    "hu": """{full} közölte, hogy a munka {d}-ig befejeződik.
A {org} igazgatója {full} lett, aki korábban {city_in} dolgozott.
{full} szerint a javaslat hibás.
{last} hozzátette, hogy a {org} nem nyilatkozik.
A {full_ins} tartott megbeszélés {city_in} volt.
A {org} új irodája {city_in} van, {street} {n}.
{city_in} lakom, a {street} {n}. szám alatt.
A bíróság {full_acc} pénzbírságra ítélte.
A tanúk {full} és {full} voltak.
Köszönöm {full_dat} a segítséget.
A lányom, {first}, {city_in} jár iskolába.
{full} polgármester megnyitotta az új csarnokot.
A könyv szerzője {full}, aki {city_in} született.
szia {first}, írtam {first_dat}, de semmi
{first} azt mondta, {last} nem veszi fel
{first} bejön holnap dolgozni?
A reklamációt {full} nyújtotta be, lakcíme {city}, {street} {n}.
A felperes {full}, képviseli dr. {full} ügyvéd.
Kérem az adatok módosítását: {last} helyett {last}.
{last_gen} a kérelmét elfogadták {d}-án.
A szerződést {full} és {full} írta alá.
Kérdezd meg {first_acc}, ő tudja.
{full} ({n}) {country} területéről érkezett.
Jó napot, {full} vagyok, a számla miatt hívom.""",
    "bg": """Както съобщи {full}, ремонтът ще приключи през {m}.
Директор на {org} стана {full}, който преди работеше в {city}.
Според {full} предложението е слабо.
{last} добави, че от {org} не коментират.
Срещата с {full} се проведе в {city}, {street} {n}.
Новият офис на {org} е в {city}, {street} {n}.
Живея в {city} и работя за {org}.
Съдът в {city} осъди {full} на глоба.
Свидетели бяха {full} и {full}.
Благодаря на {full} за помощта с поръчката.
Дъщеря ми {first} учи в {city}.
Кметът {full} откри новата зала.
Автор на книгата е {full}, родена в {city}.
здравей {first}, писах на {first} и нищо
{first} каза, че {last} не си вдига телефона
утре {first} ще дойде ли на работа?
Рекламацията е подадена от {full}, {city}, {street} {n}.
Ищецът се представлява от адвокат {full}.
Моля за промяна на данните: преди {last}, сега {last}.
Д-р {last} предписа {drug}.
Договорът е подписан от {full} и {full} на {d}.
Питай {first}, тя знае.
{full} пристигна от {country}.""",
}

FORM = {
    "pl": """Imię i nazwisko: {full}¶Adres: {street} {n}, {city}¶Telefon: {n}
Pacjent: {listed}¶Data urodzenia: {d}¶Lekarz: dr {last}
Zamawiający: {caps}¶Adres dostawy: {street} {n}¶Miejscowość: {city}
Sz. P.¶{full}¶{street} {n}¶{n} {city}
Nadawca: {full}, {street} {n}, {city}¶Odbiorca: {full}, {street} {n}, {city}
Obecni: {full}, {short}¶Nieobecni: {last}¶Miejsce: {city}""",
    "cs": """Jméno a příjmení: {full}¶Adresa: {street} {n}, {city}¶Telefon: {n}
Pacient: {listed}¶Datum narození: {d}¶Lékař: MUDr. {last}
Objednavatel: {caps}¶Doručovací adresa: {street} {n}, {city}
Vážená paní¶{full}¶{street} {n}¶{n} {city}
Přítomni: {full}, {short}¶Omluveni: {last}""",
    "sk": """Meno a priezvisko: {full}¶Adresa: {street} {n}, {city}¶Telefón: {n}
Pacient: {listed}¶Dátum narodenia: {d}¶Lekár: MUDr. {last}
Objednávateľ: {caps}¶Adresa doručenia: {street} {n}, {city}
Prítomní: {full}, {short}¶Ospravedlnení: {last}""",
    "sl": """Ime in priimek: {full}¶Naslov: {street} {n}, {city}¶Telefon: {n}
Pacient: {listed}¶Datum rojstva: {d}¶Zdravnik: dr. {last}
Naročnik: {caps}¶Naslov dostave: {street} {n}, {city}
Prisotni: {full}, {short}¶Odsotni: {last}""",
    "hr": """Ime i prezime: {full}¶Adresa: {street} {n}, {city}¶Telefon: {n}
Pacijent: {listed}¶Datum rođenja: {d}¶Liječnik: dr. {last}
Naručitelj: {caps}¶Adresa dostave: {street} {n}, {city}
Nazočni: {full}, {short}¶Odsutni: {last}""",
    "hu": """Név: {full}¶Cím: {city}, {street} {n}¶Telefon: {n}
Beteg: {full}¶Születési idő: {d}¶Orvos: dr. {last}
Megrendelő: {caps}¶Szállítási cím: {city}, {street} {n}
Jelen vannak: {full}, {full}¶Távol: {last}""",
    "bg": """Име и фамилия: {full}¶Адрес: {city}, {street} {n}¶Телефон: {n}
Пациент: {full}¶Дата на раждане: {d}¶Лекар: д-р {last}
Клиент: {caps}¶Адрес за доставка: {city}, {street} {n}
Присъстващи: {full}, {full}¶Отсъстващи: {last}""",
}

CITIES_IN = {
    "pl": "Warszawie|Krakowie|Łodzi|Wrocławiu|Poznaniu|Gdańsku|Szczecinie|Lublinie|Zielonej Górze",
    "cs": "Praze|Brně|Ostravě|Plzni|Olomouci|Liberci|Českých Budějovicích|Hradci Králové",
    "sk": "Bratislave|Košiciach|Prešove|Žiline|Nitre|Banskej Bystrici|Trnave|Martine|Poprade",
    "sl": "Ljubljani|Mariboru|Celju|Kranju|Kopru|Velenju|Novem mestu|Ptuju",
    "hr": "Zagrebu|Splitu|Rijeci|Osijeku|Zadru|Slavonskom Brodu|Puli|Karlovcu|Dubrovniku",
    "hu": "Budapesten|Debrecenben|Szegeden|Miskolcon|Pécsett|Győrben|Kecskeméten|Székesfehérváron",
}
STREETS = {
    "pl": "ul. {s}|ulica {s}|ulicy {s}|al. {s}|ul. {g}|ulicy {g}|ul. {fg} {g}|pl. {g}|os. {s}",
    "cs": "{s}|{s}|ulice {s}|{l}ova|náměstí {fg} {g}|Na Příkopě|třída {fg} {g}|ul. {l}ova",
    "sk": "{s}|{s}|ulica {s}|{l}ova|Námestie {fg} {g}|Hlavná|{l}ova ulica",
    "sl": "{s}|{s}|{l}ova ulica|{l}ova cesta|Trg {fg} {g}|Glavni trg",
    "hr": "{s} ulica|ulica {fg} {g}|{l}ova ulica|Trg {fg} {g}|ul. {g}|Ilica",
    "hu": "{s} utca|{l} utca|{l} {f} utca|{l} {f} tér|{l} út|Kossuth Lajos utca|Fő utca|{l} köz",
    "bg": "ул. {l}|ул. {f} {l}|бул. {l}|бул. Витоша|пл. Свобода|ул. Шипка",
}  # fmt: skip
