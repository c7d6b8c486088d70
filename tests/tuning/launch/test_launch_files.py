"""What starts the processes, what they tell each other, and what is refused before they start."""

from __future__ import annotations

import importlib.util
import json
import os
from collections import deque
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
import torch
import yaml
from hypothesis import given
from hypothesis import strategies as st

from compliance import errors
from compliance.errors import FtcheckError, LaunchError, as_document, from_document
from tuning.config import LaunchSettings, TuneConfig
from tuning.config.contradictions import contradictions
from tuning.examples import Example
from tuning.launch.exchange import INTERRUPTED, Exchange
from tuning.launch.files import accelerate_config, arguments, deepspeed_config, write_files
from tuning.launch.job import Job, Place, base_as_named
from tuning.launch.start import _event, _killed, settled
from tuning.losses import RecordLoss
from tuning.model import BaseModel
from tuning.parallel import shares
from tuning.parallel.strategy import require_processes, require_strategy
from tuning.plan.memory import spread
from tuning.training import guarding


def launch(strategy: str, processes: int | None = 2) -> LaunchSettings:
    return LaunchSettings.model_validate({"strategy": strategy, "processes": processes})


def job(folder: Path, strategy: str = "ddp") -> Job:
    run = folder / "runs" / "main"
    place = Place(folder, run, folder / "keys", run / "kept")
    place.run_dir.mkdir(parents=True, exist_ok=True)
    config = TuneConfig(launch=launch(strategy))
    return Job(place, "base", "base", "b" * 64, "d" * 64, 2**70, config)


# --- the files ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("strategy", "expected"),
    [
        ("ddp", {}),
        (
            "fsdp2",
            {
                "ACCELERATE_USE_FSDP": "true",
                "FSDP_VERSION": "2",
                "FSDP_TRANSFORMER_CLS_TO_WRAP": "LlamaDecoderLayer",
                "FSDP_RESHARD_AFTER_FORWARD": "true",
            },
        ),
    ],
)
def test_accelerate_reads_the_configuration_as_it_is_meant(
    strategy: str, expected: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from accelerate.commands.launch import _validate_launch_command, launch_command_parser
    from accelerate.utils.launch import prepare_multi_gpu_env

    for name in [each for each in os.environ if each.startswith(("ACCELERATE", "FSDP"))]:
        monkeypatch.delenv(name)
    config = accelerate_config(launch(strategy), bf16=True, layer="LlamaDecoderLayer")
    path = tmp_path / "accelerate.yaml"
    path.write_text(yaml.safe_dump(config))
    known = launch_command_parser().parse_args(["--config_file", str(path), "x.py"])
    read, defaults, _ = _validate_launch_command(known)
    assert defaults.num_processes == 2
    assert (read.multi_gpu, read.use_fsdp) == (strategy == "ddp", strategy == "fsdp2")
    environment = prepare_multi_gpu_env(read)
    assert environment["ACCELERATE_MIXED_PRECISION"] == "bf16"
    assert read.nproc_per_node == "2"
    assert environment.items() >= expected.items()
    assert ("ACCELERATE_USE_FSDP" in environment) == (strategy == "fsdp2")


@pytest.mark.parametrize("strategy", ["zero2", "zero3"])
def test_deepspeed_is_told_its_stage_and_takes_the_rest_from_the_trainer(strategy: str) -> None:
    config = accelerate_config(launch(strategy), bf16=False)
    assert config["distributed_type"] == "DEEPSPEED"
    assert config["deepspeed_config"]["deepspeed_config_file"] == "deepspeed.json"
    own = deepspeed_config(launch(strategy))
    assert own["zero_optimization"]["stage"] == int(strategy[-1])
    assert own["train_micro_batch_size_per_gpu"] == own["gradient_clipping"] == "auto"
    assert "optimizer" not in own


def test_on_processors_torchrun_starts_and_on_gpus_accelerate() -> None:
    with_gpus = arguments(launch("fsdp2"), cuda=True)
    assert with_gpus[:4] == ["-m", "accelerate.commands.launch", "--config_file", "accelerate.yaml"]
    without = arguments(launch("ddp", 3), cuda=False)
    assert without[:2] == ["-m", "torch.distributed.run"]
    assert without[without.index("--nproc-per-node") + 1] == "3"


@pytest.mark.parametrize(
    ("strategy", "cuda", "names"),
    [
        ("ddp", False, {"job.json", "launch.sh"}),
        ("ddp", True, {"job.json", "launch.sh", "accelerate.yaml"}),
        ("zero3", True, {"job.json", "launch.sh", "accelerate.yaml", "deepspeed.json"}),
    ],
)
def test_files_name_nothing_of_the_machine_and_the_job_is_read_back(
    strategy: str, cuda: bool, names: set[str], tmp_path: Path
) -> None:
    made = job(tmp_path, strategy)
    written = write_files(made, cuda=cuda, bf16=False, layer=None)
    folder = made.place.folder
    assert {path.name for path in folder.iterdir()} == set(written["files"]) == names
    for path in folder.iterdir():
        assert str(tmp_path) not in path.read_text()
    assert written["command"] in (folder / "launch.sh").read_text()
    moved = tmp_path / "moved"
    (tmp_path / "runs").rename(moved)
    read = Job.read(moved / "main" / "launch" / "job.json")
    assert read.place.run_dir.resolve() == moved / "main"
    assert read.place.keys_dir.resolve() == tmp_path / "keys"
    assert (read.config, read.seed, read.base_name) == (made.config, 2**70, "base")


def test_a_strange_job_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "job.json"
    path.write_text('{"schema": "other"}')
    with pytest.raises(LaunchError, match="no job of this version"):
        Job.read(path)


# --- what a machine gives -------------------------------------------------------------------------


def gpus(monkeypatch: pytest.MonkeyPatch, count: int) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: count > 0)
    monkeypatch.setattr(torch.cuda, "device_count", lambda: count)


