"""What is wrong with a policy on its own: names that nobody knows, and contradictions."""

from __future__ import annotations

from collections.abc import Iterable

from compliance.policy.contradictions import contradictions
from compliance.policy.model import Policy
from compliance.policy.names import unknown_names


def policy_problems(policy: Policy, own_types: Iterable[str] = ()) -> list[str]:
    """Return what is wrong with a policy or contradicts itself, one line each.

    Args:
        policy: as it was read.
        own_types: entity types of recognizers of the user's own.
    """
    return [*unknown_names(policy, own_types), *contradictions(policy)]
