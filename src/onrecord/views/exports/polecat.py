"""POLECAT-shaped rows: PLOVER events in POLECAT's 40 columns, separated by tabs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from onrecord.lexicon.exports import ExportTables, load_export_tables
from onrecord.records import Incident, Place, PlacePrecision, RecipientKind
from onrecord.views.cells import safe_cell
from onrecord.views.exports.cases import Case, Settings, document_refs, main_place, source_names
from onrecord.views.exports.flat import Row, joined, plain, table_parts
from onrecord.views.exports.parties import candidates
from onrecord.views.exports.rules import Codebook, judge

__all__ = ["polecat_parts"]

_JOINT = ";"
_TOWNS = frozenset({PlacePrecision.EXACT, PlacePrecision.NEAR})


class _Named(Protocol):
    @property
    def name(self) -> str: ...
    @property
    def country(self) -> str | None: ...
    @property
    def sector(self) -> str | None: ...


def polecat_parts(cases: Iterable[Case], settings: Settings) -> Iterator[str]:
    """The table of all cases that happened, as TSV."""
    tables = load_export_tables()
    kept = (case for case in cases if judge(case.incident, Codebook.PLOVER, tables).included)
    return table_parts("polecat", (_row(case, settings, tables) for case in kept), delimiter="\t")


def _row(case: Case, settings: Settings, tables: ExportTables) -> Row:
    incident, documents = case.incident, document_refs(case)
    contexts = dict.fromkeys(context for report in case.reports for context in report.contexts)
    return {
        "Event ID": incident.incident_id,
        "Event Date": incident.date.start if incident.date else None,
        "Event Type": incident.event_type,
        "Event Mode": incident.mode,
        "Intensity": None,
        "Quad Code": tables.quads.get(incident.event_type),
        "Contexts": joined(contexts, _JOINT),
        **_party_cells("Actor", candidates(incident), tables),
        "Actor Name Raw": joined((one.raw for one in candidates(incident)), _JOINT),
        **_party_cells("Recipient", incident.recipients, tables),
        "Recipient Name Raw": joined((one.text for one in incident.recipients), _JOINT),
        **_place_cells(main_place(incident.places)),
        "Source": joined(source_names(case), _JOINT),
        "Publication Date": documents[0].published if documents else None,
        "Story People": None,
        "Story Organizations": joined(_organisations(incident), _JOINT),
        "Story Locations": joined((one.name for report in case.reports for one in report.places), _JOINT),
        "Language": joined((document.language for document in documents), _JOINT),
        "Version": f"onrecord {settings.version}",
    }


def _party_cells(side: str, parties: Sequence[_Named], tables: ExportTables) -> Row:
    """Cells of one side; the n-th part of each cell belongs to the n-th name."""
    distinct = list({one.name: one for one in parties}.values())
    codes = [tables.countries.get(one.country or "") for one in distinct]
    return {
        f"{side} Name": _JOINT.join(str(safe_cell((plain(one.name) or "").replace(_JOINT, ","))) for one in distinct),
        f"{side} Country": _aligned([one.country for one in distinct]),
        f"{side} COW": _aligned([str(one.gw_number) if one and one.gw_number else None for one in codes]),
        f"Primary {side} Sector": distinct[0].sector if distinct else None,
        f"{side} Sectors": _aligned([one.sector for one in distinct]),
        f"{side} Title": None,
        f"Wikipedia {side} ID": None,
    }


def _aligned(values: Sequence[str | None]) -> str | None:
    """The values with the joint between, unknown ones empty; ``None`` where all are unknown."""
    return _JOINT.join(value or "" for value in values) if any(values) else None


def _place_cells(place: Place | None) -> Row:
    if place is None:
        names = ("Placename", "City", "District", "Province", "Country", "Latitude", "Longitude")
        return dict.fromkeys((*names, "GeoNames ID", "Raw Placename", "Feature Type"))
    number = place.gazetteer_id
    return {
        "Placename": plain(place.name),
        "City": plain(place.name) if place.precision in _TOWNS else None,
        "District": plain(place.name) if place.precision is PlacePrecision.ADMIN2 else None,
        "Province": plain(place.admin1),
        "Country": place.country,
        "Latitude": place.latitude,
        "Longitude": place.longitude,
        "GeoNames ID": number if number and number.isdecimal() else None,
        "Raw Placename": plain(place.text),
        "Feature Type": str(place.precision),
    }


def _organisations(incident: Incident) -> Iterator[str]:
    yield from (one.name for one in incident.actors if one.actor_id)
    yield from (one.name for one in incident.recipients if one.kind is RecipientKind.ORGANIZATION)
