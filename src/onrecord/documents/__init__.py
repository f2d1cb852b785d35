"""Documents: raw items are decoded, cleaned, dated and named by language; copies are grouped."""

from __future__ import annotations

from onrecord.documents.copies import group_copies
from onrecord.documents.language import load_identifier
from onrecord.documents.making import make_document

__all__ = ["group_copies", "load_identifier", "make_document"]
