"""What copying and pasting does: labels and numbers glued together, or taken apart."""

from __future__ import annotations

import pytest

from compliance.detect import DetectConfig, Engine, build_engine
from compliance.detect.text.normalize import normalize


@pytest.fixture(scope="module")
def engine() -> Engine:
    return build_engine(DetectConfig(ner="none"))


def _found(engine: Engine, text: str) -> set[tuple[str, str]]:
    return {(each.type, text[each.start : each.end]) for each in engine.find([text])[0]}


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("PESEL44051401359", "PL_PESEL", "44051401359"),
        ("PESEL_44051401359 w aktach", "PL_PESEL", "44051401359"),
        ("Mein PESEL:44051401359ok", "PL_PESEL", "44051401359"),
        ("tel+4930901820", "PHONE_NUMBER", "+4930901820"),
        ("IBANDE89370400440532013000", "IBAN_CODE", "DE89370400440532013000"),
        ("DE89370400440532013000BIC", "IBAN_CODE", "DE89370400440532013000"),
        ("card:4111111111111111exp12/27cvv123", "CREDIT_CARD", "4111111111111111"),
        ("+4930901820+4930901821", "PHONE_NUMBER", "+4930901821"),
        ("anna@example.orgpeter@example.org", "EMAIL_ADDRESS", "anna@example.org"),
        ("anna@example.orgpeter@example.org", "EMAIL_ADDRESS", "peter@example.org"),
    ],
)
def test_glued_values(engine: Engine, text: str, kind: str, value: str) -> None:
    assert any(each == kind and value in found for each, found in _found(engine, text))


def test_two_bank_accounts_in_one(engine: Engine) -> None:
    text = "DE89370400440532013000DE89370400440532013000"
    found = engine.find([text])[0]
    assert [each.type for each in found] == ["IBAN_CODE"] * 2
    assert sum(each.end - each.start for each in found) == len(text)


@pytest.mark.parametrize(
    "value",
    [
        "DE89  3704  0044  0532  0130  00",
        "DE89\t3704\t0044\t0532\t0130\t00",
        "DE89_3704_0044_0532_0130_00",
        "DE89/3704/0044/0532/0130/00",
        "D E 8 9 3 7 0 4 0 0 4 4 0 5 3 2 0 1 3 0 0 0",
        "4111\t1111\t1111\t1111",
        "4111   1111   1111   1111",
        "4111_1111_1111_1111",
        "Karte 4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1",
        "Steuer-ID 8 6 0 9 5 7 4 2 7 1 9",
        "Steuer-ID 86  095  742  719",
        "Steuer-ID 86\t095\t742\t719",
        "PESEL 440514_01359",
    ],
)
def test_copied_separators(engine: Engine, value: str) -> None:
    found = engine.find([value])[0]
    assert len(found) == 1
    assert found[0].score >= 0.65
    assert found[0].end == len(value)


@pytest.mark.parametrize(
    "text",
    [
        "DE89\t3704\t0044\t0532\t0130\t01",
        "4111\t1111\t1111\t1112",
        "Steuer-ID\t86\t095\t742\t719\t12\t77",
        "86  095  742  719  4451  220",
        "12\t4305\t9921\t1187\n13\t4411\t9032\t2231",
        "0 1 1 0 1 0 0 1 1 0 1 0 0 1 1 0",
        "4 5 3 2 0 1 5 1 1 2 8 3 0 3 6 6",
        "xDE89370400440532013000",
        "abc44051401359",
        "LABEL44051401359",
    ],
)
def test_columns_and_codes_stay_apart(engine: Engine, text: str) -> None:
    sure = {"IBAN_CODE", "CREDIT_CARD", "DE_TAX_ID", "PL_PESEL"}
    assert not sure & {kind for kind, _ in _found(engine, text)}


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("an anna.kowalsk\na@example.org heute", "EMAIL_ADDRESS", "anna.kowalsk\na@example.org"),
        ("an anna.kow\nalska@example.org heute", "EMAIL_ADDRESS", "anna.kow\nalska@example.org"),
        ("an anna.kowalska@exa\nmple.org", "EMAIL_ADDRESS", "anna.kowalska@exa\nmple.org"),
        ("an anna.kowalska@example.o\nrg da", "EMAIL_ADDRESS", "anna.kowalska@example.o\nrg"),
        ("an anna.kow=\nalska@example.org", "EMAIL_ADDRESS", "anna.kow=\nalska@example.org"),
        (
            "Token ghp_16C7e42F2\n92c6912E7710c838347Ae178B4a gilt",
            "API_KEY",
            "ghp_16C7e42F2\n92c6912E7710c838347Ae178B4a",
        ),
        ("Passwort ist Somme\nr2024! und gilt", "PASSWORD", "Somme\nr2024!"),
        ("Passwort: Somme\nr2024!", "PASSWORD", "Somme\nr2024!"),
    ],
)
def test_line_breaks_anywhere(engine: Engine, text: str, kind: str, value: str) -> None:
    assert (kind, value) in _found(engine, text)


@pytest.mark.parametrize(
    "text",
    [
        "www.beispiel.de\nanna@example.org",
        "bitte schreiben Sie an\nanna@example.org",
        "siehe bericht.pdf\nanna@example.org",
        "Tel. 030.901820\nanna@example.org",
        "z.B.\nanna@example.org",
        "anna@example.org\npeter@example.org",
    ],
)
def test_lines_that_end_before_an_address(engine: Engine, text: str) -> None:
    assert normalize(text).text == text
    assert ("EMAIL_ADDRESS", "anna@example.org") in _found(engine, text)


@pytest.mark.parametrize(
    "text", ["Passwort: hunter2x\nuser1 meldet sich", "Passwort falsch\nversuch2 folgt"]
)
def test_a_password_ends_with_its_line(engine: Engine, text: str) -> None:
    assert all("\n" not in value for _, value in _found(engine, text))
