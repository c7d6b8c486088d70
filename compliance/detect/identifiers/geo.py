"""Positions on the earth: coordinates, map links, what3words and plus codes.

A position of a few metres names a home; two decimals (about a kilometre) and fewer do not.

Basis: ISO 6709 (coordinates), RFC 5870 (geo URI), the Open Location Code specification.
"""

from __future__ import annotations

import re

from compliance.detect.identifiers.labels import alternation
from compliance.detect.matching.context import concepts
from compliance.detect.matching.rules import Rule

_NUMBER = re.compile(r"-?\d{1,3}[.,]\d+")


def _pair(value: str) -> bool:
    """Tell whether two numbers are a latitude and a longitude."""
    numbers = [float(each.replace(",", ".")) for each in _NUMBER.findall(value)]
    return len(numbers) == 2 and abs(numbers[0]) <= 90 and abs(numbers[1]) <= 180


def _settled(value: str) -> bool:
    """Tell whether a pair lies in Europe or North America: other tables hold such numbers, too."""
    if not _pair(value):
        return False
    north, east = (float(each) for each in _NUMBER.findall(value))
    return 24 <= north <= 72 and (-130 <= east <= -60 or -31 <= east <= 45) and abs(east) > 0.05


def _well_known(value: str) -> bool:
    """Tell whether two numbers are a longitude and a latitude, as OGC writes them."""
    numbers = [float(each) for each in _NUMBER.findall(value)]
    return len(numbers) == 2 and abs(numbers[0]) <= 180 and abs(numbers[1]) <= 90


def _grid(value: str) -> bool:
    """Tell whether zone, easting and northing fit the UTM grid."""
    zone, east, north = (int(each) for each in re.findall(r"\d+", value))
    return 1 <= zone <= 60 and 100_000 <= east < 900_000 and north <= 10_000_000


def _degrees(value: str) -> bool:
    return all(int(each) <= 180 for each in re.findall(r"\d+(?=\s?°)", value))


def _full_code(value: str) -> bool:
    return any(char.isdigit() for char in value) and any(char.isalpha() for char in value)


_HINTS = concepts("geo")
_DMS = (
    r"\d{1,3}(?:[.,]\d+)?\s?°(?:\s?\d{1,2}(?:[.,]\d+)?\s?'(?:\s?\d{1,2}(?:[.,]\d+)?\s?(?:\"|''))?)?"
)
_SIDE = r"[NSEWOÖVZ]"
_CODE = "[23456789CFGHJMPQRVWX]"
_LAT = r"-?\d{1,2}[.,]\d{3,16}"
_LON = r"-?\d{1,3}[.,]\d{3,16}"
_NORTH, _EAST = alternation("geo_north"), alternation("geo_east")
_IS = r"[\"']?(?:\s?[:=]\s?|\s(?:is |ist )?)[\"']?"

