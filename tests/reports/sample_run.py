"""Writes run directories by hand, with every document a finished run has; all made up."""

from __future__ import annotations

import copy
import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from compliance.evidence import canonical_json, sha256_file, write_json
from reports import Report, load_report

KEY_ID = "9f2c41d07ab35e68"
LEDGER_HEAD = hashlib.sha256(b"ledger head of the sample").hexdigest()
GENERATED_AT = "2026-11-20T16:42:07+00:00"

BEFORE = {
    "PERSON": 412,
    "EMAIL_ADDRESS": 188,
    "PHONE_NUMBER": 151,
    "STREET_ADDRESS": 97,
    "IBAN_CODE": 64,
    "LOCATION": 58,
    "DATE_OF_BIRTH": 41,
    "ORGANIZATION": 37,
    "DE_TAX_ID": 12,
    "HEALTH": 9,
    "IP_ADDRESS": 6,
    "PASSWORD": 3,
}
AFTER = {"ORGANIZATION": 37}


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def config() -> dict[str, Any]:
    return {
        "project": {
            "name": "support-desk",
            "seed": 7,
            "languages": ["de", "en"],
            "runs_dir": "runs",
        },
        "controller": {
            "name": "Beispielwerke GmbH",
            "address": "Musterweg 1, 10115 Berlin",
            "contact": "privacy@example.com",
        },
        "dpo": {"name": "Dr. Ada Muster", "contact": "dpo@example.com"},
        "purposes": [
            {
                "id": "answer-drafts",
                "phase": "train",
                "description": "Tune a small model that drafts answers to support mails.",
            },
            {"id": "desk-use", "phase": "deploy", "description": "Drafts for the support desk."},
        ],
        "sources": [
            {
                "id": "mails",
                "path": "data/mails.jsonl",
                "description": "Support mails of 2025 with the answers of the desk",
                "origin": "Export of the ticket system",
                "licence": "proprietary",
                "rights_holder": "Beispielwerke GmbH",
                "legal_basis": "6.1.f",
                "purposes": ["answer-drafts"],
                "notice_ref": "privacy notice v4, section 7",
                "consent_ref": "",
                "retention_until": "2027-12-31",
                "personal_data": True,
                "special_categories": "expected",
                "art9_condition": "",
                "fictional": False,
                "id_field": "ticket",
                "group_field": "customer",
                "kind": "chat",
            },
            {
                "id": "faq",
                "path": "data/faq.csv",
                "description": "Public questions and answers",
                "origin": "Own web site",
                "licence": "CC-BY-SA-4.0",
                "rights_holder": "Beispielwerke GmbH",
                "legal_basis": None,
                "purposes": ["answer-drafts"],
                "notice_ref": "",
                "consent_ref": "",
                "retention_until": None,
                "personal_data": False,
                "special_categories": "none",
                "art9_condition": "",
                "fictional": False,
                "id_field": None,
                "group_field": None,
                "kind": "chat",
            },
        ],
        "policy": {"preset": "balanced", "min_score": 0.5, "actions": {"HEALTH": "anonymize"}},
        "detect": {"languages": ["de", "en"], "ner": "shipped"},
        "split": {"validation": 0.1, "holdout": 0.1},
        "augment": {"enabled": True},
        "model": {"path": "shipped", "release_context": "internal"},
        "tune": {
            "method": "lora",
            "learning_rate": 0.0002,
            "num_train_epochs": 3,
            "r": 8,
            "lora_alpha": 16,
            "per_device_train_batch_size": 8,
        },
        "probe": {},
        "report": {},
    }


def _metric(
    better: str, base: float, tuned: float, *, reach: float, records: int = 60
) -> dict[str, Any]:
    def estimate(value: float) -> dict[str, float]:
        return {"value": value, "low": value - reach, "high": value + reach}

    return {
        "better": better,
        "records": records,
        "groups": 31,
        "base": estimate(base),
        "tuned": estimate(tuned),
        "difference": estimate(tuned - base),
        "level": 0.95,
        "method": "paired bootstrap over groups, 2000 resamples",
        "minimum_detectable_difference": 1.4 * reach,
    }


