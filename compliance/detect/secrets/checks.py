"""Tells made-up values, which are secrets, from words, code and placeholders, which are none."""

from __future__ import annotations

import base64
import binascii
import json
import math
import re
from collections import Counter
from collections.abc import Callable

_MASKED = re.compile(
    r"[xX*•●.…\-_#?0]+|(.)\1{3,}|[xX*]{3,}.*|.{0,4}[*•●]{3,}.{0,4}|.{0,8}(?:\.\.\.|…)"
)
_STAND_IN = re.compile(
    r"(?i)(?:^|[^a-z])(?:your|my|dein|ihr|votre|tu|some|the|insert|enter|replace|paste|put|add)"
    r"[-_ ]?(?:[a-z]+[-_ ]?){0,3}(?:api|key|token|secret|pass|pwd|here|passwort)|"
    r"placeholder|redacted|\bdummy\b|platzhalter|removed|(?:^|[-_])here$|"
    r"^(?:my|your|the|a|some)?[-_]?(?:secret|token|password|passwd|api[-_]?key|key)[-_]?"
    r"(?:key|token|value|name|here)?$"
)
_CODE = re.compile(
    r"\$|%[A-Za-z_]+%?$|\{\{|<|&lt;|\{?[a-z_.]+\}$|[a-z]+(?:_[a-z]+)+$|[A-Za-z_][\w.]*[(\[]|"
    r"(?:process\.env|os\.environ|self\.|this\.|config\.|settings\.|secrets\.|env\.|var\.|vault:|"
    r"ENV\b|args\.|options\.|request\.|req\.|data\.|params\.|local\.|module\.)|[a-z_]+(?:\.[a-z_]+)+$|"
    r"(?:auth|value|pwd|passwd|self|args|kwargs|Collection|ClassVar|Sequence|Mapping|List|Dict|"
    r"None|null|nil|NULL|true|false|True|False|undefined|string|str|String|bool|int|bytes|any|"
    r"Optional|Union|text|char|varchar)\b[^a-z0-9]*$"
)
_ORDINARY = frozenset(
    "falsch wrong incorrect invalid ungültig abgelaufen expired vergessen forgotten geändert "
    "changed gesperrt blocked locked weg gone lost nicht not working funktioniert und and "
    "oder or das the richtig correct right zurückgesetzt reset required erforderlich nötig zu "
    "too sehr very immer always noch still jetzt now unsicher unsafe weak strong schwach "
    "stark sicher safe secure leer empty bekannt unknown unbekannt ihr your mein my dein kein "
    "no nie never hier here auch also leider wohl derzeit aktuell currently already schon "
    "bitte please temporär temporary being was war wird will set gesetzt stored gespeichert "
    "saved hidden sichtbar visible needed string null none nil true false undefined optional "
    "example beispiel n/a na siehe see sie er ich wir i you we a an der die ein eine für for "
    "mit with per via by von from in im am at to als as if wenn falls that this es it is ist "
    "minimum mindestens maximum min max length länge zeichen characters must muss can kann "
    "change ändern change: forgot policy richtlinie manager field oublié incorrecto "
    "incorrecta invalide expiré olvidada caducada scaduta errata sbagliata vergeten onjuist "
    "verlopen błędne nieprawidłowe wygasło zapomniałem manquant mancante requis requerido "
    "obligatorio obbligatorio verplicht wymagane new neu neues nouveau nueva nuova nieuw nowe "
    "alt altes old confirm bestätigen wiederholen repeat eingeben enter email e-mail username "
    "benutzername login ok yes ja nein test? str int bool any bytes text varchar char anders "
    "folgt folgendermaßen gleich identisch jinak inaczej następująco takto ovako takole "
    "volgt hetzelfde".split()
)
_NO_SEED = frozenset(
    "the and your of to is it my for with that was in on at we you he she be".split()
)


