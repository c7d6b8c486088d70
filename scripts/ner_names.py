"""Names, places and companies for the sentence frames, and messages built from them.

Given names and surnames come from the lists of the Faker package (MIT) and, for German, from a
list of surnames. A tenth of all names and frames is kept for measuring, so the figures on
generated messages never rest on a name or a sentence the model was trained on.
"""

from __future__ import annotations

import hashlib
import importlib
import random
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ner_frames import BODY, CLOSE, FORM, GREET, NEGATIVE, frames

Span = tuple[int, int, str]

LOCALES = {
    "de": "de_DE de_AT de_CH",
    "en": "en_US en_GB",
    "fr": "fr_FR",
    "es": "es_ES es_MX",
    "nl": "nl_NL",
    "sv": "sv_SE",
    "ro": "ro_RO",
    "pt": "pt_BR pt_PT",
    "world": "tr_TR hr_HR it_IT en_IN cs_CZ hu_HU da_DK fi_FI sk_SK no_NO id_ID lt_LT en_NG",
}
WORLD_FIRST = """Mohammed Ahmad Ali Hassan Hussein Omar Youssef Khaled Karim Samir Tarek Rami Fatima
Aisha Layla Nour Amina Yasmin Samira Rania Zainab Mariam Leila Oleksandr Andrij Serhij Dmytro
Mykola Oksana Olena Natalija Iryna Svitlana Kateryna Vladimir Sergej Dmitri Igor Irina Tatjana
Ljudmila Olga Svetlana Agnieszka Małgorzata Katarzyna Krzysztof Tomasz Paweł Łukasz Zbigniew
Jarosław Grzegorz Nguyen Thanh Minh Linh Huong Wei Xin Yan Jun Hiroshi Yuki Kenji Ji-woo Min-jun
Kwame Abena Amadou Fatou Ibrahim Abdul Rojda Berivan Azad Arash Shirin Parisa Reza""".split()
WORLD_LAST = """Al-Masri Hassan Haddad Khalil Mansour Nasser Saleh Abbas El-Sayed Rahman Shevchenko
Kovalenko Bondarenko Tkachenko Kravchenko Ivanov Petrov Smirnov Kuznetsov Popova Volkova Nowak
Kowalski Kowalska Wiśniewski Wójcik Kamińska Lewandowski Zieliński Szymańska Dąbrowski Mazur
Nguyen Tran Pham Wang Li Zhang Chen Liu Yang Huang Tanaka Suzuki Sato Kim Park Lee Choi Mensah
Diallo Traoré Okafor Yıldız Kaya Demir Çelik Şahin Öztürk Aydın Arslan Doğan Kılıç Hosseini
Ahmadi Karimi Rezaei Singh Patel Sharma Khan Ahmed Hussain Begum Cohen Levi""".split()

