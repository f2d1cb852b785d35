"""GTD-shaped attribution fields, and beside them what GTD has no field for: who says what of whom, in which words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from onrecord.lexicon.exports import ClaimMode, ExportTables, load_export_tables
from onrecord.records import AssertionKind, Basis, DocumentRef, EventDate, Incident
from onrecord.views.cells import Cell
from onrecord.views.exports.cases import Case, Settings, document_refs, source_name
from onrecord.views.exports.flat import Row, joined, plain, table_parts
from onrecord.views.exports.parties import (
    Candidate,
    Statement,
    candidate_words,
    candidates,
    is_disputed,
    statement_words,
    statements,
)
from onrecord.views.exports.rules import Codebook, judge

__all__ = ["claim_mode", "gtd_parts"]

_PLACES = 3
_UNKNOWN_MODE = (10, "Unknown")
_SURE = frozenset({Basis.CLAIM, Basis.REPORT})


def gtd_parts(cases: Iterable[Case], settings: Settings) -> Iterator[str]:
    """The table of all cases that GTD would take, as CSV."""
    tables = load_export_tables()
    kept = (case for case in cases if judge(case.incident, Codebook.GTD, tables).included)
    return table_parts("gtd", (_row(case, tables) for case in kept))


def claim_mode(words: Iterable[str], modes: Sequence[ClaimMode]) -> tuple[int, str]:
    """GTD's number and name of how a claim was made, by its words; unknown (10) where they do not say."""
    told = list(words)
    for mode in modes:
        if any(mode.pattern.search(one) for one in told):
            return mode.code, mode.name
    return _UNKNOWN_MODE


def _row(case: Case, tables: ExportTables) -> Row:
    incident = case.incident
    named = [one for one in candidates(incident) if one.is_named]
    claimants = {said.about for said in _claims(incident)}
    return {
        "eventid": incident.incident_id,
        **_date_cells(incident.date),
        "attacktype1": incident.codes.gtd_attacktype,
        "weaptype1": incident.codes.gtd_weaptype,
        **_name_cells(incident, named),
        "individual": None,
        "nperps": None,
        **_claim_cells(incident, named, tables),
        "compclaim": (1 if len(claimants) > 1 else 0) if claimants else None,
        **dict.fromkeys(("motive", "doubtterr", "alternative", "related")),
        **_citation_cells(case),
        "candidates": joined(candidate_words(incident)),
        "statements": joined((statement_words(one, quoted=True) for one in statements(incident)), " | "),
    }


def _claims(incident: Incident) -> list[Statement]:
    return [said for said in statements(incident) if said.is_for and said.kind is AssertionKind.CLAIMS]


def _date_cells(when: EventDate | None) -> Row:
    """GTD writes 0 for a month or day that is not known."""
    if when is None:
        return dict.fromkeys(("iyear", "imonth", "iday"))
    one_month = when.start[:7] == when.end[:7]
    one_day = when.start == when.end
    return {
        "iyear": int(when.start[:4]),
        "imonth": int(when.start[5:7]) if one_month else 0,
        "iday": int(when.start[8:10]) if one_day else 0,
    }


def _name_cells(incident: Incident, named: Sequence[Candidate]) -> Row:
    cells: dict[str, Cell] = {}
    disputed = is_disputed(incident)
    for place in range(_PLACES):
        suffix = str(place + 1) if place else ""
        one = named[place] if place < len(named) else None
        cells[f"gname{suffix}"] = plain(one.name) if one else (None if place else "Unknown")
        cells[f"gsubname{suffix}"] = None
        cells[f"guncertain{place + 1}"] = int(disputed or one.basis not in _SURE) if one else None
    return cells


def _claim_cells(incident: Incident, named: Sequence[Candidate], tables: ExportTables) -> Row:
    cells: dict[str, Cell] = {}
    for place, (flag, mode) in enumerate(
        (("claimed", "claimmode"), ("claim2", "claimmode2"), ("claim3", "claimmode3"))
    ):
        name = named[place].name if place < len(named) else None
        quotes = [said.quote for said in _claims(incident) if said.about == name]
        code, words = claim_mode(quotes, tables.claim_modes) if quotes else (None, None)
        cells |= {flag: 1 if quotes else None, mode: code, f"{mode}_txt": words}
    if any(_claims(incident)):
        cells["claimed"] = 1
    return cells


def _citation_cells(case: Case) -> Row:
    cited = [_citation(one) for one in document_refs(case)[:_PLACES]]
    return {f"scite{place + 1}": cited[place] if place < len(cited) else None for place in range(_PLACES)}


def _citation(document: DocumentRef) -> str | None:
    parts = (source_name(document), f'"{document.title}"' if document.title else None, document.published)
    return plain(", ".join(part for part in parts if part))
