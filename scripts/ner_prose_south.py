"""Prose, letters, chat and forms in the Romance languages, Greek and Maltese.

See `ner_frames.py`; slots as in `ner_prose_east.py`.
"""

BODY = {
    "it": """Secondo {full} i lavori finiranno a {m}.
Il nuovo direttore di {org} è {full}, che prima lavorava a {city}.
{last} ha aggiunto che {org} non commenta.
L'incontro con {full} si è tenuto a {city}, in {street} {n}.
La nuova sede di {org} si trova in {street} {n}, {city}.
Abito in {street} a {city} e lavoro per {org}.
Il tribunale di {city} ha condannato {full} a una multa.
Hanno testimoniato {full} e {full}.
Un grazie a {full} per l'aiuto con l'ordine.
Il sindaco {full} ha inaugurato la nuova sala a {city}.
Il libro è di {full}, nata a {city} nel {n}.
ciao {first}, ho scritto a {first} ma niente
{first} dice che {last} non risponde
domani {first} viene al lavoro?
Il reclamo è stato presentato da {full}, residente in {street} {n}, {city}.
L'attore è rappresentato dall'avvocato {full} di {org}.
Chiedo di correggere il cognome: non {last} ma {last}.
Buongiorno, sono {full}, chiamo per la fattura.
Mio marito {first} è morto a {m}, chiudete il conto.
La paziente {full} riferisce mal di schiena.
Il contratto è firmato da {full} e da {full} il {d}.
Lo ha detto {full} a {org}.
Il fratello di {full} vive in {country}.
{full} ({n} anni) di {city} ha battuto {full}.
I coniugi {last} sono d'accordo.
La professoressa {last} insegna all'università.
Nonna {first} e zio {first} arrivano il {d}.
dillo a {first}, poi ci pensa {first}
Ho parlato con la dott.ssa {last} della filiale di {city}.
Referente: {short}
Spedito da {full}, {street} {n}, {city}
l'ufficio di {first} è chiuso
Firmato: {full}""",
    "fr": """Selon {full}, les travaux seront finis en {m}.
{last} a ajouté que {org} ne commente pas.
L'entretien avec {full} a eu lieu à {city}, {n} {street}.
J'habite {n} {street} à {city} et je travaille chez {org}.
coucou {first}, j'ai écrit à {first} mais rien
{first} dit que {last} ne répond pas
est-ce que {first} vient demain ?
La plainte a été déposée par {full}, demeurant {n} {street}, {city}.
Mon mari {first} est mort en {m}, merci de fermer le compte.
Merci de corriger le nom : {last} et non {last}.
Le contrat a été signé par {full} et {full} le {d}.
Les époux {last} sont d'accord.
Le maire {full} a inauguré la salle.""",
    "es": """Según {full}, las obras terminarán en {m}.
{last} añadió que {org} no hace comentarios.
La reunión con {full} fue en {city}, {street} {n}.
Vivo en {street} {n}, {city}, y trabajo en {org}.
hola {first}, escribí a {first} pero nada
{first} dice que {last} no contesta
¿viene mañana {first}?
La queja la presentó {full}, con domicilio en {street} {n}, {city}.
Mi marido {first} murió en {m}, cierren la cuenta.
Corrijan el apellido: no es {last} sino {last}.
El contrato lo firmaron {full} y {full} el {d}.
El alcalde {full} inauguró la sala.
La paciente {full} refiere dolor de espalda.""",
    "pt": """Segundo {full}, as obras terminam em {m}.
{last} acrescentou que a {org} não comenta.
A reunião com {full} foi em {city}, {street} {n}.
Moro na {street} {n}, em {city}, e trabalho na {org}.
oi {first}, escrevi para a {first} mas nada
{first} diz que {last} não atende
amanhã a {first} vem?
A queixa foi apresentada por {full}, {street} {n}, {city}.
O meu marido {first} morreu em {m}, fechem a conta.
Corrijam o apelido: não é {last}, é {last}.
O contrato foi assinado por {full} e {full} em {d}.
O presidente da câmara, {full}, abriu a sala.""",
    "ro": """Potrivit lui {full}, lucrările se termină în {m}.
{last} a adăugat că {org} nu comentează.
Întâlnirea cu {full} a avut loc în {city}, {street} {n}.
Locuiesc pe {street} {n} în {city} și lucrez la {org}.
bună {first}, i-am scris lui {first} dar nimic
{first} zice că {last} nu răspunde
vine {first} mâine la serviciu?
Plângerea a fost depusă de {full}, {street} {n}, {city}.
Soțul meu {first} a murit în {m}, vă rog închideți contul.
Vă rog corectați numele: nu {last}, ci {last}.
Contractul a fost semnat de {full} și {full} la {d}.
Primarul {full} a deschis sala.
Doamnei {last} i s-a prescris {drug}.""",
    "el": """Σύμφωνα με τον {full_acc}, τα έργα τελειώνουν στις {d}.
Διευθυντής της {org} ανέλαβε ο {full}, που εργαζόταν στην πόλη {city}.
Ο {last} πρόσθεσε ότι η {org} δεν σχολιάζει.
Η συνάντηση με την {full} έγινε στην οδό {street} {n}, {city}.
Μένω στην οδό {street} {n} και δουλεύω στην {org}.
Το δικαστήριο καταδίκασε τον {full_acc} σε πρόστιμο.
Μάρτυρες ήταν ο {full} και η {full}.
Ευχαριστώ τον {full_acc} για τη βοήθεια.
Ο δήμαρχος {full} εγκαινίασε την αίθουσα.
Το βιβλίο έγραψε η {full}, που γεννήθηκε στην πόλη {city}.
γεια σου {first_acc}, έγραψα στον {first_acc} αλλά τίποτα
ο {first} λέει ότι ο {last} δεν απαντά
θα έρθει αύριο η {first};
Την καταγγελία υπέβαλε ο {full}, {street} {n}, {city}.
Τον ενάγοντα εκπροσωπεί η δικηγόρος {full}.
Παρακαλώ διορθώστε το επώνυμο: όχι {last} αλλά {last}.
Το συμβόλαιο υπέγραψαν ο {full} και η {full}.
Ο άντρας μου ο {first} πέθανε, κλείστε τον λογαριασμό.
ρώτα την {first}, ξέρει
Η κόρη του {full_gen} είναι άρρωστη.
Ο κ. {last} τηλεφώνησε για το τιμολόγιο.
Η κα {full} παραπονιέται για πόνους.
Καλημέρα {first_acc}, | Κυρία {last},""",
    "mt": """Jisimni {full} u noqgħod {city}.
Isimni {full}, ordni {n}.
Għażiż {first}, | Għażiża {first},
grazzi {first}, perfett
Bonġu {first}, kif int?
Il-pakkett wasal għand {full}, {street} {n}, {city}.
Is-Sinjura {last} ċemplitli fl-{d}.
Is-Sur {last} qiegħed bil-leave sa {m}.
Jien {first} minn {org}.
Tkellimt ma' {full} dwar il-kont.
{full} jaħdem ma' {org}.
Il-pazjent {full}, imwieled {d}
Kunjom: {last}¶Isem: {first}¶Belt: {city}
Dejjem tiegħek¶{full}
Minn: {full} <{mail}>
Preżenti: {full}, {full}
Skont {full}, ix-xogħol se jitlesta f'{m}.
It-Tabib {last} ippreskriva {drug}.
rajt lil {first}?
saqsi lil {first}, taf hi
Il-qorti kkundannat lil {full}.
L-avukat {full} deher għal {org}.
Binti {first} hija marida.""",
}

