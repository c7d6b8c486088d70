"""Augmentation: propose, check, then accept, reject or hold; written as files with lineage."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from compliance.dataset.envelope import write_envelopes
from compliance.dataset.record import Record
from compliance.errors import AugmentError
from compliance.evidence.files import atomic_write
from compliance.progress import Progress, silent
from synth.config import AugmentConfig
from synth.gates import Context, Find, Gate, Verdict, build_gates
from synth.gates.base import scan
from synth.gates.edit_budget import EditBudget, edit_fraction
from synth.generators import Generator, build_generators
from synth.measure import self_repetition, zlib_ratio
from synth.sentences import Library
from synth.turns import KINDS

SCHEMA = "ftcheck.augment/1"
_PARENTS_AT_ONCE = 64


@dataclass(frozen=True, slots=True)
class _Candidate:
    child: Record
    parent: Record
    generator: str


@dataclass(frozen=True, slots=True)
class _Refusal:
    candidate: _Candidate
    gate: str
    verdict: Verdict


def augment(
    records: Sequence[Record],
    config: AugmentConfig,
    *,
    find: Find,
    seed: int,
    out: Path,
    rejects: Path,
    progress: Progress = silent,
) -> dict[str, Any]:
    """Write children of training records that passed all gates; return the augment.json document.

    The same records in the same order, configuration, seed and scanner give the same bytes. Both
    files appear whole or not at all. All records are held in memory.

    Args:
        records: cleaned training records, after the split; no synthetic ones.
        config: limits and generators.
        find: the scanner that cleaned the records, called with many texts at once.
        seed: any integer.
        out: where the children go, as envelopes with `parents`.
        rejects: where refused proposals go, as JSON Lines without any text of the data.
        progress: told about finished parents.

    Raises:
        AugmentError: a record is itself synthetic, or two have the same id.
        OutputError: a file cannot be written.
        DiskFullError: no space left.
    """
    _check_parents(records)
    parents = [record for record in records if record.kind in KINDS] if config.enabled else []
    library = Library(parents, min_support=config.min_support)
    gates, budget = build_gates(parents, config, library)
    run = _Run(
        config, build_generators(config, library), gates, find, seed, {r.id for r in records}
    )
    for start in range(0, len(parents), _PARENTS_AT_ONCE):
        progress(start, len(parents), "augment")
        run.extend(parents[start : start + _PARENTS_AT_ONCE])
    progress(len(parents), len(parents), "augment")
    with atomic_write(rejects) as stream:
        for refusal in run.refused:
            stream.write(_line(refusal))
    write_envelopes(out, run.children)
    return {
        "schema": SCHEMA,
        "seed": seed,
        "parents": len(parents),
        "children": len(run.children),
        "generators": run.generator_counts(),
        "gates": run.gate_counts(),
        "exact_duplicate_equivalents": _equivalents(parents, budget, config),
        "real_against_synthetic": _comparison(parents, run.children),
        "notes": _notes(records, config),
    }


class _Run:
    """One augmentation: the children so far, the refusals, and what was counted."""

    def __init__(
        self,
        config: AugmentConfig,
        generators: Mapping[str, Generator],
        gates: Sequence[Gate],
        find: Find,
        seed: int,
        taken: set[str],
    ) -> None:
        self.children: list[Record] = []
        self.refused: list[_Refusal] = []
        self._config = config
        self._generators = generators
        self._gates = gates
        self._find = find
        self._seed = seed
        self._taken = taken
        self._by_generator: dict[str, Counter[str]] = {name: Counter() for name in generators}
        self._by_gate: dict[str, Counter[str]] = {gate.name: Counter() for gate in gates}

    def extend(self, parents: Sequence[Record]) -> None:
        """Make the children of some parents, round by round, one scan per round."""
        accepted: dict[str, list[Record]] = {parent.id: [] for parent in parents}
        context = Context({})
        for number in range(self._config.per_parent):
            missing = list(parents)
            for attempt in range(self._config.attempts):
                candidates = list(self._propose(missing, number, attempt))
                pairs = [(c.child, c.parent) for c in candidates]
                context = scan(pairs, self._find, known=context)
                done = set()
                for candidate in candidates:
                    if self._passes(candidate, context):
                        accepted[candidate.parent.id].append(candidate.child)
                        done.add(candidate.parent.id)
                missing = [parent for parent in missing if parent.id not in done]
        for parent in parents:
            self.children += accepted[parent.id]

    def generator_counts(self) -> dict[str, dict[str, int]]:
        """Return the counts by generator, zeros included."""
        keys = ("proposed", "accepted", "rejected", "held")
        return {n: {key: c[key] for key in keys} for n, c in self._by_generator.items()}

    def gate_counts(self) -> dict[str, dict[str, int]]:
        """Return the counts by gate, zeros included."""
        keys = ("checked", "rejected", "held")
        return {n: {key: c[key] for key in keys} for n, c in self._by_gate.items()}

    def _propose(
        self, parents: Sequence[Record], number: int, attempt: int
    ) -> Iterator[_Candidate]:
        names = list(self._generators)
        # A generator has half of the attempts in a row, so that the first is preferred.
        share = max(1, self._config.attempts // len(names))
        name = names[(number + attempt // share) % len(names)]
        generator = self._generators[name]
        for parent in parents:
            rng = random.Random(f"{self._seed}/{parent.id}/{name}/{number}/{attempt}")
            texts = generator.propose(parent, rng)
            if not texts:
                continue
            self._by_generator[name]["proposed"] += 1
            child = replace(
                parent.with_texts(texts),
                id=self._id(parent, generator.mark, number),
                group=parent.group or parent.id,
                parents=(parent.id,),
            )
            yield _Candidate(child, parent, name)

    def _id(self, parent: Record, mark: str, number: int) -> str:
        name = f"{parent.id}~{mark}{number + 1}"
        while name in self._taken:
            name += "x"
        return name

    def _passes(self, candidate: _Candidate, context: Context) -> bool:
        counts = self._by_generator[candidate.generator]
        for gate in self._gates:
            verdict = gate.check(candidate.child, candidate.parent, context)
            self._by_gate[gate.name]["checked"] += 1
            if verdict.outcome != "accept":
                outcome = "held" if verdict.outcome == "hold" else "rejected"
                self._by_gate[gate.name][outcome] += 1
                counts[outcome] += 1
                self.refused.append(_Refusal(candidate, gate.name, verdict))
                return False
        for gate in self._gates:
            gate.remember(candidate.child, candidate.parent)
        counts["accepted"] += 1
        return True


def _check_parents(records: Sequence[Record]) -> None:
    seen: set[str] = set()
    for number, record in enumerate(records, start=1):
        if record.parents:
            raise AugmentError(
                f"training record {number} is itself synthetic",
                why="children of children drift away from the data and multiply its traces",
                fix="augment only the training records of a run's split",
            )
        if record.id in seen:
            raise AugmentError(
                f"training record {number} has the id of an earlier one",
                why="a child names its parent by id, so each must be unique",
                fix="make the ids unique, or name another field with id_field in [[sources]]",
            )
        seen.add(record.id)


def _line(refusal: _Refusal) -> bytes:
    value = {
        "parents": list(refusal.candidate.child.parents),
        "generator": refusal.candidate.generator,
        "gate": refusal.gate,
        "verdict": refusal.verdict.outcome,
        "code": refusal.verdict.code,
    }
    return json.dumps(value, separators=(",", ":")).encode() + b"\n"


def _equivalents(
    parents: Sequence[Record], budget: EditBudget, config: AugmentConfig
) -> dict[str, float | None]:
    spent = [budget.spent(parent.id) for parent in parents]
    return {
        "mean": round(sum(spent) / len(spent), 4) if spent else None,
        "max": round(max(spent), 4) if spent else None,
        "limit": config.max_exact_duplicate_equivalents,
    }


def _comparison(parents: Sequence[Record], children: Sequence[Record]) -> dict[str, float | None]:
    by_id = {parent.id: parent for parent in parents}
    edits = [edit_fraction(child, by_id[child.parents[0]]) for child in children]
    return {
        "zlib_ratio_real": zlib_ratio(parents),
        "zlib_ratio_synthetic": zlib_ratio(children),
        "self_repetition_4gram_real": self_repetition(parents),
        "self_repetition_4gram_synthetic": self_repetition(children),
        "mean_edit_fraction": round(sum(edits) / len(edits), 4) if edits else None,
    }


def _notes(records: Sequence[Record], config: AugmentConfig) -> list[str]:
    if not config.enabled:
        return ["augmentation is switched off"]
    others = Counter(record.kind for record in records if record.kind not in KINDS)
    return [
        f"{count} {kind} records have no children: this kind is not augmented"
        for kind, count in sorted(others.items())
    ]
