"""The sections of the report, in the order in which they are printed."""