def documents() -> dict[str, dict[str, Any]]:
    """Return every JSON document of a finished run."""
    lock = {
        "schema": "ftcheck.lock/1",
        "config": config(),
        "config_sha256": _hash("config"),
        "versions": {
            "ftcheck": "0.1.0",
            "python": "3.11.9",
            "presidio-analyzer": "2.2.366",
            "spacy": "3.8.18",
            "torch": "2.13.0",
            "transformers": "5.23.0",
            "trl": "1.16.0",
            "peft": "0.21.2",
        },
        "sources": [
            {
                "id": "mails",
                "files": [
                    {
                        "path": "data/mails.jsonl",
                        "sha256": _hash("mails"),
                        "bytes": 812_944,
                        "format": "jsonl",
                    }
                ],
                "kind": "chat",
                "records": 480,
            },
            {
                "id": "faq",
                "files": [
                    {
                        "path": "data/faq.csv",
                        "sha256": _hash("faq"),
                        "bytes": 64_102,
                        "format": "csv",
                    }
                ],
                "kind": "chat",
                "records": 120,
            },
        ],
        "detector": {
            "engine": "ftcheck 0.1.0",
            "languages": ["de", "en"],
            "rules_sha256": _hash("rules"),
            "types": ["EMAIL_ADDRESS", "HEALTH", "PERSON", "PHONE_NUMBER"],
            "recognizers": [],
            "ner": {"name": "shipped", "version": "1", "sha256": _hash("ner")},
        },
    }
    scan = {
        "schema": "ftcheck.scan/2",
        "dataset": {
            "sources": ["mails", "faq"],
            "records": 600,
            "fields": 2_412,
            "characters": 702_118,
            "kind": "chat",
            "languages": {"de": 431, "en": 166, "fr": 3},
        },
        "findings": [
            {
                "record": f"t-{number}",
                "field": "$.messages[0].content",
                "start": 10,
                "end": 22,
                "type": "PERSON",
                "category": "identity",
                "score": 0.85,
                "recognizer": "names",
                "fingerprint": _hash(str(number)),
            }
            for number in range(3)
        ],
        "summary": {
            "findings": sum(BEFORE.values()),
            "records_with_findings": 437,
            "by_type": BEFORE,
            "by_category": {"identity": 412, "contact": 339, "special_category": 9},
            "by_source": {"mails": 1060, "faq": 18},
            "special_category_records": {"mails": 9},
            "person_near": {"HEALTH": {"identified": 5, "in_record": 3, "none": 1}},
            "notes": ["1 files of other formats were left out"],
            "names": [
                "names in de: model ftcheck-ner (640 records)",
                "names in fr: rules and lists only (3 records)",
            ],
            "special_categories": [
                "special categories in fr: not looked for, add 'fr' to `languages` under [detect] "
                "(3 records)"
            ],
        },
    }
    decision = {
        "schema": "ftcheck.decision/2",
        "verdict": "clear_after_anonymization",
        "reasons": [
            {
                "code": "G402",
                "severity": "note",
                "text": "records equal an earlier one; repeated examples are memorised more easily",
                "count": 4,
                "source": None,
            },
            {
                "code": "G404",
                "severity": "note",
                "text": "names in fr: rules and lists only, no model for this language",
                "count": 3,
                "source": "mails",
            },
        ],
        "records": {"in": 600, "out": 600},
        "findings_before": BEFORE,
        "findings_after": AFTER,
        "removed": {name: count for name, count in BEFORE.items() if name not in AFTER},
        "source_sha256": {"mails": _hash("mails"), "faq": _hash("faq")},
        "clean_sha256": "",
        "policy_sha256": _hash("policy"),
        "detector_sha256": _hash("detector"),
    }
    clearance = {
        "schema": "ftcheck.clearance/1",
        "verdict": "clear_after_anonymization",
        "dataset_sha256": "",
        "records": 600,
        "decision_sha256": _hash("decision"),
        "policy_sha256": _hash("policy"),
        "signature": {"algorithm": "ed25519", "key": KEY_ID, "value": "00" * 64},
    }
    split = {
        "schema": "ftcheck.split/1",
        "settings": {"validation": 0.1, "holdout": 0.1, "near_duplicates": "together"},
        "similarity": 0.8,
        "sides": {
            "train": {"records": 480, "groups": 192, "sha256": _hash("train")},
            "validation": {"records": 60, "groups": 24, "sha256": _hash("validation")},
            "holdout": {"records": 60, "groups": 24, "sha256": _hash("holdout")},
        },
        "ties": {"groups": 7, "sets": 3, "largest": 3, "too_short_to_compare": 12},
        "leakage": [
            {"of": "validation", "in": "train", "equal": 0, "near": 0},
            {"of": "holdout", "in": "train", "equal": 0, "near": 0},
            {"of": "holdout", "in": "validation", "equal": 0, "near": 0},
        ],
        "labels": None,
        "warnings": [],
    }
    augment = {
        "schema": "ftcheck.augment/1",
        "enabled": True,
        "parents": 384,
        "children": 412,
        "generators": {
            "slots": {"proposed": 400, "accepted": 300, "rejected": 100, "held": 0},
            "recombine": {"proposed": 200, "accepted": 112, "rejected": 88, "held": 0},
        },
        "gates": {
            "near_copy": {"checked": 600, "rejected": 101, "held": 0},
            "edit_budget": {"checked": 499, "rejected": 62, "held": 0},
            "closed_world": {"checked": 437, "rejected": 25, "held": 0},
        },
        "exact_duplicate_equivalents": {"mean": 1.31, "max": 2.9, "limit": 3.0},
        "real_against_synthetic": {"zlib_ratio_real": 0.304, "zlib_ratio_synthetic": 0.291},
        "notes": ["3 table records have no children: this kind is not augmented"],
        "seed": 7,
    }
    base_model = {
        "schema": "ftcheck.base-model/1",
        "name": "ftcheck-base-small",
        "path_name": "shipped_base",
        "parameters": 5_312_000,
        "model_type": "llama",
        "licence": {
            "state": "confirmed",
            "id": "apache-2.0",
            "spdx": "Apache-2.0",
            "evidence": [
                {
                    "file": "LICENSE",
                    "what": "text of the Apache License 2.0",
                    "sha256": _hash("apache"),
                },
                {"file": "card.json", "what": "label 'Apache-2.0'", "sha256": _hash("card")},
            ],
            "duties": ["pass on a copy of the licence", "say which files you changed"],
            "limits": [],
            "commercial": "yes",
            "flags": [
                {"severity": "note", "text": "the duties were not held against the licence text"}
            ],
        },
        "chain": [],
        "training_data": {
            "disclosure": 4,
            "sources": [
                {
                    "name": "generated support talks",
                    "licence": "Apache-2.0",
                    "holder": "the ftcheck developers",
                    "sha256": _hash("corpus"),
                }
            ],
        },
        "status_note": "Tuning does not improve the status of the base model.",
        "open_points": ["The base model was not assessed by a third party."],
        "files": {"model.safetensors": _hash("weights")},
        "sha256_tree": _hash("tree"),
    }
    training = {
        "schema": "ftcheck.training/1",
        "method": "lora",
        "steps": 120,
        "epochs": 3.0,
        "curve": {
            "train": [
                {
                    "step": step,
                    "epoch": step / 40,
                    "loss": round(3.4 / (1 + step / 35) + 0.9, 4),
                    "learning_rate": 0.0002,
                }
                for step in range(5, 121, 5)
            ],
            "validation": [
                {"step": step, "epoch": step / 40, "loss": loss}
                for step, loss in (
                    (20, 3.31),
                    (40, 2.61),
                    (60, 2.32),
                    (80, 2.2),
                    (100, 2.16),
                    (120, 2.15),
                )
            ],
        },
        "tokens": {
            "train_real": 98_112,
            "trained_on": 611_400,
            "learned": 402_100,
            "truncated_records": 2,
        },
        "quantization": "none",
        "optimizer": "AdamW",
        "parameters": {"total": 5_443_072, "trainable": 131_072, "trainable_share": 0.02408},
        "unfreezing": [],
        "device": {"type": "cpu", "name": "x86_64 processor", "threads": 1},
        "precision": "float32",
        "attention": "sdpa",
        "world_size": 1,
        "strategy": "none",
        "flops": "13145700000000",
        "seconds": 212.4,
        "early_stopped": False,
        "best_step": 120,
        "records": {"train_real": 480, "train_synthetic": 412, "validation": 60},
        "deterministic": False,
        "cost": {
            "step_seconds": 201.9,
            "tokens_per_second": {"real": 3028.2, "trainable": 1991.6},
            "padding_share": 0.0412,
            "flops_per_second": 65_110_000_000.0,
            "mfu": {
                "status": "measured",
                "value": 0.41,
                "peak_flops_per_second": 158_800_000_000.0,
                "peak": "matrix products of 1024 x 1024 in float32 on 1 threads of this machine, "
                "measured",
            },
            "peak_memory": {
                "status": "measured",
                "bytes": 1_310_720_000,
                "counted": "resident memory of this process, with libraries and data; highest "
                "while training ran, of which 612,000,000 bytes before it",
            },
            "energy": {
                "status": "not measured",
                "reason": "this machine offers no energy counters (RAPL)",
            },
            "co2": {
                "status": "not calculated",
                "reason": "no grid_factor is set in [tune.cost]",
            },
        },
        "ai_act": {
            "counted": "this training",
            "flops": "1.315e+13",
            "threshold_flops": "3.333e+22",
            "rule": "one third of 10^23, because the base model's own compute is not known",
            "base_training_flops": None,
            "base_training_flops_source": "",
            "share": 3.94e-10,
            "below": True,
            "source": "Commission guidelines C(2025) 5045 on general-purpose AI models",
            "checked_on": "2026-11-20",
        },
    }
    evaluation = {
        "schema": "ftcheck.eval/2",
        "task": "language modelling",
        "holdout": {
            "records": 60,
            "groups": 31,
            "tokens": 12_204,
            "truncated_records": 0,
            "excluded": {},
        },
        "headline": "loss",
        "metrics": {
            "loss": _metric("lower", 4.1127, 2.1488, reach=0.108),
            "perplexity": _metric("lower", 61.112, 8.5745, reach=3.1),
            "rouge_l": _metric("higher", 0.041, 0.318, reach=0.02),
        },
        "slices": {
            "status": "measured",
            "measure": "loss",
            "judged": 1,
            "slices": [
                {
                    "kind": "language",
                    "name": "de",
                    "records": 34,
                    "groups": 22,
                    "judged": True,
                    **{
                        key: value
                        for key, value in _metric("lower", 4.2, 2.4, reach=0.15).items()
                        if key in {"base", "tuned", "difference"}
                    },
                    "worse_by": {
                        "value": 0.52,
                        "low": 0.21,
                        "high": 0.83,
                        "minimum_detectable_difference": 0.45,
                    },
                },
                {
                    "kind": "group",
                    "name": "age.old",
                    "records": 3,
                    "groups": 3,
                    "judged": False,
                },
            ],
            "largest_gap": None,
        },
        "overfitting": {
            "status": "measured",
            "records": 60,
            "loss": {"train": 1.7312, "validation": 2.15, "holdout": 2.139},
            "gap": {
                "validation": {"value": 0.4188, "low": 0.3312, "high": 0.5064},
                "holdout": {"value": 0.4078, "low": 0.32, "high": 0.4956},
            },
        },
        "forgetting": {
            "status": "measured",
            "texts": "shipped",
            "sha256": _hash("general"),
            "tokens": 3_120,
            "excluded": {},
            "loss": _metric("lower", 5.217, 5.338, reach=0.03, records=234),
            "by_language": {"de": _metric("lower", 4.7, 4.9, reach=0.05, records=40)},
        },
        "warnings": [
            {"code": "overfitting", "text": "the loss on validation records is 0.419 above"},
            {"code": "slice", "text": "loss is worse by 0.52 for language de"},
        ],
        "verdict": {
            "state": "not ready",
            "checks": [
                {
                    "threshold": "gain_over.loss",
                    "limit": 0.0,
                    "measured": 1.8559,
                    "holds": True,
                    "text": "gain_over.loss = 0 holds",
                },
                {
                    "threshold": "max_slice_gap",
                    "limit": 0.5,
                    "measured": 0.83,
                    "holds": False,
                    "text": "max_slice_gap = 0.5 does not hold",
                },
            ],
            "reasons": ["max_slice_gap = 0.5 does not hold"],
        },
        "details": {},
        "samples": [
            {
                "record": "t-118",
                "base": "Guten Tag, die die die Rechnung",
                "tuned": "Guten Tag [PERSON_1], Ihre Rechnung ging an [EMAIL_ADDRESS_1].",
                "reference": "Guten Tag [PERSON_1], die Rechnung ging heute an [EMAIL_ADDRESS_1].",
                "masked": False,
            },
            {
                "record": "t-412",
                "base": "Hello hello order",
                "tuned": "Hello [PERSON_1], your order is on its way.",
                "reference": "Hello [PERSON_1], the parcel left us today.",
                "masked": True,
            },
        ],
    }
    probe = {
        "schema": "ftcheck.probe/1",
        "release_context": "internal",
        "tests": [
            {
                "id": "extraction.removed_values",
                "title": "Can the model be made to write out removed values?",
                "status": "run",
                "verdict": "pass",
                "result": {
                    "tested": 240,
                    "left_out": {"too_short": 31},
                    "tuned": 0,
                    "base": 0,
                    "tuned_only": 0,
                    "share": {"value": 0.0, "low": 0.0, "high": 0.0125, "level": 0.95},
                    "by_type": {
                        "PERSON": {"tested": 180, "tuned": 0, "base": 0, "tuned_only": 0},
                        "IBAN_CODE": {"tested": 60, "tuned": 0, "base": 0, "tuned_only": 0},
                    },
                },
                "statement": "None of 240 removed values came out; the upper bound is 1.25 %.",
            },
            {
                "id": "membership.loss",
                "title": "Can one tell that a record was trained on?",
                "status": "run",
                "verdict": "warn",
                "result": {
                    "members": 480,
                    "non_members": 120,
                    "false_positive_rate": 0.01,
                    "attacks": {
                        name: {
                            "auc": 0.618,
                            "tpr": {
                                "hits": 20,
                                "members": 480,
                                "value": 0.041,
                                "low": 0.025,
                                "high": 0.063,
                                "level": 0.95,
                                "false_alarms": 1,
                            },
                        }
                        for name in ("loss", "loss_minus_base", "loss_over_zlib", "min_k_20")
                    },
                    "headline": "loss_minus_base",
                },
                "statement": "About 4 of 100 training records were told at 1 % false alarms.",
            },
            {
                "id": "canaries.exposure",
                "title": "Are planted sentences learned by heart?",
                "status": "not_tested",
                "verdict": "open",
                "result": {},
                "statement": "No canaries were planted in this run.",
            },
            {
                "id": "copy.verbatim",
                "title": "Does the model repeat sources word for word?",
                "status": "not_measurable",
                "verdict": "open",
                "result": {"records": 60, "needed": 100},
                "statement": "Fewer than 100 records; the share cannot be measured.",
            },
        ],
    }
    adapter = {
        "schema": "ftcheck.adapter/1",
        "run": "2026-11-20-a",
        "adapter_sha256": _hash("adapter"),
        "files": {"adapter_model.safetensors": _hash("adapter")},
        "dataset_sha256": "",
        "clearance_sha256": _hash("clearance"),
        "synthetic_sha256": None,
        "base_model": {
            "name": "ftcheck-base-small",
            "sha256_tree": _hash("tree"),
            "licence": "Apache-2.0",
        },
        "training_sha256": _hash("training"),
        "eval_sha256": _hash("eval"),
        "signature": {"algorithm": "ed25519", "key": KEY_ID, "value": "00" * 64},
    }
    return copy.deepcopy(
        {
            "project.lock.json": lock,
            "scan.json": scan,
            "decision.json": decision,
            "clearance.json": clearance,
            "anonymize.json": {
                "schema": "ftcheck.anonymize/2",
                "operator": "placeholder",
                "records": 600,
                "removed": decision["removed"],
            },
            "split.json": split,
            "augment.json": augment,
            "synthetic.decision.json": {
                **decision,
                "verdict": "clear",
                "reasons": [],
                "findings_before": {},
                "findings_after": {},
                "removed": {},
            },
            "synthetic.clearance.json": {**clearance, "records": 412},
            "base_model.json": base_model,
            "training.json": training,
            "eval.json": evaluation,
            "probe.json": probe,
            "adapter/MANIFEST.json": adapter,
        }
    )


