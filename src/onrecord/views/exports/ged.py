"""UCDP GED-shaped rows: armed force with at least one death, in GED's 49 columns."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from typing import Final

from onrecord.lexicon.exports import ExportTables, load_export_tables
from onrecord.records import Effect, Incident, IncidentToll, Place, PlacePrecision, Recipient
from onrecord.views.exports.cases import (
    Case,
    Settings,
    document_refs,
    incident_number,
    main_place,
    source_name,
)
from onrecord.views.exports.days import ged_precision
from onrecord.views.exports.flat import Row, joined, plain, table_parts
from onrecord.views.exports.parties import (
    body_name,
    candidates,
    is_disputed,
    organised_recipients,
    recipient_side,
)
from onrecord.views.exports.rules import Codebook, judge, violence_kind

__all__ = ["ged_parts", "priogrid_cell"]

_WHERE_PREC: Final = {
    PlacePrecision.EXACT: 1,
    PlacePrecision.NEAR: 2,
    PlacePrecision.ADMIN2: 3,
    PlacePrecision.ADMIN1: 4,
    PlacePrecision.OTHER: 5,
    PlacePrecision.COUNTRY: 6,
}
_REGISTRY: Final = (
    *("active_year", "conflict_dset_id", "conflict_new_id", "conflict_name", "dyad_dset_id", "dyad_new_id"),
    *("side_a_dset_id", "side_a_new_id", "side_b_dset_id", "side_b_new_id"),
)
"""What UCDP's own registry of conflicts gives and nobody else can."""


def ged_parts(cases: Iterable[Case], settings: Settings) -> Iterator[str]:
    """The table of all cases that UCDP GED would take, as CSV."""
    tables = load_export_tables()
    kept = (case for case in cases if judge(case.incident, Codebook.UCDP, tables).included)
    return table_parts("ged", (_row(case, tables) for case in kept))


def priogrid_cell(latitude: float, longitude: float) -> int:
    """The PRIO-GRID cell (half a degree, 720 a row from the south-west corner, counted from 1)."""
    row = min(359, math.floor((latitude + 90) * 2))
    column = min(719, math.floor((longitude + 180) * 2))
    return row * 720 + column + 1


def _row(case: Case, tables: ExportTables) -> Row:
    incident = case.incident
    place, when, killed = main_place(incident.places), incident.date, incident.casualties.killed
    if place is None or place.country is None or when is None or killed is None:
        raise ValueError(f"{incident.incident_id} has no day, country or death")
    side_a, side_b = _side_a(incident), _side_b(incident, tables.countries[place.country].name, tables)
    return {
        **dict.fromkeys(_REGISTRY),
        "id": incident_number(incident.incident_id),
        "relid": incident.incident_id,
        "year": int(when.end[:4]),
        "code_status": "Check: attribution disputed" if is_disputed(incident) else "Clear",
        "type_of_violence": violence_kind(incident, tables),
        "dyad_name": f"{side_a} - {side_b}",
        "side_a": side_a,
        "side_b": side_b,
        "number_of_sources": incident.independent_sources,
        **_source_cells(case),
        **_place_cells(place, incident, tables),
        "event_clarity": 2 if incident.aggregate else 1,
        "date_prec": ged_precision(when),
        "date_start": when.start,
        "date_end": when.end,
        **_death_cells(incident, killed, tables),
        "gwnoa": _gw_number(incident, tables),
        "gwnob": _gw_number_hit(incident, tables),
    }


def _side_a(incident: Incident) -> str | None:
    return joined(one.name for one in candidates(incident) if one.is_named)


def _side_b(incident: Incident, country: str, tables: ExportTables) -> str | None:
    organised = organised_recipients(incident.recipients, tables)
    return plain(body_name(organised[0], country, tables)) if organised else "Civilians"


def _gw_number(incident: Incident, tables: ExportTables) -> int | None:
    """The state's number where one uncontested state acted."""
    named = [one for one in candidates(incident) if one.is_named]
    if not named or is_disputed(incident) or tables.sides.get(named[0].sector or "") != "state":
        return None
    codes = tables.countries.get(named[0].country or "")
    return codes.gw_number if codes else None


def _gw_number_hit(incident: Incident, tables: ExportTables) -> int | None:
    organised = organised_recipients(incident.recipients, tables)
    if not organised or recipient_side(organised[0], tables) != "state":
        return None
    codes = tables.countries.get(organised[0].country or "")
    return codes.gw_number if codes else None


def _source_cells(case: Case) -> Row:
    documents = document_refs(case)
    first = documents[0] if documents else None
    cited = [
        ",".join(f'"{plain(part)}"' for part in (source_name(one), one.published, one.title) if part)
        for one in documents
    ]
    speakers = (said.speaker for report in case.reports for said in report.assertions)
    return {
        "source_article": ";".join(one for one in cited if one) or None,
        "source_office": plain(source_name(first)) if first else None,
        "source_date": first.published if first else None,
        "source_headline": plain(first.title) if first else None,
        "source_original": joined(speakers),
    }


def _place_cells(place: Place, incident: Incident, tables: ExportTables) -> Row:
    codes = tables.countries[place.country or ""]
    known = place.latitude is not None and place.longitude is not None
    return {
        "where_prec": _WHERE_PREC[place.precision],
        "where_coordinates": plain(place.name),
        "where_description": joined(one.text for one in incident.places),
        "adm_1": plain(place.admin1),
        "adm_2": None,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "geom_wkt": f"POINT ({place.longitude} {place.latitude})" if known else None,
        "priogrid_gid": priogrid_cell(place.latitude or 0.0, place.longitude or 0.0) if known else None,
        "country": codes.name,
        "country_id": codes.gw_number,
        "region": codes.ged_region or None,
    }


def _death_cells(incident: Incident, killed: IncidentToll, tables: ExportTables) -> Row:
    best = killed.best if killed.best is not None else killed.low or 0
    organised = organised_recipients(incident.recipients, tables)
    side_b = _dead([one for one in incident.recipients if organised and one.name == organised[0].name])
    civilians = _dead([one for one in incident.recipients if recipient_side(one, tables) == "civilian"])
    told = (side_b or 0) + (civilians or 0)
    if told > best:  # figures of different reports: they do not add up to one toll
        side_b = civilians = None
        told = 0
    return {
        "deaths_a": None,
        "deaths_b": side_b,
        "deaths_civilians": civilians,
        "deaths_unknown": best - told,
        "best": best,
        "high": killed.high if killed.high is not None else best,
        "low": killed.low if killed.low is not None else best,
    }


def _dead(recipients: list[Recipient]) -> int | None:
    """The dead among them; ``None`` where not one figure is told. Equal words are one party told twice."""
    told = {
        one.text: one.count.best for one in recipients if one.effect is Effect.DEATH and one.count and one.count.best
    }
    return sum(told.values()) if told else None
