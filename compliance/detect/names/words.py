"""Small words around names in many languages, and how words are folded to be looked up."""

from __future__ import annotations

import unicodedata

_PLAIN = str.maketrans(
    {"ß": "ss", "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i", "ð": "d", "þ": "th",
     "ħ": "h", "ŧ": "t", "ə": "e", "’": "'", "ς": "σ"}
)  # fmt: skip


def fold(word: str) -> str:
    """Return a word in lower case and without accents, as the lists of names hold it."""
    lower = word.lower()
    if lower.isascii():
        return lower
    plain = unicodedata.normalize("NFD", lower.translate(_PLAIN))
    return "".join(char for char in plain if not unicodedata.combining(char))


def _words(text: str) -> frozenset[str]:
    return frozenset(map(fold, text.split()))


PARTICLES = _words(
    """von van vom zu zur zum der den de di da del della dos du la le lo el al bin ibn ben ter
    ten te degli dei dal dalla d' mac mc o' ni av af op"""
)
"""Words inside a name that are no part of it alone."""
AND = _words("und and & et y e och og ja i a és en ir un şi și si και и in ve u z oraz")
"""Words between two names."""
BEFORE_NAME = _words(
    """mit von für bei an ohne gegen samt nebst durch with for from by ask asked tell told met
    meet call called about and und liebe lieber hallo hi hey hello dear moin servus ciao hola
    salut bonjour bună cześć ahoj hej hei tere sveiki labas zdravo szia kedves drogi droga
    beste hoi kära kjære kære caro cara querida querido avec pour chez par con per da para com
    voor met door med för til från fra dla przez pro mezi pentru cu lui från z s fragt frag
    frage sagt grüß grüße rufe ruf according laut namens named nombre heisst heißt heiße danke
    thanks thank merci gracias grazie obrigado obrigada tack takk tak kiitos dzięki děkuji
    hvala"""
)
"""Words before a given name alone."""
CLOSING = _words(
    """grüße gruß grüßen regards best cheers thanks love lg vg mfg bises cordialement saludos
    saluti groeten groetjes hälsningar hilsen terveisin pozdrawiam pozdravem üdvözlettel danke
    dank merci sincerely yours cumprimentos abraço kram mvh bacione abrazo"""
)
"""Words that close a letter."""
VERBS = frozenset(
    """hat ist war kommt sagt sagte meint geht macht ruft schreibt fragt wohnt heißt möchte kann
    wird wurde hatte fährt arbeitet is was has had says said wants asked told works lives called
    wrote sent can does did went est dit dice ha está är har säger heeft zegt jest powiedział
    powiedziała řekl řekla este mówi""".split()
)
"""Verbs right behind a given name, as they are written."""
EPONYM_BEFORE = _words(
    "de la del della di da du nach morbus signo sala marca modell model tip typ tipo type soort"
)
"""Words before the name of a disease, a method, a brand or a place: "signo de Vincent"."""
EPONYMS = _words(
    """parkinson crohn bechterew basedow alzheimer hodgkin cushing meniere paget waldenstrom whipple
    perthes scheuermann dupuytren behcet fabry gaucher werlhof huntington raynaud ledderhose
    gleason barthel karnofsky apgar wilms castleman babinski babinsky lasegue trendelenburg romberg
    ziehl ziehl-neelsen epstein-barr bence-jones creutzfeldt-jakob guillain-barre"""
)
"""Names that mean a disease, a sign or a score when no title or given name stands before them."""
PLACE_BEFORE = _words(
    "san santa santo são sao sankt st saint sainte sv szent svaty sint agios agia"
)
"""Words that make a given name part of a place."""
STREET_BEFORE = _words(
    """calle c avenida avenido avda av paseo plaza pza rúa rua carrer passeig camino ctra
    carretera travesía travessa rue avenue boulevard bd quai place allée chemin via viale
    piazza corso largo ul ulica aleja plac osiedle strada bulevardul bd ulice náměstí
    trg utca tér οδός ул бул hospital hospitalario universitario clínica instituto colegio
    fundación lycée hôpital ospedale szpital nemocnice spital"""
)
"""Words shortly before a name that make it that of a street or a building."""
NO_SURNAME = _words(
    """straße strasse str weg platz allee gasse street road avenue lane drive park square bridge
    college university school hospital church station airport museum award prize foundation
    institute center centre hotel restaurant cafe bar theater theatre krankenhaus klinik
    klinikum schule stift stiftung preis universität gymnasium kirche dom haus halle turm
    brücke bahnhof flughafen insel see rue calle plaza via piazza corso ulica ul street county
    city island lake river bay beach act law law's syndrome disease syndrom krankheit test
    score index method methode gesetz theorem effect gmbh ag kg ltd inc llc plc bank group
    holding partners sons brothers mental records music magazine show frau herr mrs mr ms miss dr
    prof monsieur madame señor señora doctor nurse montag dienstag mittwoch donnerstag freitag
    samstag sonntag monday tuesday wednesday thursday friday saturday sunday januar februar
    märz april mai juni juli august september oktober november dezember january february march
    may june july october december avda ctra españa courts court corporal catholic villages
    marks francs solicitors lawyers associates jan feb mar apr jun jul aug sep oct nov dec okt
    dez ene abr arbor"""
)
"""Words behind a given name that are no surname."""
NOUN_ENDS = tuple(
    """karzinom karzinoms sarkom adenom melanom skopie graphie metastase insuffizienz fraktur
    stenose therapie pathie aemie amie algie befund befunde klinik klinikum vitium operation
    ektomie otomie plastik szintigraphie kultur werte konsil ambulanz syndrom infarkt embolie
    thrombose sklerose nekrose fibrose zirrhose psychose neurose hypertonie hypotonie hypertonus
    anamnese diagnose prognose prothese arterie parenchym erguss resektion plantation punktion
    biopsie blutung schmerz schmerzen untersuchung verletzung erkrankung entzundung storung
    storungen ultraschall prophylaxe medikation dosierung nummer nummern gesetz gesetzes
    verordnung vertrag vertrage bescheid antrag antrage verfahren formular abteilung gericht
    gerichts ministerium behorde behorden anstalt gesellschaft versicherung rechnung bestellung
    lieferung zahlung kosten gebuhr gebuhren frist datum termin termine konto betrag menge
    artikel produkt software system systeme datei dateien fehler meldung heiten keiten schaften
    tionen ectomy oscopy pathy graphy ology""".split()
)
"""How German and English nouns end that are no surnames; held against 120,000 surnames."""


def is_noun(folded: str) -> bool:
    """Tell whether a folded word ends as nouns do and surnames do not: "Gefäßstenose".

    Args:
        folded: lower case, no accents.
    """
    return len(folded) >= 7 and folded.endswith(NOUN_ENDS)
