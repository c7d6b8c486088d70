"""The whole way on preference pairs, and a second evaluation of the same weights."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.conftest import EXAMPLE, Result, ftcheck

PEOPLE = ("Anna Schmidt", "Peter Keller", "Maria Lindner", "Thomas Brandt", "Julia Vogt")
THINGS = ("bike", "helmet", "saddle", "lamp", "tyre", "bell", "rack")
DAYS = ("on Monday", "last Tuesday", "two weeks ago", "yesterday", "this morning", "in spring")
WISHES = ("another one", "my money back", "a repair", "an answer", "a smaller size", "a photo")
SETTINGS = (
    "[tune]\nnum_train_epochs = 1\nmax_length = 160\nsamples = 1\nmax_new_tokens = 8\n"
    "[probe]\nmax_members = 20\n[check]\nself_test = 3\n"
    "[evaluate]\nslices = false\n"
    "[evaluate.thresholds]\nat_least = {{ reward_accuracy = {least} }}\n"
)


def pair(rng: random.Random, number: int) -> dict[str, Any]:
    name, thing = rng.choice(PEOPLE), rng.choice(THINGS)
    question = (
        f"The {thing} that I bought {rng.choice(DAYS)} is broken. I want {rng.choice(WISHES)}."
    )
    return {
        "id": f"p{number}",
        "prompt": [{"role": "user", "content": f"{question} Regards, {name}"}],
        "chosen": [{"role": "assistant", "content": f"Dear {name}, we replace the {thing}."}],
        "rejected": [{"role": "assistant", "content": f"{name}, this {thing} is your problem."}],
    }


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Result]:
    """A finished run: the project's folder, and what the command said."""
    folder = tmp_path_factory.mktemp("pairs") / "project"
    (folder / "data").mkdir(parents=True)
    rng = random.Random(4)
    lines = [json.dumps(pair(rng, number)) for number in range(80)]
    (folder / "data" / "records.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    configure(folder, least=0.1)
    return folder, ftcheck(folder, "run")


def configure(folder: Path, *, least: float) -> None:
    text = (EXAMPLE / "ftcheck.toml").read_text("utf-8")
    head, _, rest = text.partition("[tune]")
    kept = rest[rest.index("\n[") :] if "\n[" in rest else ""
    head = head.replace("data/chats.jsonl", "data/records.jsonl")
    head = head.replace('group_field = "case"\n', "")
    (folder / "ftcheck.toml").write_text(head + SETTINGS.format(least=least) + kept, "utf-8")


def read(folder: Path, name: str) -> Any:
    return json.loads((folder / "runs" / "main" / name).read_bytes())


def test_the_run_ends_with_everything(done: tuple[Path, Result]) -> None:
    folder, result = done
    assert result.code == 0, result.err
    assert read(folder, "training.json")["task"] == "preference tuning"
    evaluation = read(folder, "eval.json")
    assert evaluation["headline"] == "reward_accuracy"
    assert evaluation["verdict"]["state"] == "ready"
    assert "ready; hold-out reward accuracy: base 0.500" in result.err
    tests = {test["id"]: test for test in read(folder, "probe.json")["tests"]}
    assert tests["membership.losses"]["result"]["members"] == 20
    assert "Reward accuracy" in (folder / "runs" / "main" / "report.html").read_text("utf-8")


def test_pairs_stay_pairs_and_no_name_is_left(done: tuple[Path, Result]) -> None:
    run = done[0] / "runs" / "main"
    for line in (run / "clean.jsonl").read_text("utf-8").splitlines():
        data = json.loads(line)["data"]
        slot = data["chosen"][0]["content"].split()[1].rstrip(",")
        # The same person in prompt and both answers is the same slot.
        assert slot.startswith("[PERSON_")
        assert slot in data["prompt"][0]["content"]
        assert data["rejected"][0]["content"].startswith(slot)
    for path in run.rglob("*"):
        if path.suffix in {".json", ".jsonl", ".html", ".md"}:
            text = path.read_text("utf-8")
            assert not any(name in text for name in PEOPLE), path


def test_another_threshold_trains_nothing_again(done: tuple[Path, Result]) -> None:
    folder, _ = done
    weights = (folder / "runs" / "main" / "adapter" / "adapter_model.safetensors").read_bytes()
    metrics = read(folder, "eval.json")["metrics"]
    configure(folder, least=1.0)
    result = ftcheck(folder, "tune")
    assert result.code == 0, result.err
    assert "training is unchanged: its weights are evaluated again" in result.err
    assert "verdict: not ready" in result.out
    adapter = folder / "runs" / "main" / "adapter"
    assert (adapter / "adapter_model.safetensors").read_bytes() == weights
    assert read(folder, "eval.json")["metrics"] == metrics
    assert "Verdict: not ready" in (adapter / "README.md").read_text("utf-8")
    assert ftcheck(folder, "verify", str(adapter)).code == 0
