"""Prose, letters, chat and forms in the languages of the north, and in Dutch and Irish.

See `ner_frames.py`; slots as in `ner_prose_east.py`.
"""

BODY = {
    "nl": """Volgens {full} worden de werkzaamheden in {m} afgerond.
Directeur van {org} werd {full}, die eerder in {city} werkte.
{last} voegde eraan toe dat {org} niet reageert.
Het gesprek met {full} vond plaats in {city}, {street} {n}.
Het nieuwe kantoor van {org} staat aan de {street} {n} in {city}.
Ik woon in {city} aan de {street} en werk bij {org}.
De rechtbank in {city} veroordeelde {full} tot een boete.
Getuigen waren {full} en {full}.
Met dank aan {full} voor de hulp bij de bestelling.
Burgemeester {last} opende de nieuwe hal in {city}.
Het boek is geschreven door {full}, geboren in {city}.
hoi {first}, ik heb {first} geappt maar niks gehoord
{first} zegt dat {last} niet opneemt
is {first} er morgen weer?
De klacht is ingediend door {full}, {street} {n}, {city}.
De eiser wordt vertegenwoordigd door mr. {full} van {org}.
Graag wijzigen: niet {last} maar {last}.
Goedemiddag, u spreekt met {first} van {org}.
{first}'s moeder woont in {country}.
Mevrouw {full} klaagt over pijn in de rug.
Het contract is getekend door {full} en {full} op {d}.
De heer en mevrouw {last} zijn akkoord.
{full} ({n}) uit {city} won van {full}.
Opa {first} en oma {first} komen in {m}.
wie heeft het nummer van {first} {last}?""",
    "da": """Ifølge {full} er arbejdet færdigt i {m}.
{full} er blevet direktør for {org} og arbejdede før i {city}.
{last} tilføjede, at {org} ikke vil udtale sig.
Mødet med {full} blev holdt i {city}, {street} {n}.
{org} har fået nyt kontor på {street} {n} i {city}.
Jeg bor på {street} i {city} og arbejder hos {org}.
Retten i {city} idømte {full} en bøde.
Vidnerne var {full} og {full}.
Tak til {full} for hjælpen med ordren.
Borgmester {last} åbnede den nye hal i {city}.
Bogen er skrevet af {full}, der er født i {city}.
hej {first}, jeg skrev til {first} men hørte intet
{first} siger at {last} ikke tager telefonen
kommer {first} på arbejde i morgen?
Klagen er indgivet af {full}, {street} {n}, {city}.
Sagsøgeren er repræsenteret af advokat {full} fra {org}.
Navnet skal rettes fra {last} til {last}.
{full} klager over smerter i ryggen.
Kontrakten blev underskrevet af {full} og {full} den {d}.
Det siger formand {full} til {org}.
{full} ({n}) fra {city} vandt over {full}.
{last}s ansøgning blev godkendt den {d}.
Min mand {first} døde i {m}, luk venligst kontoen.
Hr. {last} fra regnskab er syg.
Sagsbehandler: {short}
Bestillingen er sendt til {full} i {country}.""",
    "no": """Ifølge {full} er arbeidet ferdig i {m}.
{full} er ny leder i {org} og jobbet før i {city}.
{last} la til at {org} ikke vil uttale seg.
Møtet med {full} ble holdt i {city}, {street} {n}.
{org} har fått nytt kontor i {street} {n} i {city}.
Jeg bor i {street} i {city} og jobber i {org}.
Retten i {city} dømte {full} til en bot.
Vitnene var {full} og {full}.
Takk til {full} for hjelpen med ordren.
Ordfører {last} åpnet den nye hallen i {city}.
Boken er skrevet av {full}, som er født i {city}.
hei {first}, jeg skrev til {first} men hørte ingenting
{first} sier at {last} ikke tar telefonen
kommer {first} på jobb i morgen?
Klagen er sendt av {full}, {street} {n}, {city}.
Saksøkeren er representert av advokat {full} fra {org}.
Navnet skal endres fra {last} til {last}.
Kontrakten ble signert av {full} og {full} den {d}.
Det sier leder {full} til {org}.
{last}s søknad ble godkjent {d}.
Mannen min {first} døde i {m}, vennligst avslutt kontoen.
Til stede: {full}, {full}, {short}
spør {first}, hun vet det
Pakken er sendt til {full} i {country}.""",
    "sv": """Enligt {full} är arbetet klart i {m}.
{full} har blivit chef för {org} och arbetade förut i {city}.
{last} tillade att {org} inte vill kommentera.
Mötet med {full} hölls i {city}, {street} {n}.
Jag bor på {street} i {city} och jobbar på {org}.
Fru {last} klagar över ryggsmärtor.
Klagomålet har lämnats av {full}, {street} {n}, {city}.
hej {first}, jag skrev till {first} men hörde inget
{first} säger att {last} inte svarar
kommer {first} till jobbet i morgon?
Namnet ska ändras från {last} till {last}.
Avtalet skrevs under av {full} och {full} den {d}.
{last}s ansökan beviljades den {d}.
Min man {first} dog i {m}, var snäll och stäng kontot.""",
    "fi": """{full_gen} mukaan työt valmistuvat pian.
Yhtiön {org} johtajaksi nimitettiin {full}, joka työskenteli aiemmin {city_in}.
{last} lisäsi, että {org} ei kommentoi asiaa.
Tapaaminen {full_gen} kanssa pidettiin {city_in} osoitteessa {street} {n}.
Yhtiön {org} uusi toimisto on {city_in}, {street} {n}.
Asun {city_in} ja olen töissä yhtiössä {org}.
Käräjäoikeus tuomitsi {full_gen} sakkoihin.
Todistajina olivat {full} ja {full}.
Kiitokset {full_dat} avusta tilauksen kanssa.
Kaupunginjohtaja {full} avasi uuden hallin.
Kirjan on kirjoittanut {full}, joka syntyi {city_in}.
moi {first}, laitoin {first_dat} viestiä mutta ei vastausta
{first} sanoo ettei {last} vastaa puhelimeen
tuleeko {first} huomenna töihin?
Valituksen teki {full}, {street} {n}, {city}.
Kantajaa edustaa asianajaja {full} yhtiöstä {org}.
Nimi on muutettu: ennen {last}, nyt {last}.
Herra {last} soitti {d} laskusta.
Sopimuksen allekirjoittivat {full} ja {full}.
{full_gen} poika {first} on sairas.
Olen puhunut {full_gen} kanssa.
Sain viestin {full_abl} eilen.
Pyysin {full_par} soittamaan takaisin.
En ole kuullut {first_ela} mitään.
Onko {first_loc} uusi numero?
Lasku lähetettiin {full_dat} osoitteeseen {street} {n}, {city}.
{last_loc} on aika lääkärille {d}.
Mieheni {first} kuoli, sulkekaa tili.
kysy {first_abl}, hän tietää
{full} ({n}) voitti {full_gen}.
Tohtori {last} määräsi lääkkeen {drug}.
Muutamme kaupunkiin {city} {first_gen} kanssa.
{first} ja {first} menivät mummolaan.
{full}, {city}
Käyttäjä {full} ilmoitti viasta.
Esihenkilö {last} hyväksyi loman.
Hakemuksen jätti {short}.
Maasta {country} saapui {full}.""",
    "et": """{full_gen} sõnul saavad tööd peagi valmis.
Ettevõtte {org} juhiks sai {full}, kes töötas varem {city_in}.
{last} lisas, et {org} ei kommenteeri.
Kohtumine {full_ins} toimus {city_in}, {street} {n}.
Elan {city_in} ja töötan firmas {org}.
Kohus mõistis {full_dat} trahvi.
Tunnistajad olid {full} ja {full}.
Aitäh {full_dat} abi eest.
Linnapea {full} avas uue halli.
Raamatu autor on {full}, sündinud {city_in}.
tere {first}, kirjutasin {first_dat}, aga vastust pole
{first} ütles, et {last} ei võta telefoni
kas {first} tuleb homme tööle?
Kaebuse esitas {full}, {street} {n}, {city}.
Hagejat esindab advokaat {full} büroost {org}.
Palun muuta nimi: enne {last}, nüüd {last}.
Lepingu allkirjastasid {full} ja {full} {d}.
Minu mees {first} suri, palun sulgege konto.
Doktor {last} kirjutas välja ravimi {drug}.
küsi {first_loc}t, tema teab
{last_gen} avaldus rahuldati {d}.
Riigist {country} saabus {full}.
Härra {last} helistas arve pärast.""",
    "lv": """Kā norāda {full}, darbi beigsies {m}.
Uzņēmuma {org} vadītājs ir {full}, kurš agrāk strādāja {city_in}.
{last} piebilda, ka {org} lietu nekomentē.
Tikšanās ar {full_ins} notika {city_in}, {street} {n}.
Dzīvoju {city_in} un strādāju uzņēmumā {org}.
Tiesa piesprieda {full_dat} naudas sodu.
Liecinieki bija {full} un {full}.
Paldies {full_dat} par palīdzību.
Mērs {full} atklāja jauno halli {city_in}.
Grāmatas autore ir {full}, dzimusi {city_in}.
sveiks {first}, rakstīju {first_dat}, bet nekā
{first} saka, ka {last} neceļ telefonu
vai {first} rīt būs darbā?
Sūdzību iesniedza {full}, {street} {n}, {city}.
Prasītāju pārstāv advokāts {full} no {org}.
Lūdzu mainīt uzvārdu: agrāk {last}, tagad {last}.
Līgumu parakstīja {full} un {full} {d}.
Mans vīrs {first} nomira, lūdzu slēgt kontu.
Ārsts {last} izrakstīja zāles {drug}.
pajautā {first_dat}, viņa zina
{last_gen} pieteikums tika apstiprināts.
No valsts {country} ieradās {full}.
{last} kungs zvanīja par rēķinu.""",
    "lt": """Kaip teigia {full}, darbai baigsis {d}.
Įmonės {org} vadovu tapo {full}, anksčiau dirbęs {city_in}.
{last} pridūrė, kad {org} nekomentuoja.
Susitikimas su {full_ins} vyko {city_in}, {street} {n}.
Gyvenu {city_in} ir dirbu įmonėje {org}.
Teismas skyrė {full_dat} baudą.
Liudytojai buvo {full} ir {full}.
Ačiū {full_dat} už pagalbą.
Meras {full} atidarė naują salę {city_in}.
Knygos autorė yra {full}, gimusi {city_in}.
labas {first}, rašiau {first_dat}, bet nieko
{first} sako, kad {last} nekelia ragelio
ar {first} rytoj bus darbe?
Skundą pateikė {full}, {street} {n}, {city}.
Ieškovą atstovauja advokatas {full} iš {org}.
Prašau pakeisti pavardę: buvo {last}, dabar {last}.
Sutartį pasirašė {full} ir {full} {d}.
Mano vyras {first} mirė, prašau uždaryti sąskaitą.
Gydytojas {last} išrašė {drug}.
paklausk {first_gen}, ji žino
{last_gen} prašymas patenkintas.
Iš šalies {country} atvyko {full}.
Ponas {last} skambino dėl sąskaitos.""",
    "ga": """Is mise {full} agus tá mé i mo chónaí i {city}.
{full} is ainm dom, ordú {n}.
A {first}, a chara,
go raibh maith agat {first}
Labhair mé le {full} inné.
An bhfaca tú {first}?
Tá {full} ag obair le {org}.
Seoladh an beart chuig {full}, {street} {n}, {city}.
Dúirt {full} go mbeidh sé réidh i {m}.
Is mise le meas¶{full}
Ó: {full} <{mail}>
Othar: {full}, a rugadh {d}
Sloinne: {last}¶Ainm: {first}¶Baile: {city}
I láthair: {full}, {full}
Scríobh {first} chuig {first} ar {d}.
Tá an Dochtúir {last} ar saoire.
Rugadh {full} i {city}.
De réir {full}, níl {org} sásta.
Chuir {full} gearán isteach faoi {org}.""",
}

