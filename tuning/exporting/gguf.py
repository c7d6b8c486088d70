"""A merged model as GGUF, by the converter of the user's own llama.cpp, in a process of its own."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from compliance.env import OFFLINE
from compliance.errors import ExportError, PathError
from compliance.evidence.files import sha256_file
from tuning.exporting.gguf_header import read_header

OUTTYPES = {"float32": "f32", "bfloat16": "bf16", "float16": "f16"}
"""Number format → the converter's name of it."""
_SCRIPT = "convert_hf_to_gguf.py"
_PACKAGES = ("conversion/**/*.py", "gguf-py/gguf/**/*.py")
"""What llama.cpp's script imports from where it lies."""
_LAST_LINES = 4
_MISSING = re.compile(r"No module named '([\w-]+)")
_MARKS = frozenset("^~ ")
_TOKENS = ("HF_TOKEN", "HUGGING_FACE_HUB_TOKEN", "HUGGINGFACE_HUB_TOKEN")


@dataclass(frozen=True, slots=True)
class Converter:
    """The script that converts."""

    path: Path
    sha256: str
    bytes: int
    code_sha256: str
    """Over the Python files that lie beside it: newer scripts only call them."""

    def facts(self) -> dict[str, Any]:
        """Return what evidence says of it; its place on this machine is not part of it."""
        return {
            "name": self.path.name,
            "sha256": self.sha256,
            "bytes": self.bytes,
            "code_sha256": self.code_sha256,
        }


def converter_at(path: Path) -> Converter:
    """Return the converter at a path.

    Raises:
        PathError: there is no such script.
    """
    if path.is_dir() and (path / _SCRIPT).is_file():
        path = path / _SCRIPT
    if not path.is_file() or path.suffix != ".py":
        raise PathError(
            f"{path} is no converter",
            why="a model becomes GGUF by the script of llama.cpp, which is not shipped here",
            fix=f"name llama.cpp's {_SCRIPT}, or the folder it lies in, with --converter",
        )
    path = path.resolve()
    return Converter(path, sha256_file(path), path.stat().st_size, _code_beside(path))


def _code_beside(script: Path) -> str:
    """Return one SHA-256 over a script, those beside it, and the packages it may import."""
    folder = script.parent
    files = sorted({*folder.glob("*.py"), *(f for p in _PACKAGES for f in folder.glob(p))})
    lines = [f"{sha256_file(file)}  {file.relative_to(folder).as_posix()}\n" for file in files]
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def convert(
    converter: Converter, model: Path, target: Path, *, outtype: str, log: Path
) -> dict[str, Any]:
    """Convert a folder to one GGUF file; return what its header says.

    The converter runs in this Python with every offline switch set and without hub tokens. What it
    says goes to `log`.

    Args:
        converter: from `converter_at`.
        model: a folder that transformers can load.
        target: the file to write; its folder exists.
        outtype: the converter's name of the number format.
        log: a file; overwritten.

    Raises:
        ExportError: it failed, or what it wrote is no GGUF file.
    """
    environment = {key: value for key, value in os.environ.items() if key not in _TOKENS}
    environment |= {**OFFLINE, "PYTHONDONTWRITEBYTECODE": "1"}
    del environment["PYTHONSAFEPATH"]  # the script imports what lies beside it
    model, target = model.resolve(), target.resolve()
    command = [sys.executable, str(converter.path), str(model)]
    command += ["--outfile", str(target), "--outtype", outtype]
    with log.open("wb") as stream:
        done = subprocess.run(
            command,
            cwd=target.parent,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=stream,
            stderr=subprocess.STDOUT,
        )
    if done.returncode != 0:
        said = log.read_text("utf-8", "replace")
        lines = [line.strip() for line in said.splitlines() if set(line) - _MARKS]
        last = lines[-_LAST_LINES:]
        raise ExportError(
            f"{converter.path.name} failed with exit code {done.returncode}; its last lines:\n    "
            + "\n    ".join(_printable(line) for line in last or ["(it said nothing)"]),
            why=f"no GGUF file was made; all it said is in {log}",
            fix=_fix(said),
        )
    if not target.is_file():
        raise ExportError(
            f"{converter.path.name} ended without an error, but wrote no file",
            fix=f"see {log}; is it llama.cpp's {_SCRIPT}?",
        )
    return read_header(target)


def _fix(said: str) -> str:
    """Return what to do about a converter that failed, by what it said."""
    if missing := _MISSING.search(said):
        return (
            "install what it needs into this environment (llama.cpp lists it in requirements/): "
            f"pip install {_printable(missing[1])}"
        )
    if "pre-tokenizer" in said:
        return "this tokenizer is unknown to it: try a newer llama.cpp, or --format merged"
    if "not supported" in said or "NotImplementedError" in said:
        return "this architecture is unknown to it: try a newer llama.cpp, or --format merged"
    if "unrecognized arguments" in said or "invalid choice" in said:
        return f"it takes other options: name llama.cpp's {_SCRIPT}, or another --outtype"
    return "see the log; a newer llama.cpp may know more, and --format merged needs none"


def _printable(line: str) -> str:
    return "".join(char if char.isprintable() else " " for char in line)
