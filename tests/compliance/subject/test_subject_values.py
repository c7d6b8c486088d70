"""What makes two rows equal, which rows can be known anywhere, and identifiers that come back."""

from __future__ import annotations

import csv
import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from compliance.dataset import Record, open_dataset
from compliance.evidence.keys import ProjectKeys
from compliance.scan import scan
from compliance.subject.identity import Identity
from compliance.subject.marks import watched_identifiers
from compliance.subject.matching import Matcher
from compliance.subject.suppression import Suppression
from compliance.subject.values import (
    is_telling,
    normal_values,
    place_fingerprint,
    values_fingerprint,
)
from tests.conftest import FakeFinder

ROW: dict[str, Any] = {
    "text": "Zoë fragt\nnach ihrem Rad",
    "paid": True,
    "open": False,
    "price": 12.5,
    "items": 3,
    "phone": 4915112345678.0,
    "gap": None,
    "at": "2026-11-20T10:00:00",
}


def record(data: dict[str, Any], identifier: str = "1", source: str = "s") -> Record:
    return Record(identifier, "table", data, source)


def test_one_row_is_the_same_in_json_csv_and_parquet(tmp_path: Path, keys: ProjectKeys) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    (tmp_path / "a.jsonl").write_text(json.dumps(ROW) + "\n", "utf-8")
    as_csv = {
        **ROW,
        "text": unicodedata.normalize("NFD", " Zoë fragt\r\nnach ihrem Rad  "),
        "paid": "true",
        "open": "False",
        "price": "12.50",
        "items": "3.0",
        "phone": "4915112345678",
        "gap": "",
        "at": "2026-11-20 10:00:00",
    }
    with (tmp_path / "b.csv").open("w", newline="", encoding="utf-8") as stream:
        writer = csv.DictWriter(stream, list(reversed(as_csv)))
        writer.writeheader()
        writer.writerow(as_csv)
    pq.write_table(pa.Table.from_pylist([ROW]), tmp_path / "c.parquet")
    marks = set()
    for name in ("a.jsonl", "b.csv", "c.parquet"):
        (row,) = open_dataset([tmp_path / name], keys=keys, source=name)
        marks.add(values_fingerprint(keys, row))
    assert len(marks) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("1e3", 1000), ("+7", 7.0), ("007", 7), (-0.0, 0), ("TRUE", True), ("2.500", 2.5)],
)
def test_values_that_count_as_equal(one: Any, other: Any) -> None:
    assert normal_values({"a": one}) == normal_values({"a": other})


@pytest.mark.parametrize(
    ("one", "other"),
    [("1", "1a"), (1.5, 1.51), ("true", "yes"), ("e", "é"), ("1,5", "1.5"), ("a b", "ab")],
)
def test_values_that_do_not(one: Any, other: Any) -> None:
    assert normal_values({"a": one}) != normal_values({"a": other})


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.dictionaries(
        st.text(min_size=1), st.text(min_size=1) | st.integers() | st.booleans(), min_size=1
    )
)
def test_an_erased_row_is_known_under_any_source_format_and_keys(
    keys: ProjectKeys, data: dict[str, Any]
) -> None:
    erased = Suppression({"values": [values_fingerprint(keys, record(data))]}, keys)
    as_csv = {f"new {key}": str(value) for key, value in reversed(data.items())}
    assert erased.holds(record(data, "9", "t"))
    assert erased.holds(record({**as_csv, "gap": ""}, "9", "t"))
    assert not erased.holds(record({**data, "\0more": "x"}))


def test_a_place_is_known_in_its_own_source_with_its_own_values_only(keys: ProjectKeys) -> None:
    erased = Suppression(
        {"places": [place_fingerprint(keys, record({"text": "ja"}, "r3-a"))]}, keys
    )
    assert erased.holds(record({"text": "ja"}, "r3-a"))
    assert not erased.holds(record({"text": "ja"}, "r4-a"))
    assert not erased.holds(record({"text": "ja"}, "r3-a", "t"))
    assert not erased.holds(record({"text": "nein"}, "r3-a"))


