"""Tuned weights in the form in which they are handed on: merged into the base, or for llama.cpp."""
