"""List files: what they may hold, and that a message never holds an entry."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from compliance.lists.lists import Lists, load_lists
from compliance.policy import Policy


def load(folder: Path, **policy: Any) -> tuple[Lists, list[str]]:
    return load_lists(Policy.model_validate(policy), folder)


def test_remarks_spaces_marks_and_line_ends(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(
        "\ufeff# staff\r\n\r\n  Anna Meier  # left in May\r\nC#\u00a0Werk\r\n".encode()
    )
    lists, problems = load(tmp_path, always=[{"file": "a.txt", "terms": ["Tom Hill"]}])
    assert problems == []
    assert [entry.text for entry in lists.always[0].entries] == [
        "Tom Hill",
        "Anna Meier",
        "C# Werk",
    ]


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"Anna Meier\nM\xfcller\n", "policy.always[0].file: a.txt line 2 is not UTF-8 text"),
        (b"Anna\0Meier", "policy.always[0].file: a.txt is no text file"),
        (b"# nothing\n\n", "policy.always[0].file: a.txt holds no entry"),
        (b"Anna Meier\n...\n", "policy.always[0].file: a.txt line 2: holds no letter"),
        (b"Meier;Anna;Sales\n", "policy.always[0].file: a.txt line 1: holds a separator"),
        (b"\nA\n", "policy.always[0].file: a.txt line 2: one letter would go in every text"),
        (b"a " * 40, "policy.always[0].file: a.txt line 1: has more than 32 words"),
    ],
)
def test_what_is_no_list_is_named_by_its_line(tmp_path: Path, data: bytes, problem: str) -> None:
    (tmp_path / "a.txt").write_bytes(data)
    _, problems = load(tmp_path, always=[{"file": "a.txt"}])
    assert len(problems) == 1
    assert problems[0].startswith(problem)
    assert not any(name in problems[0] for name in ("Anna", "Meier", "Sales"))


def test_a_missing_file_and_a_table_as_a_list(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("Meier;Anna\n" * 5000)
    _, problems = load(tmp_path, always=[{"file": "none.txt"}, {"file": "b.txt"}])
    assert problems[0].startswith("policy.always[0].file: none.txt cannot be read")
    assert len(problems) == 22
    assert problems[-1] == "policy.always[1]: 4,980 more problems of this kind"


def test_conflicts_name_both_lists_and_lines_and_no_entry(tmp_path: Path) -> None:
    (tmp_path / "staff.txt").write_text("# staff\nTom Hill\nAurora Meier\n")
    (tmp_path / "products.txt").write_text("Windkante\n\nAURORA  MEIER\n")
    _, problems = load(
        tmp_path,
        always=[{"file": "staff.txt"}, {"type": "ORGANIZATION", "terms": ["x1", "tom hill"]}],
        never=[{"file": "products.txt"}, {"terms": ["Tom-Hill"]}],
    )
    assert problems == [
        "policy.always[1].terms[1]: the same entry stands at policy.always[0].file: staff.txt "
        "line 2 as PERSON, here as ORGANIZATION",
        "policy.never[0].file: products.txt line 3: the same entry stands at "
        "policy.always[0].file: staff.txt line 3, where it must always go",
        "policy.never[1].terms[0]: the same entry stands at policy.always[0].file: staff.txt "
        "line 2, where it must always go",
    ]


def test_no_entry_is_shown_by_repr_or_dump() -> None:
    policy = Policy.model_validate(
        {"always": [{"terms": ["Anna Meier"]}], "never": [{"terms": ["Windkante"]}]}
    )
    lists, _ = load_lists(policy, Path())
    for shown in (repr(policy), str(policy.model_dump()), policy.model_dump_json(), repr(lists),
                  repr(lists.always), repr(lists.always[0].entries[0])):  # fmt: skip
        assert "Anna" not in shown
        assert "Windkante" not in shown
    assert policy.model_dump(mode="json")["always"][0]["terms"] == ["**********"]


def test_a_list_of_many_entries_finds_each(tmp_path: Path) -> None:
    names = [f"Name{number} Zuname{number}" for number in range(20_000)]
    (tmp_path / "many.txt").write_text("\n".join(names))
    lists, problems = load(tmp_path, always=[{"file": "many.txt"}])
    assert problems == []
    text = ", ".join(names[::1000])
    assert [text[m.start : m.end] for m in lists.always_index.find(text)] == names[::1000]
