"""Operators: what takes the place of a finding. Each is a Presidio operator."""
