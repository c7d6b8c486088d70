"""Nationality or origin of a person: "a Turkish national", "de nationalité belge"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from compliance.detect.lexicons import load_table
from compliance.detect.matching.context import isolated
from compliance.detect.matching.rules import compile_pattern
from compliance.detect.types import Entity

_LABELS = (
    r"nationality|citizenship|staatsangehörigkeit|nationalität|staatsbürgerschaft|nationalité|"
    r"citoyenneté|nacionalidad|ciudadanía|cittadinanza|nazionalità|nacionalidade|nationaliteit|"
    r"obywatelstwo|narodowość|státní občanství|štátne občianstvo|állampolgárság|állampolgársága|"
    r"cetățenie|cetățenia|naționalitate|гражданство|националност|ιθαγένεια|υπηκοότητα|"
    r"državljanstvo|pilietybė|pilsonība|kodakondsus|kansalaisuus|medborgarskap|nationalitet|"
    r"statsborgerskab|statsborgerskap|ríkisfang|náisiúntacht|nazzjonalità"
)
_BEFORE = (
    # The word for a person of a state, then the nationality.
    r"ressortissant(?:e|s|es)?|citoyen(?:ne|s|nes)?|de nationalité|d'origine|d'origine|"
    r"ciudadan[oa]s?|súbdit[oa]|de nacionalidad|de origen|cittadin[oaie]|di nazionalità|di origine|"
    r"di origini|cidadã(?:o|os|s)?|de nacionalidade|de origem|obywatel(?:ka|em|ki|a)?|obywatelstwa|"
    r"narodowości|občan(?:ka|em)?|občanství|cetățean|cetățeană|de cetățenie|гражданин|гражданка|"
    r"υπήκοος|državljan(?:ka|in)?|di cittadinanza|con cittadinanza|de ciudadanía|de cidadania|"
    r"de nacionalitat|de naționalitate|cu cetățenie|z obywatelstwem|pochodzenia|"
    r"národnosti|státní občanství|štátne občianstvo|občiansko|"
    r"ta' nazzjonalità|ta' ċittadinanza|ċittadin[ai]?|náisiúnach|saoránach|"
    r"гражданство|с гражданство|υπηκοότητας|εθνικότητας|kansalaisuudeltaan"
)
_BEHIND = (
    # The nationality, then the word for a person of a state.
    r"origin|descent|passport holder|born|"
    r"staatsangehörige[rn]?|staatsbürger(?:in)?|staatsangehörigkeit|staatsbürgerschaft|herkunft|"
    r"abstammung|nationalität|onderdaan|staatsburger|nationaliteit|afkomst|állampolgár|"
    r"kodani(?:k|ku|kuna|ke)|kansalai(?:nen|sen|sena|sta|set)|medborgare?n?|statsborger(?:en|e)?|"
    r"statsborgerskab|statsborgerskap|medborgarskap|ríkisborgar[ia]|ríkisfang|"
    r"pilie(?:tis|tė|čio|tės|tį|tę|čiui|tei)|(?:ne)?pilso(?:nis|ne|ņa|nes|nim|nei|ni)|"
    r"kilmės|izcelsmes|päritolu|syntyperää|állampolgárságú|állampolgárok|származású|nemzetiségű|"
    r"državljan(?:ka|in|ina|ke|ku|a)?|državljanstvo|porijekla|podrijetla|rodu|"
    r"občan(?:ka|em|kou)?|národnosti|občanství|občianstvo|obywatel(?:ka|em|ki|a|stwo)?|"
    r"гражданин|гражданка|граждани|произход|υπήκοος|υπηκόου|υπηκοότητας|καταγωγής|"
    r"herkomst|ursprung|härkomst|baggrund|opprinnelse|afstamning|uppruna|nationalitet"
)
_PERSON = re.compile(
    r"(?i)(?<![^\W_])(?:i am|i'm|he is|she is|he was|she was|they are|who is|is|are|was|were|as|of|"
    r"er|är|je|jest|est|es|è|é|este|ir|yra|είναι|е|са|sono|sunt|był[ao]?|byl[ao]?|bol[ao]?|bio|"
    r"bila|oli|var|blev|ble|som|kao|kot|jako|comme|como|come|ca|mar|"
    r"an?|the applicants?|applicants?|ich bin|bin|ist|war|sind|als|mit|eine?[rnm]?|"
    r"patient(?:in)?|kläger(?:in)?|ik ben|een|van|met|med|en|ett|on|egy|yra|ik|jag|jeg|ég|olen|"
    r"esu|esmu|sem|sam|som|jsem|jestem|съм|είμαι|vagyok)[ ,:(]*$|[,(:] ?$"
)
"""Right before a nationality that is said of somebody."""
_LAW = re.compile(
    r"(?i)(?:wer|die|der|keine|ohne|jede[rns]?|every|any|all|no|iga|kõik|jokainen|kaikki|katrs|ikviens|visi|"
    r"kiekvienas|varje|alla|hver|każd(?:y|ego)|wszyscy|každý|všichni|minden|orice|toți|всеки|всички|"
    r"κάθε|svaki|vsak|todo|tout|ogni|elke|iedere)[ ]$"
)


class NationalityFinder:
    """Finds nationalities that are said of a person; languages, laws and goods are none."""

    name = "nationality"
    types: tuple[str, ...] = ("NATIONALITY",)

    def __init__(self) -> None:
        stems = sorted(
            {stem for entries in load_table("countries")["people"].values() for stem in entries},
            key=lambda stem: (-len(stem), stem),
        )
        people = "(?:" + "|".join(re.escape(stem) for stem in stems) + r")\p{L}*"
        self._label = compile_pattern(
            rf"(?i)(?:{_LABELS}) ?[:=] ?(\p{{L}}{{3,}}(?:[ -]\p{{L}}{{4,}})?)"
        )
        countries = sorted(
            {name for names in load_table("countries")["names"].values() for name in names}
            | {name for names in load_table("countries")["genitives"].values() for name in names},
            key=lambda name: (-len(name), name),
        )
        names = "(?:" + "|".join(re.escape(name) for name in countries) + ")"
        people = rf"(?:\p{{Lu}}\p{{Ll}}+-)?{people}"
        self._country = compile_pattern(
            rf"({names}) (?:nationals?|citizens?|passport holder|kodani\p{{L}}+|kansalai\p{{L}}+|"
            r"(?:ne)?pilso\p{L}+|pilie[tč]\p{L}+|staatsangehörige\p{L}*|medborgare?n?|statsborger)"
        )
        self._before = compile_pattern(rf"(?i)(?:{_BEFORE}) ({people})")
        self._behind = compile_pattern(rf"(?i)({people}) (?:nationals?|citizens?|{_BEHIND})")

    def find(self, text: str) -> Iterator[Entity]:
        """Yield the words that name the nationality; "national" and "citizen" tell nothing."""
        for match in self._label.finditer(text):
            yield from self._entity(text, match.start(1), match.end(1), 0.8)
        for match in self._before.finditer(text):
            if isolated(text, match.start(), match.end(1)):
                yield from self._entity(text, match.start(1), match.end(1), 0.7)
        for match in self._country.finditer(text):
            if not _LAW.search(text[max(0, match.start() - 12) : match.start()]):
                yield from self._entity(text, match.start(1), match.end(1), 0.65)
        for match in self._behind.finditer(text):
            start, end = match.span(1)
            before = text[max(0, start - 24) : start]
            if _PERSON.search(before) and not _LAW.search(before):
                yield from self._entity(text, start, end, 0.7)

    def _entity(self, text: str, start: int, end: int, score: float) -> Iterator[Entity]:
        if isolated(text, start, end):
            yield Entity(start, end, "NATIONALITY", score, self.name)
