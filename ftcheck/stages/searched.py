"""What a search found, in lines for the terminal."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

_ROWS = 40


def search_lines(document: Mapping[str, Any]) -> Iterator[str]:
    """Yield the table of all trials, what chance did to the choice, and the winner as TOML.

    Args:
        document: search.json.
    """
    rows = sorted(document["trials"], key=_place)
    keys = list(rows[0]["changes"])
    head = ["rank", "trial", *keys, "epochs", "validation loss", "seconds", "state"]
    body = [
        [
            "-" if row["rank"] is None else str(row["rank"]),
            str(row["number"]),
            *(_value(row["changes"][key]) for key in keys),
            f"{row['epochs']:g}",
            "-" if row["loss"] is None else f"{row['loss']:.4f}",
            f"{row['seconds']:.0f}",
            row["state"],
        ]
        for row in rows
    ]
    yield from _table(head, body[:_ROWS])
    if len(body) > _ROWS:
        yield f"{len(body) - _ROWS} more trials stand in search.json"
    yield from _failures(rows)
    used = document["validation"]
    yield f"judged by {used['records']:,} validation records in {used['groups']:,} groups"
    yield from _luck(document)
    yield f"the best settings, to be written under [tune] (trial {document['winner']['number']}):"
    yield ""
    yield from (f"{key} = {_toml(value)}" for key, value in document["winner"]["changes"].items())


def trial_lines(changes: Sequence[tuple[int, Mapping[str, Any]]]) -> Iterator[str]:
    """Yield a table of what would be tried.

    Args:
        changes: number and changed values of each trial.
    """
    keys = list(changes[0][1])
    body = [[str(number), *(_value(each[key]) for key in keys)] for number, each in changes]
    yield from _table(["trial", *keys], body[:_ROWS])
    if len(body) > _ROWS:
        yield f"{len(body) - _ROWS} more trials"


def _luck(document: Mapping[str, Any]) -> Iterator[str]:
    """Yield how much of the winner's lead can be luck."""
    found = document["luck"]
    if found is None:
        yield "luck: only one trial was measured, so nothing was chosen"
        return
    rows = {row["number"]: row for row in document["trials"]}
    best, second = document["winner"]["number"], found["second"]
    at_end = found["epochs"] == document["rungs"][-1]["epochs"]
    when = "" if at_end else f" after epoch {found['epochs']}, when there was still a choice"
    yield (
        f"luck: the losses of {found['compared']} trials{when} lie between {found['lowest']:.4f} "
        f"and {found['highest']:.4f}, in the middle at {found['median']:.4f}"
    )
    lead = found["lead"]
    name = f"  trial {second}" + ("" if rows[second]["rank"] != 2 else ", the second,")
    if lead["low"] is None:
        yield f"{name} lies {lead['value']:.4f} above; too few groups for an interval"
        return
    told = "is more than luck" if lead["low"] > 0 else "may be luck alone"
    yield (
        f"{name} lies {lead['value']:.4f} above trial {best} ({lead['level']:.0%} interval "
        f"{lead['low']:+.4f} to {lead['high']:+.4f}): the lead {told}"
    )
    if found["expected_loss"] is not None:
        yield (
            f"  on other draws of these records trial {best} is chosen again in "
            f"{found['chosen_again']:.0%}; a choice like this one is worth a loss of "
            f"{found['expected_loss']:.4f} on records that had no part in it"
        )


def _failures(rows: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    by_reason: dict[str, list[str]] = {}
    for row in rows:
        if row["reason"]:
            by_reason.setdefault(f"{row['state']}: {row['reason']}", []).append(str(row["number"]))
    for reason, numbers in by_reason.items():
        shown = ", ".join(numbers[:8]) + (" …" if len(numbers) > 8 else "")
        yield f"trial{'s' if len(numbers) > 1 else ''} {shown} {reason}"


def _place(row: Mapping[str, Any]) -> tuple[bool, int, int]:
    return row["rank"] is None, row["rank"] or 0, row["number"]


def _table(head: Sequence[str], body: Sequence[Sequence[str]]) -> Iterator[str]:
    widths = [max(len(line[at]) for line in (head, *body)) for at in range(len(head))]
    for line in (head, *body):
        cells = [cell.ljust(width) for cell, width in zip(line, widths, strict=True)]
        yield ("  " + "  ".join(cells)).rstrip()


def _value(value: Any) -> str:
    return value if isinstance(value, str) else _toml(value)


def _toml(value: Any) -> str:
    """Return a value as TOML writes it; its strings, lists, numbers and booleans are JSON's."""
    return json.dumps(value, ensure_ascii=False)
