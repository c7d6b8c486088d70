"""`ftcheck export` on a finished run: what it makes, what it refuses, how it is called back."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from compliance.evidence.files import sha256_file
from compliance.evidence.ledger import Ledger
from tests.e2e.conftest import ftcheck

CONVERTER = """\
import struct, sys
path = sys.argv[sys.argv.index("--outfile") + 1]
open(sys.argv[1] + "/model.safetensors").close()
key, value = b"general.architecture", b"llama"
pair = struct.pack("<Q", len(key)) + key + struct.pack("<IQ", 8, len(value)) + value
tensor = struct.pack("<Q", 1) + b"t" + struct.pack("<IQIQ", 1, 4, 0, 0)
open(path, "wb").write(b"GGUF" + struct.pack("<IQQ", 3, 1, 1) + pair + tensor)
"""


def ledger(project: Path) -> Ledger:
    return Ledger(project / ".ftcheck" / "ledger.db")


def test_the_weights_of_a_run_are_exported_verified_and_called_back(
    project: Path, tmp_path: Path
) -> None:
    before = ledger(project).head()
    dry = ftcheck(project, "export", "--dry-run")
    assert (dry.code, "a complete model in float32" in dry.out) == (0, True)
    assert ledger(project).head() == before
    assert not (project / "exports").exists()

    merged = ftcheck(project, "export", "--dtype", "bfloat16", "-o", "out/model")
    assert merged.code == 0, merged.err
    adapter = ftcheck(project, "export", "--format", "adapter")
    assert adapter.code == 0, adapter.err
    (project / "convert_hf_to_gguf.py").write_text(CONVERTER)
    converter = ("--converter", "convert_hf_to_gguf.py", "--outtype", "f16")
    gguf = ftcheck(project, "export", "--format", "gguf", *converter, "-o", "out/gguf")
    assert gguf.code == 0, gguf.err
    assert "not compared" in gguf.out
    assert sorted(path.name for path in (project / "out" / "gguf").iterdir()) == [
        "LICENSE", "MANIFEST.json", "README.md", "main-f16.gguf",
    ]  # fmt: skip
    origin = project / "runs" / "main" / "adapter" / "adapter_model.safetensors"
    same = project / "exports" / "main-adapter" / origin.name
    assert sha256_file(same) == sha256_file(origin)

    folders = ["out/model", "out/gguf", "exports/main-adapter"]
    for folder in folders:
        shown = ftcheck(project, "verify", folder)
        assert shown.code == 0, shown.err
        assert sha256_file(origin) in shown.out
        card = (project / folder / "README.md").read_text()
        assert "## Export" in card and "SHA-256" in card
        for path in (project / folder).iterdir():
            assert path.suffix in {".safetensors", ".json", ".jinja", ".md", ".gguf", ""}
            assert str(tmp_path).encode() not in path.read_bytes()
    assert ftcheck(project, "verify", "main").code == 0

    copy = Path(shutil.copytree(project / "out" / "model", tmp_path / "deployed"))
    (project / "who.toml").write_text(f'records = ["{first_id(project)}"]\n')
    (project / "who.toml").chmod(0o600)
    found = ftcheck(project, "subject", "find", "--id-file", "who.toml", "--format", "json")
    document = json.loads(found.out)
    assert {each["where"] for each in document["concerned_exports"]} == set(folders)
    erased = ftcheck(
        project, "subject", "erase", "--id-file", "who.toml", "--yes", "--certain-only"
    )
    assert erased.code == 0, erased.err
    assert "Exports made from them, quarantined too: 3" in erased.out
    for folder in (*folders, str(copy)):
        called_back = ftcheck(project, "verify", folder)
        assert (called_back.code, "not releasable" in called_back.err) == (5, True)
    again = ftcheck(project, "export", "-o", "more")
    assert (again.code, "not releasable" in again.err) == (5, True)
    assert not (project / "more").exists()


def first_id(project: Path) -> str:
    return str(json.loads((project / "data" / "chats.jsonl").read_text().splitlines()[0])["id"])


def test_what_cannot_be_exported_is_refused_and_leaves_nothing(project: Path) -> None:
    (project / "full").mkdir()
    (project / "full" / "mine.txt").write_text("mine")
    (project / "bad.py").write_text("raise SystemExit('not supported')")
    before = ledger(project).head()
    for arguments, code, said in (
        (("nope",), 2, "does not exist"),
        (("-o", "full"), 2, "not empty"),
        (("-o", "runs/main/more"), 2, "lies below runs/"),
        (("--format", "gguf"), 2, "needs a converter"),
        (("--outtype", "f16"), 2, "--outtype"),
        (("--format", "adapter", "--dtype", "float16"), 2, "--dtype"),
        (("--format", "gguf", "--converter", "bad.py", "-o", "x"), 3, "not supported"),
    ):
        result = ftcheck(project, "export", *arguments)
        assert (result.code, said in result.err) == (code, True), result.err
    assert ledger(project).head() == before
    assert [path.name for path in (project / "full").iterdir()] == ["mine.txt"]
    assert not (project / "x").exists()
    assert not list(project.rglob("*.partial"))
    weights = project / "runs" / "main" / "adapter" / "adapter_model.safetensors"
    data = bytearray(weights.read_bytes())
    data[-1] ^= 1
    weights.write_bytes(data)
    changed = ftcheck(project, "export", "-o", "x")
    assert (changed.code, weights.name in changed.err) == (5, True)
