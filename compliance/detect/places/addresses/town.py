"""Names of towns and countries: where one that begins at a place ends."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from compliance.detect.lexicons import load_table, load_words
from compliance.detect.matching.context import concepts

_WORD = re.compile(r"'?[^\W\d_](?:[^\W\d_]|['-](?=[^\W\d_]))*\.?")
_GAP = re.compile(r"[ \t]{1,2}")
_STOP_MARK = re.compile(r"[ \t]*(?:[\n,;.()|!?/:\"-]|$)")
_LONGEST = 5
"""Words in the longest name of a town that is read."""
_PREFIXES = frozenset(
    "bad st st. sankt saint sainte san santa santo são los las le la el les l' alt neu groß klein "
    "new nowy nowa nowe stary stara nova novo nové novi stari velika veliki port puerto porto west "
    "east north south great upper lower monte castel castello rio vila villa ville villanueva "
    "palma alcalá reggio den 's- târgu baia banská české hradec ústí karlovy άγιος αγία νέα "
    "стара нова велико гр. град с. mun. mun. loc. gm. rancho ciudad".split()
)
"""Words that begin the name of a town whose next word belongs to it."""
_INSIDE = re.compile(
    r" (?:am|an der|an|im|in der|in|bei|ob der|auf der|auf|vor der|unter|a\. ?[dM]\.?|nad|pod|sur|"
    r"sous|lès|en|upon|on|by|de la|de los|de las|del|de|di|da|do|dos|aan den|aan de|aan|op|cel"
    r") (?=[^\W\d_])"
)
_BEHIND = re.compile(
    r" ?(?i:cedex)(?: \d{1,2})?(?![^\W_])| \d{1,2}(?![\w.,/]*\d)(?![^\W_])| [IVX]{1,5}(?![^\W_])|"
    r" (?:Ø|K|V|N|S|C|NV|SV|NØ)(?![^\W_])|/[^\W\d_]{3,}| \([^\W\d_][^\W\d_. -]{1,24}\)|"
    r"-[^\W\d_]{2,}"
)
_NUMBERED = frozenset(
    "praha bratislava brno ostrava plzeň dublin budapest paris lyon marseille wien københavn "
    "kobenhavn aarhus odense košice sofia софия".split()
)
"""Towns whose name a district number or letter follows."""


@cache
def towns() -> frozenset[str]:
    """Return names of large towns, in lower case."""
    return frozenset(name.replace("_", " ") for name in load_words("towns"))


@cache
def countries() -> frozenset[str]:
    """Return names of countries, in lower case."""
    names = load_table("countries")["names"]
    return frozenset(name.lower() for entries in names.values() for name in entries)


@cache
def places() -> frozenset[str]:
    """Return names of large towns and of countries, in lower case."""
    return towns() | countries()


@cache
def places_and_regions() -> frozenset[str]:
    """Return what stands in brackets or behind a comma beside a place, in lower case."""
    return places() | {name.replace("_", " ") for name in load_words("regions")}


@cache
def _no_towns() -> frozenset[str]:
    labels = concepts("place_label", "postcode", "address_label").words
    return load_words("not_names") | _UNITS | frozenset(labels)


_UNITS = frozenset(
    "euro eur usd gbp chf pln czk huf ron sek dkk nok stück stk einwohner einwohnern artikel "
    "personen menschen soldaten mitglieder besucher zuschauer mark franken dollar dollars pounds "
    "people items users rows records lines tage tagen stunden meter metern kilometer kg gb mb "
    "uhr jahre jahren bgb stgb abs abs. nr nr. seite seiten tel tel. telefon mobil fax e-mail "
    "tlf tlf. tfno tfno. tfn telf telf. telfs telfs. tfo teléfono telefono tél tél. tlfno correo "
    "email "
    "mail iban bic phone mobile plus and und et y i e och og ja to is was the der die das "
    "personas habitantes euros habitants abitanti mieszkańców zł złotych kč ft lei kr date datum "
    "kundennummer rechnung vertrag order ticket bestellung dni nif nie cif nhc id".split()
)
"""Words behind a number of four or five digits that make it an amount or end a line."""


def known_end(text: str, at: int, names: frozenset[str]) -> int | None:
    """Return the end of the longest entry of `names` that begins at `at`, in any case."""
    best = None
    word = _WORD.match(text, at)
    for number in range(_LONGEST):
        if word is None:
            break
        name = text[at : word.end()].lower()
        if name in names:
            best = word.end()
        elif name[-1] == "." and name[:-1] in names:
            best = word.end() - 1
        if number == 0 and name not in _beginnings(names):
            break
        gap = _GAP.match(text, word.end())
        word = _WORD.match(text, gap.end()) if gap is not None and gap.end() - at < 60 else None
    return best


@lru_cache(maxsize=8)
def _beginnings(names: frozenset[str]) -> frozenset[str]:
    """Return the first words of names of several words: few places of a text hold one."""
    return frozenset(name.partition(" ")[0] for name in names if " " in name)


def town_end(text: str, at: int, *, small: bool) -> int | None:
    """Return the end of the name of a town that begins at `at`; None if no name begins there.

    Args:
        text: normalised text.
        at: where the name would begin.
        small: may the name be written without a capital?
    """
    known = known_end(text, at, towns())
    word = _WORD.match(text, at)
    if word is None:
        return None
    first = word.group()
    lower = first.lower()
    if known is not None:
        end = known
        if text[at].isupper():
            end = max(end, _run_end(text, at, word.end()))
    elif lower in _no_towns() or len(first) < 2:
        return None
    elif first[0].isupper() or first[0] == "'":
        end = _run_end(text, at, word.end())
    elif small and len(first) >= 3:
        end = word.end() - first.endswith(".")
        if lower in _PREFIXES and (more := re.compile(r" [^\W\d_]{3,}").match(text, end)):
            end = more.end()
    else:
        return None
    if text[end - 1] == "." and end - at > len("St."):
        end -= 1
    return _with_suffix(text, at, end)


def _run_end(text: str, at: int, end: int) -> int:
    """Return the end of a name in capitals whose first word ends at `end`.

    More capitalised words belong to it when nothing but punctuation follows them: "Nowy Dwór
    Mazowiecki,"; else only what such names are made of, for in German every noun has a capital.
    """
    first = text[at:end]
    if first.endswith(".") and first.lower() not in _PREFIXES:
        return end - 1
    words = 1
    sure = end
    place = end
    while words < _LONGEST:
        gap = _INSIDE.match(text, place) or _GAP.match(text, place)
        word = _WORD.match(text, gap.end()) if gap else None
        if gap is None or word is None or not word.group()[0].isupper():
            break
        if word.group().lower().rstrip(".") in _no_towns():
            break
        previous = text[at:place].split()[-1].lower()
        bound = len(gap.group()) > 2 or previous in _PREFIXES
        place = word.end()
        words += 1
        if bound and sure == gap.start():
            sure = place
    else:
        return sure
    if text[place - 1] == "." and place > sure:
        place -= 1
    return place if _STOP_MARK.match(text, place) else sure


def _with_suffix(text: str, at: int, end: int) -> int:
    """Return the end with a district number, CEDEX or a bracket behind the name."""
    for _ in range(2):
        match = _BEHIND.match(text, end)
        if match is None:
            return end
        piece = match.group()
        plain = text[at:end].lower()
        if (piece[1:2].isdigit() or piece[1:].isalpha() and piece.isupper()) and (
            plain not in _NUMBERED
        ):
            return end
        if piece[0] in "/-" and not piece[1].isupper():
            return end
        end = match.end()
    return end
