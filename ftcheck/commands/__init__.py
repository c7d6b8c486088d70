"""One module per command: parse, call, print. Heavy imports happen inside the functions."""
