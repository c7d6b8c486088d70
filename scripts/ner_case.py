"""Texts in another case and with typing errors; offsets stay as they are."""

from __future__ import annotations

import random
from collections.abc import Iterator

from ner_corpora import Sample

# Greek capitals bear no accents.
_GREEK = str.maketrans("ΆΈΉΊΌΎΏ", "ΑΕΗΙΟΥΩ")


def recase(sample: Sample, rng: random.Random) -> Sample:
    """Return the sample in a case drawn by chance; offsets stay as they are.

    About 25 % lower, 5 % upper, 5 % with capital initials, 6 % with only the names lower, 4 %
    with only the persons upper, and 6 % with typing errors.

    Args:
        sample: any sample.
        rng: the source of chance.
    """
    draw = rng.random()
    if draw < 0.25:
        return with_case(sample, "lower")
    if draw < 0.30:
        return with_case(sample, "upper")
    if draw < 0.35:
        return with_case(sample, "title")
    if draw < 0.45:
        how = "lower" if draw < 0.41 else "upper"
        text = list(sample.text)
        for start, end, label in sample.spans:
            if how == "lower" or label == "PERSON":
                text[start:end] = _safe(sample.text[start:end], how)
        return Sample("".join(text), sample.lang, sample.source, sample.spans)
    return with_typos(sample, rng) if draw > 0.94 else sample


def with_typos(sample: Sample, rng: random.Random) -> Sample:
    """Return the sample with up to three pairs of letters exchanged; offsets stay as they are.

    Args:
        sample: any sample.
        rng: the source of chance.
    """
    text = list(sample.text)
    for _ in range(3):
        at = rng.randrange(len(text))
        if all(char.islower() for char in text[at : at + 2]):
            text[at : at + 2] = reversed(text[at : at + 2])
    return Sample("".join(text), sample.lang, sample.source, sample.spans)


def with_case(sample: Sample, how: str) -> Sample:
    """Return the sample in another case, character by character, so that no offset moves.

    Args:
        sample: any sample.
        how: "lower", "upper" or "title".
    """
    return Sample("".join(_safe(sample.text, how)), sample.lang, sample.source, sample.spans)


def _safe(text: str, how: str) -> Iterator[str]:
    before = " "
    for char in text:
        if how == "lower" or (how == "title" and before.isalnum()):
            new = char.lower()
        else:
            new = char.upper().translate(_GREEK)
        before = char
        yield new if len(new) == 1 else char
