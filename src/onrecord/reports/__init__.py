"""Builds reports and relations: one event as one document tells it."""

from onrecord.reports.coder import Coder, code_document, load_coder

__all__ = ["Coder", "code_document", "load_coder"]
