"""What the commands about a person's rights share: the project's places, the id file, questions."""

from __future__ import annotations

import json
import stat
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from compliance.errors import EmptyDatasetError, PathError, ReviewNeeded

if TYPE_CHECKING:
    from compliance.dataset import Dataset, Record
    from compliance.declarations import Source
    from compliance.subject.found import Candidate, Findings
    from compliance.subject.ground import Ground
    from compliance.subject.identity import Identity
    from ftcheck.console import Console
    from ftcheck.project import Project

_STDIN = Path("-")
_AROUND = 70
_OTHERS = 0o077


def read_id_file(path: Path, console: Console) -> Identity:
    """Return the identity in a file, or on standard input for `-`.

    Raises:
        PathError: there is no such file.
        SubjectError: its content cannot be used.
    """
    from compliance.subject.identity import read_identity

    if path == _STDIN:
        return read_identity(sys.stdin.buffer.read(), "standard input")
    try:
        raw = path.read_bytes()
        mode = stat.S_IMODE(path.stat().st_mode)
    except OSError as error:
        raise PathError(f"the id file cannot be read: {error.strerror}") from error
    if mode & _OTHERS:
        console.say(f"warning: others can read the id file (mode {mode:04o}): chmod 600 it")
    return read_identity(raw, "the id file")


def ground_of(project: Project, *, dry: bool) -> Ground:
    """Return where the project keeps data; sources are opened and hashed.

    Args:
        project: the project.
        dry: make no keys and write nothing.

    Raises:
        DatasetError: a source is there and cannot be read whole.
    """
    from compliance.subject.ground import Ground
    from compliance.subject.suppression import Suppression

    keys = project.keys(create=not dry)
    datasets: list[Dataset] = []
    missing: list[str] = []
    sources = _all_sources(project)
    for source in sources:
        one = project.config.model_copy(update={"sources": (source,)})
        try:
            datasets += _with(project, one).datasets(keys)
        except EmptyDatasetError:
            continue  # nothing stands in it, so nothing can be found
        except PathError:
            missing.append(f"source {source.id}: its files are not there")
    return Ground(
        root=project.root,
        state_dir=project.state_dir,
        runs_dir=project.root / project.config.project.runs_dir,
        datasets=datasets,
        keys=keys,
        keys_dir=project.keys_dir,
        ledger=project.ledger,
        suppression=Suppression.fold(
            project.ledger.entries_if_any(),
            keys,
            with_ids={source.id for source in sources if source.id_field},
        ),
        texts=tuple(_texts(project)),
        unreadable=tuple(missing),
    )


def _with(project: Project, config: Any) -> Project:
    from dataclasses import replace

    return replace(project, loaded=replace(project.loaded, config=config))


def _all_sources(project: Project) -> list[Source]:
    """Return the declared sources, and those that a run was made from besides."""
    from compliance.declarations import Source
    from compliance.evidence.canonical import read_json

    found = list(project.config.sources)
    known = {(project.root / source.path).resolve() for source in found}
    runs = project.root / project.config.project.runs_dir
    for lock in sorted(runs.glob("*/project.lock.json")):
        for data in read_json(lock).get("config", {}).get("sources", []):
            source = Source.model_validate(
                {key: value for key, value in data.items() if key in Source.model_fields}
            )
            path = (project.root / source.path).resolve()
            if path not in known:
                known.add(path)
                found.append(source)
    return found


def _texts(project: Project) -> list[Path]:
    """Return the configuration, the files of values that the policy names, and waivers."""
    loaded = project.loaded
    found = [path for path in (loaded.path, loaded.policy_path) if path is not None]
    found += sorted(path for path in project.state_dir.glob("waivers/*") if path.is_file())
    for value in _strings(project.config.policy.model_dump(mode="json")):
        path = project.root / value
        if len(value) < 1024 and "\n" not in value and path.is_file() and path not in found:
            found.append(path)
    return found


def _strings(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value] if value else []
    if isinstance(value, dict):
        return [text for member in value.values() for text in _strings(member)]
    if isinstance(value, list):
        return [text for member in value for text in _strings(member)]
    return []


def choose(
    found: Findings, ground: Ground, *, confirm: Path | None, certain_only: bool
) -> list[Candidate]:
    """Set which finds are the person's, and return those that stay open.

    Raises:
        ReviewNeeded: some need a person, and nobody is at the terminal.
        PathError: the file of confirmations cannot be read.
    """
    from compliance.subject.search import confirmed

    refs = [] if confirm is None else references(confirm)
    yes, rest = confirmed(found, refs, certain_only=certain_only or confirm is not None)
    if rest and not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise ReviewNeeded(
            f"{len(rest)} of {len(found.candidates)} finds are not certain: a person has to look",
            why="they may be about somebody else with the same name; nothing was written",
            fix="answer at a terminal; or give --confirm FILE with the references of those that "
            "are the person's (`ftcheck subject find` lists them), or --certain-only",
        )
    yes += [each for number, each in enumerate(rest, start=1) if _ask(each, number, len(rest))]
    left = [each for each in found.candidates if all(each is not other for other in yes)]
    found.concern(ground, [each for each in found.candidates if any(each is o for o in yes)])
    return left


def references(path: Path) -> list[str]:
    """Return the first word of each line of a file; lines with # are remarks."""
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except (OSError, ValueError) as error:
        raise PathError("the file of references cannot be read as text") from error
    return [line.split()[0] for line in lines if line.split() and not line.startswith("#")]


