"""How each codebook treats each incident, and where they disagree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from onrecord.lexicon.exports import ExportTables, load_export_tables
from onrecord.views.exports.cases import Case, Settings, lead_quote, main_place
from onrecord.views.exports.flat import Row, plain, table_parts
from onrecord.views.exports.rules import Codebook, Verdict, judge

__all__ = ["codebook_parts", "difference"]

_NAMES = {Codebook.PLOVER: "PLOVER", Codebook.ACLED: "ACLED", Codebook.UCDP: "UCDP GED", Codebook.GTD: "GTD"}
_OTHER_SUBJECT = frozenset({"no_code", "not_force", "state_actor"})
_ONE_SIDED = "one-sided violence"
_BATTLES = "Battles"
_AGAINST_CIVILIANS = "Violence against civilians"


def codebook_parts(cases: Iterable[Case], settings: Settings) -> Iterator[str]:
    """One row a case, of whatever status, as CSV."""
    tables = load_export_tables()
    return table_parts("codebooks", (_row(case, tables) for case in cases))


def difference(verdicts: Mapping[Codebook, Verdict], tables: ExportTables) -> tuple[str, str | None]:
    """The kind of disagreement and the disagreement in one sentence (``None`` where all agree).

    ``subject``: some have no type for acts of this sort; ``criteria``: some ask for more than is known; ``class``:
    ACLED and UCDP GED class the same violence differently; ``no``: all take it alike, or all leave it out.
    """
    taking = [book for book, verdict in verdicts.items() if verdict.included]
    leaving = [book for book, verdict in verdicts.items() if not verdict.included]
    if taking and leaving:
        taken = ", ".join(f"{_NAMES[book]} as {verdicts[book].code}" for book in taking)
        left = ", ".join(
            f"{_NAMES[book]} ({tables.reasons[verdicts[book].reason].removeprefix('left out: ')})" for book in leaving
        )
        of_subject = all(verdicts[book].reason in _OTHER_SUBJECT for book in leaving)
        return "subject" if of_subject else "criteria", f"taken by {taken}; left out by {left}"
    acled, ucdp = verdicts[Codebook.ACLED].code or "", verdicts[Codebook.UCDP].code
    clash = acled.startswith(_BATTLES) and ucdp == _ONE_SIDED
    if clash or (acled.startswith(_AGAINST_CIVILIANS) and ucdp not in (None, _ONE_SIDED)):
        return "class", f"ACLED sees {acled}, UCDP GED {ucdp}"
    return "no", None


def _row(case: Case, tables: ExportTables) -> Row:
    incident = case.incident
    verdicts = {book: judge(incident, book, tables) for book in Codebook}
    place, killed, quote = main_place(incident.places), incident.casualties.killed, lead_quote(case)
    kind, words = difference(verdicts, tables)
    return {
        "incident_id": incident.incident_id,
        "date_start": incident.date.start if incident.date else None,
        "date_end": incident.date.end if incident.date else None,
        "country": place.country if place else None,
        "status": str(incident.status),
        "killed": killed.best if killed else None,
        **{str(book): verdict.code for book, verdict in verdicts.items()},
        **{f"{book}_reason": tables.reasons[verdict.reason] for book, verdict in verdicts.items()},
        "disagreement": kind,
        "difference": words,
        "quote": plain(quote.text) if quote else None,
    }
