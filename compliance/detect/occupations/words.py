"""Which words are occupations, in eight languages."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from compliance.detect.lexicons import load_table

LANGUAGES = ("de", "en", "es", "fr", "it", "nl", "pl", "pt")
_ENDING = 5
"""A shorter word ends too many others."""
_PREFIX = 3


@dataclass(frozen=True, slots=True)
class Occupation:
    """What is known of a word that is an occupation."""

    doubtful: bool
    """It is a thing or a surname as well."""
    acting: bool
    """Such people mostly act in a text, for somebody else."""
    feminine: bool
    """A German form that cannot be a plural of the masculine one."""


@cache
def table() -> dict[str, dict[str, list[str]]]:
    """Return lexicons/occupations.toml: section -> language -> entries."""
    return load_table("occupations")


def words(section: str, language: str) -> frozenset[str]:
    """Return the entries of a section in a language; empty where it has none."""
    return frozenset(table()[section].get(language, ()))


class Vocabulary:
    """The occupations of one language."""

    def __init__(self, language: str) -> None:
        groups = table().get(f"heads_{language}")
        heads = sum(groups.values(), []) if groups else table()["heads"][language]
        doubtful, acting = words("doubtful", language), words("acting", language)
        self.forms: dict[str, Occupation] = {}
        endings: set[str] = set()
        ends_none = words("no_ending", language)
        for head in heads:
            for form, feminine in _forms(head, language):
                self.forms.setdefault(form, Occupation(head in doubtful, head in acting, feminine))
                if language in ("de", "nl") and len(form) >= _ENDING and head not in ends_none:
                    endings.add(form)
        several = words("several_words", language)
        self.several = tuple(sorted(several, key=lambda each: (-len(each), each)))
        """Those of several words, which `get` does not know."""
        for phrase in several:
            self.forms[phrase] = Occupation(False, False, False)
        self._endings = endings | words("endings", language)
        self._lengths = sorted({len(form) for form in self._endings}, reverse=True)

    def get(self, word: str) -> Occupation | None:
        """Return what is known of a word in small letters; None when it is no occupation."""
        known = self.forms.get(word)
        if known is not None:
            return known
        last = word.rsplit("-", 1)[-1]
        if last != word and last in self.forms:
            return self.forms[last]
        for length in self._lengths:
            if len(last) >= length + _PREFIX and last[-length:] in self._endings:
                base = self.forms.get(last[-length:])
                # A compound says clearly what its last word leaves open: "Busfahrer".
                return Occupation(
                    False, base is not None and base.acting, base is not None and base.feminine
                )
        return None


@cache
def vocabulary(language: str) -> Vocabulary:
    """Return the occupations of a language."""
    return Vocabulary(language)


def _forms(head: str, language: str) -> list[tuple[str, bool]]:
    """Return the forms of a head in small letters, each with whether it is feminine in German."""
    word = head.lower()
    if language == "de":
        return _german(word)
    if language == "pl":
        return [(word, False), (_instrumental(word), False)]
    return [(word, False)]


def _german(word: str) -> list[tuple[str, bool]]:
    feminine = word.endswith(
        ("frau", "schwester", "kraft", "hilfe", "amme", "mutter", "nonne", "mädchen", "istin")
    )
    if feminine or word.endswith(("ärztin", "wältin", "köchin", "bäuerin")):
        return [(word, True)]
    if word.endswith(("beamter", "angestellter", "loser", "ständiger", "render", "bildender",
                      "leistender", "ordneter", "sitzender", "tragter")):  # fmt: skip
        # An adjective by form; "die Angestellte" is one woman or several people.
        stem = word[:-1]
        return [(word, False), (stem, True), (stem + "n", False), *_beamtin(word)]
    stem = word[:-1] if word.endswith("e") else word
    forms = [(word, False), (stem + "in", True)]
    if word.endswith(("ist", "ent", "ant", "at", "oge", "ekt", "graf", "graph")):
        forms.append((stem + "en", False))
    return forms


def _beamtin(word: str) -> list[tuple[str, bool]]:
    return [(word.removesuffix("er") + "in", True)] if word.endswith("beamter") else []


def _instrumental(word: str) -> str:
    """Return the Polish case behind "is" and "becomes": "jest nauczycielem"."""
    if word.endswith("a"):
        return word[:-1] + "ą"
    if word.endswith("y"):
        return word + "m"
    if word.endswith("ec"):
        return word[:-2] + "cem"
    if word.endswith("eń"):
        return word[:-2] + "niem"
    return word + ("iem" if word.endswith(("k", "g")) else "em")
