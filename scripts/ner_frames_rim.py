"""Sentence frames in Italian, Greek, Danish, Norwegian, Finnish, Estonian, Latvian and Lithuanian.

See `ner_frames.py`; names in a case as in `ner_frames_east.py`.
"""

BODY = {
    "it": """Mi chiamo {full} e abito a {city}.
Il mio nome è {full}, ordine {n}.
La signora {last} mi ha chiamato il {d}.
Il signor {last} è in ferie fino a {m}.
grazie {first}, perfetto
hai visto {first}?
Sono {first} di {org}.
Il pacco è stato consegnato a {full}, {street} {n}, {city}.
Mia figlia {first} è malata da {m}.
Il dott. {last} lavora a {city}.
La dott.ssa {full} ha prescritto {drug}.
{full} lavora presso {org} da {m}.
Andiamo in {country} con {first} e {first}.
Il contratto è intestato a {full}.
Da: {full} <{mail}>
Paziente: {full}, nato il {d} a {city}
chiedi a {first}, lei lo sa
Cognome: {last}¶Nome: {first}¶Città: {city}
Nome e cognome: {full}¶Indirizzo: {city}
Il ricorrente {full}, difeso dall'avv. {full}, ha citato {org}.
Presenti: {full}, {full}, {short}
Gentile {first}, | Egregio signor {last}, | Gentile dottoressa {last},
Ciao {first}, come stai?
Cordiali saluti¶{full}
Distinti saluti,¶{short}
Un abbraccio, {first}""",
    "el": """Με λένε {full} και μένω στην πόλη {city}.
Το όνομά μου είναι {full}, παραγγελία {n}.
Η κυρία {last_gen} τηλεφώνησε στις {d}.
Ο κύριος {last} λείπει μέχρι {m}.
ευχαριστώ {first_acc}, τέλεια
είδες {first_acc};
Είμαι ο {first} από την {org}.
Το δέμα παραδόθηκε στον {full_acc}, {city}.
Η αίτηση του {full_gen} εγκρίθηκε.
Ο γιατρός {last} εργάζεται εδώ.
Ασθενής: {full}, γεν. {d}
Επώνυμο: {last}¶Όνομα: {first}¶Πόλη: {city}
Αγαπητέ {first_acc}, | Αξιότιμε κύριε {last_acc},
Με εκτίμηση,¶{full}
Από: {full} <{mail}>
Παρόντες: {full}, {full}""",
    "da": """Jeg hedder {full} og bor i {city}.
Mit navn er {full}, ordre {n}.
{full} ringede til mig den {d}.
Fru {last} er på ferie til {m}.
Jeg er {first} fra {org}.
tak {first}, det er fint
har du set {first}?
Pakken blev afleveret til {full}, {city}.
Min datter {first} er syg.
Læge {last} arbejder i {city}.
{full} arbejder hos {org}.
Vi rejser til {country} med {first} og {first}.
Fra: {full} <{mail}>
Patient: {full}, født {d} i {city}
Efternavn: {last}¶Fornavn: {first}¶By: {city}
Kære {first}, | Hej {first}, | Hej {full},
Med venlig hilsen¶{full}
Mvh {first}
{first}s mor kommer i {m}.
Til stede: {full}, {full}, {short}""",
    "no": """Jeg heter {full} og bor i {city}.
Mitt navn er {full}, ordre {n}.
{full} ringte meg {d}.
Fru {last} er på ferie til {m}.
Jeg er {first} fra {org}.
takk {first}, det er fint
har du sett {first}?
Pakken ble levert til {full}, {city}.
Datteren min {first} er syk.
Lege {last} jobber i {city}.
{full} jobber hos {org}.
Fra: {full} <{mail}>
Pasient: {full}, født {d} i {city}
Etternavn: {last}¶Fornavn: {first}¶Sted: {city}
Kjære {first}, | Hei {first}, | Hei {full},
Med vennlig hilsen¶{full}
Mvh {first}""",
    "fi": """Nimeni on {full} ja asun kaupungissa {city}.
Olen {first}, tilaus {n}.
{full_gen} paketti toimitettiin eilen.
Soitin {full_dat} {d}.
Rouva {last} on lomalla.
Olen {first} yhtiöstä {org}.
kiitos {first}, hyvä
oletko nähnyt {first_gen}?
Sopimus {full_gen} kanssa alkaa {d}.
Potilas {full}, syntynyt {d}, {city}
Lääkäri {last} työskentelee täällä.
Sukunimi: {last}¶Etunimi: {first}¶Kaupunki: {city}
Hei {first}, | Hyvä {full}, | Moi {first}!
Ystävällisin terveisin¶{full}
Lähettäjä: {full} <{mail}>
Paikalla: {full}, {full}
{last_gen} hakemus hyväksyttiin.
Tavataan {first_gen} luona {d}.""",
    "et": """Minu nimi on {full} ja ma elan linnas {city}.
Olen {first}, tellimus {n}.
{full_gen} pakk jõudis kohale.
Rääkisin {full_ins} {d}.
Proua {last} on puhkusel.
aitäh {first}, tore
kas sa nägid {first_gen}?
Olen {first} firmast {org}.
Patsient {full}, sündinud {d}
Perekonnanimi: {last}¶Eesnimi: {first}¶Linn: {city}
Tere {first}, | Lugupeetud {full},
Lugupidamisega¶{full}
Saatja: {full} <{mail}>
Kohal: {full}, {full}""",
    "lv": """Mani sauc {full}, dzīvoju pilsētā {city}.
Vakar runāju ar {full_ins}.
Sūtījums {full_dat}, {city}.
{full_gen} pieteikums apstiprināts {d}.
Kundze {last} zvanīja {d}.
paldies {first}, lieliski
vai redzēji {first_ins}?
Esmu {first} no {org}.
Pacients {full}, dzimis {d}
Uzvārds: {last}¶Vārds: {first}¶Pilsēta: {city}
Sveiki, {first}! | Cienījamā {last} kundze,
Ar cieņu¶{full}
No: {full} <{mail}>
Klāt: {full}, {full}""",
    "lt": """Mano vardas {full}, gyvenu mieste {city}.
Vakar kalbėjau su {full_ins}.
Siunta skirta {full_dat}, {city}.
{full_gen} prašymas patvirtintas {d}.
Ponia {last} skambino {d}.
ačiū {first}, puiku
ar matei {first_acc}?
Aš esu {first} iš {org}.
Pacientas {full}, gimęs {d}
Pavardė: {last}¶Vardas: {first}¶Miestas: {city}
Sveiki, {first}, | Gerbiama ponia {last},
Pagarbiai¶{full}
Nuo: {full} <{mail}>
Dalyvavo: {full}, {full}""",
}

