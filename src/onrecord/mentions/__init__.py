"""Finds what the words say: triggers, actors, places, times, weapons, counts, status, speakers."""
