"""Processes that train together: how they agree, share work, and hold weights in parts."""
