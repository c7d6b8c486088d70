"""ftcheck.toml: its whole shape, and where each value came from."""

from __future__ import annotations

import copy
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from compliance.dataset.record import join_key
from compliance.declarations import (
    Controller,
    DataProtectionOfficer,
    Declarations,
    Purpose,
    Recipient,
    Source,
)
from compliance.detect.config import DetectConfig
from compliance.detect.presidio.user_types import types_by_presidio, user_types
from compliance.errors import ConfigError, PathError
from compliance.lists.lists import Lists, load_lists
from compliance.policy import Policy
from compliance.policy.against_scanner import against_scanner
from compliance.policy.names import own_types_of, unknown_names
from compliance.policy.own_types import IS_A_NAME
from compliance.policy.problems import policy_problems
from compliance.quality.config import QualityConfig
from compliance.residue.config import CheckConfig
from compliance.review.config import ReviewConfig
from compliance.risk.config import RiskConfig
from compliance.splitting.config import SplitSection
from compliance.suggest import did_you_mean
from ftcheck.policy_source import PolicySource, parse_toml
from synth.config import AugmentConfig
from tuning.config import EvaluateConfig, ModelConfig, SearchConfig, TuneConfig
from tuning.config.contradictions import contradictions
from tuning.probe.config import ProbeConfig
from tuning.search.space import search_problems

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


class Config(BaseModel):
    """The whole configuration of a project."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    project: ProjectSection = ProjectSection()
    controller: Controller = Controller()
    dpo: DataProtectionOfficer = DataProtectionOfficer()
    purposes: tuple[Purpose, ...] = ()
    sources: tuple[Source, ...] = ()
    recipients: tuple[Recipient, ...] | None = None
    automated_decisions: str = ""
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
    search: SearchConfig = SearchConfig()
    evaluate: EvaluateConfig = EvaluateConfig()
    probe: ProbeConfig = ProbeConfig()

    @property
    def declarations(self) -> Declarations:
        """What the company declares, as the gate takes it."""
        return Declarations(
            controller=self.controller,
            dpo=self.dpo,
            purposes=self.purposes,
            sources=self.sources,
            recipients=self.recipients,
            automated_decisions=self.automated_decisions,
        )


@dataclass(frozen=True, slots=True)
class LoadedConfig:
    """A configuration with the origin of its values."""

    config: Config
    path: Path | None
    """The file it was read from; None when only defaults are used."""
    set_keys: frozenset[str]
    """Dotted keys that the file sets."""
    policy_path: Path | None = None
    """The file of the policy, where it has one of its own."""
    lists: Lists = field(default_factory=Lists)
    """The lists of the policy, read."""
    own_types: tuple[str, ...] = ()
    """Entity types of the user's own: from recognizers, lists and [policy.types]."""

    def values(self) -> Iterator[tuple[str, Any, str]]:
        """Yield (dotted key, value, origin) for every value, set or default."""
        origin = str(self.path) if self.path else DEFAULT_ORIGIN
        for key, value in _flat(self.config.model_dump(mode="json")):
            own = str(self.policy_path) if self.policy_path and key[:7] == "policy." else origin
            # `PERSON = "mask"` is short for a table.
            whole = key.removesuffix(".name").removesuffix(".category")
            yield key, value, own if {key, whole} & self.set_keys else DEFAULT_ORIGIN


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
    if pyproject.is_file() and "ftcheck" in parse_toml(pyproject).get("tool", {}):
        return pyproject
    return None


def load_config(path: Path | None) -> LoadedConfig:
    """Return the configuration in a file, or the defaults.

    Raises:
        ConfigError: the file is no TOML, or any key or value is wrong; all problems at once.
    """
    if path is None:
        return LoadedConfig(Config(), None, frozenset())
    data = parse_toml(path)
    if path.name == "pyproject.toml":
        data = data.get("tool", {}).get("ftcheck", {})
    source = PolicySource.of(data, path)
    data = source.data
    problems = list(source.problems)
    try:
        config = Config.model_validate(data)
    except ValidationError as error:
        problems += [_problem(data, item) for item in error.errors(include_url=False)]
        # pydantic's own text repeats the values
        problems += _policy_problems(data, source) if not source.problems else []
        problems += _tune_problems(data)
        raise _config_error(path, source, problems) from None
    problems += config.declarations.problems()
    problems += contradictions(config.tune)
    problems += search_problems(config.search, config.tune)
    own = _own_types(config)
    problems += own.problems
    lists, found = Lists(), list[str]()
    if not source.problems:
        problems += policy_problems(config.policy, own.types)
        problems += against_scanner(config.policy, config.detect)
        lists, found = load_lists(
            config.policy, source.folder,
            own_types=own.types, own_names=config.detect.own_names,
        )  # fmt: skip
    if problems or found:
        raise _config_error(path, source, [*problems, *found])
    return LoadedConfig(
        _with_dates(config), path, frozenset(key for key, _ in _flat(data)), source.path, lists,
        own_types_of(config.policy, own.types),
    )  # fmt: skip


