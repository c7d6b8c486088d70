"""What a search shows, and what the command refuses before it opens any data."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from compliance.subject.ground import State
from ftcheck.stages.searched import search_lines, trial_lines
from reports.search_chart import search_chart
from tests.e2e.conftest import ftcheck


def row(number: int, rank: int | None, loss: float | None, **more: Any) -> dict[str, Any]:
    curve = [] if loss is None else [{"epoch": 0, "loss": 5.0}, {"epoch": 1, "loss": loss}]
    return {
        "number": number,
        "rank": rank,
        "changes": {"learning_rate": 0.01 * 4**number, "lora.target_modules": ["q", "v"][:number]},
        "state": "finished" if loss else "diverged",
        "reason": "" if loss else "the loss is no number any more",
        "loss": loss,
        "epochs": 1,
        "seconds": 2.4,
        "curve": curve,
        **more,
    }


@pytest.fixture
def document() -> dict[str, Any]:
    return copy.deepcopy(
        {
            "rungs": [{"epochs": 1}],
            "trials": [
                row(1, 2, 2.5),
                row(2, 1, 2.25),
                row(3, None, None),
                row(4, 3, 90.0, state="pruned"),
            ],
            "winner": {
                "number": 2,
                "changes": {"learning_rate": 0.16, "lora.target_modules": ["q", "v"]},
            },
            "validation": {"records": 1200, "groups": 40},
            "luck": {
                "epochs": 1,
                "compared": 3,
                "lowest": 2.25,
                "median": 2.5,
                "highest": 90.0,
                "second": 1,
                "lead": {"value": 0.25, "low": -0.1, "high": 0.6, "level": 0.95},
                "chosen_again": 0.7,
                "expected_loss": 2.3,
            },
        }
    )


def test_the_table_has_the_best_first_and_the_winner_as_toml(document: dict[str, Any]) -> None:
    import tomllib

    lines = list(search_lines(document))
    assert [line.split()[1] for line in lines[1:5]] == ["2", "1", "4", "3"]
    assert lines[1].split()[-3:] == ["2.2500", "2", "finished"]
    assert lines[4].split()[0] == "-"
    text = "\n".join(lines)
    assert "trial 3 diverged: the loss is no number any more" in text
    assert "judged by 1,200 validation records in 40 groups" in text
    assert "interval -0.1000 to +0.6000): the lead may be luck alone" in text
    assert "chosen again in 70%; a choice like this one is worth a loss of 2.3000" in text
    block = "\n".join(lines[lines.index("") :])
    assert tomllib.loads(f"[tune]\n{block}\n")["tune"] == {
        "learning_rate": 0.16, "lora": {"target_modules": ["q", "v"]},
    }  # fmt: skip
    document["luck"]["lead"]["low"] = 0.1
    assert "the lead is more than luck" in "\n".join(search_lines(document))
    document["luck"]["lead"]["low"] = None
    assert "too few groups for an interval" in "\n".join(search_lines(document))
    document["luck"] = None
    assert "only one trial was measured" in "\n".join(search_lines(document))


def test_long_tables_are_cut(document: dict[str, Any]) -> None:
    document["trials"] += [row(number, number, 3.0) for number in range(5, 50)]
    lines = list(search_lines(document))
    assert sum(line.endswith("finished") for line in lines) < 40
    assert "9 more trials stand in search.json" in lines
    assert list(trial_lines([(n, {"lora.r": n}) for n in range(45)]))[-1] == "5 more trials"


def test_the_picture_shows_every_trial_and_no_outlier_flattens_it(
    document: dict[str, Any],
) -> None:
    svg = search_chart(document)
    assert svg == search_chart(document)
    root = ElementTree.fromstring(svg)
    lines = [each for each in root.iter() if each.tag.endswith("polyline")]
    assert len(lines) == 3
    assert "2.6" in lines[-1].attrib["stroke-width"]  # the best lies on top
    ends = [float(each.attrib["points"].split()[-1].split(",")[1]) for each in lines]
    assert min(ends) >= 40  # 90 stands at the upper edge
    assert max(ends) - min(ends) > 100
    texts = [each.text for each in root.iter() if each.tag.endswith("text")]
    assert {"learning_rate", "lora.target_modules", "number 2", "failed"} <= set(texts)
    assert "loss above the picture" in texts


def test_a_constant_setting_and_equal_losses_can_be_drawn(document: dict[str, Any]) -> None:
    for each in document["trials"]:
        each["changes"] = {"lora.r": 4}
        each |= {"loss": 2.0, "curve": [{"epoch": 1, "loss": 2.0}]}
    assert ElementTree.fromstring(search_chart(document)) is not None


def test_without_a_space_nothing_is_opened(tmp_path: Path) -> None:
    (tmp_path / "ftcheck.toml").write_text("")
    refused = ftcheck(tmp_path, "search")
    assert refused.code == 2
    assert "there is nothing to search" in refused.err
    assert "[search.space]" in refused.err
    assert [path.name for path in tmp_path.iterdir()] == ["ftcheck.toml"]


def test_an_erasure_knows_what_an_interrupted_search_learned(tmp_path: Path) -> None:
    step = tmp_path / "search" / "checkpoints" / "trial-0001" / "step-3"
    step.mkdir(parents=True)
    (tmp_path / "checkpoints" / "step-1").mkdir(parents=True)
    state = State("runs/main", "main", tmp_path)
    assert state.checkpoints() == [tmp_path / "checkpoints" / "step-1", step]
    state.remove_checkpoints()
    assert state.checkpoints() == []
    assert not (tmp_path / "search").exists()
