"""Training, validation and held-out records: which belong together, and whether they are apart."""
