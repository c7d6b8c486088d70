"""The places in a text where a person's name stands: the table that `people` reads by.

Patterns are RE2. They hold the words around a name, never names.
"""

from __future__ import annotations

from dataclasses import dataclass


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
