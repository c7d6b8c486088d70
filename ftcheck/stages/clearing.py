"""The stages that make cleared data from cleaned data: gate, split, augment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from compliance import replacements
from compliance.clearance import PASSING, issue_clearance
from compliance.dataset import read_envelopes, write_envelopes
from compliance.dataset.split import SPLITS
from compliance.detect.types import Entity
from compliance.errors import BlockedError, ReviewNeeded
from compliance.evidence.canonical import document_sha256, read_json, write_json
from compliance.evidence.files import sha256_file
from compliance.findings import count
from compliance.gate import Facts, decide, decide_synthetic, decision_document
from compliance.progress import Progress
from compliance.replacements import by_record
from compliance.scan import normal_value
from compliance.splitting.facts import leaks_in_words
from compliance.splitting.split import split, synthetic_leakage
from compliance.waivers import WaiversHere
from ftcheck.stages.base import Run, Stage, file_hash, policy_document
from ftcheck.stages.data import overlay_of, scan_records
from ftcheck.stages.reviewing import review_facts, reviewed_counts, write_review

# --- gate -----------------------------------------------------------------------------------------


def _waivers(run: Run) -> WaiversHere:
    return run.project.waivers.read(run.keys.public_bytes()).here(run.name, run.data)


def gate_facts(run: Run) -> Mapping[str, Any]:
    """Return what the reasons against the data are made from: all but waivers and the clock."""
    today, _ = run.project.today()
    return {
        "scan": file_hash(run, "scan.json"),
        "cleaning": file_hash(run, "anonymize.json"),
        "check": file_hash(run, "check.json"),
        "policy": policy_document(run),
        "declarations": run.config.declarations.model_dump(mode="json"),
        "risk": run.config.risk.model_dump(mode="json"),
        "expired": [
            source.id
            for source in run.config.sources
            if source.retention_until is not None and source.retention_until < today
        ],
        "quality": run.config.quality.model_dump(mode="json"),
        **review_facts(run),
    }


def _gate_inputs(run: Run) -> Mapping[str, Any]:
    waivers = _waivers(run)
    today, clock_behind = run.project.today()
    return {
        **gate_facts(run),
        "waivers": [held.document(today) for held in waivers.granted],
        "waivers_elsewhere": [[other.held.id, other.meant_for] for other in waivers.elsewhere],
        "problems_of_waivers": list(waivers.problems),
        "clock_behind": clock_behind,
    }


def _gate(run: Run, progress: Progress) -> str:
    for name in ("clearance.json", "synthetic.clearance.json"):
        (run.dir / name).unlink(missing_ok=True)
    check = read_json(run.dir / "check.json")
    cleaning = read_json(run.dir / "anonymize.json")
    waivers = _waivers(run)
    today, clock_behind = run.project.today()
    facts = Facts.from_documents(
        declarations=run.config.declarations,
        policy=run.config.policy,
        scan=reviewed_counts(run),
        cleaning=cleaning,
        check=check,
        review=write_review(run),
        quality=run.config.quality,
        risk=run.config.risk,
        waivers=waivers,
        clock_behind=clock_behind,
        today=today,
    )
    decision = decide(facts)
    progress(1, 1, "decisions")
    policy_sha256 = document_sha256(policy_document(run))
    decision_sha256 = write_json(
        run.dir / "decision.json",
        decision_document(
            decision,
            before=facts.before,
            after=facts.after,
            removed=cleaning["removed"],
            hashes={
                "clean_sha256": check["clean_sha256"],
                "check_sha256": file_hash(run, "check.json"),
                "review_sha256": file_hash(run, "review.json"),
                "policy_sha256": policy_sha256,
                "detector_sha256": check["detector_sha256"],
                "facts_sha256": document_sha256(gate_facts(run)),
            },
            data=run.data,
            waivers=[held.document(today) for held in waivers.granted],
        ),
    )
    if decision.verdict in PASSING:
        issue_clearance(
            run.dir / "clearance.json",
            run.dir / "clean.jsonl",
            verdict=decision.verdict,
            records=facts.after.records,
            decision_sha256=decision_sha256,
            policy_sha256=policy_sha256,
            keys=run.keys,
        )
    run.record("gate.decided", {"verdict": decision.verdict, "decision": decision_sha256})
    return f"verdict: {decision.verdict.replace('_', ' ')}"


def require_cleared(run: Run) -> None:
    """Stop here unless the gate cleared the data.

    Raises:
        BlockedError: the verdict is blocked.
        ReviewNeeded: a person has to decide or declare something first.
    """
    decision = read_json(run.dir / "decision.json")
    if decision["verdict"] in PASSING:
        return
    reasons = [reason for reason in decision["reasons"] if reason["severity"] != "note"]
    lines = "".join(f"\n  - {reason['code']} {_counted(reason)}" for reason in reasons)
    if decision["verdict"] == "blocked":
        raise BlockedError(f"the gate blocked this data:{lines}")
    raise ReviewNeeded(f"the gate waits for a person:{lines}")


def _counted(reason: Mapping[str, Any]) -> str:
    text = str(reason["text"])
    return text if reason.get("count") is None else f"{text} ({reason['count']})"


# --- split ----------------------------------------------------------------------------------------


def _split_inputs(run: Run) -> Mapping[str, Any]:
    return {
        "clean": file_hash(run, "clean.jsonl"),
        "clearance": file_hash(run, "clearance.json"),
        "split": run.config.split.model_dump(mode="json"),
        "near_similarity": run.config.quality.near_similarity,
        "seed": run.config.project.seed,
    }


def _split(run: Run, progress: Progress) -> str:
    require_cleared(run)
    clean = run.dir / "clean.jsonl"
    made = split(
        read_envelopes(clean),
        run.config.split,
        similarity=run.config.quality.near_similarity,
        seed=run.config.project.seed,
    )
    sizes = []
    facts = made.facts
    for done, name in enumerate(SPLITS, start=1):
        chosen = (record for record in read_envelopes(clean) if made.sides[record.group] == name)
        path = run.dir / "split" / f"{name}.jsonl"
        size = write_envelopes(path, chosen)
        facts["sides"][name]["sha256"] = sha256_file(path)
        sizes.append(f"{size:,} {name}")
        progress(done, len(SPLITS), "splits")
    write_json(run.dir / "split.json", facts)
    for warning in facts["warnings"]:
        run.watcher.told(f"split: {warning['text']}")
    return ", ".join(sizes)


# --- augment --------------------------------------------------------------------------------------


def _augment_inputs(run: Run) -> Mapping[str, Any]:
    return {
        "train": file_hash(run, "split/train.jsonl"),
        "validation": file_hash(run, "split/validation.jsonl"),
        "holdout": file_hash(run, "split/holdout.jsonl"),
        "near_similarity": run.config.quality.near_similarity,
        "augment": run.config.augment.model_dump(mode="json"),
        "seed": run.config.project.seed,
        "policy": policy_document(run),
        "detector": run.detector,
        "decisions": run.decisions.digest,
    }


_AUGMENT_OUTPUTS = (
    "synthetic.jsonl",
    "synthetic.rejects.jsonl",
    "synthetic.clearance.json",
    "synthetic.decision.json",
)


def _forbidden(run: Run, texts: Sequence[str]) -> list[list[Entity]]:
    """Return what the policy does not allow in each text: nothing, in a cleaned one."""
    policy = run.config.policy
    return [
        [
            entity
            for entity in found
            if entity.score >= policy.min_score
            and policy.action_for(entity.type) != "allow"
            and not _allow_listed(run, entity, text)
        ]
        for text, found in zip(texts, run.finder.find(texts), strict=True)
    ]


def _allow_listed(run: Run, entity: Entity, text: str) -> bool:
    """Tell whether a person said that a value is never personal data in this project."""
    value = normal_value(text[entity.start : entity.end])
    return run.decisions.allowed(entity.type, run.keys.fingerprint(entity.type, value))


def _augment(run: Run, progress: Progress) -> str:
    from compliance.anonymize import Leftovers, placed_values
    from synth.augment import augment

    require_cleared(run)
    for name in _AUGMENT_OUTPUTS:
        (run.dir / name).unlink(missing_ok=True)
    if not run.config.augment.enabled:
        write_json(run.dir / "augment.json", {"schema": "ftcheck.augment/1", "enabled": False})
        return "switched off in [augment]"
    document = augment(
        list(read_envelopes(run.dir / "split" / "train.jsonl")),
        run.config.augment,
        find=lambda texts: _forbidden(run, texts),
        seed=run.config.project.seed,
        out=run.dir / "synthetic.jsonl",
        rejects=run.dir / "synthetic.rejects.jsonl",
        progress=progress,
    )
    children = read_envelopes(run.dir / "synthetic.jsonl")
    placed = placed_values(
        read_envelopes(run.dir / "clean.jsonl"), by_record(run.dir / replacements.FILE)
    )
    leftovers = Leftovers(run.config.policy, placed)
    scans = overlay_of(run).cleaned(scan_records(run, children, progress, None))
    after = count(leftovers.watch(scans, ()))
    decision = decide_synthetic(left=leftovers.not_allowed)
    decision_sha256 = write_json(
        run.dir / "synthetic.decision.json",
        decision_document(decision, before=after, after=after, removed={}, hashes={}),
    )
    leaks = _synthetic_leakage(run)
    write_json(run.dir / "augment.json", {**document, "enabled": True, "leakage": leaks})
    for line in leaks_in_words(leaks):
        run.watcher.told(f"augment: {line}")
    if decision.verdict not in PASSING:
        (run.dir / "synthetic.jsonl").unlink()
        return f"verdict: {decision.verdict}"
    issue_clearance(
        run.dir / "synthetic.clearance.json",
        run.dir / "synthetic.jsonl",
        verdict=decision.verdict,
        records=after.records,
        decision_sha256=decision_sha256,
        policy_sha256=document_sha256(policy_document(run)),
        keys=run.keys,
    )
    return "; ".join([f"{after.records:,} synthetic examples accepted", *document["notes"]])


def _synthetic_leakage(run: Run) -> list[dict[str, Any]]:
    """Return how many records kept from training have a synthetic copy; nobody is shown them."""
    return synthetic_leakage(
        {
            "validation": read_envelopes(run.dir / "split" / "validation.jsonl"),
            "holdout": read_envelopes(run.dir / "split" / "holdout.jsonl"),
            "synthetic": read_envelopes(run.dir / "synthetic.jsonl"),
        },
        similarity=run.config.quality.near_similarity,
    )


def require_synthetic_cleared(run: Run) -> None:
    """Stop here if the gate did not clear the synthetic records; their absence is no obstacle.

    Raises:
        BlockedError: they show personal data.
    """
    path = run.dir / "synthetic.decision.json"
    if path.is_file() and read_json(path)["verdict"] not in PASSING:
        raise BlockedError(
            "the synthetic records show personal data that their parents do not",
            fix="set enabled = false in [augment], and report which generator made them",
        )


STAGES: tuple[Stage, ...] = (
    Stage("gate", _gate_inputs, _gate, ("decision.json", "review.json"), ("clearance.json",)),
    Stage(
        "split",
        _split_inputs,
        _split,
        (*(f"split/{name}.jsonl" for name in SPLITS), "split.json"),
    ),
    Stage("augment", _augment_inputs, _augment, ("augment.json",), _AUGMENT_OUTPUTS),
)
