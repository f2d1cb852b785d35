"""Builds reports and relations: one event as one document tells it."""
