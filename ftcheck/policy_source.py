"""Where the policy stands: inline in the configuration, or in a file of its own."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from compliance.errors import ConfigError, PathError, UsageError


@dataclass(frozen=True, slots=True)
class PolicySource:
    """A configuration with its policy put in, wherever that was written."""

    data: dict[str, Any]
    """The whole configuration, the policy inline."""
    folder: Path
    """What file names in the policy are relative to."""
    path: Path | None = None
    """The file of the policy, where it has one of its own."""
    shown: str = ""
    """That file as the configuration names it."""
    problems: tuple[str, ...] = ()

    @classmethod
    def of(cls, data: dict[str, Any], config: Path) -> PolicySource:
        """Return where a configuration has its policy.

        Args:
            data: the configuration as it was read.
            config: its file.
        """
        policy = data.get("policy")
        if not isinstance(policy, Mapping) or "file" not in policy:
            return cls(data, config.parent)
        without = {key: value for key, value in data.items() if key != "policy"}
        shown = policy["file"]
        if not isinstance(shown, str) or not shown:
            return cls(without, config.parent, problems=("policy.file: is not a path",))
        path = config.parent / shown
        problems = [
            f"policy.{key}: stands beside policy.file; write it in {shown}, or remove `file`"
            for key in policy
            if key != "file"
        ]
        inner: dict[str, Any] = {}
        try:
            inner = parse_toml(path)
        except UsageError as error:
            problems.append(f"policy.file: {error.message}")
        if "policy" in inner:
            problems.append(f"{shown}: its keys stand without [policy]: `preset`, not in a table")
        return cls({**without, "policy": inner} if not problems else without,
                   path.parent, path, shown, tuple(problems))  # fmt: skip

    def placed(self, problem: str) -> str:
        """Return a problem with the file that it is in, where that is the policy's own."""
        inside = self.path is not None and not self.problems and problem.startswith("policy.")
        return f"{self.shown}: {problem.removeprefix('policy.')}" if inside else problem


def parse_toml(path: Path) -> dict[str, Any]:
    """Return what a TOML file holds.

    Raises:
        ConfigError: it is no TOML, or no UTF-8 text.
        PathError: it cannot be read.
    """
    try:
        return tomllib.loads(path.read_text("utf-8-sig"))
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path} is not valid TOML: {error}") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path} is not UTF-8 text") from error
    except OSError as error:
        raise PathError(f"{path} cannot be read: {error.strerror}") from error