def is_placeholder(value: str) -> bool:
    """Tell whether a value stands for a secret that is elsewhere: "YOUR_API_KEY", "${TOKEN}"."""
    return bool(
        _MASKED.fullmatch(value) or _STAND_IN.search(value) or _CODE.match(value.strip("\"'`"))
    )


def entropy(value: str) -> float:
    """Return the bits per character of a value, by the frequency of its characters."""
    counts = Counter(value)
    return -sum(n / len(value) * math.log2(n / len(value)) for n in counts.values())


def is_word(value: str) -> bool:
    """Tell whether a value is an ordinary word of sentences and forms about passwords."""
    return value.strip(".,;:!?)(\"'").lower() in _ORDINARY


def is_mixed(value: str) -> bool:
    """Tell whether a value looks made up: a digit, a mark or capitals inside a word."""
    return bool(re.search(r"\d|[^\w.,;:!?'’\"()-]|[a-zß-ÿ][A-ZÄÖÜ]", value))


def is_password(value: str) -> bool:
    """Tell whether a value behind a label and a colon can be a password."""
    return (
        not is_word(value)
        and not is_placeholder(value)
        and any(each.isalnum() for each in value)
        and not value.startswith(("http:", "https:", "//"))
    )


def is_made_up(value: str) -> bool:
    """Tell whether a value can be a password where the text gives less reason to think so."""
    return is_mixed(value) and is_password(value)


def is_strong(value: str) -> bool:
    """Tell whether a value has letters, digits and a mark at once, as passwords have."""
    return bool(
        re.search(r"[^\W\d_]{2}", value)
        and re.search(r"\d{2}", value)
        and re.search(r"[!#$%&*?_+=~^]|[^\W\d_]-\d", value)
        and "/" not in value
        and "@" not in value
        and not is_placeholder(value)
    )


def is_random(value: str) -> bool:
    """Tell whether a value is a key: letters and digits that no word or name is made of."""
    return (
        bool(re.search(r"\d", value) and re.search(r"[A-Za-z]", value))
        and entropy(value) >= 3.0
        and not is_placeholder(value)
        and not re.fullmatch(r"[a-z]+(?:[-_.][a-z]+)*[-_.]?v?\d{1,4}", value)
    )


def at_least(length: int) -> Callable[[str], bool]:
    """Return a check for values of a length that are no placeholder."""

    def check(value: str) -> bool:
        return len(value) >= length and len(set(value[8:])) > 4 and not is_placeholder(value)

    return check


def is_jwt(value: str) -> bool:
    """Tell whether the first part of a token is a JSON object with an algorithm.

    Basis: RFC 7515 section 4, RFC 7519.
    """
    head = value.split(".", 1)[0]
    try:
        header = json.loads(base64.urlsafe_b64decode(head + "=" * (-len(head) % 4)))
    except (ValueError, binascii.Error):
        return False
    return isinstance(header, dict) and "alg" in header


def is_basic(value: str) -> bool:
    """Tell whether a value is a user name and a password in base64 (RFC 7617)."""
    try:
        plain = base64.b64decode(value + "=" * (-len(value) % 4), validate=True)
    except (ValueError, binascii.Error):
        return False
    return b":" in plain and plain.isascii()


def is_seed_phrase(value: str) -> bool:
    """Tell whether words can be a wallet's seed: 12 to 24 of them, none a word of sentences.

    Basis: BIP 39 (its English list has none of the words ruled out here).
    """
    words = re.findall(r"[a-z]+", value.lower())
    return 12 <= len(words) <= 24 and not _NO_SEED.intersection(words)


def is_uri_with_password(value: str) -> bool:
    """Tell whether a URI carries a password that is no stand-in ("user:password@")."""
    match = re.match(r"[^:]+://(?P<user>[^:@/]*):(?P<word>[^@]*)@", value)
    if match is None:
        return True
    word = match.group("word")
    generic = word.lower() in {"pass", "password", "pwd", "secret", "passwd", "passwort"}
    named = match.group("user").lower() in {"user", "username", "usr", "login", "name", ""}
    return not (generic and named) and not is_placeholder(word)
