"""Every error of the tree has what a user needs: a code, an exit code, a why and a fix."""

from __future__ import annotations

import pickle
import re

import pytest

import compliance.errors as errors
from compliance.errors import FtcheckError


def tree(cls: type[FtcheckError] = FtcheckError) -> list[type[FtcheckError]]:
    return [cls, *(leaf for child in cls.__subclasses__() for leaf in tree(child))]


@pytest.mark.parametrize("cls", tree(), ids=lambda cls: cls.__name__)
def test_each_error_is_complete(cls: type[FtcheckError]) -> None:
    error = cls("data/train.jsonl line 3 is wrong")
    assert re.fullmatch(r"E\d{3}", error.code)
    assert error.exit_code in {1, 2, 3, 4, 5, 130}
    assert len(error.why) > 10
    assert len(error.fix) > 10
    assert not error.fix.endswith(".")
    assert str(error) == "data/train.jsonl line 3 is wrong"


def test_codes_are_unique() -> None:
    codes = [cls.code for cls in tree()]
    assert len(set(codes)) == len(codes)


def test_the_docstring_draws_the_whole_tree() -> None:
    drawn = errors.__doc__ or ""
    for cls in tree():
        assert cls.__name__ in drawn
        line = next(line for line in drawn.splitlines() if cls.__name__ in line)
        if named := re.search(r"E\d{3}", line):
            assert named.group() == cls.code
        if named := re.search(r"exit (\d+)", line):
            assert int(named.group(1)) == cls.exit_code


def test_errors_cross_process_borders() -> None:
    error = errors.SyntaxDataError("line 3", why="because", fix="mend it")
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), again.message, again.why, again.fix) == (
        errors.SyntaxDataError,
        "line 3",
        "because",
        "mend it",
    )


def test_config_error_lists_all_problems() -> None:
    error = errors.ConfigError("ftcheck.toml has 2 problems:", problems=["a: wrong", "b: missing"])
    assert error.message.splitlines() == [
        "ftcheck.toml has 2 problems:",
        "  - a: wrong",
        "  - b: missing",
    ]
