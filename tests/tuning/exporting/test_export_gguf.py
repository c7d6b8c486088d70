"""The converter is a process of its own: real scripts, good ones and bad ones."""

from __future__ import annotations

import struct
import textwrap
from pathlib import Path

import pytest

from compliance.errors import ExportError, PathError
from compliance.evidence.files import sha256_file
from tuning.exporting.gguf import convert, converter_at
from tuning.exporting.gguf_header import read_header

GOOD = """\
import argparse, json, os, pathlib, struct
import beside

parser = argparse.ArgumentParser()
parser.add_argument("model", type=pathlib.Path)
parser.add_argument("--outfile", type=pathlib.Path, required=True)
parser.add_argument("--outtype", choices=["f32", "f16"], required=True)
given = parser.parse_args()
assert os.environ["HF_HUB_OFFLINE"] == "1" and "HF_TOKEN" not in os.environ
architecture = json.loads((given.model / "config.json").read_text())["model_type"]
given.outfile.write_bytes(beside.gguf(architecture, {"f32": 0, "f16": 1}[given.outtype]))
print("INFO: exported to", given.outfile)
"""


def gguf(architecture: str, kind: int = 0, *, version: int = 3, tensors: int = 2) -> bytes:
    import struct

    def text(value: str) -> bytes:
        return struct.pack("<Q", len(value)) + value.encode()

    pairs = [
        text("general.architecture") + struct.pack("<I", 8) + text(architecture),
        text("a.list") + struct.pack("<IIQ", 9, 8, 2) + text("x") + text("y"),
        text("a.number") + struct.pack("<If", 6, 0.5),
        text("a.truth") + struct.pack("<I?", 7, True),
    ]
    shapes = [
        text(f"t{n}") + struct.pack("<IQQIQ", 2, 4, 4, kind if n else 0, 0) for n in range(tensors)
    ]
    head = b"GGUF" + struct.pack("<IQQ", version, tensors, len(pairs))
    return head + b"".join(pairs + shapes)


def script(folder: Path, text: str) -> Path:
    path = folder / "convert_hf_to_gguf.py"
    path.write_text(text)
    return path


@pytest.fixture
def model(tmp_path: Path) -> Path:
    (tmp_path / "model").mkdir()
    (tmp_path / "model" / "config.json").write_text('{"model_type": "llama"}')
    return tmp_path / "model"


def test_a_converter_runs_offline_and_its_file_is_read(
    tmp_path: Path, model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import inspect

    monkeypatch.setenv("HF_TOKEN", "secret")
    monkeypatch.setenv("HF_HUB_OFFLINE", "0")
    (tmp_path / "beside.py").write_text(textwrap.dedent(inspect.getsource(gguf)))
    converter = converter_at(script(tmp_path, GOOD).parent)
    monkeypatch.chdir(tmp_path)  # where the command was given; the script runs elsewhere
    (tmp_path / "out").mkdir()
    target, log = Path("out/x.gguf"), tmp_path / "log"
    found = convert(converter, Path(model.name), target, outtype="f16", log=log)
    assert found == {
        "version": 3, "architecture": "llama", "tensors": 2, "formats": {"F16": 1, "F32": 1},
    }  # fmt: skip
    assert converter.facts() == {
        "name": "convert_hf_to_gguf.py",
        "sha256": sha256_file(converter.path),
        "bytes": converter.path.stat().st_size,
        "code_sha256": converter.code_sha256,
    }
    (tmp_path / "beside.py").write_text("")
    assert converter_at(converter.path).code_sha256 != converter.code_sha256
    assert "exported to" in log.read_text()


@pytest.mark.parametrize(
    ("text", "said", "fix"),
    [
        ("import no_such_gguf", "ModuleNotFoundError", "pip install no_such_gguf"),
        (
            "raise NotImplementedError('Architecture X not supported!')",
            "Architecture X",
            "newer llama.cpp",
        ),
        ("raise NotImplementedError('BPE pre-tokenizer was not recognized')", "BPE", "tokenizer"),
        (
            "import sys; sys.exit('error: unrecognized arguments: --outtype')",
            "unrecognized",
            "--outtype",
        ),
        ("import sys; print('a\\x1b[2Jb'); sys.exit(3)", "exit code 3", "see the log"),
        ("print('done')", "wrote no file", "convert_hf_to_gguf.py"),
        (
            "import sys; open(sys.argv[3], 'wb').write(b'GGML' * 9)",
            "no GGUF file",
            "convert_hf_to_gguf.py",
        ),
    ],
)
def test_a_converter_that_fails_is_told_with_what_it_said(
    tmp_path: Path, model: Path, text: str, said: str, fix: str
) -> None:
    converter = converter_at(script(tmp_path, text))
    with pytest.raises(ExportError, match=said) as failed:
        convert(converter, model, tmp_path / "x.gguf", outtype="f16", log=tmp_path / "log")
    assert fix in failed.value.fix
    assert "\x1b" not in failed.value.message


def test_what_is_no_converter_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("x")
    for path in (tmp_path, tmp_path / "notes.txt", tmp_path / "gone.py"):
        with pytest.raises(PathError, match="is no converter"):
            converter_at(path)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"GGUF",
        gguf("llama", version=9),
        gguf("llama", tensors=0),
        gguf("llama")[:-9],
        gguf("a path/with spaces"),
        gguf("llama")[:8] + struct.pack("<QQ", 1 << 60, 1) + b"x" * 64,
        gguf("llama").replace(struct.pack("<IIQ", 9, 8, 2), struct.pack("<IIQ", 9, 9, 2)),
    ],
)
def test_damaged_files_are_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.gguf"
    path.write_bytes(content)
    with pytest.raises(ExportError, match="no GGUF file"):
        read_header(path)
