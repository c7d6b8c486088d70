"""Numbering plans of Europe and the United States, asked cheaply before a number is parsed.

Parsing a candidate once per region is the most expensive thing a scan can do. Here the digits meet
the length and the pattern of each plan first; only a plan that fits is confirmed by a full parse.

Basis: ITU-T E.164; the metadata of libphonenumber.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import phonenumbers
from phonenumbers import PhoneMetadata

EUROPE: tuple[str, ...] = tuple(
    "DE AT CH LI FR BE NL LU IT ES PT GB IE DK SE NO FI IS PL CZ SK HU SI HR RO BG GR CY MT EE "
    "LV LT".split()
)
"""The 27 EU states, Norway, Iceland, Liechtenstein, Switzerland and the United Kingdom."""

_KINDS = (
    "fixed_line mobile toll_free premium_rate shared_cost personal_number voip pager uan voicemail"
).split()


@dataclass(frozen=True, slots=True)
class Plan:
    """What the numbers of one region look like."""

    region: str
    prefix: str
    """What is dialled before a national number; empty where nothing is."""
    lengths: frozenset[int]
    """Digits of a number, with and without the prefix."""
    pattern: re.Pattern[str]

    def fits(self, digits: str, *, prefixed: bool) -> bool:
        """Tell whether digits are a number of this plan.

        Args:
            digits: nothing but digits.
            prefixed: must the number begin with the national prefix, where there is one?
        """
        if len(digits) not in self.lengths:
            return False
        if self.prefix and digits.startswith(self.prefix):
            return self.pattern.fullmatch(digits, len(self.prefix)) is not None
        return (
            not (prefixed and self.prefix.startswith("0"))
            and self.pattern.fullmatch(digits) is not None
        )


def plans(regions: Iterable[str]) -> tuple[Plan, ...]:
    """Return the plans of some regions.

    Args:
        regions: ISO 3166-1 codes; unknown ones have no numbers and are left out.
    """
    return tuple(plan for plan in map(_plan, dict.fromkeys(regions)) if plan is not None)


def _plan(region: str) -> Plan | None:
    data = PhoneMetadata.metadata_for_region(region, None)
    if data is None:
        return None
    kinds = [getattr(data, kind) for kind in _KINDS]
    patterns = [
        kind.national_number_pattern for kind in kinds if kind and kind.national_number_pattern
    ]
    prefix = data.national_prefix or ""
    general = data.general_desc
    own = frozenset(general.possible_length if general is not None else ())
    lengths = own | frozenset(length + len(prefix) for length in own)
    return Plan(region, prefix, lengths, re.compile("|".join(f"(?:{each})" for each in patterns)))


def valid_in(value: str, digits: str, known: Sequence[Plan], *, prefixed: bool = False) -> bool:
    """Tell whether a national number is valid in one of some plans.

    Args:
        value: the number as written.
        digits: its digits.
        known: the plans to try.
        prefixed: must it begin with the national prefix?
    """
    return any(valid(value, plan.region) for plan in known if plan.fits(digits, prefixed=prefixed))


def valid(value: str, region: str | None) -> bool:
    """Tell whether a number is valid: one full parse."""
    number = _parsed(value, region)
    return number is not None and bool(phonenumbers.is_valid_number(number))


def possible(value: str, region: str | None) -> bool:
    """Tell whether a number has a length that its region allows."""
    number = _parsed(value, region)
    return number is not None and bool(phonenumbers.is_possible_number(number))


def _parsed(value: str, region: str | None) -> phonenumbers.PhoneNumber | None:
    try:
        return phonenumbers.parse(value, region)
    except phonenumbers.NumberParseException:
        return None
