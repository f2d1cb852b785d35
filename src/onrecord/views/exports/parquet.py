"""A Parquet file: one row an incident of whatever status, lists as lists and unknown values as nulls."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any, Final

import pyarrow
import pyarrow.parquet

from onrecord.records import Incident
from onrecord.views.exports.cases import Case, Settings
from onrecord.views.exports.parties import statements

__all__ = ["SCHEMA", "write_parquet"]

_ROWS_A_GROUP: Final = 10_000

_TEXT, _NUMBER = pyarrow.string(), pyarrow.int64()


def _structs(**fields: Any) -> Any:
    return pyarrow.list_(pyarrow.struct(list(fields.items())))


_PLACE = _structs(
    role=_TEXT, name=_TEXT, country=_TEXT, admin1=_TEXT, latitude=pyarrow.float64(), longitude=pyarrow.float64(),
    precision=_TEXT, score=pyarrow.float64(),
)  # fmt: skip
_ACTOR = _structs(name=_TEXT, actor_id=_TEXT, country=_TEXT, sector=_TEXT, confidence=_TEXT, according_to=_TEXT)
_RECIPIENT = _structs(name=_TEXT, kind=_TEXT, actor_id=_TEXT, country=_TEXT, sector=_TEXT, effect=_TEXT, number=_NUMBER)
_TOLL = _structs(
    toll=_TEXT, report_id=_TEXT, source=_TEXT, published=_TEXT, low=_NUMBER, best=_NUMBER, high=_NUMBER, text=_TEXT
)
_ATTRIBUTION = _structs(name=_TEXT, actor_id=_TEXT, basis=_TEXT, contested=pyarrow.bool_())
_STATEMENT = _structs(kind=_TEXT, speaker=_TEXT, about=_TEXT, date=_TEXT, quote=_TEXT, report_id=_TEXT)
_TOLLS: Final = ("killed", "wounded", "abducted")

SCHEMA: Final = pyarrow.schema(
    [
        *[(name, _TEXT) for name in ("incident_id", "event_type", "mode", "status")],
        ("aggregate", pyarrow.bool_()),
        ("date_start", pyarrow.date32()),
        ("date_end", pyarrow.date32()),
        *[(name, _TEXT) for name in ("date_precision", "cameo", "acled_event_type", "acled_sub_event_type")],
        ("gtd_attacktype", pyarrow.int32()),
        ("gtd_weaptype", pyarrow.int32()),
        ("places", _PLACE),
        ("actors", _ACTOR),
        ("recipients", _RECIPIENT),
        ("weapons", pyarrow.list_(_TEXT)),
        ("tolls", _TOLL),
        *[(f"{toll}_{bound}", _NUMBER) for toll in _TOLLS for bound in ("low", "best", "high")],
        ("attribution", _ATTRIBUTION),
        ("statements", _STATEMENT),
        ("conflicts", pyarrow.list_(_TEXT)),
        ("independent_sources", pyarrow.int32()),
        ("reports", pyarrow.list_(_TEXT)),
        ("quotes", pyarrow.list_(_TEXT)),
    ]
)
"""Columns in the order of data/exports/fields/parquet.csv."""


def write_parquet(cases: Iterable[Case], path: Path, settings: Settings) -> None:
    """Writes the file; no case gives a table without rows."""
    rows = map(_row, cases)
    schema = SCHEMA.with_metadata({"onrecord": settings.version})
    with pyarrow.parquet.ParquetWriter(path, schema, compression="zstd") as writer:
        while group := list(islice(rows, _ROWS_A_GROUP)):
            writer.write_table(pyarrow.Table.from_pylist(group, schema=schema))


def _row(case: Case) -> dict[str, Any]:
    incident = case.incident
    when, codes = incident.date, incident.codes
    acled = codes.acled or (None, None)
    return {
        "incident_id": incident.incident_id,
        "event_type": incident.event_type,
        "mode": incident.mode,
        "status": str(incident.status),
        "aggregate": incident.aggregate,
        "date_start": date.fromisoformat(when.start) if when else None,
        "date_end": date.fromisoformat(when.end) if when else None,
        "date_precision": str(when.precision) if when else None,
        "cameo": codes.cameo,
        "acled_event_type": acled[0],
        "acled_sub_event_type": acled[1],
        "gtd_attacktype": codes.gtd_attacktype,
        "gtd_weaptype": codes.gtd_weaptype,
        **_party_lists(incident),
        **_toll_cells(incident),
        **_evidence_lists(case),
        "independent_sources": incident.independent_sources,
        "reports": list(incident.reports),
    }


def _party_lists(incident: Incident) -> dict[str, Any]:
    return {
        "places": [
            _fields(one, "role name country admin1 latitude longitude precision score") for one in incident.places
        ],
        "actors": [_fields(one, "name actor_id country sector confidence according_to") for one in incident.actors],
        "recipients": [
            {
                **_fields(one, "name kind actor_id country sector effect"),
                "number": one.count.best if one.count else None,
            }
            for one in incident.recipients
        ],
        "weapons": list(dict.fromkeys(one.type for one in incident.weapons)),
        "attribution": [_fields(one, "name actor_id basis contested") for one in incident.attribution],
        "statements": [_fields(one, "kind speaker about date quote report_id") for one in statements(incident)],
    }


def _toll_cells(incident: Incident) -> dict[str, Any]:
    cells: dict[str, Any] = {"tolls": list(_toll_versions(incident))}
    for name in _TOLLS:
        toll = getattr(incident.casualties, name)
        cells |= {f"{name}_{bound}": getattr(toll, bound) if toll else None for bound in ("low", "best", "high")}
    return cells


def _toll_versions(incident: Incident) -> Iterator[dict[str, Any]]:
    for name in _TOLLS:
        toll = getattr(incident.casualties, name)
        for version in toll.versions if toll else ():
            yield {"toll": name, **_fields(version, "report_id source published low best high text")}


def _evidence_lists(case: Case) -> dict[str, Any]:
    quotes = (report.evidence[0].text for report in case.reports if report.evidence)
    return {
        "conflicts": [conflict.field for conflict in case.incident.conflicts],
        "quotes": list(dict.fromkeys(quotes)),
    }


def _fields(record: object, names: str) -> dict[str, Any]:
    """The named fields; an enumerated value as its word, a lone surrogate (no UTF-8) as a question mark."""
    return {name: _plain(getattr(record, name)) for name in names.split()}


def _plain(value: object) -> object:
    return str(value).encode("utf-8", "replace").decode("utf-8") if isinstance(value, str) else value
