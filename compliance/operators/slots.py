"""Slots in cleaned text, as the operator `placeholder` writes them."""

from __future__ import annotations

import re

SLOT = re.compile(r"\[([A-Z][A-Z0-9_]*)_(\d{1,9})\]")
"""A slot in cleaned text: entity type and number."""
