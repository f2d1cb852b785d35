"""The type of a report in PLOVER's own event stream, which has no status.

PLOVER codes what was said or done on the day: an act announced is an agreement or a threat, an act demanded a request.
So that nothing planned, threatened or hypothetical ever stands there as done, a report's status decides its type.
It codes what a sentence is about: what one tells in passing beside another event is no event of the stream.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, TypeAlias

from onrecord.records import Actor, Recipient, Report, Status

Side: TypeAlias = list[tuple[str, str]]

_HAPPENED: Final = frozenset({Status.OCCURRED, Status.ONGOING, Status.ATTEMPTED})
_COOPERATIVE: Final = frozenset({"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT"})
_STATELESS: Final = frozenset({"IGO", "IMG", "NGO", "MNC"})
_VERBAL: Final = frozenset({"REQUEST", "ACCUSE", "REJECT", "THREATEN"})


def plover_type(report: Report) -> str | None:
    """The type under which the report enters a PLOVER event stream; ``None`` where it is no event there.

    A hypothetical or denied act is none, nor is one told in passing. PLOVER codebook, "Agree" and "Threaten":
    announced future acts.
    """
    if report.in_passing:
        return None
    if report.status in _HAPPENED:
        return report.event_type
    if report.status is Status.DEMANDED:
        return "REQUEST"
    if report.status is Status.THREATENED:
        return "THREATEN"
    if report.status is not Status.PLANNED:
        return None
    if report.event_type in _COOPERATIVE:
        return "AGREE"
    return report.event_type if report.event_type in _VERBAL else "THREATEN"


def plover_sides(report: Report) -> tuple[Side, Side]:
    """Source and target as PLOVER's stream has them: (country or "", sector or "") of each party, once.

    PLOVER's coders give someone without a nationality ("gunmen", "a journalist") the country where it happens, else
    that of the other side, and so an unnamed attacker, the victims of an attack and the addressee of a protest. This is
    that stream's convention and stands in no report, where unknown stays unknown.
    """
    source, target = named_sides(report)
    places = {place.country for place in report.places if place.country}
    home = next(iter(places)) if len(places) == 1 else ""
    if home and report.event_type == "ASSAULT":
        source = source or [(home, "")]
    if home and report.event_type in ("ASSAULT", "PROTEST"):
        target = target or [(home, "")]
    return _settled(source, home or _only_country(target)), _settled(target, home or _only_country(source))


def named_sides(report: Report) -> tuple[Side, Side]:
    """Source and target as the report has them: (country or "", sector or "") of each party, once."""
    return _parties(report.actors), _parties(report.recipients)


def _parties(items: Iterable[Actor | Recipient]) -> Side:
    return list(dict.fromkeys((item.country or "", item.sector or "") for item in items))


def _settled(side: Side, home: str) -> Side:
    if any(country for country, _ in side):
        return side
    return [(home if sector not in _STATELESS else "", sector) for _, sector in side]


def _only_country(side: Side) -> str:
    countries = {country for country, _ in side if country}
    return next(iter(countries)) if len(countries) == 1 else ""
