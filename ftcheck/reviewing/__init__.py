"""How a person reviews at a terminal or with a file; what is decided lives in compliance.review."""
