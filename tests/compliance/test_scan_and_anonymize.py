"""Findings point into the original text; cleaning replaces exactly them."""

from __future__ import annotations

import io
import json
import tracemalloc
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from presidio_anonymizer import AnonymizerEngine
from presidio_anonymizer.entities import OperatorConfig, RecognizerResult

from compliance.anonymize import Cleaned, anonymize, removed_mentions
from compliance.dataset import Record
from compliance.errors import ColumnsError, DetectError, EvidenceError
from compliance.evidence import ProjectKeys
from compliance.findings import (
    RecordScan,
    ScanTotals,
    findings_by_record,
    read_counts,
    read_findings,
    write_scan,
)
from compliance.operators.numbers import RecordNumbers
from compliance.operators.placeholder import Placeholder
from compliance.policy import OperatorChoice, Policy
from compliance.scan import Finder, Identities, Remembering, normal_value, scan, with_findings
from tests.conftest import FakeFinder

KEYS = ProjectKeys.ephemeral()


def record(**data: Any) -> Record:
    return Record("r1", "table", data, source="s", group="r1")


def scanned(item: Record, finder: Finder) -> RecordScan:
    (result,) = scan([item], finder, keys=KEYS)
    return result


def clean(item: Record, finder: Finder, policy: Policy | None = None) -> Cleaned:
    (result,) = anonymize([scanned(item, finder)], finder, policy or Policy(), keys=KEYS)
    return result


# --- scan -----------------------------------------------------------------------------------------


def test_findings_have_places_and_no_values(finder: FakeFinder) -> None:
    chat = Record("c", "chat", {"messages": [{"role": "user", "content": "I am Anna, 0123456"}]})
    (result,) = scan([chat], finder, keys=KEYS)
    first, second = result.findings
    assert (first.field, first.start, first.end, first.type) == (
        "$.messages[0].content",
        5,
        9,
        "PERSON",
    )
    assert second.category == "contact"
    assert "Anna" not in repr(result.findings)


def test_equal_values_have_equal_fingerprints(finder: FakeFinder) -> None:
    one, two = scanned(record(a="Anna Meier", b="Anna  Meier".replace("  ", " ")), finder).findings
    assert one.fingerprint == two.fingerprint


def test_equal_texts_are_scanned_once_and_memory_is_bounded() -> None:
    asked: list[str] = []

    class Counting(FakeFinder):
        def find(self, texts):  # type: ignore[no-untyped-def]
            asked.extend(texts)
            return super().find(texts)

    finder = Remembering(Counting(), max_texts=2)
    texts = ["Anna", "x", "Anna", "Tom Hill"]
    assert finder.find(texts) == FakeFinder().find(texts)
    assert asked == ["Anna", "x", "Tom Hill"]
    assert finder.find(["Tom Hill", "Anna"]) == FakeFinder().find(["Tom Hill", "Anna"])
    assert asked == ["Anna", "x", "Tom Hill", "Anna"]


def test_low_scores_are_left_out(finder: FakeFinder) -> None:
    (result,) = scan([record(a="Anna")], finder, keys=KEYS, min_score=0.95)
    assert result.findings == ()


@pytest.mark.parametrize("key", ["anna@example.org", "0123456", "Anna Meier"])
def test_a_key_that_is_personal_data_is_refused(key: str, finder: FakeFinder) -> None:
    items = [record(a="x"), record(a={"b": [{key: "x"}]})]
    with pytest.raises(ColumnsError, match="record 2") as caught:
        list(scan(items, finder, keys=KEYS))
    assert key not in str(caught.value)


def test_a_first_name_as_a_column_is_no_reason_to_stop(finder: FakeFinder) -> None:
    assert len(list(scan([record(Anna="x")], finder, keys=KEYS))) == 1


def test_words_of_a_tokens_record_are_read_together(finder: FakeFinder) -> None:
    item = Record("t", "tokens", {"tokens": ["Hi", "Anna", "Meier", "!"], "tags": ["O"] * 4})
    places = [(f.field, f.start, f.end) for f in scanned(item, finder).findings]
    assert places == [("$.tokens[1]", 0, 4), ("$.tokens[2]", 0, 5)]


