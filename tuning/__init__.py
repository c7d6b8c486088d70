"""A cleared dataset becomes a LoRA adapter, a hold-out evaluation and a privacy probe."""
