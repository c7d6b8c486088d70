"""Postal addresses, towns and origins."""
