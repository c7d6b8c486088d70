"""The vault gives back what it was given, to its project only, and never after it was destroyed."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.errors import KeyFileError, VaultError
from compliance.vault import Held, Vault

HELD = [
    Held("r1", ("Ida Muster", "0123")),
    Held("r2\ud800", ("\ud800x",)),
    Held("r3", (), {"$.n": 49123456789}),
]


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    made = Vault(tmp_path / "run" / "vault.enc", tmp_path / "keys", "abc")
    with made.writing() as writer:
        for held in HELD:
            writer.add(held)
    return made


def key_of(vault: Vault, folder: Path) -> Path:
    (path,) = (folder / "keys").iterdir()
    return path


def test_it_gives_back_what_it_was_given(vault: Vault) -> None:
    assert list(vault.read()) == HELD


def test_nothing_of_it_is_readable_in_the_file(vault: Vault) -> None:
    assert b"Muster" not in vault.path.read_bytes()
    assert "Muster" not in repr(list(vault.read()))


def test_key_and_file_are_for_the_owner_only(vault: Vault, tmp_path: Path) -> None:
    assert vault.path.stat().st_mode & 0o777 == 0o600
    assert key_of(vault, tmp_path).stat().st_mode & 0o777 == 0o600


def test_the_vault_of_another_project_is_refused(vault: Vault, tmp_path: Path) -> None:
    with pytest.raises(VaultError, match="another project"):
        list(Vault(vault.path, tmp_path / "keys", "other").read())


@pytest.mark.parametrize("harm", ["gone", "short", "other", "open"])
def test_a_wrong_key_is_refused(harm: str, vault: Vault, tmp_path: Path) -> None:
    key = key_of(vault, tmp_path)
    if harm == "gone":
        key.unlink()
    elif harm == "short":
        key.write_bytes(b"x")
    elif harm == "other":
        key.write_bytes(bytes(32))
    else:
        key.chmod(0o644)
    with pytest.raises(KeyFileError):
        list(vault.read())


def test_every_changed_byte_is_noticed(vault: Vault) -> None:
    content = vault.path.read_bytes()
    chance = random.Random(7)
    for _ in range(100):
        at = chance.randrange(len(content))
        changed = bytearray(content)
        changed[at] ^= 1 << chance.randrange(8)
        vault.path.write_bytes(bytes(changed))
        with pytest.raises((VaultError, KeyFileError)):
            list(vault.read())


@pytest.mark.parametrize("harm", ["cut", "swapped", "twice", "longer"])
def test_lines_cannot_be_cut_moved_or_added(harm: str, vault: Vault) -> None:
    head, *lines = vault.path.read_bytes().splitlines(keepends=True)
    changed = {
        "cut": lines[:-1],
        "swapped": [lines[1], lines[0], *lines[2:]],
        "twice": [lines[0], *lines],
        "longer": [*lines, lines[0]],
    }[harm]
    vault.path.write_bytes(head + b"".join(changed))
    with pytest.raises(VaultError):
        list(vault.read())


def test_what_was_destroyed_is_gone_from_old_copies_too(vault: Vault, tmp_path: Path) -> None:
    old = vault.path.read_bytes()
    vault.rewrite(Held(each.record, (None,) * len(each.originals)) for each in vault.read())
    assert [each.originals for each in vault.read()] == [(None, None), (None,), ()]
    vault.path.write_bytes(old)
    with pytest.raises(KeyFileError, match="missing"):
        list(vault.read())


def test_a_destroyed_vault_leaves_neither_file_nor_key(vault: Vault, tmp_path: Path) -> None:
    vault.destroy()
    assert not vault.path.exists()
    assert list((tmp_path / "keys").iterdir()) == []
    with pytest.raises(VaultError, match="does not exist"):
        vault.destroy()


def test_a_failed_writing_leaves_nothing(tmp_path: Path) -> None:
    made = Vault(tmp_path / "vault.enc", tmp_path / "keys", "abc")
    with pytest.raises(RuntimeError), made.writing() as writer:
        writer.add(Held("r", ("x",)))
        raise RuntimeError
    assert list((tmp_path / "keys").iterdir()) == []
    assert not made.path.exists()


@given(st.lists(st.tuples(st.text(), st.lists(st.none() | st.text(), max_size=4)), max_size=5))
def test_any_content_comes_back(content: list[tuple[str, list[str | None]]]) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as name:
        made = Vault(Path(name) / "v", Path(name) / "keys", "abc")
        with made.writing() as writer:
            for record, originals in content:
                writer.add(Held(record, tuple(originals)))
        assert [(each.record, list(each.originals)) for each in made.read()] == content
