"""E-mail addresses, user names and web addresses below the domains kept for examples.

Basis: RFC 2606 section 3, RFC 6761 section 6.5 (example.com, example.net, example.org).
"""

from __future__ import annotations

import re

from compliance.detect.names.words import fold
from compliance.operators.base import Params
from compliance.operators.surrogates.draw import Pool, key, other, table
from compliance.operators.surrogates.persons import word_for
from compliance.operators.surrogates.pools import names

_EMAIL = re.compile(
    r"(?:mailto:)?(?P<local>[^@\s]+?)"
    r"(?:@|\s?[\[({<]\s?(?:at|ät|@)\s?[\])}>]\s?|\s(?:at|ät|@)\s)"
    r"(?P<host>[^@]+)",
    re.IGNORECASE,
)
_RUN = re.compile(r"[^\W\d_]+|\d+")
_DOMAINS = ("example.com", "example.org", "example.net")
_MOST_DIGITS = 30
_SELF = "alt"
"""Before a domain that would stand for itself; never among the names of hosts."""
_OFFICES = frozenset(
    "info kontakt contact office support service hr admin mail team verwaltung sekretariat "
    "contacto contatti biuro accueil bewerbung jobs noreply no reply sales buchhaltung".split()
)
_SHORTEST = 5
"""Letters of a surname behind an initial without a dot."""
_WEB = re.compile(r"(?P<scheme>[a-z][a-z0-9+.-]*://)?(?P<www>www\.)?", re.IGNORECASE)


def email(value: str, params: Params) -> str | None:
    """Return an invented address: its names are those of the persons, its domain an example."""
    match = _EMAIL.fullmatch(value.strip(" <>"))
    if match is None:
        return None
    local = _runs(match["local"], params, _OFFICES)
    return None if local is None else f"{local}@{_host(match['host'], params)}"


def username(value: str, params: Params) -> str | None:
    """Return an invented user name of the same form."""
    return _runs(value, params, frozenset())


def url(value: str, params: Params) -> str | None:
    """Return an invented page of an example domain."""
    match = _WEB.match(value)
    scheme, www = (match["scheme"], match["www"]) if match is not None else (None, None)
    words = table("organisations")
    pool = Pool(words["names"].lower().split(), words["tails"].lower().split())
    # Whatever is behind the last slash: nothing else of the address could be its own.
    avoid = value.rstrip("/").rpartition("/")[2]
    page = pool.at(params.numbers.index("URL", value), key(params, "URL"), fold(avoid))
    return f"{'https://' if scheme else ''}{www or ''}example.com/{page}"


def _runs(text: str, params: Params, kept: frozenset[str]) -> str | None:
    """Return a text with each run of letters and each run of digits replaced."""
    found = list(_RUN.finditer(text))
    if not found:
        return None
    pieces: list[str] = []
    position = 0
    for match in found:
        pieces.append(text[position : match.start()])
        position = match.end()
        run = match.group()
        if run.casefold() in kept:
            pieces.append(run)
        elif run.isdecimal():
            if len(run) > _MOST_DIGITS:
                return None
            new = other(int(run), 10 ** len(run), key(params, f"digits/{len(run)}"))
            pieces.append(f"{new:0{len(run)}d}")
        else:
            word = _word(run, params)
            if word is None:
                return None
            plain = fold(word)
            pieces.append(plain.upper() if run.isupper() else plain)
    return "".join([*pieces, text[position:]])


def _word(run: str, params: Params) -> str | None:
    """Return what stands for a run of letters; "mueller" is Müller, "amueller" A. Müller."""
    umlaut = _spelled(run)
    if umlaut is not None or names().is_known(run):
        return word_for(umlaut or run, params)
    initial, rest = run[:1], _spelled(run[1:]) or run[1:]
    if len(rest) >= _SHORTEST and names().is_known(rest):
        letter, surname = word_for(initial, params), word_for(rest, params)
        return None if letter is None or surname is None else letter + surname
    return word_for(run, params)


def _spelled(run: str) -> str | None:
    """Return a name that is written without umlauts as it is written with them, if it is known."""
    umlaut = run.lower()
    for plain, sign in (("ae", "ä"), ("oe", "ö"), ("ue", "ü")):
        umlaut = umlaut.replace(plain, sign)
    return umlaut if umlaut != run.lower() and names().is_known(umlaut) else None


def _host(host: str, params: Params) -> str:
    """Return an example domain; the first three that are met have it to themselves."""
    plain = re.sub(r"\s?[\[({<]?\s?(?:dot|punkt)\s?[\])}>]?\s?", ".", host.lower())
    index = params.numbers.index("EMAIL_ADDRESS.host", plain)
    if index < len(_DOMAINS):
        domain = _DOMAINS[index]
    else:
        words = table("organisations")
        pool = Pool(words["names"].lower().split(), words["tails"].lower().split())
        name = pool.at(index - len(_DOMAINS), key(params, "EMAIL_ADDRESS.host"), "")
        domain = f"{fold(name)}.example.com"
    return f"{_SELF}.{domain}" if domain == plain else domain
