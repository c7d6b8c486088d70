"""Training: the trainer, what it is told, what it tells, and what it leaves behind."""
