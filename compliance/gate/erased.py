"""Reasons from persons whose data were erased and whose identifiers came with a later export."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from compliance.gate.reasons import Reason


def reasons(came_back: Mapping[str, int]) -> Iterator[Reason]:
    """Yield a reason for each source that holds such an identifier again.

    A person looks, because a member of the household may have the same phone number.

    Args:
        came_back: source id → records in which one was found.

    Basis: GDPR Art. 17(1), 5(1)(a).
    """
    for source, count in sorted(came_back.items()):
        if count:
            yield Reason(
                "G261",
                "review",
                f"source {source} holds an e-mail address, phone or other number of a person whose "
                "data were erased; `ftcheck subject find` with the request shows where",
                count,
                source,
            )
