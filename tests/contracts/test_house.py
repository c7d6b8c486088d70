"""The rules of the house: import direction, light imports, module size, intact shipped models."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROOMS = ("compliance", "synth", "tuning", "reports", "ftcheck")
MAY_IMPORT = {
    "compliance": {"compliance"},
    "synth": {"synth", "compliance"},
    "tuning": {"tuning", "compliance"},
    "reports": {"reports", "compliance"},
    "ftcheck": set(ROOMS),
}
HEAVY = ("torch", "transformers", "trl", "peft", "spacy", "presidio_analyzer", "pyarrow", "typst")
MODULES = sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))


def imports(path: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: relative import"
            yield node.module or "", node.lineno


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_run_one_way(path: Path) -> None:
    room = path.relative_to(ROOT).parts[0]
    for name, line in imports(path):
        top = name.split(".")[0]
        if top in ROOMS:
            assert top in MAY_IMPORT[room], f"{path}:{line}: {room} must not import {name}"
        if room == "compliance":
            assert top not in {"torch", "transformers"}, f"{path}:{line}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_modules_stay_small(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= 500


def loaded_by(code: str) -> set[str]:
    script = f"{code}\nimport sys, json\nprint(json.dumps(sorted(sys.modules)))"
    result = subprocess.run(
        [sys.executable, "-c", script], check=True, capture_output=True, text=True, cwd=ROOT
    )
    return set(json.loads(result.stdout.splitlines()[-1]))


def test_the_command_line_loads_nothing_heavy() -> None:
    code = (
        "from ftcheck.cli import build_app, invoke\n"
        "from ftcheck.commands.common import DebugFlag\n"
        "debug = DebugFlag()\n"
        "import contextlib, io\n"
        "with contextlib.redirect_stdout(io.StringIO()):\n"
        "    invoke(build_app(debug), ['--help'], debug)\n"
    )
    assert loaded_by(code).isdisjoint({*HEAVY, "pydantic", "rich", "jinja2", "cryptography"})


@pytest.mark.parametrize("room", ROOMS)
def test_importing_a_room_loads_nothing_heavy(room: str) -> None:
    assert loaded_by(f"import {room}").isdisjoint(HEAVY)


def test_shipped_models_are_intact_and_small() -> None:
    from ftcheck.commands.models import shipped_models

    cards = list(shipped_models())
    assert {card["kind"] for card in cards} == {"ner", "causal-lm"}
    for card in cards:
        assert card["intact"], card["name"]
        assert card["megabytes"] <= 15
        assert card["licence"]
        assert (ROOT / card["script"]).is_file()
        assert all(source["name"] and source["licence"] for source in card["sources"])


def test_no_shipped_model_holds_a_pickle() -> None:
    for path in (*ROOT.glob("tuning/shipped_base/*"), *ROOT.glob("compliance/detect/**/*")):
        if path.is_file():
            assert path.suffix not in {".bin", ".pt", ".pkl", ".pth", ".ckpt"}
            assert not path.read_bytes()[:2].startswith(b"\x80\x04")
