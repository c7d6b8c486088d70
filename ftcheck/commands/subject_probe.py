"""`ftcheck subject probe`: what adapters give out of one person, before and after retraining."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from compliance.errors import PathError, ProbeError
from ftcheck.commands.common import DownloadOption, RunOption, Session
from ftcheck.commands.subject import IdFileOption

if TYPE_CHECKING:
    from compliance.subject.found import Findings
    from compliance.subject.ground import Ground
    from compliance.subject.invented import ValueKind
    from compliance.subject.testable import ModelAdapter
    from ftcheck.stages.base import Run
    from tuning.probe.person import Probed
    from tuning.probe.questions import OwnText

NOT_TESTED = (
    "repeated sampling: only the likeliest answer to each prompt was read",
    "prompts in other languages than German and English, and in other words",
    "merged models, GGUF files and adapters that left the project",
)
"""What could bring out more and was not tried."""
_KINDS: dict[str, ValueKind] = {
    "name": "name", "email": "email", "phone": "phone", "id": "id", "short_id": "id",
    "address": "address", "birth_date": "birth_date",
}  # fmt: skip
"""Kind of a hit → kind of the value."""


def probe(
    session: Session,
    id_file: IdFileOption,
    adapter: Annotated[
        list[Path] | None,
        typer.Option(
            "--adapter",
            metavar="DIR",
            help="Adapter folder to test; more than one is possible. Default: the run's present "
            "one, its replaced ones, and all in quarantine.",
        ),
    ] = None,
    run: RunOption = "main",
    invented: Annotated[
        int,
        typer.Option(
            "--invented",
            min=1,
            max=100_000,
            help="Invented values that each value is ranked among; more where many are tested.",
        ),
    ] = 512,
    allow_download: DownloadOption = False,
    format: Annotated[Literal["text", "json"], typer.Option("--format")] = "text",
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write the result here.")
    ] = None,
) -> None:
    """Test adapters with one person's own values: do they give them out, do they know them?

    Adapters from before an erasure, the present one and the base model stand side by side, in
    counts by kind of value. Nothing is trained and no value is shown. The signed document is kept
    in .ftcheck/subject/ too. Exit code 0 also when a test fails: the finding stands in the result.
    """
    from compliance.evidence.files import atomic_write
    from ftcheck.commands.running import prepare
    from ftcheck.side_by_side import next_steps, table
    from ftcheck.subjects import as_json, ground_of, read_id_file, search_person
    from tuning.probe.person import probe_person
    from tuning.probe.questions import Person

    current = prepare(session, run, data=None, allow_download=allow_download)
    identity = read_id_file(id_file, session.console)
    with current.project.lock():
        ground = ground_of(current.project, dry=False)
        chosen = _chosen(current, ground, adapter or [])
        testable = [each for each in chosen if each.folder is not None and not each.problem]
        texts = _own_texts(search_person(session.console, ground, identity))
        with session.console.bar("probing") as progress:
            probed = probe_person(
                Person(identity, texts),
                base=current.base,
                adapters=[each.folder for each in testable if each.folder is not None],
                config=current.config.probe,
                seed=current.config.project.seed,
                wanted=invented,
                progress=progress,
            )
        results = dict(zip([each.sha256 for each in testable], probed.adapters, strict=True))
        _check_loaded(testable, results)
        request = identity.fingerprint(ground.keys)
        document = _document(current, ground, request, chosen, results, probed, len(texts))
        kept = _keep(ground, document)
    text = as_json(document) if format == "json" else table(document)
    if output is None:
        session.console.out(text)
    else:
        with atomic_write(output, mode=0o600) as stream:
            stream.write(f"{text}\n".encode())
    session.console.say(f"kept as {kept}")
    for line in next_steps(document):
        session.console.say(line)


def _chosen(run: Run, ground: Ground, named: list[Path]) -> list[ModelAdapter]:
    """Return the adapters to test, and those that would be and cannot.

    Raises:
        PathError: a folder that was named is no adapter.
        ProbeError: it is one of another base model, or there is none at all.
    """
    from compliance.subject.testable import named_adapter, project_adapters, quarantine_days

    base = run.base.sha256_tree
    if not named:
        found = project_adapters(ground, run.name, base)
        if not any(each.folder is not None and not each.problem for each in found):
            why = "; ".join(f"{_where(each)}: {each.problem}" for each in found)
            raise ProbeError(
                f"run {run.name} has no adapter that can be tested with {run.base.name}",
                why=why or "nothing was trained yet, or it was put elsewhere",
                fix="train one with `ftcheck run`, or name a folder with --adapter",
            )
        return found
    days = quarantine_days(ground.ledger.entries_if_any())
    given = [named_adapter(folder, days, base) for folder in named]
    for each, folder in zip(given, named, strict=True):
        if each.folder is None:
            raise PathError(
                f"{folder} is no adapter folder: {each.problem}",
                fix="name a folder that has adapter_config.json and adapter_model.safetensors",
            )
        if each.problem:
            raise ProbeError(
                f"the adapter in {folder} cannot be tested: {each.problem}",
                why=f"run {run.name} has the base model {run.base.name}, and on another one an "
                "adapter says nothing",
                fix="name the run that it belongs to with --run",
            )
    return given


def _own_texts(found: Findings) -> list[OwnText]:
    """Return the places of the person's records that are still in the sources, certain ones."""
    from tuning.probe.questions import OwnText

    texts = []
    for each in found.graded("certain"):
        fields = {item.path: item.text for item in each.record.fields()}
        texts += [
            OwnText(each.record, hit.field, _KINDS[hit.kind], fields[hit.field][: hit.start])
            for hit in each.hits
            if each.row is not None and hit.kind in _KINDS and hit.end > hit.start
            if hit.field in fields
        ]
    return texts