def test_an_id_that_is_personal_data_becomes_a_number(finder: FakeFinder) -> None:
    item = Record(
        "anna@example.org", "table", {"id": "anna@example.org", "c": "x"}, "s", "anna@example.org"
    )
    result = scanned(item, finder)
    shown = json.dumps([result.record.id, result.record.group, result.findings[0].record])
    assert "anna" not in shown
    again = with_findings(item, result.findings, Identities())
    assert again.record == result.record


def test_a_scan_document_can_be_read_back(tmp_path: Path, finder: FakeFinder) -> None:
    items = [
        Record("a", "table", {"t": "Anna and ACME"}, "s1"),
        Record("b\ud800", "table", {"t": "nothing"}, "s1"),
        Record("c", "table", {"t": "diabetes", "n": 49123456789}, "s2"),
    ]
    path = tmp_path / "scan.json"
    with path.open("wb") as stream:
        totals = write_scan(stream, scan(items, finder, keys=KEYS), dataset={"kind": "table"})
    document = json.loads(path.read_bytes())
    assert document["schema"] == "ftcheck.scan/2"
    assert list(document) == ["schema", "findings", "dataset", "summary"]
    assert [finding["type"] for finding in document["findings"]] == [
        "PERSON",
        "ORGANIZATION",
        "HEALTH",
        "PHONE_NUMBER",
    ]
    assert document["summary"]["by_type"] == dict(sorted(totals.by_type.items()))
    assert document["summary"]["special_category_records"] == {"s2": 1}
    assert document["summary"]["personal_by_source"] == {"s1": 1, "s2": 2}
    assert document["dataset"]["records"] == 3
    assert [f.record for f in read_findings(path)] == ["a", "a", "c", "c"]
    assert [(name, len(found)) for name, found in findings_by_record(path)] == [("a", 2), ("c", 2)]
    assert ScanTotals.from_document(read_counts(path)) == totals


@pytest.mark.parametrize("cut", [0, 10, -30])
def test_a_cut_scan_document_is_refused(cut: int, tmp_path: Path, finder: FakeFinder) -> None:
    stream = io.BytesIO()
    write_scan(stream, scan([record(a="Anna")], finder, keys=KEYS), dataset={})
    path = tmp_path / "scan.json"
    path.write_bytes(stream.getvalue()[:cut])
    with pytest.raises(EvidenceError, match="scan.json"):
        list(read_findings(path))
        read_counts(path)


