"""Methods of fine-tuning: which weights are trained, and how fast."""
