"""What every command takes: --config, --quiet, --verbose, --debug."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Annotated, Any, get_type_hints

import typer

from ftcheck.console import Console

ModelOption = Annotated[
    str | None,
    typer.Option(
        "--model",
        metavar="PATH",
        help="Base model: a local folder, `shipped`, or a hub id with --allow-download.",
    ),
]
RevisionOption = Annotated[
    str | None,
    typer.Option("--revision", metavar="COMMIT", help="Commit of a hub model, 40 hex digits."),
]
DownloadOption = Annotated[
    bool, typer.Option("--allow-download", help="Fetch a hub model in this call; nothing else.")
]
RunOption = Annotated[
    str, typer.Option("--run", metavar="NAME", help="Name of the run below runs/.")
]
DataArgument = Annotated[
    Path | None,
    typer.Argument(
        help="Data to use: one of the declared sources, or a file or folder of your own. "
        "Default: all [[sources]] of ftcheck.toml."
    ),
]
DryRunOption = Annotated[
    bool,
    typer.Option("--dry-run", help="Open data and model, say what would be done, write nothing."),
]
RestartOption = Annotated[
    bool,
    typer.Option(
        "--restart",
        help="Begin training anew; the checkpoints of an interrupted one are deleted.",
    ),
]
LaunchOption = Annotated[
    str | None,
    typer.Option(
        "--launch",
        metavar="STRATEGY",
        help="Train in several processes: ddp, fsdp2, zero2 or zero3; none: in one.",
    ),
]
ProcessesOption = Annotated[
    int | None,
    typer.Option(
        "--processes", metavar="N", help="How many, with --launch. Default: one for each GPU."
    ),
]

_CONFIG = Annotated[
    Path | None,
    typer.Option("--config", metavar="FILE", help="Configuration file or its folder."),
]
_QUIET = Annotated[bool, typer.Option("--quiet", "-q", help="Show results and errors only.")]
_VERBOSE = Annotated[bool, typer.Option("--verbose", "-v", help="Show more on stderr.")]
_DEBUG = Annotated[
    bool,
    typer.Option("--debug", help="Show tracebacks. They may hold personal data: do not share."),
]


@dataclass(frozen=True, slots=True)
class Session:
    """The options that every command takes."""

    console: Console
    config: Path | None


class DebugFlag:
    """Whether --debug was given; read by the one place that prints errors."""

    def __init__(self) -> None:
        self.on = False


def command(debug: DebugFlag, func: Callable[..., None]) -> Callable[..., None]:
    """Return `func` with the common options added; it gets a Session as its first argument."""

    @wraps(func)
    def wrapper(**kwargs: Any) -> None:
        debug.on = kwargs.pop("debug")
        console = Console(quiet=kwargs.pop("quiet"), verbose=kwargs.pop("verbose"))
        func(Session(console, kwargs.pop("config")), **kwargs)

    hints = get_type_hints(func, include_extras=True)
    own = [
        parameter.replace(annotation=hints[name])
        for name, parameter in list(inspect.signature(func).parameters.items())[1:]
    ]
    kind = inspect.Parameter.KEYWORD_ONLY
    common = [
        inspect.Parameter("config", kind, default=None, annotation=_CONFIG),
        inspect.Parameter("quiet", kind, default=False, annotation=_QUIET),
        inspect.Parameter("verbose", kind, default=False, annotation=_VERBOSE),
        inspect.Parameter("debug", kind, default=False, annotation=_DEBUG),
    ]
    parameters = [parameter.replace(kind=kind) for parameter in own] + common
    wrapper.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    wrapper.__annotations__ = {item.name: item.annotation for item in parameters}
    del wrapper.__wrapped__
    return wrapper
