"""Lists of the user's own: what must always go, and what is never personal data."""
