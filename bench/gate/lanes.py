"""The lanes of the benchmark; each returns its figures as JSON, with raw counts."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from bench.detect.sets import DESK, DataSet, Document, load_sets, support_desk
from bench.gate.chats import chats_of, findings, write_project
from bench.gate.forging import Scene, attacks
from bench.gate.operators import POLICIES, Nothing, policy_of
from bench.gate.processes import measured
from bench.gate.tampering import undetected
from compliance.anonymize import anonymize, census
from compliance.dataset import Record, open_dataset
from compliance.detect.types import Entity
from compliance.evidence import ProjectKeys
from compliance.file_vault import file_vault, held_files, matching, put_back
from compliance.findings import RecordScan
from compliance.operators.base import Params
from compliance.operators.numbers import Census, DatasetNumbers
from compliance.operators.surrogate import Surrogate
from compliance.policy import OperatorChoice, Policy
from compliance.replacements import FILE, read_replacements
from compliance.scan import normal_value
from ftcheck.copies import Copier

COLLISIONS = 100_000


def stages(folder: Path, sizes: Sequence[int]) -> list[dict[str, Any]]:
    """Return wall and processor seconds of each stage with the real scanner, and peak memory."""
    found = []
    for size in sizes:
        with tempfile.TemporaryDirectory(dir=folder) as name:
            write_project(Path(name) / "p", folder / "chats", size)
            found.append(measured("bench.gate.stages", cwd=Path(name) / "p"))
    return found


def stages_of_gold(folder: Path, sizes: Sequence[int]) -> list[dict[str, Any]]:
    """Return the same of the stages alone: the gold of the chats is what is found."""
    chats_of(folder / "chats", max(sizes))
    found = []
    for size in sizes:
        with tempfile.TemporaryDirectory(dir=folder) as name:
            project = Path(name) / "p"
            write_project(project, folder / "chats", size)
            found.append(measured("bench.gate.stages", folder / "chats", size, cwd=project))
    return found


def operators(folder: Path, sizes: Sequence[int]) -> list[dict[str, Any]]:
    """Return seconds of cleaning alone, with the gold as findings, and peak memory."""
    # Made here: whoever makes them counts as memory of the one that is measured.
    chats_of(folder / "chats", max(sizes))
    return [
        measured("bench.gate.operators", folder / "chats", size, name) | {"policy": name}
        for name in POLICIES
        for size in sizes
    ]


def leaks_of_gold(sets: Iterable[DataSet]) -> list[dict[str, Any]]:
    """Count the gold spans of which something is left where they stood; the gold is the findings.

    Whether a value also stands where the gold does not mark it is counted beside: nobody cleaned it
    there.
    """
    found = []
    for data in sets:
        spans = left = elsewhere = 0
        for cleaned, document in zip(
            _cleaned(data, "placeholder, record"), data.documents, strict=True
        ):
            text = document.text
            covered = bytearray(len(text))
            shift = 0
            for put, original in zip(cleaned.replacements, cleaned.originals, strict=True):
                place = put.start - shift
                covered[place : place + len(original)] = b"\1" * len(original)
                shift += put.end - put.start - len(original)
            for gold in document.gold:
                spans += 1
                letters = [at for at in range(gold.start, gold.end) if text[at].isalnum()]
                left += not all(covered[at] for at in letters)
                elsewhere += text[gold.start : gold.end] in cleaned.record.data["text"]
        found.append({"set": data.name, "spans": spans, "left": left, "elsewhere": elsewhere})
    return found


def leaks_of_run(folder: Path, chats: int) -> dict[str, Any]:
    """Run the gate on the example with the real scanner; count the planted values it leaves."""
    project = folder / "desk"
    (project / "data").mkdir(parents=True)
    lines = (DESK / "data" / "chats.jsonl").read_text("utf-8").splitlines(keepends=True)[:chats]
    (project / "data" / "chats.jsonl").write_text("".join(lines), "utf-8")
    (project / "ftcheck.toml").write_text((DESK / "ftcheck.toml").read_text("utf-8"), "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "ftcheck", "gate", "-v"], cwd=project, capture_output=True,
        env={**os.environ, "PYTHONPATH": str(DESK.parents[1])}, check=False,
    )  # fmt: skip
    names = {json.loads(line)["id"] for line in lines}
    values = {
        document.text[gold.start : gold.end]
        for document in support_desk().documents
        if document.record in names
        for gold in document.gold
    }
    places = {
        "clean.jsonl": (project / "runs" / "main" / "clean.jsonl").read_bytes(),
        "other files of the run": b"".join(
            _without_our_address(each)
            for each in sorted((project / "runs").rglob("*"))
            if each.is_file() and each.name != "clean.jsonl"
        ),
        "ledger and state": b"".join(
            each.read_bytes()
            for each in sorted((project / ".ftcheck").rglob("*"))
            if each.is_file()
        ),
        "stdout and stderr": done.stdout + done.stderr,
    }
    # Two letters or digits stand by chance in any file.
    told = sorted(value for value in values if sum(map(str.isalnum, value)) >= 5)
    return {
        "chats": len(lines),
        "values": len(values),
        "searched": len(told),
        "exit": done.returncode,
        "found": {
            name: sum(_holds(content, value) for value in told) for name, content in places.items()
        },
        "replaced_elsewhere": replaced_elsewhere(
            project, [value for value in told if _holds(places["clean.jsonl"], value)]
        ),
    }


def replaced_elsewhere(project: Path, left: Iterable[str]) -> int:
    """Count values left in the clean data that cleaning replaced at another place.

    The scanner or the policy left the others alone wherever they stand.
    """
    from compliance.detect.types import TYPES

    keys = ProjectKeys.load_or_create(project / ".ftcheck" / "keys")
    replaced = {each.fingerprint for each in read_replacements(project / "runs" / "main" / FILE)}
    return sum(
        any(keys.fingerprint(name, normal_value(value)) in replaced for name in TYPES)
        for value in left
    )


def _without_our_address(path: Path) -> bytes:
    """Return a file of the run; the controller's town in the lock is no customer's."""
    if path.name != "project.lock.json":
        return path.read_bytes()
    lock = json.loads(path.read_bytes())
    del lock["config"]["controller"]["address"]
    return json.dumps(lock, ensure_ascii=False).encode()


def _holds(content: bytes, value: str) -> bool:
    """Tell whether a value stands in a file, as text or as a JSON string.

    One of small letters alone has to be a word: "celle" does not stand in "cancelled".
    """
    for written in {value.encode(), json.dumps(value)[1:-1].encode()}:
        if value.isalpha() and value.islower():
            letter = rb"[0-9A-Za-z\x80-\xff]"
            if re.search(rb"(?<!%s)%s(?!%s)" % (letter, re.escape(written), letter), content):
                return True
        elif written in content:
            return True
    return False


def collisions(count: int = COLLISIONS) -> list[dict[str, Any]]:
    """Count equal surrogates of different values, and values that are surrogates of others."""
    from bench.gate.values import VALUES

    operator, choice = Surrogate(), OperatorChoice(name="surrogate")
    found = []
    for entity_type, value in VALUES.items():
        values = sorted({value(at) for at in range(count)})
        spoken = [("de", "en", "fr", "und", "pl")[at % 5] for at in range(len(values))]
        gathering = Census(ProjectKeys.ephemeral(), {})
        began = time.process_time()
        numbers: Census | DatasetNumbers = gathering
        new: list[str] = []
        for turn in range(2):
            new = []
            for each, language in zip(values, spoken, strict=True):
                params = Params(entity_type, choice, numbers, language)
                if turn == 0:
                    operator.meet(each, params)
                new.append(operator.replace(each, params))
            if turn == 0:
                numbers = gathering.close()
        seconds = time.process_time() - began
        found.append(
            {
                "type": entity_type,
                "values": len(values),
                "collisions": len(new) - len(set(new)),
                "originals": len(set(new) & set(values)),
                "slots": sum(each.startswith("[") for each in new),
                "per_second": round(len(values) / seconds),
            }
        )
    return found


class GoldFinder(Nothing):
    """Finds the gold in the texts of a set, and nothing in any other text."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self._gold = {
            document.text: [
                Entity(gold.start, gold.end, _type(gold.type), 1.0, "gold")
                for gold in sorted(document.gold, key=lambda each: (each.start, -each.end))
            ]
            for document in documents
        }

    def find(self, texts: Sequence[str]) -> list[list[Entity]]:
        """Return the gold of each text."""
        return [self._gold.get(text, []) for text in texts]