def _check_loaded(
    testable: list[ModelAdapter], results: dict[str, list[dict[str, Any]] | None]
) -> None:
    """Refuse a result without the adapter that it is about; older ones may be missing."""
    for each in testable:
        if results[each.sha256] is None and each.role in {"named", "now", "after"}:
            raise ProbeError(
                f"the adapter in {_where(each)} cannot be loaded",
                fix="check that it belongs to the base model of the run, and that it is whole",
            )
    if all(result is None for result in results.values()):
        raise ProbeError("none of the adapters can be loaded with the base model of the run")


def _document(
    run: Run,
    ground: Ground,
    request: str,
    chosen: list[ModelAdapter],
    results: dict[str, list[dict[str, Any]] | None],
    probed: Probed,
    texts: int,
) -> dict[str, Any]:
    """Return the signed document: counts, ranks, hashes and a keyed fingerprint, never a value."""
    from compliance.evidence.signing import sign_document
    from compliance.subject.testable import SCHEMA, earlier_results

    today = dt.datetime.now(dt.UTC).date().isoformat()
    base = run.base
    lost = {each.sha256 for each in chosen if each.folder is None and each.sha256}
    earlier = earlier_results(ground, request, lost, base.sha256_tree)
    adapters = []
    for each in chosen:
        tests = results.get(each.sha256) if each.folder is not None else None
        before = earlier.get(each.sha256, {}) if each.folder is None else {}
        problem = each.problem
        if each.folder is not None and not problem and tests is None:
            problem = "it cannot be loaded"
        adapters.append(
            {
                "place": ground.shown(each.folder) if each.role == "named" and each.folder
                else each.place,
                "role": each.role,
                "sha256": each.sha256,
                "quarantined": each.quarantined,
                "problem": problem,
                "probed": today if tests else before.get("probed", ""),
                "tests": tests or before.get("tests", []),
            }
        )  # fmt: skip
    return sign_document(
        {
            "schema": SCHEMA,
            "request": request,
            "date": today,
            "run": run.name,
            "base_model": {
                "name": base.name, "revision": base.revision, "sha256_tree": base.sha256_tree,
            },
            "seed": run.config.project.seed,
            "config": run.config.probe.model_dump(mode="json"),
            "tested": dict(probed.tested),
            "left_out": probed.left_out,
            "own_texts": texts,
            "adapters": adapters,
            "not_tested": list(NOT_TESTED),
        },
        ground.keys,
    )  # fmt: skip


def _keep(ground: Ground, document: dict[str, Any]) -> str:
    """Write the document beside the certificates and log it; return its place."""
    import hashlib

    from compliance.evidence.canonical import canonical_json
    from compliance.evidence.files import atomic_write
    from compliance.subject.testable import SUFFIX

    folder = ground.state_dir / "subject"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    stem = f"{document['request'][:12]}-{document['date']}"
    same = sum(1 for _ in folder.glob(f"{stem}*{SUFFIX}"))
    path = folder / f"{stem}{f'-{same + 1}' if same else ''}{SUFFIX}"
    data = canonical_json(document) + b"\n"
    with atomic_write(path, mode=0o600) as stream:
        stream.write(data)
    ground.ledger.append(
        "subject.probed",
        {
            "request": document["request"],
            "document": hashlib.sha256(data).hexdigest(),
            "base_model": document["base_model"]["sha256_tree"],
            "tested": document["tested"],
            "adapters": [
                {
                    "sha256": each["sha256"],
                    "role": each["role"],
                    "verdicts": {test["id"]: test["verdict"] for test in each["tests"]},
                    "given_out": _given_out(each),
                }
                for each in document["adapters"]
                if each["tests"] and not each["problem"]
            ],
        },
        keys=ground.keys,
        run=document["run"],
    )
    return ground.shown(path)


def _given_out(adapter: dict[str, Any]) -> int:
    return int(adapter["tests"][0]["result"]["tuned_only"])


def _where(adapter: ModelAdapter) -> str:
    return adapter.place or f"weights {adapter.sha256[:12]}"
