"""`ftcheck export`: tuned weights in the form in which they are handed on, with their proof."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from ftcheck.commands.common import DownloadOption, DryRunOption, Session

if TYPE_CHECKING:
    from ftcheck.exporting import Asked


def export(
    session: Session,
    run: Annotated[str, typer.Argument(metavar="[RUN]", help="Name of a finished run.")] = "main",
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="DIR",
            help="New folder to write. Default: exports/ with run, format and number format.",
        ),
    ] = None,
    format: Annotated[
        Literal["adapter", "merged", "gguf"],
        typer.Option(
            "--format",
            help="The adapter as it is, merged into its base, or merged and converted for "
            "llama.cpp. A model trained whole is exported by merged and gguf.",
        ),
    ] = "merged",
    dtype: Annotated[
        Literal["float32", "bfloat16", "float16"] | None,
        typer.Option("--dtype", help="Number format of merged weights. Default: the base model's."),
    ] = None,
    converter: Annotated[
        Path | None,
        typer.Option(
            "--converter",
            metavar="FILE",
            help="convert_hf_to_gguf.py of your llama.cpp; needed by --format gguf.",
        ),
    ] = None,
    outtype: Annotated[
        Literal["f32", "f16", "bf16", "q8_0"] | None,
        typer.Option("--outtype", help="Number format in the GGUF file. Default: that of --dtype."),
    ] = None,
    allow_download: DownloadOption = False,
    dry_run: DryRunOption = False,
) -> None:
    """Export tuned weights: adapter, merged model or GGUF.

    The run has to verify. A merged model is loaded again from disk and its logits are compared with
    those of the evaluated one; what is too far is not exported. The folder gets a model card, the
    base model's licence and a signed manifest; `ftcheck verify DIR` checks it wherever it lies.
    """
    from ftcheck.commands.running import prepare, show_head
    from ftcheck.exporting import Asked, carry_out, check, shown

    current = prepare(session, run, data=None, allow_download=allow_download, dry=dry_run)
    asked = Asked(format, dtype, converter, outtype)
    target = output or current.project.root / "exports" / _name(run, asked)
    with current.project.lock():
        ready = check(current, asked, target)
        if dry_run:
            session.console.out(f"would be exported to {target}: {ready.what}")
            return
        with session.console.bar("exporting") as progress:
            manifest = carry_out(current, ready, progress)
    for line in shown(manifest, target):
        session.console.out(line)
    show_head(session, current)


def _name(run: str, asked: Asked) -> str:
    """Return the default name of a folder: run, format, and number format where one was named."""
    return "-".join(filter(None, (run, asked.format, asked.outtype or asked.dtype)))
