"""What stands around a street: floor and door, postcode and town, region, country.

Each part is read by itself, in any order and language, so that one loop builds the whole address
from its street outwards.

Basis: Universal Postal Union, S42 (components of postal addresses).
"""

from __future__ import annotations

import re

from compliance.detect.places.addresses.town import (
    countries,
    known_end,
    town_end,
    towns,
)

SEP = (
    r"(?=[\s,;|/-])[ \t]{0,3}(?:[,;|]|-(?=[ \t])|/(?=[ \t]))?[ \t]{0,3}(?:\r?\n)?[ \t]{0,4}"
    r"(?<=[\s,;|/-])"
)
"""What parts two lines of an address: a comma, a dash, one line break."""
CODE = (
    r"(?:(?:D|DE|A|AT|CH|F|FR|E|ES|I|IT|HR|FI|FIN|EE|L|LT|LV|B|BE|DK|N|NO|S|SE|SI|H|HU|P|PT|CZ|SK|"
    r"GR|BG|PL|NL|RO|FL|LI)[- ])?"
    r"(?:\d{5,6}|\d{4} ?[A-Z]{2}(?![^\W_])|\d{4}-\d{3}|\d{4}|\d{3} \d{2}|\d{2}-\d{3})(?![\w]|"
    r"[.,]\d)"
)
"""A postcode in front of its town."""
UK_CODE = r"[A-Z]{1,2}\d[A-Z\d]? ?\d[ABD-HJLNP-UW-Z]{2}"
IE_CODE = r"(?:[AC-FHKNPRTV-Y]\d{2}|D6W) ?[0-9AC-FHKNPRTV-Y]{4}"
US_STATES = (
    r"(?:A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|RI|"
    r"S[CD]|T[NX]|UT|V[AT]|W[AIVY])"
)
_CODE_BEHIND = (
    rf"(?:{UK_CODE}|{IE_CODE}|{US_STATES}\.?,? \d{{5}}(?:-\d{{4}})?|L[TV]-\d{{4,5}}|"
    r"[A-Z]{3} \d{4}|(?:[A-Z][a-z]+ ){1,2}\d{5}(?:-\d{4})?)(?![A-Za-z0-9])"
)
"""A postcode behind its town: United Kingdom, Ireland, United States, Latvia, Malta."""
_CODE_BEHIND_SMALL = (
    r"(?:[a-z]{1,2}\d[a-z\d]? ?\d[abd-hjlnp-uw-z]{2}|"
    rf"(?i:{US_STATES}),? \d{{5}}(?:-\d{{4}})?)(?![A-Za-z0-9])"
)
_TOWNS_BEFORE_CODE = (
    r"(?:,?[ \n]{1,2}[^\W\d_a-z][\w'.-]*(?: (?:upon|on|of|the|by|le|under|in|and))*"
    r"(?:[ -][^\W\d_a-z][\w'-]+){0,2}){0,3}?"
)
_CODED = re.compile(rf"{_TOWNS_BEFORE_CODE}(?:,?[ \n]{{1,2}})(?:{_CODE_BEHIND})")
_CODED_SMALL = re.compile(
    rf"(?:,?[ \n]{{1,2}}[a-z'-]+){{1,4}}?,?[ \n]{{1,2}}(?:{_CODE_BEHIND_SMALL})"
)
_CODE = re.compile(rf"\.?(?:{SEP}| in )(?:(?i:c\.? ?p\.?|cap|plz|psč|kod|zip|postcode):? )?{CODE}")
_SHORT_CODE = re.compile(rf"{SEP}\d{{3}} (?=[^\W\d_])")
"""A postcode as in Iceland, read before a town that is known only."""
_CODE_AFTER_TOWN = re.compile(rf"{SEP}{_CODE_BEHIND}")
_CODE_GAP = re.compile(r"[ \t]?-[ \t]?|,?[ \t]{1,2}|,?[ \t]?\r?\n[ \t]{0,3}")