def _ask(candidate: Candidate, number: int, total: int) -> bool:
    """Show a record where the person may be meant, and ask; for the terminal only."""
    write = sys.stderr.write
    write(f"\n[{number}/{total}] {candidate.ref}  {candidate.grade}  {candidate.where}\n")
    write(f"found by: {', '.join(candidate.why)}\n")
    for line in context(candidate):
        write(f"    {line}\n")
    while True:
        write("Is this the person? [y/n] ")
        sys.stderr.flush()
        answer = sys.stdin.readline()
        if not answer:
            raise KeyboardInterrupt
        if answer.strip().lower() in {"y", "yes", "j", "ja"}:
            return True
        if answer.strip().lower() in {"n", "no", "nein"}:
            return False


def context(candidate: Candidate) -> list[str]:
    """Return the places of a find with what stands around them; personal data, for a reviewer."""
    texts = {item.path: item.text for item in candidate.record.fields()}
    lines = []
    for hit in candidate.hits:
        text = texts.get(hit.field, "")
        if text and hit.end > hit.start:
            before = text[max(0, hit.start - _AROUND) : hit.start]
            after = text[hit.end : hit.end + _AROUND]
            line = " ".join(f"{before}>>{text[hit.start : hit.end]}<<{after}".split())
            lines.append("".join(char if char.isprintable() else " " for char in line))
    return lines


def shown_records(
    candidates: Sequence[Candidate], identity: Identity, finder: Any
) -> tuple[list[Record], int]:
    """Return the person's records with other people's data masked, and in how many that is so."""
    from compliance.subject.matching import Matcher
    from compliance.subject.packet import masked_texts

    matcher = Matcher(identity)
    shown, touched = [], 0
    for each in candidates:
        fields = list(each.record.fields())
        texts = [item.text for item in fields]
        found = finder.join(texts, finder.find(texts))
        entities = {item.path: own for item, own in zip(fields, found, strict=True)}
        changed = masked_texts(
            {item.path: item.text for item in fields}, each.hits, entities, matcher
        )
        touched += bool(changed)
        shown.append(each.record.with_texts(changed))
    return shown, touched


def search_document(found: Findings, request: str, *, left: int = 0) -> dict[str, Any]:
    """Return the outcome of a search for machines: references and counts, no value."""
    return {
        "schema": "ftcheck.subject_search/1",
        "request": request,
        **found.counts(),
        "found": [
            {
                "ref": each.ref,
                "grade": each.grade,
                "why": each.why,
                "where": each.where,
                "copies": sorted({f"{copy.state}/{copy.file}" for copy in each.stored}),
                "synthetic": len(each.children),
            }
            for each in found.candidates
        ],
        "states": found.states(),
        "concerned_adapters": [
            {"where": f"{each.state}/{each.path}", "sha256": each.sha256, "why": each.reason}
            for each in found.adapters
        ],
        "concerned_exports": [
            {
                "where": each.place,
                "form": each.form,
                "sha256": each.weights,
                "made_from": each.origin,
                "why": each.reason,
            }
            for each in found.exports
        ],
        "concerned_checkpoints": found.checkpoints,
        "concerned_copies": found.copies,
        "concerned_lists": found.texts,
        "unconfirmed": left,
    }


def as_json(document: Any) -> str:
    """Return a document for a file or a pipe."""
    return json.dumps(document, ensure_ascii=False, indent=1, default=str)


def search_person(console: Console, ground: Ground, identity: Identity) -> Findings:
    """Return where the person's data are; says when an identifier cannot be searched for."""
    from compliance.subject.search import Search

    with console.bar("searching") as progress:
        search = Search(ground, identity, progress)
        if search.unused:
            console.say(
                f"warning: {search.unused} identifiers are too short or have no form that can be "
                "searched for"
            )
        return search.run()


def listed(found: Findings) -> str:
    """Return the finds as a table, without any value."""
    lines = [f"{len(found.candidates)} records, {len(found.states())} runs and older states"]
    for each in found.candidates:
        copies = f"{len(each.stored)} copies, {len(each.children)} synthetic"
        lines.append(
            f"  {each.ref}  {each.grade:<8}  {each.where}  ({copies}; {', '.join(each.why)})"
        )
    lines += [f"  run or state  {name}" for name in found.states()]
    lines += [f"  adapter       {a.state}/{a.path}: {a.reason}" for a in found.adapters]
    lines += [f"  export        {e.place} ({e.form}): {e.reason}" for e in found.exports]
    lines += [f"  checkpoints   {name}: {reason}" for name, reason in found.checkpoints.items()]
    lines += [f"  copy          {copy}" for copy in found.copies]
    lines += [f"  vault         {run}: {len(ids)} entries" for run, ids in found.vaults.items()]
    lines += [f"  list          {name}: {n} lines" for name, n in found.texts.items()]
    if found.decisions:
        lines.append(f"  ledger        {found.decisions} keyed fingerprints of values")
    searched = ", ".join(f"{name} {n:,}" for name, n in sorted(found.searched.items()))
    lines.append(f"records searched: {searched or 'none'}")
    lines += [f"not searched: {line}" for line in found.not_searched]
    if any(each.grade != "certain" for each in found.candidates):
        lines.append("likely and possible finds count only when a person confirms them")
    return "\n".join(lines)
