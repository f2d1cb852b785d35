"""Reads files, tables and standard input into raw items."""
