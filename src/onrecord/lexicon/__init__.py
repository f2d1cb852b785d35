"""Loads and checks the data files into frozen indexes."""
