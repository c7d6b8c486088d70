"""Training with differential privacy: units, secret noise, clipped gradients, accounting."""
