"""Customer, contract, order and device numbers and user names, by the words that introduce them."""

from __future__ import annotations

import re

from compliance.detect.context import Hints
from compliance.detect.rules import Rule, RuleFinder

_NUMBER_WORD = r"(?:-|\s)?(?:nummer|nr\.?|no\.?|number|num|id|code|kennung|#)"
_THING_DE = (
    r"(?:kunden|vertrags?|bestell|bestellungs|auftrags|rechnungs|ticket|vorgangs|mitglieds|"
    r"mitglieder|"
    r"versicherungs|versicherungsschein|policen|sendungs|paket|tracking|buchungs|reservierungs|"
    r"fall|"
    r"akten|schaden|geschäfts|personal|mitarbeiter|patienten|matrikel|konto|depot|zähler|anschluss|"
    r"service|support|anfrage|retouren|liefer|abo|abonnement|debitoren|garantie|schadens|referenz|"
    r"identifikations|antrags|steuer|beitrags|benutzer|teilnehmer|reparatur)"
)
_THING_EN = (
    r"(?:customer|client|contract|order|invoice|ticket|case|booking|reservation|membership|member|"
    r"policy|claim|account|reference|ref|tracking|shipment|parcel|incident|request|employee|staff|"
    r"student|patient|subscription|subscriber|user|meter|loyalty|payment|transaction|return|rma|"
    r"confirmation|file|report|repair|warranty|purchase|po|loan|application)"
)
_SHORT = (
    r"(?:kd\.?-?nr\.?|kdnr\.?|kto\.?|vn|az\.?|aktenzeichen|bestell-?nr\.?|rg\.?-?nr\.?|re-?nr\.?)"
)
_LINK = (
    r"(?:(?:\s|:|=|#|-|,|\(|\"|')|ist|is|lautet|war|was|die|das|the|my|meine|with|mit|von|für|for|"
    r"nr\.|nr|no\.|nummer|number|id|ending){1,6}?"
)
_VALUE = (
    r"(?P<v>(?:\p{L}{1,5}[\-/_.]?|(?-i:\p{Lu}{1,4}) )?\d[\p{L}\p{N}]*(?:[\-/_.]?[\p{L}\p{N}]+)*"
    r"(?: \d{2,6}){0,4})"
)
_DEVICE = (
    r"(?:seriennummer|serien-nr\.?|serial(?: number| no\.?)?|s/n|sn|imei|gerätenummer|device id|"
    r"geräte-id|device number|ip-kamera|mac-id)"
)


def _four_digits(value: str) -> bool:
    return sum(char.isdigit() for char in value) >= 4


def _three_digits(value: str) -> bool:
    return sum(char.isdigit() for char in value) >= 3 and len(value) >= 4


def _is_user_name(value: str) -> bool:
    return value.lower() not in _NO_USER_NAMES and len(value) >= 3


_NO_USER_NAMES = frozenset(
    "ist is und and or oder the die der das mein meine my not nicht falsch wrong gesperrt locked "
    "vergessen "
    "forgotten ein eine with mit property staticmethod classmethod dataclass override media import "
    "media unbekannt unknown taken changed geändert name names weg for für has hat auch also can "
    "kann "
    "was war does doesn geht works funktioniert".split()
)

_PRODUCT = Hints(
    ["artikel", "article", "item", "ean", "isbn", "sku", "teilenummer", "part no", "part number",
     "modell", "model", "norm", "din", "iso", "produkt", "product", "€", "$", "£", "eur", "usd"]
)  # fmt: skip
_DATE = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}[./-]\d{1,2}[./-]\d{1,2}")
_LOGIN = Hints(
    ["benutzer", "nutzer", "user", "login", "konto", "account", "anmeld", "eingeloggt", "einloggen",
     "log in", "logged in", "sign in", "signed in", "passwort", "password", "sitzung", "session",
     "gesperrt", "locked"]
)  # fmt: skip


def _long_code(value: str) -> bool:
    digits = sum(char.isdigit() for char in value)
    return digits >= 6 and _DATE.fullmatch(value) is None and not value.startswith(("+", "0"))


