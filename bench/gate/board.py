"""The results as a page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

_REMARKS = "## Remarks"


def page(results: dict[str, Any], remarks: str = "") -> str:
    """Return docs/scoreboard-gate.md.

    Args:
        results: of one call or, added up in one file, of several.
        remarks: what a person wrote on the figures; goes to the end.
    """
    parts = [
        "# Scoreboard: cleaning, check, gate, evidence",
        "Written by `make bench-gate`, but for the remarks at the end. Each part says how and when "
        "it was measured; the load is the one when its measurement began.",
    ]
    for name, draw in _LANES.items():
        if name in results:
            call = results["calls"][name]
            said = f"`{call['command']}`, {call['date']}, {call['machine']}, load {call['load']}."
            title, *rest = draw(results[name])
            parts += [title, *rest, said]
    return "\n\n".join([*parts, *([f"{_REMARKS}\n\n{remarks}"] if remarks else [])]) + "\n"


def remarks_in(board: Path | None) -> str:
    """Return the remarks of the page that is written anew; empty when there are none."""
    if board is None or not board.is_file():
        return ""
    return board.read_text("utf-8").partition(_REMARKS)[2].strip()


def _table(head: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    lines += ["| " + " | ".join(map(str, row)) + " |" for row in rows]
    return "\n".join(lines)


def _stages(found: list[dict[str, Any]]) -> list[str]:
    names = ("scan", "anonymize", "check", "gate")
    return [
        "## Stages with the real scanner",
        "Chats of about 770 characters, none twice, each size in a process of its own; the engine "
        "is loaded before the clock starts. Records per second on the clock (two processes where "
        "the scanner starts them), and the peak memory (RSS) of all processes together.",
        _table(
            ("records", *names, "peak MiB"),
            (
                (
                    f"{each['records']:,}",
                    *(_rate(each["records"], each["stages"][name][0]) for name in names),
                    f"{each['peak_mib']:,}",
                )
                for each in found
            ),
        ),
    ]


def _gold(found: list[dict[str, Any]]) -> list[str]:
    names = ("scan", "anonymize", "check", "gate")
    return [
        "## Stages without the scanner",
        "The same with the gold of the chats as what is found, so that all but the scanner is "
        "measured: reading, policy, operators, residue, risk, quality, evidence; one process. "
        "Seconds of the processor with records per second in brackets; before: memory when the "
        "first stage begins, the gold of all chats among it.",
        _table(
            ("records", *names, "MiB before", "peak MiB"),
            (
                (
                    f"{each['records']:,}",
                    *(
                        f"{each['stages'][name][1]:,.1f} "
                        f"({_rate(each['records'], each['stages'][name][1])})"
                        for name in names
                    ),
                    f"{each['before_mib']:,}",
                    f"{each['peak_mib']:,}",
                )
                for each in found
            ),
        ),
    ]


def _operators(found: list[dict[str, Any]]) -> list[str]:
    return [
        "## Cleaning alone",
        "The gold of the chats is what is found, so no scanner is measured: policy, persons, "
        "operators, splicing. Seconds of the processor, reading the files left out.",
        _table(
            ("policy", "records", "mentions", "seconds", "records per second", "peak MiB"),
            (
                (
                    each["policy"],
                    f"{each['records']:,}",
                    f"{each['mentions']:,}",
                    each["seconds"],
                    _rate(each["records"], each["seconds"]),
                    f"{each['peak_mib']:,}",
                )
                for each in found
            ),
        ),
    ]


def _leaks(found: list[dict[str, Any]]) -> list[str]:
    return [
        "## Planted values: the operator path",
        "Gold spans as findings. Left: spans of which a letter or digit was not replaced. The last "
        "column counts spans whose value also stands where the gold does not mark it.",
        _table(
            ("set", "spans", "left", "value also elsewhere"),
            (
                (each["set"], f"{each['spans']:,}", each["left"], each["elsewhere"])
                for each in found
            ),
        ),
    ]


def _run(found: dict[str, Any]) -> list[str]:
    return [
        "## Planted values: the real scanner",
        f"`ftcheck gate -v` on {found['chats']} chats of the example ended with {found['exit']}. "
        f"Of {found['values']:,} planted values the {found['searched']:,} with five letters or "
        "digits or more were searched for, as they stand.",
        _table(("place", "values found"), found["found"].items()),
        f"What is left in `clean.jsonl` the scanner missed or the policy left; cleaning replaced "
        f"{found['replaced_elsewhere']} of these values at another place. Evidence and logs must "
        "hold none.",
    ]


def _collisions(found: list[dict[str, Any]]) -> list[str]:
    return [
        "## Surrogates",
        "One dataset of five languages for each type. Originals: surrogates that are a value of "
        "the dataset. Slots: values that got a slot, because an invented one would have been one "
        "of the dataset or its own.",
        _table(
            ("type", "values", "collisions", "originals", "slots", "values per second"),
            (
                (
                    each["type"],
                    f"{each['values']:,}",
                    each["collisions"],
                    each["originals"],
                    each["slots"],
                    f"{each['per_second']:,}",
                )
                for each in found
            ),
        ),
    ]


def _trips(found: list[dict[str, Any]]) -> list[str]:
    return [
        "## Round trip",
        "Each set as JSON Lines, cleaned with `pseudonymize` (gold spans as findings) and put back "
        "from copy and vault.",
        _table(
            ("set", "records", "mentions", "bytes", "copy differs", "same bytes back"),
            (
                (
                    each["set"],
                    f"{each['records']:,}",
                    f"{each['mentions']:,}",
                    f"{each['bytes']:,}",
                    "yes" if each["changed"] else "no",
                    "yes" if each["equal"] else "NO",
                )
                for each in found
            ),
        ),
    ]


def _tampering(found: dict[str, Any]) -> list[str]:
    return [
        "## Tampering",
        f"{found['changes']} random changes of one byte in {found['files']} files of a finished "
        f"run (data, decision, clearance, manifest, adapter, ledger): {found['missed']} not found "
        "by verification.",
        "Forged by somebody who can write every file of the project, has kept each signed head of "
        "the ledger, and lacks the key. An attack is made at every entry, or with every file.",
        _table(
            ("attack", "made", "not found"),
            ((each["attack"], f"{each['made']:,}", each["missed"]) for each in found["forged"]),
        ),
    ]


def _rivals(found: list[dict[str, Any]]) -> list[str]:
    return [
        "## Beside others",
        "Messages of the example with personal data, the same for all, seconds of the processor in "
        "one process.",
        _table(
            ("tool", "texts", "seconds", "texts per second"),
            (
                (each["tool"], f"{each['texts']:,}", each["seconds"], f"{each['per_second']:,}")
                for each in found
            ),
        ),
    ]


def _rate(count: int, seconds: float) -> str:
    return f"{count / seconds:,.0f}" if seconds else "–"


_LANES = {
    "stages": _stages,
    "gold": _gold,
    "operators": _operators,
    "leaks": _leaks,
    "run": _run,
    "collisions": _collisions,
    "trips": _trips,
    "tampering": _tampering,
    "rivals": _rivals,
}
