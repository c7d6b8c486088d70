"""Ages of persons in every language: "54 years old", "de 54 años", "lat 54", "54-jährig"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from compliance.detect.dates.spelled import SpelledAges
from compliance.detect.dates.stated import StatedAges
from compliance.detect.lexicons import load_words
from compliance.detect.matching.context import concepts, has_digit, isolated
from compliance.detect.matching.rules import compile_pattern

_SURE = (
    # en
    r"[ -]?y(?:ea)?rs?[ -]olds?|[ -]?y\.?/o\.?|[ -]?y\.o\.|[ -]?yo|[ -]years? of age|"
    r"[ -](?:months?|weeks?|days?)[ -]old|"
    # de, nl
    r"[ -]?(?:jähr|monat|jaehr)(?:ige[nrms]?|ig|iges)|[ -]?jähr\.|[ ]jahre altes?|"
    r"[ ]jahre alte[nrm]?|-j\.|\.? lebensjahr|\.? lj\.?|[ -]?jarige|[ -]?jarig|[ ]jaar oud|"
    # fr, es, it, pt, ro
    r"[ ]años? de edad|[ ]anos? de idade|[ -]?enne|[ -]enni|[ ]ans révolus|"
    # pl, cs, sk, hu
    r"[ -]?letni(?:a|ego|ej|emu|m|ą|mi|ch)?|[ -]?letnią|[ -]?lat(?:ek|ka|ki|kiem|kowi|kę|ką)|"
    r"[ -]?let(?:ý|á|ého|é|ému|ém|ým|ou)|"
    r"[ -]?ročn(?:ý|á|ého|ej|ú|ému|om|ým)|[ -]?rokov(?:ý|á|ého|ej)|[ ]?[ée]ves(?:en|ek|et|nek)?|"
    r"[ ]rokov star[ýáé]\w{0,3}|[ ]let star[ýáéaio]?\w{0,2}|"
    # bg, el, hr, sl, baltic
    r"[ -]?годиш(?:ен|на|ният|ната|но|ни)|[ ]?ετών|[ ]?χρονών|[ ]?χρόνων|[ ]?χρον(?:ος|η|ης|ου)|"
    r"[ -]?godišnj(?:i|a|e|eg|ega|em|oj|om|u|ak|aka|aku|akinj[aeiu])|"
    r"[ -]?letn(?:a|o|i|e|ik|ika|iku|ica|ice|ici|ico|ega|emu|im)|[ ]?gad(?:us|u) ve(?:c[sao]|ci|"
    r"ca[ijs]|"
    r"cam|cu)|"
    r"[ -]?gadīg(?:ais|ā|s|a|ajam|ajai|am|ai|o|ās|u)|[ -]?mečių?|[ -]?met(?:is|ė|ę|į|io|ės|ei|iui)|"
    r"[ ]metų amžiaus|[ -]?aasta(?:ne|st|se|sel|sele|selt)|[ ]aasta(?:t|ne) vana|"
    # ga, mt
    r"[ ]m?bli(?:ain|ana) d'aois|[ ](?:sena|snin) (?:età|ta' età)|"
    # nordic
    r"[ -]?vuotia(?:s|an|alle|alta|alla|ana|ata)|[ ]vuotta vanha|[ -]?årig[ea]?|"
    r"[ -]?åring(?:en|ens?)?|"
    r"[ ]år gam(?:mel|mal|alt|melt)|[ ]ára(?: gam(?:all|alt|al|ul))?"
)
_YEARS = (
    r"years?|yrs?|jahre?n?(?: alt)?|j\.|ans|anni|anno|ani|de ani|años?|anos?|jaar|lata|lat|l\.|let|"
    r"rokov|roky?|éve|години|год\.|г\.|έτη|χρόνια|godin[ae]|metų|metai|gadi|gadus|gadu|aastat|"
    r"vuotta|v\.|m\.|a\.|år|ára|sena|snin|m?bliana|bliain|έτους|months?|monate?n?|meses|mesi|"
    r"mese|mes|"
    r"mois|miesięcy|měsíců|weeks?|"
    r"wochen?|semanas?|"
    r"semaines?|settimane|tygodni|týdnů|days?|tage?n?|d[ií]as?|jours?|giorni|dni|dnů|a"
)
_WORD_NUMBERS = (
    r"(?:dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|two|three|four|five|six|seven|"
    r"eight|nine|ten|eleven|twelve|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf)"
)
_MORE = re.compile(
    r" (?:y|and|und|et|e|i|a|og|och) (?:medio|\d{1,2} (?:meses|months|monate|mois|mesi|"
    r"miesięcy|mes))",
    re.I,
)
_OLDEST = 120
_GROWN = 15
"""Years from which on a number without a word for age is rather that of a person."""
_DIRECT = re.compile(
    r"(?i)[^\s,.;]*(?:[ ,(]*|[ ]?(?: [^\W\d_]+){0,3} (?:de|di|da|d'|von|van|met|of|w wieku|"
    r"în vârstă de|"
    r"на|με|ηλικίας|på|af|av|i en alder av) (?:unos |casi |etwa |about |circa |ca\.? )?|"
    r"[ ](?:ist|bin|is|was|am|a|ha|tiene|tem|ma|me|je|mi|er|är|on|nun|jetzt|schon|erst|now|already|"
    r"only|just|über|over|almost|fast|knapp|turned|aged|jetzt) )$"
)
"""What may stand between a person and an age: "varón asmático de 54 años"."""
_APART = re.compile(
    r"(?i)\b(?:con|por|para|tras|desde|hasta|hace|durante|mit|seit|vor|nach|with|for|since|after|"
    r"before|pendant|depuis|après|avec|dopo|dal|per|przez|od|po|historia|cuadro|dolor|evolución|"
    r"antecedente\w*|plazo|periodo|historial|los|las|cada)\b"
)
_CLAUSE = re.compile(r"[.!?;\n](?=\s)")
_NAMED = re.compile(
    r"(?:^|[.!?,;:(\n] ?)(?P<name>[^\W\d_a-z][^\W\d_]+(?: [^\W\d_a-z][\w-]+){0,2})[ ]?"
    r"(?:,|\(|ist|is|wird|wurde|war|was|turned|turns|a|est|tiene|ha|ma|je|är|er|on|van|tem|are|"
    r"está)"
    r"(?: [^\W\d_]{2,6})?[ ]?$"
)
_THING = re.compile(
    r"(?i)^(?:der|die|das|the|ein|eine|a|an|le|la|les|el|los|il|lo|o|de|het|den|det|this|that|"
    r"diese[rs]?|mein|unser)\b"
)
_NO_AGE = re.compile(
    r"(?i)(?:seit|during|for|vor|nach|pendant|depuis|durante|hace|desde|over|since|binnen|"
    r"innerhalb|"
    r"per|przez|od|w ciągu|po|före|under|etter|condena|prisión|prison|sentence|haft|"
    r"freiheitsstrafe|"
    r"garantie|warranty|contrato|contract|evolución|seguimiento|experience|erfahrung|next|last|"
    r"within|"
    r"hasta|tras|después|cada|every|alle|posteriores?|entre|past|previous|(?:договор|срок|стаж|"
    r"опит|гаранци|период|затвор)\w{0,3})\b[\w ,]{0,14}$"
)
_NO_LABELLED = re.compile(
    r"(?i)[%€/+°]|:\d|[.,]\d| ?-+ ?\d|,? ?(?:lon|lng)\b|"
    r" ?(?:min(?:ut|\b)|h\b|hrs?\b|hours?|sec|ms\b|[kmgt]b\b|(?-i:[NSEW])\b|stunden|heures?|"
    r"ore\b|godz)|"
    r"(?: [^\W\d_]{2,8})? (?:and|or|und|oder|y|o|et|ou|e|i|lub|en|of|og|eller|och|ja|tai) "
    r"(?:over|above|under|below|older|younger|more|up|älter|jünger|darüber|darunter|más|mayor|"
    r"menor|plus|moins|più|oltre|więcej|powyżej|mniej|ouder|jonger|ældre|äldre|vanhem)|"
    r" (?:to|bis|a|à|do|tot|til|till) \d"
)
"""Behind a number that follows "age" or a word that looks like it: "age 10+", "eta 2:11", a time, a
range, and all people from an age on."""
_OF_ALL = re.compile(
    r"(?i)\b(?:min(?:imum|imal|\.)|max(?:imum|imal|\.)?|legal|required|retirement|pension|"
    r"drinking|(?:under|over|below|above)(?: the)?|average|mean|median|mindest|cache|"
    r"durchschnittliche[sr]?|mittleres|heap|record|file|log)[ -]\Z"
)
"""Before "age": the age of nobody in particular, or of a thing."""
_ARRIVAL = re.compile(r"ETA\b|(?i:eta) (?!\d{1,3} ann[io])")
"""The time of arrival, and not the Italian word without its accent."""
_OF_THING = re.compile(
    r"(?i)[ -][^\W\d_]{0,14}(?:garant|warrant|guarant|gwaranc|takuu|záruk|garanc|jamstv|pogodb|"
    r"ugovor|jótáll|laufzeit|"
    r"vertr[aä]g|contra[ct]t(?!or)|kontra[kh]t|umow|smlouv|zmluv|jubil|anniver|erfahrung|experien|"
    r"doświadcz|erfaren|fris[ct]|bindung|geschicht|histor|bestehen|zeitraum|period|okres|dauer|"
    r"haft|freiheits|mortgage|loan|lease|bond|term\b|plan\b|sentence|kredit|lån\b|avtal)"
)
"""Behind "5-year-old" and its like: what is no person."""
_HAVE = (
    r"tengo|tiene|cumpl[oeí]ó?|tenho|tem|ho|ha|j'ai|il a|elle a|am|are|mam|ma|mia[łl][aem]?|"
    r"(?:s|u)kończył[aem]*|mám|má|jí je|mi je|mu je|je jej|má už|imam|ima|imala|imao|star[a]?|"
    r"sem star[a]?|star[a]? sem|star[a]? sam|"
    r"(?:(?:аз )?съм |е |той е |тя е )?на|είμαι|είναι|ήταν|man|jam|jai|man ir|viņam ir|viņai ir|"
    r"ta'|għand(?:i|u|ha)|kell(?:u|ha)|fl-età ta'|jag är|(?:han|hon|hun|jeg|ég|hann|hún) e?r|"
    r"(?:han|hon) är|ich bin|bin|er ist|sie ist|ik ben|mit"
)
"""Words that say how many years somebody has."""
_GOES_ON = re.compile(
    r"(?:[,;!?)]|\.(?!\w)|\s*\n|\s*$| (?:and|und|e|y|i|og|och|o|et|en|ja|un|ir|és|și|si|и|και|u|"
    r"but|"
    r"aber|pero|mais|ma|ale|men|с|с'|con|com|avec|cu|z|s|ar|su)(?![^\W_]))"
)
_APPOSED = re.compile(
    r"(?<![^\W_])[^\W\d_a-z][^\W\d_]+ (?:[^\W\d_]{1,3} )?[^\W\d_a-z][\w-]+,? \(?$"
)
"""Two words in capitals and a comma: "Monsieur Yvon Le Guirriec, 70 ans, ..."."""
_WHOLE_YEARS = re.compile(
    r"(?i)\d{1,3} (?:years?|jahren?|ans|anni|años?|anos?|jaar|lata?|let|rokov|roky?|éve?s?|ani|"
    r"de ani|"
    r"години|год\.|г\.|ετών|χρονών|godin[ae]|metų|metai|gadi|gadus|aastat|vuotta|år|ára|sena|snin)"
)
_GERMAN = re.compile(r"(?i)\d{1,3} jahre?")
_WITH_PERSON = re.compile(
    r"(?i)\d{1,3} ?(?:metų|gadu|gadus|lat|let|rokov|г\.|год\.|a\.|v\.?|m\.|j\.|ára|år|ans|ani|"
    r"anni|años)"
)
"""Years that stand right before the word for the person: "71 metų moteris"."""
_ADJACENT = re.compile(
    r"(?i) (?:мъж|жена|пациент|mees|naine|patsient|mies|nainen|potilas|vyras|moteris|pacient|"
    r"vīrietis|"
    r"sieviete|kona|karl|maður|mann|kvinn|kvinde|mand|pasient|patient|kobieta|mężczyzna|pacjent|"
    r"muž|"
    r"žen|bolni|moški|homme|femme|bărbat|femeie|uomo|donna|hombre|mujer|man\b)"
)
_OF_WORK = re.compile(
    r"(?i) (?:(?:de|di|of|da|in|na|dla|en|de la) |d')?(?:exp[eé]ri|esperienz|doświadcz|staż|стаж|"
    r"опит|"
    r"prax|pract|pratic|antig|antiguidade|servi[cz]|garan|gwaran|vigencia|trabaj|prac[yęu]|carrera|"
    r"postop|evoluc|seguim|tratam|condena|prisi|reclus|pris|więzien|vězen|erfar|erfahr|kogemus|"
    r"kokemus|iskuš|izkuš|εμπειρ|"
    r"tapasztal|starż|darba|darbo|temu|ago|fa\b|atrás|pred)"
)
"""Behind years: work, warranty and sentences have them too."""
_LABELS = r"[: ]{1,3}(?:ca\.? |about |over |around |etwa |de |di |of |od |na )?"


class Ages:
    """Finds ages; durations of the same form count where a person is spoken of only."""

    def __init__(self) -> None:
        self._sure = compile_pattern(rf"(?i)\d{{1,3}}(?:{_SURE})")
        self._years = compile_pattern(rf"(?i)(?:\d{{1,3}}|{_WORD_NUMBERS})[ ]?(?:{_YEARS})")
        labels = "|".join(
            re.escape(word)
            for word in sorted(concepts("age_label").words, key=lambda each: (-len(each), each))
        )
        self._label = compile_pattern(
            rf"(?i)(?:^|[^\p{{L}}\p{{N}}_])(?:{labels}|im alter von|lat|wieku|å|mr\. |di anni|"
            rf"d'anni)"
            rf"{_LABELS}(\d{{1,3}}(?:[ ](?:{_YEARS}))?)"
        )
        self._reached = compile_pattern(
            r"(?i)(?:(?:a|desde|hasta|de) los|aos|à|ai) (\d{2} (?:años|anos|ans|anni))"
        )
        self._sex = compile_pattern(r"(?:[mMfFwWkKvVžŽ] ?/ ?(\d{1,3})|(\d{2}) ?/ ?[mMfFwWkKvV])")
        self._old = compile_pattern(r"(?i)\d{1,3} (?:jahre alt|years? old)")
        self._have = compile_pattern(
            rf"(?i)(?:^|[^\p{{L}}\p{{N}}_'])(?:{_HAVE}) (\d{{1,3}} (?:{_YEARS}))"
        )
        self._person = concepts("age_person")
        self._given = load_words("given_names")
        self._spelled = SpelledAges()
        self._stated = StatedAges()

    def find(self, text: str) -> Iterator[tuple[int, int, float]]:
        """Yield start, end and score of each age."""
        if has_digit(text):
            for match in self._label.finditer(text):
                start, end = match.span(1)
                if self._fits(text, start, end) and self._labelled(text, match.start(), end):
                    yield start, end, 0.8
            for match in self._sure.finditer(text):
                start, end = match.span()
                if self._fits(text, start, end) and self._of_person(
                    text, start, end, match.group()
                ):
                    yield start, end, 0.8
            for match in self._reached.finditer(text):
                start, end = match.span(1)
                if isolated(text, match.start(), end):
                    yield start, end, 0.6
            for match in self._have.finditer(text):
                start, end = match.span(1)
                if self._has(text, match.start(), start, end):
                    yield start, end, 0.65
            yield from self._stated.find(text)
            for match in self._sex.finditer(text):
                start, end = match.span()
                if isolated(text, start, end) and self._person.near(text, start, end):
                    yield start, end, 0.6
        yield from self._spelled.find(text)
        for match in self._years.finditer(text):
            start, end = match.span()
            if self._fits(text, start, end):
                more = _MORE.match(text, end)
                score = self._duration(text, start, end)
                if score:
                    yield start, more.end() if more is not None else end, score

    @staticmethod
    def _labelled(text: str, start: int, end: int) -> bool:
        """Tell whether a label and a number, from `start` to `end`, are the age of somebody."""
        if _NO_LABELLED.match(text, end):
            return False
        # A boundary stands before the label, but at the start of a text.
        label = start if start == 0 and text[:1].isalpha() else start + 1
        return not (_OF_ALL.search(text[max(0, label - 20) : label]) or _ARRIVAL.match(text, label))

    def _has(self, text: str, begin: int, start: int, end: int) -> bool:
        """Tell whether years that somebody or something has, said from `begin` on, are an age."""
        if not self._fits(text, start, end) or _NO_AGE.search(text[max(0, begin - 30) : begin + 1]):
            return False
        return _WHOLE_YEARS.fullmatch(text, start, end) is not None and (
            int(text[start:end].split()[0]) >= _GROWN and _GOES_ON.match(text, end) is not None
        )

    @staticmethod
    def _fits(text: str, start: int, end: int) -> bool:
        digits = re.match(r"\d+", text[start:end])
        if digits is not None and int(digits.group()) > _OLDEST:
            return False
        if (
            text[start - 1 : start] in (".", ",", "/", "-")
            and text[start - 2 : start - 1].isdigit()
        ):
            return False
        return isolated(text, start, end)

    def _of_person(self, text: str, start: int, end: int, value: str) -> bool:
        """Tell whether "12 years old" is said of a person; an adjective such as "12-jährige" is."""
        if not self._old.fullmatch(value):
            return _OF_THING.match(text, end) is None
        return self._subject(text, start) or self._person.after(text, end, 20)

    def _subject(self, text: str, start: int) -> bool:
        clause = _CLAUSE.split(text[max(0, start - 60) : start])[-1]
        if self._person.before(text, start, min(len(clause), 50)):
            return True
        return self._named(text, start)

    def _named(self, text: str, start: int) -> bool:
        """Tell whether a name stands right before: in German every noun has a capital as well."""
        named = _NAMED.search(text[max(0, start - 60) : start])
        if named is None or _THING.match(named.group("name")):
            return False
        name = named.group("name")
        apposed = named.group()[len(name) :].lstrip(" .!?,;:(\n")
        german = not apposed[-1:].isalpha() and _GERMAN.match(text, start) is not None
        return not german or " " in name or name.lower() in self._given

    def _duration(self, text: str, start: int, end: int) -> float:
        """Return the score of a number of years, months or days; 0 where it is a duration."""
        before = text[max(0, start - 40) : start]
        if _NO_AGE.search(before) or _OF_WORK.match(text, end):
            return 0.0
        between = self._person.between(text, start, 40)
        if between is not None and _DIRECT.match(between) and not _APART.search(between):
            return 0.7
        if (
            text[end : end + 1] == " "
            and _WITH_PERSON.fullmatch(text, start, end)
            and int(re.split(r"\D", text[start:end])[0]) >= _GROWN
            and _ADJACENT.match(text, end)
        ):
            return 0.6
        if (
            _WHOLE_YEARS.fullmatch(text, start, end)
            and text[end : end + 1] in (",", ")", ";")
            and int(text[start:end].split()[0]) >= _GROWN
            and _APPOSED.search(text[max(0, start - 50) : start])
        ):
            return 0.55
        if self._named(text, start):
            closed = re.match(r"\s*(?:[,.;)!?]|$)", text[end : end + 3])
            return 0.55 if closed is not None else 0.0
        return 0.0