def _with_dates(config: Config) -> Config:
    """Return the configuration with plain dates looked for, where the policy does not leave them.

    Most texts are full of dates that are nobody's, so they are looked for only where it matters.
    """
    if "dates" in config.detect.model_fields_set or config.policy.leaves("DATE_TIME"):
        return config
    detect = config.detect.model_copy(update={"dates": True})
    return config.model_copy(update={"detect": detect})


@dataclass(frozen=True, slots=True)
class _OwnTypes:
    types: frozenset[str]
    problems: tuple[str, ...]


def _own_types(config: Config) -> _OwnTypes:
    """Return the entity types that recognizers of the user's own find."""
    files = config.detect.recognizers
    if not files:
        return _OwnTypes(frozenset(), ())
    named = user_types(files)
    types = named.types
    if named.asks_presidio and any(unknown_names(config.policy, types)):
        types |= types_by_presidio(files, config.detect.languages)
    problems = tuple(
        f"detect.recognizers: the type {name!r} cannot stand in a slot: capitals, digits and _ only"
        for name in sorted(types)
        if not IS_A_NAME.match(name)
    )
    return _OwnTypes(types, problems)


def _policy_problems(data: Mapping[str, Any], source: PolicySource) -> list[str]:
    """Return what can be said of the policy while some values of the configuration are not valid.

    Those are left out for this, so that all problems are named at once.
    """
    sections = {key: copy.deepcopy(data.get(key, {})) for key in ("policy", "detect")}
    cut = {where for key in sections for where in _cut_out(sections, key)}
    try:
        policy = Policy.model_validate(sections["policy"])
        detect = DetectConfig.model_validate(sections["detect"])
    except ValidationError:
        return []
    types = user_types(detect.recognizers).types
    _, found = load_lists(policy, source.folder, own_types=types, own_names=detect.own_names)
    problems = [*policy_problems(policy, types), *against_scanner(policy, detect), *found]
    # A rule without its action says nothing, but that is not what is wrong with it.
    return [each for each in problems if each.partition("]: ")[0] + "]" not in cut]


def _tune_problems(data: Mapping[str, Any]) -> list[str]:
    """Return what is wrong with [tune] and [search], where only other sections are not valid."""
    try:
        tune = TuneConfig.model_validate(data.get("tune", {}))
        search = SearchConfig.model_validate(data.get("search", {}))
    except ValidationError:
        return []
    return [*contradictions(tune), *search_problems(search, tune)]


def _cut_out(sections: dict[str, Any], key: str) -> Iterator[str]:
    """Remove the values of a section that are not valid; yield the key of what held each."""
    model: type[BaseModel] = Policy if key == "policy" else DetectConfig
    try:
        model.model_validate(sections[key])
    except ValidationError as error:
        for item in error.errors(include_url=False, include_input=False):
            steps = _steps({**item, "loc": (key, *item["loc"])})
            holder: Any = sections
            for at, step in enumerate(steps):
                if isinstance(holder, dict) and step not in holder:
                    break  # it is missing, or went with another one
                # A name that is short for a table ends the way early.
                inside = at + 1 < len(steps) and isinstance(holder[step], dict | list)
                if not inside:
                    if isinstance(holder, dict):
                        del holder[step]
                        yield _key(steps[:at])
                    break
                holder = holder[step]


def _config_error(path: Path, source: PolicySource, problems: list[str]) -> ConfigError:
    return ConfigError(
        f"{path} has {_count(problems)}", problems=[source.placed(each) for each in problems]
    )


def _count(problems: list[str]) -> str:
    return "one problem:" if len(problems) == 1 else f"{len(problems)} problems:"


def _problem(data: Mapping[str, Any], item: Mapping[str, Any]) -> str:
    """Return one line for a pydantic error, without the value."""
    steps = _steps(item)
    key = _key(steps)
    if item["type"] == "extra_forbidden":
        known = _known_keys(steps[:-1])
        return f"{key}: unknown key{did_you_mean(str(steps[-1]), known)}"
    if item["type"] == "missing":
        return f"{key}: is missing"
    return f"{key}: {item['msg'][0].lower()}{item['msg'][1:]}"


def _steps(item: Mapping[str, Any]) -> list[Any]:
    """Return the keys and indices that lead to the value of a pydantic error."""
    return [step for step in item["loc"] if step not in ("function-wrap", "[key]")]


def _key(steps: Sequence[Any]) -> str:
    key = ""
    for step in steps:
        key = f"{key}[{step}]" if isinstance(step, int) else f"{key}.{step}" if key else str(step)
    return key


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
