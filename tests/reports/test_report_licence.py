from __future__ import annotations

import hashlib
import json
import struct
from pathlib import Path

import pytest

from compliance.errors import ModelFolderError
from compliance.evidence import sha256_tree
from reports import resolve_data, resolve_model
from reports.licence.rules import load_rules

APACHE = """                              Apache License
                        Version 2.0, January 2004

   TERMS AND CONDITIONS FOR USE, REPRODUCTION, AND DISTRIBUTION
"""
LLAMA31 = "LLAMA 3.1 COMMUNITY LICENSE AGREEMENT\nLlama 3.1 Version Release Date: July 23, 2024\n"
MIT = """Permission is hereby granted, free of charge, to any person obtaining a copy
of this software.
THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED.
"""


def folder(path: Path, files: dict[str, str | bytes]) -> Path:
    path.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        data = content.encode() if isinstance(content, str) else content
        (path / name).write_bytes(data)
    return path


def readme(**values: object) -> str:
    return "---\n" + json.dumps(values) + "\n---\n# Model\n"


def weights(**shapes: list[int]) -> bytes:
    header = json.dumps(
        {
            name: {"dtype": "F32", "shape": shape, "data_offsets": [0, 0]}
            for name, shape in shapes.items()
        }
        | {"__metadata__": {"format": "pt"}}
    ).encode()
    return struct.pack("<Q", len(header)) + header


def test_a_licence_text_confirms(tmp_path: Path):
    model = folder(
        tmp_path / "m",
        {
            "LICENSE": APACHE,
            "README.md": readme(license="apache-2.0", datasets=["open-corpus"]),
            "config.json": '{"model_type": "llama"}',
            "model.safetensors": weights(a=[3, 4], b=[5]),
        },
    )
    found = resolve_model(model)
    licence = found["licence"]
    assert found["schema"] == "ftcheck.base-model/1"
    assert (licence["state"], licence["id"], licence["spdx"]) == (
        "confirmed",
        "apache-2.0",
        "Apache-2.0",
    )
    assert licence["evidence"][0] == {
        "file": "LICENSE",
        "what": "text of the Apache License 2.0",
        "sha256": hashlib.sha256(APACHE.encode()).hexdigest(),
    }
    assert found["parameters"] == 17
    assert found["model_type"] == "llama"
    assert found["training_data"]["disclosure"] == 3
    assert found["sha256_tree"] == sha256_tree(model)
    assert set(found["files"]) == {"LICENSE", "README.md", "config.json", "model.safetensors"}


def test_a_label_alone_is_weak(tmp_path: Path):
    model = folder(tmp_path / "m", {"README.md": readme(license="mit")})
    found = resolve_model(model)
    assert found["licence"]["state"] == "tag-only"
    assert any("label alone" in point for point in found["open_points"])


def test_nothing_is_never_fine(tmp_path: Path):
    found = resolve_model(folder(tmp_path / "m", {"config.json": '{"model_type": "gpt2"}'}))
    assert found["licence"]["state"] == "unknown"
    assert found["licence"]["commercial"] == "unknown"
    assert found["training_data"] == {"disclosure": 0, "sources": []}
    assert any("no permission" in point for point in found["open_points"])


@pytest.mark.parametrize(
    "files",
    [
        {"LICENSE": APACHE, "README.md": readme(license="llama3.1")},
        {
            "LICENSE": APACHE,
            "README.md": readme(license="apache-2.0", base_model="meta-llama/Llama-3.1-8B"),
        },
        {
            "README.md": readme(license="apache-2.0"),
            "adapter_config.json": '{"base_model_name_or_path": "meta-llama/Llama-3.1-8B"}',
        },
        {"LICENSE": MIT, "LICENSE.llama": LLAMA31},
        {
            "README.md": readme(license="apache-2.0"),
            "config.json": '{"_name_or_path": "/home/x/Llama-3.1-8B-Instruct"}',
        },
    ],
)
def test_contradictions_are_a_conflict_and_the_stricter_side_counts(tmp_path: Path, files):
    found = resolve_model(folder(tmp_path / "m", files))
    assert found["licence"]["state"] == "conflict"
    assert found["licence"]["id"] == "llama3.1"
    assert any("different licences" in point for point in found["open_points"])


