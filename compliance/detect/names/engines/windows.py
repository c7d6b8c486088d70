"""Windows over a long text, so that a model reads all of it and nothing is cut off."""

from __future__ import annotations

from collections.abc import Callable, Iterator

_LINE, _SENTENCES, _WORD = "\n", (". ", "! ", "? "), " "


def windows(
    text: str,
    *,
    longest: int,
    overlap: int,
    measure: Callable[[str], int] = len,
    limit: int | None = None,
) -> Iterator[tuple[int, int]]:
    """Yield spans that cover the whole text, cut at a line, else a sentence, else a space.

    Neighbours overlap, so that a name beside a cut is read with its surroundings by one of them.

    Args:
        text: any text.
        longest: most characters of a window.
        overlap: about how many characters two neighbours share.
        measure: size of a piece in the unit of the model, such as tokens.
        limit: largest size of a window in that unit; `longest` when it is left out.
    """
    limit = longest if limit is None else limit
    start = 0
    while start < len(text):
        stop = _cut(text, start, min(len(text), start + longest))
        while stop - start > 1 and (size := measure(text[start:stop])) > limit:
            # A tenth less than the rule of three says, because tokens are not spread evenly.
            stop = _cut(text, start, start + max(1, (stop - start) * limit * 9 // (size * 10)))
        yield start, stop
        if stop >= len(text):
            return
        start = _resume(text, start, stop, overlap)


def _cut(text: str, start: int, stop: int) -> int:
    """Return the best place to end a window, not after `stop` and not in its first half."""
    if stop >= len(text):
        return len(text)
    half = start + (stop - start) // 2
    for marks in ((_LINE,), _SENTENCES, (_WORD,)):
        ends = [found + len(mark) for mark in marks if (found := text.rfind(mark, half, stop)) >= 0]
        if ends and max(ends) > start:
            return max(ends)
    return stop


def _resume(text: str, start: int, stop: int, overlap: int) -> int:
    """Return where the next window begins: at a line, sentence or word shortly before `stop`."""
    reach = stop - min(overlap, (stop - start) // 2)
    if reach <= start:
        return stop
    for marks in ((_LINE,), _SENTENCES, (_WORD,)):
        begins = [
            found + len(mark)
            for mark in marks
            if (found := text.find(mark, reach, stop)) >= 0 and found + len(mark) < stop
        ]
        if begins:
            return min(begins)
    return reach
