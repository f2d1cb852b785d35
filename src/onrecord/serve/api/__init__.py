"""The HTTP API under ``/api``: records and filters as on the command line, as JSON, JSON lines, CSV and GeoJSON."""
