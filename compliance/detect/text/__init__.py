"""Text as a reader sees it, with an exact way back to the original characters."""
