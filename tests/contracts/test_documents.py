"""What README and --help say is what the command line does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import typer

from compliance.dataset import KINDS
from compliance.dataset.formats import FORMATS
from ftcheck.cli import build_app
from ftcheck.commands.common import DebugFlag
from tests.e2e.conftest import ftcheck

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")


def commands() -> list[list[str]]:
    group = typer.main.get_group(build_app(DebugFlag()))
    found = []
    for name, command in group.commands.items():
        inner = getattr(command, "commands", None)
        found += [[name, sub] for sub in inner] if inner else [[name]]
    return found


@pytest.mark.parametrize("words", commands(), ids=" ".join)
def test_each_command_is_in_the_readme_and_has_help(words: list[str], tmp_path: Path) -> None:
    row = re.search(rf"^\| `ftcheck {' '.join(words)}\b[^|]*\|([^|]+)\|", README, re.MULTILINE)
    assert row is not None
    assert len(row.group(1).strip()) > 20
    result = ftcheck(tmp_path, *words, "--help")
    assert result.code == 0
    assert "--config" in result.out
    assert "--debug" in result.out


def test_the_readme_names_no_command_that_is_not_there() -> None:
    known = {words[0] for words in commands()}
    named = {
        match
        for match in re.findall(r"`?ftcheck ([a-z]+)", README)
        if match not in {"anonymize", "is", "itself"}
    }
    assert named <= known | {"belongs"}


def test_all_commands_of_the_issue_exist() -> None:
    expected = (
        "init scan anonymize gate review augment search tune probe report run export verify doctor "
        "models"
    )
    groups = {"config show", "policy show", "policy check", "policy explain"}
    groups |= {"vault open", "vault destroy", "waiver grant", "waiver list", "waiver revoke"}
    groups |= {"ledger show", "ledger export", "ledger verify"}
    groups |= {"timestamp request", "timestamp add"}
    groups |= {"subject template", "subject find", "subject erase", "subject probe"}
    assert {" ".join(words) for words in commands()} == {*expected.split(), *groups}


def test_help_fits_a_terminal(tmp_path: Path) -> None:
    result = ftcheck(tmp_path, "--help")
    assert result.code == 0
    assert "..." not in result.out.replace("[ARGS]...", "")
    for code in ("0 pass", "1 blocked", "2 usage", "3\n", "4 waiting", "5 evidence", "130"):
        assert code in result.out


def test_help_texts_name_every_kind_and_format(tmp_path: Path) -> None:
    text = " ".join(ftcheck(tmp_path, "scan", "--help").out.split())
    for name in (*KINDS, *(fmt.name for fmt in FORMATS)):
        assert name in text


def test_readme_names_the_scripts_behind_make() -> None:
    for name in ("demo", "test", "check"):
        assert f"scripts/{name}" in README
        assert (ROOT / "scripts" / name).stat().st_mode & 0o100


@pytest.mark.parametrize("name", sorted(path.name for path in ROOT.glob("*.md")))
def test_links_lead_somewhere(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    for target in re.findall(r"\]\(([^)#]+)\)", text):
        if not target.startswith("http"):
            assert (ROOT / target).exists(), target


def test_installed_packages_are_pinned() -> None:
    import tomllib

    pins = (ROOT / "constraints.txt").read_text("utf-8").lower()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    for line in (*project["dependencies"], *project["optional-dependencies"]["dev"]):
        name = re.split(r"[<>=!~\[ ]", line)[0].lower()
        assert re.search(rf"^{re.escape(name)}==", pins, re.MULTILINE), name
    assert "torch==2.13.0" in pins.splitlines()
    assert "+cpu" not in pins
