"""The whole way on records with a label, and on records with a tag for each word."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.conftest import EXAMPLE, Result, ftcheck

PEOPLE = ("Anna Schmidt", "Peter Keller", "Maria Lindner", "Thomas Brandt", "Julia Vogt")
THINGS = ("bike", "helmet", "saddle", "lamp", "tyre")
MORE = (
    "It was raining",
    "The shop was closed",
    "I called twice",
    "Nobody answered",
    "My neighbour waits too",
    "The colour is nice",
    "This is urgent",
    "I leave on Monday",
    "Your letter was friendly",
    "We waited for two weeks",
    "The box had a hole",
    "There is a photo of it",
    "Somebody else opened it",
    "The invoice is paid",
    "Please write an answer soon",
    "It is a gift for my mother",
)
TUNE = "[tune]\nnum_train_epochs = 1\nmax_length = 160\nsamples = 2\n"


def labelled(rng: random.Random, number: int) -> dict[str, Any]:
    late = rng.random() < 0.4
    says = "has not arrived" if late else "is broken and I want my money back"
    more = ". ".join(rng.sample(MORE, 5))
    text = f"My {rng.choice(THINGS)} {says}. {more}. {rng.choice(PEOPLE)}"
    return {"id": f"t{number}", "text": text, "label": "delivery" if late else "refund"}


def tagged(rng: random.Random, number: int) -> dict[str, Any]:
    first, last = rng.choice(PEOPLE).split()
    words = ["My", rng.choice(THINGS), "is", "broken", "."]
    tags = ["O", "B-ITEM", "O", "O", "O"]
    for sentence in rng.sample(MORE, 5):
        words += [*sentence.split(), "."]
    words += ["Regards", ",", first, last]
    tags += ["O"] * (len(words) - len(tags) - 2) + ["B-PER", "I-PER"]
    return {"id": f"t{number}", "tokens": words, "tags": tags}


KINDS = {"classification": labelled, "tokens": tagged}


@pytest.fixture(scope="module", params=sorted(KINDS))
def done(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, Path, Result]:
    """A finished run of one kind: its kind, its folder, and what the command said."""
    kind = str(request.param)
    folder = tmp_path_factory.mktemp("classes") / kind
    (folder / "data").mkdir(parents=True)
    rng = random.Random(4)
    lines = [json.dumps(KINDS[kind](rng, number)) for number in range(90)]
    (folder / "data" / "records.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    text = (EXAMPLE / "ftcheck.toml").read_text("utf-8")
    head, _, rest = text.partition("[tune]")
    kept = rest[rest.index("\n[") :] if "\n[" in rest else ""
    head = head.replace("data/chats.jsonl", "data/records.jsonl")
    head = head.replace('group_field = "case"\n', "")
    head += TUNE + "[probe]\nmax_members = 20\n[check]\nself_test = 3\n"
    (folder / "ftcheck.toml").write_text(head + kept, "utf-8")
    return kind, folder / "runs" / "main", ftcheck(folder, "run")


def read(run: Path, name: str) -> Any:
    return json.loads((run / name).read_bytes())


def test_the_run_ends_with_everything(done: tuple[str, Path, Result]) -> None:
    kind, run, result = done
    assert result.code == 0, result.err
    assert f"{kind} records have no children: this kind is not augmented" in result.err
    evaluation = read(run, "eval.json")
    headline = {"classification": "accuracy", "tokens": "entity_f1"}[kind]
    assert evaluation["headline"] == headline
    assert f"hold-out {headline.replace('_', ' ')}: base" in result.err
    assert evaluation["details"]["by_class"]
    assert read(run, "training.json")["task"] == evaluation["task"]


def test_no_name_is_left_anywhere(done: tuple[str, Path, Result]) -> None:
    _, run, _ = done
    for path in run.rglob("*"):
        if path.suffix in {".json", ".jsonl", ".html", ".md"}:
            text = path.read_text("utf-8")
            assert not any(name in text for person in PEOPLE for name in person.split()), path


def test_tags_still_fit_their_words(done: tuple[str, Path, Result]) -> None:
    kind, run, _ = done
    for line in (run / "clean.jsonl").read_text("utf-8").splitlines():
        data = json.loads(line)["data"]
        if kind == "tokens":
            assert len(data["tokens"]) == len(data["tags"])
            assert data["tags"][-2:] == ["B-PER", "I-PER"]
            assert data["tokens"][-1].startswith("[PERSON")
        else:
            assert data["label"] in {"delivery", "refund"}


def test_the_adapter_names_its_classes(done: tuple[str, Path, Result]) -> None:
    kind, run, _ = done
    names = {
        "classification": {"0": "delivery", "1": "refund"},
        "tokens": {"0": "B-ITEM", "1": "B-PER", "2": "I-PER", "3": "O"},
    }
    assert read(run, "adapter/model_config.json")["id2label"] == names[kind]
    assert "model_config.json" in read(run, "adapter/MANIFEST.json")["files"]
    card = (run / "adapter" / "README.md").read_text("utf-8")
    pipeline = {"classification": "text-classification", "tokens": "token-classification"}
    assert f"pipeline_tag: {pipeline[kind]}" in card
    assert "frozen" in card


def test_the_probe_says_what_cannot_be_asked(done: tuple[str, Path, Result]) -> None:
    _, run, _ = done
    tests = {test["id"]: test for test in read(run, "probe.json")["tests"]}
    assert tests["extraction.removed_values"]["status"] == "not_measurable"
    assert "no text" in tests["extraction.removed_values"]["statement"]
    assert "loss" in tests["membership.losses"]["result"]["attacks"]


def test_the_report_shows_classes(done: tuple[str, Path, Result]) -> None:
    kind, run, _ = done
    page = (run / "report.html").read_text("utf-8")
    for part in ("By class", "F1 of the base", "Most frequent class, always said", "frozen"):
        assert part in page, part
    assert ("calibration error" in page) is (kind == "classification")
    assert (run / "report.pdf").read_bytes().startswith(b"%PDF-")


def test_evidence_of_the_run_verifies(done: tuple[str, Path, Result]) -> None:
    _, run, _ = done
    assert ftcheck(run.parents[1], "verify").code == 0
