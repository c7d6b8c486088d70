"""Reading sets, cutting texts, tables and the scoreboard, on toy data."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bench.detect.board import BEGIN, END, public_arguments, write_board
from bench.detect.negative import is_number, kinds, split
from bench.detect.quality import score
from bench.detect.score import Find
from bench.detect.sets import DataSet, Document, Gold, load_sets, support_desk
from bench.detect.speed import dense
from bench.detect.tables import quality_tables, table


def test_public_sets_are_read_where_they_stand(tmp_path: Path) -> None:
    folder = tmp_path / "data" / "pii_dev"
    folder.mkdir(parents=True)
    spans = [
        {"start": 0, "end": 3, "type": "PERSON", "kind": "DIRECT", "entity": "e1"},
        {"start": 4, "end": 7, "type": "MISC", "kind": "NO_MASK", "entity": "e2"},
    ]
    line = {"id": "d1", "lang": "en", "text": "Ada ran off", "spans": spans}
    (folder / "tab_en.jsonl").write_text(json.dumps(line) + "\n", "utf-8")
    sets = load_sets(tmp_path, ["tab", "grascco"], None)
    assert [each.name for each in sets] == ["tab"]
    assert sets[0].documents[0].gold == (Gold(0, 3, "PERSON", "DIRECT", "e1"),)
    assert sets[0].options["dates"] is True


def test_without_public_sets_only_our_own_is_measured() -> None:
    assert [each.name for each in load_sets(None, [], 5_000)] == ["desk"]


def test_gold_of_the_support_desk_points_into_its_messages() -> None:
    documents = support_desk().documents
    gold = [(document, each) for document in documents for each in document.gold]
    assert len(gold) > 1_000
    assert all(document.text[each.start : each.end].strip() for document, each in gold)
    assert all("@" in d.text[g.start : g.end] for d, g in gold if g.type == "EMAIL_ADDRESS")


def test_blocks_keep_every_line() -> None:
    text = "".join(f"line {number} of the file\n" for number in range(500))
    blocks = split(text)
    assert "".join(blocks) == text
    assert all(len(block) <= 2_000 for block in blocks)


def test_negative_texts_are_there_and_long_enough() -> None:
    found = dict(kinds(None))
    assert {"our_code", "tables", "logs", "recipes", "legal", "parts_units"} <= set(found)
    assert all(sum(len(block.split()) for block in blocks) > 500 for blocks in found.values())


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("DE_TAX_ID", True), ("US_BANK_NUMBER", True), ("IBAN_CODE", True), ("iban", True),
        ("tax identification number", True), ("PERSON", False), ("PHONE_NUMBER", False),
        ("phone number", False), ("case number", False), ("DATE_TIME", False),
    ],
)  # fmt: skip
def test_labels_of_identifiers(label: str, expected: bool) -> None:
    assert is_number(label) is expected


def test_a_set_is_scored_and_shown_with_raw_counts() -> None:
    document = Document("d", "Ada Roe of Ulm", (Gold(0, 7, "PERSON"), Gold(11, 14, "CITY")), "d")
    data = DataSet("toy", "a toy", (document,), types={"PERSON": frozenset({"PERSON"})})
    finds = [[Find(0, 7, "PERSON"), Find(8, 10, "X")]]
    result = score(data, "ftcheck", finds, 0.1)
    assert (result["recall"]["hits"], result["recall"]["total"]) == (6, 9)
    assert (result["precision"]["hits"], result["precision"]["total"]) == (6, 8)
    assert result["labels"] == {
        "PERSON": {"characters": [6, 6], "touched": [1, 1], "whole": [1, 1]}
    }
    shown = {
        "toy": {
            "title": "a toy", "documents": 1, "characters": 14, "options": {},
            "plain_dates_in_gold": True, "tools": {"ftcheck": result},
        }
    }  # fmt: skip
    text = "\n".join(quality_tables(shown))
    assert "0.667" in text and "6/9" in text and "6/8" in text
    assert "Ada" not in text


def test_tables_line_up() -> None:
    lines = table(("a", "n"), [("x", "1"), ("long", "100")])
    assert lines == ["a       n", "----  ---", "x       1", "long  100"]


def test_dense_text_is_as_long_as_asked_for() -> None:
    assert len(dense(5_000)) == 5_000
    with pytest.raises(ValueError, match="dense characters"):
        dense(10**9)


def test_the_board_is_renewed_between_its_markers(tmp_path: Path) -> None:
    path = tmp_path / "board.md"
    path.write_text(f"before\n{BEGIN}\nold\n{END}\nafter\n", "utf-8")
    write_board(path, "new")
    text = path.read_text("utf-8")
    assert "old" not in text and "new" in text
    assert text.startswith("before\n") and text.endswith("\nafter\n")
    write_board(path, "newer")
    assert path.read_text("utf-8").count(BEGIN) == 1
    path.write_text("no markers", "utf-8")
    with pytest.raises(SystemExit, match="no markers"):
        write_board(path, "new")


def test_the_command_is_shown_without_paths() -> None:
    words = ["--quick", "--shared", "/somewhere", "-o", "out.json", "--sets", "tab", "desk"]
    assert public_arguments(words) == ["--quick", "--sets", "tab", "desk"]
