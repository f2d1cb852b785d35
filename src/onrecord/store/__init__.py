"""Keeps documents, reports, relations, incidents and refusals."""
