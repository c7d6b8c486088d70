"""The files that start the processes of a training: accelerate's and DeepSpeed's configuration.

On GPUs `accelerate launch` reads them. On processors torchrun starts plain DDP, because accelerate
1.15 starts one process there, whatever was asked for.
"""

from __future__ import annotations

import json
import os
import shlex
import sys
from collections.abc import Mapping
from typing import Any

from compliance.evidence.files import atomic_folder, sha256_files
from tuning.config import LaunchSettings
from tuning.launch.job import JOB, Job

ACCELERATE, DEEPSPEED, SCRIPT = "accelerate.yaml", "deepspeed.json", "launch.sh"
_WORKER = "tuning.launch.worker"
_KINDS = {"ddp": "MULTI_GPU", "fsdp2": "FSDP", "zero2": "DEEPSPEED", "zero3": "DEEPSPEED"}


def arguments(launch: LaunchSettings, *, cuda: bool) -> list[str]:
    """Return what starts the processes, behind the name of Python; it runs in the launch folder.

    Args:
        launch: its number of processes is settled.
        cuda: whether each process has a GPU.
    """
    job = ["-m", _WORKER, JOB]
    if cuda:
        return ["-m", "accelerate.commands.launch", "--config_file", ACCELERATE, *job]
    # The processes meet on this machine, whatever its network is called.
    meet = ["--standalone", "--local-addr", "127.0.0.1"]
    return ["-m", "torch.distributed.run", *meet, "--nproc-per-node", str(launch.processes), *job]


def environment(launch: LaunchSettings, *, cuda: bool) -> dict[str, str]:
    """Return what the processes need in their environment, where it is not set.

    Args:
        launch: its number of processes is settled.
        cuda: whether each process has a GPU.
    """
    assert launch.processes is not None
    found = {"OMP_NUM_THREADS": str(max(1, (os.cpu_count() or 1) // launch.processes))}
    if not cuda and sys.platform == "linux":
        # Else gloo looks up the machine's name, which a machine without a network may not know.
        found["GLOO_SOCKET_IFNAME"] = "lo"
    return found


def accelerate_config(
    launch: LaunchSettings, *, bf16: bool, layer: str | None = None
) -> dict[str, Any]:
    """Return accelerate's configuration for GPUs.

    Args:
        launch: its number of processes is settled.
        bf16: whether training computes in bfloat16.
        layer: class of the model's layers, which FSDP2 divides one by one. Without it accelerate
            takes what the model names as not to be split, and fails where one lies in another.
    """
    config: dict[str, Any] = {
        "compute_environment": "LOCAL_MACHINE",
        "distributed_type": _KINDS[launch.strategy],
        "num_machines": 1,
        "machine_rank": 0,
        "num_processes": launch.processes,
        "main_process_ip": "127.0.0.1",
        "main_process_port": 0,  # one that is free
        "mixed_precision": "bf16" if bf16 else "no",
        "use_cpu": False,
        "debug": False,
    }
    if launch.strategy == "fsdp2":
        config["fsdp_config"] = {
            "fsdp_version": 2,
            "fsdp_auto_wrap_policy": "TRANSFORMER_BASED_WRAP",
            "fsdp_reshard_after_forward": True,
            "fsdp_state_dict_type": "FULL_STATE_DICT",
            "fsdp_cpu_ram_efficient_loading": False,
            "fsdp_offload_params": False,
            "fsdp_activation_checkpointing": False,
        }
        if layer is not None:
            config["fsdp_config"]["fsdp_transformer_layer_cls_to_wrap"] = layer
    if launch.strategy.startswith("zero"):
        config["deepspeed_config"] = {"deepspeed_config_file": DEEPSPEED, "zero3_init_flag": False}
    return config


def deepspeed_config(launch: LaunchSettings) -> dict[str, Any]:
    """Return DeepSpeed's configuration; `auto` is what the trainer is told by [tune]."""
    stage = int(launch.strategy.removeprefix("zero"))
    return {
        "train_batch_size": "auto",
        "train_micro_batch_size_per_gpu": "auto",
        "gradient_accumulation_steps": "auto",
        "gradient_clipping": "auto",
        "bf16": {"enabled": "auto"},
        "zero_optimization": {
            "stage": stage,
            "overlap_comm": True,
            "contiguous_gradients": True,
            "reduce_scatter": True,
        },
        # The optimizer of [tune] stays what it is.
        "zero_allow_untested_optimizer": True,
        "zero_force_ds_cpu_optimizer": False,
        "wall_clock_breakdown": False,
    }


def write_files(job: Job, *, cuda: bool, bf16: bool, layer: str | None) -> dict[str, Any]:
    """Write job, configuration and the command of a training; return what evidence says of them.

    Args:
        job: what the processes have to know.
        cuda: whether each process has a GPU.
        bf16: whether training computes in bfloat16.
        layer: see `accelerate_config`.

    Returns:
        `command`, and `files` with their SHA-256.

    Raises:
        OutputError, DiskFullError: the folder cannot be written.
    """
    launch = job.launch
    command = shlex.join(["python", *arguments(launch, cuda=cuda)])
    exports = "".join(
        f'export {name}="${{{name}:-{value}}}"\n'
        for name, value in environment(launch, cuda=cuda).items()
    )
    texts: dict[str, str] = {SCRIPT: _SCRIPT.format(exports=exports, command=command)}
    if cuda:
        texts[ACCELERATE] = _yaml(accelerate_config(launch, bf16=bf16, layer=layer))
        if launch.strategy.startswith("zero"):
            texts[DEEPSPEED] = json.dumps(deepspeed_config(launch), indent=2) + "\n"
    with atomic_folder(job.place.folder) as folder:
        for name, text in texts.items():
            (folder / name).write_text(text, "utf-8")
        job.write(folder / JOB)
        (folder / SCRIPT).chmod(0o755)
    return {"command": command, "files": sha256_files(job.place.folder)}


def _yaml(config: Mapping[str, Any]) -> str:
    import yaml

    return str(yaml.safe_dump(dict(config), sort_keys=False))


_SCRIPT = """#!/bin/sh
# Starts the processes of this training as `ftcheck tune` does. By hand, or under a scheduler, it
# leaves checkpoints; `ftcheck tune` with the same configuration takes the last one and goes on.
cd "$(dirname "$0")" || exit 1
{exports}exec {command}
"""
