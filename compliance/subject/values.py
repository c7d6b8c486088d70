"""What a row says, whatever source, format or keys it stands under, and whether that is enough.

JSON, CSV and Parquet write one value in several ways: 1, 1.0 and "1", true and "True", day and time
with T or a space between, a letter with its accent as one character or two, spaces and line ends.
They count as equal here. So do rows that hold the same values in other fields: whoever repeats all
of them repeats what was erased.
"""

from __future__ import annotations

import json
import math
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from compliance.dataset.record import Record
from compliance.evidence.keys import ProjectKeys
from compliance.quality.texts import texts_of
from compliance.subject.matching import Hit

LEAST = 24
"""Letters and digits from which on a row can be one person's; about four words."""
_IDENTIFIERS = frozenset({"email", "phone", "id"})
_DAY_AND_TIME = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})T(?=[0-9]{2}:[0-9]{2})")
_NUMBER = re.compile(r"[+-]?[0-9]{1,40}(?:\.[0-9]{1,40})?(?:[eE][+-]?[0-9]{1,2})?\Z")


def values_fingerprint(keys: ProjectKeys, record: Record) -> str:
    """Return what stands for a record's values, in any source and any order: keyed."""
    text = json.dumps(normal_values(record.data), ensure_ascii=True)
    return keys.fingerprint("subject.values", text)


def place_fingerprint(keys: ProjectKeys, record: Record) -> str:
    """Return what stands for a record's values at its place: source and id, or position."""
    text = json.dumps([record.id, *normal_values(record.data)], ensure_ascii=True)
    return keys.fingerprint(f"subject.place.{record.source}", text)


def normal_values(data: object) -> list[str]:
    """Return all values below `data` in the one form that every format gives them, sorted.

    Gaps (null, "", NaN) are no values.
    """
    return sorted(text for value in leaves(data) if (text := _normal(value)))


def is_telling(record: Record, hits: Iterable[Hit]) -> bool:
    """Tell whether a record says enough to be one person's, so that it can be known anywhere.

    It does with an e-mail address, a phone number or an identifying number of the person in it, or
    with `LEAST` letters and digits in different words. "Yes, thanks" is what many people say.
    Roles, system prompts, short numbers and the record's own id and group are not counted.

    Args:
        record: as it was read.
        hits: by what it was found.
    """
    if any(hit.kind in _IDENTIFIERS and hit.end > hit.start for hit in hits):
        return True
    said = texts_of(record)
    words = {word for text in (*said.others, *said.answers) for word in text.casefold().split()}
    return sum(char.isalnum() for word in words for char in word) >= LEAST


def leaves(value: object) -> Iterator[object]:
    """Yield all values inside of lists and objects, in order, without their keys."""
    if isinstance(value, Mapping):
        for member in value.values():
            yield from leaves(member)
    elif isinstance(value, list | tuple):
        for member in value:
            yield from leaves(member)
    else:
        yield value


def _normal(value: object) -> str:
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    text = " ".join(unicodedata.normalize("NFC", str(value)).split())
    if text in {"True", "TRUE", "False", "FALSE"}:
        return text.lower()
    if _NUMBER.match(text):
        return _plain_number(text)
    return _DAY_AND_TIME.sub(r"\1 ", text) if _DAY_AND_TIME.match(text) else text


def _plain_number(text: str) -> str:
    """Return a number without plus, exponent and zeros that say nothing."""
    plain = format(Decimal(text), "f")
    if "." in plain:
        plain = plain.rstrip("0").rstrip(".")
    return "0" if plain == "-0" else plain
