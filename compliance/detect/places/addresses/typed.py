"""Streets whose kind stands in front of the name: the Romance, Slavic and Greek languages."""

from __future__ import annotations

import re
from collections.abc import Iterator

from compliance.detect.matching.context import isolated
from compliance.detect.matching.rules import compile_pattern
from compliance.detect.places.addresses.core import Core, number_end
from compliance.detect.places.addresses.words import PARTICLES, sentence_words

_SURE = (
    # es, pt
    r"calle|c/\.?|avenida|avda?\.?|avd\.?|av/|paseo|pso\.?|pza?\.|plza\.|p/|carretera|ctra\.?|"
    r"crta\.?|"
    r"carrer|passeig|avinguda|"
    r"travesía|glorieta|rúa|rua|travessa|praceta|praça|plaça|calçada|"
    # fr
    r"rue|boulevard|bd|bvd\.?|blvd\.?|impasse|allée|allee|chemin|quai|faubourg|chaussée|"
    # it
    r"viale|v\.le|piazza|p\.?zza|piazzale|p\.le|vicolo|c\.so|lungomare|lungotevere|l\.go|"
    # pl, cs, sk, hr, sl
    r"ul\.|ulica|ulicy|skwer|skwerze|skweru|rondzie|aleja|aleje|alei|osiedle|osiedlu|nám\.|"
    r"náměstí|námestie|nábřeží|třída|"
    # ro
    r"b-dul|bdul\.?|bulevardul|calea|aleea|șos\.?|șoseaua|şos\.?|şoseaua|splaiul|"
    # bg, el, mt
    r"ул\.?|улица|бул\.?|булевард|ж\.к\.|οδός|οδού|λεωφ(?:όρος|όρου|\.)|triq|"
    # ga
    r"bóthar|sráid|ardán|céide|lána|ascaill"
)
"""Kinds that are hardly another word."""
_FAIR = (
    r"c\.|cl\.|av\.?|plaza|pl\.|po\.|pz|camino|cmno\.?|ronda|rda\.?|urbanización|urb\.|barrio|"
    r"polígono|"
    r"pol\. ind\.|pasaje|pje\.|cuesta|rambla|rbla\.|gran vía|vía|callejón|bulevar|alameda|"
    r"r\.|tv\.|largo|lg\.|estrada|beco|bairro|quinta|rotunda|"
    r"place|route|rte\.?|cours|square|passage|cité|résidence|lotissement|hameau|sentier|esplanade|"
    r"rond-point|voie|montée|ruelle|clos|villa|lieu-dit|ch\.|av|promenade|"
    r"via|corso|strada|contrada|c\.da|località|loc\.|frazione|fraz\.|borgo|salita|traversa|"
    r"galleria|"
    r"al\.|os\.|plac|placu|rondo|ul|trg|obala|cesta|šetalište|tř\.|trieda|sídliště|sídlisko|"
    r"str\.?|bd\.|al\.|soseaua|sos\.|piața|piata|intrarea|intr\.|drumul|prel\.|"
    r"пл\.|площад|жк|кв\.|πλατεία|λ\.|misraħ"
)
_FRENCH = (
    r"rue|avenue|av\.?|boulevard|bd\.?|bvd\.?|blvd\.?|place|pl\.?|impasse|imp\.|allée|allée|allee|"
    r"chemin|ch\.|route|rte\.?|quai|cours|square|passage|cité|résidence|lotissement|hameau|"
    r"faubourg|fg\.?|sentier|esplanade|rond-point|voie|montée|ruelle|mail|clos|villa|chaussée|"
    r"drève|venelle|domaine|traverse|promenade|triq|bóthar|sráid|ardán|céide|lána|ascaill"
)
_FRENCH_SURE = re.compile(
    r"(?:rue|avenue|boulevard|bd|bvd|blvd|impasse|allée|allee|chemin|quai|faubourg|triq|"
    r"bóthar|sráid|ardán|céide|lána|ascaill)\.?",
    re.I,
)
_DOTTED = re.compile(r"(?:ul|al|os|pl|ул|бул|c/)\.?$", re.I)
_NUMBER_GAP = re.compile(
    r"(?P<mark>[ \t]{0,2},?[ \t]{0,2}(?i:n\.? ?[°o]\.?|bloque|blq\.?|parcela|portal|chalet|n\.|"
    r"nr\.?|n[uú]m\.?|№|č\.|br\.|št\.|"
    r"n[uú]mero|αρ\.|km\.?)[ \t]?(?=\d)|[ \t]{0,2},[ \t]{0,2}(?=\d))|[ \t]{1,2}(?=\d)"
)
_SENTENCE_GOES_ON = (" a", " e")
"""A preposition or "and" behind a number in Romance languages: "via Roma 23 a Modena"."""
_HOUSE_BEHIND = re.compile(r",? n(?:\.|r\.|[°o]\.?) ?\d{1,4}(?: ?/ ?[A-Za-z\d]{1,3})?(?![^\W_])")
"""The house behind the number of a road: "Strada Provinciale 12 n. 5"."""
_OF_ROAD = re.compile(r"[.,]\d{1,3}(?!\d)")
"""Hundreds of metres behind the kilometre of a road: "Ctra. de Colmenar, km 9,100"."""
_NO_NUMBER = re.compile(r"[ \t]{0,2},?[ \t]{1,2}(?i:s ?/ ?n|snc|s\.n\.c)(?!\w)\.?|,s/n(?!\w)")
_TOKEN = re.compile(
    r"[^\W\d_](?:[\w'-]|\.(?=\w)|/(?=[^\W\d_]))*\.?|[\"„“«][^\"„“”«»\n]{2,40}[\"“”»]"
)
_SPACE = re.compile(r"[ \t]{0,2}")
_DATE_NAME = re.compile(r"\d{1,2}(?:er|\.|-go)? (?=[^\W\d_]{3})")
_DOOR = re.compile(
    r"(?:,|[ \t]-|[ \t])[ \t]{0,2}(?:\d{1,2} ?(?:[oa](?![^\W_])|°)?(?:[ ,-]{0,2}(?:[A-Z]|"
    r"\d{1,2}[oa°]?|"
    r"(?i:izq?(?:da|uierda)?|dcha?|derecha|der|dto|pta|centro|P?\d{0,2}[A-Z]))(?![^\W_])\.?)?|"
    r"P\d{1,2}(?![^\W_])|\d{1,2}(?:er)?(?: P|(?<=er) p|(?<=o) p)iso|[A-Z](?![^\W_])|"
    r"(?i:bajo|ático|entlo|sótano)\.?(?: [A-Z](?![^\W_]))?)(?=[ \t]*(?:[,;)\n]|\.(?!\w)|$|[ \t]-))"
)
"""Floor and door as in Spain, of numbers and letters only: "5, 3º B", "29, 5 A", "4, C"."""
_AMOUNT = re.compile(
    r" ?(?:[%€$£]|(?:a[ñn]os?|mes(?:es)?|d[ií]as?|veces|euros?|horas?|ans?|mois|jours?|fois|"
    r"heures?|"
    r"anni|mesi|giorni|volte|ore|lat|dni|miesięcy|zł|godzin|kč|let|lei|ani|km|kg|m²|gb|"
    r"mb)(?![^\W_]))",
    re.I,
)
_NO_NAMES = frozenset(
    "port usb hdmi bluetooth email e-mail mail sms api link telefon app twitter web wlan wifi http "
    "https ssh vpn tcp route chapter article section order bid orders bet hold".split()
)
"""Words behind "via" or "place" that make no address of it."""
_SMALL_MOST = 3
_ABBREVIATION = 5
"""Length with its full stop of a shortened word inside a name: "gen.", "Prof."."""
_MOST = 8


