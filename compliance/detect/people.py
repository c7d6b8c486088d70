"""Names that their surroundings give away: titles, introductions, greetings, signatures, labels.

No model and no list of names: a name is what stands where a name stands. Lower-case text counts
too, which is where name models fail.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from compliance.detect.lexicons import load_words
from compliance.detect.rules import compile_pattern
from compliance.detect.types import Entity

_TOKEN = re.compile(r"[ \t]*(?:(?P<initial>[^\W\d_]\.)|(?P<word>[^\W\d_]+(?:['-][^\W\d_]+)*))")
_CAPITAL = re.compile(r"[ \t](?P<initial>(?!))?(?P<word>[A-ZÄÖÜ][^\W\d_]+(?:['-][^\W\d_]+)*)")
NAME_PARTICLES = frozenset(
    "von van vom zu zur zum de der den des di da del della dos du la le el al bin ibn ben ten ter "
    "of mac mc o st".split()
)
_ARTICLES = frozenset("der den des o st".split())
_TITLES = frozenset(
    "dr prof professor doktor dipl ing med mag mba phd herr herrn frau hr fr mr mrs ms miss mx sir "
    "lady rer nat jur phil hc habil".split()
)
ORGANISATION_WORDS = frozenset(
    "team support kundenservice kundendienst kundenbetreuung service customer care desk helpdesk "
    "gmbh "
    "ag kg ug ltd limited inc llc plc corp verlag bank versicherung shop store online office crew "
    "redaktion agentur hotline versand praxis kanzlei".split()
)
"""Words that make what stands before them the name of an organisation."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A place where a name follows."""

    name: str
    pattern: str
    """RE2; the name starts where the match ends."""
    score: float
    lower: bool
    """May the name be written small?"""
    most: int = 4
    """Most tokens of the name."""
    least: int = 1
    final: bool = False
    """Must the text end with the name?"""
    sure: bool = False
    """Does a name follow even if it is an everyday word: "Herr Winter"?"""
    comma: bool = False
    """May the surname stand first: "Weber, Tom"?"""
    closing: bool = False
    """Must the name be followed by the end of a line, a comma or another mark?"""


_SALUTATION = (
    r"hallo|hallöchen|hi|hey|hello|huhu|moin(?: moin)?|servus|grüß dich|grüezi|tach|"
    r"guten (?:tag|morgen|abend)|good (?:morning|afternoon|evening|day)|greetings"
)
_LETTER_OPENING = r"dear|liebe[rs]?|werte[rs]?|sehr geehrte[rs]?|geehrte[rs]?"
_CLOSING = (
    r"(?:(?:mit )?(?:viele[nrm]?|liebe[nrm]?|beste[nrm]?|freundliche[nrm]?|herzliche[nrm]?|"
    r"schöne[nrm]?|sonnige[nrm]?|lieben|besten) (?:gr(?:ü|ue)(?:ß|ss)e?n?|gru(?:ß|ss))|gru(?:ß|ss)|"
    r"gr(?:ü|ue)(?:ß|ss)e|mfg|lg|vg|bg|hg|herzlichst|hochachtungsvoll|"
    r"(?:kind|best|warm|many|kindest|warmest)(?: regards| wishes)|regards|sincerely|"
    r"yours(?: sincerely| faithfully| truly)?|sincerely yours|all the best)"
)
_THANKS = (
    r"(?:best|cheers|(?:many |with |kind )?thanks(?: again| in advance| a lot)?|thank you|"
    r"danke(?: schön| im voraus)?|vielen dank(?: im voraus)?|besten dank|bis dann|take care|love|"
    r"xx?)"
)
_KIN = (
    r"frau|mann|sohn|tochter|mutter|vater|bruder|schwester|freund|freundin|partner|partnerin|"
    r"kollege|kollegin|kollegen|chef|chefin|nachbar|nachbarin|oma|opa|tante|onkel|cousin|cousine|"
    r"ehemann|ehefrau|mitbewohner|mitbewohnerin|vermieter|vermieterin|anwalt|anwältin|hausarzt|"
    r"wife|husband|son|daughter|mother|father|mum|mom|dad|brother|sister|friend|boyfriend|"
    r"girlfriend|colleague|boss|manager|neighbour|neighbor|aunt|uncle|grandmother|grandfather|"
    r"flatmate|roommate|landlord|landlady|lawyer|doctor|gp|fiancée?"
)