FORM = {
    "it": """Cognome e nome: {listed}¶Data di nascita: {d}¶Residenza: {street} {n}, {city}
Nome: {full}¶Indirizzo: {street} {n}, {city}¶Telefono: {n}
Paziente: {caps}¶Medico: dott. {last}
Gent.ma Sig.ra¶{full}¶{street} {n}¶{n} {city}
Spett.le {org}¶alla c.a. di {full}¶{street} {n}, {city}
Presenti: {full}, {full}, {short}¶Assenti: {last}
Cliente: {full}¶Prodotto: {prod}¶Operatore: {last}""",
    "el": """Ονοματεπώνυμο: {full}¶Διεύθυνση: {street} {n}, {city}¶Τηλέφωνο: {n}
Ασθενής: {full}¶Ημερομηνία γέννησης: {d}¶Ιατρός: {last}
Πελάτης: {caps}¶Διεύθυνση παράδοσης: {street} {n}, {city}""",
    "mt": """Isem u kunjom: {full}¶Indirizz: {street} {n}, {city}¶Telefon: {n}
Klijent: {caps}¶Data tat-twelid: {d}""",
}

NEGATIVE = {
    "mt": """In-numru tal-ordni huwa {n}.
Grazzi tal-messaġġ tiegħek.
Kif nista' ngħinek?
Insejt il-password tiegħi.
Il-pakkett ma wasalx.
Il-kunsinna tiswa {eur} ewro.
Il-Qorti ċaħdet it-talba.
L-Att dwar il-Protezzjoni tad-Data
Termini u Kundizzjonijiet, Privatezza, Kuntatt
Tifqigħa, pressjoni għolja, dijabete""",
}

CITIES = {
    "mt": """il-Belt Valletta|Tas-Sliema|Birkirkara|il-Mosta
Ħal Qormi|San Ġiljan|ir-Rabat|Għawdex"""
}
COUNTRIES = {"mt": "Malta|l-Italja|il-Ġermanja|Franza"}
MONTHS = {"mt": "Jannar Frar Marzu April Mejju Ġunju Lulju Awwissu Settembru Ottubru Novembru"}
COMPANY = {"mt": "Ltd|plc"}
STREETS = {
    "it": """via {l}|via {f} {l}|Via {l}|viale {l}|corso {l}
piazza {l}|via Roma|via della Stazione|largo {l}|vicolo {l}|Piazza {f} {l}""",
    "el": "{g}|οδός {g}|λεωφόρος {g}|Πατησίων|Ερμού|{g}|πλατεία {g}",
    "mt": "Triq {l}|Triq ir-Repubblika|Triq il-Kbira|Misraħ {l}|Triq {f} {l}",
}  # fmt: skip
