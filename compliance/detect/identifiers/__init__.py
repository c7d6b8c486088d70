"""Numbers, addresses of the net and codes that point to a person."""
