r"""The small template language of the dialogue files, and how they are read.

A dialogue file is plain text. `# name` opens a flow (several flows may share a name). Flags follow
the name: `clean` (nothing personal in it), `x2` (drawn twice as often), `own` (no identity check is
put in), `grave` (no cheerful thanks and no aside), `bare` (no greeting put before it).

A turn starts with `U:` (customer), `A:` (agent) or `S:` (system), and `/:` adds another phrasing of
the turn above it. `?` before the letter marks an optional exchange. `=` in front ties a turn to the
one before: its second phrasing answers the second phrasing there. A line with `;` is a comment.

Inside a turn:

    [a|b|]          one of these, here perhaps nothing
    <a|b>           German: formal | familiar; English: British | American
    {slot}          a value of the case, with the type that slot has (see people.py)
    {HEALTH=text}   this very text, with this type
    {g:his/her}     by the customer's gender; og, tg, cg: the other's, the third's, the clerk's
    \n              a line break
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

Segment = tuple[str, str | None]
"""A piece of text and the type of personal data it is, or None."""


@dataclass(slots=True, frozen=True)
class Turn:
    """One turn of a flow: who speaks, and every phrasing of it."""

    role: str
    phrasings: tuple[str, ...]
    optional: bool
    """It belongs to an exchange that may be left out."""
    tied: bool
    """Each phrasing answers the one at the same place in the turn before."""


@dataclass(slots=True, frozen=True)
class Flow:
    """One course a dialogue can take."""

    intent: str
    turns: tuple[Turn, ...]
    clean: bool
    weight: int
    own: bool
    grave: bool
    bare: bool


_ROLES = {"U": "user", "A": "assistant", "S": "system"}


def read_flows(folder: Path) -> list[Flow]:
    """Return every flow of the folder's `.txt` files, in order of file name and line.

    Raises:
        ValueError: a line is neither a header, a turn, a phrasing, a `;` comment nor empty; or a
            tied turn has another number of phrasings than the turn before.
    """
    flows: list[Flow] = []
    for path in sorted(folder.glob("*.txt")):
        for header, body in _blocks(path):
            words = header.split()
            flows.append(
                Flow(
                    intent=words[0],
                    turns=_checked(path, words[0], tuple(_turns(path, body))),
                    clean="clean" in words,
                    weight=next((int(w[1:]) for w in words[1:] if w[0] == "x"), 1),
                    own="own" in words,
                    grave="grave" in words,
                    bare="bare" in words,
                )
            )
    return flows


def _blocks(path: Path) -> Iterator[tuple[str, list[str]]]:
    header, body = "", list[str]()
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            if header:
                yield header, body
            header, body = line[2:], []
        elif line.strip() and not line.startswith(";"):
            body.append(line)
    if header:
        yield header, body


def _turns(path: Path, body: list[str]) -> Iterator[Turn]:
    mark, phrasings = "", list[str]()
    for line in body:
        head, _, text = line.partition(":")
        text = text.strip().replace("\\n", "\n")
        if head == "/" and mark:
            phrasings.append(text)
        elif head.lstrip("=?") in _ROLES:
            if mark:
                yield _turn(mark, phrasings)
            mark, phrasings = head, [text]
        else:
            raise ValueError(f"{path.name}: cannot read this line: {line[:40]}")
    if mark:
        yield _turn(mark, phrasings)


def _checked(path: Path, intent: str, turns: tuple[Turn, ...]) -> tuple[Turn, ...]:
    """Return the turns if every tied one has as many phrasings as the turn it answers."""
    for before, turn in pairwise(turns):
        if turn.tied and len(turn.phrasings) != len(before.phrasings):
            raise ValueError(f"{path.parent.name}/{path.name}: {intent}: a tied turn is uneven")
    return turns


def _turn(mark: str, phrasings: list[str]) -> Turn:
    return Turn(_ROLES[mark[-1]], tuple(phrasings), optional="?" in mark, tied="=" in mark)


Lookup = Callable[[str], list[Segment]]
"""Gives the segments of a slot; raises KeyError for a slot that does not exist."""


def render(template: str, lookup: Lookup, register: int, rng: random.Random) -> list[Segment]:
    """Return the segments of one drawn reading of `template`.

    Args:
        template: text in the language described above.
        lookup: resolves a slot.
        register: 0 takes the first half of every `<a|b>`, 1 the second.
        rng: draws the alternatives of every `[a|b]`.
    """
    out: list[Segment] = []
    position = 0
    while position < len(template):
        char = template[position]
        if char in "[<{":
            end = _closing(template, position)
            inner = template[position + 1 : end]
            if char == "{" and ":" in inner:
                [(chosen, _)] = lookup(inner)
                out.extend(render(chosen, lookup, register, rng))
            elif char == "{":
                out.extend(_slot(inner, lookup))
            else:
                options = _split(inner)
                chosen = options[register] if char == "<" else rng.choice(options)
                out.extend(render(chosen, lookup, register, rng))
            position = end + 1
        else:
            end = position
            while end < len(template) and template[end] not in "[<{":
                end += 1
            out.append((template[position:end], None))
            position = end
    return out


def _slot(inner: str, lookup: Lookup) -> list[Segment]:
    kind, equals, text = inner.partition("=")
    return [(text, kind)] if equals else lookup(inner)


_CLOSE = {"[": "]", "<": ">", "{": "}"}


def _closing(template: str, start: int) -> int:
    stack: list[str] = []
    for index in range(start, len(template)):
        char = template[index]
        if char in _CLOSE:
            stack.append(_CLOSE[char])
        elif char in _CLOSE.values():
            if char != stack.pop():
                raise ValueError(f"brackets do not match: {template[start : start + 40]}")
            if not stack:
                return index
    raise ValueError(f"a bracket is never closed: {template[start : start + 40]}")


def _split(inner: str) -> list[str]:
    """Split at the `|` that stand outside any inner bracket."""
    parts, depth, last = list[str](), 0, 0
    for index, char in enumerate(inner):
        if char in _CLOSE:
            depth += 1
        elif char in _CLOSE.values():
            depth -= 1
        elif char == "|" and depth == 0:
            parts.append(inner[last:index])
            last = index + 1
    return [*parts, inner[last:]]