def write_run(
    folder: Path, change: Callable[[dict[str, dict[str, Any]]], None] | None = None
) -> Path:
    """Write a finished run; `change` may alter or remove documents first."""
    run = folder / "2026-11-20-a"
    run.mkdir(parents=True)
    every = documents()
    for name in ("clean.jsonl", "synthetic.jsonl"):
        (run / name).write_text(f'{{"id":"t-1","text":"{name}"}}\n', "utf-8")
    (run / "adapter").mkdir()
    (run / "adapter" / "adapter_model.safetensors").write_bytes(b"made up")
    every["clearance.json"]["dataset_sha256"] = sha256_file(run / "clean.jsonl")
    every["decision.json"]["clean_sha256"] = sha256_file(run / "clean.jsonl")
    every["synthetic.clearance.json"]["dataset_sha256"] = sha256_file(run / "synthetic.jsonl")
    every["clearance.json"]["decision_sha256"] = hashlib.sha256(
        canonical_json(every["decision.json"]) + b"\n"
    ).hexdigest()
    if change is not None:
        change(every)
    for name, document in every.items():
        if name == "scan.json":
            (run / name).write_text(scan_text(document), "utf-8")
        else:
            write_json(run / name, document)
    return run


def scan_text(document: dict[str, Any]) -> str:
    """Return a scan document as a scan writes it: one finding a line, the counts behind them."""
    findings = ",\n".join(json.dumps(finding) for finding in document["findings"])
    rest = {key: document[key] for key in ("dataset", "summary")}
    start = json.dumps(document["schema"])
    return f'{{"schema":{start},"findings":[\n{findings}\n],\n{json.dumps(rest)[1:]}\n'