CUES: tuple[Cue, ...] = (
    Cue(
        "title",
        r"(?i)(?:^|[^\p{L}\p{N}_])(?:herrn?|frau|hr\.|fr\.|mr\.?|mrs\.?|ms\.?|miss|mx\.?|"
        r"dr\.?|prof\.?|professor|fräulein|familie|sir|madame|monsieur|sig\.|señora?)"
        r"(?: (?:dr|prof|dipl|ing|med|mag)\.?)* ",
        0.85,
        lower=True,
        sure=True,
        most=3,
    ),
    Cue(
        "introduction",
        r"(?i)(?:^|[^\p{L}\p{N}_])(?:mein(?: vollständiger)? name (?:ist|lautet|war)|ich heiße|"
        r"ich heisse|heiße|ich nenne mich|hier (?:ist|spricht|schreibt)(?: nochmal)?(?: die| der)?|"
        r"my (?:full |first |last )?name(?: is|'s)|i am called|i'm called|name's|"
        r"this is|it's me,?|speaking is|you can call me|call me|"
        r"auf den namen|unter dem namen|under the name(?: of)?|in the name of|namens|"
        r"registered to|ausgestellt auf|lautet auf|läuft auf)[ :,]{1,2}",
        0.7,
        lower=True,
    ),
    Cue("i am", r"(?i)(?:^|[^\p{L}\p{N}_])(?:ich bin(?: die| der)?|i am|i'm) ", 0.6,
        lower=False, least=2),
    Cue("i am the", r"(?i)(?:^|[^\p{L}\p{N}_])ich bin (?:die|der) ", 0.55, lower=False),
    Cue(
        "label",
        r"(?i)(?:^|[^\p{L}\p{N}_])(?:vor- und nachname|vorname(?: und nachname)?|nachname|name|"
        r"kontoinhaber(?:in)?|karteninhaber(?:in)?|ansprechpartner(?:in)?|kontakt(?:person)?|"
        r"empfänger(?:in)?|versicherungsnehmer(?:in)?|kunde|kundin|patient(?:in)?|mieter(?:in)?|"
        r"full name|first name|last name|surname|account holder|card ?holder|contact(?: person)?|"
        r"recipient|customer|client|patient|tenant|attn|z\. ?hd\.|c/o|gez\.|signed|unterzeichnet|"
        r"absender|sender|bearbeiter(?:in)?)(?: name)?(?:: ?|\n| - )",
        0.65,
        lower=True,
        comma=True,
    ),
    Cue("care of", r"(?i)(?:^|[^\p{L}\p{N}_])(?:c/o|z\. ?hd\.|attn\.?:?|gez\.) ", 0.7, lower=False),
    Cue(
        "greeting",
        rf"(?i)(?:^|[\n.!?] ?)(?:{_SALUTATION}|{_LETTER_OPENING})(?:,? (?:herrn?|frau|mr\.?|"
        r"mrs\.?|ms\.?|dr\.?|prof\.?))* ",
        0.65,
        lower=True,
        most=3,
        closing=True,
    ),
    Cue("greeting inside", rf"(?i)(?:^|[\n.!?] ?)(?:{_SALUTATION}|{_LETTER_OPENING}) ", 0.5,
        lower=False, most=2),
    Cue(
        "signature",
        rf"(?i)(?:^|[^\p{{L}}\p{{N}}_]){_CLOSING}(?:[,.!]? ?\n+ ?(?:- ?|-- ?)?|[,.!]? )"
        r"(?:(?:i\. ?a\.|i\. ?v\.|ihre?|deine?|eure?|your) )?",
        0.65,
        lower=True,
        most=4,
        closing=True,
    ),
    Cue(
        "signature below thanks",
        rf"(?i)(?:^|[^\p{{L}}\p{{N}}_]){_THANKS}[,.!]? ?\n+ ?(?:- ?|-- ?)?",
        0.6,
        lower=True,
        closing=True,
    ),
    Cue(
        "thanks",
        r"(?i)(?:^|[\n.!?] ?)(?:danke(?:schön)?|vielen dank|besten dank|thanks|thank you|cheers|"
        r"ok|okay|alles klar|super|perfekt|great|perfect|sorry|entschuldigung|you're welcome|"
        r"gerne?|"
        r"gern geschehen|sure|of course|klar|natürlich|no problem|kein problem|done|erledigt|bye|"
        r"tschüss|hello again|noted|yes|ja|nein|no),? ",
        0.5,
        lower=False,
        most=2,
        closing=True,
    ),
    Cue(
        "kin",
        rf"(?i)(?:^|[^\p{{L}}\p{{N}}_])(?:mein|meine|meinem|meinen|meiner|sein|seine|ihr|ihre|"
        rf"unser|unsere|my|his|her|our|their)(?: \p{{Ll}}+)? (?:{_KIN}),? ",
        0.65,
        lower=False,
        most=3,
    ),
    Cue(
        "label without a mark",
        r"(?i)(?:^|[^\p{L}\p{N}_])(?:name|vor- und nachname|full name|kontoinhaber(?:in)?|"
        r"ansprechpartner(?:in)?|account holder|contact|kontakt)(?: is| ist)? ",
        0.55,
        lower=True,
        most=2,
        least=2,
        closing=True,
    ),
    Cue(
        "surname first",
        r"(?:^|\n|[\-:] )(\p{Lu}\p{Ll}+(?:-\p{Lu}\p{Ll}+)?, \p{Lu}\p{Ll}+(?:-\p{Lu}\p{Ll}+)?)"
        r"(?:[.,;\n]|$)",
        0.5,
        lower=False,
        most=2,
        least=2,
        comma=True,
    ),
    Cue(
        "greeting and introduction",
        rf"(?i)(?:^|[\n.!?] ?)(?:{_SALUTATION}|morning|afternoon|evening|tag),?(?: again)?,? "
        r"(?:ich bin|i'm|i am|it's|this is|hier ist|hier)(?: die| der)? ",
        0.6,
        lower=True,
        most=3,
        closing=True,
    ),
    Cue(
        "it is",
        r"(?i)(?:^|[\n.!?,] ?)(?:it's|it is|this is) "
        r"(\p{L}[\p{L}'\-]+(?: \p{L}[\p{L}'\-]+){0,2}?)(?: again| here| from|[.,!] )",
        0.6,
        lower=True,
        least=2,
    ),
    Cue(
        "born",
        r"(?i)(?:^|[\n.!?:;] ?|, )(\p{L}[\p{L}'\-]+(?: \p{L}[\p{L}'\-]+){0,2}),? \(?"
        r"(?:geboren|geb\.|born|dob|date of birth|geburtsdatum)",
        0.55,
        lower=True,
    ),
    Cue(
        "wish",
        r"(?i)(?:alles gute|alles liebe|herzlichen glückwunsch|gute besserung|happy birthday|"
        r"congratulations|congrats|welcome|willkommen|get well soon),? ",
        0.5,
        lower=False,
        most=3,
        closing=True,
    ),
    Cue(
        "here",
        rf"(?i)(?:^|[\n.!?:;] ?)(?:(?:{_SALUTATION}|morning|afternoon|evening|morgen|abend|"
        rf"tag),? )?"
        r"(\p{L}[\p{L}'\-]+(?: \p{L}[\p{L}'\-]+){0,2}) (?:hier|here)(?: nochmal| again| wieder)?"
        r"(?:[.,!:)\n]|$)",
        0.6,
        lower=True,
        most=3,
    ),
    Cue(
        "desk",
        r"(?i)(?:team|kundendienst|kundenservice|customer care|customer service|support|service|"
        r"service desk|help desk|hotline),? ",
        0.5,
        lower=False,
        most=3,
        closing=True,
    ),
    Cue("last words", r"[.!?)] |\n", 0.5, lower=False, most=3, least=2, final=True),
    Cue("leading dash", r"(?:^|\n)(?:-|--|~) ?", 0.45, lower=False, most=3, closing=True, least=1),
)  # fmt: skip


