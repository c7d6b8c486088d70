"""ftcheck: the command line and public API of the fine-tuning compliance toolkit."""

__version__ = "0.1.0"
