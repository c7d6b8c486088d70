"""Erasing what was found, in an order that can be taken up again after a kill at any moment.

A plan is written before anything is touched. It names rows by keyed fingerprints of their content,
so it can be carried out twice without harm, and it is deleted when the certificate is written.

Basis: GDPR Art. 17(1), 17(3), 19, 12(3).
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

from compliance.dataset import Dataset, Record, read_envelopes, write_envelopes
from compliance.dataset.readers import DataFile
from compliance.errors import SubjectError, VaultError
from compliance.evidence.canonical import canonical_json, read_json
from compliance.evidence.files import atomic_write, remove_partials, sha256_file
from compliance.subject.found import Findings
from compliance.subject.ground import Ground, State
from compliance.subject.lines import filter_lines, filter_samples
from compliance.subject.recognition import Recognition
from compliance.subject.rows import (
    content_fingerprint,
    file_fingerprint,
    remove_rows,
    stored_fingerprint,
)
from compliance.subject.suppression import EVENT as SUPPRESSED
from compliance.vault import Vault

PLAN_SCHEMA = "ftcheck.erasure/1"
ERASED = "subject.erased"
QUARANTINED = "adapter.quarantined"
REASON = "trained with data of a person whose data were erased (GDPR Art. 17)"
Step = Callable[[str], None]


def plan_path(ground: Ground, request: str) -> Path:
    """Return where the plan of an unfinished erasure lies."""
    return ground.state_dir / "subject" / f"{request}.plan.json"


def make_plan(
    ground: Ground,
    found: Findings,
    *,
    request: str,
    known: Recognition,
    facts: Mapping[str, Any],
) -> dict[str, Any]:
    """Return what has to be done; without a value of the person.

    Args:
        ground: the project.
        found: what was found and confirmed.
        request: keyed fingerprint of the request.
        known: by what the rows are known in later exports.
        facts: what the certificate says beside the counts.
    """
    copies = [copy for each in found.candidates for copy in (*each.stored, *each.children)]
    states = {state.name: state for state in ground.states()}
    stored: dict[str, Any] = {}
    for name in sorted({copy.state for copy in copies}):
        own = [copy for copy in copies if copy.state == name]
        stored[name] = {
            "ids": sorted({copy.record for copy in own}),
            "fingerprints": sorted({copy.fingerprint for copy in own}),
            "lists": {file: sha256_file(path) for file, path in _listed(states[name])},
        }
    return {
        "schema": PLAN_SCHEMA,
        "request": request,
        "rows": sorted({each.row.fingerprint for each in found.candidates if each.row is not None}),
        "shared": known.shared,
        "suppress": known.marks,
        "stored": stored,
        "vaults": {
            run: {"id": _vault(ground, run).header().id, "records": ids}
            for run, ids in found.vaults.items()
        },
        "adapters": found.weights(),
        "checkpoints": sorted(found.checkpoints),
        "facts": dict(facts),
    }


def keep_plan(ground: Ground, plan: Mapping[str, Any]) -> None:
    """Write the plan where only its owner can read it."""
    path = plan_path(ground, str(plan["request"]))
    path.parent.mkdir(parents=True, exist_ok=True)
    os.chmod(path.parent, 0o700)
    with atomic_write(path, mode=0o600) as stream:
        stream.write(canonical_json(plan))


def kept_plan(ground: Ground, request: str) -> dict[str, Any] | None:
    """Return the plan of an erasure that was interrupted.

    Raises:
        SubjectError: the plan is of another version.
    """
    path = plan_path(ground, request)
    if not path.is_file():
        return None
    plan: dict[str, Any] = read_json(path)
    if plan.get("schema") != PLAN_SCHEMA:
        raise SubjectError(f"{ground.shown(path)} was written by another version of ftcheck")
    return plan


def erase(ground: Ground, plan: Mapping[str, Any], step: Step = lambda _: None) -> None:
    """Carry out a plan, from its beginning or from wherever it was interrupted.

    Args:
        ground: the project.
        plan: from `make_plan` or `kept_plan`.
        step: told before each step.

    Raises:
        FtcheckError: something could not be written; the plan stays, and the same call goes on.
    """
    step("suppression list")
    _suppress(ground, plan)
    step("source files")
    rows = frozenset(plan["rows"])
    for dataset in ground.datasets:
        for file in dataset.files:
            _erase_rows(ground, dataset, file, rows, plan.get("shared", {}))
    states = {state.name: state for state in ground.states()}
    for name, what in plan["stored"].items():
        if name in states:
            step(name)
            _erase_stored(ground, states[name], what)
    for run, what in plan["vaults"].items():
        step(f"vault of run {run}")
        _erase_vault(ground, run, what)
    step("checkpoints")
    for name in plan["checkpoints"]:
        if name in states:
            states[name].remove_checkpoints()
    step("adapters")
    _quarantine(ground, plan)


def finish(ground: Ground, plan: Mapping[str, Any], counts: Mapping[str, Any]) -> None:
    """Log the end of an erasure and delete its plan."""
    body = {"request": plan["request"], **counts}
    ground.ledger.append(ERASED, body, keys=ground.keys)
    plan_path(ground, str(plan["request"])).unlink(missing_ok=True)


# --- the steps ------------------------------------------------------------------------------------


def _suppress(ground: Ground, plan: Mapping[str, Any]) -> None:
    body = {"request": plan["request"], **plan["suppress"]}
    if not any(plan["suppress"].values()):
        return
    if not any(e.body == body for e in ground.ledger.entries_if_any() if e.event == SUPPRESSED):
        ground.ledger.append(SUPPRESSED, body, keys=ground.keys)


def _erase_rows(
    ground: Ground,
    dataset: Dataset,
    file: DataFile,
    rows: Collection[str],
    shared: Mapping[str, Mapping[str, int]],
) -> None:
    """Take rows out of a file.

    Of rows that others have written in the same words as many stay as are not the person's; which
    ones makes no difference, and a second time there are no more to take.
    """
    if not rows or not file.path.is_file():
        return
    remove_partials(file.path.parent)
    found: dict[str, list[int]] = {}
    for number, (data, _) in enumerate(file.format.read(file.path, file.label)):
        record = Record("", dataset.kind, data, dataset.source)
        if (mark := content_fingerprint(ground.keys, record)) in rows:
            found.setdefault(mark, []).append(number)
    here = file_fingerprint(ground.keys, file)
    drop = {
        number
        for mark, numbers in found.items()
        for number in numbers[: len(numbers) - _staying(shared, mark, here, len(numbers))]
    }
    if drop:
        remove_rows(file, drop)


def _staying(shared: Mapping[str, Mapping[str, int]], mark: str, file: str, there: int) -> int:
    """Return how many of the rows with one content stay in a file: all, where it is not named."""
    return min(there, shared[mark].get(file, there)) if mark in shared else 0


def _listed(state: State) -> list[tuple[str, Path]]:
    """Return the files of a state in which lines or parts tell of single records."""
    found = list(state.lists())
    if (state.path / "eval.json").is_file():
        found.append(("eval.json", state.path / "eval.json"))
    return found


def _erase_stored(ground: Ground, state: State, what: Mapping[str, Any]) -> None:
    """Take records, what was found in them and what was made from them out of a state.

    The lists come first: their lines are told by record id, and ids are only sure while the files
    are those that were searched.
    """
    remove_partials(state.path)
    ids = frozenset(what["ids"])
    for name, path in _listed(state):
        if sha256_file(path) != what["lists"].get(name):
            continue
        if name == "eval.json":
            filter_samples(path, ids)
        else:
            filter_lines(path, ids)
    marks = frozenset(what["fingerprints"])
    for _, path in state.envelopes():
        kept = [
            record
            for record in read_envelopes(path)
            if stored_fingerprint(ground.keys, record) in marks
        ]
        if kept:
            write_envelopes(
                path,
                (
                    record
                    for record in read_envelopes(path)
                    if stored_fingerprint(ground.keys, record) not in marks
                ),
            )


def _vault(ground: Ground, run: str) -> Vault:
    return Vault(ground.vault_of(run), ground.keys_dir, ground.keys.key_id)


def _erase_vault(ground: Ground, run: str, what: Mapping[str, Any]) -> None:
    vault = _vault(ground, run)
    drop = frozenset(what["records"])
    try:
        identity = vault.header().id
    except VaultError:
        return  # destroyed meanwhile, which erases more
    if identity == what["id"]:
        vault.rewrite(held for held in vault.read() if held.record not in drop)
        identity = vault.header().id
    entries = list(ground.ledger.entries_if_any())
    if not any(e.event == "vault.created" and e.body.get("vault") == identity for e in entries):
        facts = {"vault": identity, "sha256": sha256_file(vault.path)}
        ground.ledger.append("vault.created", facts, keys=ground.keys, run=run)
        gone = {"vault": what["id"], "reason": "entries of a person were erased"}
        ground.ledger.append("vault.destroyed", gone, keys=ground.keys, run=run)


def _quarantine(ground: Ground, plan: Mapping[str, Any]) -> None:
    done = {
        entry.body.get("adapter_sha256")
        for entry in ground.ledger.entries_if_any()
        if entry.event == QUARANTINED and entry.body.get("request") == plan["request"]
    }
    for adapter in plan["adapters"]:
        if adapter not in done:
            body = {"adapter_sha256": adapter, "request": plan["request"], "reason": REASON}
            ground.ledger.append(QUARANTINED, body, keys=ground.keys)


def left_over(found: Findings, planned: Collection[str]) -> dict[str, int]:
    """Return place → records that were to be erased and that a second search still finds.

    Args:
        found: the outcome of the second search.
        planned: keyed fingerprints of rows and stored records.
    """
    left: Counter[str] = Counter()
    for each in found.candidates:
        if each.row is not None and each.row.fingerprint in planned:
            left["sources"] += 1
        left.update(
            copy.state for copy in (*each.stored, *each.children) if copy.fingerprint in planned
        )
    return dict(sorted(left.items()))


def not_erased(found: Findings, *, texts: Sequence[str] = ()) -> list[str]:
    """Return in words what an erasure does not reach."""
    lines = [
        f"{name}: {count} lines name the person; "
        + (
            "the file is written anew by the next run"
            if name.startswith(("runs/", ".ftcheck/superseded/"))
            else "a list of values that must always go protects them, so it is yours to decide"
        )
        for name, count in sorted(found.texts.items())
    ]
    if found.decisions:
        lines.append(
            f"{found.decisions} ledger entries hold keyed fingerprints of the person's values; the "
            "ledger is append-only, and destroying the fingerprint key makes them meaningless"
        )
    if found.adapters:
        lines.append(
            "adapters trained with the data: quarantined, not changed; delete them when you have "
            "retrained, together with every copy that was handed on"
        )
    lines += [
        f"export {each.place} ({each.form}): quarantined with the weights it was made from, not "
        "changed; delete it, and every copy that was handed on"
        for each in found.exports
    ]
    lines += [f"merged or converted model {copy}: delete it by hand" for copy in found.copies]
    lines += [
        "merged weights, GGUF files and adapters that were copied out of the project",
        "cleaned copies that `ftcheck anonymize` wrote elsewhere, and vaults beside them",
        "exports, packets and reports that were handed to others, and their copies",
        "backups and file-system snapshots of the project and of its sources",
        "what the base model knew before: ask its provider, and filter its output",
        *texts,
    ]
    return [*lines, *(f"not searched: {line}" for line in found.not_searched)]
