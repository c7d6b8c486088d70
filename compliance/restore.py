"""Putting back what stood where replacements stand: the way back from pseudonymised data.

Basis: GDPR Art. 4(5).
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from compliance.dataset.record import Record, set_path, steps_of
from compliance.errors import VaultError
from compliance.replacements import Aligned, Replacement
from compliance.vault import Held


def numbers_of(original: Record, changed: Iterable[str]) -> dict[str, int | float]:
    """Return the numbers of a record that a cleaned text stands for.

    Args:
        original: the record as it was read.
        changed: JSON paths of its changed fields.
    """
    values = {path: _value_at(original.data, path) for path in changed}
    return {path: value for path, value in values.items() if isinstance(value, int | float)}


def restored(
    cleaned: Iterable[Record],
    replacements: Iterable[tuple[str, list[Replacement]]],
    held: Iterable[Held],
) -> Iterator[Record]:
    """Yield cleaned records with everything put back that the vault still holds.

    Args:
        cleaned: the cleaned records, in order.
        replacements: (record id, replacements) of those that have any, in the same order.
        held: what the vault holds of these, in the same order.

    Raises:
        VaultError: the vault does not belong to these records.
    """
    aligned, vault = Aligned(replacements), iter(held)
    for record in cleaned:
        own = aligned.of(record.id)
        if not own:
            yield record
            continue
        content = next(vault, None)
        if content is None or content.record != record.id or len(content.originals) != len(own):
            raise VaultError(
                "the vault does not belong to this data",
                why="it holds other records, or the data was cleaned again since",
            )
        yield _put_back(record, own, content)
    if next(vault, None) is not None:
        raise VaultError("the vault holds more records than the data")


def _put_back(record: Record, own: Sequence[Replacement], content: Held) -> Record:
    texts = {item.path: item.text for item in record.fields()}
    for put, original in reversed(list(zip(own, content.originals, strict=True))):
        if original is not None:
            text = texts[put.field]
            texts[put.field] = text[: put.start] + original + text[put.end :]
    whole = record.with_texts({put.field: texts[put.field] for put in own})
    if not content.numbers:
        return whole
    data = copy.deepcopy(dict(whole.data))
    for path, number in content.numbers.items():
        set_path(data, path, number)
    return replace(whole, data=data)


def _value_at(data: Any, path: str) -> Any:
    for step in steps_of(path):
        data = data[step]
    return data
