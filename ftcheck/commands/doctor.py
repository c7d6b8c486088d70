"""`ftcheck doctor`: can this installation and this project be trusted to work?"""

from __future__ import annotations

import os
import platform
import shutil
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, distribution, requires, version
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from compliance.errors import FtcheckError
from ftcheck.commands.common import Session

if TYPE_CHECKING:
    from ftcheck.project import Project

_DISTRIBUTION = "ftcheck-gdpr"
_NEEDED_BYTES = 2 << 30

Check = tuple[str, str, str]
"""State (ok, warn, fail), what was checked, what was seen."""


def doctor(
    session: Session,
    format: Annotated[Literal["text", "json"], typer.Option("--format")] = "text",
) -> None:
    """Check installation, models, keys and ledger.

    Exit code 0 when nothing fails, 3 otherwise.
    """
    import json

    checks = [*_installation(), *_models(), *_machine(), *_project(session)]
    if format == "json":
        rows = [{"state": state, "check": name, "seen": seen} for state, name, seen in checks]
        session.console.out(json.dumps({"schema": "ftcheck.doctor/1", "checks": rows}, indent=1))
    else:
        for state, name, seen in checks:
            session.console.out(f"{state:<5} {name:<20} {seen}")
    failed = [name for state, name, _ in checks if state == "fail"]
    if failed:
        raise FtcheckError(
            f"{len(failed)} checks failed: {', '.join(failed)}",
            why="results of this installation or project cannot be relied on",
            fix="mend what is named above",
        )


def _installation() -> Iterator[Check]:
    good = (3, 11) <= sys.version_info[:2] <= (3, 13)
    yield "ok" if good else "warn", "python", f"{platform.python_version()} (3.11 to 3.13)"
    from packaging.requirements import Requirement

    wrong = []
    needed = [Requirement(line) for line in requires(_DISTRIBUTION) or ()]
    for requirement in needed:
        if requirement.marker is not None and not requirement.marker.evaluate({"extra": ""}):
            continue
        try:
            found = version(requirement.name)
        except PackageNotFoundError:
            wrong.append(f"{requirement.name} is missing")
            continue
        if not requirement.specifier.contains(found.split("+")[0], prereleases=True):
            wrong.append(f"{requirement.name} is {found}, needed {requirement.specifier}")
    yield "fail" if wrong else "ok", "packages", "; ".join(wrong) or "all as required"
    # Another project's distribution `ftcheck` brings a package and a script of the same name.
    try:
        distribution("ftcheck")
    except PackageNotFoundError:
        yield "ok", "name clash", "no other `ftcheck` distribution installed"
    else:
        yield "fail", "name clash", "another project's `ftcheck` is installed: uninstall it"


def _models() -> Iterator[Check]:
    from ftcheck.commands.models import shipped_models

    for card in shipped_models():
        state = "ok" if card["intact"] else "fail"
        seen = f"{card['version']}, {card['licence']}" if card["intact"] else "files were changed"
        yield state, card["name"], seen


def _machine() -> Iterator[Check]:
    from compliance.env import OFFLINE

    unset = [name for name, value in OFFLINE.items() if os.environ.get(name) != value]
    yield (
        "fail" if unset else "ok",
        "offline",
        f"not set: {', '.join(unset)}" if unset else "hub access and telemetry are switched off",
    )
    free = shutil.disk_usage(".").free
    yield (
        "ok" if free > _NEEDED_BYTES else "warn",
        "disk",
        f"{free / 2**30:.1f} GiB free here",
    )
    yield "ok", "processor", f"{os.cpu_count()} cores, {platform.machine()}"


def _name_engines(project: Project) -> Iterator[Check]:
    """Yield a row for each name engine of [detect], loaded as a scan would load it."""
    from compliance.detect.names.finder import NamesFinder

    config = project.config.detect
    if config.ner == "none" or not config.ner_types:
        yield "warn", "name engine", "none: names by rules and lists only"
        return
    try:
        ner = NamesFinder(config).describe()
    except FtcheckError as error:
        yield "fail", "name engine", f"{error.message}; {error.fix}"
        return
    engines = ner.get("engines", {"*": ner})
    for language, engine in sorted(engines.items()):
        if engine["name"] == "none":
            yield "warn", f"name engine {language}", "none: names by rules and lists only"
            continue
        reads = engine.get("languages") or "as configured"
        seen = f"{engine['name']} {engine['version']}, {engine['sha256'][:16]}…, reads {reads}"
        yield "ok", f"name engine {language}", seen


def _project(session: Session) -> Iterator[Check]:
    from compliance.evidence.keys import key_id, read_public_key
    from ftcheck.project import Project

    try:
        project = Project.find(session.config)
    except FtcheckError as error:
        yield "fail", "configuration", error.message
        return
    yield from _name_engines(project)
    path = project.loaded.path
    yield "ok", "configuration", str(path) if path else "none found: defaults"
    if not project.keys_dir.is_dir():
        yield "ok", "keys", "none yet; made on first use"
        return
    try:
        project.keys()
        public = read_public_key(project.keys_dir)
    except FtcheckError as error:
        yield "fail", "keys", error.message
        return
    yield "ok", "keys", f"key id {key_id(public)}; keep this id outside the project"
    if not project.ledger.path.is_file():
        yield "ok", "ledger", "none yet"
        return
    problems = project.ledger.problems(public)
    if problems:
        yield "fail", "ledger", problems[0]
        return
    length, head = project.ledger.head()
    yield "ok", "ledger", f"{length} entries, head {head[:16]}…"
