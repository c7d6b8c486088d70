"""ftcheck.toml: its whole shape, and where each value came from."""

from __future__ import annotations

import contextlib
import os
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from compliance.dataset.record import join_key
from compliance.declarations import Controller, DataProtectionOfficer, Declarations, Purpose, Source
from compliance.detect.config import DetectConfig
from compliance.errors import ConfigError, PathError
from compliance.policy import Policy
from compliance.quality.config import QualityConfig
from compliance.residue.config import CheckConfig
from compliance.review.config import ReviewConfig
from compliance.risk.config import RiskConfig
from compliance.suggest import did_you_mean
from synth.config import AugmentConfig
from tuning.config import ModelConfig, TuneConfig
from tuning.probe.config import ProbeConfig

FILE_NAME = "ftcheck.toml"
ENVIRONMENT = "FTCHECK_CONFIG"
DEFAULT_ORIGIN = "default"


class ProjectSection(BaseModel):
    """[project]: name, seed and where runs are kept."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = Field(default="project", pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]*$")
    seed: Annotated[int, Field(ge=0, lt=2**32)] = 20260101
    runs_dir: str = "runs"
    workers: Annotated[int, Field(ge=0, le=256)] = 0
    """Processes of the scanner, 0 for one a core; the findings do not depend on it."""


class SplitSection(BaseModel):
    """[split]: shares of the groups (persons, cases) that are kept from training."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    validation: Annotated[float, Field(ge=0, le=0.5)] = 0.1
    holdout: Annotated[float, Field(ge=0, le=0.5)] = 0.1


class Config(BaseModel):
    """The whole configuration of a project."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    project: ProjectSection = ProjectSection()
    controller: Controller = Controller()
    dpo: DataProtectionOfficer = DataProtectionOfficer()
    purposes: tuple[Purpose, ...] = ()
    sources: tuple[Source, ...] = ()
    policy: Policy = Policy()
    review: ReviewConfig = ReviewConfig()
    risk: RiskConfig = RiskConfig()
    quality: QualityConfig = QualityConfig()
    detect: DetectConfig = DetectConfig()
    check: CheckConfig = CheckConfig()
    split: SplitSection = SplitSection()
    augment: AugmentConfig = AugmentConfig()
    model: ModelConfig = ModelConfig()
    tune: TuneConfig = TuneConfig()
    probe: ProbeConfig = ProbeConfig()

    @property
    def declarations(self) -> Declarations:
        """What the company declares, as the gate takes it."""
        return Declarations(
            controller=self.controller,
            dpo=self.dpo,
            purposes=self.purposes,
            sources=self.sources,
        )


@dataclass(frozen=True, slots=True)
class LoadedConfig:
    """A configuration with the origin of its values."""

    config: Config
    path: Path | None
    """The file it was read from; None when only defaults are used."""
    set_keys: frozenset[str]
    """Dotted keys that the file sets."""

    def values(self) -> Iterator[tuple[str, Any, str]]:
        """Yield (dotted key, value, origin) for every value, set or default."""
        origin = str(self.path) if self.path else DEFAULT_ORIGIN
        for key, value in _flat(self.config.model_dump(mode="json")):
            yield key, value, origin if key in self.set_keys else DEFAULT_ORIGIN


def find_config(explicit: Path | None, start: Path) -> Path | None:
    """Return the configuration file to use: --config, FTCHECK_CONFIG, ftcheck.toml, pyproject.toml.

    The two file names are looked for in `start` and the folders above it.

    Raises:
        PathError: a file that was named does not exist.
    """
    named = explicit or (Path(value) if (value := os.environ.get(ENVIRONMENT)) else None)
    if named is not None:
        if named.is_dir():
            named = config_in(named) or named / FILE_NAME
        if not named.is_file():
            raise PathError(f"{named} does not exist", why="it was named as the configuration")
        return named
    found = (config_in(folder) for folder in (start, *start.parents))
    return next((path for path in found if path is not None), None)


def config_in(folder: Path) -> Path | None:
    """Return a folder's ftcheck.toml, else its pyproject.toml if that has [tool.ftcheck]."""
    if (folder / FILE_NAME).is_file():
        return folder / FILE_NAME
    pyproject = folder / "pyproject.toml"
    if pyproject.is_file() and "ftcheck" in _parse(pyproject).get("tool", {}):
        return pyproject
    return None


def load_config(path: Path | None) -> LoadedConfig:
    """Return the configuration in a file, or the defaults.

    Raises:
        ConfigError: the file is no TOML, or any key or value is wrong; all problems at once.
    """
    if path is None:
        return LoadedConfig(Config(), None, frozenset())
    data = _parse(path)
    if path.name == "pyproject.toml":
        data = data.get("tool", {}).get("ftcheck", {})
    try:
        config = Config.model_validate(data)
    except ValidationError as error:
        problems = [_problem(data, item) for item in error.errors(include_url=False)]
        with contextlib.suppress(ValidationError):
            problems += Policy.model_validate(data.get("policy", {})).problems()
        raise ConfigError(
            f"{path} has {_count(problems)}", problems=problems
        ) from None  # pydantic's own text repeats the values
    problems = [*config.declarations.problems(), *config.policy.problems()]
    if problems:
        raise ConfigError(f"{path} has {_count(problems)}", problems=problems)
    return LoadedConfig(config, path, frozenset(key for key, _ in _flat(data)))


def _count(problems: list[str]) -> str:
    return "one problem:" if len(problems) == 1 else f"{len(problems)} problems:"


def _parse(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path} is not valid TOML: {error}") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path} is not UTF-8 text") from error
    except OSError as error:
        raise PathError(f"{path} cannot be read: {error.strerror}") from error


def _problem(data: Mapping[str, Any], item: Mapping[str, Any]) -> str:
    """Return one line for a pydantic error, without the value."""
    steps = [step for step in item["loc"] if step not in ("function-wrap",)]
    key = ""
    for step in steps:
        key = f"{key}[{step}]" if isinstance(step, int) else f"{key}.{step}" if key else str(step)
    if item["type"] == "extra_forbidden":
        known = _known_keys(steps[:-1])
        return f"{key}: unknown key{did_you_mean(str(steps[-1]), known)}"
    if item["type"] == "missing":
        return f"{key}: is missing"
    return f"{key}: {item['msg'][0].lower()}{item['msg'][1:]}"


def _known_keys(steps: list[Any]) -> list[str]:
    """Return the keys that stand at a place of the configuration."""
    model: Any = Config
    for step in steps:
        if isinstance(step, int):
            continue
        annotation = model.model_fields[step].annotation
        candidates = [annotation, *get_args(annotation)]
        model = next(
            (c for c in candidates if isinstance(c, type) and issubclass(c, BaseModel)), None
        )
        if model is None:
            return []
    return list(model.model_fields)


def _flat(value: Any, base: str = "$") -> Iterator[tuple[str, Any]]:
    if isinstance(value, Mapping) and value:
        for key, member in value.items():
            yield from _flat(member, join_key(base, str(key)))
    elif isinstance(value, list) and value and isinstance(value[0], Mapping):
        for index, member in enumerate(value):
            yield from _flat(member, f"{base}[{index}]")
    else:
        yield base.removeprefix("$."), value
