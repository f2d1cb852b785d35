"""How each codebook treats an incident, and why: the reason is one of data/exports/reasons.csv.

The rules are the codebooks' own demands, as far as a record can answer them. ACLED takes single events of political
violence, protest or strategy with a day and a country. UCDP GED takes armed force by an organised actor with at least
one death. GTD takes violence and attempts at it by actors that are no state. PLOVER takes every coded event.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from msgspec import Struct

from onrecord.lexicon.exports import ExportTables
from onrecord.records import Incident, Status
from onrecord.views.exports.cases import HAPPENED, main_place
from onrecord.views.exports.parties import candidates, organised_recipients, recipient_side

__all__ = ["FOILED", "Codebook", "Verdict", "judge", "violence_kind"]

FOILED: Final = ("Strategic developments", "Disrupted weapons use")
_BOMBS: Final = frozenset({"explosives", "suicide-attack"})
VIOLENCE_NAMES: Final = {1: "state-based violence", 2: "non-state violence", 3: "one-sided violence"}


class Codebook(StrEnum):
    """The codebooks that are compared."""

    PLOVER = "plover"
    ACLED = "acled"
    UCDP = "ucdp"
    GTD = "gtd"


class Verdict(Struct, frozen=True):
    """Whether a codebook takes an incident, under which code, and the key of the reason."""

    included: bool
    code: str | None
    reason: str


def judge(incident: Incident, codebook: Codebook, tables: ExportTables) -> Verdict:
    """The codebook's treatment of the incident. What did not happen is left out by every one."""
    if incident.status not in HAPPENED:
        return _out(str(incident.status))
    if codebook is Codebook.PLOVER:
        return _in(f"{incident.event_type}/{incident.mode}" if incident.mode else incident.event_type, incident)
    if codebook is Codebook.ACLED:
        return _judge_acled(incident)
    return _judge_ucdp(incident, tables) if codebook is Codebook.UCDP else _judge_gtd(incident, tables)


def _in(code: str, incident: Incident) -> Verdict:
    return Verdict(True, code, "attempted" if incident.status is Status.ATTEMPTED else "coded")


def _out(reason: str) -> Verdict:
    return Verdict(False, None, reason)


def _judge_acled(incident: Incident) -> Verdict:
    if incident.codes.acled is None:
        return _out("no_code")
    if missing := _missing(incident):
        return missing
    if incident.status is Status.ATTEMPTED and incident.mode in _BOMBS:
        return Verdict(True, " / ".join(FOILED), "foiled_weapon")
    return _in(" / ".join(incident.codes.acled), incident)


def _missing(incident: Incident) -> Verdict | None:
    """Left out where it sums up many events, or has no day or no country."""
    if incident.aggregate:
        return _out("aggregate")
    if incident.date is None:
        return _out("no_date")
    place = main_place(incident.places)
    return None if place and place.country else _out("no_country")


def _judge_ucdp(incident: Incident, tables: ExportTables) -> Verdict:
    if incident.event_type != "ASSAULT":
        return _out("not_force")
    missing = _missing(incident)
    if missing and missing.reason != "aggregate":
        return missing
    if not (killed := incident.casualties.killed) or not max(killed.low or 0, killed.best or 0):
        return _out("no_death")
    if not any(one.is_named for one in candidates(incident)):
        return _out("no_organised_actor")
    kind = violence_kind(incident, tables)
    return _in(VIOLENCE_NAMES[kind], incident) if kind else _out("no_opponent")


def violence_kind(incident: Incident, tables: ExportTables) -> int | None:
    """UCDP's type: 1 a state and an organised opponent, 2 two groups that are no state, 3 civilians hit.

    ``None`` where no organised actor, or nobody who was hit, is known. Where the candidates are of several kinds the
    first named one decides; the dispute itself stands in the row.
    """
    named = [one for one in candidates(incident) if one.is_named]
    acting = next((tables.sides.get(one.sector or "", "unknown") for one in named), "unknown")
    if acting in ("civilian", "other"):
        return None
    hit = organised_recipients(incident.recipients, tables)
    if hit:
        sides = {acting, recipient_side(hit[0], tables)}
        return 1 if "state" in sides else 2
    people = any(recipient_side(one, tables) in ("civilian", "unknown") for one in incident.recipients)
    return 3 if people or incident.casualties.killed else None


def _judge_gtd(incident: Incident, tables: ExportTables) -> Verdict:
    if incident.codes.gtd_attacktype is None or incident.event_type != "ASSAULT":
        return _out("no_code")
    if missing := _missing(incident):
        return missing
    named = [one for one in candidates(incident) if one.is_named]
    if named and all(tables.sides.get(one.sector or "", "unknown") == "state" for one in named):
        return _out("state_actor")
    return _in(str(incident.codes.gtd_attacktype), incident)