class TypedStreets:
    """Finds "Calle Mayor 5", "ul. Długa 5 m. 12", "12 bis, rue de la Paix"."""

    def __init__(self) -> None:
        # Only the kind: a longer pattern would run over a false kind and the true one behind it.
        self._street = compile_pattern(
            rf"(?i)(?:^|[^\p{{L}}\p{{N}}_])({_SURE}|{_FAIR})(?:[ \t]{{1,2}}[\p{{L}}\p{{N}}\"„“«]|"
            rf"\p{{L}}|\.)"
        )
        self._first = compile_pattern(
            rf"(?i)\d{{1,4}}(?: ?(?:bis|ter|quater|[a-d]))?(?: ?[-/] ?\d{{1,4}})?,? ?(?:{_FRENCH})"
            r"[ \t]\p{L}"
        )
        self._without_number = compile_pattern(rf"(?i)(?:{_SURE}|plaza|via)[ \t]{{1,2}}\p{{L}}")
        self._kind = re.compile(
            rf"(?:(?P<sure>{_SURE})|{_FAIR})\.?(?=[ \t\"„“«]|(?<=[./])\w)", re.I
        )

    def find(self, text: str) -> Iterator[Core]:
        """Yield streets with their numbers, and streets alone for an address that says more."""
        for match in self._street.finditer(text):
            core = self._from_kind(text, match.start(1))
            if core is not None:
                yield core
        for match in self._first.finditer(text):
            core = self._from_number(text, match.start(), match.end())
            if core is not None:
                yield core
        for match in self._without_number.finditer(text):
            yield from self._alone(text, match.start(), match.end())

    def _from_kind(self, text: str, start: int) -> Core | None:
        kind = self._kind.match(text, start)
        if kind is None:
            return None
        if text[start - 1 : start] == ".":
            return None  # "S.r.l."
        place = kind.end()
        while text[place : place + 1] in (" ", "\t"):
            place += 1
        day = _DATE_NAME.match(text, place)
        place = day.end() if day is not None else place
        tokens: list[str] = []
        while len(tokens) < _MOST:
            token = _TOKEN.match(text, place)
            if token is None:
                return None
            word = token.group()
            tokens.append(word)
            place = token.end()
            if (free := _NO_NUMBER.match(text, place)) is not None:
                return self._scored(text, start, free.end(), kind, tokens, marked=True)
            gap = _NUMBER_GAP.match(text, place)
            if gap is not None:
                end = number_end(text, gap.end())
                if end is None or _AMOUNT.match(text, end):
                    return None
                if text[end - 2 : end] in _SENTENCE_GOES_ON and text[end : end + 1] == " ":
                    end -= 2
                while (door := _DOOR.match(text, end)) is not None:
                    end = door.end()
                if (rest := _OF_ROAD.match(text, end)) and "km" in gap.group().lower():
                    end = rest.end()
                marked = gap.group("mark") is not None or day is not None
                if not marked and (house := _HOUSE_BEHIND.match(text, end)) is not None:
                    end, marked = house.end(), True  # of a numbered road
                return self._scored(text, start, end, kind, tokens, marked=marked)
            space = _SPACE.match(text, place)
            if space is None or space.end() == place and not word.endswith("."):
                return None
            place = space.end()
        return None

    @staticmethod
    def _scored(
        text: str, start: int, end: int, kind: re.Match[str], tokens: list[str], *, marked: bool
    ) -> Core | None:
        names = [word for word in tokens if word.lower() not in _PARTICLES]
        if not names or names[0].lower().rstrip(".") in _NO_NAMES:
            return None
        if kind.group()[-1] == "/" and names[0] == "o":
            return None  # "c/o"
        small = [word for word in names if not (word[0].isupper() or word[0] in '"„“«')]
        sure = kind.group("sure") is not None
        if len(small) == len(names):
            if len(names) > _SMALL_MOST:
                return None
            if any(word.lower() in sentence_words() for word in names):
                # "mayor" is a word of one language and a street of another: the postcode decides.
                return Core(start, end, 0.0, 0.0, 0.8 if sure else 0.0)
            dotted = _DOTTED.search(kind.group()) and (marked or kind.group()[-1] in "./")
            begun = kind.group().startswith(("Av", "C/"))
            alone = 0.6 if dotted else 0.5 if begun or (sure and marked) else 0.0
            lives = sure or _LIVES.search(text[max(0, start - 32) : start]) is not None
            return Core(start, end, alone, 0.6 if lives else 0.0, 0.85 if sure or marked else 0.7)
        if len(small) > 1 or any(word.lower() in sentence_words() for word in small):
            return None
        if any(len(word) > _ABBREVIATION and word.endswith(".") for word in names[:-1]):
            return None  # a sentence ends between the kind and the number
        if sure:
            return Core(start, end, 0.7 if small else 0.85, 0.85, 0.9)
        capital = kind.group().istitle()
        short = all(word.isupper() and len(word) <= 4 for word in names)
        if short:
            return Core(start, end, 0.0, 0.0, 0.7)
        dotted = kind.group().endswith(".") and _DOTTED.search(kind.group()) is not None
        if dotted or kind.group() == "Via":
            alone = 0.6
        elif capital and (marked or len(names) < len(tokens)):
            alone = 0.6
        elif kind.group() == "via" and len(names) < len(tokens):
            alone = 0.5
        else:
            alone = 0.0
        return Core(start, end, alone, 0.65 if capital or dotted else 0.6, 0.85)

    @staticmethod
    def _from_number(text: str, start: int, letter: int) -> Core | None:
        head = _HEAD.match(text, start)
        if head is None or not isolated(text, start, start + len(head.group("number"))):
            return None
        if text[start - 1 : start] in (".", ",") and text[start - 2 : start - 1].isdigit():
            return None
        kind = text[head.end() : letter - 2].strip()
        end, names, capital = _name_behind(text, letter - 1)
        if not names:
            return None
        sure = _FRENCH_SURE.fullmatch(kind) is not None
        if capital:
            return Core(start, end, 0.85 if sure else 0.6, 0.85, 0.9)
        return Core(start, end, 0.7 if sure else 0.0, 0.7 if sure else 0.5, 0.85)

    @staticmethod
    def _alone(text: str, start: int, letter: int) -> Iterator[Core]:
        if not isolated(text, start, start + 1) and text[start - 1 : start].isalnum():
            return
        end, names, capital = _name_behind(text, letter - 1)
        if names and capital:
            hinted = 0.55 if _LIVES.search(text[max(0, start - 32) : start]) else 0.0
            alone = 0.45 if _WHOLE_KIND.match(text, start) else 0.0
            yield Core(start, end, alone, max(alone, hinted), 0.75)