_VALUE = (
    r"(?:[ \t]?(?:n[°.o]{0,2} ?)?\d{1,4}[a-zA-Z]?|[ \t](?:[IVX]{1,4}|[^\W\d_]\d{0,3}))(?![^\W_])"
)
_UNIT_WORDS = (
    # de, en
    r"top|stiege|stg\.?|tür|stock|whg\.?|wohnung|wohnungs?-?nr\.?|app\.?|haus|eingang|etage|block|"
    r"zimmer|apt\.?|apartment|appartement|flat|unit|suite|ste\.?|room|floor|fl\.|bldg\.?|building|"
    # fr, es, it, pt
    r"b[âa]t(?:iment|\.)?|appt\.?|esc(?:alier|alera|\.)?|étage|porte|piso|puerta|pta\.?|planta|"
    r"portal|bloque|blq\.?|bajo|letra|local|oficina|int(?:erno|\.)|scala|sc\.|piano|p\.|lotto|"
    r"appartamento|bloco|lote|andar|sala|fração|"
    # pl, cs, sk, hu, ro
    r"m\.?|lok(?:al|\.)?|mieszk(?:anie|\.)|bl(?:ok|oc|\.)?|kl(?:atka|\.)?|byt|č\. ?b\.?|"
    r"em(?:elet|\.)|ajtó|lph\.?|lépcsőház|sc(?:ara|\.)?|et(?:aj|\.)?|ap\.?|sector(?:ul)?|"
    # nl, nordic, bg, el, baltic
    r"bus|bte\.?|boîte|lgh\.?|leilighet|bolig|as\.?|hus|rappu|stan|вх\.?|вход|ет\.?|етаж|ап\.?|"
    r"бл\.?|όροφος|διαμ\.?|bt\.?|dz\.?|krt\.?"
)
_UNIT = re.compile(
    rf"\.?{SEP}(?:"
    rf"(?i:(?:{_UNIT_WORDS}){_VALUE})|"
    # "2. Stock", "3rd floor", "2. th.", "III. em. 4."
    r"(?:\d{1,2}|[IVX]{1,4})(?:\.|st|nd|rd|th|er|[eè]me|[eèoa°])?\.? ?"
    r"(?i:og|ug|dg|stock|etage|obergeschoss|sal|th|tv|mf|t\.h|t\.v|tr|em|emelet|patro|poschodie|"
    r"p(?:iętro|\.)|floor|fl|étage|étg|piano|piso|planta|andar|verd(?:ieping|\.)|hoog|korrus|krs|"
    r"kat)(?![^\W_])\.?(?:,? ?(?:\d{1,3}(?!\d)\.?|(?i:th|tv|mf|dx|sx|links|rechts|mitte|li|re|"
    r"gauche|droite)(?![^\W_])\.?))?|"
    # "3º B", "2ºB", "1ª izq.": normalised text has "o" and "a" for the raised letters
    r"\d{1,2} ?[oa°][A-Ja-h](?![^\W_])|"
    r"\d{1,2} ?(?:[oa](?![^\W_])|°)(?:[ ,-]{1,2}(?:\d{1,2}[oa°]?|[A-Z]|(?i:izq(?:da|uierda|"
    r"do)?|dcha?|derecha|"
    r"dto|direito|esq(?:uerdo)?|fte|frente|centro|puerta \w))(?![^\W_])\.?)?|"
    r"\d{1,2}\.o(?: ?(?:[A-Z]|(?i:esq|dto|fte|direito|esquerdo|frente))(?![^\W_])\.?)?|"
    r"(?i:(?:eg|dg|hinterhaus|vorderhaus|hinterhof|seitenflügel|hochparterre|souterrain|parterre|"
    r"basement|ground floor|bajo|entlo|entresuelo|ático|atico|parter|fszt|földszint|r/c|"
    r"rez-de-chaussée|rdc|hs|huis|st\. ?t[vh]|přízemí)(?![^\W_])\.?(?: ?[A-Z\d](?![^\W_]))?)|"
    r"#[ ]?\w{1,5}|(?:\d{1,2}|[1-9]) ?[A-H](?![^\W_])(?=[, \n.;]|$)|H0\d{3}(?!\d)|"
    r"(?i:urb(?:anización|\.)) [^\W\d_][\w'-]*(?: [^\W\d_a-z][\w'-]*){0,2}|"
    r"c/o [^\W\d_a-z][\w.'-]*(?: [^\W\d_a-z][\w.'-]*){0,2})"
)
_REGION = re.compile(
    r",?[ \t]?\((?:[A-Z]{2}|[^\W\d_a-z][\w' .-]{2,24})\)|"
    r",?[ \t]{1,2}(?i:(?:woj|powiat|pow|gm|obl|okres|okr|county|co|jud|județ(?:ul)?|provincia|prov|"
    r"gmina|com|общ|обл|okr)\.?) [^\W\d_][\w-]+(?: [^\W\d_a-z][\w-]+)?"
)
_TOWN_GAP = re.compile(r"(?:,|[ \t]in|[ \t]-)(?:[ \t]{1,2}|[ \t]?\r?\n[ \t]{0,3})|\r?\n[ \t]{0,3}")
_COUNTRY_GAP = re.compile(rf"{SEP}\(?|\.?[ \t]{{1,2}}\(|\.[ \t]{{1,2}}")
_ENDS = re.compile(r"[ \t]*(?:[\n.;:()!?,|\"]|$)|[ \t]+(?:[a-zß-ö]|-)")
_REACH = 140


