"""Invented values have the form of the true one and are never it."""

from __future__ import annotations

import random
import re

import pytest

from compliance.subject.identity import Identity
from compliance.subject.invented import ValueKind, invented, values_of

CASES: list[tuple[ValueKind, str, str]] = [
    ("name", "Anna Müller", r"\w+ \w+"),
    ("name", "Dr. Karl von Stein", r"Dr\. \w+ von \w+"),
    ("email", "anna.mueller@posteo.example", r"[a-z]+\.[a-z]+@posteo\.example"),
    ("email", "am77@posteo.example", r"[a-z]+\d\d@posteo\.example"),
    ("phone", "+49 30 90009 712", r"\+49 30 90\d{3} \d{3}"),
    ("id", "KB12345678", r"KB1234\d{4}"),
    ("id", "DE89 3704 0044 0532 0130 00", r"DE89 3704 0044 \d{4} \d{4} \d\d"),
    ("id", "amueller", r"\w{3,}"),
    ("address", "Musterstraße 12, 28195 Bremen", r"\w+straße [1-9]\d, 28\d{3} Bremen"),
    ("address", "10 Rose Street, London", r"[1-9]\d \w+ Street, London"),
    ("birth_date", "29.02.1980", r"\d\d\.\d\d\.198\d"),
]


@pytest.mark.parametrize(("kind", "value", "form"), CASES, ids=lambda case: str(case)[:12])
def test_form_number_and_seed(kind: ValueKind, value: str, form: str) -> None:
    found = invented(kind, value, 512, random.Random(1))
    assert len(set(found)) == 512
    assert value not in found
    assert all(re.fullmatch(form, each) for each in found)
    assert found == invented(kind, value, 512, random.Random(1))
    assert found != invented(kind, value, 512, random.Random(2))
    lengths = [abs(len(each) - len(value)) for each in found]
    assert sum(lengths) / len(lengths) < 3


def test_a_form_with_few_values_gives_few_and_none_gives_none() -> None:
    assert invented("phone", "+49 1", 512, random.Random(1)) == []
    assert invented("id", "---", 512, random.Random(1)) == []
    assert invented("email", "no address", 512, random.Random(1)) == []
    assert len(invented("id", "77", 512, random.Random(1))) < 100


def test_every_value_of_a_person_has_a_kind() -> None:
    identity = Identity.model_validate(
        {
            "names": ["A B"], "emails": ["a@b.example"], "phones": ["123456"], "ids": ["K1"],
            "addresses": ["Weg 1"], "birth_date": "1980-02-29", "records": ["r1"], "groups": ["g"],
        }
    )  # fmt: skip
    assert [kind for kind, _ in values_of(identity)] == [
        "name", "email", "phone", "id", "address", "birth_date",
    ]  # fmt: skip
    assert values_of(identity)[-1][1] == "29.02.1980"