CITIES = {
    "de": """Berlin|Hamburg|München|Köln|Frankfurt am Main|Stuttgart|Leipzig|Wien|Zürich|Graz|Bern
Bad Homburg|Freiburg|Halle (Saale)|Garmisch-Partenkirchen|Salzburg|Basel|Neustadt
Oer-Erkenschwick""",
    "en": """London|Manchester|New York|Chicago|Boston|Dublin|Edinburgh|Sydney|Toronto|Leeds|Austin
San Francisco|Los Angeles|Birmingham|Cardiff|Oxford|Brighton|Seattle|Denver|Melbourne|Glasgow
Springfield|Portland|Houston|Newcastle upon Tyne|Stoke-on-Trent|Bristol|Belfast|Salt Lake City""",
    "fr": "Paris|Lyon|Marseille|Toulouse|Nantes|Lille|Bordeaux|Saint-Étienne|Genève|Rennes|Nice",
    "es": "Madrid|Barcelona|Sevilla|Valencia|Zaragoza|Bilbao|Málaga|Murcia|Ciudad de México|Lima",
    "nl": "Amsterdam|Rotterdam|Utrecht|Eindhoven|Groningen|Den Haag|Breda|Antwerpen|Gent|Zwolle",
    "sv": "Stockholm|Göteborg|Malmö|Uppsala|Örebro|Lund|Umeå|Västerås|Linköping|Luleå|Visby",
    "ro": "București|Cluj-Napoca|Iași|Timișoara|Brașov|Constanța|Sibiu|Craiova|Oradea|Ploiești",
    "pt": "Lisboa|Porto|São Paulo|Rio de Janeiro|Braga|Coimbra|Curitiba|Recife|Belo Horizonte|Faro",
}
COUNTRIES = {
    "de": "Deutschland|Österreich|Italien|Spanien|Polen|Syrien|Kanada|Indien|Portugal|Kroatien",
    "en": "Germany|France|Italy|Spain|Poland|Canada|India|Portugal|Croatia|Ireland|Kenya|Japan",
    "fr": "France|Allemagne|Belgique|Italie|Espagne|Suisse|Maroc|Tunisie",
    "es": "España|Alemania|Francia|Italia|México|Argentina|Colombia",
    "nl": "Nederland|België|Duitsland|Frankrijk|Spanje|Italië",
    "sv": "Sverige|Norge|Danmark|Finland|Tyskland|Spanien",
    "ro": "România|Germania|Franța|Italia|Spania|Ungaria",
    "pt": "Portugal|Brasil|Espanha|França|Alemanha|Angola",
}
STREETS = {
    "de": """{w}straße|{w}weg|{w}allee|{w}gasse|{l}straße|{w}str.|Am {w}|Straße der Freiheit
{l}-Platz""",
    "en": "{w} Street|{w} Road|{l} Avenue|{w} Lane|{l} Drive|{w} St|High Street",
    "fr": "rue {l}|avenue {l}|boulevard {l}|rue de la Gare",
    "es": "calle {l}|avenida {l}|calle Mayor|plaza {l}",
    "nl": "{l}straat|{l}laan|Dorpsstraat|Kerkweg",
    "sv": "{l}gatan|{l}vägen|Storgatan",
    "ro": "strada {l}|bulevardul {l}",
    "pt": "rua {l}|avenida {l}|travessa {l}",
}
STREET_WORDS = {
    "de": "Haupt Bahnhof Garten Schiller Goethe Linden Birken Berg Kirch Schul Rosen Wald".split(),
    "en": "Church Park Station Mill Oak Elm Victoria King Queen Maple Cedar Bridge".split(),
}
BRANDS = """Amazon|DHL|Hermes|Deutsche Bahn|Telekom|Vodafone|Sparkasse|Volksbank|Commerzbank|AOK
Barmer|Techniker Krankenkasse|Siemens|Bosch|BMW|Volkswagen|Lidl|Aldi|Rewe|Edeka|Zalando|Otto|Ikea
MediaMarkt|Allianz|HUK-Coburg|PayPal|Klarna|Google|Microsoft|Apple|Facebook|Netflix|Spotify|eBay
UPS|FedEx|Walmart|Target|Tesco|Barclays|HSBC|Chase|Bank of America|NHS|British Airways|Ryanair
Lufthansa|Postbank|N26|ING|DKB|SAP|Bayer|BASF|Charité|Caritas|Diakonie|ADAC|Verdi|IG Metall
Bundesagentur für Arbeit|Finanzamt München|Universität Leipzig|University of Leeds|Red Cross"""
PRODUCTS = """iPhone 15|Galaxy S24|PlayStation 5|ThinkPad|Windows 11|Office 365|Golf GTI|Model 3
Thermomix|Fire TV|Kindle|AirPods|Nintendo Switch|Photoshop|Fritzbox 7590|Aspirin|Ibuprofen
Metoprolol|Word|Excel|Android|Pixel 8|Ramipril|L-Thyroxin|Kaffeemaschine|headphones"""
MONTHS = {
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "en": "January February March April May June July August September October November December",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre",
    "nl": "januari februari maart april mei juni juli augustus september oktober november",
    "sv": "januari februari mars april maj juni juli augusti september oktober november",
    "ro": "ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro",
}
SYLLABLES = "nov tec vor lan sol med ter cor bio dat net fin max pro vis lum aqu lin rex gen"
TRADES = "Elektro Bau Immobilien Software Logistik Medien Autohaus Möbel Reisen Consulting".split()
LABELS = {
    **dict.fromkeys(("full", "first", "last", "init", "listed"), "PERSON"),
    **dict.fromkeys(("city", "country", "street"), "LOCATION"),
    "org": "ORGANIZATION",
}
_SLOT = re.compile(r"\{(\w+)\}")
_UMLAUTS = {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"}
_ASCII = str.maketrans(_UMLAUTS)


def held_out(text: str) -> bool:
    """Return whether a text, a name or a frame belongs to the tenth kept for measuring."""
    return hashlib.sha256(text.encode()).digest()[0] % 10 == 0


def _items(text: str) -> list[str]:
    return text.replace("\n", "|").split("|")


def faker_names(kind: str, locales: str) -> list[str]:
    """Return the distinct Latin names of some Faker locales, sorted.

    Args:
        kind: "first" or "last".
        locales: Faker locale names, separated by spaces.
    """
    found: set[str] = set()
    for locale in locales.split():
        provider: Any = importlib.import_module(f"faker.providers.person.{locale}").Provider
        for attribute in dir(provider):
            if attribute.startswith(f"{kind}_name") and attribute.endswith("s"):
                found.update(getattr(provider, attribute))
            elif attribute.startswith(f"{kind}_names_"):
                found.update(getattr(provider, attribute))
    return sorted(n for n in found if len(n) > 1 and n[0].isupper() and n[0] < "\u0250")


@dataclass
class Messages:
    """Makes chat, e-mail and form texts with known spans; `next` gives one of them.

    With `keep_out` names and frames of the measuring tenth are left out, otherwise only those
    are used.
    """

    rng: random.Random
    surnames: Path
    keep_out: bool = True
    first: dict[str, list[str]] = field(init=False, default_factory=dict)
    last: dict[str, list[str]] = field(init=False, default_factory=dict)
    cities: dict[str, list[str]] = field(init=False, default_factory=dict)
    pools: dict[tuple[int, str], list[str]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        """Load and divide the lists."""
        for language, locales in LOCALES.items():
            more = language == "world"
            first = faker_names("first", locales) + (WORLD_FIRST if more else [])
            last = faker_names("last", locales) + (WORLD_LAST if more else [])
            self.first[language] = self._mine(first)
            self.last[language] = self._mine(last)
        rare = self.surnames.read_text(encoding="utf-8").split("\n")
        self.last["rare"] = self._mine([name for name in rare if name[:1].isupper()])
        german: Any = importlib.import_module("faker.providers.address.de_DE").Provider
        for language, cities in CITIES.items():
            known = _items(cities)
            self.cities[language] = known + (list(german.cities) if language == "de" else [])
        for number, table in enumerate((GREET, BODY, CLOSE, FORM, NEGATIVE)):
            for language in BODY:
                found = frames(table, language)
                mine = self._mine(found) if table in (BODY, NEGATIVE, FORM) else found
                self.pools[number, language] = mine or found

    def next(self, language: str) -> tuple[str, list[Span]]:
        """Return one text and its spans (start, end, label), in code points.

        Args:
            language: ISO 639-1 code with frames in `ner_frames.py`.
        """
        draw = self.rng.random()
        number = self.rng.choices((1, 4), (3, 1))[0]
        if draw < 0.26:
            parts = [(number, self.rng.choice(("", " ", "\n")))]
        elif draw < 0.40:
            parts = [(4, " "), (4, "")]
        elif draw < 0.48 and self.pools[3, language]:
            parts = [(3, "")]
        elif draw < 0.56:
            parts = [(self.rng.choice((0, 2)), "")]
        elif draw < 0.72:
            parts = [(1, self.rng.choice((" ", "\n"))), (number, " "), (4, "")]
        else:
            gap = self.rng.choice((" ", "\n", "\n\n"))
            parts = [(0, gap), (1, " "), (number, gap), (2, "")]
        text, spans = "", []
        for table, gap in parts:
            if not self.pools[table, language]:
                table = 1
            piece, marks = self.fill(self.rng.choice(self.pools[table, language]), language)
            spans += [(a + len(text), b + len(text), label) for a, b, label in marks]
            text += piece + gap
        return text.rstrip(), spans

    def fill(self, frame: str, language: str) -> tuple[str, list[Span]]:
        """Return the frame with its slots filled, and the spans of the names.

        A surname right after a given name belongs to the same span.

        Args:
            frame: text with slots in braces.
            language: ISO 639-1 code.
        """
        text, spans, done = "", [], 0
        for match in _SLOT.finditer(frame):
            text += frame[done : match.start()]
            value = self.value(match.group(1), language)
            label = LABELS.get(match.group(1))
            if match.group(1) == "last" and frame[done : match.start()] == " " and spans:
                spans[-1] = (spans[-1][0], len(text) + len(value), spans[-1][2])
            elif label:
                spans.append((len(text), len(text) + len(value), label))
            text += value
            done = match.end()
        return text + frame[done:], spans

    def value(self, slot: str, language: str) -> str:
        """Return one value for a slot.

        Args:
            slot: a slot name of `ner_frames.py`.
            language: ISO 639-1 code.
        """
        rng = self.rng
        if slot in ("full", "first", "last", "init", "listed"):
            return self._person(slot, language)
        if slot == "city":
            return rng.choice(self.cities[language])
        if slot == "country":
            return rng.choice(_items(COUNTRIES[language]))
        if slot == "street":
            words = STREET_WORDS.get(language, STREET_WORDS["en"])
            frame = rng.choice(_items(STREETS[language]))
            return frame.format(w=rng.choice(words), l=self._person("last", language))
        if slot == "org":
            return self._company(language)
        if slot == "prod":
            return rng.choice(_items(PRODUCTS))
        if slot == "m":
            return rng.choice(MONTHS[language].split())
        if slot == "d":
            return self._date(language)
        if slot == "t":
            return f"{rng.randint(7, 20)}:{rng.choice(('00', '15', '30'))}"
        if slot == "eur":
            return f"{rng.randint(3, 900)},{rng.randint(10, 99)}"
        if slot == "mail":
            name = f"{self._person('first', language)}.{self._person('last', language)}"
            return f"{name.lower().replace(' ', '')}@example.{rng.choice(('com', 'de', 'org'))}"
        return rng.choice((str(rng.randint(1, 120)), str(rng.randint(10**4, 10**8)),
                           f"{rng.choice('ABKRX')}-{rng.randint(100, 99999)}"))  # fmt: skip

    def _mine(self, items: list[str]) -> list[str]:
        return sorted({item for item in items if held_out(item) != self.keep_out})

    def _person(self, slot: str, language: str) -> str:
        rng = self.rng
        home = rng.random() < 0.7
        first = rng.choice(self.first[language if home else "world"])
        if home and language == "de" and rng.random() < 0.5:
            last = rng.choice(self.last["rare"])
        else:
            last = rng.choice(self.last[language if home else "world"])
        draw = rng.random()
        if slot != "first" and draw < 0.05:
            last = f"{last}-{rng.choice(self.last[language])}"
        elif slot != "first" and draw < 0.07:
            last = f"{rng.choice(('von', 'van', 'de', 'von der', 'El', 'zu'))} {last}"
        if slot == "first":
            name = first
            if language != "ro" and draw < 0.04:
                name = f"{first}-{rng.choice(self.first[language])}"
        elif slot == "last":
            name = last
        elif slot == "init":
            name = f"{first[0]}. {last}"
        elif slot == "listed":
            name = f"{last}, {first}"
        else:
            middle = rng.choice(self.first[language])
            shapes = (f"{first} {last}", f"{first} {middle} {last}", f"{first} {middle[0]}. {last}")
            name = rng.choices(shapes, (12, 1, 1))[0]
        if rng.random() < 0.1:
            name = name.translate(_ASCII)
        return misspell(name, rng) if rng.random() < 0.05 else name

    def _company(self, language: str) -> str:
        rng = self.rng
        last = self._person("last", language)
        word = "".join(rng.choices(SYLLABLES.split(), k=rng.choice((2, 2, 3)))).capitalize()
        trade = rng.choice(TRADES)
        ends = {
            "de": ("GmbH", "AG", "KG", "GmbH & Co. KG", "UG", "e.V.", "SE", ""),
            "en": ("Ltd", "Inc.", "LLC", "plc", "& Sons", "Group", ""),
            "nl": ("B.V.",), "sv": ("AB",), "ro": ("SRL",), "fr": ("SARL", "SA"), "es": ("S.L.",),
        }.get(language, ("Lda.", "SA"))  # fmt: skip
        end = rng.choice(ends)
        shapes = (rng.choice(_items(BRANDS)), f"{word} {end}", f"{last} {end or trade}",
                  f"{trade} {last} {end}", f"{word}{trade.lower()} {end}")  # fmt: skip
        return rng.choices(shapes, (4, 3, 2, 1, 1))[0].strip()

    def _date(self, language: str) -> str:
        rng = self.rng
        day, month, year = rng.randint(1, 28), rng.randint(1, 12), rng.randint(1940, 2026)
        name = rng.choice(MONTHS[language].split())
        return rng.choice((f"{day}.{month}.{year}", f"{day:02d}.{month:02d}.{year}",
                           f"{year}-{month:02d}-{day:02d}", f"{day} {name} {year}",
                           f"{day}. {name}"))  # fmt: skip


def misspell(name: str, rng: random.Random) -> str:
    """Return the name with one letter dropped, doubled or exchanged with its neighbour.

    Args:
        name: at least four characters; a shorter one comes back unchanged.
        rng: the source of chance.
    """
    if len(name) < 4:
        return name
    at = rng.randrange(1, len(name) - 1)
    kind = rng.randrange(3)
    if kind == 0:
        return name[:at] + name[at + 1 :]
    if kind == 1:
        return name[:at] + name[at] + name[at:]
    return name[:at] + name[at + 1] + name[at] + name[at + 2 :]
