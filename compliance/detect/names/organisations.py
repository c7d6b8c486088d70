"""Organisations that lead to a person, and public bodies that lead to none.

A legal form makes the words before it the name of a firm ("Nowak i Syn Sp. z o.o."); the word for
a hospital, a school or an office makes a name of what stands beside it ("Klinikum Musterstadt").
A court or a state without a place of its own is context of the law, not of a person.

Basis: GDPR Recital 14 (data of legal persons are no personal data), Recital 26.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from compliance.detect.lexicons import load_table, load_words
from compliance.detect.matching.context import has_digit, isolated
from compliance.detect.matching.re2patterns import PatternSet
from compliance.detect.names.institutions import BEFORE, BEHIND
from compliance.detect.types import Entity

_WORD = re.compile(r"[^\W\d_]+")
_DEMONYM_ENDING = 5
_ADJECTIVE = ("ish", "ese", "ian", "ean", "nch", "tch", "man", "isch", "ische", "ischen", "ischer")
_CAPITAL = r"(?:\p{Lu}[\p{L}\p{N}&'.+\-]*)"
_SMALL = (
    r"(?:und|and|et|y|e|i|en|og|och|ja|a|u|in|für|for|pour|para|per|voor|der|die|des|de|del|della|"
    r"dell'|di|da|do|dos|du|la|le|les|los|las|el|of|the|von|van|den|z|w|na|pro|am|im|&|\+|/|-|–)"
)
_CHAIN = (
    rf"[„\"“»«]?{_CAPITAL}(?:,? ?[„\"“»«]?(?: {_SMALL}){{0,2}} [„\"“»«]?{_CAPITAL}[”\"“»«]?){{0,5}}"
)

_FORMS = (
    # Long or dotted forms that are nothing else.
    r"GmbH(?: ?& ?Co\.? ?KG(?:aA)?)?|gGmbH|mbH|KGaA|OHG|GbR|PartG(?: ?mbB)?|e\. ?V\.|e\. ?K\.|eG|"
    r"UG(?: ?\(haftungsbeschränkt\))?|Ges\.m\.b\.H\.|Ltd\.?|Limited|LLC|LLP|Inc\.?|PLC|plc|"
    r"Corp\.?|(?i:sp)\. ?z ?o\. ?o\.(?: sp\. ?k\.)?|sp\. ?k\.|sp\. ?j\.|Sp\.J\.|S\. ?A\. ?S\.|"
    r"S\. ?A\.(?:U\.)?|S\. ?A\. ?R\. ?L\.|SARL|Sàrl|SASU|EURL|SCOP|S\. ?L\.(?: ?U\.)?|S\. ?Coop\.|"
    r"S\. ?p\. ?A\.|S\. ?r\. ?l\.(?: ?s\.)?|S\. ?n\. ?c\.|S\. ?a\. ?s\.|SpA|Srl|Lda\.?|"
    r"Unipessoal|B\. ?V\.(?:B\.A\.)?|N\. ?V\.|BVBA|V\. ?O\. ?F\.|s\. ?r\. ?o\.|spol\. s r\. ?o\.|"
    r"a\. ?s\.|v\. ?o\. ?s\.|k\. ?s\.|d\. ?o\. ?o\.|d\. ?d\.|j\. ?d\. ?o\. ?o\.|Kft\.?|Zrt\.?|"
    r"Nyrt\.?|Bt\.|Oyj|Oy|ApS|A/S|I/S|K/S|ASA|SIA|UAB|MB|OÜ|EOOD|OOD|EAD|ООД|ЕООД|ЕАД|АД|"
    r"Α\. ?Ε\.|Ε\. ?Π\. ?Ε\.|Ο\. ?Ε\.|ΕΠΕ|ΑΕ|ΟΕ|ΙΚΕ|Ι\. ?Κ\. ?Ε\.|Teoranta|Teo|DAC|CLG|CTR|"
    r"S\. ?R\. ?L\.|SRL|P\. ?F\. ?A\.|ehf\.?|hf\.?|s\. ?c\."
)
_DOTTED_FORMS = (
    r"(?i:sp)\. ?z ?o\. ?o\.|s\. ?r\. ?o\.|a\. ?s\.|d\. ?o\. ?o\.|d\. ?d\.|n\. ?o\.|s\. ?c\."
)
"""Slavic forms: the words of a name before them may be written small ("Koroška streha d.o.o.")."""
_SHORT_FORMS = r"AG|KG|SE|SA|SAS|SL|SLU|BV|NV|AB|AS|OG|SCA|SNC|KB|HB|AD"
"""Forms that are also other abbreviations: a word with a small letter must stand before them."""
_PREFIX_FORMS = r"UAB|SIA|AS|OÜ|MB|VšĮ"
"""Baltic forms that stand before the name, often quoted."""

_BEFORE_NAME = "|".join(BEFORE.values())
_LINK = (
    r"(?:(?: (?:de|del|de la|de las|de los|la|le|du|des|di|della|d'|da|do|w|we|im|im\.|v|ve|na|u|i|"
    r"á|í|ta['’]|am|an der|in|zu|zum|van|van der|of|s|lo|–|-|Św\.|św\.|St\.|Sankt|San|Santa|Sant|"
    r"Saint|Sainte|(?:nr\.?|n\.?º|nº|número|№) ?\d+|\p{Lu}\.))*"
    r" [„\"“]?\p{Lu}[\p{L}'’\-]+[”\"“]?)"
)
_BEHIND_NAME = "|".join(BEHIND.values())
_LEADING = frozenset(
    "firma firmy company unternehmen arbeitgeber kunde kundin kontrahent spółka société empresa "
    "azienda ditta bedrijf auftraggeber lieferant verkäufer nazwa name".split()
)
_HYPHENED = (
    r"\p{Lu}\p{L}+(?:-\p{Lu}?[\p{L}.]+)*-(?:Klinik|Klinikum|Krankenhaus|Spital|Hospital|Gymnasium|"
    r"Schule|Grundschule|Realschule|Gesamtschule|Universität|Hochschule|Apotheke|Stift|Heim)"
)
_QUOTED = (
    r"(?i:company|firm|enterprise|co-?operative|association|newspaper|magazine|periodical|party|"
    r"channel|firma|verein|zeitung|zeitschrift|société|association|journal|empresa|periódico|"
    r"società|giornale|spółk\p{L}*|krant|bedrijf),? (?:called |named |namens |nommée? |llamada )?"
    r"[„\"“«»](\p{Lu}[^„\"“”«»\n]{1,40})[”\"“»«]"
)
_MEMBERS = (
    r"(?i:organi[sz]ation|party|union|partei|gewerkschaft|organizzazione|organización|partito|"
    r"partido|syndicat|parti|sindacato|sindicato|partii|partia),?(?: named| called| namely)?"
    r"(?: the| der| die| le| la| el| il)? (\p{Lu}[\p{Lu}\p{N}]{1,7}(?:[-/]\p{Lu}[\p{L}\p{N}]*)?)"
)
_PATTERNS: tuple[tuple[str, float], ...] = (
    (rf"({_CHAIN},? (?:{_FORMS}))", 0.65),
    (rf"({_CHAIN} (?:{_SHORT_FORMS}))", 0.55),
    (rf"({_CAPITAL}(?: {_CAPITAL})*(?: \p{{Ll}}[\p{{L}}-]+){{1,2}},? (?:{_DOTTED_FORMS}))", 0.6),
    (rf"([„\"“«]\p{{Lu}}[^„\"“”«»\n]{{1,40}}[”\"“»],? (?:{_FORMS}|{_SHORT_FORMS}))", 0.65),
    (rf"((?:{_PREFIX_FORMS}) [„\"“]\p{{Lu}}[^„\"“”«»\n]{{1,40}}[”\"“])", 0.65),
    (rf"((?:{_BEFORE_NAME}){_LINK}{{1,4}})", 0.5),
    (rf"((?:\p{{Lu}}[\p{{L}}'’.\-]+ ){{1,4}}(?:{_BEHIND_NAME})(?: of \p{{Lu}}\p{{L}}+)?)", 0.5),
    (rf"({_HYPHENED})", 0.55),
    (_QUOTED, 0.6),
    (_MEMBERS, 0.6),
)
_LEGAL = 5
"""How many of the patterns are those of legal forms."""
_KIND_FIRST = (_LEGAL - 1, _LEGAL)
"""The patterns whose first word belongs to the name: "AS „Daugavas Maize”", "Klinikum Neustadt"."""
_WITH_HYPHENS, _IN_QUOTES, _OF_MEMBERS = range(len(_PATTERNS) - 3, len(_PATTERNS))
_BRANCHES = frozenset(
    "hno hals nasen ohren augen haut frauen kinder unfall herz zahn tages reha privat fach mund "
    "kiefer nerven lungen sport berufs grund haupt volks abend fern musik fahr sprach tanz".split()
)
"""Words that make of a clinic or a school a kind rather than a name: "HNO-Klinik"."""


class OrganisationFinder:
    """Finds firms by their legal form and institutions by their kind and their own name."""

    name = "organisations"
    types: tuple[str, ...] = ("ORGANIZATION",)

    def __init__(self) -> None:
        self._patterns = PatternSet([pattern for pattern, _ in _PATTERNS])
        self._stop = load_words("not_names") | _LEADING

    def find(self, text: str) -> Iterator[Entity]:
        """Yield organisations with a name of their own; public bodies without one are left out."""
        found = sorted(self._all(text), key=lambda each: (each.start, -each.end))
        reach = -1
        for each in found:
            if each.end > reach:
                reach = each.end
                yield each

    def _all(self, text: str) -> Iterator[Entity]:
        for number, match in self._patterns.finditer(text):
            start, end = match.span(1)
            if number not in _KIND_FIRST:
                start, end = self._without_leading(text, start, end)
            legal = number < _LEGAL
            words = _WORD.findall(text[start:end])
            least = 1 if number >= _IN_QUOTES else 2
            if len(words) < least or not isolated(text, start, end):
                continue
            if (
                number == 1
                and all(word.isupper() for word in words[:-1])
                and not has_digit(text[start:end])
            ):
                continue
            if number == _WITH_HYPHENS and not _BRANCHES.isdisjoint(map(str.lower, words)):
                continue
            if not legal and (is_public_body(text[start:end]) or _only_kinds(words)):
                continue
            yield Entity(start, end, "ORGANIZATION", _PATTERNS[number][1], self.name)

    def _without_leading(self, text: str, start: int, end: int) -> tuple[int, int]:
        """Return the span without articles and words such as "Firma" at its start."""
        first = start
        for match in _WORD.finditer(text, start, end):
            if match.group().lower() not in self._stop:
                return (start if first == start else match.start()), end
            first = match.end()
        return end, end


def is_public_body(text: str, kind: str = "ORGANIZATION") -> bool:
    """Tell whether a name is nothing but a public body, a state or a law of no certain place.

    "Supreme Administrative Court", "the Turkish Government" and "Finanzamt" are; "Warsaw District
    Court" is not, because it tells where somebody lived.

    Args:
        text: what was found.
        kind: as what; "Turkish" or "Federal" alone names no organisation and no place, but a
            person may be called German or Frank.
    """
    words = [word.lower() for word in _WORD.findall(text)]
    body, beside, endings = _bodies()
    named = False
    for word in words:
        if word in body or (len(word) > 7 and word.endswith(endings)):
            named = True
        elif word not in beside and not _of_a_state(word):
            return False
    if named or kind == "PERSON":
        return named
    names, _ = _states()
    # "Kurdish" alone tells an origin, whatever the model calls it.
    least = 1 if kind == "ORGANIZATION" else 2
    return len(words) >= least and all(
        word in beside or (word not in names and word.endswith(_ADJECTIVE)) for word in words
    )


@cache
def _bodies() -> tuple[frozenset[str], frozenset[str], tuple[str, ...]]:
    """Return the nouns of bodies and laws, the words beside them, the endings of compounds."""
    table = load_table("public_bodies")

    def words(*sections: str) -> frozenset[str]:
        lists = (entries for name in sections for entries in table[name].values())
        return frozenset(word for entries in lists for word in entries)

    return words("body", "law"), words("beside", "numeral"), tuple(sorted(words("ending")))


@cache
def words_beside() -> frozenset[str]:
    """Return what may stand beside the noun of a body without naming one: "supreme", "district"."""
    body, beside, _ = _bodies()
    return body | beside | _kinds()


@cache
def _states() -> tuple[frozenset[str], frozenset[str]]:
    """Return the words of names of states and the stems of the names of their people."""
    table = load_table("countries")
    names = (name for entries in table["names"].values() for name in entries)
    people = (stem for entries in table["people"].values() for stem in entries)
    return (
        frozenset(word for name in names for word in _WORD.findall(name.lower())),
        frozenset(stem.lower() for stem in people),
    )


def _of_a_state(word: str) -> bool:
    names, stems = _states()
    if word in names:
        return True
    shortest = max(3, len(word) - _DEMONYM_ENDING)
    return any(word[:size] in stems for size in range(shortest, len(word) + 1))


@cache
def _kinds() -> frozenset[str]:
    words = _WORD.findall(_BEHIND_NAME.lower()) + "clínico universitario general klinik".split()
    return frozenset(words)


def _only_kinds(words: list[str]) -> bool:
    """Tell whether nothing but the words for kinds of institutions is there: "High School"."""
    _, beside, _ = _bodies()
    return all(word.lower() in _kinds() or word.lower() in beside for word in words)