_PARTICLES = PARTICLES | {"an", "na"}
_HEAD = re.compile(
    r"(?P<number>\d{1,4}(?: ?(?i:bis|ter|quater|[a-d])(?![^\W_]))?(?: ?[-/] ?\d{1,4})?),? ?"
)
_WHOLE_KIND = re.compile(
    r"(?i:calle|avenida|avda\.|c/|carrer|rúa|rua|ulica|ulicy|ulicą|ulicę|ul\.|alei|aleja|rue|"
    r"skwer|skwerze|skweru|rondzie|"
    r"boulevard|impasse|viale|vicolo|piazza|praceta|travessa|třída|bulevardul|улица|ул\.|бул\.|"
    r"οδός|οδού|triq)[ \t]"
)
"""Kinds that name a street even without a number: "ulicy Kwiatowej"."""
_LIVES = re.compile(
    r"(?i)(?:habit\w+|demeur\w+|résid\w+|resid\w+|viv[eoí]\w*|domicil\w+|mora\w*|abit[aoi]\w*|"
    r"mieszka\w*|zamieszkał\w*|bytem|bydl\w+|býva\w*|locui\w+|жив\w+|stanuj\w+|živi\w*|μέν\w+|"
    r"dirección|adresse|indirizzo|morada|adres\w*|адрес)(?: \w{1,4}){0,3}[: ,]{1,3}$"
)
"""Right before a street without a number: "vive en la calle Mayor"."""