def round_trips(sets: Iterable[DataSet], folder: Path) -> list[dict[str, Any]]:
    """Count the files that come back byte for byte from copy and vault; the gold is found."""
    found = []
    policy = Policy(preset="pseudonymize", actions=dict.fromkeys(_CATEGORIES, "anonymize"))
    for data in sets:
        place = folder / data.name
        (place / "in").mkdir(parents=True)
        source = place / "in" / "a.jsonl"
        source.write_text(
            "".join(
                json.dumps({"id": each.id, "text": each.text}, ensure_ascii=bool(number % 2)) + "\n"
                for number, each in enumerate(data.documents)
            ),
            "utf-8",
        )
        keys = ProjectKeys.load_or_create(place / "keys")
        dataset = open_dataset([source], keys=keys, id_field="id", kind="text")
        vault = file_vault(place / "v.enc", place / "keys", keys.key_id)
        copy, back = place / "out.jsonl", place / "back.jsonl"
        copied = Copier(
            dataset, GoldFinder(data.documents), policy, [copy], vault, lambda *_: None
        ).run()
        put_back(vault, matching(held_files(vault), copy, copy.name), copy, back)
        found.append(
            {
                "set": data.name,
                "records": copied.records,
                "mentions": sum(copied.replaced.values()),
                "bytes": source.stat().st_size,
                "equal": back.read_bytes() == source.read_bytes(),
                "changed": copy.read_bytes() != source.read_bytes(),
            }
        )
    return found


