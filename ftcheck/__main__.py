"""`python -m ftcheck`."""

from ftcheck.cli import main

main()
