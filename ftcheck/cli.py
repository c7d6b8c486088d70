"""The Typer application, and the one place where an error becomes an exit code."""

from __future__ import annotations

import errno
import signal
import sys
import traceback
from collections.abc import Callable
from typing import Annotated, Any, NoReturn

import typer

from compliance.env import go_offline, wait_politely
from compliance.errors import DiskFullError, FtcheckError, Interrupted, OutputError
from ftcheck import __version__
from ftcheck.commands import (
    anonymize,
    augment,
    config,
    doctor,
    export,
    gate,
    init,
    ledger,
    models,
    policy,
    probe,
    report,
    review,
    run,
    scan,
    search,
    subject,
    subject_erase,
    subject_probe,
    timestamp,
    tune,
    vault,
    verify,
    waiver,
)
from ftcheck.commands.common import DebugFlag, command
from ftcheck.console import Console

_EPILOG = (
    "Exit codes: 0 pass · 1 blocked by the gate · 2 usage or configuration · 3 incomplete · "
    "4 waiting for a person · 5 evidence does not verify · 130 interrupted."
)
_ORDER = (
    ("init", init.init),
    ("scan", scan.scan),
    ("anonymize", anonymize.anonymize),
    ("gate", gate.gate),
    ("review", review.review),
    ("augment", augment.augment),
    ("search", search.search),
    ("tune", tune.tune),
    ("probe", probe.probe),
    ("report", report.report),
    ("run", run.run),
    ("export", export.export),
    ("verify", verify.verify),
    ("doctor", doctor.doctor),
    ("models", models.models),
)

_GROUPS: tuple[tuple[str, str, tuple[tuple[str, Callable[..., None]], ...]], ...] = (
    ("config", "Show the configuration.", (("show", config.show),)),
    (
        "policy",
        "Show, check and explain the policy.",
        (("show", policy.show), ("check", policy.check), ("explain", policy.explain)),
    ),
    (
        "vault",
        "Put back what was replaced, or destroy the way back.",
        (("open", vault.open_vault), ("destroy", vault.destroy)),
    ),
    (
        "waiver",
        "Take responsibility for a reason of the gate, for some time.",
        (("grant", waiver.grant), ("list", waiver.list_waivers), ("revoke", waiver.revoke)),
    ),
    (
        "ledger",
        "Show, export and verify what was done.",
        (("show", ledger.show), ("export", ledger.export), ("verify", ledger.verify)),
    ),
    (
        "timestamp",
        "Have an authority attest when the evidence existed.",
        (("request", timestamp.request), ("add", timestamp.add)),
    ),
    (
        "subject",
        "A person's rights: what is held about them, and its erasure.",
        (
            ("find", subject.find),
            ("erase", subject_erase.erase),
            ("probe", subject_probe.probe),
            ("template", subject.template),
        ),
    ),
)


def build_app(debug: DebugFlag) -> typer.Typer:
    """Return the application with all commands."""
    app = typer.Typer(
        help="Fine-tune a language model on your own machines, and prove what went in.",
        epilog=_EPILOG,
        no_args_is_help=True,
        rich_markup_mode=None,  # plain help: importing rich would double its time
        pretty_exceptions_enable=False,  # locals in a traceback could show personal data
        context_settings={"help_option_names": ["-h", "--help"]},
    )

    @app.callback()
    def main_options(
        version: Annotated[
            bool,
            typer.Option(
                "--version", help="Show the version.", is_eager=True, callback=_show_version
            ),
        ] = False,
    ) -> None:
        """Take the options that stand before a command."""

    for name, function in _ORDER:
        app.command(name)(command(debug, function))
    for name, meaning, members in _GROUPS:
        group = typer.Typer(help=meaning, no_args_is_help=True, rich_markup_mode=None)
        for member, act in members:
            group.command(member)(command(debug, act))
        app.add_typer(group, name=name)
    return app


def _show_version(asked: bool) -> None:
    if asked:
        sys.stdout.write(f"ftcheck {__version__}\n")
        raise typer.Exit


def main(arguments: list[str] | None = None) -> NoReturn:
    """Run the command line and leave with its exit code."""
    go_offline()
    wait_politely()
    signal.signal(signal.SIGTERM, _interrupt)
    # The reader of a pipe went away (`ftcheck scan … | head`): end as other tools do. Without this
    # the exit code would be 1, which means that the gate blocked the data.
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    debug = DebugFlag()
    sys.exit(invoke(build_app(debug), arguments, debug))


def invoke(app: typer.Typer, arguments: list[str] | None, debug: DebugFlag) -> int:
    """Run one command and return its exit code; every error ends here."""
    console = Console()
    try:
        result: Any = app(args=arguments, standalone_mode=False, prog_name="ftcheck")
    except FtcheckError as error:
        return _show(console, error, debug)
    except KeyboardInterrupt as error:
        return _show(console, Interrupted("stopped"), debug, error)
    except OSError as error:
        return _show(console, _from_os(error), debug, error)
    except typer.Exit as stop:
        return stop.exit_code
    except Exception as error:
        if hasattr(error, "format_message") and hasattr(error, "exit_code"):
            return _usage(error)
        if type(error).__name__ == "Abort":
            return _show(console, Interrupted("stopped"), debug, error)
        return _show(console, _unexpected(error), debug, error)
    if result == Interrupted.exit_code:  # typer catches Ctrl-C itself and gives its code
        return _show(console, Interrupted("stopped"), debug)
    return result if isinstance(result, int) else 0


def _show(
    console: Console,
    error: FtcheckError,
    debug: DebugFlag,
    origin: BaseException | None = None,
) -> int:
    if debug.on:
        traceback.print_exception(origin or error)
    console.error(error)
    return error.exit_code


def _usage(error: Any) -> int:
    """Show an error of the command-line parser in the same three lines."""
    if type(error).__name__ == "NoArgsIsHelpError":
        sys.stderr.write(error.format_message() + "\n")
        return 2
    context = getattr(error, "ctx", None)
    path = context.command_path if context is not None else "ftcheck"
    sys.stderr.write(
        f"error[E100]: {error.format_message()}\n"
        f"  why: the command cannot be carried out as it was given\n"
        f"  fix: see `{path} --help`\n"
    )
    return 2


def _from_os(error: OSError) -> FtcheckError:
    if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
        return DiskFullError("no space left on the disk")
    place = f"{error.filename}: " if error.filename else ""
    return OutputError(f"{place}{error.strerror or type(error).__name__}")


def _unexpected(error: Exception) -> FtcheckError:
    # Only the type: the text of a foreign exception can repeat data.
    return FtcheckError(
        f"unexpected {type(error).__name__}",
        why="this is a fault in ftcheck; finished stages are kept",
        fix="run the command again with --debug and report it without any personal data",
    )


def _interrupt(_signal: int, _frame: Any) -> NoReturn:
    raise KeyboardInterrupt


if __name__ == "__main__":
    main()