def finished(folder: Path) -> Path:
    """Return a project with two finished runs of the example's first chats, one epoch each.

    `other` has another seed and was sealed first, `main` last.
    """
    project = folder / "finished"
    (project / "data").mkdir(parents=True)
    lines = (DESK / "data" / "chats.jsonl").read_text("utf-8").splitlines(keepends=True)[:72]
    (project / "data" / "chats.jsonl").write_text("".join(lines), "utf-8")
    text = (DESK / "ftcheck.toml").read_text("utf-8")
    text = text.replace(
        "num_train_epochs = 2", "num_train_epochs = 1\nmax_length = 384\nsamples = 2"
    )
    text += "\n[probe]\nmax_values = 12\nmax_members = 40\n\n[check]\nself_test = 6\n"
    environment = {**os.environ, "PYTHONPATH": str(DESK.parents[1])}
    seed = re.search(r"^seed = (\d+)$", text, re.MULTILINE)
    if seed is None:
        raise RuntimeError("the example names no seed")
    for run, number in (("other", int(seed[1]) + 1), ("main", int(seed[1]))):
        written = text.replace(seed[0], f"seed = {number}")
        (project / "ftcheck.toml").write_text(written, "utf-8")
        command = [sys.executable, "-m", "ftcheck", "run", "--run", run, "--quiet"]
        subprocess.run(command, cwd=project, check=True, stdout=subprocess.DEVNULL, env=environment)
    return project


def tampering(project: Path, count: int = 200) -> dict[str, Any]:
    """Change single bytes of a finished run, then forge it; count what verification misses."""
    from compliance.evidence.keys import read_public_key
    from compliance.verify import verify_evidence
    from ftcheck.project import Project

    found = Project.find(project / "ftcheck.toml")
    run, public = found.run_dir("main"), read_public_key(found.keys_dir)
    names = (
        "clean.jsonl", "decision.json", "clearance.json", "check.json", "evidence.json",
        "adapter/adapter_model.safetensors", "adapter/MANIFEST.json",
    )  # fmt: skip
    files = [run / name for name in names if (run / name).is_file()]
    files.append(found.ledger.path)

    def verifies() -> bool:
        return not verify_evidence(run, ledger=found.ledger, public=public, run="main")

    if not verifies():
        raise RuntimeError("the run does not verify before anything is changed")
    missed = undetected(files, verifies, count=count, seed=1)
    with tempfile.TemporaryDirectory() as name:
        scene = Scene(
            run,
            found.run_dir("other"),
            found.ledger,
            found.keys(),
            ProjectKeys.load_or_create(Path(name) / "keys"),
        )
        forged = attacks(scene, verifies)
    return {"changes": count, "files": len(files), "missed": len(missed), "forged": forged}


