"""The licence dossier of a base model, from the files in its folder and nothing else."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

from compliance.errors import ModelFolderError
from compliance.evidence.files import sha256_file
from compliance.suggest import did_you_mean
from reports.licence.evidence import Evidence, FolderFacts, count_parameters, read_folder
from reports.licence.rules import Family, Flag, Rules, load_rules

SCHEMA = "ftcheck.base-model/1"
CARD_SCHEMA = "ftcheck.model-card/1"
State = Literal["confirmed", "tag-only", "conflict", "unknown"]
# The hash in a model card covers the model, and neither the card nor the papers about it.
_PAPERS = ("card.json", "README.md", "metrics.json", "LICENSE")
# What version control and download tools leave in a model folder.
_NOT_PART = (".git", ".cache", "__pycache__")
_VISION_KEYS = ("vision_config", "image_token_index", "image_token_id")
_HUB_CACHE = re.compile(r"models--([^/]+?)--([^/]+)$")

STATUS_NOTE = (
    "Tuning does not improve the status of the base model. Whether it was developed lawfully has "
    "to be assessed by whoever uses it; this dossier holds what its files show."
)


def resolve_model(
    folder: Path,
    *,
    declared: str | None = None,
    commercial: bool = True,
    eu_controller: bool = True,
) -> dict[str, Any]:
    """Return the dossier of a model folder (base_model.json).

    Evidence counts strongest first: licence text, label, name of the model it was made from, the
    controller's own word. A folder without any is `unknown`, which is never fine.

    Args:
        folder: a local model folder; its files are hashed and small ones read, nothing is run.
        declared: the licence as the controller declares it.
        commercial: the use is commercial.
        eu_controller: the controller sits in the EU.

    Raises:
        ModelFolderError: there is no such folder.
    Basis: EDPB Opinion 28/2024, 126-131; AI Act Art. 53(1)(b).
    """
    if not folder.is_dir():
        raise ModelFolderError(f"{folder} is not a folder")
    rules = load_rules()
    facts = read_folder(folder, rules)
    evidence = [*facts.evidence, *_declared(declared, rules)]
    state = _state(evidence)
    family = _family(evidence)
    flags = list(_flags(state, family, facts, evidence, commercial=commercial, eu=eu_controller))
    files = _files(folder)
    parameters = count_parameters(folder)
    return {
        "schema": SCHEMA,
        "name": _name(folder, facts),
        "path_name": folder.resolve().name,
        "parameters": parameters if parameters is not None else _number(facts.card, "parameters"),
        "model_type": facts.config.get("model_type"),
        "licence": {
            "state": state,
            "id": family.id if family else None,
            "spdx": family.spdx if family else None,
            "evidence": [item.document() for item in evidence],
            "duties": list(family.duties) if family else [],
            "limits": _limits(family),
            "commercial": family.commercial if family else "unknown",
            "verified": family.verified if family else None,
            "flags": [flag.model_dump() for flag in flags],
            "rules_checked_on": rules.checked_on,
        },
        "chain": _chain(facts, rules),
        "training_data": _training_data(facts),
        "status_note": STATUS_NOTE,
        "open_points": list(_open_points(facts, flags, files)),
        "files": files,
        "sha256_tree": _tree(files),
    }


def _declared(declared: str | None, rules: Rules) -> Iterator[Evidence]:
    if declared:
        family = rules.family(declared)
        known = {item.id for item in rules.families}
        hint = "" if family else f", which the table does not know{did_you_mean(declared, known)}"
        what = f"declared by the controller as {declared!r}{hint}"
        yield Evidence("ftcheck.toml", what, "declared", family, None)


def _state(evidence: Sequence[Evidence]) -> State:
    # One licence with additions (Apache with a use policy) is not two licences.
    families = {item.family.spdx or item.family.id for item in evidence if item.family is not None}
    if len(families) > 1:
        return "conflict"
    if not families:
        return "unknown"
    confirmed = any(item.strength == "text" and item.family is not None for item in evidence)
    # A label beside the text that the table does not know may name something else.
    strangers = any(item.family is None and item.strength == "tag" for item in evidence)
    return "confirmed" if confirmed and not strangers else "tag-only"


def _family(evidence: Sequence[Evidence]) -> Family | None:
    """Return the family that counts: the stricter one where the evidence is in conflict."""
    order = {"no": 0, "unknown": 1, "conditions": 2, "yes": 3}
    families = [item.family for item in evidence if item.family is not None]
    if not families:
        return None
    return min(families, key=lambda f: (order[f.commercial], -len(f.limits), -len(f.duties)))


def _limits(family: Family | None) -> list[str]:
    if family is None:
        return []
    note = [family.commercial_note] if family.commercial_note else []
    return [*note, *family.limits]


def _flags(
    state: State,
    family: Family | None,
    facts: FolderFacts,
    evidence: Sequence[Evidence],
    *,
    commercial: bool,
    eu: bool,
) -> Iterator[Flag]:
    if state == "unknown":
        text = "no licence was found: no permission to use this model is shown"
        yield Flag(severity="review", text=text)
    if state == "conflict":
        names = sorted({item.family.title for item in evidence if item.family is not None})
        text = (
            f"the evidence names different licences ({'; '.join(names)}); the stricter one is shown"
        )
        yield Flag(severity="review", text=text)
    if state == "tag-only":
        text = "the licence text is not in the folder; a label alone is weak evidence"
        yield Flag(severity="review", text=text)
    if family is None:
        return
    if commercial and family.commercial == "no":
        yield Flag(severity="block", text=f"{family.title} does not allow commercial use")
    vision = any(key in facts.config for key in _VISION_KEYS)
    if eu and (family.eu_block == "all" or (family.eu_block == "vision" and vision)):
        text = f"{family.title} gives no rights in this model to whoever sits in the EU"
        yield Flag(severity="block", text=text)
    if family.verified != "seen":
        text = "the duties listed here were not held against the licence text: read it"
        yield Flag(severity="note", text=text)


def _chain(facts: FolderFacts, rules: Rules) -> list[dict[str, Any]]:
    chain = []
    for link in dict.fromkeys(facts.links):
        family = rules.family_of_model(link.name)
        chain.append(
            {
                "name": link.name,
                "relation": link.relation,
                "licence": family.id if family else None,
            }
        )
    return chain


def _training_data(facts: FolderFacts) -> dict[str, Any]:
    if facts.card.get("schema") == CARD_SCHEMA:
        sources = [
            {key: item.get(key) for key in ("name", "licence", "holder", "sha256")}
            for item in facts.card.get("sources") or []
            if isinstance(item, Mapping)
        ]
        level = facts.card.get("data_disclosure")
        return {"disclosure": level if isinstance(level, int) else 0, "sources": sources}
    named = facts.readme.get("datasets")
    names = [named] if isinstance(named, str) else named if isinstance(named, list) else []
    sources = [
        {"name": name, "licence": None, "holder": None, "sha256": None}
        for name in names
        if isinstance(name, str)
    ]
    return {"disclosure": 3 if sources else 0, "sources": sources}


def _open_points(
    facts: FolderFacts, flags: Sequence[Flag], files: Mapping[str, str]
) -> Iterator[str]:
    for flag in flags:
        if flag.severity != "note":
            yield flag.text[0].upper() + flag.text[1:] + "."
    for item in facts.evidence:
        if item.strength == "text" and item.family is None:
            yield f"{item.file} holds terms that the licence table does not know: read them."
    for name in facts.unreadable:
        yield f"{name} is there, but could not be read."
    for link in dict.fromkeys(facts.links):
        yield f"{link.name} ({link.relation} it) was not examined: its files are not here."
    data = _training_data(facts)
    if not data["sources"]:
        yield "Nothing in the folder says what the model was trained on."
    elif any(not item["licence"] for item in data["sources"]):
        yield "The licences of its training data are not stated."
    stated = facts.card.get("sha256_tree")
    if stated and stated != _tree(files, leave_out=_PAPERS):
        yield "card.json describes other files than the ones in this folder."
    if facts.card.get("schema") != CARD_SCHEMA:
        yield "Whether the model was developed lawfully was not assessed."


def _name(folder: Path, facts: FolderFacts) -> str:
    stated = facts.card.get("name")
    if isinstance(stated, str) and stated:
        return stated
    for part in (folder.resolve(), *folder.resolve().parents):
        match = _HUB_CACHE.search(part.name)
        if match:
            return f"{match[1]}/{match[2]}"
    return folder.resolve().name


def _files(folder: Path) -> dict[str, str]:
    paths = {path.relative_to(folder): path for path in folder.rglob("*") if path.is_file()}
    return {
        relative.as_posix(): sha256_file(path)
        for relative, path in sorted(paths.items(), key=lambda item: item[0].as_posix())
        if not set(relative.parts) & set(_NOT_PART)
    }


def _tree(files: Mapping[str, str], *, leave_out: Sequence[str] = ()) -> str:
    # As compliance.evidence.sha256_tree takes it, over hashes that are already there.
    lines = (f"{digest}  {name}\n" for name, digest in files.items() if name not in leave_out)
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def _number(card: Mapping[str, Any], key: str) -> int | None:
    value = card.get(key)
    return value if isinstance(value, int) else None
