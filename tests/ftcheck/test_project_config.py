"""Where a configuration is found, and where its values come from."""

from __future__ import annotations

from pathlib import Path

import pytest

from compliance.errors import ConfigError, PathError
from ftcheck.config import Config, find_config, load_config


def test_the_order_of_places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    monkeypatch.delenv("FTCHECK_CONFIG", raising=False)
    (tmp_path / "pyproject.toml").write_text("[tool.ftcheck]\n")
    assert find_config(None, inner) == tmp_path / "pyproject.toml"
    (tmp_path / "ftcheck.toml").write_text("")
    assert find_config(None, inner) == tmp_path / "ftcheck.toml"
    (inner / "own.toml").write_text("")
    monkeypatch.setenv("FTCHECK_CONFIG", str(inner / "own.toml"))
    assert find_config(None, inner) == inner / "own.toml"
    assert find_config(tmp_path, inner) == tmp_path / "ftcheck.toml"
    with pytest.raises(PathError, match="nowhere"):
        find_config(tmp_path / "nowhere.toml", inner)


def test_values_know_their_origin(tmp_path: Path) -> None:
    path = tmp_path / "ftcheck.toml"
    path.write_text("[tune]\nnum_train_epochs = 7\n[[sources]]\nid = 'a'\npath = 'x'\n")
    values = {key: (value, origin) for key, value, origin in load_config(path).values()}
    assert values["tune.num_train_epochs"] == (7, str(path))
    assert values["sources[0].path"] == ("x", str(path))
    assert values["project.seed"] == (Config().project.seed, "default")


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("", False),
        ("[policy]\npreset = 'balanced'\n", False),
        ("[policy]\npreset = 'strict'\n", True),
        ("[policy]\npreset = 'pseudonymize'\n", True),
        ("[policy.actions]\ndate = 'anonymize'\n", True),
        ("[policy.operators]\nDATE_TIME = 'generalise'\n[policy.actions]\nDATE_TIME='anonymize'\n",
         True),
        ("[[policy.rules]]\ntypes=['DATE_TIME']\nfields=['$.note']\naction='block'\n", True),
        ("[[policy.rules]]\nfields=['$.note']\naction='block'\n", False),
        ("[policy]\npreset = 'strict'\n[policy.actions]\nDATE_TIME = 'allow'\n", False),
        ("[policy]\npreset = 'strict'\n[detect]\ndates = false\n", False),
        ("[detect]\ndates = true\n", True),
    ],
)  # fmt: skip
def test_plain_dates_are_looked_for_where_the_policy_does_not_leave_them(
    text: str, dates: bool, tmp_path: Path
) -> None:
    path = tmp_path / "ftcheck.toml"
    path.write_text(text)
    assert load_config(path).config.detect.dates is dates


def test_problems_of_all_sections_come_at_once(tmp_path: Path) -> None:
    path = tmp_path / "ftcheck.toml"
    path.write_text("[project]\nnam = 'x'\n[policy.actions]\nPERSN = 'allow'\n")
    with pytest.raises(ConfigError) as caught:
        load_config(path)
    assert "project.nam: unknown key (did you mean 'name'?)" in caught.value.message
    assert "did you mean 'PERSON'" in caught.value.message


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("[[sources]]\nid='a'\npath='x'\n[[sources]]\nid='a'\npath='y'\n", "stands twice"),
        ("[[sources]]\nid='a'\npath='x'\npurposes=['p']\n", "not declared in [[purposes]]"),
        ("[[sources]]\nid='a'\n", "sources[0].path: is missing"),
        ("[model]\nrevision = 'main'\n", "model.revision"),
        ("[split]\nholdout = 0.9\n", "split.holdout"),
    ],
)
def test_contradictions_are_named(text: str, part: str, tmp_path: Path) -> None:
    path = tmp_path / "ftcheck.toml"
    path.write_text(text)
    with pytest.raises(ConfigError) as caught:
        load_config(path)
    assert part in caught.value.message


def test_a_threshold_on_an_unknown_metric_is_named_by_its_key(tmp_path: Path) -> None:
    path = tmp_path / "ftcheck.toml"
    path.write_text("[evaluate.thresholds]\nat_least = { loss = 1, acuracy = 0.9 }\n")
    with pytest.raises(ConfigError) as caught:
        load_config(path)
    for name in ("loss", "acuracy"):
        assert f"evaluate.thresholds.at_least.{name}: input should be" in caught.value.message