def _name_behind(text: str, at: int) -> tuple[int, int, bool]:
    """Return the end of the name that begins at `at`, its number of words, and if it has capitals.

    In a text of small letters the name goes on to the next comma, line or number, four words at
    most; without one there it is the first word that is no particle.
    """
    end = place = at
    names = 0
    capital = False
    small_end = None
    for _ in range(_MOST):
        token = _TOKEN.match(text, place)
        if token is None:
            break
        word = token.group()
        lower = word.lower()
        if lower in _PARTICLES or lower.startswith(("d'", "l'")) and not word[2:3].isupper():
            if names and not capital and lower in sentence_words() and lower not in PARTICLES:
                break
            if lower.startswith(("d'", "l'")) and len(word) > 2:
                names += 1
                end = token.end()
                small_end = small_end or end
        elif word[0].isupper() or word[:2].lower() in ("d'", "l'") or "'" in word[:3]:
            if names and not capital:
                break
            names += 1
            capital = True
            end = token.end()
        elif capital or lower in sentence_words():
            break
        else:
            names += 1
            end = token.end()
            small_end = small_end or end
        place = token.end()
        gap = _SPACE.match(text, place)
        if gap is None or gap.end() == place or names >= 5:
            break
        place = gap.end()
    if names and not capital and small_end is not None:
        closed = re.match(r"[ \t]*(?:[,;\n]|\d|$)", text[end : end + 4])
        if closed is None or names > _SMALL_MOST + 1:
            end = small_end
    if text[end - 1 : end] == "." and end > at + 3:
        end -= 1
    return end, names, capital
