"""ACLED-shaped rows: one event a row, in ACLED's columns, codes and conventions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from msgspec import Struct

from onrecord.lexicon.exports import ExportTables, load_export_tables
from onrecord.records import Incident, Place, PlacePrecision, Recipient
from onrecord.views.cells import Cell
from onrecord.views.exports.cases import Case, Settings, lead_quote, main_place, source_names
from onrecord.views.exports.days import acled_precision, middle_day
from onrecord.views.exports.flat import Row, joined, plain, table_parts
from onrecord.views.exports.parties import (
    Candidate,
    body_name,
    candidates,
    is_disputed,
    organised_recipients,
    recipient_side,
    statement_words,
    statements,
)
from onrecord.views.exports.rules import Codebook, judge
from onrecord.views.words import figure_words

__all__ = ["acled_parts"]

_CROWDS: Final = {"Protests": ("Protesters", 6), "Riots": ("Rioters", 5)}
_CIVILIANS: Final = 7
_CIVILIAN_TYPES: Final = frozenset({"Violence against civilians"})
_EXCESSIVE: Final = "Excessive force against protesters"
_SURE: Final = frozenset({"claim", "report"})
_REGION: Final = 3
_GEO_PRECISION: Final = {PlacePrecision.EXACT: 1, PlacePrecision.NEAR: 2, PlacePrecision.ADMIN2: 2}


class _Party(Struct, frozen=True):
    """A side: its name, its companions, ACLED's number of its kind (``None`` unknown)."""

    name: str | None
    others: tuple[str, ...]
    inter: int | None


def acled_parts(cases: Iterable[Case], settings: Settings) -> Iterator[str]:
    """The table of all cases that ACLED would take, as CSV."""
    tables = load_export_tables()
    kept = (case for case in cases if judge(case.incident, Codebook.ACLED, tables).included)
    return table_parts("acled", (_row(case, settings, tables) for case in kept))


def _row(case: Case, settings: Settings, tables: ExportTables) -> Row:
    incident = case.incident
    place, when = main_place(incident.places), incident.date
    if place is None or place.country is None or when is None:
        raise ValueError(f"{incident.incident_id} has no day or no country")
    kind, sub_kind = (judge(incident, Codebook.ACLED, tables).code or "").split(" / ", 1)
    country = tables.countries[place.country].name
    first = _first_party(incident, kind, country, tables)
    second = _second_party(incident, sub_kind, country, tables)
    day = middle_day(when)
    return {
        "event_id_cnty": place.country + incident.incident_id.rpartition("-")[2],
        "event_date": day.isoformat(),
        "year": day.year,
        "time_precision": acled_precision(when),
        "disorder_type": tables.disorder.get((kind, sub_kind)) or tables.disorder[kind, ""],
        "event_type": kind,
        "sub_event_type": sub_kind,
        **_party_cells(first, second, settings, tables),
        "civilian_targeting": "Civilian targeting" if _hits_civilians(incident, kind, sub_kind, tables) else None,
        **_place_cells(place, country, tables),
        "source": joined(source_names(case)),
        "source_scale": None,
        "notes": _notes(case),
        "fatalities": _fatalities(incident) or 0,
        "tags": joined(_tags(incident)),
        "timestamp": settings.made_at,
    }


def _place_cells(place: Place, country: str, tables: ExportTables) -> Row:
    """A place whose point is unknown stands at the country's, with the precision of a region."""
    codes = tables.countries[place.country or ""]
    known = place.latitude is not None and place.longitude is not None
    return {
        "iso": codes.iso_numeric,
        "region": codes.acled_region or None,
        "country": country,
        "admin1": plain(place.admin1),
        "admin2": None,
        "admin3": None,
        "location": plain(place.name) or country,
        "latitude": place.latitude if known else codes.latitude,
        "longitude": place.longitude if known else codes.longitude,
        "geo_precision": _GEO_PRECISION.get(place.precision, _REGION) if known else _REGION,
    }


def _first_party(incident: Incident, kind: str, country: str, tables: ExportTables) -> _Party:
    if kind in _CROWDS:
        name, inter = _CROWDS[kind]
        return _Party(f"{name} ({country})", (), inter)
    named = [one for one in candidates(incident) if one.is_named]
    if not named or is_disputed(incident):
        return _Party(f"Unidentified Armed Group ({country})", (), 3)
    home = main_place(incident.places)
    return _Party(
        plain(named[0].name),
        tuple(one.name for one in named[1:]),
        _inter(named[0], home.country if home else None, tables),
    )


