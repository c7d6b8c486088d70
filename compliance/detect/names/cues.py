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
    sure: bool = False
    """Does a name follow even if it is an everyday word: "Herr Winter"?"""
    comma: bool = False
    """May the surname stand first: "Weber, Tom"?"""
    closing: bool = False
    """Must the name be followed by the end of a line, a comma or another mark?"""
    listed: str = ""
    """`LISTED`, `SMALL_LISTED`, `LISTED_OR_LINE`, `LISTED_OR_FULL`: when a word must be known."""
    small: int = 2
    """Most words of a name that is written small."""


LISTED = "listed"
"""A word of the name must be in a list of names."""
SMALL_LISTED = "small"
"""A word of a name that is written small must be in a list of names."""
LISTED_OR_LINE = "line"
"""The same, but the end of a line will do instead."""
LISTED_OR_FULL = "full"
"""A word must be in a list, or two follow each other that do not end as nouns do."""


_SALUTATION = (
    r"hallo|hallöchen|hi|hey|hello|huhu|moin(?: moin)?|servus|grüß dich|grüezi|tach|"
    r"guten (?:tag|morgen|abend)|good (?:morning|afternoon|evening|day)|greetings"
)
_LETTER_OPENING = r"dear|liebe[rs]?|werte[rs]?|sehr geehrte[rs]?|geehrte[rs]?"
_CLOSING = (
    r"(?:(?:mit )?(?:viele[nrm]?|liebe[nrm]?|beste[nrm]?|freundliche[nrm]?|herzliche[nrm]?|"
    r"schöne[nrm]?|sonnige[nrm]?|lieben|besten) (?:gr(?:ü|ue)(?:ß|ss)e?n?|gru(?:ß|ss))|gru(?:ß|ss)|"
    r"gr(?:ü|ue)(?:ß|ss)e|mfg|lg|vg|bg|hg|herzlichst|hochachtungsvoll|"
    r"(?:kind|best|warm|many|kindest|warmest)(?: regards| wishes)|(?:and|&|with) regards|sincerely|"
    r"yours(?: sincerely| faithfully| truly)?|sincerely yours|all the best)"
)
_THANKS = (
    r"(?:best|regards|cheers|(?:many |with |kind )?thanks(?: again| in advance| a lot)?|thank you|"
    r"danke(?: schön| im voraus)?|vielen dank(?: im voraus)?|besten dank|bis dann|take care|love|"
    r"xx?)"
)
_KIN = (
    r"frau|mann|sohn|tochter|mutter|vater|bruder|schwester|freund|freundin|partner|partnerin|"
    r"kollege|kollegin|kollegen|chef|chefin|nachbar|nachbarin|oma|opa|tante|onkel|cousin|cousine|"
    r"ehemann|ehefrau|mitbewohner|mitbewohnerin|vermieter|vermieterin|anwalt|anwältin|hausarzt|"
    r"wife|husband|son|daughter|mother|father|mum|mom|dad|brother|sister|friend|boyfriend|"
    r"girlfriend|colleague|boss|manager|neighbour|neighbor|aunt|uncle|grandmother|grandfather|"
    r"flatmate|roommate|landlord|landlady|lawyer|doctor|gp|fiancée?|enkel(?:in|kind)?|neffen?|nichte|"
    r"schwager|schwägerin|verlobten?|verlobter|lebensgefährtin|lebensgefährten?|betreuerin|betreuer|"
    r"grandson|granddaughter|nephew|niece|fiancee|carer|spouse|co-?worker|teammate"
)

