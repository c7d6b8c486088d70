"""Organisations that do not exist; legal form and kind ("Klinik", "Bank") stay."""

from __future__ import annotations

import re
from functools import cache

from compliance.detect.names.words import fold
from compliance.operators.base import Params
from compliance.operators.surrogates.draw import Pool, cased, key, table

_FORM = re.compile(
    r",? (?:(?:g?GmbH|AG|SE|KG|UG|OHG)(?: ?& ?Co\.? ?KG(?:aA)?)?|UG \(haftungsbeschränkt\)|KGaA|"
    r"GbR|PartG(?: ?mbB)?|e\. ?[VKG]\.|eG|Ltd\.?|Limited|LLC|LLP|Inc\.?|PLC|plc|Corp\.?|"
    r"[Ss]p\. ?z ?o\. ?o\.|S\. ?A\.(?: ?S\.| ?U\.)?|SA|SAS|SARL|S\. ?A\. ?R\. ?L\.|EURL|"
    r"S\. ?L\.(?: ?U\.)?|S\. ?p\. ?A\.|SpA|S\. ?r\. ?l\.|Srl|SRL|S\. ?R\. ?L\.|Lda\.?|"
    r"B\. ?V\.|BV|N\. ?V\.|NV|s\. ?r\. ?o\.|a\. ?s\.|d\. ?o\. ?o\.|Kft\.?|Zrt\.?|Nyrt\.?|Bt\.|"
    r"Oyj?|AB|ApS|A/S|ASA?)\Z"
)
_WORD = re.compile(r"[^\W\d_]+(?:[-'’&][^\W\d_]+)*")


def organisation(value: str, params: Params) -> str | None:
    """Return an invented organisation of the same kind."""
    form = _FORM.search(value)
    head, tail = (value[: form.start()], form.group()) if form else (value, "")
    words = list(_WORD.finditer(head))
    names = [word for word in words if not _stays(word.group())]
    if not names:
        return None
    first, last = names[0].start(), names[-1].end()
    if any(map(str.isdigit, head)):
        first, last = 0, len(head)
    core = head[first:last]
    new = _pool().at(
        params.numbers.index("ORGANIZATION.name", core), key(params, "ORGANIZATION"), core
    )
    return head[:first] + cased(core, new) + head[last:] + tail


def _stays(word: str) -> bool:
    plain = fold(word)
    return plain in _kinds() or (word.islower() and plain in _small())


@cache
def _pool() -> Pool:
    words = table("organisations")
    return Pool(words["names"].split(), words["tails"].split(), joint=" ")


@cache
def _kinds() -> frozenset[str]:
    return frozenset(map(fold, table("organisations")["kinds"].split()))


@cache
def _small() -> frozenset[str]:
    return frozenset(map(fold, table("organisations")["small"].split()))
