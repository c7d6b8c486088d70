"""How near an answer is to its reference: exact match, token F1, ROUGE-L."""

from __future__ import annotations

import re
import string
import unicodedata
from collections import Counter

from rapidfuzz.distance import LCSseq

_ARTICLES = re.compile(r"\b(a|an|the)\b")
_WORD = re.compile(r"\w+")


def normalised(text: str) -> str:
    """Return a text in lower case without punctuation, English articles and double spaces.

    Basis: Rajpurkar et al. 2016, SQuAD, arXiv:1606.05250, section 6.1 and its evaluation script;
    punctuation is that of Unicode here and not of ASCII alone.
    """
    bare = "".join(
        letter
        for letter in text.lower()
        if letter not in string.punctuation and not unicodedata.category(letter).startswith("P")
    )
    return " ".join(_ARTICLES.sub(" ", bare).split())


def exact_match(answer: str, reference: str) -> bool:
    """Return whether both are the same after normalisation."""
    return normalised(answer) == normalised(reference)


def token_f1(answer: str, reference: str) -> float:
    """Return the harmonic mean of precision and recall of the words, in any order.

    1 where both are empty after normalisation, 0 where one is.

    Basis: Rajpurkar et al. 2016, SQuAD, arXiv:1606.05250, section 6.1.
    """
    first, second = normalised(answer).split(), normalised(reference).split()
    if not first or not second:
        return float(first == second)
    shared = (Counter(first) & Counter(second)).total()
    return 2 * shared / (len(first) + len(second))


def rouge_l(answer: str, reference: str) -> float:
    """Return the F-measure of the longest common subsequence of words, with equal weights.

    Words are runs of letters and digits in lower case, in any script; none is stemmed. 0 where one
    of the texts has no word.

    Basis: Lin 2004, ROUGE, ACL workshop Text Summarization Branches Out, section 3.1 (beta = 1).
    """
    first, second = _WORD.findall(answer.lower()), _WORD.findall(reference.lower())
    if not first or not second:
        return 0.0
    return 2 * int(LCSseq.similarity(first, second)) / (len(first) + len(second))


def words(text: str) -> int:
    """Return the number of words of a text."""
    return len(_WORD.findall(text))
