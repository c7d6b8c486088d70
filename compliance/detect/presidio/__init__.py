"""Presidio's recognizers in our engine, and our finders in Presidio's."""