def test_the_declared_word_is_the_weakest(tmp_path: Path):
    bare = folder(tmp_path / "bare", {"config.json": "{}"})
    assert resolve_model(bare, declared="apache-2.0")["licence"]["state"] == "tag-only"
    apache = folder(tmp_path / "apache", {"LICENSE": APACHE})
    assert resolve_model(apache, declared="Apache-2.0")["licence"]["state"] == "confirmed"
    assert resolve_model(apache, declared="mit")["licence"]["state"] == "conflict"
    stranger = resolve_model(bare, declared="apache-2")["licence"]
    assert stranger["state"] == "unknown"
    assert "did you mean 'apache-2.0'" in stranger["evidence"][0]["what"]


@pytest.mark.parametrize(
    ("name", "licence"),
    [("qwen-research", "no"), ("mrl", "no"), ("mnpl", "no"), ("cc-by-nc-4.0", "no")],
)
def test_non_commercial_licences_block_commercial_use(tmp_path: Path, name: str, licence: str):
    tags = {"license": "other", "license_name": name} if "-by-" not in name else {"license": name}
    model = folder(tmp_path / "m", {"README.md": readme(**tags)})
    found = resolve_model(model)["licence"]
    assert (found["id"], found["commercial"]) == (name, licence)
    assert "block" in [flag["severity"] for flag in found["flags"]]
    private = resolve_model(model, commercial=False)["licence"]
    assert "block" not in [flag["severity"] for flag in private["flags"]]


def test_llama_4_blocks_for_a_controller_in_the_eu(tmp_path: Path):
    model = folder(tmp_path / "m", {"README.md": readme(license="llama4")})
    flags = resolve_model(model)["licence"]["flags"]
    assert any(flag["severity"] == "block" and "EU" in flag["text"] for flag in flags)
    outside = resolve_model(model, eu_controller=False)["licence"]["flags"]
    assert all(flag["severity"] != "block" for flag in outside)


def test_llama_32_blocks_only_models_that_read_pictures(tmp_path: Path):
    text = folder(tmp_path / "t", {"README.md": readme(license="llama3.2"), "config.json": "{}"})
    sees = folder(
        tmp_path / "v",
        {"README.md": readme(license="llama3.2"), "config.json": '{"vision_config": {}}'},
    )
    blocks = [
        any(flag["severity"] == "block" for flag in resolve_model(path)["licence"]["flags"])
        for path in (text, sees)
    ]
    assert blocks == [False, True]


def test_paths_of_a_machine_never_reach_the_dossier(tmp_path: Path):
    model = folder(
        tmp_path / "m",
        {
            "adapter_config.json": '{"base_model_name_or_path": "/home/erika/models/Llama-3.1-8B"}',
            "config.json": '{"_name_or_path": "C:\\\\Users\\\\erika\\\\Llama-3.1-8B"}',
        },
    )
    found = resolve_model(model)
    assert "erika" not in json.dumps(found)
    assert str(tmp_path) not in json.dumps(found)
    assert found["chain"] == [
        {"name": "Llama-3.1-8B", "relation": "adapter of", "licence": "llama3.1"}
    ]


def test_a_shipped_card_gives_sources_and_is_held_against_the_files(tmp_path: Path):
    model = folder(tmp_path / "m", {"LICENSE": APACHE, "model.safetensors": weights(a=[2])})
    card = {
        "schema": "ftcheck.model-card/1",
        "name": "base",
        "licence": "Apache-2.0",
        "parameters": 2,
        "sources": [{"name": "texts", "licence": "CC0-1.0", "holder": "us", "sha256": "0" * 64}],
        "sha256_tree": sha256_tree(model, leave_out=("LICENSE",)),
        "data_disclosure": 4,
    }
    (model / "card.json").write_text(json.dumps(card), "utf-8")
    found = resolve_model(model)
    assert found["name"] == "base"
    assert found["training_data"]["disclosure"] == 4
    assert found["training_data"]["sources"][0]["holder"] == "us"
    assert found["licence"]["state"] == "confirmed"
    assert found["open_points"] == []
    (model / "model.safetensors").write_bytes(weights(a=[3]))
    assert resolve_model(model)["open_points"] == [
        "card.json describes other files than the ones in this folder."
    ]


