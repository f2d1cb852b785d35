"""Claims, denials, accusations and dated affiliations: who answers for an incident."""

from onrecord.attribution.actor_record import ActorRecord, Deed, Denial, Identity, actor_record, identity_of
from onrecord.attribution.answers import Answer, Unnamed, Verdict, answer
from onrecord.attribution.attribution import attribute
from onrecord.attribution.told_links import TellsOf, told_links

__all__ = [
    "ActorRecord",
    "Answer",
    "Deed",
    "Denial",
    "Identity",
    "TellsOf",
    "Unnamed",
    "Verdict",
    "actor_record",
    "answer",
    "attribute",
    "identity_of",
    "told_links",
]
