"""Who is named for what, one row an attribution: which are contested, which rest on one origin."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from msgspec import Struct

from onrecord.records import Basis, EventDate, Incident

__all__ = ["ClaimRow", "claim_rows"]


class ClaimRow(Struct, frozen=True, kw_only=True):
    """One attribution of one incident; ``speakers`` are those who speak for it, ``opposed_by`` those against."""

    kind: Literal["claim"] = "claim"
    incident_id: str
    date: EventDate | None
    event_type: str
    mode: str | None
    actor_id: str | None
    name: str
    basis: Basis
    contested: bool
    support: int
    against: int
    independent_sources: int
    speakers: tuple[str, ...]
    opposed_by: tuple[str, ...]
    quote: str | None


def claim_rows(incidents: Iterable[Incident], *, contested_only: bool = False) -> Iterator[ClaimRow]:
    """The rows in the order of the incidents; those that rest on an affiliation alone are left out."""
    for incident in incidents:
        for one in incident.attribution:
            if one.basis is Basis.AFFILIATION or (contested_only and not one.contested):
                continue
            yield ClaimRow(
                incident_id=incident.incident_id,
                date=incident.date,
                event_type=incident.event_type,
                mode=incident.mode,
                actor_id=one.actor_id,
                name=one.name,
                basis=one.basis,
                contested=one.contested,
                support=len(one.support),
                against=len(one.against),
                independent_sources=incident.independent_sources,
                speakers=tuple(dict.fromkeys(said.speaker or "the report itself" for said in one.support)),
                opposed_by=tuple(dict.fromkeys(said.speaker or "the report itself" for said in one.against)),
                quote=one.support[0].quote if one.support else None,
            )
