"""Fuses reports of one happening into incidents."""
