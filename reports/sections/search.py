"""How the settings of the training were chosen, where they were searched."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from reports.blocks import Block, FactTable, Figure, Para
from reports.facts import Document, Fact, Report
from reports.search_chart import search_chart
from reports.words import flatten, show


def search_blocks(report: Report) -> list[Block]:
    """Return what a search on this run's data found; empty where there was none."""
    search = report.search
    if search is None or report.clearance is None:
        return []
    if search.get("dataset_sha256") != report.clearance.get("dataset_sha256"):
        return []
    trials = search.items("trials")
    states = Counter(str(row.get("state")) for row in trials)
    ended = ", ".join(f"{number:,} {state}" for state, number in sorted(states.items()))
    table = FactTable("Search for the settings")
    table.add("Method", search.fact("lock.search.method"))
    keys = ", ".join(search.mapping("lock.search.space"))
    table.add("Settings that were searched", search.fact("lock.search.space"), text=keys)
    table.add("Trials", search.fact("trials"), text=f"{len(trials):,}: {ended}")
    table.add("Validation records that judged", search.fact("validation.records"))
    best = next((row for row in trials if row.get("rank") == 1), {})
    where = "search.json: trials"
    table.add("Validation loss of the best trial", Fact(best.get("loss"), "measured", where))
    table.add(
        "Settings of this run",
        Fact(trials, "measured", f"{where}; project.lock.json: config.tune"),
        text=_used(report, search),
    )
    lead = search.mapping("luck.lead")
    if lead.get("low") is not None:
        table.add(
            "Lead of the best over the second",
            search.fact("luck.lead.value"),
            text=f"{show(lead.get('value'))} ({lead.get('level'):.0%} interval "
            f"{show(lead.get('low'))} to {show(lead.get('high'))})",
        )
    if search.get("luck.expected_loss") is not None:
        table.add(
            "Loss of such a choice on records that had no part in it",
            search.fact("luck.expected_loss"),
        )
    return [
        table.table(),
        Para(
            "Trials were judged by validation records alone. The best of many is partly the "
            "luckiest, so its own loss flatters it; the hold-out had no part in the choice."
        ),
        Figure(
            "chart-search",
            search_chart(search.data),
            f"Charts of {len(trials)} trials: the validation loss over the epochs, and over the "
            "values of each setting.",
            "Validation loss of each trial over its epochs, and over the values of each setting "
            "that was searched (search.json: trials).",
        ),
    ]


def _used(report: Report, search: Document) -> str:
    """Return which trial, if any, had the settings that this run was trained with."""
    tune = dict(flatten(report.lock.mapping("config.tune")))
    settings: Mapping[str, Any] = search.mapping("lock.tune")
    same = all(tune.get(key) == value for key, value in flatten(settings))
    for row in search.items("trials"):
        changes = row.get("changes") or {}
        if all(tune.get(key) == value for key, value in flatten(changes)):
            ranked = f"rank {row['rank']}" if row.get("rank") else str(row.get("state"))
            text = f"those of trial {row.get('number')} ({ranked})"
            return text if same else f"{text}; other settings were changed since"
    return "those of no trial"
