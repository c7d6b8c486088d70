"""Invented values that take the place of values, type by type.

Each module has functions `(value, params) -> str | None`: the invented value, or nothing where the
value cannot be read. Two different values of a type never get the same one in one scope, and no
value gets itself.
"""

from compliance.operators.surrogates.reserved import is_reserved

__all__ = ["is_reserved"]
