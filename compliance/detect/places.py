"""Places and organisations that their surroundings give away."""

from __future__ import annotations

from compliance.detect.context import Hints
from compliance.detect.rules import Rule, RuleFinder

_POSTCODE = Hints(
    ["plz", "postleitzahl", "postcode", "post code", "zip", "zip code", "postal code", "wohn*",
     "adresse", "address", "anschrift", "liefer", "deliver"]
)  # fmt: skip
_NO_TOWNS = frozenset(
    "dem der den einem einer the all our your everyone everybody beiden unserem unserer uns hier "
    "here his her their sunny sonnigen".split()
)
_NAME = r"\p{Lu}[\p{L}'\-]+"

RULES: tuple[Rule, ...] = (
    Rule(
        "LOCATION",
        r"(?:[Ii]ch |[Ww]ir )?(?:wohne[nt]?|lebe[nt]?|wohnhaft|gebürtig|komme[nt]?|"
        r"umgezogen|"
        r"gezogen|wohnt|aufgewachsen)(?: \p{L}+){0,3}? (?:in|aus|nach|bei) "
        rf"(?P<v>(?:Bad |St\. )?{_NAME}(?: (?:am|an der|im) {_NAME})?)",
        0.6,
    ),
    Rule(
        "LOCATION",
        r"(?:live|lives|living|moved|moving|based|born|grew up|resident|relocated|located)"
        rf"(?: \p{{Ll}}+){{0,2}}? (?:in|to|from|near) (?P<v>{_NAME}(?: {_NAME}){{0,2}})",
        0.6,
    ),
    Rule(
        "LOCATION",
        rf"(?:aus|in|nach) (?P<v>(?:D-)?\d{{5}} {_NAME}(?: (?:am|an der|im) {_NAME})?)",
        0.65,
        needs="0",
    ),
    Rule(
        "LOCATION",
        r"(?i)(?:gruß|gruss|grüße|gruesse|grüßen|regards|wishes|greetings) (?:aus|from) "
        r"(?P<v>(?:bad |st\. )?\p{L}{3,}(?: \([\p{L}]+\)| (?-i:\p{Lu})\p{L}+)?)",
        0.55,
        lambda value: value.lower().split()[0] not in _NO_TOWNS,
    ),
    Rule("LOCATION", r"D-\d{5}(?: " + _NAME + ")?", 0.65, needs="0"),
    Rule(
        "LOCATION",
        r"\d{5}(?: " + _NAME + ")?",
        0.0,
        hints=Hints(["plz", "postleitzahl", "zip", "zip code", "postal code"]),
        hint_score=0.6,
        needs="0",
    ),
    Rule(
        "LOCATION",
        r"[A-Z]{1,2}\d[A-Z\d]? \d[ABD-HJLNP-UW-Z]{2}",
        0.6,
        hints=_POSTCODE,
        hint_score=0.8,
        needs="0",
    ),
    Rule(
        "LOCATION",
        r"(?i)[a-z]{1,2}\d[a-z\d]? ?\d[abd-hjlnp-uw-z]{2}",
        0.0,
        hints=Hints(["postcode", "post code", "postal code"]),
        hint_score=0.7,
        needs="0",
    ),
    Rule(
        "ORGANIZATION",
        rf"(?:{_NAME}(?: & | \+ | )){{1,4}}(?:GmbH(?: & Co\. KG)?|gGmbH|AG|KGaA|KG|OHG|GbR|UG|SE|"
        r"e\. ?V\.|eG|mbH|Ltd|Limited|LLC|LLP|Inc|PLC|plc|Corp|S\.A\.|B\.V\.|S\.r\.l\.)",
        0.6,
    ),
)


def place_finder() -> RuleFinder:
    """Return the finder for the rules above."""
    return RuleFinder("places", RULES)
