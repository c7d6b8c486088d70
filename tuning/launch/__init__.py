"""Several processes for one training: their configuration, their start, and what they hand back."""
