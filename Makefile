# Thin targets: the work is done by the scripts, which run without make as well.
.PHONY: demo test test-slow check bench-cli bench-detect bench-gate bench-tune

demo:
	@scripts/demo

test:
	@scripts/test

test-slow:
	@scripts/setup
	@.venv/bin/python -m pytest -m "slow"

check:
	@scripts/check

bench-cli:
	@scripts/setup
	@.venv/bin/python bench/cli.py

bench-detect:
	@scripts/bench-detect --board docs/scoreboard.md

bench-gate:
	@scripts/bench-gate --board docs/scoreboard-gate.md

bench-tune:
	@scripts/bench-tune
