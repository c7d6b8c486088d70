"""What the report says of a search for the settings of the training."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest

from reports import Report, render_html


def add_search(every: dict[str, Any], **changes: Any) -> None:
    """Put a search of two trials into a run, and its winner under [tune]."""
    rows = [
        {
            "number": number,
            "rank": number,
            "state": state,
            "changes": {"lora.r": rank},
            "loss": 2.0 + number,
            "curve": [{"epoch": 0, "loss": 6.0}, {"epoch": 1, "loss": 2.0 + number}],
        }
        for number, rank, state in ((1, 8, "finished"), (2, 4, "pruned"))
    ]
    every["search.json"] = {
        "schema": "ftcheck.search/1",
        "dataset_sha256": every["clearance.json"]["dataset_sha256"],
        "lock": {
            "search": {"method": "grid", "space": {"lora.r": [8, 4]}},
            "tune": {"num_train_epochs": 3},
        },
        "validation": {"records": 37},
        "trials": rows,
        "winner": {"number": 1, "changes": {"lora.r": 8}},
        "luck": {
            "lead": {"value": 1.0, "low": 0.25, "high": 1.5, "level": 0.95},
            "expected_loss": 3.125,
        },
        **changes,
    }
    every["project.lock.json"]["config"]["tune"] = {"num_train_epochs": 3, "lora": {"r": 8}}


def used(every: dict[str, Any], **tune: Any) -> None:
    settings = copy.deepcopy(every["project.lock.json"]["config"]["tune"])
    every["project.lock.json"]["config"]["tune"] = settings | tune


@pytest.mark.parametrize(
    ("tune", "text"),
    [
        ({}, "those of trial 1 (rank 1)"),
        ({"lora": {"r": 4}}, "those of trial 2 (rank 2)"),
        ({"num_train_epochs": 5}, "those of trial 1 (rank 1); other settings were changed since"),
        ({"lora": {"r": 2}}, "those of no trial"),
    ],
)
def test_the_training_section_says_whose_settings_were_used(
    tune: dict[str, Any], text: str, make_report: Callable[..., Report]
) -> None:
    def change(every: dict[str, Any]) -> None:
        add_search(every)
        used(every, **tune)

    html = render_html(make_report(change))
    assert text in html
    assert "2: 1 finished, 1 pruned" in html
    assert "1 (95% interval 0.25 to 1.5)" in html
    assert "3.125" in html
    assert 'id="chart-search"' in html


def test_a_search_on_other_data_is_no_part_of_the_report(
    make_report: Callable[..., Report],
) -> None:
    html = render_html(make_report(lambda every: add_search(every, dataset_sha256="0" * 64)))
    assert "Search for the settings" not in html
    assert "chart-search" not in html
