"""Names behind a word with a capital, and in a case at the beginning of a sentence.

Relatives, occupations and things that belong to someone, for the languages in which a model
without prose takes the first word for a part of the name. See `ner_frames.py`.
"""

BODY = {
    "fi": """Vaimoni {first} on sairaalassa.
Siskoni {first} asuu {city_in}.
Poikani {first} täyttää {n} vuotta.
Tyttäreni {first} on allerginen.
Äitini {full} muutti {city_in}.
Naapurini {last} otti paketin vastaan.
Opettaja {last} on poissa.
Johtaja {last} allekirjoitti sopimuksen.
Ministeri {full} erosi.
Kapteeni {last} oli humalassa.
Asiakas {full} haluaa hyvityksen.
Työntekijä {last} pyysi vapaata.
{last_gen} valitus hylättiin.
{last_gen} auto on korjaamolla.
{first_gen} puhelin ei toimi.
{first_gen} mielestä hinta on liian korkea.
{last_gen} lasku on maksamatta.
{full_gen} osoite on väärä.
{last_dat} lähetettiin muistutus.
{first_loc} on kysymys.
{last_abl} puuttuu allekirjoitus.
Eilen {last} soitti asiakaspalveluun.
Kun {first} tuli kotiin, ovi oli auki.
Rouva {last_gen} tili suljettiin.
Kiitos, {first}!
Vastaaja {last} ei saapunut paikalle.""",
    "et": """Minu abikaasa {first} on haiglas.
Poeg {first} saab {n} aastaseks.
Tütar {first} on haige.
Naaber {last} võttis paki vastu.
Õpetaja {last} puudub.
Direktor {last} kirjutas lepingule alla.
Minister {full} astus tagasi.
Klient {full} soovib raha tagasi.
{last_gen} kaebus lükati tagasi.
{first_gen} telefon ei tööta.
{last_gen} arve on maksmata.
{full_gen} aadress on vale.
{last_dat} saadeti meeldetuletus.
{first_loc} on küsimus.
Eile helistas {last} klienditeenindusse.
Kui {first} koju tuli, oli uks lahti.
Kostja {last} ei ilmunud kohale.
Ema {first} ja isa {first} on kohal.""",
    "hu": """Feleségem, {first}, kórházban van.
Fiam, {first}, {n} éves.
Anyám, {full}, {city_in} él.
Szomszédom, {last} vette át a csomagot.
Tanárunk, {last} hiányzik.
Igazgató: {full}
{full} miniszter lemondott.
{last_gen} a panaszát elutasították.
{first_gen} nem működik a telefonja.
{full_gen} rossz a címe.
{last_dat} emlékeztetőt küldtünk.
Tegnap {last} hívta az ügyfélszolgálatot.
Amikor {first} hazaért, nyitva volt az ajtó.
{full_acc} keresem.
Az alperes, {full} nem jelent meg.
Köszönöm, {first}!
Dr. {full_gen} időpontot kérek.""",
    "lt": """Mano žmona {first} ligoninėje.
Sūnui {first_dat} jau {n} metai.
Dukra {first} serga.
Kaimynas {last} priėmė siuntą.
Mokytojas {last} nedirba.
Direktorius {full} pasirašė sutartį.
Ministras {full} atsistatydino.
Klientas {full} nori grąžinti pinigus.
{last_gen} skundas atmestas.
{first_gen} telefonas neveikia.
{last_gen} sąskaita neapmokėta.
{last_dat} išsiųstas priminimas.
Vakar {last} skambino klientų aptarnavimui.
Kai {first} grįžo namo, durys buvo atviros.
Atsakovas {last} neatvyko.
Mačiau {full_acc} mieste.
Be {first_gen} nepradėsime.
Su {first_ins} kalbėjau telefonu.""",
    "lv": """Mana sieva {first} ir slimnīcā.
Dēlam {first_dat} ir {n} gadi.
Meita {first} ir slima.
Kaimiņš {last} pieņēma sūtījumu.
Skolotājs {last} nestrādā.
Direktors {full} parakstīja līgumu.
Ministrs {full} atkāpās.
{last_gen} sūdzība noraidīta.
{first_gen} telefons nedarbojas.
{last_gen} rēķins nav apmaksāts.
{last_dat} nosūtīts atgādinājums.
Vakar {last} zvanīja klientu dienestam.
Bez {first_gen} nesāksim.
Atbildētājs {last} neieradās.""",
    "sl": """Moja žena {first} je v bolnišnici.
Sin {first} bo star {n} let.
Sestra {first} živi v {city_in}.
Sosed {last} je prevzel paket.
Učitelj {last} je odsoten.
Minister {full} je odstopil.
Stranka {full} želi vračilo denarja.
Pritožba {full_gen} je zavrnjena.
Račun {last_gen} ni plačan.
Telefon od {first_gen} ne dela.
{last_dat} smo poslali opomin.
Včeraj je {last} klical podporo.
Ko je {first} prišla domov, so bila vrata odprta.
Toženec {last} ni prišel.
Brez {first_gen} ne začnemo.
S {first_ins} sem govoril po telefonu.
Vprašal sem {full_gen}.
Direktorica {full} je podpisala.""",
    "sk": """Moja žena {first} je v nemocnici.
Syn {first} má {n} rokov.
Sestra {first} býva v {city_in}.
Sused {last} prevzal balík.
Učiteľka {last} chýba.
Minister {full} odstúpil.
Klient {full} žiada vrátenie peňazí.
Sťažnosť {full_gen} zamietli.
Faktúra {last_gen} nie je uhradená.
Telefón {first_gen} nefunguje.
{last_dat} sme poslali upomienku.
Včera {last} volal na podporu.
Keď {first} prišla domov, dvere boli otvorené.
Žalovaný {last} sa nedostavil.
Bez {first_gen} nezačneme.
S {first_ins} som hovoril telefonicky.
Videl som {full_acc} v meste.
Riaditeľka {full} podpísala.""",
    "bg": """Жена ми {first} е в болница.
Синът ми {first} е на {n} години.
Сестра ми {first} живее в {city}.
Съседът {last} взе пратката.
Учителят {last} отсъства.
Министър {full} подаде оставка.
Клиентът {full} иска парите си обратно.
Жалбата на {full} е отхвърлена.
Телефонът на {first} не работи.
Сметката на {last} не е платена.
Вчера {last} звъня на поддръжката.
Когато {first} се прибра, вратата беше отворена.
Ответникът {last} не се яви.
Без {first} няма да започнем.
Говорих с {first} по телефона.
Видях {full} в града.
Директорката {full} подписа.
{full} от {city} спечели срещу {full}.""",
    "no": """Kona mi {first} er på sykehus.
Sønnen vår {first} er {n} år.
Naboen {last} tok imot pakken.
Lærer {last} er borte.
Statsråd {full} gikk av.
Kunden {full} vil ha pengene tilbake.
Klagen fra {full} ble avvist.
{first}s telefon virker ikke.
{last}s faktura er ikke betalt.
I går ringte {last} til kundeservice.
Da {first} kom hjem, sto døra åpen.
Tiltalte {last} møtte ikke.
Uten {first} begynner vi ikke.
Direktør {full} signerte.""",
    "mt": """Marti {first} qiegħda l-isptar.
It-tifel {first} għandu {n} snin.
Il-ġar {last} ħa l-pakkett.
Is-Sinjura {full} trid flusha lura.
Il-Ministru {full} irriżenja.
L-ilment ta' {full} ġie miċħud.
It-telefon ta' {first} ma jaħdimx.
Ilbieraħ {last} ċempel lill-uffiċċju.
Prosit {first}, tajjeb ħafna
Mingħajr {first} ma nibdewx.
Is-Sur {full} iffirma l-kuntratt.""",
    "pl": """Moja żona {first} jest w szpitalu.
Syn {first} ma {n} lat.
Sąsiad {last} odebrał paczkę.
Nauczycielka {last} jest nieobecna.
Minister {full} podał się do dymisji.
Skarga {full_gen} została oddalona.
Telefon {first_gen} nie działa.
{last_dat} wysłano przypomnienie.
Wczoraj {last} dzwonił na infolinię.
Pozwany {last} nie stawił się.
Bez {first_gen} nie zaczniemy.""",
    "cs": """Moje žena {first} je v nemocnici.
Syn {first} má {n} let.
Soused {last} převzal balík.
Ministr {full} odstoupil.
Stížnost {full_gen} byla zamítnuta.
Telefon {first_gen} nefunguje.
{last_dat} jsme poslali upomínku.
Včera {last} volal na podporu.
Žalovaný {last} se nedostavil.
Bez {first_gen} nezačneme.""",
    "el": """Η γυναίκα μου η {first} είναι στο νοσοκομείο.
Ο γείτονας {last} πήρε το δέμα.
Υπουργός {full} παραιτήθηκε.
Η καταγγελία του {full_gen} απορρίφθηκε.
Το τηλέφωνο του {first_gen} δεν λειτουργεί.
Χθες ο {last} κάλεσε την εξυπηρέτηση.
Χωρίς τον {first_acc} δεν αρχίζουμε.
Είδα την {full} στην πόλη.""",
    "it": """Mia moglie {first} è in ospedale.
Il vicino {last} ha ritirato il pacco.
Il ministro {full} si è dimesso.
Ieri {last} ha chiamato l'assistenza.
Quando {first} è tornata, la porta era aperta.
Senza {first} non cominciamo.
Cliente {full}, pratica {n}""",
    "nl": """Mijn vrouw {first} ligt in het ziekenhuis.
Buurman {last} nam het pakket aan.
Minister {full} treedt af.
Gisteren belde {last} met de klantenservice.
Zonder {first} beginnen we niet.
Klant {full} wil zijn geld terug.""",
    "da": """Min kone {first} er på hospitalet.
Naboen {last} tog imod pakken.
Minister {full} gik af.
I går ringede {last} til kundeservice.
Uden {first} begynder vi ikke.
Kunden {full} vil have pengene tilbage.""",
}
