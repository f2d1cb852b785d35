"""Onrecord: who did what to whom, on what evidence."""

__version__ = "0.1.0"