class PeopleFinder:
    """Finds names by cue."""

    name = "people"
    types: tuple[str, ...] = ("PERSON",)

    def __init__(self) -> None:
        self._cues: list[tuple[Cue, Any]] = [(cue, compile_pattern(cue.pattern)) for cue in CUES]
        self._stop = load_words("not_names")
        self._rare = load_words("rarely_names")

    def find(self, text: str) -> Iterator[Entity]:
        """Yield the names behind each cue."""
        for cue, compiled in self._cues:
            for match in compiled.finditer(text):
                inside = compiled.groups > 0
                span = self._read(text, match.start(1) if inside else match.end(), cue)
                if span is not None and not (inside and span[1] != match.end(1)):
                    yield Entity(*span, "PERSON", cue.score, f"{self.name}.{cue.name}")

    def _read(self, text: str, at: int, cue: Cue) -> tuple[int, int] | None:
        """Return the span of a name that starts at `at`; None when no name stands there."""
        start = end = -1
        words = 0
        pending = False
        first_capital = False
        position = at
        while words < cue.most:
            match = _TOKEN.match(text, position)
            if match is None and cue.comma and words == 1 and text[position : position + 2] == ", ":
                match = _CAPITAL.match(text, position + 1)
            if match is None:
                break
            group = "initial" if match.group("initial") else "word"
            token = match.group(group)
            lower = token.lower().rstrip(".")
            if lower in _TITLES and start < 0:
                position = match.end() + (text[match.end() : match.end() + 1] == ".")
                continue
            if lower in NAME_PARTICLES and group == "word" and (start < 0 or token.islower()):
                # "von" alone is no name; it counts only when a name follows. An article begins
                # no name: "Herr der Ringe" is none, "Frau von der Leyen" is one.
                if start < 0 and lower in _ARTICLES:
                    break
                if not token.islower() and start < 0 and lower in self._stop:
                    break
                pending = True
                start = match.start(group) if start < 0 else start
                position = match.end()
                continue
            if not self._may_be_name(token, lower, group, cue, first_capital, words):
                break
            if start < 0:
                start = match.start(group)
            first_capital = first_capital or token[0].isupper()
            pending = False
            words += 1
            end = position = match.end()
        if words < cue.least or end < 0 or (pending and words == 0):
            return None
        if words == 1 and end - start < 2:
            return None
        if cue.closing and not _closes(text, end):
            return None
        if cue.final and text[end:].strip(" .\n"):
            return None
        after = _TOKEN.match(text, end)
        if after is not None and (after.group("word") or "").lower() in ORGANISATION_WORDS:
            return None
        return start, end

    def _may_be_name(
        self, token: str, lower: str, group: str, cue: Cue, first_capital: bool, words: int
    ) -> bool:
        if group == "initial":
            return token[0].isupper() or cue.lower
        parts = lower.split("-")
        if lower in self._stop or any(part in self._stop and len(part) > 3 for part in parts):
            return False
        if lower in self._rare and not (token[0].isupper() and (words or cue.sure)):
            return False
        if len(token) > 25:
            return False
        if token[0].isupper():
            return True
        return cue.lower and not first_capital and words < 2 and len(token) >= 3


def _closes(text: str, end: int) -> bool:
    """Tell whether a line, a clause or the text ends at `end`."""
    rest = text[end : end + 3].lstrip(" ")
    if not rest or rest[0] in "\n,.!?;:)-|(":
        return True
    return _FROM.match(text, end) is not None


_FROM = re.compile(r" (?:at|from|vom|von|aus|bei) ")
