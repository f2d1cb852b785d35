"""Claims, denials, accusations and dated affiliations: who answers for an incident."""

from onrecord.attribution.attribution import attribute

__all__ = ["attribute"]
