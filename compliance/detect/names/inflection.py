"""Stems of inflected names in Slavic, Baltic and Finnic languages, Hungarian and Greek.

Works on folded words (lower case, no accents). Gives candidates, right and wrong ones; the lists of
names decide.
"""

from __future__ import annotations

from collections.abc import Iterator

ENDINGS: tuple[tuple[str, tuple[str, ...]], ...] = (
    # Polish, Czech, Slovak: Markiem, Marka, Markowi; Janem, Jana, Janowi, Janovi
    ("kiem", ("ek",)), ("kowi", ("ek",)), ("kovi", ("ek",)), ("kem", ("ek",)), ("kom", ("ek",)),
    ("ka", ("ek",)), ("la", ("el",)), ("owi", ("",)), ("ovi", ("",)), ("em", ("", "e")),
    ("om", ("", "o", "a")), ("iem", ("",)), ("ie", ("a", "")), ("ou", ("a",)), ("ej", ("a",)),
    ("y", ("a",)), ("i", ("a", "", "is")), ("e", ("a", "", "as")), ("a", ("", "as", "is")),
    ("o", ("a", "as", "os")), ("u", ("", "a", "as", "us", "is")), ("ii", ("ia",)), ("ce", ("ka",)),
    ("s", ("",)),
    # South Slavic
    ("ju", ("",)), ("ja", ("",)), ("jem", ("",)), ("ica", ("ic",)), ("icu", ("ic",)),
    # Baltic
    ("ui", ("as", "us")), ("iui", ("is", "ys")), ("io", ("is", "ys")), ("iu", ("is", "ys")),
    ("os", ("a",)), ("ai", ("a",)), ("am", ("s", "is", "")), ("im", ("is",)), ("es", ("e",)),
    ("ei", ("e",)), ("aus", ("us",)), ("as", ("a",)),
    # Finnish and Estonian
    ("n", ("",)), ("in", ("",)), ("lla", ("",)), ("lle", ("",)), ("lta", ("",)), ("sta", ("",)),
    ("ssa", ("",)), ("ta", ("",)), ("illa", ("",)), ("ille", ("",)), ("ilta", ("",)),
    ("le", ("",)), ("ga", ("",)), ("iga", ("",)), ("ile", ("",)),
    ("sen", ("nen",)), ("selle", ("nen",)), ("sella", ("nen",)), ("seen", ("nen",)),
    # Hungarian
    ("nak", ("",)), ("nek", ("",)), ("val", ("",)), ("vel", ("",)), ("t", ("",)), ("ot", ("",)),
    ("et", ("",)), ("rel", ("r",)), ("ral", ("r",)), ("nal", ("n", "")), ("nel", ("n", "")),
    ("sal", ("s",)), ("lal", ("l",)), ("tol", ("",)), ("hoz", ("",)), ("hez", ("",)),
    # Greek
    ("ου", ("οσ",)), ("ο", ("οσ",)), ("η", ("ησ",)), ("α", ("ασ",)), ("ασ", ("α",)),
    ("ησ", ("η",)), ("ε", ("οσ",)),
)  # fmt: skip
SURNAMES = (
    "skiego", "skiemu", "skim", "skiej", "ckiego", "ckiemu", "ckim", "ckiej", "skeho", "skemu",
    "skym", "ovou", "ove", "ovej", "ova", "sen", "selle", "sella", "icem", "ica", "icu", "icom",
    "aite", "iene", "ienes", "ienei", "aitei", "aites", "aitis", "iuko", "enko", "enka",
    "opoulou", "opoulo", "οπουλου",
    "iou", "ιδη", "ακη", "ιδου", "ακου", "ow", "owi", "ovi", "iciem", "icza", "iczem", "iczowi",
)  # fmt: skip
"""How inflected surnames end that are in no list."""

TOWNS: tuple[tuple[str, tuple[str, ...]], ...] = (
    # Slavic: Poznaniu, Krakowa, Katowicach, Białymstoku, Praze, Brně, Plzni, Rijeci, Košiciach
    ("iu", ("",)), ("ia", ("",)), ("iem", ("",)), ("ach", ("e", "y")), ("iach", ("e",)),
    ("ich", ("e",)),
    ("ymstoku", ("ystok",)), ("ymstokiem", ("ystok",)), ("egostoku", ("ystok",)),
    ("ze", ("ha",)), ("ne", ("no",)), ("ni", ("en",)), ("ci", ("ka", "ec")), ("le", ("la",)),
    ("ce", ("ec",)), ("cem", ("ec",)), ("cu", ("ec",)),
    # Hungarian: Budapesten, Debrecenben, Győrből; Lithuanian: Vilniuje, Kaune
    ("ben", ("",)), ("ban", ("",)), ("on", ("",)), ("en", ("",)), ("an", ("",)), ("rol", ("",)),
    ("bol", ("",)), ("re", ("",)), ("ra", ("",)), ("uje", ("us",)), ("e", ("as",)),
    ("ella", ("e",)), ("eella", ("e",)), ("eelle", ("e",)),
    # Polish Kłodzku, Slovene Celju and Bovca; Hungarian Ajkán; Lithuanian Alytuje, Plungėje,
    # Šilutėje, Šiauliuose; Estonian Räpinast, Elvasse; Polish Gliwic
    ("ku", ("ko",)), ("ju", ("je",)), ("ca", ("ec",)), ("n", ("",)), ("oje", ("a",)),
    ("eje", ("e",)), ("yje", ("ys", "is")), ("uose", ("ai",)), ("iuose", ("iai",)), ("st", ("",)),
    ("sse", ("",)), ("ic", ("ice",)),
)  # fmt: skip
"""Endings of towns besides those of names of people."""


def town_stems(word: str) -> Iterator[str]:
    """Yield names of towns that a folded word may be a form of.

    Args:
        word: lower case, no accents.
    """
    for ending, replacements in TOWNS:
        if word.endswith(ending):
            for replacement in replacements:
                yield word[: len(word) - len(ending)] + replacement
    yield from stems(word)


def stems(word: str) -> Iterator[str]:
    """Yield nominatives that a folded word may be a form of.

    Args:
        word: lower case, no accents.
    """
    for ending, replacements in ENDINGS:
        if len(word) - len(ending) >= 2 and word.endswith(ending):
            for replacement in replacements:
                stem = word[: len(word) - len(ending)] + replacement
                if len(stem) >= 3:
                    yield stem


def surname_like(word: str) -> bool:
    """Tell whether a folded word ends as inflected surnames do.

    Args:
        word: lower case, no accents.
    """
    return len(word) >= 6 and word.endswith(SURNAMES)
