"""The way back from pseudonymised data gives what stood there, numbers included."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compliance.anonymize import Cleaned, anonymize, census
from compliance.dataset import Record
from compliance.errors import VaultError
from compliance.evidence import ProjectKeys
from compliance.policy import Policy
from compliance.restore import numbers_of, restored
from compliance.scan import scan
from compliance.vault import Held, Vault
from tests.conftest import FakeFinder

KEYS = ProjectKeys.ephemeral()
POLICY = Policy(preset="pseudonymize", actions={"ORGANIZATION": "allow"})
FINDER = FakeFinder()


def cleaned(records: list[Record]) -> list[Cleaned]:
    scans = list(scan(records, FINDER, keys=KEYS))
    numbers = census(scans, POLICY, keys=KEYS)
    return list(anonymize(scans, FINDER, POLICY, keys=KEYS, numbers=numbers))


def held(results: list[Cleaned]) -> list[Held]:
    return [
        Held(each.record.id, each.originals, numbers_of(each.original, each.edits))
        for each in results
        if each.replacements
    ]


def put_back(results: list[Cleaned], content: list[Held]) -> list[Any]:
    places = [(each.record.id, list(each.replacements)) for each in results if each.replacements]
    return [each.data for each in restored((e.record for e in results), places, content)]


RECORDS = [
    Record("r1", "table", {"a": "Anna and Tom Hill, anna@b.de", "n": 49123456789}, "s", "r1"),
    Record("r2", "table", {"a": "nothing", "n": 4915112345678.0}, "s", "r2"),
    Record("r3", "chat", {"messages": [{"role": "user", "content": "Anna Anna"}]}, "s", "r3"),
]


def test_everything_is_put_back_through_a_real_vault(tmp_path: Path) -> None:
    results = cleaned(RECORDS)
    assert all("Anna" not in str(each.record.data) for each in results)
    vault = Vault(tmp_path / "v.enc", tmp_path / "keys", KEYS.key_id)
    with vault.writing() as writer:
        for each in held(results):
            writer.add(each)
    assert put_back(results, list(vault.read())) == [each.data for each in RECORDS]


def test_what_was_destroyed_stays_replaced() -> None:
    results = cleaned(RECORDS)
    content = held(results)
    gone = Held(content[0].record, (None, *content[0].originals[1:]), content[0].numbers)
    (first, *_) = put_back(results, [gone, *content[1:]])
    assert first["a"].startswith("[PERSON_")
    assert first["a"].endswith("and Tom Hill, anna@b.de")


@pytest.mark.parametrize("harm", ["missing", "other", "short", "more"])
def test_a_vault_of_other_data_is_refused(harm: str) -> None:
    results = cleaned(RECORDS)
    content = held(results)
    wrong = {
        "missing": content[:-1],
        "other": [Held("rX", content[0].originals), *content[1:]],
        "short": [Held(content[0].record, content[0].originals[:-1]), *content[1:]],
        "more": [*content, Held("r9", ("x",))],
    }[harm]
    with pytest.raises(VaultError):
        put_back(results, wrong)


@settings(deadline=None)  # the first example loads the language model
@given(
    st.lists(
        st.lists(
            st.sampled_from(
                ["Anna", "Tom Hill", "a@b.de", "0123456", "x", "\n", "é", "[PERSON_2]"]
            ),
            max_size=6,
        ),
        max_size=4,
    )
)
def test_any_data_come_back(texts: list[list[str]]) -> None:
    records = [
        Record(f"r{number}", "table", {"t": " ".join(parts)}, "s", f"r{number}")
        for number, parts in enumerate(texts)
    ]
    results = cleaned(records)
    assert put_back(results, held(results)) == [each.data for each in records]