NEGATIVE = {
    "it": """Il numero dell'ordine è {n}.
Grazie per il messaggio.
Come posso aiutarla?
Ho dimenticato la password.
Il pacco non è arrivato.
La spedizione costa {eur} euro.
Vorrei annullare l'ordine del {d}.
Scrivi una poesia sull'autunno.
Buongiorno, quando arriva la consegna?
Gentili signori,
Il Tribunale ha respinto il ricorso.
La Corte di cassazione ha accolto il motivo.
Diagnosi: ipertensione arteriosa, diabete mellito.
Legge sulla protezione dei dati personali
Termini e condizioni, Informativa sulla privacy, Contatti
Il Consiglio di amministrazione approva il bilancio.
Non funziona {prod}, potete aiutarmi?
Nome, cognome, data di nascita e firma
Secondo l'articolo {n} del Codice civile""",
    "el": """Ο αριθμός παραγγελίας είναι {n}.
Ευχαριστώ για το μήνυμα.
Πώς μπορώ να βοηθήσω;
Ξέχασα τον κωδικό μου.
Το δέμα δεν έφτασε.
Τα μεταφορικά κοστίζουν {eur} ευρώ.
Καλημέρα, πότε θα έρθει;
Αξιότιμοι κύριοι,
Το Δικαστήριο απέρριψε την προσφυγή.
Όροι Χρήσης, Πολιτική Απορρήτου, Επικοινωνία
Διάγνωση: υπέρταση, διαβήτης.""",
    "da": """Ordrenummeret er {n}.
Tak for din besked.
Hvordan kan jeg hjælpe?
Jeg har glemt min adgangskode.
Pakken er ikke kommet.
Fragten koster {eur} kroner.
Skriv et digt om efteråret.
Hej, hvornår kommer leveringen?
Kære alle,
Byretten afviste sagen.
Lov om behandling af personoplysninger
Diagnose: forhøjet blodtryk, diabetes.""",
    "no": """Ordrenummeret er {n}.
Takk for meldingen.
Hvordan kan jeg hjelpe?
Jeg har glemt passordet.
Pakken har ikke kommet.
Frakten koster {eur} kroner.
Hei, når kommer leveringen?
Kjære alle,
Tingretten avviste saken.
Diagnose: høyt blodtrykk, diabetes.""",
    "fi": """Tilausnumero on {n}.
Kiitos viestistä.
Miten voin auttaa?
Unohdin salasanani.
Paketti ei ole saapunut.
Toimitus maksaa {eur} euroa.
Hei, milloin toimitus tulee?
Hyvät asiakkaat,
Käräjäoikeus hylkäsi kanteen.
Henkilötietojen käsittely ja Tietosuoja
Diagnoosi: verenpainetauti, diabetes.
Kirjoita runo syksystä.""",
    "et": """Tellimuse number on {n}.
Täname sõnumi eest.
Kuidas saan aidata?
Unustasin parooli.
Pakk ei ole saabunud.
Kohaletoimetamine maksab {eur} eurot.
Tere, millal pakk tuleb?
Lugupeetud kliendid,
Maakohus jättis hagi rahuldamata.""",
    "lv": """Pasūtījuma numurs ir {n}.
Paldies par ziņu.
Kā varu palīdzēt?
Aizmirsu paroli.
Sūtījums nav saņemts.
Piegāde maksā {eur} eiro.
Labdien, kad būs piegāde?
Cienījamie klienti,
Tiesa prasību noraidīja.""",
    "lt": """Užsakymo numeris yra {n}.
Ačiū už žinutę.
Kuo galiu padėti?
Pamiršau slaptažodį.
Siunta neatvyko.
Pristatymas kainuoja {eur} eurų.
Laba diena, kada bus pristatyta?
Gerbiami klientai,
Teismas ieškinį atmetė.""",
}