FORM = {
    "da": """Navn: {full}¶Adresse: {street} {n}, {city}¶Telefon: {n}
Patient: {listed}¶Født: {d}¶Læge: {last}
Kunde: {caps}¶Leveringsadresse: {street} {n}, {city}
{full}¶{street} {n}¶{n} {city}
Til stede: {full}, {short}¶Afbud: {last}""",
    "no": """Navn: {full}¶Adresse: {street} {n}, {city}¶Telefon: {n}
Pasient: {listed}¶Født: {d}¶Lege: {last}
Kunde: {caps}¶Leveringsadresse: {street} {n}, {city}
Til stede: {full}, {short}¶Forfall: {last}""",
    "fi": """Nimi: {full}¶Osoite: {street} {n}, {city}¶Puhelin: {n}
Potilas: {listed}¶Syntynyt: {d}¶Lääkäri: {last}
Asiakas: {caps}¶Toimitusosoite: {street} {n}, {city}
{full}¶{street} {n}¶{n} {city}
Läsnä: {full}, {short}¶Poissa: {last}
Tilaaja: {full}¶Tuote: {prod}¶Käsittelijä: {last}""",
    "et": """Nimi: {full}¶Aadress: {street} {n}, {city}¶Telefon: {n}
Patsient: {listed}¶Sünniaeg: {d}¶Arst: {last}
Klient: {caps}¶Tarneaadress: {street} {n}, {city}
Kohal: {full}, {short}¶Puudus: {last}""",
    "lv": """Vārds, uzvārds: {full}¶Adrese: {street} {n}, {city}¶Tālrunis: {n}
Pacients: {listed}¶Dzimis: {d}¶Ārsts: {last}
Klients: {caps}¶Piegādes adrese: {street} {n}, {city}""",
    "lt": """Vardas ir pavardė: {full}¶Adresas: {street} {n}, {city}¶Telefonas: {n}
Pacientas: {listed}¶Gimimo data: {d}¶Gydytojas: {last}
Klientas: {caps}¶Pristatymo adresas: {street} {n}, {city}""",
}