def test_reading_the_counts_takes_no_memory_for_the_findings(tmp_path: Path) -> None:
    path = tmp_path / "scan.json"
    items = (record(a="Anna " * 50) for _ in range(400))
    with path.open("wb") as stream:
        write_scan(stream, scan(items, FakeFinder(), keys=KEYS), dataset={})
    assert path.stat().st_size > 3_000_000
    tracemalloc.start()
    counts = read_counts(path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert counts["summary"]["findings"] == 20_000
    assert peak < 300_000


# --- anonymize ------------------------------------------------------------------------------------


def test_slots_are_typed_numbered_and_consistent(finder: FakeFinder) -> None:
    item = record(a="Anna, Tom Hill and ANNA? Anna!", b="Anna: anna@example.org", n=49123456789)
    result = clean(item, finder)
    assert result.record.data == {
        "a": "[PERSON_1], [PERSON_2] and ANNA? [PERSON_1]!",
        "b": "[PERSON_1]: [EMAIL_ADDRESS_1]",
        "n": "[PHONE_NUMBER_1]",
    }
    assert result.replaced == {"PERSON": 4, "EMAIL_ADDRESS": 1, "PHONE_NUMBER": 1}
    assert set(result.edits) == {"$.a", "$.b", "$.n"}


def test_an_original_is_never_changed(finder: FakeFinder) -> None:
    item = record(a="Anna", b=["Anna", {"c": "Anna"}])
    clean(item, finder)
    assert item.data == {"a": "Anna", "b": ["Anna", {"c": "Anna"}]}


def test_what_is_allowed_stays(finder: FakeFinder) -> None:
    assert clean(record(a="ACME"), finder).edits == {}
    strict = Policy(actions={"ORGANIZATION": "anonymize"})
    assert clean(record(a="ACME"), finder, strict).record.data == {"a": "[ORGANIZATION_1]"}


def test_numbers_go_on_behind_slots_that_are_there(finder: FakeFinder) -> None:
    result = clean(record(a="[PERSON_3] wrote to Anna"), finder)
    assert result.record.data == {"a": "[PERSON_3] wrote to [PERSON_4]"}


def test_what_shows_only_after_cleaning_is_cleaned_too() -> None:
    class Shadow(FakeFinder):
        def find(self, texts):  # type: ignore[no-untyped-def]
            found = super().find(texts)
            return [
                [e for e in entities if e.type != "HEALTH" or "[PERSON_1]" in text]
                for text, entities in zip(texts, found, strict=True)
            ]

    result = clean(record(a="Anna has diabetes"), Shadow())
    assert result.record.data == {"a": "[PERSON_1] has [HEALTH_1]"}


def test_a_text_that_cannot_be_cleaned_is_refused() -> None:
    class Endless(FakeFinder):
        def find(self, texts):  # type: ignore[no-untyped-def]
            from compliance.detect.types import Entity

            ends = [text.find("[") if "[" in text else len(text) for text in texts]
            return [[Entity(end - 1, end, "PERSON", 0.9, "endless")] if end else [] for end in ends]

    with pytest.raises(DetectError, match="passes"):
        clean(record(a="a" * 40), Endless())


def test_the_operator_works_in_a_stock_presidio_engine() -> None:
    engine = AnonymizerEngine()
    engine.add_anonymizer(Placeholder)
    numbers = RecordNumbers(KEYS, "r1", {})
    params = {"choice": OperatorChoice(), "numbers": numbers, "language": "en"}
    result = engine.anonymize(
        text="Anna, Tom, Anna",
        analyzer_results=[
            RecognizerResult("PERSON", start, end, 0.9) for start, end in ((0, 4), (6, 9), (11, 15))
        ],
        operators={"PERSON": OperatorConfig("placeholder", params)},
    )
    # Presidio goes from the end to the start, so the numbers do as well.
    assert result.text == "[PERSON_1], [PERSON_2], [PERSON_1]"


def test_removed_values_come_with_the_cleaned_text_before_them(finder: FakeFinder) -> None:
    item = record(a="Anna calls 0123456 and Tom Hill")
    result = clean(item, finder)
    found = list(removed_mentions(scanned(item, finder), result.record, result.replacements))
    assert [(m.type, m.value, m.prefix) for m in found if m.field == "$.a"] == [
        ("PERSON", "Anna", ""),
        ("PHONE_NUMBER", "0123456", "[PERSON_1] calls "),
        ("PERSON", "Tom Hill", "[PERSON_1] calls [PHONE_NUMBER_1] and "),
    ]
    assert "Anna" not in repr(found)


@given(
    st.lists(
        st.sampled_from(["Anna", "Tom Hill", "a@b.de", "0123456", " ", "x", "ACME", "\n", "é"]),
        max_size=12,
    )
)
def test_only_findings_change(parts: list[str]) -> None:
    text = " ".join(parts)
    result = clean(record(a=text), FakeFinder())
    cleaned = result.record.data["a"]
    assert not any(
        entity.type != "ORGANIZATION" for found in FakeFinder().find([cleaned]) for entity in found
    )
    kept = [part for part in parts if part not in {"Anna", "Tom Hill", "a@b.de", "0123456"}]
    position = 0
    for part in kept:
        position = cleaned.index(part, position) + len(part)


def test_disguised_values_are_equal_to_plain_ones() -> None:
    assert normal_value("M\\u00fcller  Anna") == normal_value("müller anna")
    assert normal_value("ＤＥ89 3704") == normal_value("de89 3704")
    assert normal_value("Anna") != normal_value("Anne")
