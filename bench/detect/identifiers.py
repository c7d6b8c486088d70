"""How many valid identifiers of 32 countries, and how many disguised values, each tool finds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from bench.detect import carriers, numbers
from bench.detect.disguise import DISGUISES
from bench.detect.ibans import FORMS, iban, phones
from bench.detect.quality import find_all, say
from bench.detect.score import Find, covered
from bench.detect.tools import Bench

_SEED = 20_261_125
_EACH = 20
_EACH_QUICK = 4
_PREFIXES = {
    "LI": ("LI", "CH"), "GB": ("UK", "GB"), "GR": ("GR", "EL"),
    "CZ": ("CZ", "SK"), "SK": ("SK", "CZ"), "EE": ("EE", "LT"), "LT": ("LT", "EE"),
}  # fmt: skip
"""Beginnings of right types, where it is not the country alone: some share one form of number."""
_GENERAL = (
    "HEALTH_INSURANCE", "ID_CARD", "NATIONAL_ID", "SOCIAL_SECURITY", "TAX_ID", "VAT_ID",
)  # fmt: skip
"""Types of official numbers of no one country, right for all of them."""
OUTCOMES = ("right", "any", "part", "missed")
"""Found whole with the right type, whole with any type, in part, not at all."""


@dataclass(frozen=True, slots=True)
class Trial:
    """One value in one sentence."""

    row: str
    """What it is: the line of the table."""
    column: str
    """How it stands there."""
    text: str
    start: int
    end: int
    right: tuple[str, ...]
    """Types that are right for it; an entry that ends in `_` stands for all types so begun."""


def run_identifiers(bench: Bench, *, quick: bool) -> dict[str, Any]:
    """Return outcomes by identifier and by way of carrying it, as JSON."""
    trials = list(identifier_trials(_EACH_QUICK if quick else _EACH))
    return _outcomes(bench, trials, "identifiers")


def run_disguises(bench: Bench, *, quick: bool) -> dict[str, Any]:
    """Return outcomes by disguise and kind of value, as JSON."""
    trials = list(disguise_trials(_EACH_QUICK if quick else _EACH))
    return _outcomes(bench, trials, "disguises")


def identifier_trials(each: int) -> Iterator[Trial]:
    """Yield national numbers, bank accounts and phones: own label, English label, no label."""
    rng = Random(_SEED)
    for item in carriers.IDENTIFIERS:
        right = right_types(item.country)
        for turn in range(each):
            value = item.make(rng)
            english = carriers.ENGLISH[turn % 3].replace("{label}", item.english)
            bare = (carriers.BARE[item.language], carriers.BARE_ENGLISH[turn % 3])[turn % 2]
            row = f"{item.country} {item.name}"
            for column, sentence in (
                ("own label", item.sentence), ("English label", english), ("no label", bare),
            ):  # fmt: skip
                yield trial(row, column, sentence, value, right)
    for country in FORMS:
        language = carriers.LANGUAGE[country]
        for turn in range(max(2, each // 4)):
            value = iban(rng, country)
            bare = (carriers.BARE[language], carriers.BARE_ENGLISH[turn % 3])[turn % 2]
            for column, sentence in (
                ("own label", carriers.IBAN[language]), ("English label", carriers.IBAN["en"]),
                ("no label", bare),
            ):  # fmt: skip
                yield trial("IBANs, 32 countries", column, sentence, value, ("IBAN_CODE",))
        for form, value in phones(country):
            for column, sentence in (
                ("own label", carriers.PHONE[language]), ("English label", carriers.PHONE["en"]),
                ("no label", carriers.BARE[language]),
            ):  # fmt: skip
                yield trial(f"phones, {form}", column, sentence, value, ("PHONE_NUMBER",))
    for turn in range(each):
        sentences = (
            ("own label", "Bitte die Karte {} belasten."),
            ("English label", "Charge it to my credit card {} please."),
            ("no label", carriers.BARE_ENGLISH[turn % 3]),
        )
        value = numbers.card(rng)
        for column, sentence in sentences:
            yield trial("payment cards", column, sentence, value, ("CREDIT_CARD",))


def disguise_trials(each: int) -> Iterator[Trial]:
    """Yield values of six kinds in every disguise that applies to them, with a hint word."""
    rng = Random(_SEED + 1)
    for kind, value, sentence, right in _values(rng, each):
        for name, disguise in DISGUISES.items():
            changed = disguise(value, rng)
            if changed is not None:
                yield trial(name, kind, sentence, changed, right)


def _values(rng: Random, each: int) -> Iterator[tuple[str, str, str, tuple[str, ...]]]:
    for turn in range(each):
        name = rng.choice(("mira.kovar", "j.holm", "anna-lind", "t_weber", "p.sousa"))
        domain = rng.choice(("example.org", "mail.example.com", "example.net"))
        yield "e-mail", f"{name}{rng.randint(1, 99)}@{domain}", "Write to {} please.", (
            "EMAIL_ADDRESS",)  # fmt: skip
        country = rng.choice(tuple(FORMS))
        yield "IBAN", iban(rng, country), "The IBAN is {} as before.", ("IBAN_CODE",)
        yield "card", numbers.card(rng), "The credit card is {} as before.", ("CREDIT_CARD",)
        address = (
            f"{rng.choice((81, 93, 145, 212))}.{'.'.join(str(rng.randint(2, 250)) for _ in '123')}"
        )
        yield "IP", address, "The login came from IP {} last night.", ("IP_ADDRESS",)
        abroad = dict(phones(rng.choice(tuple(FORMS))))["international"]
        yield "phone", abroad, "My phone is {} in the evening.", ("PHONE_NUMBER",)
        if turn % 4 == 0:
            for item in carriers.IDENTIFIERS:
                right = right_types(item.country)
                yield "national id", item.make(rng), item.sentence, right


def right_types(country: str) -> tuple[str, ...]:
    """Return the types that are right for an official number of a country."""
    return (*(f"{name}_" for name in _PREFIXES.get(country, (country,))), *_GENERAL)


def trial(row: str, column: str, sentence: str, value: str, right: tuple[str, ...]) -> Trial:
    """Return a trial: the sentence with the value in place of `{}`."""
    start = sentence.index("{}")
    text = sentence.replace("{}", value)
    return Trial(row, column, text, start, start + len(value), right)


def outcome(item: Trial, finds: Sequence[Find]) -> str:
    """Return one of `OUTCOMES`: only letters and digits of the value count."""
    wanted = covered(item.text, [Find(item.start, item.end, "")])
    right = [find for find in finds if is_right(find.type, item.right)]
    if wanted <= covered(item.text, right):
        return "right"
    hit = wanted & covered(item.text, finds)
    if hit == wanted:
        return "any"
    return "part" if hit else "missed"


def is_right(label: str, right: Sequence[str]) -> bool:
    """Tell whether a label is one of the right ones."""
    return any(label.startswith(each) if each.endswith("_") else label == each for each in right)


def _outcomes(bench: Bench, trials: Sequence[Trial], lane: str) -> dict[str, Any]:
    results: dict[str, Any] = {"trials": len(trials), "tools": {}}
    for tool in bench.tools({}):
        counts: defaultdict[str, defaultdict[str, dict[str, int]]] = defaultdict(
            lambda: defaultdict(lambda: dict.fromkeys(OUTCOMES, 0))
        )
        finds = find_all(tool, [each.text for each in trials])
        for each, found in zip(trials, finds, strict=True):
            counts[each.row][each.column][outcome(each, found)] += 1
        results["tools"][tool.name] = {row: dict(columns) for row, columns in counts.items()}
        say(f"{lane}: {tool.name}, {len(trials):,} sentences")
    return results
