"""The support-desk example: its data are what its script writes, and its gold spans hold."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import pytest
import stdnum.de.idnr
import stdnum.gb.nhs
import stdnum.iban
import stdnum.luhn
import stdnum.us.ssn

HOME = Path(__file__).resolve().parents[2] / "examples" / "support-desk"
RARE = {"IP_ADDRESS": 6, "US_SSN": 6}
TYPES = """
PERSON EMAIL_ADDRESS PHONE_NUMBER STREET_ADDRESS LOCATION IBAN_CODE CREDIT_CARD DE_TAX_ID
DE_SOCIAL_SECURITY DE_ID_CARD UK_NINO UK_NHS US_SSN DATE_OF_BIRTH LICENSE_PLATE CUSTOMER_ID USERNAME
IP_ADDRESS HEALTH TRADE_UNION_MEMBERSHIP PASSWORD
""".split()


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def chats() -> dict[str, dict[str, Any]]:
    return {chat["id"]: chat for chat in lines(HOME / "data" / "chats.jsonl")}


@pytest.fixture(scope="module")
def gold() -> list[dict[str, Any]]:
    return lines(HOME / "gold.jsonl")


@pytest.fixture(scope="module")
def planted(chats: dict[str, dict[str, Any]], gold: list[dict[str, Any]]) -> dict[str, list[str]]:
    """Every planted text, by type."""
    found: dict[str, list[str]] = defaultdict(list)
    for span in gold:
        found[span["type"]].append(text_of(chats, span)[span["start"] : span["end"]])
    return found


def text_of(chats: dict[str, dict[str, Any]], span: dict[str, Any]) -> str:
    match = re.fullmatch(r"\$\.messages\[(\d+)\]\.content", span["field"])
    assert match is not None
    content = chats[span["record"]]["messages"][int(match.group(1))]["content"]
    assert isinstance(content, str)
    return content


def bare(text: str) -> str:
    return re.sub(r"[\s-]", "", text)


def run(out: Path, seed: int) -> tuple[bytes, bytes]:
    command = [sys.executable, str(HOME / "generate.py"), "--seed", str(seed), "--out", str(out)]
    # A script finds the modules beside it unless this is set, and the tests' own start sets it.
    plain = {name: value for name, value in os.environ.items() if name != "PYTHONSAFEPATH"}
    done = subprocess.run(command, capture_output=True, text=True, env=plain)
    assert done.returncode == 0, done.stderr
    return (out / "data" / "chats.jsonl").read_bytes(), (out / "gold.jsonl").read_bytes()


def test_committed_files_are_what_the_script_writes(tmp_path: Path) -> None:
    written = run(tmp_path, 20261120)
    committed = ((HOME / "data" / "chats.jsonl").read_bytes(), (HOME / "gold.jsonl").read_bytes())
    assert written == committed


def test_another_seed_writes_other_people(tmp_path: Path) -> None:
    chats, _ = run(tmp_path, 7)
    assert chats != (HOME / "data" / "chats.jsonl").read_bytes()


def test_shape_of_the_chats(chats: dict[str, dict[str, Any]]) -> None:
    assert len(chats) == 480
    assert Counter(chat["language"] for chat in chats.values()) == {"de": 240, "en": 240}
    for name, chat in chats.items():
        roles = [message["role"] for message in chat["messages"]]
        spoken = roles[1:] if roles[0] == "system" else roles
        assert spoken == ["user", "assistant"] * (len(spoken) // 2), name
        assert 2 <= len(spoken) <= 10, name
        assert re.fullmatch(r"K-2026-\d{4}", chat["case"]), name
        assert all(m["content"] == m["content"].strip() != "" for m in chat["messages"]), name


def test_no_trace_of_the_template_language(chats: dict[str, dict[str, Any]]) -> None:
    for name, chat in chats.items():
        for message in chat["messages"]:
            assert not re.search(r"[{}\[\]<|]\w|\w[{}\[\]<>]", message["content"]), name
            assert "  " not in message["content"], name


def test_spans_lie_inside_their_text_and_are_disjoint(
    chats: dict[str, dict[str, Any]], gold: list[dict[str, Any]]
) -> None:
    last: dict[tuple[str, str], int] = defaultdict(int)
    for span in gold:
        assert list(span) == ["record", "field", "start", "end", "type"]
        text = text_of(chats, span)
        where = (span["record"], span["field"])
        assert last[where] <= span["start"] < span["end"] <= len(text), span
        value = text[span["start"] : span["end"]]
        assert value == value.strip(), span
        last[where] = span["end"]


@pytest.mark.parametrize("kind", TYPES)
def test_every_type_is_there_often_enough(planted: dict[str, list[str]], kind: str) -> None:
    assert len(planted[kind]) >= RARE.get(kind, 12)


def test_no_type_but_the_named_ones(planted: dict[str, list[str]]) -> None:
    assert set(planted) == set(TYPES)


def test_about_fifteen_in_a_hundred_have_nothing_personal(
    chats: dict[str, dict[str, Any]], gold: list[dict[str, Any]]
) -> None:
    clean = set(chats) - {span["record"] for span in gold}
    assert 0.14 <= len(clean) / len(chats) <= 0.20
    for language in ("de", "en"):
        assert sum(chats[name]["language"] == language for name in clean) >= 30


def test_about_ten_in_a_hundred_share_a_case(chats: dict[str, dict[str, Any]]) -> None:
    cases = Counter(chat["case"] for chat in chats.values())
    assert 0.08 <= sum(n for n in cases.values() if n > 1) / len(chats) <= 0.14
    languages: dict[str, set[str]] = defaultdict(set)
    for chat in chats.values():
        languages[chat["case"]].add(chat["language"])
    assert all(len(spoken) == 1 for spoken in languages.values())


def test_openings_and_answers_vary(chats: dict[str, dict[str, Any]]) -> None:
    openings = Counter(
        next(m["content"] for m in chat["messages"] if m["role"] == "user")
        for chat in chats.values()
    )
    assert sum(n for n in openings.values() if n > 1) < len(chats) / 10
    answers = Counter(
        m["content"] for chat in chats.values() for m in chat["messages"] if m["role"] != "system"
    )
    assert answers.most_common(1)[0][1] <= 10


def test_many_shapes(chats: dict[str, dict[str, Any]], gold: list[dict[str, Any]]) -> None:
    """A shape is what a reader sees with the words taken away: turns, breaks, kinds of data."""
    kinds: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for span in gold:
        kinds[span["record"]].append((span["field"], span["type"]))
    shapes = {
        (len(chat["messages"]), chat["messages"][0]["role"], tuple(kinds[name]))
        for name, chat in chats.items()
    }
    assert len(shapes) > 300


def test_mail_addresses_use_example_domains(chats: dict[str, dict[str, Any]]) -> None:
    text = json.dumps(list(chats.values()), ensure_ascii=False)
    domains = set(re.findall(r"@([\w.-]+)", text))
    assert domains
    assert all(re.search(r"(^|\.)example\.(com|org|net)$", d.rstrip(".")) for d in domains)


def test_phone_numbers_are_from_ranges_kept_free(planted: dict[str, list[str]]) -> None:
    free = (
        r"(030|4930)23125\d{3}|(040|4940)66969\d{3}|(0221|49221)4710\d{3}|(069|4969)90009\d{3}|"
        r"(089|4989)99998\d{3}|(0171|49171|0049171)39200\d{2}|(0|49)176040690\d{2}|"
        r"(020|4420)79460\d{3}|01632960\d{3}|(0|44|440)7700900\d{3}|1?\d{3}55501\d{2}"
    )
    for number in planted["PHONE_NUMBER"]:
        assert re.fullmatch(free, re.sub(r"\D", "", number)), "a number outside the free ranges"


def test_account_and_card_numbers_pass_their_checks(planted: dict[str, list[str]]) -> None:
    assert all(stdnum.iban.is_valid(text) for text in planted["IBAN_CODE"])
    banks = {bare(text)[4:6] if text[:2] in ("DE", "AT") else text for text in planted["IBAN_CODE"]}
    assert all(bank.startswith("9") or "ZZZZ" in bank or "TEST" in bank for bank in banks)
    assert all(stdnum.luhn.is_valid(bare(text)) for text in planted["CREDIT_CARD"])


def pension_number_checks(number: str) -> bool:
    plain = number[:8] + f"{ord(number[8]) - 64:02d}" + number[9:11]
    weighted = (
        int(d) * w for d, w in zip(plain, (2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1), strict=True)
    )
    return sum(sum(map(int, str(n))) for n in weighted) % 10 == int(number[11])


def id_card_checks(number: str) -> bool:
    weighted = (int(c, 36) * (7, 3, 1)[i % 3] for i, c in enumerate(number[:9]))
    return sum(weighted) % 10 == int(number[9])


def test_national_numbers_pass_their_checks(planted: dict[str, list[str]]) -> None:
    assert all(stdnum.de.idnr.is_valid(bare(text)) for text in planted["DE_TAX_ID"])
    assert all(stdnum.gb.nhs.is_valid(bare(text)) for text in planted["UK_NHS"])
    assert all(bare(text).startswith("999") for text in planted["UK_NHS"])
    assert all(stdnum.us.ssn.is_valid(text) for text in planted["US_SSN"])
    assert all(re.fullmatch(r"(NC|PP|PZ)\d{6}[A-D]", bare(text)) for text in planted["UK_NINO"])
    # The published specimens show that the two checks below are the right ones.
    assert pension_number_checks("15070649C103")
    assert id_card_checks("L01X00T471")
    assert all(pension_number_checks(bare(text)) for text in planted["DE_SOCIAL_SECURITY"])
    assert all(id_card_checks(text) for text in planted["DE_ID_CARD"])


def test_addresses_of_machines_are_documentation_addresses(planted: dict[str, list[str]]) -> None:
    ours = r"(192\.0\.2|198\.51\.100|203\.0\.113)\.\d+|2001:db8:[0-9a-f]+::[0-9a-f]+"
    assert all(re.fullmatch(ours, text) for text in planted["IP_ADDRESS"])


def test_readme_counts_are_the_gold_counts(planted: dict[str, list[str]]) -> None:
    readme = (HOME / "README.md").read_text(encoding="utf-8")
    table = dict(re.findall(r"^\| `([A-Z_]+)` \| (\d+) \|", readme, flags=re.MULTILINE))
    assert {kind: int(n) for kind, n in table.items()} == {k: len(v) for k, v in planted.items()}