RULES: tuple[Rule, ...] = (
    Rule("GEO_COORDINATES", r"-?\d{1,2}\.\d{4,16}\s?°?\s?[NS]?\s?[,;/]\s?-?\d{1,3}\.\d{4,16}"
         r"(?:\s?°?\s?[EWO]\b|°)?", 0.5, _settled, _HINTS, 0.95, needs="0"),
    Rule("GEO_COORDINATES", r"-?\d{1,2}\.\d{3,16}\s?°?\s?[NS]\s?[,;/]?\s?"
         r"-?\d{1,3}\.\d{3,16}\s?°?\s?[EWO]\b", 0.9, _pair, needs="0"),
    Rule("GEO_COORDINATES",
         rf"(?i)\b(?:{_NORTH}){_IS}(?P<v>{_LAT})\s?°?[,;]?\s?(?:{_EAST}){_IS}{_LON}", 0.95,
         needs="0"),
    Rule("GEO_COORDINATES",
         rf"(?i)(?:{_NORTH}){_IS}{_LAT}\s?°?[,;]?\s?(?:und |and )?(?:{_EAST}){_IS}(?P<v>{_LON})",
         0.95, needs="0"),
    Rule("GEO_COORDINATES",
         r"(?i)\bpoint ?(?:z ?)?\( ?(?P<v>-?\d{1,3}\.\d{3,16} -?\d{1,2}\.\d{3,16})", 0.95,
         _well_known, needs="point"),
    Rule("GEO_COORDINATES",
         r"\d{1,2} ?[C-HJ-NP-X] [1-8]\d{5}(?:\.\d+)?[mE]? \d{6,7}(?:\.\d+)?[mN]?",
         0.7, _grid, concepts("geo", extra=["utm", "zone"]), 0.95, needs="0"),
    Rule("GEO_COORDINATES",
         rf"{_SIDE}\s?\d{{1,2}}\s?°\s?\d{{1,2}}(?:[.,]\d+)?\s?'?[,;/]?\s?{_SIDE}\s?\d{{1,3}}\s?°\s?"
         r"\d{1,2}(?:[.,]\d+)?\s?'?", 0.9, _degrees, needs="°"),
    Rule("GEO_COORDINATES", rf"{_LAT}\s?°?[NS]?(?:\s?[,;/|]\s?|\s){_LON}", 0.0, _pair, _HINTS, 0.9,
         needs="0"),
    Rule("GEO_COORDINATES",
         rf"(?i)\blat(?:itud[eo]?|itudine|itude)?[\"']?\s?[:=]\s?[\"']?(?P<v>{_LAT}[\"']?\s?[,;&]?\s?"
         rf"[\"']?(?:lon|lng|long)[a-zġ]*[\"']?\s?[:=]\s?[\"']?{_LON})", 0.95, needs="0"),
    Rule("GEO_COORDINATES",
         rf"(?i)(?:\b|_)(?:(?:gps|geo)[ _]?)?(?:lat|lon|lng|latitude?|longitude?|latitudine|"
         rf"longitudine|breitengrad|längengrad|breddegrad|længdegrad|latitud|longitud)[\"']?\s?[:=]\s?[\"']?"
         rf"(?P<v>{_LON})", 0.85, needs="0"),
    Rule("GEO_COORDINATES",
         rf"{_DMS}\s?{_SIDE}(?:\s?[,;/]?\s?{_DMS}\s?{_SIDE})?|"
         rf"{_SIDE}\s?{_DMS}(?:\s?[,;/]?\s?{_SIDE}\s?{_DMS})?", 0.85, _degrees, _HINTS, 0.95,
         needs="°"),
    Rule("GEO_COORDINATES", r"(?i)geo:-?\d{1,2}\.\d{2,16},-?\d{1,3}\.\d{2,16}(?:,-?\d+)?", 0.95,
         needs="geo:"),
    Rule("GEO_COORDINATES",
         r"(?i)(?:https?://[^\s<>\"']{0,80})?(?:www\.)?(?:google\.[a-z.]{2,6}/maps|maps\.google\.|maps\.apple\.com|"
         r"openstreetmap\.org|waze\.com|bing\.com/maps|here\.com)[^\s<>\"']{0,200}?"
         r"(?:@|q=|ll=|lat=|#map=\d{1,2}/|query=|daddr=|destination=|center=|!3d)"
         r"-?\d{1,2}\.\d{2,16}[^\s<>\"']*", 0.95, trim=".,;)", needs="0"),
    Rule("GEO_COORDINATES",
         r"(?i)https?://(?:maps\.app\.goo\.gl|goo\.gl/maps|w3w\.co|plus\.codes)/[^\s<>\"']{4,80}",
         0.8, trim=".,;)", needs="://"),
    Rule("GEO_COORDINATES", r":?/*///\p{L}{2,20}\.\p{L}{2,20}\.\p{L}{2,20}", 0.9,
         lambda value: value[3].isalpha(), needs="///"),
    Rule("GEO_COORDINATES", rf"{_CODE}{{8}}\+{_CODE}{{2,3}}", 0.8, _full_code, _HINTS, 0.95,
         needs="+"),
    Rule("GEO_COORDINATES", rf"{_CODE}{{4}}\+{_CODE}{{2,3}}", 0.0, _full_code,
         concepts("geo", extra=["plus code", "pluscode"]), 0.8, needs="+"),
)  # fmt: skip
