"""Places and postal addresses that do not exist, in the form of the country.

Basis: Universal Postal Union, postal addressing systems (which codes are not given out).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from compliance.detect.names.words import fold
from compliance.operators.base import Params
from compliance.operators.numbers import permuted
from compliance.operators.surrogates.draw import (
    Pool,
    cased,
    distinct,
    key,
    language,
    other,
    table,
)

_PARTS = re.compile(r"[,;\n\t|·]+|\s[–-]\s")
_CODE = re.compile(
    r"(?<![\w])(?P<land>[A-Z]{1,2}[- ])?(?P<code>[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|\d{2}-\d{3}|"
    r"\d{4}-\d{3}|\d{3} \d{2}|\d{4} ?[A-Z]{2}|\d{4,6})(?!\w)"
)
_TYPE = (
    r"straße|strasse|straßen|str|weg|allee|platz|gasse|ring|damm|ufer|chaussee|stieg|pfad|"
    r"straat|laan|plein|gracht|kade|singel|gatan|gata|vägen|väg|gade|vej|allé|katu|tie|kuja|veien"
)
_GLUED = re.compile(rf"(?P<core>[^\W\d_]{{2,}}?)(?P<type>(?:{_TYPE})\.?)", re.IGNORECASE)
_TYPE_WORDS = frozenset(
    "straße strasse str weg allee platz gasse ring damm ufer am an auf im in der den dem die das "
    "zum zur alte alter altes neue neuer street road avenue lane drive close square court way "
    "place terrace crescent gardens st rd ave ln dr blvd rue boulevard bd chemin impasse quai "
    "allée cours route de du des la le les l d calle avenida avda paseo plaza carrer c el los "
    "las del via viale piazza corso vicolo largo strada di della dei rua travessa praça da do "
    "dos das ul ulica al aleja aleje pl plac os osiedle ulice náměstí nám třída utca út tér "
    "körút u krt bulevardul aleea piața straat laan plein weg gatan vägen gade vej katu tie "
    "postfach po box flat apt apartment m lok floor etage".split()
)
_NUMBER = re.compile(r"\d+")
_WORD = re.compile(r"(?<!\d)[^\W\d_]+(?:['’-][^\W\d_]+)*")
_NEVER = {"it": "99", "fi": "99"}
"""Language → how five digits begin that no place has; elsewhere 00."""


def location(value: str, params: Params) -> str | None:
    """Return an invented place for each place in a value."""
    if any(map(str.isdigit, value)):
        return address(value, params)
    return _by_part(value, lambda part: _town(part, params))


def address(value: str, params: Params) -> str | None:
    """Return an invented address: street, number, postcode and town each for its own."""
    return _by_part(value, lambda part: _part(part, params))


def _by_part(value: str, replaced: Callable[[str], str | None]) -> str | None:
    pieces: list[str] = []
    position = 0
    for match in [*_PARTS.finditer(value), None]:
        end = match.start() if match else len(value)
        part = value[position:end]
        plain = part.strip()
        if any(map(str.isalnum, plain)):
            new = replaced(plain)
            if new is None:
                return None
            part = part.replace(plain, new, 1)
        pieces.append(part)
        if match:
            pieces.append(match.group())
            position = match.end()
    return "".join(pieces) if any(map(str.isalnum, value)) else None


def _part(part: str, params: Params) -> str | None:
    code = next((each for each in _CODE.finditer(part) if _is_code(each, part)), None)
    if code is not None:
        before, behind = part[: code.start("code")], part[code.end("code") :]
        land = code["land"] or ""
        ahead = before[: len(before) - len(land)]
        new = [
            ahead if not ahead.strip() else _rest(ahead, params),
            land,
            _postcode(code["code"], params),
            behind if not behind.strip() else _rest(behind, params),
        ]
        return None if any(each is None for each in new) else "".join(each or "" for each in new)
    return (
        _street(part, params) if _NUMBER.search(part) or _is_street(part) else _town(part, params)
    )


def _is_code(code: re.Match[str], part: str) -> bool:
    """Tell a postcode from the number of a house: a name stands before or behind it."""
    if code["code"].isdecimal() and len(code["code"]) == 4 and not code["land"]:
        return bool(re.match(r" +[^\W\d_]", part[code.end() :]))
    return True


def _rest(text: str, params: Params) -> str | None:
    plain = text.strip()
    new = _street(plain, params) if _NUMBER.search(plain) or _is_street(plain) else None
    if new is None:
        new = _town(plain, params)
    return None if new is None else text.replace(plain, new, 1)


def _is_street(text: str) -> bool:
    return any(
        _GLUED.fullmatch(word) or (fold(word) in _folded_types() and len(word) > 2)
        for word in _WORD.findall(text)
    )


def _street(text: str, params: Params) -> str | None:
    """Return a street with other name and number; words such as "rue" and "Street" stay."""
    cores = [word for word in _WORD.finditer(text) if fold(word.group()) not in _folded_types()]
    glued = [match for word in cores if (match := _GLUED.fullmatch(word.group()))]
    words = [
        match["core"] if (match := _GLUED.fullmatch(word.group())) else word.group()
        for word in cores
    ]
    pieces: list[str] = []
    position = 0
    if cores:
        german = bool(glued)
        name = " ".join(words)
        kind = f"STREET_ADDRESS.street.{'glued' if german else 'apart'}"
        index = params.numbers.index(kind, name)
        new = _streets(german).at(index, key(params, kind), name)
        spot = next(
            (word for word in cores if not glued or _GLUED.fullmatch(word.group())), cores[0]
        )
        end = spot.end() if glued else cores[-1].end()
        ending = glued[0]["type"] if glued else ""
        pieces.append(_numbers(text[: cores[0].start()], params) or "")
        pieces.append(cased(name if not ending else spot.group(), new + ending))
        position = max(end, cores[-1].end())
        between = text[cores[0].start() : position]
        if _NUMBER.search(between):
            return None
    tail = _numbers(text[position:], params)
    return "".join([*pieces, tail or ""]) if cores or tail != text else None


def _numbers(text: str, params: Params) -> str:
    """Return a text with other numbers of as many digits in it; a letter behind one stays."""

    def new(match: re.Match[str]) -> str:
        number = match.group()
        low = 10 ** (len(number) - 1)
        if number[0] == "0":
            low = 0
        size = 10 ** len(number) - low
        secret = key(params, f"STREET_ADDRESS.number/{len(number)}/{low}")
        return f"{low + other(int(number) - low, size, secret):0{len(number)}d}"

    return _NUMBER.sub(new, text)


def _postcode(code: str, params: Params) -> str:
    """Return a postcode of the same form that no place has, as far as one is known."""
    plain = code.replace(" ", "").upper()
    form = re.sub(r"\d", "9", re.sub(r"[A-Z]", "A", code.upper()))
    if form[0] == "A":
        start = "Q"
    elif form == "99-999":
        start = ""
    elif form == "99999":
        start = _NEVER.get(language(params, plain), "00")
    else:
        start = "0"
    places = [at for at, char in enumerate(code) if char.isalnum()]
    kind = f"STREET_ADDRESS.code.{form}.{start}"
    index = params.numbers.index(kind, plain)
    free = places[len(start) :]
    size = 1
    for at in free:
        size *= 10 if code[at].isdigit() else 26
    secret = key(params, kind)
    chars = list(code)
    for at, char in zip(places, start, strict=False):
        chars[at] = char
    longer = 0
    # Two for each value: one may be the value itself. More of them than there are codes get longer.
    while 2 * index + 1 >= size * 10**longer:
        index -= size * 10**longer // 2
        longer += 1
    for candidate in (2 * index, 2 * index + 1):
        drawn, more = divmod(permuted(candidate, size * 10**longer, secret), 10**longer)
        for at in reversed(free):
            drawn, digit = divmod(drawn, 10 if code[at].isdigit() else 26)
            chars[at] = str(digit) if code[at].isdigit() else chr(ord("A") + digit)
        new = "".join(chars) + (f"{more:0{longer}d}" if longer else "")
        if new != code.upper():
            break
    return new


def _town(text: str, params: Params) -> str | None:
    if not any(map(str.isalpha, text)):
        return None
    spoken = language(params, text)
    home = spoken if spoken in table("places")["ends"] else "eu"
    kind = f"LOCATION.{home}"
    index = params.numbers.index(kind, text)
    return cased(text, _towns(home).at(index, key(params, kind), text))


@cache
def _towns(home: str) -> Pool:
    places = table("places")
    begin = places["towns"]["begin"].split()
    words = [first + end for end in places["ends"][home].split() for first in begin]
    others = [first + end for end in places["ends"]["eu"].split() for first in begin]
    tails = [word for word in others if word not in words] or [f"{word}-Nova" for word in others]
    return Pool(distinct(words, set()), tails)


@cache
def _streets(german: bool) -> Pool:
    streets = table("places")["streets"]
    words, tails = streets["core"].split(), streets["foreign"].split()
    if german:
        return Pool(words, [tail.lower() for tail in tails], joint="")
    return Pool(tails, [word.capitalize() for word in words])


@cache
def _folded_types() -> frozenset[str]:
    return frozenset(map(fold, _TYPE_WORDS))
