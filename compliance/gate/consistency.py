"""Declarations of a source that contradict each other, the law, or what was found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from compliance.declarations import Declarations, Source
from compliance.gate.reasons import Reason


def reasons(source: Source, declarations: Declarations) -> Iterator[Reason]:
    """Yield where the declarations on a source cannot all be true, or forbid its use.

    Args:
        source: one source.
        declarations: of the project, for its purposes.

    Basis: GDPR Art. 5(1)(b), 6(4), 7(1), 7(3), 21; Directive (EU) 2019/790 Art. 4(3).
    """

    def block(code: str, text: str, count: int | None = None) -> Reason:
        return Reason(code, "block", f"source {source.id}: {text}", count, source.id)

    if source.personal_data is False and source.special_categories == "expected":
        yield block("G131", "special categories are declared, but no personal data")
    if source.legal_basis == "6.1.a" and not source.consent_ref:
        yield block(
            "G131",
            "consent is declared as legal basis without a record of it: whoever relies on consent "
            "must be able to show it (GDPR Art. 7(1))",
        )
    phases = {each.phase for each in declarations.purposes if each.id in source.purposes}
    if phases and "train" not in phases:
        yield block("G131", 'none of its declared purposes is training (phase = "train")')
    if source.kind_of_source == "scraped" and source.legal_basis in ("6.1.a", "6.1.b"):
        yield block(
            "G131",
            "scraped data cannot rest on consent or a contract that the people concerned never saw",
        )
    if source.opt_outs and source.opt_outs_removed is False:
        yield block(
            "G132", "opt-outs are declared, and what they concern is still in it", source.opt_outs
        )
    if source.consent_withdrawals and source.withdrawals_removed is False:
        yield block(
            "G133",
            "consent was withdrawn, and the data are still in it",
            source.consent_withdrawals,
        )
    # Consent to the new purpose lifts the test of Art. 6(4).
    if source.purpose_compatible is False and source.legal_basis != "6.1.a":
        yield block("G134", "training is declared not compatible with what it was collected for")


def fictional(source: Source, identifiers: Mapping[str, int]) -> Iterator[Reason]:
    """Yield what contradicts that all persons of a source are invented.

    Phone numbers are checked by range alone, so they go before a person; the others have a check
    that invented ones rarely pass, or a domain that somebody can own.

    Args:
        source: one source.
        identifiers: type → identifiers in it that could be somebody's.
    """
    if not source.fictional:
        return
    for name, count in sorted(identifiers.items()):
        weak = name == "PHONE_NUMBER"
        yield Reason(
            "G209" if weak else "G130",
            "review" if weak else "block",
            f"source {source.id} is declared to hold invented persons only, but {name} that "
            "could be somebody's were found",
            count,
            source.id,
        )