CUES: tuple[Cue, ...] = (
    Cue(
        "title",
        # "MR" and "MS" without a full stop are a scan and a disease as often as a title.
        r"(?:^|[^\p{L}\p{N}_/])(?:(?i:herrn?|frau|hr\.|fr\.|mr\.|mrs\.?|ms\.|miss|mx\.?|"
        r"dr[.:]?|prof\.?|professor|fräulein|sir|madame|monsieur|sig\.|señora?)|[Mm][rs])"
        r"(?: (?i:(?:dr|prof|dipl|ing|med|mag)\.?|(?:mult|univ|rer|nat|phil|jur|iur|habil|dent|vet|"
        r"theol|pol|oec|techn|sc|psych|h|c)\.))* ",
        0.9,
        lower=True,
        sure=True,
        most=3,
    ),
    Cue("family", r"(?i)(?:^|[^\p{L}\p{N}_])(?:familie|eheleute|ehepaar) ", 0.75, lower=False,
        sure=True, most=3),
    Cue(
        "introduction",
        r"(?i)(?:^|[^\p{L}\p{N}_])(?:mein(?: vollständiger)? name (?:ist|lautet|war)|ich heiße|"
        r"ich heisse|ich nenne mich|hier (?:ist|spricht|schreibt)(?: nochmal)?(?: die| der)?|"
        r"my (?:full |first |last )?name(?: is|'s)|i am called|i'm called|name's|"
        r"it's me,?|speaking is|you can call me|call me|"
        r"auf den namen|unter dem namen|under the name(?: of)?|in the name of|namens|"
        r"registered to|ausgestellt auf|lautet auf|läuft auf)[ :,]{1,2}",
        0.7,
        lower=True,
    ),
    Cue("this is", r"(?i)(?:^|[^\p{L}\p{N}_])this is,? ", 0.6, lower=True,
        listed=SMALL_LISTED, most=3),
    Cue("called", r"(?i)(?:^|[\n.!?,] ?)(?:heiße|heisse) ", 0.6, lower=True, listed=LISTED),
    Cue("i am", r"(?i)(?:^|[^\p{L}\p{N}_])(?:ich bin(?: die| der)?|i am|i'm) ", 0.6,
        lower=False, least=2),
    Cue("i am the", r"(?i)(?:^|[^\p{L}\p{N}_])ich bin (?:die|der) ", 0.55, lower=True,
        listed=SMALL_LISTED),
    Cue(
        "label",
        r"(?i)(?:^|[^\p{L}\p{N}_])(?:vor- und nachname|vorname(?: und nachname)?|nachname|name|"
        r"kontoinhaber(?:in)?|karteninhaber(?:in)?|ansprechpartner(?:in)?|kontakt(?:person)?|"
        r"empfänger(?:in)?|versicherungsnehmer(?:in)?|kunde|kundin|patient(?:in)?|mieter(?:in)?|"
        r"full name|first name|last name|surname|account holder|card ?holder|contact(?: person)?|"
        r"recipient|customer|client|patient|tenant|attn|z\. ?hd\.|c/o|gez\.|signed|unterzeichnet|"
        r"absender|sender|bearbeiter(?:in)?)(?: name)?(?:: ?|\n| - )",
        0.8,
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
        0.85,
        lower=True,
        most=4,
        closing=True,
        listed=LISTED_OR_LINE,
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
        rf"unser|unsere|unserem|unseren|unserer|my|his|her|our|their)(?: \p{{Ll}}+)? (?:{_KIN}),? ",
        0.75,
        lower=True,
        most=3,
        listed=SMALL_LISTED,
    ),
    Cue(
        "nationality",
        r"(?i)(?:^|[^\p{L}\p{N}_])(?:national|citizen|staatsangehörige[rn]?|staatsbürger(?:in)?|"
        r"ressortissante?|ciudadan[oa]|cittadin[oa]|obywatel(?:ka)?), ",
        0.8,
        lower=False,
        least=2,
        closing=True,
    ),
    Cue(
        "degree",
        r"(?:^|[^\p{L}\p{N}_])(\p{Lu}[\p{L}'\-]+(?: \p{Lu}[\p{L}'\-]*\.?){0,2}? "
        r"\p{Lu}[\p{L}'\-]+),? (?:MD|M\.D\.|PhD|Ph\.D\.?|LL\.?M\.?|CSc\.?|DrSc\.?)(?:[^\p{L}]|$)",
        0.8,
        lower=False,
        least=2,
    ),
    Cue(
        "delivered",
        r"(?i)(?:^|[^\p{L}\p{N}_])(?:left with|abgegeben bei|hinterlegt bei|déposé chez|"
        r"afgegeven bij|lasciato a|entregado a|doręczono do rąk) [\"“„]?",
        0.5,
        lower=False,
        most=3,
    ),
    Cue(
        "kept by",
        r"(?:^|[^\p{L}\p{N}_])[Bb]ei (\p{Lu}[\p{L}'\-]+(?: \p{Lu}[\p{L}'\-]+)?) "
        r"(?:abgegeben|hinterlegt)",
        0.6,
        lower=False,
        most=2,
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
        r"(?i)(?:^|[\n.!?:;] ?|, )(\p{L}[\p{L}'\-]+(?:,? \p{L}[\p{L}'\-]+){0,2}),? \(?"
        r"(?:geboren|geb\.|born|dob|date of birth|geburtsdatum)",
        0.6,
        lower=True,
        comma=True,
        listed=SMALL_LISTED,
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
        0.8,
        lower=True,
        most=3,
    ),
    Cue(
        "on the phone",
        r"(?i)(?:^|[\n.!?:;,] ?)(\p{L}[\p{L}'\-]+(?: \p{L}[\p{L}'\-]+){0,2}),? "
        r"(?:am apparat|am telefon|speaking|on the (?:line|phone)|à l'appareil|al teléfono|"
        r"al telefono|aan de lijn|przy telefonie|puhelimessa)(?:[^\p{L}]|$)",
        0.8,
        lower=True,
        most=3,
        listed=SMALL_LISTED,
    ),
    Cue(
        "desk",
        r"(?i)(?:team|kundendienst|kundenservice|customer care|customer service|support|service|"
        r"service desk|help desk|hotline)(?:, ?| - |\n)",
        0.75,
        lower=False,
        most=3,
        closing=True,
    ),
    Cue(
        "last words",
        r"(?:[.!?)] |\n)((?:\p{Lu}\. ?){0,2}\p{L}[\p{L}'\- \t]{1,60}\p{L})[ .\n]*$",
        0.5,
        lower=False,
        most=3,
        least=2,
        listed=LISTED,
    ),
)  # fmt: skip
