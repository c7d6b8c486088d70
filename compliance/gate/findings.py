"""Reasons from what was found, before and after cleaning, and from where nothing can be found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from compliance.findings import ScanTotals
from compliance.gate.facts import Facts
from compliance.gate.reasons import Reason, Severity
from compliance.policy import Action, Policy

_UNREAD: Mapping[Severity, str] = {"note": "G404", "review": "G203", "block": "G107"}
_UNSEEN: Mapping[Severity, str] = {"note": "G406", "review": "G204", "block": "G108"}
# The lowest score that the detector gives to a find of its name model by default.
_SCORE_OF_NAMES = 0.6


def reasons(facts: Facts) -> Iterator[Reason]:
    """Yield the reasons that lie in findings.

    Basis: GDPR Art. 5(1)(c), 9, 10.
    """
    rescan = facts.check["rescan"]
    yield from _findings(facts.treated)
    yield from residual(rescan["not_allowed"])
    yield from _lost(facts.before, facts.after)
    yield from _threshold(facts.policy)
    yield from _languages(facts.policy, facts.before, rescan["languages_read"])


def residual(left: Mapping[str, int]) -> Iterator[Reason]:
    """Yield a reason for each type that is still found where the policy does not allow it."""
    for name, count in sorted(left.items()):
        yield Reason("G102", "block", f"{name} is still found after cleaning", count)


def _findings(treated: Counter[tuple[str, Action]]) -> Iterator[Reason]:
    for (name, action), count in sorted(treated.items()):
        if action == "block":
            yield Reason("G101", "block", f"the policy forbids data with {name}", count)
        elif action == "review":
            yield Reason("G201", "review", f"the policy asks a person to look at {name}", count)


def _lost(before: ScanTotals, after: ScanTotals) -> Iterator[Reason]:
    if after.records != before.records:
        yield Reason(
            "G105",
            "block",
            "records were lost between scan and cleaning",
            before.records - after.records,
        )


def _threshold(policy: Policy) -> Iterator[Reason]:
    default = type(policy)().min_score
    if policy.min_score > _SCORE_OF_NAMES:
        yield Reason(
            "G202",
            "review",
            f"findings below a score of {policy.min_score} do not count, which leaves out what the "
            "name model finds",
        )
    elif policy.min_score > default:
        yield Reason(
            "G405",
            "note",
            f"findings below a score of {policy.min_score} do not count; the default is {default}",
        )


def _languages(
    policy: Policy, before: ScanTotals, languages_read: Mapping[str, Sequence[str]]
) -> Iterator[Reason]:
    for severity, codes, what, text in (
        (
            policy.languages_without_name_model, _UNREAD, "names",
            "names in {}: rules and lists only, no model for this language",
        ),
        (
            policy.languages_without_special_words, _UNSEEN, "special_categories",
            "special categories in {}: not looked for in this language",
        ),
    ):  # fmt: skip
        # One or two records are not worth a note; what must not pass does not pass once.
        least = max(3, before.records // 50) if severity == "note" else 1
        read = {*languages_read[what], "und"}
        for language, count in sorted(before.languages.items()):
            if language not in read and count >= least:
                yield Reason(codes[severity], severity, text.format(language), count)
