"""One export from its checks to its ledger entry."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from compliance.errors import ExportError, OutputError, PathError, UsageError
from compliance.evidence.canonical import read_json
from compliance.evidence.files import (
    PARTIAL_SUFFIX,
    atomic_folder,
    remove_partials,
    sha256_file,
    sha256_tree,
)
from compliance.evidence.released import ADAPTER, EXPORTED, MANIFEST, MODEL, weights_sha256
from compliance.progress import Progress
from ftcheck.stages.base import Run, shown_path
from ftcheck.stages.model import exported

if TYPE_CHECKING:
    from tuning.exporting.gguf import Converter
    from tuning.exporting.release import Made


@dataclass(frozen=True, slots=True)
class Asked:
    """What the user wants."""

    format: str
    dtype: str | None
    converter: Path | None
    outtype: str | None


@dataclass(frozen=True, slots=True)
class Ready:
    """An export that can be made."""

    target: Path
    tuned: Path
    """The folder of weights in the run."""
    origin: Mapping[str, Any]
    """Its manifest."""
    format: str
    dtype: str
    outtype: str
    converter: Converter | None

    @property
    def what(self) -> str:
        """What will be made, in words."""
        if self.format == "adapter":
            return "the adapter as it was evaluated"
        form = f"a complete model in {self.dtype}"
        return f"{form}, converted to GGUF ({self.outtype})" if self.converter else form


def check(run: Run, asked: Asked, target: Path) -> Ready:
    """Return what is needed for an export; nothing is written.

    Args:
        run: a finished run.
        asked: what the user wants.
        target: the folder to make.

    Raises:
        UsageError: options contradict each other.
        OutputError: the folder is not empty, or lies where it would break evidence.
        PathError: there is no such run or converter.
        EvidenceError: the run does not verify, or may not be released any more.
        ExportError: its weights cannot be exported like that.
    """
    from ftcheck.commands.trust import evidence_of
    from ftcheck.commands.verify import check_run, refuse
    from tuning.config import TuneConfig
    from tuning.exporting.gguf import OUTTYPES, converter_at
    from tuning.exporting.merge import default_dtype, require_mergeable

    _check_options(asked)
    _check_target(run, target)
    if not run.dir.is_dir():
        raise PathError(
            f"{run.shown_dir} does not exist",
            why=f"there is no run of the name {run.name!r}",
            fix="name a run below runs/",
        )
    converter = None if asked.converter is None else converter_at(asked.converter)
    found, _, _ = check_run(run.project, run.dir, evidence_of(run.project, None, None))
    refuse(f"run {run.name}", found)
    tuned = exported(run.dir)
    if not (tuned / MANIFEST).is_file():
        raise ExportError(
            f"run {run.name} has no tuned weights", fix="finish it first: ftcheck run"
        )
    if tuned.name == MODEL.kind and asked.format == "adapter":
        raise ExportError(
            f"run {run.name} trained a whole model, so there is no adapter",
            fix="use --format merged, which exports the model itself, or --format gguf",
        )
    origin = read_json(tuned / MANIFEST)
    if origin["base_model"]["sha256_tree"] != run.base.sha256_tree:
        raise ExportError(
            f"the base model {run.base.name} has other files than the one that was tuned",
            why="weights that were merged into it would be those of no evaluated model",
            fix="restore the files of that model, or train again",
        )
    if asked.format != "adapter":
        config = read_json(run.dir / "training.json")["config"]
        require_mergeable(TuneConfig.model_validate(config))
    dtype = asked.dtype or default_dtype(run.base)
    return Ready(
        target, tuned, origin, asked.format, dtype, asked.outtype or OUTTYPES[dtype], converter
    )


def carry_out(run: Run, ready: Ready, progress: Progress) -> dict[str, Any]:
    """Make an export, log it, and return its manifest; after an error nothing is left.

    The entry is made before the folder gets its name: whoever is killed between the two has an
    entry too many, and never an export that the ledger does not know.

    Args:
        run: whose weights it is.
        ready: from `check`.
        progress: told text by text while models are compared.

    Raises:
        FtcheckError: see `export_merged` and `convert`.
    """
    from tuning.device import versions
    from tuning.exporting.release import finish_export

    remove_partials(_default_parent(run))  # what a killed export left
    with atomic_folder(ready.target) as folder:
        made = _made(run, ready, folder, progress)
        manifest = finish_export(
            folder,
            made,
            keys=run.keys,
            origin=ready.origin,
            origin_sha256=sha256_file(ready.tuned / MANIFEST),
            training=read_json(run.dir / "training.json"),
            evaluation=read_json(run.dir / "eval.json"),
            versions=versions(),
        )
        body = {
            "format": made.format,
            "numbers": made.numbers,
            "place": shown_path(ready.target, run.project.root),
            "weights": weights_sha256(manifest),
            "origin": weights_sha256(ready.origin),
            "dataset": ready.origin["dataset_sha256"],
            "tree": sha256_tree(folder),
        }
        run.record(EXPORTED, body)
    return manifest


def shown(manifest: Mapping[str, Any], target: Path) -> list[str]:
    """Return what was exported, for the user."""
    found, gguf = manifest["comparison"], manifest["gguf"]
    here = Path.cwd()
    place = target.relative_to(here) if target.is_relative_to(here) else target
    lines = [f"{manifest['format']}: {place}"]
    if found is None:
        lines.append("the weights are byte for byte those that were evaluated")
        return lines
    compared = "compared, before it was converted," if gguf else "compared"
    lines.append(
        f"{compared} with the evaluated model on {found['places']:,} places of general text: "
        f"mean KL divergence {found['mean_kl_nats']:.2g} nats, same first choice "
        f"{found['same_first_choice']:.2%}, largest difference of a logit "
        f"{found['max_abs_difference']:.2g}"
    )
    moved = found["moved_by_training_nats"]
    if moved is not None and found["mean_kl_nats"] > moved / 2:
        lines.append(
            f"warning: training moved the base by {moved:.2g} nats on these texts, so rounding to "
            f"{manifest['dtype']} takes away much of what was learned: use --dtype float32"
        )
    if quantised := found["with_quantised_base"]:
        lines.append(f"the evaluation was on a quantised base. {quantised}")
    if gguf:
        formats = ", ".join(f"{count} in {name}" for name, count in gguf["formats"].items())
        lines += [
            f"GGUF version {gguf['version']}, architecture {gguf['architecture']}, "
            f"{gguf['tensors']} tensors: {formats}",
            "what the GGUF file answers was not compared: it needs llama.cpp",
        ]
    return lines


def _check_options(asked: Asked) -> None:
    problems = []
    if asked.format == "gguf" and asked.converter is None:
        raise UsageError(
            "--format gguf needs a converter",
            why="a model becomes GGUF by the script of llama.cpp, which is not shipped here",
            fix="name your llama.cpp's convert_hf_to_gguf.py with --converter",
        )
    if asked.format != "gguf":
        given = {"--converter": asked.converter, "--outtype": asked.outtype}
        problems += [name for name, value in given.items() if value is not None]
    if asked.format == "adapter" and asked.dtype is not None:
        problems.append("--dtype")
    if problems:
        raise UsageError(
            f"{' and '.join(problems)} cannot be given with --format {asked.format}",
            fix="leave them out, or choose another --format",
        )


def _check_target(run: Run, target: Path) -> None:
    place = target.resolve()
    for folder in (run.project.runs_dir.resolve(), run.project.state_dir.resolve()):
        if place.is_relative_to(folder):
            raise OutputError(
                f"{target} lies below {folder.name}/",
                why="a file that is added to a sealed run breaks its seal",
                fix="name a folder elsewhere with --output",
            )
    if target.is_symlink() or (target.exists() and not target.is_dir()):
        raise OutputError(f"{target} is no folder", fix="name a new folder with --output")
    if target.is_dir() and any(target.iterdir()):
        raise OutputError(f"{target} is not empty", fix="name a new folder with --output")


def _default_parent(run: Run) -> Path:
    return run.project.root / "exports"


def _made(run: Run, ready: Ready, folder: Path, progress: Progress) -> Made:
    """Write everything but card and manifest."""
    from tuning.exporting.gguf import convert
    from tuning.exporting.merge import export_merged
    from tuning.exporting.release import Made, copy_adapter
    from tuning.whole_model import TERMS, copy_from_base

    if ready.format == "adapter":
        copy_adapter(folder, ready.tuned)
        copy_from_base(folder, run.base, TERMS)
        return Made("adapter", ADAPTER.weights, None, None)
    common: dict[str, Any] = {
        "base": run.base,
        "tuned": ready.tuned,
        "training": read_json(run.dir / "training.json"),
        "dtype": ready.dtype,
        "progress": progress,
    }
    if ready.converter is None:
        comparison = export_merged(folder, **common)
        return Made("merged", MODEL.weights, ready.dtype, comparison)
    with tempfile.TemporaryDirectory(
        dir=folder.parent, prefix=f".{ready.target.name}.", suffix=PARTIAL_SUFFIX
    ) as scratch:
        whole = Path(scratch) / run.name  # the converter names the model by its folder
        whole.mkdir()
        comparison = export_merged(whole, **common)
        name = f"{run.name}-{ready.outtype}.gguf"
        header = convert(
            ready.converter,
            whole,
            folder / name,
            outtype=ready.outtype,
            log=run.project.state_dir / "export.log",
        )
    copy_from_base(folder, run.base, TERMS)
    return Made(
        "gguf", name, ready.dtype, comparison, ready.outtype, ready.converter.facts(), header
    )