def read(run_dir: Path) -> Report:
    """Return the report of a run that `write_run` wrote."""
    return load_report(
        run_dir, public_key_id=KEY_ID, ledger_head=LEDGER_HEAD, generated_at=GENERATED_AT
    )


def blocked(every: dict[str, dict[str, Any]]) -> None:
    """Turn the run into one that the gate stopped."""
    for name in list(every):
        if name not in {"project.lock.json", "scan.json", "decision.json"}:
            del every[name]
    decision = every["decision.json"]
    decision["verdict"] = "blocked"
    decision["reasons"] = [
        {
            "code": "G103",
            "severity": "block",
            "text": "source faq is declared to hold no personal data, but some was found",
            "count": 18,
            "source": "faq",
        },
        {
            "code": "G301",
            "severity": "open",
            "text": "dpo.name is not declared: the data protection officer, or why none is needed",
            "count": None,
            "source": None,
        },
    ]
    every["project.lock.json"]["config"]["dpo"] = {"name": "", "contact": ""}


def synthetic_blocked(every: dict[str, dict[str, Any]]) -> None:
    """Turn the run into one whose synthetic examples the gate did not let pass."""
    kept = {"project.lock.json", "scan.json", "decision.json", "clearance.json", "anonymize.json"}
    for name in list(every):
        if name not in kept | {"augment.json", "synthetic.decision.json"}:
            del every[name]
    every["synthetic.decision.json"] |= {
        "verdict": "blocked",
        "reasons": [
            {
                "code": "G102",
                "severity": "block",
                "text": "PERSON is still found after cleaning",
                "count": 1,
                "source": None,
            }
        ],
    }


