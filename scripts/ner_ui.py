"""Sentences of web applications in 23 languages, for text in which there are no names.

They come from the translation catalogues of four Python packages under permissive licences, which
must be installed for training: real sentences of our time in languages for which there is no
annotated prose. A placeholder for a person becomes a name, any other one a number.
"""

from __future__ import annotations

import gettext
import importlib.util
import re
from functools import cache
from pathlib import Path

PACKAGES = ("allauth", "django", "oscar", "wagtail")
PERSONS = {"user", "user_name", "author", "owner", "customer", "submitter_name", "editor"}
LONGEST = 240
_FOLDERS = {"no": "nb"}
_NAMED = re.compile(r"%\((\w+)\)[sd]")
_PLAIN = re.compile(r"%(?:\.\d)?[sdif]")
_FOREIGN = re.compile(r"[{}<>\n\r|¶&_\\]|%[^%]|https?:")


@cache
def ui_sentences(language: str) -> tuple[str, ...]:
    """Return the distinct sentences of a language as frames with slots, sorted.

    Args:
        language: ISO 639-1 code; one without catalogues gives none.

    Raises:
        ModuleNotFoundError: a package is not installed.
    """
    found: set[str] = set()
    for package in PACKAGES:
        spec = importlib.util.find_spec(package)
        if spec is None or spec.origin is None:
            raise ModuleNotFoundError(f"training needs the package {package!r}", name=package)
        root = Path(spec.origin).parent
        folder = _FOLDERS.get(language, language)
        for path in root.glob(f"**/locale/{folder}/LC_MESSAGES/*.mo"):
            found |= _frames(path)
    return tuple(sorted(found))


def _frames(path: Path) -> set[str]:
    """Return the usable sentences of one catalogue."""
    with path.open("rb") as file:
        catalogue = gettext.GNUTranslations(file)
    # GNUTranslations gives single texts only, and no way to list them; this is its one table.
    table: dict[object, str] = vars(catalogue)["_catalog"]
    out = set()
    for key, text in table.items():
        original = key[0] if isinstance(key, tuple) else key
        frame = _frame(str(original), text)
        if frame is not None:
            out.add(frame)
    return out


def _frame(original: str, text: str) -> str | None:
    """Return the text with slots for its placeholders, or None if it is of no use.

    A word with a capital that stands in the English original too is a product's name.
    """
    bare = _NAMED.sub("", _PLAIN.sub("", text))
    if len(text) > LONGEST or bare.count(" ") < 3 or _FOREIGN.search(bare):
        return None
    if text == original:
        return None
    capital = {w for w in re.findall(r"\w+", bare)[1:] if w[0].isupper() and not w.isupper()}
    if capital & set(re.findall(r"\w+", original)):
        return None
    named = _NAMED.sub(lambda match: "{full}" if match[1] in PERSONS else "{n}", text)
    return _PLAIN.sub("{n}", named).replace("%%", "%").strip()
