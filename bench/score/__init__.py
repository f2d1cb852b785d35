"""Scores of onrecord on the gold sets (``python -m bench.score``); see bench/README.md."""
