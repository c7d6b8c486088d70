"""Which operator a policy means by a name."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from compliance.operators.base import Replace
from compliance.operators.encrypt import Encrypt
from compliance.operators.generalise import Generalise
from compliance.operators.placeholder import Placeholder
from compliance.operators.simple import Keep, KeyedHash, Mask, Redact
from compliance.operators.surrogate import Surrogate

REGISTRY: Mapping[str, Replace] = MappingProxyType(
    {
        each.name: each
        for each in (
            Placeholder(),
            Surrogate(),
            Mask(),
            KeyedHash(),
            Encrypt(),
            Generalise(),
            Redact(),
            Keep(),
        )
    }
)
"""Name in a policy → operator."""
