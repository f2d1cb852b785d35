"""Measuring: scores on the gold sets and speed. Nothing here is part of the installed package."""
