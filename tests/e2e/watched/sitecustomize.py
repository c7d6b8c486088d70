"""Writes every use of a socket to the file that FTCHECK_TEST_SOCKETS names; set by the tests."""

import os
import sys

_LOG = os.environ.get("FTCHECK_TEST_SOCKETS")


def _watch(event: str, arguments: tuple[object, ...]) -> None:
    if event.startswith("socket."):
        place = (
            repr(arguments[1:]) if event in {"socket.connect", "socket.bind"} else repr(arguments)
        )
        with open(_LOG, "a", encoding="utf-8") as stream:  # type: ignore[arg-type]
            stream.write(f"{event} {place}\n")


if _LOG:
    sys.addaudithook(_watch)
