"""What operators put in the place of a value; each works in a stock Presidio engine."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from presidio_anonymizer import AnonymizerEngine
from presidio_anonymizer.entities import OperatorConfig, RecognizerResult

from compliance.errors import KeyFileError
from compliance.evidence import ProjectKeys
from compliance.operators.base import Params
from compliance.operators.encrypt import decrypted
from compliance.operators.numbers import RecordNumbers
from compliance.operators.registry import REGISTRY
from compliance.policy import OperatorChoice
from compliance.policy.operators import OPERATORS

KEYS = ProjectKeys.ephemeral()


def params(entity_type: str = "PERSON", name: str = "placeholder", **settings: object) -> Params:
    choice = OperatorChoice.model_validate({"name": name, **settings})
    return Params(entity_type, choice, RecordNumbers(KEYS, "r", {}), "de")


def replaced(name: str, text: str, entity_type: str = "PERSON", **settings: object) -> str:
    return REGISTRY[name].replace(text, params(entity_type, name, **settings))


def test_every_operator_of_a_policy_is_there() -> None:
    assert set(REGISTRY) == set(OPERATORS)


@pytest.mark.parametrize(
    ("text", "keep", "masked"),
    [
        ("DE89 3704 0044", 4, "**** **** 0044"),
        ("Ida", 4, "**a"),
        ("Ida", 0, "***"),
        ("a@b.de", 0, "*@*.**"),
        ("", 3, ""),
    ],
)
def test_mask_leaves_the_form_and_never_more_than_half(text: str, keep: int, masked: str) -> None:
    assert replaced("mask", text, keep_last=keep) == masked


def test_a_hash_is_the_same_for_the_same_value_and_type_only() -> None:
    one = replaced("hash", "Ida Muster")
    assert one == replaced("hash", "ida  muster")
    assert one != replaced("hash", "Ida Muster", "ORGANIZATION")
    assert one != replaced("hash", "Udo Muster")
    other = RecordNumbers(ProjectKeys.ephemeral(), "r", {})
    there = Params("PERSON", OperatorChoice(name="hash"), other, "de")
    assert one != REGISTRY["hash"].replace("Ida Muster", there)


@given(st.text())
def test_what_is_encrypted_opens_with_the_key_of_its_scope(text: str) -> None:
    how = params("PERSON", "encrypt")
    sealed = REGISTRY["encrypt"].replace(text, how)
    assert decrypted(f"x {sealed} y", how.numbers.key("encrypt")) == f"x {text} y"
    assert sealed == REGISTRY["encrypt"].replace(text, how)


def test_another_key_opens_nothing() -> None:
    sealed = replaced("encrypt", "Ida Muster")
    with pytest.raises(KeyFileError, match="does not open"):
        decrypted(sealed, b"k" * 32)


def test_redact_says_the_type_and_nothing_more() -> None:
    assert replaced("redact", "Ida") == replaced("redact", "Udo") == "[PERSON]"


@pytest.mark.parametrize(
    ("entity_type", "to", "text", "coarse"),
    [
        ("DATE_OF_BIRTH", None, "12.03.1985", "1985"),
        ("DATE_OF_BIRTH", None, "12. März 1985", "1985"),
        ("DATE_OF_BIRTH", "age_band", "1985-03-12", "1980-1989"),
        ("DATE_TIME", None, "12.03.2024", "2024-03"),
        ("DATE_TIME", None, "2024-03-12", "2024-03"),
        ("DATE_TIME", None, "12 March 2024", "2024-03"),
        ("DATE_TIME", None, "12 de marzo de 2024", "2024-03"),
        ("DATE_TIME", "year", "12 March 2024", "2024"),
        ("AGE", None, "43-jährig", "40-49-jährig"),
        ("AGE", None, "43 years", "40-49 years"),
        ("STREET_ADDRESS", None, "Hauptstr. 5, 12345 Musterstadt", "Musterstadt"),
        ("STREET_ADDRESS", None, "ul. Prosta 3/4, 00-950 Warszawa", "Warszawa"),
        # What cannot be read is never left.
        ("DATE_OF_BIRTH", None, "Frühjahr", "[DATE_OF_BIRTH_1]"),
        ("DATE_OF_BIRTH", None, "1985 oder 1986", "[DATE_OF_BIRTH_1]"),
        ("AGE", None, "zweiundvierzig", "[AGE_1]"),
        ("STREET_ADDRESS", None, "Hauptstr. 5", "[STREET_ADDRESS_1]"),
        ("PERSON", None, "Ida Muster", "[PERSON_1]"),
    ],
)
def test_generalise(entity_type: str, to: str | None, text: str, coarse: str) -> None:
    assert replaced("generalise", text, entity_type, to=to) == coarse


@pytest.mark.parametrize("name", sorted(REGISTRY))
def test_each_works_in_a_stock_presidio_engine(name: str) -> None:
    operator = REGISTRY[name]
    engine = AnonymizerEngine()
    engine.add_anonymizer(type(operator))
    how = {
        "choice": OperatorChoice.model_validate({"name": name}),
        "numbers": RecordNumbers(KEYS, "r", {}),
        "language": "de",
    }
    result = engine.anonymize(
        text="von Ida Muster da",
        analyzer_results=[RecognizerResult("PERSON", 4, 14, 0.9)],
        operators={"PERSON": OperatorConfig(operator.operator_name(), how)},
    )
    expected = operator.replace("Ida Muster", params("PERSON", name))
    assert result.text == f"von {expected} da"