def minimal(every: dict[str, dict[str, Any]]) -> None:
    """Leave only what the gate left: cleared, nothing declared, nothing trained."""
    for name in list(every):
        if name not in {"project.lock.json", "scan.json", "decision.json", "clearance.json"}:
            del every[name]
    every["project.lock.json"]["config"] = {
        "project": {"name": "bare"},
        "sources": [],
        "purposes": [],
    }
    every["project.lock.json"]["detector"] = {}
    every["decision.json"] |= {
        "reasons": [],
        "findings_before": {},
        "findings_after": {},
        "removed": {},
    }


HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    '#import "@preview/evil:1.0.0": *',
    '#read("/etc/passwd")',
    "$x^2$ *bold* _under_ = Heading `code` \\u{41} @label <label>",
    "{{ 7 * 7 }} {% raw %}",
    "Donaudampfschifffahrtsgesellschaft" * 6,
    "שלום עולם مرحبا بالعالم",
    "emoji 🎉 👩‍👩‍👧 and \u202eoverride\u202c \x07bell",
    "C:\\path\\x // not a comment /* nor this */",
)


def hostile(every: dict[str, dict[str, Any]]) -> None:
    """Put markup, long words, other scripts and control characters into every declared text."""
    declared = every["project.lock.json"]["config"]
    texts = iter(range(10**6))

    def poison(value: Any) -> Any:
        if isinstance(value, dict):
            kept = {"id", "legal_basis", "purposes", "phase", "preset", "kind", "actions"}
            return {
                key: item if key in kept and key != "purposes" else poison(item)
                for key, item in value.items()
            }
        if isinstance(value, list):
            return [poison(item) for item in value]
        if isinstance(value, str):
            return HOSTILE[next(texts) % len(HOSTILE)]
        return value

    for key in ("project", "controller", "dpo", "purposes", "sources", "model"):
        declared[key] = poison(declared[key])
    declared["controller"]["address"] = "\n".join(HOSTILE)
    every["decision.json"]["reasons"][0]["text"] = HOSTILE[0]
    every["decision.json"]["findings_before"] = {HOSTILE[0]: 9, HOSTILE[8]: 5, HOSTILE[6]: 2}
    every["eval.json"]["samples"] = [
        {"record": text, "base": text, "tuned": text, "reference": text, "masked": False}
        for text in HOSTILE
    ]
    every["probe.json"]["tests"][0]["title"] = HOSTILE[1]
    every["base_model.json"]["name"] = HOSTILE[3]
    every["base_model.json"]["open_points"] = list(HOSTILE)
