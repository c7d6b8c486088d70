"""Sentences that carry the identifiers of the benchmark, in the language of their country.

None of them is a sentence of the training frames in scripts/.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bench.detect import numbers
from bench.detect.numbers import Maker


@dataclass(frozen=True, slots=True)
class Identifier:
    """A national number, its labels, and a sentence of its own country with a hint word."""

    country: str
    language: str
    make: Maker
    english: str
    """Its name in English."""
    sentence: str
    """A sentence in its own language that names it; `{}` is the number."""

    @property
    def name(self) -> str:
        """Return a short name for tables: that of its maker."""
        return self.make.__name__


def _rows() -> tuple[Identifier, ...]:
    n = numbers
    rows: tuple[tuple[str, str, Maker, str, str], ...] = (
        ("AT", "de", n.at_social, "Austrian social security number",
         "Meine Sozialversicherungsnummer lautet {}, bitte im Akt nachtragen."),
        ("AT", "de", n.at_tax, "Austrian tax number",
         "Laut Bescheid ist die Steuernummer {} beim Finanzamt geführt."),
        ("BE", "nl", n.be_national, "Belgian national register number",
         "Mijn rijksregisternummer is {}, staat dat zo goed in het dossier?"),
        ("BG", "bg", n.bg_egn, "Bulgarian personal number (EGN)",
         "Моят ЕГН е {}, моля добавете го към заявлението."),
        ("HR", "hr", n.hr_oib, "Croatian personal identification number (OIB)",
         "Moj OIB je {}, trebate li još nešto za prijavu?"),
        ("CY", "el", n.cy_tic, "Cypriot tax identification code",
         "Ο αριθμός φορολογικού μητρώου μου είναι {} και δεν άλλαξε."),
        ("CZ", "cs", n.cz_birth, "Czech birth number",
         "Moje rodné číslo je {}, prosím doplňte ho do smlouvy."),
        ("DK", "da", n.dk_cpr, "Danish CPR number",
         "Mit CPR-nummer er {}, så kan I slå sagen op."),
        ("EE", "et", n.ee_code, "Estonian personal code",
         "Minu isikukood on {}, palun lisage see lepingusse."),
        ("FI", "fi", n.fi_hetu, "Finnish personal identity code",
         "Henkilötunnukseni on {}, voitteko tarkistaa asian?"),
        ("FR", "fr", n.fr_nir, "French social security number",
         "Mon numéro de sécurité sociale est le {}, merci de corriger la fiche."),
        ("FR", "fr", n.fr_tax, "French tax number",
         "Mon numéro fiscal est {} d'après le dernier avis."),
        ("DE", "de", n.de_tax_id, "German tax identification number",
         "Für die Lohnabrechnung: Steuer-ID {}, Steuerklasse eins."),
        ("DE", "de", n.de_pension, "German pension insurance number",
         "Die Rentenversicherungsnummer {} steht auf dem alten Ausweis."),
        ("DE", "de", n.de_health, "German health insurance number",
         "Auf der Karte steht die Versichertennummer {}, gültig bis nächstes Jahr."),
        ("DE", "de", n.de_id_card, "German identity card number",
         "Ausweisnummer {}, ausgestellt von der Stadt, liegt als Kopie bei."),
        ("GR", "el", n.gr_amka, "Greek social security number (AMKA)",
         "Ο ΑΜΚΑ μου είναι {}, χρειάζεται κάτι άλλο για το ραντεβού;"),
        ("GR", "el", n.gr_afm, "Greek tax number (AFM)",
         "Το ΑΦΜ μου είναι {} για το τιμολόγιο."),
        ("HU", "hu", n.hu_tax, "Hungarian tax identification number",
         "Az adóazonosító jelem {}, kérem rögzítsék."),
        ("HU", "hu", n.hu_taj, "Hungarian social security number (TAJ)",
         "A TAJ-számom {}, ezt kérték a rendelőben."),
        ("IE", "en", n.ie_pps, "PPS number",
         "The Department wrote that my PPSN {} is linked to an old address."),
        ("IT", "it", n.it_fiscal, "Italian fiscal code",
         "Il mio codice fiscale è {}, lo trova anche sulla tessera."),
        ("LV", "lv", n.lv_code, "Latvian personal code",
         "Mans personas kods ir {}, lūdzu pārbaudiet datus."),
        ("LT", "lt", n.ee_code, "Lithuanian personal code",
         "Mano asmens kodas {}, prašau patikslinti sutartį."),
        ("LU", "fr", n.lu_number, "Luxembourg national identification number",
         "Mon matricule national est {}, comme indiqué sur la carte."),
        ("MT", "mt", n.mt_card, "Maltese identity card number",
         "In-numru tal-karta tal-identità tiegħi huwa {}, grazzi."),
        ("NL", "nl", n.nl_bsn, "Dutch citizen service number (BSN)",
         "Mijn burgerservicenummer is {}, kunt u de aanvraag nakijken?"),
        ("PL", "pl", n.pl_pesel, "Polish PESEL number",
         "Mój PESEL to {}, proszę o uzupełnienie wniosku."),
        ("PL", "pl", n.pl_nip, "Polish tax number (NIP)",
         "Fakturę proszę wystawić na NIP {}, działalność jednoosobowa."),
        ("PT", "pt", n.pt_nif, "Portuguese tax number (NIF)",
         "O meu contribuinte é o {}, pode pôr na fatura."),
        ("PT", "pt", n.pt_card, "Portuguese citizen card number",
         "O número do cartão de cidadão é {} e ainda está válido."),
        ("RO", "ro", n.ro_cnp, "Romanian personal number (CNP)",
         "CNP-ul meu este {}, vă rog să actualizați dosarul."),
        ("SK", "sk", n.cz_birth, "Slovak birth number",
         "Moje rodné číslo je {}, prosím o opravu v zmluve."),
        ("SI", "sl", n.si_emso, "Slovenian personal number (EMŠO)",
         "Moj EMŠO je {}, prosim za popravek v evidenci."),
        ("SI", "sl", n.si_tax, "Slovenian tax number",
         "Moja davčna številka je {}, potrebujem jo za račun."),
        ("ES", "es", n.es_dni, "Spanish identity number (DNI)",
         "Mi DNI es {}, ¿necesita también una copia?"),
        ("ES", "es", n.es_nie, "Spanish foreigner number (NIE)",
         "Mi NIE es {} y la tarjeta caduca pronto."),
        ("SE", "sv", n.se_number, "Swedish personal identity number",
         "Mitt personnummer är {}, kan ni se ärendet nu?"),
        ("NO", "no", n.no_number, "Norwegian national identity number",
         "Fødselsnummeret mitt er {}, det står også i søknaden."),
        ("IS", "is", n.is_kennitala, "Icelandic identity number (kennitala)",
         "Kennitalan mín er {}, getið þið athugað málið?"),
        ("LI", "de", n.ch_ahv, "Liechtenstein AHV number",
         "Für die Anmeldung in Vaduz: AHV-Nr. {}, der Ausweis folgt."),
        ("CH", "de", n.ch_ahv, "Swiss social security number (AHV)",
         "Die AHV-Nummer {} steht auf der Krankenkassenkarte."),
        ("GB", "en", n.uk_nhs, "NHS number",
         "The surgery has me down under NHS number {}, which is right."),
        ("GB", "en", n.uk_nino, "National Insurance number",
         "Payroll needs my National Insurance number, it is {}."),
        ("GB", "en", n.uk_utr, "Unique Taxpayer Reference (UTR)",
         "HMRC sent my Unique Taxpayer Reference {} last spring."),
    )  # fmt: skip
    return tuple(Identifier(*row) for row in rows)


IDENTIFIERS = _rows()
"""The national numbers of the benchmark: 27 EU states, NO, IS, LI, CH, UK."""

ENGLISH = (
    "Her {label} is {}, as she told us on the phone.",
    "For the file: {label} {}, checked at the counter.",
    "{label}: {}",
)
"""English sentences with the English name of the number."""

BARE_ENGLISH = (
    "I sent {} this morning, is that all you need?",
    "It still says {} on the letter, which is what I gave you.",
    "{} is the one I meant.",
)
"""English sentences without a hint word."""

BARE: Mapping[str, str] = {
    "bg": "Вчера ви изпратих {}, получихте ли го?",
    "cs": "Včera jsem vám poslal {}, dorazilo to?",
    "da": "Jeg skrev {} i går, er det kommet frem?",
    "de": "Ich hatte gestern {} geschickt, ist das angekommen?",
    "el": "Σας έστειλα χθες {}, το λάβατε;",
    "en": "I wrote {} on the form yesterday, did it arrive?",
    "es": "Ayer les mandé {}, ¿les ha llegado?",
    "et": "Saatsin eile {}, kas see jõudis kohale?",
    "fi": "Lähetin eilen {}, tuliko se perille?",
    "fr": "Hier je vous ai envoyé {}, est-ce bien arrivé ?",
    "hr": "Jučer sam vam poslao {}, je li stiglo?",
    "hu": "Tegnap elküldtem: {}, megérkezett?",
    "is": "Ég sendi {} í gær, barst það?",
    "it": "Ieri vi ho mandato {}, è arrivato?",
    "lt": "Vakar jums išsiunčiau {}, ar gavote?",
    "lv": "Vakar nosūtīju {}, vai saņēmāt?",
    "mt": "Ilbieraħ bgħattilkom {}, wasal?",
    "nl": "Gisteren stuurde ik {}, is dat aangekomen?",
    "no": "Jeg sendte {} i går, kom det fram?",
    "pl": "Wczoraj wysłałam {}, czy dotarło?",
    "pt": "Ontem enviei {}, já chegou?",
    "ro": "Ieri v-am trimis {}, a ajuns?",
    "sk": "Včera som vám poslala {}, prišlo to?",
    "sl": "Včeraj sem poslal {}, ali je prispelo?",
    "sv": "Jag skickade {} igår, kom det fram?",
}
"""Sentences without a hint word, by language."""

IBAN: Mapping[str, str] = {
    "bg": "Банковата сметка е {}, моля преведете сумата там.",
    "cs": "Vraťte peníze na účet {}, děkuji.",
    "da": "Overfør venligst til IBAN {}, tak.",
    "de": "Bitte auf das Konto {} zurücküberweisen.",
    "el": "Ο λογαριασμός μου είναι {}, βάλτε τα χρήματα εκεί.",
    "en": "Please refund it to my account {} instead.",
    "es": "Haga el ingreso en la cuenta {}, por favor.",
    "et": "Palun kandke raha kontole {}.",
    "fi": "Maksakaa palautus tilille {}, kiitos.",
    "fr": "Merci de virer la somme sur le compte {}.",
    "hr": "Molim uplatu na račun {}.",
    "hu": "A számlaszámom {}, ide utaljanak.",
    "is": "Vinsamlegast leggið inn á reikning {}.",
    "it": "Il rimborso va sul conto {}, grazie.",
    "lt": "Pinigus perveskite į sąskaitą {}.",
    "lv": "Lūdzu ieskaitiet naudu kontā {}.",
    "mt": "Ibgħatu l-flus fil-kont {}, grazzi.",
    "nl": "U kunt het terugstorten op rekening {}.",
    "no": "Sett beløpet inn på konto {}, takk.",
    "pl": "Proszę o zwrot na konto {}.",
    "pt": "Façam a transferência para a conta {}.",
    "ro": "Vă rog să virați banii în contul {}.",
    "sk": "Peniaze pošlite na účet {}.",
    "sl": "Nakažite na račun {}, hvala.",
    "sv": "Sätt in pengarna på konto {}, tack.",
}
"""Sentences that name a bank account, by language."""

PHONE: Mapping[str, str] = {
    "bg": "Обадете се на телефон {} след обяд.",
    "cs": "Zavolejte mi na telefon {} odpoledne.",
    "da": "Ring på telefon {} efter frokost.",
    "de": "Rufen Sie mich nachmittags unter {} an.",
    "el": "Τηλέφωνο {} το απόγευμα, σας παρακαλώ.",
    "en": "Call me on {} after lunch.",
    "es": "Llámenme al teléfono {} por la tarde.",
    "et": "Helistage pärastlõunal telefonil {}.",
    "fi": "Soittakaa iltapäivällä numeroon {}.",
    "fr": "Appelez-moi au {} cet après-midi.",
    "hr": "Nazovite me na telefon {} poslijepodne.",
    "hu": "Hívjanak délután a {} telefonszámon.",
    "is": "Hringið í síma {} eftir hádegi.",
    "it": "Chiamatemi al numero {} nel pomeriggio.",
    "lt": "Skambinkite telefonu {} po pietų.",
    "lv": "Zvaniet pa tālruni {} pēcpusdienā.",
    "mt": "Ċempluli fuq in-numru tat-telefon {} wara nofsinhar.",
    "nl": "Bel mij vanmiddag op {}.",
    "no": "Ring meg på telefon {} etter lunsj.",
    "pl": "Proszę dzwonić pod numer {} po południu.",
    "pt": "Liguem para o telefone {} à tarde.",
    "ro": "Sunați-mă la telefon {} după-amiază.",
    "sk": "Zavolajte mi popoludní na číslo {}.",
    "sl": "Pokličite me na telefon {} popoldne.",
    "sv": "Ring mig på telefon {} efter lunch.",
}
"""Sentences that name a telephone, by language."""

LANGUAGE: Mapping[str, str] = {
    **{each.country: each.language for each in IDENTIFIERS},
    "CY": "el", "BE": "fr", "LU": "de",
}  # fmt: skip
"""One language of each country."""
