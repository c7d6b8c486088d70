"""The detection benchmark: ftcheck beside other tools, on the same texts, in the same run."""
