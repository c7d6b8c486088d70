"""What holds for every record, finding and operator: nothing is lost, nothing else changes."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from compliance.anonymize import Cleaned, anonymize, census
from compliance.dataset import Record
from compliance.dataset.record import steps_of
from compliance.detect.types import Entity
from compliance.evidence import ProjectKeys
from compliance.findings import Finding, RecordScan
from compliance.operators.registry import REGISTRY
from compliance.operators.surrogates import is_reserved
from compliance.policy import Policy
from compliance.scan import normal_value
from tests.conftest import FakeFinder

KEYS = ProjectKeys.ephemeral()
OPERATORS = sorted(set(REGISTRY) - {"keep"})
TYPES = ("PERSON", "EMAIL_ADDRESS", "LOCATION", "CUSTOMER_ID", "HEALTH", "IBAN_CODE")
TEXT = st.text(st.sampled_from("AbZäß 0123\n.@-\U0001f600\u0301中"), max_size=24)
FAST = settings(deadline=None, max_examples=60)


class Nothing(FakeFinder):
    """Finds nothing, so that a test knows every replacement."""

    def find(self, texts: Sequence[str]) -> list[list[Entity]]:
        return [[] for _ in texts]


def cleaned(
    record: Record, spans: Sequence[tuple[str, int, int, str]], operator: str, scope: str
) -> Cleaned:
    """Clean a record of which the findings are given as path, start, end and type."""
    texts = {item.path: item.text for item in record.fields()}
    findings = tuple(
        Finding(
            record.id, path, start, end, kind, "identity", 0.9, "test",
            KEYS.fingerprint(kind, normal_value(texts[path][start:end])),
        )
        for path, start, end, kind in spans
    )  # fmt: skip
    policy = Policy.model_validate(
        {"consistency": scope, "actions": dict.fromkeys(TYPES, "anonymize"),
         "operators": dict.fromkeys(TYPES, operator)}
    )  # fmt: skip
    scans = [RecordScan(record, findings, "de")]
    numbers = census(scans, policy, keys=KEYS) if scope == "dataset" else None
    (result,) = anonymize(scans, Nothing(), policy, keys=KEYS, numbers=numbers)
    return result


@st.composite
def marked(draw: st.DrawFn) -> tuple[str, list[tuple[str, int, int, str]]]:
    """Return a text and spans of it: adjacent, nested, overlapping, sorted by their start."""
    text = draw(TEXT)
    spans = []
    for _ in range(draw(st.integers(0, 5))):
        start = draw(st.integers(0, len(text)))
        end = draw(st.integers(start, len(text)))
        if start < end:
            spans.append(("$.t", start, end, draw(st.sampled_from(TYPES))))
    return text, sorted(spans)


@FAST
@given(marked(), st.sampled_from(OPERATORS), st.sampled_from(["record", "dataset"]))
def test_no_span_is_lost_and_the_rest_stays(
    given_text: tuple[str, list[tuple[str, int, int, str]]], operator: str, scope: str
) -> None:
    text, spans = given_text
    result = cleaned(Record("r", "table", {"t": text}), spans, operator, scope)
    now = result.record.data["t"]
    covered = {at for _, start, end, _ in spans for at in range(start, end)}
    position = before = 0
    taken: set[int] = set()
    for put, original in zip(result.replacements, result.originals, strict=True):
        kept = now[position : put.start]
        assert text[before : before + len(kept)] == kept
        before += len(kept)
        assert text[before : before + len(original)] == original
        taken |= set(range(before, before + len(original)))
        before += len(original)
        position = put.end
    assert now[position:] == text[before:]
    assert {at for at in covered if text[at].isalnum()} <= taken <= covered


@FAST
@given(marked(), st.sampled_from(OPERATORS))
def test_what_was_cleaned_can_be_put_back(
    given_text: tuple[str, list[tuple[str, int, int, str]]], operator: str
) -> None:
    text, spans = given_text
    result = cleaned(Record("r", "table", {"t": text}), spans, operator, "record")
    now = result.record.data["t"]
    for put, original in reversed(list(zip(result.replacements, result.originals, strict=True))):
        now = now[: put.start] + original + now[put.end :]
    assert now == text


@FAST
@given(
    st.lists(st.sampled_from(["Anna", "Meier", "x", "von", "-", "0123", "München"]), min_size=1),
    st.data(),
    st.sampled_from(OPERATORS),
)
def test_tags_stay_valid(words: list[str], data: st.DataObject, operator: str) -> None:
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, len(words) - 1))
    tags = ["O"] * len(words)
    tags[first : last + 1] = ["B-PER"] + ["I-PER"] * (last - first)
    record = Record("r", "tokens", {"tokens": words, "tags": tags})
    spans = [(f"$.tokens[{at}]", 0, len(words[at]), "PERSON") for at in range(first, last + 1)]
    result = cleaned(record, spans, operator, "record").record.data
    assert result["tags"] == tags
    assert len(result["tokens"]) == len(words)
    assert all(word and not any(map(str.isspace, word)) for word in result["tokens"])
    outside = [at for at in range(len(words)) if not first <= at <= last]
    assert [result["tokens"][at] for at in outside] == [words[at] for at in outside]


def shape(value: Any) -> Any:
    """Return a value with its texts left out."""
    if isinstance(value, dict):
        return {key: shape(member) for key, member in value.items()}
    if isinstance(value, list):
        return [shape(member) for member in value]
    return str if isinstance(value, str) else value


ARGUMENTS = st.dictionaries(st.sampled_from(["to", "note"]), TEXT | st.integers(0, 9), max_size=2)
MESSAGE = st.fixed_dictionaries(
    {"role": st.sampled_from(["user", "assistant", "tool"]), "content": TEXT | st.none()},
    optional={
        "tool_calls": st.lists(
            st.fixed_dictionaries(
                {"id": st.just("c1"), "type": st.just("function"),
                 "function": st.fixed_dictionaries(
                     {"name": st.just("mail"), "arguments": ARGUMENTS})}
            ),
            max_size=2,
        )
    },
)  # fmt: skip
CHATS = st.lists(MESSAGE, min_size=1, max_size=4)
RECORDS = st.one_of(
    st.tuples(st.just("chat"), st.fixed_dictionaries({"messages": CHATS})),
    st.tuples(
        st.just("preference"),
        st.fixed_dictionaries({"prompt": TEXT, "chosen": CHATS, "rejected": CHATS}),
    ),
    st.tuples(
        st.just("table"),
        st.dictionaries(st.sampled_from("abc"), TEXT | st.none() | st.booleans() | st.floats(0, 1)),
    ),
    st.tuples(st.just("classification"), st.fixed_dictionaries({"text": TEXT, "label": TEXT})),
)


@FAST
@given(RECORDS, st.data(), st.sampled_from(OPERATORS))
def test_records_keep_their_structure(
    kind_and_data: tuple[Any, dict[str, Any]], data: st.DataObject, operator: str
) -> None:
    kind, content = kind_and_data
    record = Record("r", kind, content)
    before = json.dumps(content)
    fields = {item.path: item.text for item in record.fields() if item.text}
    chosen = data.draw(st.sets(st.sampled_from(sorted(fields)))) if fields else set()
    spans = [(path, 0, len(fields[path]), "PERSON") for path in fields if path in chosen]
    result = cleaned(record, spans, operator, "record")
    assert json.dumps(content) == before
    assert shape(result.record.data) == shape(content)
    after = {item.path: item.text for item in result.record.fields()}
    for path, text in fields.items():
        assert steps_of(path)
        if path not in chosen:
            assert after[path] == text
        elif any(map(str.isalnum, text)) and operator != "generalise":
            assert after[path] != text


NAMES = ("Anna", "Petra", "Wiebke", "Ulla", "Tilda", "Jan", "Karl", "Müller", "Ahlbrecht", "Uhlig")
VALUES = st.one_of(
    st.tuples(
        st.just("PERSON"),
        st.lists(st.sampled_from(NAMES), min_size=1, max_size=2, unique=True).map(" ".join),
    ),
    st.tuples(
        st.just("EMAIL_ADDRESS"),
        st.tuples(st.sampled_from(NAMES), st.sampled_from(["web.de", "example.com", "x.org"])).map(
            lambda each: f"{each[0].lower()}@{each[1]}"
        ),
    ),
    st.tuples(st.just("CUSTOMER_ID"), st.integers(0, 99).map(lambda each: f"K{each:02d}")),
    st.tuples(
        st.just("IBAN_CODE"), st.integers(0, 999).map(lambda each: f"DE8937040044{each:010d}")
    ),
)


@FAST
@given(
    st.lists(VALUES, min_size=1, max_size=12, unique=True), st.sampled_from(["record", "dataset"])
)
def test_surrogates_are_nobody(values: list[tuple[str, str]], scope: str) -> None:
    record = Record("r", "table", {str(at): value for at, (_, value) in enumerate(values)})
    spans = [(f"$['{at}']", 0, len(value), kind) for at, (kind, value) in enumerate(values)]
    result = cleaned(record, spans, "surrogate", scope)
    new = [(kind, result.record.data[str(at)]) for at, (kind, _) in enumerate(values)]
    originals = {(kind, normal_value(value)) for kind, value in values}
    assert originals.isdisjoint((kind, normal_value(value)) for kind, value in new)
    assert len(set(new)) == len(values)
    for kind, value in new:
        if kind in ("EMAIL_ADDRESS", "IBAN_CODE") and not value.startswith("["):
            assert is_reserved(kind, value)
