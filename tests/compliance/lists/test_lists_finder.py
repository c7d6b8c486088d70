"""What must always go is found wherever it stands; what is never personal data is left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compliance.detect.types import Entity
from compliance.evidence.keys import ProjectKeys
from compliance.findings import HOLDS_LISTED
from compliance.lists.finder import ListedEngine, ListFinder
from compliance.lists.lists import Lists, load_lists
from compliance.policy import Policy
from tests.conftest import FakeFinder


class Fixed(FakeFinder):
    """Finds what it was told: (type, value, score)."""

    def __init__(self, *known: tuple[str, str, float]) -> None:
        self._known = known

    def find(self, texts: Sequence[str]) -> list[list[Entity]]:
        return [
            sorted(
                (
                    Entity(text.index(value), text.index(value) + len(value), name, score, "fixed")
                    for name, value, score in self._known
                    if value in text
                ),
                key=lambda each: each.start,
            )
            for text in texts
        ]

    def describe(self) -> dict[str, Any]:
        return {"engine": "fixed"}


def lists_of(**policy: Any) -> Lists:
    lists, problems = load_lists(Policy.model_validate(policy), Path("nowhere"))
    assert problems == []
    return lists


def found(text: str, lists: Lists, *known: tuple[str, str, float]) -> list[tuple[str, str]]:
    entities = ListFinder(Fixed(*known), lists).find([text])[0]
    assert entities == sorted(entities, key=lambda each: each.start)
    return [(each.type, text[each.start : each.end]) for each in entities]


STAFF = lists_of(always=[{"terms": ["Anna Müller", "Hill, Tom", "O'Neil-Paz"]}])


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("von Anna Müller.", "Anna Müller"),
        ("VON ANNA MÜLLER", "ANNA MÜLLER"),
        ("Anna Mueller ruft an", "Anna Mueller"),
        ("Anna Muller", "Anna Muller"),
        ("Müller, Anna", "Müller, Anna"),
        ("Anna\nMüller", "Anna\nMüller"),
        ("Anna Müllers Rad", "Anna Müllers"),
        ("Anna Müller's bike", "Anna Müller"),
        ("an anna_müller geschickt", "anna_müller"),
        ("A\u200bnna M\u00adüller", "A\u200bnna M\u00adüller"),
        ("Anna M&uuml;ller", "Anna M&uuml;ller"),
        ("Ａｎｎａ Müller", "Ａｎｎａ Müller"),
        ("Anna Mu\u0308ller", "Anna Mu\u0308ller"),
        ("Tom Hill", "Tom Hill"),
        ("O’Neil Paz", "O’Neil Paz"),
    ],
)
def test_a_listed_name_is_found_in_every_form(text: str, value: str) -> None:
    assert found(text, STAFF) == [("PERSON", value)]


@pytest.mark.parametrize(
    "text",
    ["Annabella Müller", "Anna Müllermann", "Anna und Müller", "Anna ------ Müller", "Anna",
     "[PERSON_1] Müller", "Anna [PERSON_1] Müller"],
)  # fmt: skip
def test_parts_and_distant_words_are_no_mention(text: str) -> None:
    assert found(text, STAFF) == []


def test_slots_of_cleaned_text_hold_no_entry() -> None:
    assert found("[PERSON_1], a person", lists_of(always=[{"terms": ["Person 1", "person"]}])) == [
        ("PERSON", "person")
    ]


def test_what_the_scanner_calls_it_does_not_matter() -> None:
    lists = lists_of(always=[{"terms": ["Meier"]}])
    assert found("Meier GmbH zahlt", lists, ("ORGANIZATION", "Meier GmbH", 0.6)) == [
        ("PERSON", "Meier"), ("ORGANIZATION", "GmbH"),
    ]  # fmt: skip
    # One person stays one, with what else belongs to the name.
    assert found("Dr. Anna Meier kam", lists, ("PERSON", "Anna Meier", 0.6)) == [
        ("PERSON", "Anna Meier")
    ]


def test_a_find_that_goes_whole_may_hold_a_listed_name() -> None:
    address = ("EMAIL_ADDRESS", "meier@x.example", 0.9)
    text = "an meier@x.example schreiben"
    lists = lists_of(always=[{"terms": ["Meier"]}])
    assert found(text, lists, address) == [("EMAIL_ADDRESS", "meier@x.example")]
    (entity,) = ListFinder(Fixed(address), lists).find([text])[0]
    assert entity.recognizer == "fixed" + HOLDS_LISTED
    for own in (
        {"actions": {"contact": "allow"}},
        {"operators": {"EMAIL_ADDRESS": {"name": "mask", "keep_last": 4}}},
        {"scores": {"EMAIL_ADDRESS": 0.95}},
        {"rules": [{"types": ["contact"], "roles": ["tool"], "action": "allow"}]},
        {"actions": {"EMAIL_ADDRESS": "review"}},
    ):
        lists = lists_of(always=[{"terms": ["Meier"]}], **own)
        assert ("PERSON", "meier") in found(text, lists, address), own


def test_an_entry_that_is_the_whole_find_is_found_as_the_list_says() -> None:
    lists = lists_of(
        always=[{"type": "STAFF_CODE", "terms": ["KB-12"]}], types={"STAFF_CODE": "account"}
    )
    assert found("KB-12", lists, ("CUSTOMER_ID", "KB-12", 0.9)) == [("STAFF_CODE", "KB-12")]


@pytest.mark.parametrize(
    ("text", "kind", "value", "stays"),
    [
        ("das Rad Lumo City 3 ist da", "PERSON", "Lumo City 3", False),
        ("das Rad Lumo City 3 ist da", "ORGANIZATION", "Lumo", False),
        ("das Rad LUMO-CITY 3 ist da", "LOCATION", "LUMO-CITY", False),
        ("das Rad Lumo ist da", "PERSON", "Lumo", True),
        ("Lumo City 3 Meier kam", "PERSON", "Lumo City 3 Meier", True),
        ("Anna Windkante kam", "PERSON", "Anna Windkante", True),
        ("Windkante kam", "PERSON", "Windkante", False),
        ("Windkante", "CUSTOMER_ID", "Windkante", True),
        ("Windkante, Lumo City 3", "ORGANIZATION", "Windkante, Lumo City 3", False),
        ("Wind\u00adkante", "PERSON", "Wind\u00adkante", False),
    ],
)
def test_never_takes_out_finds_of_listed_words_only(
    text: str, kind: str, value: str, stays: bool
) -> None:
    lists = lists_of(never=[{"terms": ["Lumo City 3", "Windkante"]}])
    assert found(text, lists, (kind, value, 0.8)) == ([(kind, value)] if stays else [])


def test_never_counts_for_the_types_that_it_names() -> None:
    lists = lists_of(
        never=[{"terms": ["AB-12"], "types": ["account"]}, {"terms": ["AB 12"], "types": ["URL"]}]
    )
    assert found("Modell AB-12", lists, ("CUSTOMER_ID", "AB-12", 0.8)) == []
    assert found("Modell AB-12", lists, ("URL", "AB-12", 0.8)) == []
    assert found("Modell AB-12", lists, ("PERSON", "AB-12", 0.8)) == [("PERSON", "AB-12")]


def test_always_outranks_never() -> None:
    lists = lists_of(always=[{"terms": ["Anna"]}], never=[{"terms": ["Anna Rad"]}])
    assert found("das Anna Rad", lists, ("ORGANIZATION", "Anna Rad", 0.6)) == [("PERSON", "Anna")]


def test_own_names_are_an_older_form_of_never() -> None:
    lists, problems = load_lists(Policy(), Path(), own_names=("Nordlicht Werkstatt",))
    assert problems == []
    assert found("Nordlicht", lists, ("PERSON", "Nordlicht", 0.8)) == []
    kept = ("PERSON", "Nordlicht-Meier", 0.8)
    assert found("Nordlicht-Meier", lists, kept) == [kept[:2]]
    assert found("Nordlicht", lists, ("URL", "Nordlicht", 0.8)) == [("URL", "Nordlicht")]


def test_batches_and_joins_keep_the_lists() -> None:
    class Echo(Fixed):
        def join(self, texts: Sequence[str], found: Sequence[Sequence[Entity]]) -> Any:
            assert any(each.recognizer == "list" for each in found[0])
            return [list(found[0]), [*found[1], Entity(0, 9, "PERSON", 0.7, "echo")]]

    lists = lists_of(always=[{"terms": ["Anna Meier"]}], never=[{"terms": ["Windkante"]}])
    finder = ListedEngine(Echo(("ORGANIZATION", "ACME", 0.9)), lists)
    batches = [["Anna Meier", "Windkante"], ["ACME und Anna Meier"]]
    batched = list(finder.map_find(iter(batches)))
    assert batched == [finder.find(batch) for batch in batches]
    assert finder.join(batches[0], batched[0]) == batched[0]
    assert finder.describe() == {"engine": "fixed"}


WORDS = st.text(alphabet="abäßÉ1s -_.\u200b\u00ad&;[]P\n", max_size=12)


@settings(max_examples=150, deadline=None)
@given(WORDS, st.lists(WORDS, max_size=4), WORDS, st.integers(0, 30), st.integers(1, 9))
def test_finds_stay_sorted_apart_and_inside(
    text: str, terms: list[str], more: str, start: int, length: int
) -> None:
    text += more
    policy = Policy.model_validate(
        {"always": [{"terms": terms or ["aa"]}], "never": [{"terms": ["bb", more or "b"]}]}
    )
    lists, _ = load_lists(policy, Path())
    known = [Entity(start, min(len(text), start + length), "LOCATION", 0.5, "x")]

    class One(Fixed):
        def find(self, texts: Sequence[str]) -> list[list[Entity]]:
            return [[each for each in known if each.end > each.start] for _ in texts]

    (entities,) = ListFinder(One(), lists).find([text])
    assert all(0 <= each.start < each.end <= len(text) for each in entities)
    assert all(a.end <= b.start for a, b in _pairs(entities))


def _pairs(entities: list[Entity]) -> Iterator[tuple[Entity, Entity]]:
    return zip(entities, entities[1:], strict=False)


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="abcäß XY", min_size=2, max_size=12), WORDS, WORDS)
def test_an_entry_between_any_texts_is_found(term: str, before: str, after: str) -> None:
    lists, problems = load_lists(
        Policy.model_validate({"always": [{"terms": [term]}]}), Path("nowhere")
    )
    if problems:
        return
    assert found(f"x {term} x", lists)


def test_evidence_has_sizes_and_keyed_fingerprints(keys: ProjectKeys) -> None:
    def fingerprint(*terms: str, by: ProjectKeys = keys) -> str:
        described = lists_of(always=[{"terms": terms}]).describe(by)
        assert described["always"][0]["entries"] == len({term.lower() for term in terms})
        assert not any(term in str(described) for term in terms)
        return str(described["always"][0]["fingerprint"])

    one = fingerprint("Anna Meier", "Tom Hill")
    assert one == fingerprint("Tom Hill", "Anna Meier", "ANNA MEIER".title())
    assert one != fingerprint("Tom Hill", "Anna Maier")
    assert one != fingerprint("Anna Meier", "Tom Hill", by=ProjectKeys.ephemeral())
