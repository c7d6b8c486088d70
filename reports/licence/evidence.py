"""What the files of a model folder say about its licence, strongest first."""

from __future__ import annotations

import json
import re
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from compliance.evidence.files import sha256_file
from reports.licence.rules import Family, Rules

Strength = Literal["text", "tag", "name", "declared"]

_TEXT_NAMES = re.compile(r"(?i)^(licen[cs]e|copying|notice|use_?policy|terms)([._-].*)?$")
_MAX_TEXT = 1 << 20
_MAX_HEADER = 100 << 20


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing that one file says about the licence."""

    file: str
    what: str
    strength: Strength
    """`text` is the licence itself; `tag` a label; `name` follows from the model's name."""
    family: Family | None
    sha256: str | None

    def document(self) -> dict[str, Any]:
        """Return the stored form."""
        return {"file": self.file, "what": self.what, "sha256": self.sha256}


@dataclass(frozen=True, slots=True)
class Link:
    """A model that this one was made from."""

    name: str
    relation: str
    file: str


@dataclass(frozen=True, slots=True)
class FolderFacts:
    """Everything that the small files of a model folder say."""

    evidence: tuple[Evidence, ...]
    links: tuple[Link, ...]
    card: Mapping[str, Any]
    """card.json of a shipped model; empty when there is none."""
    readme: Mapping[str, Any]
    """YAML head of README.md; empty when there is none."""
    config: Mapping[str, Any]
    unreadable: tuple[str, ...]
    """Files that are there but could not be read."""


def read_folder(folder: Path, rules: Rules) -> FolderFacts:
    """Return what the files of a model folder say; nothing is loaded or run."""
    unreadable: list[str] = []

    def document(name: str) -> Mapping[str, Any]:
        path = folder / name
        if not path.is_file():
            return {}
        try:
            value = json.loads(path.read_bytes())
        except (OSError, ValueError, RecursionError):
            unreadable.append(name)
            return {}
        if isinstance(value, dict):
            return value
        unreadable.append(name)
        return {}

    card, adapter, config = (
        document(name) for name in ("card.json", "adapter_config.json", "config.json")
    )
    readme, problem = _readme_head(folder / "README.md")
    if problem:
        unreadable.append("README.md")
    links = [*_readme_links(readme), *_adapter_links(adapter)]
    found = [
        *_texts(folder, rules),
        *_card_tag(folder, card, rules),
        *_readme_tags(folder, readme, rules),
        *_names(links, rules),
    ]
    hint = str(config.get("_name_or_path") or "")
    family = rules.family_of_model(_model_name(hint)) if hint else None
    if family is not None:
        what = f"names {_model_name(hint)!r} as its origin, which falls under {family.title}"
        found.append(Evidence("config.json", what, "name", family, None))
    return FolderFacts(tuple(found), tuple(links), card, readme, config, tuple(sorted(unreadable)))


def count_parameters(folder: Path) -> int | None:
    """Return the number of weights, from the headers of the safetensors files; None if unknown."""
    total = 0
    paths = sorted(folder.glob("*.safetensors"))
    for path in paths:
        try:
            with path.open("rb") as stream:
                (length,) = struct.unpack("<Q", stream.read(8))
                if length > _MAX_HEADER:
                    return None
                header = json.loads(stream.read(length))
            for name, tensor in header.items():
                if name != "__metadata__":
                    size = 1
                    for dimension in tensor["shape"]:
                        size *= int(dimension)
                    total += size
        except (OSError, ValueError, KeyError, TypeError, struct.error):
            return None
    return total if paths else None


def _texts(folder: Path, rules: Rules) -> Iterator[Evidence]:
    for path in sorted(folder.iterdir()):
        if not path.is_file() or not _TEXT_NAMES.match(path.name):
            continue
        with path.open("rb") as stream:
            text = stream.read(_MAX_TEXT).decode("utf-8", "replace")
        digest = sha256_file(path)
        families = rules.families_of_text(text)
        for family in families:
            yield Evidence(path.name, f"text of the {family.title}", "text", family, digest)
        if not families:
            what = "a text that the table does not know: read it"
            yield Evidence(path.name, what, "text", None, digest)


def _readme_head(path: Path) -> tuple[Mapping[str, Any], bool]:
    """Return the YAML head of a model card, and whether it is there but not readable."""
    import yaml

    if not path.is_file():
        return {}, False
    try:
        with path.open("rb") as stream:
            text = stream.read(_MAX_TEXT).decode("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return {}, True
    match = re.match(r"---\r?\n(.*?)\r?\n---\s*(?:\r?\n|$)", text, re.DOTALL)
    if match is None:
        return {}, False
    try:
        value = yaml.safe_load(match[1])
    except (yaml.YAMLError, RecursionError, ValueError):
        return {}, True
    return (value, False) if isinstance(value, dict) else ({}, True)


def _readme_tags(folder: Path, readme: Mapping[str, Any], rules: Rules) -> Iterator[Evidence]:
    digest = sha256_file(folder / "README.md") if readme else None
    for tag in _strings(readme.get("license")):
        name = str(readme.get("license_name") or "") if tag.lower() == "other" else tag
        family = rules.family(name) if name else None
        shown = f"license: {tag}" + (f", license_name: {name}" if name != tag and name else "")
        yield Evidence("README.md", f"label {shown!r}", "tag", family, digest)
    prompt = readme.get("extra_gated_prompt")
    if isinstance(prompt, str):
        for family in rules.families_of_text(prompt):
            what = f"text of the {family.title} in extra_gated_prompt"
            yield Evidence("README.md", what, "text", family, digest)


def _card_tag(folder: Path, card: Mapping[str, Any], rules: Rules) -> Iterator[Evidence]:
    licence = card.get("licence")
    if isinstance(licence, str) and licence:
        digest = sha256_file(folder / "card.json")
        yield Evidence("card.json", f"label {licence!r}", "tag", rules.family(licence), digest)


def _readme_links(readme: Mapping[str, Any]) -> Iterator[Link]:
    relation = str(readme.get("base_model_relation") or "made from")
    for name in _strings(readme.get("base_model")):
        yield Link(_model_name(name), relation, "README.md")


def _adapter_links(adapter: Mapping[str, Any]) -> Iterator[Link]:
    name = adapter.get("base_model_name_or_path")
    if isinstance(name, str) and name:
        yield Link(_model_name(name), "adapter of", "adapter_config.json")


def _names(links: list[Link], rules: Rules) -> Iterator[Evidence]:
    for link in links:
        family = rules.family_of_model(link.name)
        if family is not None:
            what = f"{link.relation} {link.name!r}, which falls under {family.title}"
            yield Evidence(link.file, what, "name", family, None)


def _model_name(value: str) -> str:
    """Return a hub id, or the last part of a path: paths name people and machines."""
    text = value.replace("\\", "/").rstrip("/")
    is_id = text.count("/") == 1 and not text.startswith((".", "/", "~"))
    return text if is_id else text.rsplit("/", 1)[-1]


def _strings(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, list):
        return [item for item in value if isinstance(item, str)]
    return []