def rivals(data: DataSet) -> list[dict[str, Any]]:
    """Return texts per second of replacing the same findings, and of finding and replacing."""
    documents = [each for each in data.documents if each.gold]
    texts = [each.text for each in documents]
    keys = ProjectKeys.ephemeral()
    scans = _scans(DataSet(data.name, data.title, tuple(documents)), keys)
    found = [
        {
            "tool": f"ftcheck, {name}, gold as findings",
            **_timed(texts, partial(_all, scans, name, keys)),
        }
        for name in POLICIES
    ]
    found.append(_presidio(documents))
    found += _stella(texts)
    return found


def _all(scans: Sequence[RecordScan], name: str, keys: ProjectKeys) -> None:
    for _ in _clean(scans, name, keys):
        pass


def _presidio(documents: Sequence[Document]) -> dict[str, Any]:
    from presidio_anonymizer import AnonymizerEngine
    from presidio_anonymizer.entities import RecognizerResult

    engine = AnonymizerEngine()
    work = [
        (each.text, [RecognizerResult(g.type, g.start, g.end, 1.0) for g in each.gold])
        for each in documents
    ]

    def run() -> None:
        for text, results in work:
            engine.anonymize(text=text, analyzer_results=results)

    return {
        "tool": "presidio-anonymizer, its default operator (no numbers), gold as findings",
        **_timed([each.text for each in documents], run),
    }


def _stella(texts: Sequence[str]) -> list[dict[str, Any]]:
    from bench.detect.tools import Missing, Stella

    try:
        tool = Stella()
    except Missing:
        return []
    tool.find(texts[:1])
    few = texts[:200]
    name = "stella-anonymize-core, finding and replacing"
    return [{"tool": name, **_timed(few, lambda: tool.find(few))}]


def _timed(texts: Sequence[str], run: Callable[[], object]) -> dict[str, Any]:
    run()
    began = time.process_time()
    run()
    seconds = time.process_time() - began
    return {
        "texts": len(texts),
        "seconds": round(seconds, 3),
        "per_second": round(len(texts) / seconds),
    }


def _cleaned(data: DataSet, name: str) -> Iterator[Any]:
    keys = ProjectKeys.ephemeral()
    yield from _clean(_scans(data, keys), name, keys)


def _scans(data: DataSet, keys: ProjectKeys) -> list[RecordScan]:
    return [
        RecordScan(
            Record(each.id, "text", {"text": each.text}, "s", each.id),
            tuple(
                findings(
                    each.id,
                    {"$.text": each.text},
                    [
                        {"field": "$.text", "start": g.start, "end": g.end, "type": _type(g.type)}
                        for g in sorted(each.gold, key=lambda one: (one.start, -one.end))
                    ],
                    keys,
                )
            ),
            "",
        )
        for each in data.documents
    ]


def _clean(scans: Sequence[RecordScan], name: str, keys: ProjectKeys) -> Iterator[Any]:
    policy = policy_of(name)
    numbers = census(scans, policy, keys=keys) if policy.scope == "dataset" else None
    yield from anonymize(scans, Nothing(), policy, keys=keys, numbers=numbers)


_CATEGORIES = (
    "identity", "contact", "location", "financial", "government_id", "online", "organization",
    "date", "secret",
)  # fmt: skip


def _type(gold: str) -> str:
    """Return a type of ftcheck for a type of a gold; the operator path does not depend on which."""
    from compliance.detect.types import TYPES

    return gold if gold in TYPES and TYPES[gold].category in _CATEGORIES else "PERSON"


def sets_beside(shared: Path | None) -> list[DataSet]:
    """Return all sets that are there, whole."""
    return load_sets(shared, (), None)
