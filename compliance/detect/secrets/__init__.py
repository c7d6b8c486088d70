"""Passwords, keys and what else opens a door to personal data."""
