"""When four digits, or two short numbers with a mark between, are a date in running text."""

from __future__ import annotations

import re

from compliance.detect.dates.forms import Written

_BEFORE = frozenset(
    # en
    "the in since until till by from to during before after between and early late mid year "
    "years of "
    "around circa about through spring summer autumn fall winter for end beginning "
    # de
    "im seit bis ab von vor nach um anno jahr jahre jahres jahren und anfang ende mitte zwischen "
    "frühjahr sommer herbst vom am zum den etwa stand ca ca. "
    # fr, es, it, pt, ca
    "en depuis dès fin début année années et de à jusqu'en jusqu'à entre desde hasta año años "
    "del y "
    "hacia nel dal al dell' anno anni fino tra e em ano anos até ao do i any des "
    # nl, pl, cs, sk, hu
    "jaar sinds tot uit w we od do z roku rok roki lata r. v ve od až mezi roce letech "
    # ro, bg, el, hr, sl
    "anul în din până от през до година години το από έως έτος u godine godini iz leta leto leti "
    # nordic, baltic
    "i sedan från år åren fra siden til vuonna vuoden vuodesta vuosina lõpus aastal no gadā metais "
    "nuo iki árið frá".split()
)
"""Words right before a year."""
_LAST_WORD = re.compile(r"(?P<word>[^\W\d_][\w.']*)[ ]$|(?P<mark>[(,;/-])[ ]?$")
_BEHIND = re.compile(r" ?(?:г\.|r\.|roku|m\.|gada|gadā|aastal?|yıl|år\b|-ban|-ben|-től|-ból|-os)")
_STATE_AFTER = re.compile(
    r"(?i)(?:^|[\s(\-*])(?:z\. ?n\.?|zn|st\.? ?p\.?|zustand nach|ed|e\.d\.|erstdiagnose|"
    r"erstmanifestation|op|operation|status post|s/p|history of|diagnosed|anamnes\w+|"
    r"vorerkrankungen|antecedentes?|antécédents?)[\s:.][^\n;:]{0,60}$"
)
"""Words of medical notes behind which a year needs no preposition: "Z.n. Apoplex 2002"."""
_ENTRY = re.compile(r" [^\W\d_a-z][\w-]{3,}")
_ENTRY_START = re.compile(r"(?:^|\n|: |- )$")
"""A line that begins with a year and goes on with a noun: "2044 TIPS-Anlage"."""
_AMOUNT = re.compile(
    r"[ -]?(?:[%€$£°]|(?i:euros?|eur|dollars?|usd|gbp|pounds?|people|persons?|cases|items|users|"
    r"personen|stück|mal|menschen|fälle|kg|km|mg|ml|g|m|m²|mm|cm|watt|kw|mb|gb|hz|units|"
    r"personas|casos|veces|personnes|fois|cas|persone|casi|volte|złotych|zł|kč|ft|lei|kr|"
    r"kronor|kroner|"
    r"times|copies|words|tokens|rows|lines|days|hours|tage|stunden|schritte|steps|ie|ui|"
    r"cc)(?![^\W_]))"
)
_NUMBERED = re.compile(r"(?i)(?:no|nr|nos|n[°o]|num|art|§|section|rule|act|law)\.? ?\d{0,4}/?$")
_DATE_WORD = re.compile(
    r"(?i)(?:^|[^\w])(?:am|vom|bis|seit|ab|zum|zuletzt|den|im|dne|od|do|dnia|w|on|le|du|el|del|il|"
    r"dal|op|van|den|d\.|em|ze|v|dd\.?|in|og|und|and|von|since|from|depuis|desde|dès|ed|op|"
    r"st\.?p\.?|"
    r"z\.?n\.?|kontrolle)[ ]$"
)


def is_plain_date(text: str, date: Written) -> bool:
    """Tell whether what has the form of a date is one by the words around it."""
    if date.word or date.form in ("full", "range"):
        return True
    behind = text[date.end : date.end + 16]
    if _AMOUNT.match(behind):
        return False
    before = text[max(0, date.start - 24) : date.start]
    if _NUMBERED.search(before):
        return False
    if date.form == "month":
        return True
    if date.form == "short":
        # "03/21" with its zero is no fraction.
        return _DATE_WORD.search(before) is not None or text[date.start] == "0"
    if date.form == "day":
        if _DATE_WORD.search(before) is not None or _two_digits(text, date):
            return True
        return _in_chat(text, date)
    if date.end - date.start > len("1998") or _BEHIND.match(behind):
        return True
    if _STATE_AFTER.search(text[max(0, date.start - 70) : date.start]):
        return True
    if _ENTRY_START.search(before) and _ENTRY.match(behind):
        return True
    last = _LAST_WORD.search(before)
    if last is None:
        return False
    if last.group("mark"):
        return (last.group("mark") == "(" and behind[:1] in (",", ")")) or (
            last.group("mark") == "," and _FOUR.search(before) is not None
        )
    word = last.group("word")
    return word != "I" and word.lower() in _BEFORE


def is_month_of_notes(text: str, date: Written) -> bool:
    """Tell whether 11/63 is a month in a text that writes months so, and no score or share."""
    value = text[date.start : date.end]
    if date.form != "short" or value.rpartition("/")[2] in _SCALES:
        return False
    if _AMOUNT.match(text[date.end : date.end + 16]):
        return False
    before = text[max(0, date.start - 12) : date.start]
    return before[-1:] in ("", " ", "(", "\n", "\t", "-") and not _GRADED.search(before)


_SCALES = frozenset({"10", "12", "15"})
"""Ends of common scales: pain 3/10, coma 14/15."""
_GRADED = re.compile(
    r"(?:[pcyr]?[TNMGLV]-?\d?[a-d]? ?\(|(?:score|nrs|vas|gcs|rr|bp|visus)[ :]*)$", re.I
)
_FOUR = re.compile(r"(?:19|20)\d{2}, ?$")


_SECTION = re.compile(
    r"(?i)(?:§|(?<![^\W_])(?:kap|abschn|abs|art|ziff|nr|no|v|ver|rozdz|pkt|čl|bod|odd|punkt|sekt|"
    r"sect|"
    r"step|rel|odst|str|stran|teil|part|bild|fig|tab|pol|cik|fej|pon|t|par)[^\W\d_]*\.?) ?$"
)
"""Right before "3.2." that is a part of a document or a version."""


def _in_chat(text: str, date: Written) -> bool:
    """Tell whether "12.5." stands in a line of small letters, at its end or before a small word."""
    begin = text.rfind("\n", 0, date.start) + 1
    line = text[begin : date.start]
    behind = text[date.end : date.end + 2]
    return (
        line[:1].islower()
        and line[-2:-1].islower()
        and (not behind.strip() or behind[0] == "\n" or (behind[0] == " " and behind[1].islower()))
        and _SECTION.search(line[-24:]) is None
    )


def _two_digits(text: str, date: Written) -> bool:
    """Tell whether day and month both have two digits: "24.09." but not "1.2."."""
    return len(text[date.start : date.end].strip(".")) == len("24.09")