RULES: tuple[Rule, ...] = (
    # A code or a long number that nothing explains can single a person out (GDPR Recital 26).
    Rule(
        "CUSTOMER_ID",
        r"\p{L}{1,4}(?:[\-_/]?\d{1,}){1,4}\p{L}?|\d{2,6}-\d{4,10}|\d{8,14}",
        0.45,
        _long_code,
        against=_PRODUCT,
        needs="0",
    ),
    Rule(
        "USERNAME",
        r"\p{Ll}{2,}[_.]\p{Ll}{2,}\d{1,4}|\p{Ll}{4,}_?\d{2,4}|\p{Ll}+_\p{Ll}+(?:_\p{Ll}+)*\d*",
        0.0,
        hints=_LOGIN,
        hint_score=0.55,
    ),
    Rule(
        "CUSTOMER_ID",
        rf"(?i)(?:{_THING_DE}{_NUMBER_WORD}|{_SHORT}|{_THING_EN}{_NUMBER_WORD}\.?|kundennummer|"
        rf"reference|referenz|aktenzeichen|geschäftszeichen|zeichen){_LINK}{_VALUE}",
        0.75,
        _three_digits,
        needs="0",
    ),
    Rule(
        "CUSTOMER_ID",
        rf"(?i)(?:bestellung|auftrag|rechnung|vertrag|ticket|kunde|buchung|sendung|vorgang|"
        rf"retoure|police|"
        rf"{_THING_EN})s? (?:#|nr\.?|no\.?|nummer|number|:)? ?{_VALUE}",
        0.6,
        _four_digits,
        needs="0",
    ),
    Rule(
        "CUSTOMER_ID",
        r"(?i)(?:kd|kdnr|kn|kunde|cust|customer|client|ord|order|inv|re|rg|rnr|best|vtr|ticket|"
        r"tkt|case|"
        r"inc|abo|mem|member|pol|vs|az|ref|rma|crm|acc|acct|user|uid|"
        r"pat)[\-_#:]{1,2}[a-z0-9]*\d{4,}"
        r"(?:[\-_/][a-z0-9]+)*",
        0.6,
        needs="0",
    ),
    Rule("CUSTOMER_ID", r"#(?P<v>\d{5,12})", 0.5, needs="#"),
    Rule("DEVICE_ID", rf"(?i)\b{_DEVICE}{_LINK}{_VALUE}", 0.7, _four_digits, needs="0"),
    Rule(
        "BANK_ACCOUNT",
        r"\d{2}[- ]\d{2}[- ]\d{2}",
        0.0,
        hints=Hints(["sort code", "sortcode"]),
        needs="0",
    ),
    Rule(
        "BANK_ACCOUNT",
        r"(?i)(?:kontonummer|konto-nr\.?|kto\.?(?:-?nr\.?)?|account (?:number|no\.?)|blz|"
        r"bankleitzahl|"
        r"sort code|routing number)(?:\s|:|is|ist|lautet|the|die){1,4}(?P<v>\d[\d \-]{4,14}\d)",
        0.8,
        needs="0",
    ),
    Rule(
        "USERNAME",
        r"(?i)(?:benutzername|nutzername|benutzerkennung|username|user name|user-name|loginname|"
        r"login-name|"
        r"login|user id|userid|nickname|account name|accountname|screen name|handle|gamertag)n?"
        r"(?: (?:ist|is|lautet|war|was|heißt|für|for|on|bei|auf|\p{L}+)){0,3}?(?: ist| is|:|=| "
        r"lautet)? ?"
        r"[\"'`]?(?P<v>[\p{L}\p{N}_][\p{L}\p{N}_.\-]*[\p{N}_.\-][\p{L}\p{N}_.\-]*[\p{L}\p{N}_])",
        0.75,
        _is_user_name,
    ),
    Rule(
        "USERNAME",
        r"(?i)(?:benutzername|nutzername|username|user name|login|loginname|user|nickname)"
        r"(?:: ?| ist | is | lautet )[\"'`]?(?P<v>[\p{L}\p{N}_][\p{L}\p{N}_.\-]+[\p{L}\p{N}_])"
        r"[\"'`]?(?:[.,;!?)]|\s*$|\n)",
        0.6,
        _is_user_name,
    ),
    Rule(
        "USERNAME",
        r"(?:^|[\s(,:])(?P<v>@[A-Za-z][A-Za-z0-9_.]{2,29})",
        0.4,
        lambda value: _is_user_name(value[1:]),
        Hints(["instagram", "twitter", "insta", "handle", "telegram", "tiktok", "account", "profil",
               "profile", "username", "benutzername", "follow", "snapchat", "discord"]),
        0.7,
        needs="@",
    ),
)  # fmt: skip


def account_finder() -> RuleFinder:
    """Return the finder for the rules above."""
    return RuleFinder("accounts", RULES)
