"""One process of a training of the tiny model; started by the tests under torchrun.

    python -m torch.distributed.run … together.py JOB

JOB is JSON: `base`, `folder`, `settings` of [tune] and, for what torch can do on processors but
accelerate keeps to GPUs, `divide`. The first process leaves result.json and weights.safetensors.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).parents[1])]

from resuming_fakes import CONFIG, blob, killed_at, trained  # noqa: E402

from compliance.evidence.keys import ProjectKeys  # noqa: E402
from tuning.config import ModelConfig, TuneConfig  # noqa: E402
from tuning.model import resolve  # noqa: E402


def main() -> None:
    job = json.loads(Path(sys.argv[1]).read_text())
    _meet(divide=job["divide"])
    import torch.distributed as group
    from safetensors.torch import save_file

    folder = Path(job["folder"])
    settings: dict[str, Any] = {**CONFIG.model_dump(), **job["settings"]}
    stop = job.get("killed_at")
    result = trained(
        resolve(ModelConfig(path=job["base"]), folder=Path()),
        folder / "checkpoints",
        config=TuneConfig.model_validate(settings),
        keys=ProjectKeys.load_or_create(folder / "keys"),
        records=job.get("records", 11),
        **({"progress": killed_at(stop)} if stop else {}),
    )
    if group.get_rank() == 0:
        assert blob(result)
        save_file(result.weights, folder / "weights.safetensors")
        (folder / "result.json").write_text(json.dumps(result.facts))
    else:
        assert result.weights == {}


def _meet(*, divide: bool) -> None:
    """Let the processes meet; with `divide` accelerate takes the processors for GPUs."""
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
    PartialState(cpu=True)


if __name__ == "__main__":
    main()