def grow(text: str, end: int, stop: int, *, coded: bool, small: bool = False) -> tuple[int, bool]:
    """Return where an address ends whose street ends at `end`, and whether a postcode was read.

    Args:
        text: normalised text.
        end: the end of street and number.
        stop: where the next address begins.
        coded: was a postcode read already?
        small: is the street written in small letters, so that its town may be too?
    """
    units = 0
    while units < 4 and (match := _UNIT.match(text, end, min(stop, end + 60))):
        end = match.end()
        units += 1
    if not coded:
        place = _code_and_town(text, end, stop) or _town_and_code(text, end, stop)
        if place is not None:
            end, coded = place, True
        elif (town := _town(text, end, stop, small=small)) is not None:
            end = town
            place = _code_and_town(text, end, stop)
            if place is None and (behind := _CODE_AFTER_TOWN.match(text, end, stop)) is not None:
                place = behind.end()
            if place is not None:
                end, coded = place, True
    for _ in range(3):
        region = _REGION.match(text, end, stop)
        if region is None:
            break
        end = region.end()
    gap = _COUNTRY_GAP.match(text, end, stop)
    if gap is not None and (coded or gap.group()[0] != "."):
        country = known_end(text, gap.end(), countries())
        if country is not None and country <= stop and text[gap.end()].isalpha():
            end = country + (gap.group().endswith("(") and text[country : country + 1] == ")")
    return end, coded


def is_unit(text: str, at: int) -> bool:
    """Tell whether a floor or door begins at `at`, rather than a street: "Apt 4B", "ap. 15"."""
    return any(_UNIT.match(text, max(0, at - before)) is not None for before in (2, 1))


def front(text: str, start: int, floor: int) -> tuple[int, bool]:
    """Return where an address begins whose street begins at `start`, and whether with a postcode.

    Args:
        text: normalised text.
        start: the begin of the street.
        floor: the end of the address before.
    """
    left = text[max(floor, start - 80) : start]
    coded = False
    for pattern in (_FRONT_UNIT, _FRONT_CODE, _FRONT_CODE_SHORT):
        match = pattern.search(left)
        if match is not None and (pattern is _FRONT_UNIT or _plausible(match)):
            left = left[: match.start()]
            coded = coded or pattern is not _FRONT_UNIT
    if not coded and (match := _FRONT_TOWN.search(left)) is not None:
        name = match.group("town")
        while name and not (name[0].isupper() and name.lower() in towns()):
            name = name.partition(" ")[2]
        if name:
            left = left[: match.end("town") - len(name)]
    return max(floor, start - 80) + len(left), coded


