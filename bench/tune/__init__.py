"""The benchmark of tuning."""
