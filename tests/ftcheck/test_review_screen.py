"""The real screen, driven through a pseudo-terminal; lists and files for scripts."""

from __future__ import annotations

import json
import os
import pty
import re
import select
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.evidence.ledger import Ledger
from compliance.findings import write_scan
from compliance.scan import scan
from ftcheck.project import Project
from ftcheck.reviewing.asking import everywhere, nearest
from ftcheck.reviewing.safe_text import masked, safe
from tests.conftest import FakeFinder
from tests.e2e.conftest import ftcheck

# An escape sequence that would clear the screen, and a mark that would turn the text round.
BAD = "\x1b[2J\u202e"
CHATS = (
    f"Anna has diabetes {BAD}and calls Bertil.",
    "ACME is fine, no diabetes here.",
    "nothing at all",
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project whose data were scanned by the fake scanner."""
    lines = [json.dumps({"id": f"c{n}", "text": text}) for n, text in enumerate(CHATS)]
    (tmp_path / "data.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    (tmp_path / "ftcheck.toml").write_text(
        '[policy]\npreset = "strict"\n[[sources]]\nid = "s"\npath = "data.jsonl"\nid_field = "id"\n'
    )
    scan_again(tmp_path)
    return tmp_path


def scan_again(folder: Path) -> None:
    found = Project.find(folder / "ftcheck.toml")
    keys = found.keys()
    (dataset,) = found.datasets(keys)
    facts = {"sources": [{"id": "s", "files": [file.sha256 for file in dataset.files]}]}
    run = found.run_dir("main")
    run.mkdir(parents=True, exist_ok=True)
    with (run / "scan.json").open("wb") as stream:
        write_scan(stream, scan(dataset, FakeFinder(), keys=keys), dataset=facts)


class Screen:
    """A command behind a pseudo-terminal."""

    def __init__(self, folder: Path, *arguments: str, **environment: str) -> None:
        self._main, other = pty.openpty()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "ftcheck", "review", *arguments],
            cwd=folder, stdin=other, stdout=other, stderr=other, start_new_session=True,
            env={**os.environ, "TERM": "xterm", "COLUMNS": "100", "LINES": "40", **environment},
        )  # fmt: skip
        os.close(other)
        self.seen = ""

    def until(self, text: str) -> str:
        """Wait until a text is shown; return what was shown since the last wait."""
        shown, end = "", time.monotonic() + 60
        while text not in plain(shown):
            assert time.monotonic() < end, f"{text!r} did not come:\n{shown}"
            shown += self._read(1.0)
        self.seen += shown
        return shown

    def press(self, keys: str) -> None:
        os.write(self._main, keys.encode())

    def end(self) -> int:
        while self.process.poll() is None:
            self.seen += self._read(0.1)
        self.seen += self._read(0.1)
        os.close(self._main)
        return self.process.returncode

    def _read(self, seconds: float) -> str:
        if not select.select([self._main], [], [], seconds)[0]:
            return ""
        try:
            return os.read(self._main, 65536).decode("utf-8", "replace")
        except OSError:  # the other side is closed
            return ""


def plain(shown: str) -> str:
    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", shown)


def decisions(folder: Path) -> Iterator[tuple[str, dict[str, object]]]:
    for entry in Ledger(folder / ".ftcheck" / "ledger.db").entries():
        yield entry.event, entry.body


def test_a_person_decides_takes_back_and_goes_on_later(project: Path) -> None:
    screen = Screen(project)
    screen.until("Your name, for the ledger")
    screen.press("Ada Muster\n")
    shown = screen.until("? help")
    assert "1 of 2" in plain(shown)
    assert ">>diabetes<<" in plain(shown)
    assert "\\x1b[2J\\u202e" in plain(shown)  # written out, not obeyed
    assert BAD not in shown
    screen.press("a")
    screen.until("2 of 2")
    screen.press("u")
    screen.until("1 of 2")
    screen.press("m")
    screen.until("missed?")
    screen.press("Bertil\n")
    screen.until("Type")
    screen.press("PERSN\n")
    screen.until("PERSON")  # did you mean
    screen.press("person\n")
    screen.until("Marked in 1 place")
    screen.press(" ")
    screen.until("1 of 2")
    screen.press("c")
    screen.until("Which words")
    screen.press("has diabetes\n")
    screen.until("Type")
    screen.press("\n")
    screen.until("2 of 2")
    screen.press("q")
    assert screen.end() == 4
    assert "1 waiting" in screen.seen
    made = list(decisions(project))
    assert [event for event, _ in made] == [
        "review.decided", "review.undone", "review.decided", "review.decided",
    ]  # fmt: skip
    assert [body.get("decision") for _, body in made] == ["accept", None, "add", "correct"]
    assert "Bertil" not in json.dumps(made) and "diabetes" not in json.dumps(made)

    again = Screen(project, "--reviewer", "Bo", NO_COLOR="1", TERM="dumb")
    shown = again.until("? help")
    assert "1 of 1" in shown
    assert "\x1b" not in shown
    again.press("r")
    assert again.end() == 0
    assert "nothing waits" in again.seen


def test_masked_shows_no_value(project: Path) -> None:
    screen = Screen(project, "--masked", "--reviewer", "Ada")
    screen.until("? help")
    screen.press("q")
    screen.end()
    assert ">>********<<" in plain(screen.seen)
    assert "diabetes" not in screen.seen and "Anna" not in screen.seen


def test_a_long_text_comes_in_pages(project: Path) -> None:
    screen = Screen(project, "--reviewer", "Ada", LINES="7")
    shown = screen.until("for the rest")
    assert "? help" not in plain(shown)
    screen.press(" ")
    screen.until("? help")
    screen.press("q")
    assert screen.end() == 4


def test_a_sample_is_read(project: Path) -> None:
    screen = Screen(project, "--sample", "3", "--reviewer", "Ada")
    for number in (1, 2, 3):
        screen.until(f"{number} of 3")
        screen.press("n")
    assert screen.end() == 4  # the sample is read, but findings wait
    checked = [body for _, body in decisions(project) if body["decision"] == "checked"]
    assert {body["record"] for body in checked} == {"c0", "c1", "c2"}


def test_a_list_and_a_file_for_scripts(project: Path) -> None:
    assert ftcheck(project, "review").code == 2  # no terminal
    listed = ftcheck(project, "review", "--list", "--format", "json")
    assert listed.code == 4
    assert "diabetes" not in listed.out
    first, second = json.loads(listed.out)["items"]
    path = project / "decisions.jsonl"
    path.write_text(
        '{"item": "nope", "decision": "accept"}\n{"decision": "add", "typo": 1}\nno json\n'
    )
    wrong = ftcheck(project, "review", "--decide", str(path), "--reviewer", "Ada")
    assert wrong.code == 2
    assert "line 2" in wrong.err and "line 3" in wrong.err
    lines = [
        {"item": first["id"], "decision": "accept"},
        {"item": second["id"], "decision": "allow"},
        {"decision": "add", "record": "c1", "field": "$.text", "start": 0, "end": 4,
         "type": "PERSON"},
    ]  # fmt: skip
    # As an editor on Windows writes it.
    path.write_text("\n".join(map(json.dumps, lines)), "utf-8-sig", newline="\r\n")
    arguments = ("review", "--decide", str(path), "--reviewer", "Ada")
    assert ftcheck(project, *arguments, "--dry-run").code == 4
    assert not (project / ".ftcheck" / "ledger.db").exists()
    assert ftcheck(project, "review", "--decide", str(path)).code == 2  # nobody decides
    assert ftcheck(project, *arguments).code == 0
    history = ftcheck(project, "review", "--history", "--format", "json")
    made = json.loads(history.out)["decisions"]
    assert [each["decision"] for each in made] == ["accept", "allow", "add"]
    back = ftcheck(project, "review", "--undo", str(made[1]["entry"]), "--reviewer", "Ada")
    assert back.code == 4


def test_a_file_is_recorded_as_one(project: Path) -> None:
    items = json.loads(ftcheck(project, "review", "--list", "--format", "json").out)["items"]
    first, second = (each["id"] for each in items)
    path = project / "decisions.jsonl"

    def decide(who: str, *lines: dict[str, object]) -> tuple[int, str]:
        path.write_text("".join(json.dumps(each) + "\n" for each in lines))
        result = ftcheck(project, "review", "--decide", str(path), "--reviewer", who)
        return result.code, result.err

    add = {"decision": "add", "record": "c2", "field": "$.text", "start": 0, "end": 7,
           "type": "PERSON"}  # fmt: skip
    assert decide("Ada")[0] == 4
    assert not (project / ".ftcheck" / "ledger.db").exists()
    assert decide("Ada", {"item": first, "decision": "accept"}, add)[0] == 4
    assert [body["decision"] for _, body in decisions(project)] == ["accept", "add"]
    other = {**add, "type": "LOCATION"}
    code, shown = decide("Bo", other, {"item": second, "decision": "reject"})
    assert (code, "Ada decided add" in shown, '"over": 2' in shown) == (2, True, True)
    assert [body["reviewer"] for _, body in decisions(project)] == ["Ada", "Ada", "Bo"]
    assert decide("Bo", {**other, "over": 2})[0] == 0
    assert [body["reviewer"] for _, body in decisions(project)] == ["Ada", "Ada", "Bo", "Bo"]
    # The same entry cannot be taken back twice, so nothing of the file is recorded.
    twice = {"decision": "undo", "entry": 4}
    code, shown = decide("Bo", {"decision": "checked", "record": "c0"}, twice, twice)
    assert (code, "no decision that holds" in shown) == (2, True)
    assert len(list(decisions(project))) == 4


def test_a_rejection_of_an_older_export_is_asked_again(project: Path) -> None:
    items = json.loads(ftcheck(project, "review", "--list", "--format", "json").out)["items"]
    path = project / "decisions.jsonl"
    path.write_text("".join(json.dumps({"item": each["id"], "decision": "reject"}) + "\n"
                            for each in items))  # fmt: skip
    arguments = ("review", "--decide", str(path), "--reviewer", "Ada")
    assert ftcheck(project, *arguments).code == 0
    data = project / "data.jsonl"
    data.write_text(data.read_text("utf-8").replace("ACME is fine, no", "She has a grave"), "utf-8")
    scan_again(project)
    screen = Screen(project, "--reviewer", "Bo")
    shown = plain(screen.until("? help"))
    assert "1 of 1" in shown and "She has a grave >>diabetes<<" in shown
    assert ftcheck(project, "review", "--history").out.count("STALE: the text was changed") == 1
    screen.press("a")
    assert screen.end() == 0
    assert "STALE" not in ftcheck(project, "review", "--history").out


def test_changed_sources_are_not_reviewed(project: Path) -> None:
    with (project / "data.jsonl").open("a") as stream:
        stream.write('{"id": "new", "text": "x"}\n')
    result = ftcheck(project, "review", "--list")
    assert (result.code, "changed after the scan" in result.err) == (2, True)
    assert ftcheck(project, "review", "--list", "--run", "other").code == 2


@given(st.text())
def test_nothing_in_a_text_moves_the_terminal(text: str) -> None:
    shown = safe(text)
    assert not any(ord(char) < 32 and char != "\n" or 127 <= ord(char) < 160 for char in shown)
    assert not set(shown) & set("\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u200b\u200f\u2028")
    shown.encode("utf-8")
    assert len(masked(text)) == len(text)


def test_words_are_found_as_words() -> None:
    text = "Ann and Anna, Ann"
    assert everywhere({"$.a": text}, "Ann") == [("$.a", 0, 3), ("$.a", 14, 17)]
    assert nearest(text, "Ann", 12) == (14, 17)
    assert nearest("Annabel", "Ann", 0) == (0, 3)
    assert nearest(text, "Bo", 0) is None