CITIES = {
    "it": "Roma|Milano|Napoli|Torino|Bologna|Firenze|Reggio Emilia|Bari|Verona|L'Aquila|Trieste",
    "el": "Αθήνα|Θεσσαλονίκη|Πάτρα|Ηράκλειο|Λάρισα|Βόλος|Ιωάννινα|Λευκωσία|Λεμεσός",
    "da": "København|Aarhus|Odense|Aalborg|Esbjerg|Randers|Kolding|Vejle|Roskilde",
    "no": "Oslo|Bergen|Trondheim|Stavanger|Tromsø|Drammen|Kristiansand|Bodø",
    "fi": "Helsinki|Espoo|Tampere|Turku|Oulu|Jyväskylä|Lahti|Kuopio|Rovaniemi",
    "et": "Tallinn|Tartu|Narva|Pärnu|Viljandi|Rakvere|Kuressaare",
    "lv": "Rīga|Daugavpils|Liepāja|Jelgava|Jūrmala|Ventspils|Rēzekne",
    "lt": "Vilnius|Kaunas|Klaipėda|Šiauliai|Panevėžys|Alytus|Marijampolė",
}
COUNTRIES = {
    "it": "Italia|Germania|Francia|Spagna", "el": "Ελλάδα|Γερμανία|Κύπρος",
    "da": "Danmark|Sverige|Tyskland", "no": "Norge|Sverige|Danmark",
    "fi": "Suomi|Ruotsi|Viro|Saksa", "et": "Eesti|Soome|Läti", "lv": "Latvija|Igaunija|Vācija",
    "lt": "Lietuva|Lenkija|Vokietija",
}  # fmt: skip
MONTHS = {
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre",
    "el": "Ιανουαρίου Φεβρουαρίου Μαρτίου Απριλίου Μαΐου Ιουνίου Ιουλίου Αυγούστου Οκτωβρίου",
    "da": "januar februar marts april maj juni juli august september oktober november december",
    "no": "januar februar mars april mai juni juli august september oktober november desember",
    "fi": "tammikuu helmikuu maaliskuu huhtikuu toukokuu kesäkuu heinäkuu elokuu syyskuu lokakuu",
    "et": "jaanuar veebruar märts aprill mai juuni juuli august september oktoober november",
    "lv": "janvārī februārī martā aprīlī maijā jūnijā jūlijā augustā septembrī oktobrī",
    "lt": "sausio vasario kovo balandžio gegužės birželio liepos rugpjūčio rugsėjo spalio",
}
COMPANY = {
    "it": "S.r.l.|S.p.A.", "el": "Α.Ε.|Ε.Π.Ε.", "da": "ApS|A/S", "no": "AS|ASA", "fi": "Oy|Oyj",
    "et": "OÜ|AS", "lv": "SIA|AS", "lt": "UAB|AB",
}  # fmt: skip
