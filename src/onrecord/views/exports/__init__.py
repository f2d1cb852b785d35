"""Writes incidents in the formats of others: see docs/reference/exports.md."""

from onrecord.views.exports.cases import Case, Settings
from onrecord.views.exports.registry import EXPORTS, Export

__all__ = ["EXPORTS", "Case", "Export", "Settings"]