@pytest.mark.parametrize(
    ("strategy", "processes", "count", "expected"),
    [("fsdp2", None, 4, 4), ("ddp", 2, 4, 2), ("ddp", 3, 0, 3), ("fsdp2", 1, 1, 1)],
)
def test_the_number_of_processes_is_settled(
    strategy: str,
    processes: int | None,
    count: int,
    expected: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    gpus(monkeypatch, count)
    assert settled(launch(strategy, processes)).processes == expected


@pytest.mark.parametrize(
    ("strategy", "processes", "count", "said"),
    [
        ("fsdp2", 2, 0, "fsdp2 needs GPUs"),
        ("zero3", None, 0, "zero3 needs GPUs"),
        ("ddp", None, 0, "no GPU to count"),
        ("ddp", 4, 2, "need a GPU each, and there are 2"),
        ("ddp", None, 1, "ddp in one process"),
        ("ddp", 1, 0, "ddp in one process"),
        ("zero2", 2, 2, "needs the package deepspeed"),
    ],
)
def test_what_the_machine_has_not_is_refused(
    strategy: str,
    processes: int | None,
    count: int,
    said: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    gpus(monkeypatch, count)
    found = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name: None if name == "deepspeed" else found(name)
    )
    with pytest.raises(LaunchError, match=said) as refused:
        settled(launch(strategy, processes))
    assert refused.value.fix


@pytest.mark.parametrize(
    ("strategy", "settings", "key"),
    [
        ("ddp", {"privacy": {"target_epsilon": 8, "target_delta": 1e-3}}, "tune.privacy"),
        ("fsdp2", {"quantization": "nf4"}, "tune.quantization"),
        ("fsdp2", {"method": "ia3"}, "tune.method"),
        ("zero2", {"method": "prompt_tuning"}, "tune.method"),
        ("fsdp2", {"lora": {"use_dora": True}}, "tune.lora.use_dora"),
        ("zero3", {"method": "full", "gradual_unfreezing": {}}, "tune.gradual_unfreezing"),
        ("zero3", {"method": "feature_extraction"}, "tune.method"),
        ("zero2", {"layer_lr_decay": 0.5}, "tune.layer_lr_decay"),
        ("zero2", {"optim": "adafactor"}, "tune.optim"),
        ("fsdp2", {"optim": "sgd"}, "tune.optim"),
        (
            "ddp",
            {"gradual_unfreezing": {}, "activation_checkpointing": True},
            "tune.activation_checkpointing",
        ),
    ],
)
def test_what_does_not_go_with_a_strategy_is_refused(
    strategy: str, settings: dict[str, Any], key: str
) -> None:
    config = TuneConfig.model_validate({**settings, "launch": {"strategy": strategy}})
    assert any(line.startswith(f"{key}:") for line in contradictions(config))
    alone = TuneConfig.model_validate(settings)
    assert not any(line.startswith(f"{key}:") for line in contradictions(alone))


# --- what is asserted -----------------------------------------------------------------------------


def trainer(processes: int) -> Any:
    return SimpleNamespace(accelerator=SimpleNamespace(num_processes=processes))


def test_more_or_fewer_processes_than_asked_for_are_refused() -> None:
    require_processes(trainer(1), None)
    with pytest.raises(LaunchError, match=r"2 processes were asked for, and 1 train together"):
        require_processes(trainer(1), launch("ddp"))
    # One process that believes to be two.
    with pytest.raises(LaunchError):
        require_processes(trainer(2), None)


def test_a_model_that_is_not_divided_as_asked_for_is_refused() -> None:
    class DistributedDataParallel(torch.nn.Linear):
        pass

    class Engine(torch.nn.Linear):
        def zero_optimization_stage(self) -> int:
            return 1

    assert require_strategy(torch.nn.Linear(1, 1), None) == "none"
    assert require_strategy(DistributedDataParallel(1, 1), launch("ddp")) == "ddp"
    for model, asked, found in (
        (torch.nn.Linear(1, 1), launch("ddp"), "none"),
        (DistributedDataParallel(1, 1), launch("fsdp2"), "ddp"),
        (DistributedDataParallel(1, 1), None, "ddp"),
        (Engine(1, 1), launch("zero2"), "zero1"),
    ):
        with pytest.raises(LaunchError, match=f"would train with {found}"):
            require_strategy(model, asked)


# --- what the processes tell each other -----------------------------------------------------------


def every(cls: type[FtcheckError]) -> list[type[FtcheckError]]:
    return [cls, *(found for below in cls.__subclasses__() for found in every(below))]


@pytest.mark.parametrize("cls", every(FtcheckError), ids=lambda cls: cls.__name__)
def test_errors_cross_to_another_process(cls: type[FtcheckError]) -> None:
    error = from_document(json.loads(json.dumps(as_document(cls("what", why="why", fix="fix")))))
    assert type(error) is cls or cls.__module__ != errors.__name__
    assert (error.message, error.why, error.fix) == ("what", "why", "fix")


def test_the_first_error_of_ours_is_the_reason(tmp_path: Path) -> None:
    exchange = Exchange(tmp_path)
    assert exchange.error() is None
    for number, (name, document) in enumerate(
        (
            ("error-1.json", {"unexpected": "RuntimeError"}),
            ("error-2.json", as_document(errors.DivergedError("first"))),
            ("error-0.json", as_document(errors.LaunchError("second"))),
        )
    ):
        (tmp_path / name).write_text(json.dumps(document))
        os.utime(tmp_path / name, ns=(number, number))
    found = exchange.error()
    assert isinstance(found, errors.DivergedError)
    for path in tmp_path.iterdir():
        path.unlink()
    (tmp_path / "error-0.json").write_text(json.dumps(INTERRUPTED))
    (tmp_path / "error-1.json").write_text('{"unexpected": "RuntimeError"}')
    for killed, said in (("", "RuntimeError"), ("killed by signal 9", "killed by signal 9")):
        told = exchange.error(killed=killed)
        assert isinstance(told, LaunchError) and said in told.message
    exchange.ask_to_stop()
    assert isinstance(exchange.error(), KeyboardInterrupt)


def test_the_signal_that_killed_a_process_is_told_and_not_those_that_followed() -> None:
    ended = "exitcode  : -15 (pid: 7)\n"
    assert _killed(deque([ended])) == ""
    assert "memory is full" in _killed(deque([ended, "  exitcode  : -9 (pid: 8)\n"]))
    assert _killed(deque(["exitcode : -11 (pid: 8)", ended])) == "killed by signal 11"
    assert _killed(deque(["exitcode  : 1 (pid: 8)"])) == ""


def test_a_base_is_found_again_without_a_path_of_the_machine(tmp_path: Path) -> None:
    root = tmp_path / "project"
    (root / "models" / "kept").mkdir(parents=True)
    (tmp_path / "base").mkdir()

    def base(path: Path, name: str, *, shipped: bool = False) -> BaseModel:
        return BaseModel(path, name, None, shipped, {}, "b" * 64)

    assert base_as_named(base(tmp_path / "x", "ftcheck-base", shipped=True), root) == "shipped"
    assert base_as_named(base(tmp_path / "base", "../base"), root) == "../base"
    fetched = base(root / "models" / "kept", "owner/name")
    assert base_as_named(fetched, root) == "models/kept"


def test_a_lost_loss_names_the_batch_of_the_process_that_lost_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Base:
        def training_step(self, model: Any, inputs: Any) -> float:
            return float(inputs["loss"])

        def _get_grad_norm(self, model: Any, grad_norm: Any = None) -> float:
            return float("nan")

    class Trainer(guarding.Guarding, Base):
        examples = ()
        state = SimpleNamespace(global_step=3)
        args = SimpleNamespace(learning_rate=0.1)

    monkeypatch.setattr(guarding, "world_size", lambda: 2)
    monkeypatch.setattr(guarding, "anyone", lambda flag: True)
    monkeypatch.setattr(guarding, "records_of", lambda inputs, examples: [inputs["id"]])
    # What the other process tells: a batch of its own that was lost, and its whole step.
    told = iter([["theirs"], ["theirs", "sound"]])
    monkeypatch.setattr(guarding, "gathered", lambda own: [own, next(told)])
    trainer = Trainer()
    trainer.training_step(None, {"loss": 1.0, "id": "ours"})
    with pytest.raises(errors.DivergedError, match=r"loss is no number .* records theirs$"):
        trainer._get_grad_norm(None)


def test_processes_stop_when_asked_or_when_nobody_waits(tmp_path: Path) -> None:
    waiting = Exchange(tmp_path, os.getpid())
    assert not waiting.stopped()
    waiting.ask_to_stop()
    assert waiting.stopped()
    assert Exchange(tmp_path / "other", 2**22 + 1).stopped()  # no such process
    assert not Exchange(None).stopped()


@pytest.mark.parametrize(
    "line", ["", "loading weights", '{"ftcheck": 3}', '{"ftcheck": [', '{"other": []}']
)
def test_lines_of_libraries_are_no_events(line: str) -> None:
    assert _event(line) == []
    assert _event('{"ftcheck": ["say", "x"]}') == ["say", "x"]


@given(count=st.integers(0, 40), processes=st.integers(1, 9))
def test_shares_are_of_one_size_and_come_back_in_order(count: int, processes: int) -> None:
    examples = [Example(f"r{i}", f"g{i}", (i, i), (0, i), False) for i in range(count)]
    everyone: list[Any] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shares, "world_size", lambda: processes)
        found = []
        for number in range(processes):
            patch.setattr(shares, "rank", lambda number=number: number)
            found.append(shares.own_share(examples))
        assert len({len(share) for share in found}) == 1
        own = [
            [RecordLoss(each.record_id, each.group, np.array([each.labels[1] / 3])) for each in one]
            for one in found
        ]
        everyone += [[loss.tokens.tolist() for loss in one] for one in own]
        patch.setattr(shares, "gathered", lambda value: everyone)
        whole = shares.of_all(own[0], examples)
    assert [loss.record_id for loss in whole] == [each.record_id for each in examples]
    assert [loss.total for loss in whole] == [each.labels[1] / 3 for each in examples]


def test_a_plan_counts_what_each_process_holds() -> None:
    parts = {"weights": 100, "gradients": 40, "optimizer": 81, "activations": 7}
    assert spread(parts, launch("ddp", 4), 4, cuda=True) == parts
    assert spread(parts, launch("zero2", 4), 4, cuda=True) == {
        "weights": 100, "gradients": 10, "optimizer": 21, "activations": 7,
    }  # fmt: skip
    assert spread(parts, launch("fsdp2", 4), 4, cuda=True)["weights"] == 25
    assert spread(parts, launch("ddp", 2), 2, cuda=False)["weights"] == 200
    assert spread(parts, None, 1, cuda=False) == parts
