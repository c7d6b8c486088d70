"""Several processes learn what one learns, and go on where they were stopped, bit for bit."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml
from classes_fakes import save_bert
from safetensors.numpy import load_file
from together import done

from compliance.evidence.keys import ProjectKeys
from tuning.config import LaunchSettings
from tuning.launch.files import accelerate_config, deepspeed_config

TOGETHER = Path(__file__).parent / "together.py"
ROOT = Path(__file__).parents[3]
# In the order of the records, so that two processes read in a step what one reads in two batches.
CALM = {
    "learning_rate": 0.005,
    "num_train_epochs": 2,
    "early_stopping_patience": None,
    "train_sampling_strategy": "sequential",
    "gradient_accumulation_steps": 1,
    "lora": {"r": 4, "lora_alpha": 8, "lora_dropout": 0},
}
SAME: tuple[dict[str, Any], ...] = (
    {"name": "lora", "kind": "chats", "settings": {}},
    {"name": "smoothed", "kind": "chats", "settings": {"label_smoothing_factor": 0.2}},
    {"name": "packed", "kind": "chats", "settings": {"packing": True}},
    {"name": "full", "kind": "chats", "settings": {"method": "full"}},
    {"name": "last layer", "kind": "chats", "settings": {"method": "feature_extraction"}},
    {"name": "slower below", "kind": "chats", "settings": {"layer_lr_decay": 0.5}},
    {"name": "pairs", "kind": "pairs", "settings": {}},
    {"name": "tags", "kind": "tags", "settings": {"class_weight": "balanced"}},
    {"name": "classes", "kind": "classes", "settings": {"label_smoothing_factor": 0.1}},
)
"""One process with twice the batches has to learn the same."""
DDP_ALONE: tuple[dict[str, Any], ...] = (
    {"name": "thawed", "kind": "chats", "settings": {"gradual_unfreezing": {}}},
    {"name": "ia3", "kind": "chats", "settings": {"method": "ia3"}},
    {"name": "prompt", "kind": "chats", "settings": {"method": "prompt_tuning"}},
    {
        "name": "dora",
        "kind": "chats",
        "settings": {"lora": {**CALM["lora"], "use_dora": True}},  # type: ignore[dict-item]
    },
)
"""Methods whose weights stay whole in each process."""
REFUSED = {"zero2": {"slower below"}, "zero3": {"slower below", "last layer"}}
"""What does not go with a strategy, see `tuning.config.contradictions`."""
ENDED: tuple[dict[str, Any], ...] = (
    {"name": "through", "kind": "chats", "settings": {}, "records": 11},
    {"name": "killed", "kind": "chats", "settings": {}, "records": 11, "killed_at": 6},
    {"name": "again", "kind": "chats", "settings": {}, "records": 11, "checkpoints": "killed"},
)
"""Length groups, dropout and accumulation; killed in the middle of an epoch, and taken up."""


def jobs_of(base: Path, bert: Path, *more: dict[str, Any]) -> list[dict[str, Any]]:
    found = []
    for job in (*SAME, *more):
        of_bert = job["kind"] in {"tags", "classes"}
        settings = {**CALM, **job["settings"]}
        found.append({**job, "base": str(bert if of_bert else base), "settings": settings})
    return [*found, *({**job, "base": str(base)} for job in ENDED)]


def environment(strategy: str, folder: Path, layer: str) -> dict[str, str]:
    """Return what `accelerate launch` sets for our own configuration, by its own code."""
    from accelerate.commands.launch import _validate_launch_command, launch_command_parser
    from accelerate.utils.launch import prepare_deepspeed_cmd_env, prepare_multi_gpu_env

    launch = LaunchSettings.model_validate({"strategy": strategy, "processes": 2})
    path = folder / "accelerate.yaml"
    path.write_text(yaml.safe_dump(accelerate_config(launch, bf16=False, layer=layer)))
    known = launch_command_parser().parse_args(["--config_file", str(path), "x.py"])
    arguments, _, _ = _validate_launch_command(known)
    if strategy.startswith("zero"):
        (folder / "deepspeed.json").write_text(json.dumps(deepspeed_config(launch)))
        arguments.deepspeed_fields_from_accelerate_config = ""
        return dict(prepare_deepspeed_cmd_env(arguments)[1])
    return dict(prepare_multi_gpu_env(arguments))


def together(
    folder: Path,
    strategy: str,
    jobs: list[dict[str, Any]],
    *,
    divide: bool = False,
    layer: str = "LlamaDecoderLayer",
) -> Path:
    """Do jobs in two processes; return the folder with what they left."""
    ProjectKeys.load_or_create(folder / "keys")
    own = dict(os.environ) if strategy == "ddp" else environment(strategy, folder, layer)
    own |= {
        "OMP_NUM_THREADS": "1",
        "GLOO_SOCKET_IFNAME": "lo",
        "PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path]),
        "DS_ACCELERATOR": own.get("DS_ACCELERATOR", "cpu"),
    }
    launch = {"strategy": strategy, "processes": 2}
    document = {"folder": str(folder), "divide": divide, "launch": launch, "jobs": jobs}
    (folder / "jobs.json").write_text(json.dumps(document))
    command = [sys.executable, "-m", "torch.distributed.run", "--standalone"]
    command += ["--local-addr", "127.0.0.1", "--nproc-per-node", "2"]
    ended = subprocess.run(
        [*command, str(TOGETHER), str(folder / "jobs.json")],
        env=own,
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=280,
    )
    assert ended.returncode == 0, ended.stderr[-12_000:]
    return folder


@pytest.fixture(scope="module")
def bert(tmp_path_factory: pytest.TempPathFactory) -> Path:
    still = {"hidden_dropout_prob": 0.0, "attention_probs_dropout_prob": 0.0}
    return save_bert(tmp_path_factory.mktemp("bert") / "bert", **still)


Learned = tuple[dict[str, Any], Mapping[str, Any]]
"""Facts and weights."""


@pytest.fixture(scope="module")
def alone(
    model_folder: Path, bert: Path, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], Learned]:
    """What one process learns with twice the batches, by the name of a job."""
    folder, keys = tmp_path_factory.mktemp("alone"), ProjectKeys.ephemeral()
    jobs = {job["name"]: job for job in jobs_of(model_folder, bert, *DDP_ALONE)}

    @cache
    def learned(name: str) -> Learned:
        settings = {**jobs[name]["settings"], "gradient_accumulation_steps": 2}
        result = done({**jobs[name], "settings": settings}, folder, keys, None)
        assert result is not None
        return result.facts, {key: value.numpy() for key, value in result.weights.items()}

    return learned


def left(folder: Path, name: str) -> tuple[dict[str, Any], dict[str, Any]]:
    facts = json.loads((folder / f"{name}.json").read_text())
    return facts, dict(load_file(folder / f"{name}.safetensors"))


def require_same(
    folder: Path,
    strategy: str,
    alone: Callable[[str], Learned],
    jobs: tuple[dict[str, Any], ...],
) -> None:
    for job in jobs:
        name = job["name"]
        (facts, weights), (expected, others) = left(folder, name), alone(name)
        assert (facts["world_size"], facts["strategy"]) == (2, strategy)
        assert (expected["world_size"], expected["strategy"]) == (1, "none")
        for key in ("steps", "tokens", "parameters", "best_step", "flops"):
            assert facts[key] == expected[key], (name, key)
        for part in ("validation", "train"):
            found = [point["loss"] for point in facts["curve"][part]]
            wanted = [point["loss"] for point in expected["curve"][part]]
            np.testing.assert_allclose(found, wanted, rtol=2e-4, err_msg=f"{name} {part}")
        assert weights.keys() == others.keys(), name
        for key, value in others.items():
            np.testing.assert_allclose(weights[key], value, atol=2e-3, err_msg=f"{name} {key}")


def require_continued(folder: Path) -> None:
    (through, weights), (again, others) = left(folder, "through"), left(folder, "again")
    assert (through["resumed_from"], again["resumed_from"]) == ([], [5])
    for key in ("curve", "tokens", "lock", "steps", "best_step", "early_stopped"):
        assert through[key] == again[key], key
    assert weights.keys() == others.keys()
    assert all((weights[key] == others[key]).all() for key in weights)
    files = {path.suffix for path in folder.glob("*-checkpoints/*/*")}
    assert files == {".json", ".safetensors"}


QUICK = {"lora", "packed", "pairs", "classes", "thawed"}
"""Jobs that are done each time; the others with `make test-slow`."""


@pytest.fixture(scope="module")
def with_ddp(model_folder: Path, bert: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    jobs = jobs_of(model_folder, bert, *DDP_ALONE)
    kept = QUICK | {job["name"] for job in ENDED}
    folder = tmp_path_factory.mktemp("ddp")
    return together(folder, "ddp", [job for job in jobs if job["name"] in kept])


def test_two_processes_learn_what_one_learns_with_twice_the_batches(
    with_ddp: Path, alone: Callable[[str], Learned]
) -> None:
    jobs = tuple(job for job in (*SAME, *DDP_ALONE) if job["name"] in QUICK)
    require_same(with_ddp, "ddp", alone, jobs)


@pytest.mark.slow
def test_other_methods_are_learned_alike_in_two_processes(
    model_folder: Path, bert: Path, alone: Callable[[str], Learned], tmp_path: Path
) -> None:
    left_out = QUICK | {job["name"] for job in ENDED}
    jobs = jobs_of(model_folder, bert, *DDP_ALONE)
    together(tmp_path, "ddp", [job for job in jobs if job["name"] not in left_out])
    others = tuple(job for job in (*SAME, *DDP_ALONE) if job["name"] not in QUICK)
    require_same(tmp_path, "ddp", alone, others)


def test_two_processes_go_on_bit_for_bit(with_ddp: Path) -> None:
    require_continued(with_ddp)


def test_each_record_is_read_once_an_epoch_but_for_those_that_fill_the_last_batch(
    with_ddp: Path, alone: Callable[[str], Learned]
) -> None:
    # Eleven records in batches of two: the last batch of the second process lacks one.
    facts, _ = left(with_ddp, "through")
    per_epoch = alone("lora")[0]["tokens"]["trained_on"] / 2
    read = facts["tokens"]["trained_on"] / facts["epochs"]
    assert 0.9 * per_epoch < read < 1.05 * per_epoch


@pytest.fixture(scope="module")
def with_fsdp2(model_folder: Path, bert: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("fsdp2")
    jobs = jobs_of(model_folder, bert)
    for base, layer in ((model_folder, "LlamaDecoderLayer"), (bert, "BertLayer")):
        own = [job for job in jobs if job["base"] == str(base)]
        together(folder, "fsdp2", own, divide=True, layer=layer)
    return folder


@pytest.mark.slow
def test_weights_divided_by_fsdp2_are_learned_alike(
    with_fsdp2: Path, alone: Callable[[str], Learned]
) -> None:
    require_same(with_fsdp2, "fsdp2", alone, SAME)


@pytest.mark.slow
def test_weights_divided_by_fsdp2_go_on_bit_for_bit(with_fsdp2: Path) -> None:
    require_continued(with_fsdp2)


@pytest.fixture(scope="module", params=["zero2", "zero3"])
def with_zero(
    request: pytest.FixtureRequest,
    model_folder: Path,
    bert: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[str, Path]]:
    if importlib.util.find_spec("deepspeed") is None:
        pytest.skip("deepspeed is not installed")
    folder = tmp_path_factory.mktemp(request.param)
    jobs = jobs_of(model_folder, bert)
    left_out = REFUSED[request.param]
    jobs = [job for job in jobs if job["name"] not in left_out]
    yield request.param, together(folder, request.param, jobs)


@pytest.mark.slow
def test_weights_divided_by_zero_are_learned_alike(
    with_zero: tuple[str, Path], alone: Callable[[str], Learned]
) -> None:
    strategy, folder = with_zero
    jobs = tuple(job for job in SAME if job["name"] not in REFUSED[strategy])
    require_same(folder, strategy, alone, jobs)


@pytest.mark.slow
def test_weights_divided_by_zero_go_on_bit_for_bit(with_zero: tuple[str, Path]) -> None:
    require_continued(with_zero[1])