NEGATIVE = {
    "ga": """Is é {n} uimhir an ordaithe.
Go raibh maith agat as do theachtaireacht.
Conas is féidir liom cabhrú leat?
Rinne mé dearmad ar mo phasfhocal.
Níor tháinig an beart.
Cosnaíonn an seachadadh {eur} euro.
Dhiúltaigh an Chúirt an t-iarratas.
Téarmaí agus Coinníollacha, Príobháideachas, Teagmháil
An tAcht um Chosaint Sonraí""",
}

CITIES = {
    "ga": """Baile Átha Cliath|Corcaigh|Gaillimh|Luimneach
Port Láirge|Sligeach|Trá Lí|Leitir Ceanainn"""
}
COUNTRIES = {"ga": "Éire|an Ghearmáin|an Fhrainc|Sasana"}
MONTHS = {"ga": "Eanáir Feabhra Márta Aibreán Bealtaine Meitheamh Iúil Lúnasa Samhain Nollaig"}
COMPANY = {"ga": "Teo|CTR"}
CITIES_IN = {
    "fi": """Helsingissä|Espoossa|Tampereella|Turussa
Oulussa|Jyväskylässä|Lahdessa|Kuopiossa|Porissa""",
    "et": "Tallinnas|Tartus|Narvas|Pärnus|Viljandis|Rakveres|Kuressaares",
    "lv": "Rīgā|Daugavpilī|Liepājā|Jelgavā|Jūrmalā|Ventspilī|Rēzeknē",
    "lt": "Vilniuje|Kaune|Klaipėdoje|Šiauliuose|Panevėžyje|Alytuje|Marijampolėje",
}
STREETS = {
    "da": "{s}gade|{s}vej|{s} Allé|{l}s Vej|{l}s Gade|Nørregade|Vestergade|{f} {l}s Vej|{s}vænget",
    "no": "{l}s gate|{l}s vei|{w}veien|{w}gata|Storgata|Kirkeveien|{f} {l}s gate|{l}bakken",
    "fi": "{s}katu|{s}tie|{g} katu|{fg} {g} tie|Mannerheimintie|Kauppakatu|{g}tie|{s}kuja",
    "et": "{g} tänav|{l} tn|Pikk tänav|Narva mnt|{f} {g} tänav|{g} tee|Raua tn",
    "lv": "{g} iela|{fg} {g} iela|Brīvības iela|Skolas iela|{g} prospekts",
    "lt": "{g} g.|{fg} {g} gatvė|Gedimino pr.|Laisvės al.|{g} gatvė|Sodų g.",
    "ga": "Sráid {l}|Bóthar {l}|An tSráid Mhór|Sráid Uí {l}",
}  # fmt: skip