_FRONT_UNIT = re.compile(
    r"(?i)(?<![^\W_])(?:(?:flat|apartment|apt\.?|unit|suite|studio|house|room|appt\.?|appartement|"
    r"b[âa]t(?:iment|\.)?|esc(?:alier|\.)?|résidence [^\W\d_]+|ж\.?к\.? [^\W\d_]+(?: \d)?) ?"
    r"[\w]{1,4},?[ \n]){1,3}$|(?:2nd|3rd|\dth|1st|ground) floor,? $"
)
_FRONT_CODE = re.compile(
    rf"(?<!\w)(?P<code>{CODE})[ ]{{1,2}}(?P<town>[^\W\d_a-z][\w.'-]*(?: [\w.'-]+){{0,4}}"
    rf"(?: \([\w .]+\))?)[ ]?[,;:\n-][ \n]{{0,2}}$"
)
_FRONT_CODE_SHORT = re.compile(rf"(?<!\w)(?P<code>{CODE}) (?P<town>[^\W\d_][\w'-]+) $")
_FRONT_TOWN = re.compile(
    r"(?<![\w'-])(?P<town>[^\W\d_][\w'-]*(?:[ ][^\W\d_][\w'-]*){0,3})(?:,[ \n]{1,2}|:? |\n)$"
)


def _plausible(match: re.Match[str]) -> bool:
    """Tell whether number and word before a street are postcode and town."""
    return town_end(match.group("town"), 0, small=True) is not None


def _code_and_town(text: str, end: int, stop: int) -> int | None:
    match = _CODE.match(text, end, min(stop, end + 30))
    if match is None:
        short = _SHORT_CODE.match(text, end, min(stop, end + 30))
        return known_end(text, short.end(), towns()) if short is not None else None
    gap = _CODE_GAP.match(text, match.end(), stop)
    town = town_end(text, gap.end(), small=True) if gap is not None else None
    if town is not None and town <= stop:
        return town
    # A postcode without a town counts where nothing else follows it: most codes of five digits
    # or with a mark inside are no other number behind a street.
    sure = re.search(r"\d{5}|\d-\d|\d \d|\d ?[A-Z]", match.group())
    return match.end() if sure and _ENDS.match(text, match.end()) else None


def _town_and_code(text: str, end: int, stop: int) -> int | None:
    for pattern in (_CODED, _CODED_SMALL):
        match = pattern.match(text, end, min(stop, end + _REACH))
        if match is not None:
            return match.end()
    return None


_ARTICLE = re.compile(r"i?[lnrstxzżdċ]-(?=[^\W\d_a-z])")
"""The article of Maltese towns: "iż-Żurrieq"."""
_SMALL_TOWN = re.compile(
    r"[a-zß-öø-ÿāăąćčďđēėęěğģħįķļľłńņňōőœŕřśşšţťūůűųźżžșțа-яά-ώ'-]{4,20}(?=[ \t]*(?:[,.;\n]|$))"
)


def _town(text: str, end: int, stop: int, *, small: bool) -> int | None:
    """Return the end of a town without a postcode: ", Berlin", " in Berlin"."""
    gap = _TOWN_GAP.match(text, end, stop)
    if gap is None:
        return None
    at = gap.end()
    if (article := _ARTICLE.match(text, at, stop)) is not None:
        at = article.end()
    known = known_end(text, at, towns())
    if known is None and "\n" in gap.group():
        return None
    name = town_end(text, at, small=False)
    if known is None and name is None and small and gap.group().startswith(","):
        word = _SMALL_TOWN.match(text, at, stop)
        name = town_end(text, at, small=True) if word is not None else None
    if known is None and (name is None or _ENDS.match(text, name) is None):
        return None
    best = max(known or 0, name or 0)
    return best if best <= stop else None
