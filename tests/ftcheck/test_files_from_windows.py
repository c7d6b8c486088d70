"""Files that a person writes may begin with a mark and have other line ends."""

from __future__ import annotations

from pathlib import Path

from ftcheck.policy_source import parse_toml
from ftcheck.subjects import references


def written(path: Path, text: str) -> Path:
    path.write_text(text, "utf-8-sig", newline="\r\n")
    return path


def test_the_first_reference_counts(tmp_path: Path) -> None:
    """A reference that is not recognised would leave its record where it is, in silence."""
    path = written(tmp_path / "yes.txt", "ab12cd34 sure\n# a remark\n\n99ff00aa\n")
    assert references(path) == ["ab12cd34", "99ff00aa"]
    assert references(written(tmp_path / "remark.txt", "# a remark\nab12\n")) == ["ab12"]


def test_a_configuration_is_read(tmp_path: Path) -> None:
    path = written(tmp_path / "ftcheck.toml", '[project]\nname = "münze"\n')
    assert parse_toml(path) == {"project": {"name": "münze"}}
