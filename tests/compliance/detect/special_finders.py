"""Finders of special categories, each made once for all tests of a process: 100,000 entries."""

from __future__ import annotations

from functools import cache

from compliance.detect.special import SpecialFinder


@cache
def finder_for(*languages: str) -> SpecialFinder:
    return SpecialFinder(languages)
