"""Base models: only whole, safe folders are loaded, and only what was asked for."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from tuning_fakes import TEMPLATE

from compliance.errors import HubError, ModelFolderError, PickledWeights
from compliance.evidence.files import sha256_file, sha256_tree
from tuning.config import ModelConfig
from tuning.model import check_folder, load, resolve

COMMIT = "0" * 39 + "a"


@pytest.fixture
def copy(model_folder: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(model_folder, tmp_path / "copy"))


def edit(path: Path, **changes: Any) -> None:
    path.write_text(json.dumps({**json.loads(path.read_text()), **changes}))


def test_a_whole_folder_is_described(model_folder: Path) -> None:
    base = resolve(ModelConfig(path=model_folder.name), folder=model_folder.parent)
    assert (base.name, base.shipped, base.revision) == (model_folder.name, False, None)
    assert base.path == model_folder
    assert base.files["model.safetensors"] == sha256_file(model_folder / "model.safetensors")
    assert base.sha256_tree == sha256_tree(model_folder)


def test_a_whole_folder_loads_in_full_precision_on_the_cpu(base: Any) -> None:
    model, tokenizer = load(base)
    if model.device.type == "cpu":
        assert {str(p.dtype) for p in model.parameters()} == {"torch.float32"}
    assert not model.training
    assert tokenizer.chat_template == TEMPLATE


@pytest.mark.parametrize("name", ["config.json", "tokenizer.json", "model.safetensors"])
def test_a_missing_part_is_named(copy: Path, name: str) -> None:
    (copy / name).unlink()
    with pytest.raises(ModelFolderError, match="safetensors" if "model" in name else name):
        check_folder(copy)


@pytest.mark.parametrize("name", ["config.json", "tokenizer.json"])
def test_damaged_json_is_named(copy: Path, name: str) -> None:
    (copy / name).write_text("{")
    with pytest.raises(ModelFolderError, match=name):
        check_folder(copy)


@pytest.mark.parametrize("keep", [0, 4, 200, -1])
def test_torn_weights_are_refused(copy: Path, keep: int) -> None:
    path = copy / "model.safetensors"
    path.write_bytes(path.read_bytes()[:keep])
    with pytest.raises(ModelFolderError, match="damaged"):
        check_folder(copy)


def test_pickled_weights_are_never_loaded(copy: Path) -> None:
    (copy / "model.safetensors").rename(copy / "pytorch_model.bin")
    with pytest.raises(PickledWeights):
        check_folder(copy)


def test_a_model_with_code_of_its_own_is_refused(copy: Path) -> None:
    edit(copy / "config.json", auto_map={"AutoModelForCausalLM": "modeling.Evil"})
    with pytest.raises(ModelFolderError, match="code"):
        check_folder(copy)


def test_a_missing_shard_is_named(copy: Path) -> None:
    index = {"weight_map": {"a": "model.safetensors", "b": "model-00002.safetensors"}}
    (copy / "model.safetensors.index.json").write_text(json.dumps(index))
    with pytest.raises(ModelFolderError, match="model-00002"):
        check_folder(copy)


def test_an_adapter_folder_is_told_apart(tmp_path: Path) -> None:
    (tmp_path / "adapter_config.json").write_text("{}")
    with pytest.raises(ModelFolderError) as caught:
        check_folder(tmp_path)
    assert "adapter" in caught.value.fix


def test_weights_that_are_not_there_are_not_made_up(copy: Path) -> None:
    edit(copy / "config.json", num_hidden_layers=3)
    base = resolve(ModelConfig(path=str(copy)), folder=Path())
    with pytest.raises(ModelFolderError, match="missing"):
        load(base)


def test_weights_of_another_shape_are_refused(copy: Path) -> None:
    edit(copy / "config.json", intermediate_size=48)
    base = resolve(ModelConfig(path=str(copy)), folder=Path())
    with pytest.raises(ModelFolderError):
        load(base)


@pytest.mark.parametrize("change", ["edit", "add", "remove"])
def test_a_model_that_changed_after_the_check_is_refused(copy: Path, change: str) -> None:
    base = resolve(ModelConfig(path=str(copy)), folder=Path())
    path = (
        copy / {"edit": "config.json", "add": "new.json", "remove": "chat_template.jinja"}[change]
    )
    if change == "remove":
        path.unlink()
    else:
        path.write_text((copy / "config.json").read_text() + "\n")
    with pytest.raises(ModelFolderError, match=f"changed after it was checked: {path.name}"):
        load(base)


def test_a_folder_wins_over_a_hub_id(copy: Path) -> None:
    target = copy.parent / "owner" / "name"
    shutil.copytree(copy, target)
    base = resolve(ModelConfig(path="owner/name"), folder=copy.parent)
    assert base.path == target


@pytest.mark.parametrize("path", ["./no/such", "/no/such", "no-such", "a/b/c", "../x"])
def test_a_missing_folder_is_no_hub_id(path: str, tmp_path: Path) -> None:
    with pytest.raises(ModelFolderError, match="no such folder"):
        resolve(ModelConfig(path=path), folder=tmp_path, allow_download=True, download_to=tmp_path)


def test_nothing_is_fetched_without_permission(tmp_path: Path) -> None:
    config = ModelConfig(path="owner/name", revision=COMMIT)
    with pytest.raises(HubError, match="nothing may be downloaded"):
        resolve(config, folder=tmp_path, download_to=tmp_path)


def test_nothing_is_fetched_without_a_commit(tmp_path: Path) -> None:
    with pytest.raises(HubError, match="revision"):
        resolve(
            ModelConfig(path="owner/name"),
            folder=tmp_path,
            allow_download=True,
            download_to=tmp_path,
        )
    with pytest.raises(ValueError, match="revision"):
        ModelConfig(path="owner/name", revision="main")


def test_a_download_is_pinned_anonymous_and_offline_afterwards(
    model_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import os

    import huggingface_hub
    from huggingface_hub import constants

    seen: dict[str, Any] = {}

    def fetch(repo: str, **options: Any) -> None:
        seen.update(options, repo=repo, offline=constants.HF_HUB_OFFLINE)
        shutil.copytree(model_folder, options["local_dir"])

    monkeypatch.setattr(huggingface_hub, "snapshot_download", fetch)
    base = resolve(
        ModelConfig(path="owner/name", revision=COMMIT),
        folder=tmp_path,
        allow_download=True,
        download_to=tmp_path / "models",
    )
    assert (seen["repo"], seen["revision"], seen["token"]) == ("owner/name", COMMIT, False)
    assert seen["offline"] is False
    assert not any(pattern.endswith((".bin", ".py")) for pattern in seen["allow_patterns"])
    assert constants.HF_HUB_OFFLINE is True
    assert os.environ["HF_HUB_OFFLINE"] == "1"
    assert (base.name, base.revision) == ("owner/name", COMMIT)
    assert base.path.is_relative_to(tmp_path / "models")


def test_a_failed_download_names_no_secret_and_goes_offline(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import huggingface_hub
    from huggingface_hub import constants

    def fail(*_: Any, **__: Any) -> None:
        raise OSError("token hf_123 refused")

    monkeypatch.setattr(huggingface_hub, "snapshot_download", fail)
    with pytest.raises(HubError) as caught:
        resolve(
            ModelConfig(path="owner/name", revision=COMMIT),
            folder=tmp_path,
            allow_download=True,
            download_to=tmp_path,
        )
    assert "hf_123" not in caught.value.message
    assert constants.HF_HUB_OFFLINE is True