def _inter(one: Candidate | Recipient, home: str | None, tables: ExportTables) -> int | None:
    """ACLED's number of an actor's kind; a state's forces outside their own country are external ones."""
    sector = one.sector or ("GOV" if one.actor_id and one.actor_id == one.country else None)
    inter = tables.inter.get(sector or "")
    return 8 if inter == 1 and one.country and home and one.country != home else inter


def _second_party(incident: Incident, sub_kind: str, country: str, tables: ExportTables) -> _Party:
    if sub_kind == _EXCESSIVE:
        return _Party(f"Protesters ({country})", (), 6)
    home = main_place(incident.places)
    organised = organised_recipients(incident.recipients, tables)
    if organised:
        names = list(dict.fromkeys(body_name(one, country, tables) for one in organised))
        inter = _inter(organised[0], home.country if home else None, tables)
        return _Party(plain(names[0]), tuple(names[1:]), inter)
    if _people(incident.recipients, tables):
        return _Party(f"Civilians ({country})", (), _CIVILIANS)
    return _Party(None, (), None)


def _people(recipients: Sequence[Recipient], tables: ExportTables) -> bool:
    return any(recipient_side(one, tables) in ("civilian", "unknown") for one in recipients)


def _party_cells(first: _Party, second: _Party, settings: Settings, tables: ExportTables) -> Row:
    def kind_of(code: int | None) -> Cell:
        return code if settings.number_codes or code is None else tables.inter_names[code]

    return {
        "actor1": first.name,
        "assoc_actor_1": joined(first.others),
        "inter1": kind_of(first.inter),
        "actor2": second.name,
        "assoc_actor_2": joined(second.others),
        "inter2": kind_of(second.inter),
        "interaction": _interaction(first.inter, second.inter, settings, tables),
    }


def _interaction(first: int | None, second: int | None, settings: Settings, tables: ExportTables) -> Cell:
    codes = sorted(code for code in (first, second) if code is not None)
    if not codes:
        return None
    if settings.number_codes:
        return codes[0] * 10 + (codes[1] if len(codes) > 1 else 0)
    names = [tables.inter_names[code] for code in codes]
    return "-".join(names) if len(names) > 1 else f"{names[0]} only"


def _hits_civilians(incident: Incident, kind: str, sub_kind: str, tables: ExportTables) -> bool:
    if kind in _CIVILIAN_TYPES or sub_kind == _EXCESSIVE:
        return True
    hit = {recipient_side(one, tables) for one in incident.recipients}
    return kind in ("Explosions/Remote violence", "Riots") and "civilian" in hit and not hit & {"state", "group"}


def _fatalities(incident: Incident) -> int | None:
    """The lowest figure of any report; ``None`` where none gives one."""
    killed = incident.casualties.killed
    if killed is None:
        return None
    return killed.low if killed.low is not None else killed.best


def _tags(incident: Incident) -> Iterator[str]:
    if _fatalities(incident) is None:
        yield "fatalities=no report"
    elif any(conflict.field == "killed" for conflict in incident.conflicts):
        yield "fatalities=disputed"
    named = [one for one in candidates(incident) if one.is_named]
    if is_disputed(incident):
        yield "attribution=disputed"
    elif named and named[0].basis not in _SURE:
        yield f"attribution={named[0].basis}"


def _notes(case: Case) -> str:
    incident = case.incident
    quote = lead_quote(case)
    killed = incident.casualties.killed
    figures = [
        f"{figure_words(version)} ({version.source or version.report_id})"
        for version in (killed.versions if killed else ())
    ]
    said = [statement_words(one, quoted=False) for one in statements(incident)]
    parts = [
        plain(quote.text) if quote else None,
        f"[{incident.incident_id}",
        f"killed: {', '.join(figures)}" if figures else "killed: not reported",
        f"attribution: {' | '.join(said)}]" if said else "attribution: nobody is named]",
    ]
    return plain("; ".join(part for part in parts if part)) or incident.incident_id
