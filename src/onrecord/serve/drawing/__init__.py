"""Drawings made on the server as SVG: maps, timelines, chains and networks of actors."""
