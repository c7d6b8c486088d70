"""Towns, countries and streets by language, for the sentence frames.

Short lists of this project, beside Faker's lists (MIT) of towns, countries and street names.
"""

from __future__ import annotations

import importlib
from functools import cache
from typing import Any

import ner_frames_east as east
import ner_frames_rim as rim
import ner_prose_east as prose_east
import ner_prose_north as north
import ner_prose_south as south

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
    **east.CITIES, **rim.CITIES, **north.CITIES, **south.CITIES,
}  # fmt: skip
CITIES_IN = {**prose_east.CITIES_IN, **north.CITIES_IN}
"""Towns in the form they have after "in", where it is another one."""
COUNTRIES = {
    "de": "Deutschland|Österreich|Italien|Spanien|Polen|Syrien|Kanada|Indien|Portugal|Kroatien",
    "en": "Germany|France|Italy|Spain|Poland|Canada|India|Portugal|Croatia|Ireland|Kenya|Japan",
    "fr": "France|Allemagne|Belgique|Italie|Espagne|Suisse|Maroc|Tunisie",
    "es": "España|Alemania|Francia|Italia|México|Argentina|Colombia",
    "nl": "Nederland|België|Duitsland|Frankrijk|Spanje|Italië",
    "sv": "Sverige|Norge|Danmark|Finland|Tyskland|Spanien",
    "ro": "România|Germania|Franța|Italia|Spania|Ungaria",
    "pt": "Portugal|Brasil|Espanha|França|Alemanha|Angola",
    **east.COUNTRIES, **rim.COUNTRIES, **north.COUNTRIES, **south.COUNTRIES,
}  # fmt: skip
STREETS = {
    "de": """{w}straße|{w}weg|{w}allee|{w}gasse|{l}straße|{w}str.|Am {w}|Straße der Freiheit
{l}-Platz|{f}-{l}-Straße|{f}-{l}-Weg|{f}-{l}-Str.""",
    "en": "{w} Street|{w} Road|{l} Avenue|{w} Lane|{l} Drive|{w} St|High Street",
    "fr": "rue {l}|avenue {l}|boulevard {l}|rue de la Gare|rue {f} {l}|place {f} {l}|quai {l}",
    "es": "calle {l}|avenida {l}|calle Mayor|plaza {l}|C/ {l}|calle {f} {l}|paseo de {f} {l}",
    "nl": "{l}straat|{l}laan|Dorpsstraat|Kerkweg|{f} {l}straat|{l}plein|{l}weg|{l}gracht",
    "sv": "{l}gatan|{l}vägen|Storgatan|{w}gatan|{f} {l}s gata|{l}s väg",
    "ro": "strada {l}|bulevardul {l}|str. {l}|strada {f} {l}|Calea Victoriei|aleea {f} {l}",
    "pt": "rua {l}|avenida {l}|travessa {l}|rua {f} {l}|Av. {l}|praça {f} {l}|rua da Igreja",
    **prose_east.STREETS, **north.STREETS, **south.STREETS,
}  # fmt: skip
"""`{l}` a surname, `{f}` a given name, `{g}` and `{fg}` the same in the genitive, `{w}` a word,
`{s}` one of Faker's street names."""
STREET_WORDS = {
    "de": "Haupt Bahnhof Garten Schiller Goethe Linden Birken Berg Kirch Schul Rosen Wald".split(),
    "en": "Church Park Station Mill Oak Elm Victoria King Queen Maple Cedar Bridge".split(),
    "no": "Bjørke Skole Kirke Fjord Solbakk Strand Myr Berg Granli Elve".split(),
    "sv": "Björk Skol Kyrko Strand Järnvägs Berg Sjö Ring Trädgårds Ek".split(),
}
_LOCALES = {
    "it": "it_IT", "nl": "nl_NL nl_BE", "pl": "pl_PL", "da": "da_DK", "cs": "cs_CZ",
    "fi": "fi_FI", "hu": "hu_HU", "sk": "sk_SK", "hr": "hr_HR", "sl": "sl_SI", "el": "el_GR",
    "pt": "pt_PT", "ro": "ro_RO", "de": "de_DE de_AT", "sv": "sv_SE", "fr": "fr_FR",
}  # fmt: skip
_TOWNS = ("cities", "real_city_names", "localities", "counties")
_ROADS = ("streets", "street_names", "street_prefixes")


@cache
def faker_places(kind: str, language: str) -> tuple[str, ...]:
    """Return the distinct towns, countries or street names of Faker's lists, sorted.

    Args:
        kind: "town", "country" or "street".
        language: ISO 639-1 code; a language without lists gives none.
    """
    wanted = {"town": _TOWNS, "country": ("countries",), "street": _ROADS}[kind]
    # In these languages the list of "street prefixes" holds words like "Calle" instead of names.
    own = {"town", "country"} if language in ("pt", "ro", "sv", "es") else {kind}
    found: set[str] = set()
    if kind in own:
        for locale in _LOCALES.get(language, "").split():
            module: Any = importlib.import_module(f"faker.providers.address.{locale}")
            for name in wanted:
                found.update(vars(module.Provider).get(name, ()))
    short = (each.strip() for each in found)
    return tuple(sorted(n for n in short if 2 < len(n) < 30 and n[0].isupper() and "(" not in n))
