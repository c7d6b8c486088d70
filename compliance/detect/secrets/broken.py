"""Tokens and passwords that a line break parts.

Where a line ends inside what begins like a token of a known service, or right behind the first half
of a password, the two halves are read as one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from compliance.detect.matching.re2patterns import compile_pattern
from compliance.detect.matching.rules import Finder
from compliance.detect.secrets.checks import is_made_up, is_word
from compliance.detect.text.offsets import splice
from compliance.detect.types import Entity

_SIGN = r"[A-Za-z0-9_\-.+/=]"
_BEGUN = (
    rf"(?:^|[^A-Za-z0-9_])((?:gh[pousr]_|github_pat_|gl[a-z]{{2,6}}-|npm_|pypi-|xox[a-z]-|sk-|sk_live_|"
    rf"rk_live_|pk_live_|sk_test_|AKIA|ASIA|AIza|ya29\.|GOCSPX-|do[opr]_v1_|hf_|SG\.|dapi|shp[a-z]{{2}}_|"
    rf"eyJ|hv[sbr]\.|dckr_|sq[pua]_){_SIGN}{{0,160}})(\n[ \t>]{{0,8}})({_SIGN}{{4,200}})"
)
"""A token that ends a line, the break, and the first word of the next line."""
_REST = re.compile(r"(?=[^\W\d_]?[^\s]{0,19}\d)[a-zà-ÿ][^\s,;:]{2,19}")
"""The second half of a password: it begins small and has a digit."""


class BrokenSecrets:
    """Finds what a finder of tokens would find if one line break were not there."""

    def __init__(self, tokens: Finder) -> None:
        """Wrap a finder.

        Args:
            tokens: finds tokens by their format.
        """
        self._tokens = tokens
        self._begun = compile_pattern(_BEGUN)

    def find(self, text: str) -> Iterator[Entity]:
        """Yield tokens that hold one line break, which without it are tokens."""
        if "\n" not in text:
            return
        for match in self._begun.finditer(text):
            start, end = match.span(1)[0], match.span(3)[1]
            first, last = match.span(2)
            part = text[start:end]
            joined, back = splice(part, [(first - start, last - start, "")])
            whole = any(True for _ in self._tokens.find(text[start:first]))
            if back is None or whole:
                continue
            for each in self._tokens.find(joined):
                span = back.back(each.start, each.end)
                if "\n" in part[slice(*span)]:
                    yield Entity(
                        start + span[0], start + span[1], each.type, each.score, each.recognizer
                    )


def second_half(text: str, start: int, end: int) -> int | None:
    """Return where a password ends whose first half `[start, end)` ends its line; None if none.

    Args:
        text: plain text.
        start: where the first half begins.
        end: where it ends.
    """
    if text[end : end + 1] != "\n" or end - start < 3:
        return None
    left = text[start:end]
    rest = _REST.match(text, end + 1)
    if rest is None or not left.isalpha() or is_word(left) or is_made_up(left):
        return None
    right = rest.group().rstrip(".)")
    return rest.start() + len(right) if is_made_up(left + right) else None
