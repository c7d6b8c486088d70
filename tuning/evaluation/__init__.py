"""Evaluation: base against tuned model on records that training never saw."""