@pytest.mark.parametrize(
    "content",
    [b"---\nlicense: [unclosed\n---\n", b"\xff\xfe", b"---\n- a list\n---\n"],
)
def test_a_broken_model_card_is_named(tmp_path: Path, content: bytes):
    found = resolve_model(folder(tmp_path / "m", {"README.md": content}))
    assert "README.md is there, but could not be read." in found["open_points"]


def test_yaml_cannot_run_code(tmp_path: Path):
    evil = "---\nlicense: !!python/object/apply:os.system ['touch evil']\n---\n"
    found = resolve_model(folder(tmp_path / "m", {"README.md": evil}))
    assert found["licence"]["state"] == "unknown"


def test_an_unknown_licence_text_is_not_skipped(tmp_path: Path):
    found = resolve_model(
        folder(tmp_path / "m", {"LICENSE": "You may not.", "README.md": readme(license="mit")})
    )
    assert found["licence"]["state"] == "tag-only"
    assert any("LICENSE holds terms" in point for point in found["open_points"])


def test_the_hub_cache_tells_the_name(tmp_path: Path):
    model = folder(tmp_path / "models--acme--tiny" / "snapshots" / "0a1b", {"config.json": "{}"})
    assert resolve_model(model)["name"] == "acme/tiny"


def test_a_missing_folder_is_refused(tmp_path: Path):
    with pytest.raises(ModelFolderError):
        resolve_model(tmp_path / "nothing")


@pytest.mark.parametrize(
    ("given", "state", "severities"),
    [
        ("CC0-1.0", "known", []),
        ("cc-by-4.0", "known", []),
        ("CC-BY-SA-4.0", "known", ["review"]),
        ("CC BY-NC 4.0", "known", ["block"]),
        ("CC-BY-ND-4.0", "known", ["review"]),
        ("ODbL-1.0", "known", ["review"]),
        ("proprietary", "known", ["note"]),
        ("own", "known", ["note"]),
        ("", "none", ["review"]),
        ("none", "none", ["review"]),
        ("CC-BY-SB-4.0", "unknown", ["review"]),
    ],
)
def test_data_licences(given: str, state: str, severities: list[str]):
    found = resolve_data(given)
    assert found["state"] == state
    assert [flag["severity"] for flag in found["flags"]] == severities


def test_a_mistyped_data_licence_is_guessed_and_never_accepted():
    found = resolve_data("CC-BY-SB-4.0")
    assert "did you mean" in found["flags"][0]["text"]
    assert found["commercial"] == "unknown"


def test_every_rule_is_dated_and_its_ids_are_unique():
    rules = load_rules()
    assert rules.checked_on == "2026-11-20"
    ids = [family.id for family in rules.families]
    assert len(ids) == len(set(ids)) > 20
    for family in rules.families:
        assert rules.family(family.id) is family
        assert family.commercial != "conditions" or family.commercial_note


@pytest.mark.parametrize(
    ("name", "family"),
    [
        ("meta-llama/Llama-3.3-70B-Instruct", "llama3.3"),
        ("google/gemma-2-9b", "gemma"),
        ("google/gemma-4-9b", None),
        ("Qwen/Qwen2.5-3B-Instruct", "qwen-research"),
        ("Qwen/Qwen2.5-7B", None),
        ("mistralai/Ministral-8B-Instruct-2410", "mrl"),
        ("HuggingFaceTB/SmolLM3-3B", None),
    ],
)
def test_model_names_tell_their_family(name: str, family: str | None):
    found = load_rules().family_of_model(name)
    assert (found.id if found else None) == family


def test_the_shipped_base_model_has_its_papers_in_order():
    shipped = Path(__file__).parents[2] / "tuning" / "shipped_base"
    card = json.loads((shipped / "card.json").read_text("utf-8"))
    found = resolve_model(shipped)
    assert found["licence"]["state"] == "confirmed"
    assert found["licence"]["spdx"] == card["licence"] == "Apache-2.0"
    assert found["parameters"] == card["parameters"]
    assert len(found["training_data"]["sources"]) == len(card["sources"])
    assert found["open_points"] == []