_PROMPT = "You are the help desk of a bicycle shop and answer in the language of the customer."


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (record({"text": "ja"}), False),
        (record({"text": "ja, danke, alles gut"}), False),
        (record({"a": "ja", "b": "ja", "c": "ja " * 20}), False),
        (record({f"answer {n}": n % 5 for n in range(40)}), False),
        (record({"id": "KB-2026-0000-0000-0000-0001", "text": "ja"}, "KB-2026-0000-0000-0000-0001"),
         False),
        (record({"text": "Mein Rad wurde am Bahnhof gestohlen"}), True),
        (record({"text": "anna@b.de"}), True),
        (record({"text": "Anna Meier"}), False),
        (
            Record("1", "chat", {"messages": [
                {"role": "system", "content": _PROMPT}, {"role": "user", "content": "ja"},
                {"role": "assistant", "content": "gut"}]}),
            False,
        ),
        (
            Record("1", "chat", {"messages": [
                {"role": "system", "content": _PROMPT},
                {"role": "user", "content": "Mein Rad wurde am Bahnhof gestohlen"}]}),
            True,
        ),
    ],
)  # fmt: skip
def test_which_rows_can_be_known_anywhere(one: Record, expected: bool) -> None:
    matcher = Matcher(Identity(names=("Anna Meier",), emails=("anna@b.de",)))
    assert is_telling(one, matcher.in_record(one)) is expected


def came_back(text: str, identity: Identity, keys: ProjectKeys, *staying: str) -> bool:
    """Tell whether a text of a later export is noticed after an erasure."""
    watched = watched_identifiers(
        identity,
        keys,
        erased=[record({"text": "written as anna@b.de or 0421-9990 00"})],
        staying=[record({"text": each}) for each in staying],
    )
    suppression = Suppression({"identifiers": watched.marks}, keys)
    (scanned,) = scan([record({"text": text})], FakeFinder(), keys=keys)
    return suppression.is_named_in(scanned.findings)


@pytest.mark.parametrize(
    ("text", "noticed"),
    [
        ("new text, ANNA@B.de", True),
        ("new text, call 0421999000", True),
        ("new text, call 49421999000", True),
        ("Anna Meier writes", False),
        ("tom@b.de writes", False),
    ],
)
def test_an_identifier_that_comes_back_is_noticed(
    keys: ProjectKeys, text: str, noticed: bool
) -> None:
    identity = Identity(names=("Anna Meier",), emails=("anna@b.de",), phones=("+49 421 999000",))
    assert came_back(text, identity, keys) is noticed


def test_an_identifier_of_records_that_stay_is_not_watched_for(keys: ProjectKeys) -> None:
    identity = Identity(emails=("anna@b.de",), phones=("+49 421 999000",))
    household = "the same phone, 0421 999000, of somebody else"
    assert not came_back("call 0421999000", identity, keys, household)
    assert came_back("anna@b.de", identity, keys, household)
    watched = watched_identifiers(identity, keys, erased=(), staying=[record({"text": household})])
    assert (watched.used, watched.shared) == (1, 1)
    assert not watched_identifiers(
        Identity(names=("Anna Meier",)), keys, erased=(), staying=()
    ).marks


def test_a_number_is_known_as_whatever_type_it_is_found(keys: ProjectKeys) -> None:
    identity = Identity(ids=("DE89370400440532013000", "K7"))
    watched = watched_identifiers(identity, keys, erased=(), staying=(), own_types=["CLIENT"])
    assert keys.fingerprint("IBAN_CODE", "de89 3704 0044 0532 0130 00") in watched.marks
    assert keys.fingerprint("CLIENT", "de89370400440532013000") in watched.marks
    assert keys.fingerprint("CLIENT", "k7") not in watched.marks
    assert watched.used == 1
