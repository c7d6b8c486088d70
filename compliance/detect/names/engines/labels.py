"""What models call persons, places and organisations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from compliance.errors import EngineMissing

USUAL: Mapping[str, str] = {
    "PERSON": "PERSON", "PER": "PERSON", "PERS": "PERSON", "PRS": "PERSON", "NAME": "PERSON",
    "PERSNAME": "PERSON", "GIVENNAME": "PERSON", "SURNAME": "PERSON", "FIRSTNAME": "PERSON",
    "LASTNAME": "PERSON", "NEP": "PERSON",
    "LOCATION": "LOCATION", "LOC": "LOCATION", "GPE": "LOCATION", "GPE_LOC": "LOCATION",
    "PLACE": "LOCATION", "PLACENAME": "LOCATION", "GEOGNAME": "LOCATION", "CITY": "LOCATION",
    "ORGANIZATION": "ORGANIZATION", "ORGANISATION": "ORGANIZATION", "ORG": "ORGANIZATION",
    "ORGNAME": "ORGANIZATION", "GPE_ORG": "ORGANIZATION",
}  # fmt: skip
"""Label in capitals → entity type, over the data sets that models are commonly trained on."""

GLINER: Mapping[str, str] = {
    "person": "PERSON",
    "location": "LOCATION",
    "organization": "ORGANIZATION",
}
"""What a GLiNER model is asked for when nothing else is set."""

_BEGINS = ("B-", "I-", "U-", "L-")
_ENDS = ("E-", "S-")


def types_of(labels: Iterable[str], own: Mapping[str, str], what: str) -> dict[str, str]:
    """Return label → entity type for the labels of a model that mean something here.

    Labels stand in it as the model writes them, and without the mark of their place in a name
    (`B-PER` and `PER`).

    Args:
        labels: all labels of the model.
        own: the user's table; when it is empty the usual names count.
        what: the model, for the message.

    Raises:
        EngineMissing: none of them is known, or the user's table names one that is not there.
    """
    written = set(labels)
    bare = {label: _bare(label, written) for label in sorted(written)}
    has = sorted(set(bare.values()))
    absent = sorted(set(own) - set(has))
    if absent:
        raise EngineMissing(
            f"[detect] ner: {what} has no label {', '.join(absent)}",
            fix=f"its labels are: {', '.join(has[:40])}",
        )
    known: dict[str, str] = {}
    for label, name in bare.items():
        kind = own.get(name) if own else USUAL.get(name.upper())
        if kind is not None:
            known[label] = known[name] = kind
    if not known:
        raise EngineMissing(
            f"[detect] ner: {what} has no label for persons, places or organisations",
            fix=f"say with `labels` what its labels mean; they are: {', '.join(has[:40])}",
        )
    return known


def _bare(label: str, written: set[str]) -> str:
    if label.startswith(_BEGINS):
        return label[2:]
    # E- and S- are marks only beside B- or I-: a label may be called E-MAIL.
    if label.startswith(_ENDS) and {f"B-{label[2:]}", f"I-{label[2:]}"} & written:
        return label[2:]
    return label
