"""Ages in words: "vierunddreißigjähriger", "eighty-two-year-old", "in her mid-thirties"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from compliance.detect.matching.context import isolated
from compliance.detect.matching.rules import compile_pattern

_COMPOUNDS = (
    # de, nl
    r"(?:zwanzig|drei(?:ß|ss)ig|vierzig|fünfzig|sechzig|siebzig|achtzig|neunzig|zehn|elf|zwölf|"
    r"hundert)-?jährig\p{L}*|"
    r"(?:twintig|dertig|veertig|vijftig|zestig|zeventig|tachtig|negentig|tien|twaalf)-?jarig\p{L}*|"
    # sv, da, no
    r"(?:tjugo|trettio|fyrtio|femtio|sextio|sjuttio|åttio|nittio|tjue|tretti|førti|femti|seksti|"
    r"sytti|åtti|nitti|tyve|tredive|fyrre|halvtreds|tres|halvfjerds|firs|halvfems)\p{L}{0,6}-?"
    r"år(?:ig|ing)\p{L}*|"
    # pl, cs, sk
    r"(?:dziesięcio|dziesto|nasto)\p{L}{0,10}let(?:ni\p{L}{0,3}|nią)|"
    r"(?:dziesięcio|dziesto|nasto)\p{L}{0,10}lat(?:ek|ka|ki|kiem|kowi|kę|ką)|"
    r"(?:ceti|desáti|cti)let(?:ý|á|ého|ému|ém|ým|ou|é)|"
    r"(?:dsať|desiat|násť)\p{L}{0,8}ročn(?:ý|á|ého|ej|ú|ému|om|ým)|"
    # hr, sl, bg
    r"(?:deset|dvajset|naest|najst)\p{L}{0,10}(?:godišnj(?:i|a|e|eg|ega|em|oj|u|ak|aka|"
    r"akinj\p{L}+)|"
    r"letn(?:i|a|e|ega|emu|ik|ika|ico?|ice))|"
    r"десет(?: и \p{L}{3,6})?[ -]?годиш\p{L}+|"
    # fi, et, lt, lv, hu
    r"kymmen\p{L}*vuotia\p{L}+|kümne\p{L}*(?:[ -]\p{L}{3,7})?[ -]?aasta(?:ne|st|se|sel|sele)|"
    r"(?:dešimt|olika)\p{L}{0,10}met(?:is|ė|ę|į|io|ės|ei|iui)|desmit\p{L}{0,10}gadīg\p{L}+|"
    r"(?:húsz|huszon|harminc|negyven|ötven|hatvan|hetven|nyolcvan|kilencven)\p{L}{0,7} éves(?:en)?|"
    # el, it
    r"(?:εικοσ|τριαντ|σαραντ|πενηντ|εξηντ|εβδομηντ|ογδοντ|ενενηντ)[αάι]\p{L}{0,8}χρον\p{L}+|"
    r"(?:vent|trent|quarant|cinquant|sessant|settant|ottant|novant)\p{L}{0,7}enn[ei]"
)
"""Ends of words for an age from ten up."""
_WHOLE = (
    r"(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[ -](?:one|two|three|four|"
    r"five|"
    r"six|seven|eight|nine))?|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|"
    r"fourteen|fifteen|sixteen|seventeen|eighteen|nineteen)[ -]years?[ -]olds?|"
    r"(?:quadragén|quinquagén|sexagén|septuagén|octogén|nonagén|trenten|quaranten)aires?|"
    r"(?:(?:veinte|treint|cuarent)añer|(?:quincu|sexa|septua|octo|nona)genari|"
    r"(?:quadra|sexa|septua|octo|nona)genári)[oa]s?|"
    r"(?:tvítug|þrítug|fertug|fimmtug|sextug|sjötug|áttræð|níræð)(?:ur|an|ri|rar|um|s|i|a|u)?|"
    r"(?:anfang|mitte|ende) (?:zwanzig|drei(?:ß|ss)ig|vierzig|fünfzig|sechzig|siebzig|achtzig)|"
    r"(?:begin|midden|eind) (?:twintig|dertig|veertig|vijftig|zestig|zeventig|tachtig)"
)
_DECADE = (
    r"(?:his|her|their|my|your) ((?:(?:early|mid|late)[ -])?(?:twenties|thirties|forties|fifties|"
    r"sixties|seventies|eighties|nineties))|"
    r"vârst[aă] de (\p{L}{3,}(?: și \p{L}{3,5})? (?:de )?ani)"
)
_OF_THING = re.compile(
    r"(?i)[ -][^\W\d_]{0,14}(?:garant|warrant|guarant|gwaranc|takuu|záruk|laufzeit|vertr[aä]g|"
    r"contra[ck]t|kontra[kh]t|umow|smlouv|zmluv|jubil|anniver|erfahrung|experien|fris[ct]|"
    r"geschicht|histor|bestehen|zeitraum|period|okres|dauer|haft|krieg|wojn|válk|ehe\b|tätigkeit|"
    r"zugehörigkeit|mitglied|mandat|plan\b|loan|mortgage|lease|bond|term\b|kredit)"
)


_ENDINGS = (
    r"jährig|jarig|årig|åring|letn[iąaeoíu]|lat(?:ek|ka|ki|kiem|kowi|kę|ką)|let[ýáé]|letou|ročn|"
    r"godišnj|годиш|vuotia|aasta(?:ne|st|se)|olikamet|dešimt\p{L}{0,10}met|gadīg| éves|χρον|enn[ei]"
)
"""What such words end with: where to look for them."""
_REACH = 40
_BEHIND = 10


class SpelledAges:
    """Finds ages that are written in words, in one pass for all languages."""

    def __init__(self) -> None:
        # Two steps: the pattern with every beginning of a word is too slow for whole texts.
        self._ending = compile_pattern(rf"(?i){_ENDINGS}")
        self._compound = compile_pattern(rf"(?i)\p{{L}}*(?:{_COMPOUNDS})")
        self._whole = compile_pattern(rf"(?i){_WHOLE}")
        self._decade = compile_pattern(rf"(?i){_DECADE}")

    def find(self, text: str) -> Iterator[tuple[int, int, float]]:
        """Yield start, end and score of each age in words."""
        done = 0
        for match in self._ending.finditer(text):
            if match.start() < done:
                continue
            low = max(done, match.start() - _REACH)
            window = text[low : match.end() + _BEHIND]
            for found in self._compound.finditer(window):
                start, end = low + found.start(), low + found.end()
                if start <= match.start() < end and self._stands(text, start, end):
                    done = end
                    yield start, end, 0.7
        for match in self._whole.finditer(text):
            if self._stands(text, *match.span()):
                yield *match.span(), 0.7
        for match in self._decade.finditer(text):
            number = match.lastindex or 0
            if number and isolated(text, *match.span()):
                yield *match.span(number), 0.7

    @staticmethod
    def _stands(text: str, start: int, end: int) -> bool:
        return isolated(text, start, end) and _OF_THING.match(text, end) is None
