"""What was taken out in one record and stands in another, from sources to documents."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from compliance.anonymize import anonymize
from compliance.dataset import Record
from compliance.errors import ConfigError, PathError
from compliance.evidence.keys import ProjectKeys
from compliance.findings import RecordScan
from compliance.policy import Policy
from compliance.replacements import Replacement
from compliance.residue.canaries import Canaries, read_canaries
from compliance.residue.index import Index
from compliance.residue.listed import write_residue
from compliance.residue.measure import Gathered, Left, search
from compliance.residue.originals import originals
from compliance.residue.search import MOST_PLACES, Search
from compliance.residue.values import Values
from compliance.scan import Finder, scan

POLICY = Policy()
TEXTS = (
    "Tom Hill, tom.hill@brelko.example, 0301234567",
    "so says tom.hill (at) brelko.example",
    "Hill, Tom called",
    "The hill of the village",
    "call +49 30 1234567",
    "nothing here",
)


class Cleaned:
    """Records scanned and cleaned by the fake scanner."""

    def __init__(self, texts: tuple[str, ...], finder: Finder, keys: ProjectKeys) -> None:
        self.keys = keys
        records = [
            Record(f"r{number}", "text", {"text": text}) for number, text in enumerate(texts)
        ]
        self.scans = list(scan(records, finder, keys=keys))
        done = list(anonymize(self.scans, finder, POLICY, keys=keys))
        self.done = done
        self.records = [each.record for each in done]

    def replacements(self) -> Iterator[tuple[str, list[Replacement]]]:
        return iter(
            (each.record.id, list(each.replacements)) for each in self.done if each.replacements
        )

    def left(self, canaries: Canaries | None = None) -> tuple[Left, Gathered]:
        gathered = Gathered(self.keys, canaries)
        for _ in gathered.watch(self.scans, self.records, self.replacements()):
            pass
        found = search(
            gathered.values, self.records, self.replacements(), keys=self.keys, canaries=canaries
        )
        return Left(found, canaries), gathered


def rows(left: Left) -> list[dict[str, Any]]:
    stream = io.BytesIO()
    write_residue(stream, left.places())
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_what_is_left_is_listed_by_strength(finder: Finder, keys: ProjectKeys) -> None:
    left, gathered = Cleaned(TEXTS, finder, keys).left()
    listed = {(row["record"], row["type"], row["kind"], row["strength"]) for row in rows(left)}
    assert ("r1", "EMAIL_ADDRESS", "normalised", "block") in listed
    assert ("r2", "PERSON", "reordered", "block") in listed
    assert ("r4", "PHONE_NUMBER", "normalised", "block") in listed
    document = left.document(gathered.values)
    assert document["left"]["block"] == {
        "EMAIL_ADDRESS": {"normalised": 1},
        "PERSON": {"reordered": 1},
        "PHONE_NUMBER": {"normalised": 1},
    }
    assert document["places"]["block"] == 3
    assert document["searched"]["mentions"] == 3
    assert document["searched"]["unknown"] == 0


def test_lines_come_in_record_order(finder: Finder, keys: ProjectKeys) -> None:
    left, _ = Cleaned(TEXTS, finder, keys).left()
    order = [row["record"] for row in rows(left)]
    assert order == sorted(order)


def test_no_value_is_in_any_document(finder: Finder, keys: ProjectKeys) -> None:
    left, gathered = Cleaned(TEXTS, finder, keys).left()
    written = json.dumps([left.document(gathered.values), rows(left)]).casefold()
    for part in ("hill", "tom", "brelko", "1234567", "301234567"):
        assert part not in written
    assert "hill" not in repr(list(gathered.values)).casefold()


def test_a_surrogate_that_equals_a_removed_value_does_not_count(
    finder: Finder, keys: ProjectKeys
) -> None:
    work = Cleaned(("Anna Meier", "nobody"), finder, keys)
    put = work.done[0].replacements[0]
    own = Record("r1", "text", {"text": "x Anna Meier"})
    work.records[1] = own
    spans = [*work.replacements(), ("r1", [Replacement("r1", "$.text", 2, 12, *_tail(put))])]
    gathered = Gathered(keys)
    for _ in gathered.watch(work.scans, work.records, iter(spans[:1])):
        pass
    assert rows(Left(search(gathered.values, work.records, iter(spans), keys=keys))) == []
    assert len(rows(Left(search(gathered.values, work.records, iter(spans[:1]), keys=keys)))) == 1


def _tail(put: Replacement) -> tuple[str, str, str]:
    return put.type, put.operator, put.fingerprint


def test_a_persons_word_and_the_policy_settle_a_place(finder: Finder, keys: ProjectKeys) -> None:
    work = Cleaned(TEXTS, finder, keys)
    left, gathered = work.left()
    assert left.records == {"r1", "r2", "r4"}
    again = list(scan(work.records, finder, keys=keys))

    def settled(scanned: RecordScan, field: str, type_name: str, fingerprint: str) -> bool:
        return scanned.record.id == "r2" and bool(field and fingerprint) and type_name == "PERSON"

    left.settle(again, POLICY, settled)
    document = left.document(gathered.values)
    assert document["settled"] == {"allowed_by_policy": 0, "rejected_by_person": 1}
    assert "PERSON" not in document["left"]["block"]
    assert {row["record"] for row in rows(left)} == {"r1", "r4"}


def test_a_policy_that_allows_a_type_settles_it(finder: Finder, keys: ProjectKeys) -> None:
    # "ACME" is left by the policy; a person of that name stands inside of it.
    work = Cleaned(("0301234567 was here", "0301234567 is a firm's number"), finder, keys)
    left, gathered = work.left()
    assert left.document(gathered.values)["places"]["block"] == 0
    work.records[1] = work.scans[1].record
    kept = [each for each in work.replacements() if each[0] == "r0"]
    found = Left(search(gathered.values, work.records, iter(kept), keys=keys))
    assert found.document(gathered.values)["places"]["block"] == 1
    allowing = Policy.model_validate({"actions": {"PHONE_NUMBER": "allow"}})
    found.settle(scan(work.records, finder, keys=keys), allowing, lambda *_: False)
    assert found.document(gathered.values)["settled"]["allowed_by_policy"] == 1
    assert found.document(gathered.values)["places"]["block"] == 0


def test_a_policy_that_allows_a_type_settles_it_in_a_list_of_words(
    finder: Finder, keys: ProjectKeys
) -> None:
    """Finds lie in single words, and what is left in the text that they make together."""
    values = Values(keys)
    values.add("PERSON", "Anna Meier", 0)
    words = ["by", "Anna", "Meier", "and", "ANNA", "MEIER"]
    one = Record("r0", "tokens", {"tokens": words, "tags": ["O"] * len(words)})
    (scanned,) = scan([one], finder, keys=keys)
    assert {each.field for each in scanned.findings} == {"$.tokens[1]", "$.tokens[2]"}
    left = Left(search(values, [one], iter(()), keys=keys))
    assert [(row["field"], row["start"]) for row in rows(left)] == [
        ("$.tokens", 3),
        ("$.tokens", 18),
    ]
    allowing = Policy.model_validate({"actions": {"PERSON": "allow"}})
    left.settle([scanned], allowing, lambda *_: False)
    # What the scanner does not find, no policy allows.
    assert [row["start"] for row in rows(left)] == [18]
    assert left.document(values)["settled"] == {"allowed_by_policy": 1, "rejected_by_person": 0}


def test_many_places_are_settled_to_the_last(keys: ProjectKeys) -> None:
    """Only the first are listed; the others must not wait for a person who never sees them."""
    values = Values(keys)
    values.add("PHONE_NUMBER", "0301234567", 0)
    records = [
        Record(f"r{number}", "text", {"text": "call 0301234567 now"}) for number in range(130)
    ]
    scans = [RecordScan(each, (), "") for each in records]

    def left() -> Left:
        found = Left(search(values, records, iter(()), keys=keys))
        found.fill(records, iter(()))
        assert len(found.records) == found.document(values)["places"]["block"] == 130
        return found

    rest = left()
    rest.settle(scans, POLICY, lambda scanned, *_: int(scanned.record.id[1:]) < 110)
    assert rest.document(values)["places"]["block"] == 20
    assert {row["record"] for row in rows(rest)} == {f"r{number}" for number in range(110, 130)}
    none, every = left(), left()
    none.settle(scans, POLICY, lambda *_: False)
    assert len(rows(none)) == MOST_PLACES < none.document(values)["places"]["block"]
    every.settle(scans, POLICY, lambda *_: True)
    assert every.document(values)["places"]["block"] == len(rows(every)) == 0


def test_a_common_word_does_not_flood(keys: ProjectKeys) -> None:
    values = Values(keys)
    values.add("PERSON", "Rose", 0)
    values.add("PERSON", "Wendela Stein", 1)
    found = Search(Index(values), keys)
    for number in range(50):
        text = "The rose by the Stein. A Rose is a rose. A stein of beer for Baker."
        found.take(Record(f"r{number}", "text", {"text": text}), ())
    left = Left(found)
    assert rows(left) == []
    assert left.document(values)["places"]["note"] > 50


def test_words_of_a_list_are_read_as_one_text(finder: Finder, keys: ProjectKeys) -> None:
    def record(number: int, tokens: list[str]) -> Record:
        tags = ["O"] * len(tokens)
        return Record(f"r{number}", "tokens", {"tokens": tokens, "tags": tags})

    first = record(0, ["Anna", "Meier", "called"])
    (scanned,) = scan([first], finder, keys=keys)
    (done,) = anonymize([scanned], finder, POLICY, keys=keys)
    values = [each.value for each in originals(scanned, done.record, done.replacements)]
    assert values == ["Anna Meier"]
    gathered = Gathered(keys)
    both = [done.record, record(1, ["by", "MEIER", ",", "ANNA"])]
    other = RecordScan(both[1], (), "und")
    spans = [("r0", list(done.replacements))]
    for _ in gathered.watch([scanned, other], both, iter(spans)):
        pass
    left = Left(search(gathered.values, both, iter(spans), keys=keys))
    assert [(row["record"], row["field"], row["start"]) for row in rows(left)] == [
        ("r1", "$.tokens", 3)
    ]


def test_what_a_later_pass_took_out_is_known(finder: Finder, keys: ProjectKeys) -> None:
    work = Cleaned(("Anna Meier met 0301234567 there",), finder, keys)
    (done,), (scanned,) = work.done, work.scans
    only_first = RecordScan(scanned.record, scanned.findings[:1], "und")
    values = [each.value for each in originals(only_first, done.record, done.replacements)]
    assert values == ["Anna Meier", "0301234567"]


def test_foreign_replacements_are_counted_as_unknown(finder: Finder, keys: ProjectKeys) -> None:
    work = Cleaned(("Anna Meier met Tom Hill",), finder, keys)
    (done,), (scanned,) = work.done, work.scans
    other = RecordScan(Record("r0", "text", {"text": "another text"}), (), "und")
    values = [each.value for each in originals(other, done.record, done.replacements)]
    assert values == [None, None]
    assert scanned.findings


# --- canaries -------------------------------------------------------------------------------------


def test_any_canary_left_blocks(tmp_path: Path, finder: Finder, keys: ProjectKeys) -> None:
    path = tmp_path / "canaries.txt"
    path.write_text("blue heron 77\nTom Hill\nnever planted\n\n", "utf-8")
    canaries = Canaries(read_canaries(path), keys)
    work = Cleaned(("the Blue-Heron 77 sings", "Tom Hill left"), finder, keys)
    left, gathered = work.left(canaries)
    assert left.document(gathered.values)["canaries"] == {
        "planted": 3,
        "in_sources": 2,
        "left": 1,
        "places": {"normalised": 1},
    }
    (row,) = rows(left)
    assert (row["type"], row["strength"], row["record"]) == ("CANARY", "block", "r0")


@pytest.mark.parametrize("content", ["", "ab\nlong enough", "\n \n"])
def test_canaries_that_cannot_be_searched_for_are_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "canaries.txt"
    path.write_text(content, "utf-8")
    with pytest.raises(ConfigError) as caught:
        read_canaries(path)
    assert "long" not in caught.value.message


def test_a_canary_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(PathError, match=r"canaries\.txt"):
        read_canaries(tmp_path / "canaries.txt")
    (tmp_path / "latin").write_bytes(b"M\xfcller the first")
    with pytest.raises(ConfigError, match="UTF-8"):
        read_canaries(tmp_path / "latin")
