"""One process of some short trainings; started by the tests, under torchrun.

    python -m torch.distributed.run … together.py JOBS

JOBS is JSON: `folder`, `divide`, and jobs with a name, a base, a kind of records, settings of
[tune] and, where training is to end without a word, the step at which it does. The first process
leaves `<name>.json` and `<name>.safetensors` in the folder.

`divide` lets accelerate take processors for GPUs: torch can divide weights over both, but
accelerate does so on GPUs alone.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

_HERE = Path(__file__).parent
sys.path[:0] = [str(_HERE), str(_HERE.parent), str(_HERE.parent / "classes")]

from classes_fakes import cleared_of, colour_texts, colour_words  # noqa: E402
from resuming_fakes import CONFIG, Killed, killed_at, trained  # noqa: E402
from test_tune_preference import made  # noqa: E402
from tuning_fakes import make_cleared  # noqa: E402

from compliance.evidence.keys import ProjectKeys  # noqa: E402
from tuning.config import ModelConfig, TuneConfig  # noqa: E402
from tuning.model import resolve  # noqa: E402
from tuning.training.loop import Trained  # noqa: E402

RECORDS = {
    "chats": lambda: make_cleared(train=12, validation=5),
    "pairs": lambda: made(train=12, validation=5),
    "classes": lambda: cleared_of(colour_texts(21), validation=5, holdout=4),
    "tags": lambda: cleared_of(colour_words(21), validation=5, holdout=4),
}
"""By kind: twelve to train on, five to validate; the numbers of processes divide twelve alone."""


def done(job: dict[str, Any], folder: Path, keys: ProjectKeys, launch: Any) -> Trained | None:
    """Do a job; return None where it was to end without a word."""
    settings = {**CONFIG.model_dump(), **job["settings"], "launch": launch}
    stop = job.get("killed_at")
    try:
        return trained(
            resolve(ModelConfig(path=job["base"]), folder=Path()),
            folder / f"{job.get('checkpoints', job['name'])}-checkpoints",
            config=TuneConfig.model_validate(settings),
            keys=keys,
            records=job.get("records", 12),
            cleared=RECORDS[job["kind"]](),
            **({"progress": killed_at(stop)} if stop else {}),
        )
    except Killed:
        return None


def main() -> None:
    document = json.loads(Path(sys.argv[1]).read_text())
    _meet(divide=document["divide"])
    import torch.distributed as group
    from safetensors.torch import save_file
    from transformers.integrations.deepspeed import unset_hf_deepspeed_config

    folder = Path(document["folder"])
    keys = ProjectKeys.load_or_create(folder / "keys")
    for job in document["jobs"]:
        result = done(job, folder, keys, document["launch"])
        # Else the next base would be loaded in parts: of a training it is loaded before.
        unset_hf_deepspeed_config()
        if result is None:
            continue
        assert bool(result.weights) == (group.get_rank() == 0), job["name"]
        if group.get_rank() == 0:
            save_file(result.weights, folder / f"{job['name']}.safetensors")
            (folder / f"{job['name']}.json").write_text(json.dumps(result.facts))


def _meet(*, divide: bool) -> None:
    import torch
    from accelerate import PartialState
    from accelerate.utils import DistributedType

    torch.set_num_threads(1)
    if divide:
        begin = PartialState.__init__

        def begun(self: Any, *args: Any, **kwargs: Any) -> None:
            begin(self, *args, **kwargs)
            if self.distributed_type == DistributedType.MULTI_CPU:
                self.distributed_type = DistributedType.MULTI_GPU

        PartialState.__init__ = begun
    PartialState(cpu=not torch.cuda.is_available())


if __name__ == "__main__":
    main()
