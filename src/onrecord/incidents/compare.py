"""What two reports say about each field, as one of a fixed set of values.

Each comparison gives a ``Finding``: a value (a key of the weight table) and an amount, 1 where the value
speaks for itself and otherwise how much of it there is (a share of common words, the rarity of a name). The
weight of a finding is the table's weight times the amount. Nothing here knows a weight.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias

from onrecord.incidents.circumstances import find_breadth, find_delay, find_whole_toll
from onrecord.incidents.geodesy import distance_km
from onrecord.incidents.together import JOINT_FIELDS, Finding, join_findings
from onrecord.incidents.traits import Bounds, Party, Site, Traits
from onrecord.incidents.words import Vector, cosine

__all__ = ["FIELDS", "Finding", "Related", "compare", "day_gap", "nearest_sites"]

Related: TypeAlias = Callable[[str, str], bool]
DAY_BINS = ((1, "1 day apart"), (3, "2-3 days apart"), (7, "4-7 days apart"), (30, "8-30 days apart"))
OVERLAP_BINS = ((3, "overlap within 3 days"), (10, "overlap within 10 days"), (40, "overlap within 40 days"))
UNDATED_BINS = ((3, "undated, told within 3 days"), (30, "undated, told within 30 days"))
DISTANCE_BINS_KM = ((5.0, "within 5 km"), (25.0, "within 25 km"), (100.0, "within 100 km"))
SAME_NAME_KM = 60.0
WELL_SHARED = 0.3
SPOT_KM = 2.0
RARE_WORTH = 5.0
STATE_WORTH = 2.0
STATE_SECTORS = frozenset({"GOV", "MIL", "COP", "SPY", "LEG", "JUD"})
UNKNOWN = "unknown"


def day_gap(a: tuple[int, int], b: tuple[int, int]) -> int:
    """Days between two inclusive intervals; 0 where they touch or overlap."""
    return max(0, b[0] - a[1], a[0] - b[1])


def _binned(number: float, bins: tuple[tuple[float, str], ...], beyond: str) -> str:
    return next((value for limit, value in bins if number <= limit), beyond)


def _told_before(a: Traits, b: Traits) -> bool:
    """Whether one report came out before the other's event began."""
    return any(
        x.published is not None and y.days is not None and x.published < y.days[0] - 1 for x, y in ((a, b), (b, a))
    )


def _on_publication(a: Traits, b: Traits) -> bool:
    """Whether the later of two days is the day on which its report came out: a day taken from the wrong words."""
    later = max((a, b), key=lambda one: one.days or (0, 0))
    return later.days is not None and later.days[0] == later.published


def _undated(a: Traits, b: Traits) -> str:
    if a.published is None or b.published is None:
        return UNKNOWN
    return _binned(abs(a.published - b.published), UNDATED_BINS, "undated, told over 30 days apart")


def _date(a: Traits, b: Traits) -> str:
    if _told_before(a, b):
        return "told before it began"
    if a.days is None or b.days is None:
        return _undated(a, b)
    if gap := day_gap(a.days, b.days):
        if gap == 1 and _on_publication(a, b):
            return "1 day apart, day of publication"
        return _binned(gap, DAY_BINS, "over 30 days apart")
    longest = max(a.days[1] - a.days[0], b.days[1] - b.days[0])
    if longest == 0:
        return "same day"
    if a.days == b.days:
        return "same days"
    return _binned(longest, OVERLAP_BINS, "overlap of long spans")


def _published(a: Traits, b: Traits) -> str:
    if a.published is None or b.published is None:
        return UNKNOWN
    gap = abs(a.published - b.published)
    return "same day" if gap == 0 else _binned(gap, DAY_BINS, "over 30 days apart")


def _site_distance(a: Site, b: Site) -> float | None:
    if a.latitude is None or a.longitude is None or b.latitude is None or b.longitude is None:
        return None
    return distance_km((a.latitude, a.longitude), (b.latitude, b.longitude))


def _site_grade(a: Site, b: Site) -> float | None:
    """Kilometres apart, 0 for one place; ``None`` where no distance can be told."""
    if a.key == b.key:
        return 0.0
    distance = _site_distance(a, b)
    if a.name == b.name and (distance is None or distance <= SAME_NAME_KM):
        return 0.0
    return distance


def nearest_sites(a: Traits, b: Traits) -> float | None:
    """Kilometres between the nearest two sites no larger than a district; ``None`` where that is unknown."""
    grades = [_site_grade(x, y) for x in a.sites if x.is_fine for y in b.sites if y.is_fine]
    return min((grade for grade in grades if grade is not None), default=None)


def _place(a: Traits, b: Traits) -> str:
    nearest = nearest_sites(a, b)
    if nearest is not None:
        return "same place" if nearest == 0 else _binned(nearest, DISTANCE_BINS_KM, "over 100 km")
    fine = [any(site.is_fine for site in side.sites) for side in (a, b)]
    if all(fine):
        return "names differ"
    if not a.sites or not b.sites:
        return UNKNOWN
    if {site.key for site in a.sites} & {site.key for site in b.sites}:
        return "same region"
    return "one is coarser" if any(fine) else "regions differ"


def _place_rarity(a: Traits, b: Traits) -> Finding | None:
    """That two reports share a place says more where few other reports are from there."""
    shared = {site.key for site in a.sites} & {site.key for site in b.sites}
    if not shared:
        return None
    return Finding("place rarity", "shared", max(a.worths.get(key, 0.0) for key in shared) / RARE_WORTH)


def _same_spot(x: Site, y: Site) -> bool:
    """Whether two differently named spots may be one: a common word of their names, or hardly any way between."""
    distance = _site_distance(x, y)
    return bool(set(x.name.split()) & set(y.name.split())) or (distance is not None and distance <= SPOT_KM)


def _spot(a: Traits, b: Traits) -> str:
    """Whether a second, finer place is the same: two blasts in one city differ in their streets."""
    left, right = ({site.name: site for site in side.sites if site.is_fine} for side in (a, b))
    shared = left.keys() & right.keys()
    if len(shared) >= 2:
        return "same"
    if not shared:
        return UNKNOWN
    mine, yours = ([side[name] for name in sorted(side.keys() - shared)] for side in (left, right))
    if not mine or not yours:
        return "one is finer" if mine or yours else UNKNOWN
    return "like names" if any(_same_spot(x, y) for x in mine for y in yours) else "differs"


def _country(a: Traits, b: Traits) -> str:
    if not a.countries or not b.countries:
        return UNKNOWN
    return "same" if a.countries & b.countries else "differs"


def _type(a: Traits, b: Traits) -> str:
    if a.event_type != b.event_type:
        return "types differ"
    if a.mode is None or b.mode is None:
        return "same type"
    if a.mode == b.mode:
        return "same type and mode"
    return "related modes" if a.mode_family == b.mode_family else "modes differ"


def _sets(a: frozenset[str], b: frozenset[str]) -> str:
    if not a or not b:
        return UNKNOWN
    return "shared" if a & b else "differ"


def _rarest_doer(a: Traits, shared: set[str]) -> float:
    """How rare the rarest of the shared doers is; that the army of a state did it is never telling."""
    state = {party.key for party in a.actors if party.sector in STATE_SECTORS}
    worths = (min(a.worths.get(key, 0.0), STATE_WORTH if key in state else RARE_WORTH * 2) for key in shared)
    return max(worths, default=0.0) / RARE_WORTH


def _keys(parties: tuple[Party, ...]) -> set[str]:
    return {party.key for party in parties}


def _same_side(a: Party, b: Party) -> bool:
    return a.country is not None and a.country == b.country and a.sector == b.sector


def _actor(a: Traits, b: Traits, related: Related) -> tuple[str, float]:
    left, right = _keys(a.actors), _keys(b.actors)
    if not left and not right:
        return "both unknown", 1.0
    if not left or not right:
        return "one unknown", 1.0
    if left & right:
        return "same", _rarest_doer(a, left & right)
    if any(x.actor_id and y.actor_id and related(x.actor_id, y.actor_id) for x in a.actors for y in b.actors):
        return "affiliated", 1.0
    swapped = (left & _keys(b.recipients)) | (right & _keys(a.recipients))
    if swapped:
        return "sides swapped", max((*(a.worths.get(key, 0.0) / RARE_WORTH for key in swapped), 0.0))
    if any(_same_side(x, y) for x in a.actors for y in b.actors):
        return "same side", 1.0
    return "differs", 1.0


def _said(parties: tuple[Party, ...]) -> set[str]:
    return {word for party in parties for word in party.words}


def _recipient(a: Traits, b: Traits) -> tuple[str, float]:
    left, right = _said(a.recipients), _said(b.recipients)
    if not left or not right:
        return ("both unknown" if not left and not right else "one unknown"), 1.0
    shared = sum(a.worths.get(word, 0.0) for word in sorted(left & right))
    least = min(sum(side.worths.get(word, 0.0) for word in sorted(words)) for side, words in ((a, left), (b, right)))
    if shared <= 0 or least <= 0:
        return "differs", 1.0
    return ("shared words", shared / least) if shared >= WELL_SHARED * least else ("few shared words", 1.0)


def _weapon(a: Traits, b: Traits) -> str:
    value = _sets(a.weapons, b.weapons)
    return "related" if value == "differ" and a.weapon_families & b.weapon_families else value


def _exact(toll: Bounds) -> int | None:
    return toll.low if toll.low == toll.high else None


def _update(a: Traits, b: Traits, low: int, high: int) -> str:
    """The value where two tolls exclude each other; ``low`` and ``high`` are a's and b's figures."""
    small, large = sorted((low, high))
    if small == 0:
        return "none and some"
    size = "close" if large <= 1.5 * small + 1 else "far"
    if a.published is None or b.published is None or a.published == b.published:
        return f"{size}, same day"
    later_is_higher = (b.published > a.published) == (high > low)
    return f"{size}, rising" if later_is_higher else f"{size}, falling"


def _toll(a: Traits, b: Traits, x: Bounds | None, y: Bounds | None) -> str:
    if x is None or y is None:
        return UNKNOWN
    exact = _exact(x)
    if exact is not None and exact == _exact(y):
        return "same, none" if exact == 0 else "same, 1-3" if exact <= 3 else "same, over 3"
    if (x.high is None or y.low <= x.high) and (y.high is None or x.low <= y.high):
        return "compatible"
    return _update(a, b, x.best if x.best is not None else x.low, y.best if y.best is not None else y.low)


def _killed(a: Traits, b: Traits) -> str:
    return _toll(a, b, a.killed, b.killed)


def _wounded(a: Traits, b: Traits) -> str:
    return _toll(a, b, a.wounded, b.wounded)


def _status(a: Traits, b: Traits) -> str:
    if a.stage is not b.stage:
        return "stages differ"
    return "same" if a.status is b.status else "differs"


def _document(a: Traits, b: Traits) -> str:
    if a.document_id == b.document_id:
        return "same document"
    if a.origin == b.origin:
        return "copies"
    if a.source is None or b.source is None:
        return UNKNOWN
    return "same outlet" if a.source == b.source else "other outlets"


PLAIN: Mapping[str, Callable[[Traits, Traits], str]] = {
    "date": _date,
    "published": _published,
    "place": _place,
    "spot": _spot,
    "country": _country,
    "type": _type,
    "context": lambda a, b: _sets(a.contexts, b.contexts),
    "weapon": _weapon,
    "killed": _killed,
    "wounded": _wounded,
    "status": _status,
    "document": _document,
    "delay": find_delay,
    "breadth": find_breadth,
    "whole toll": find_whole_toll,
}
SINGLE_FIELDS = (*PLAIN, "actor", "recipient", "place rarity")
TYPICAL_OVERLAP: Mapping[str, float] = {"title": 0.2, "evidence": 0.2, "names": 0.4}
FIELDS = (*SINGLE_FIELDS, *JOINT_FIELDS, *TYPICAL_OVERLAP)


def _overlap(field: str, a: Vector, b: Vector) -> Finding:
    """How far the overlap is above what two happenings of one kind in one place show; negative below."""
    if not a or not b:
        return Finding(field, UNKNOWN)
    return Finding(field, "overlap", cosine(a, b) - TYPICAL_OVERLAP[field])


def find_field(field: str, a: Traits, b: Traits, related: Related) -> Finding | None:
    """What one of ``SINGLE_FIELDS`` shows; ``None`` where "place rarity" has no place to speak of."""
    if field in PLAIN:
        return Finding(field, PLAIN[field](a, b))
    if field == "place rarity":
        return _place_rarity(a, b)
    return Finding(field, *(_actor(a, b, related) if field == "actor" else _recipient(a, b)))


def compare(a: Traits, b: Traits, related: Related) -> Iterator[Finding]:
    """The findings of ``FIELDS``, in that order; "place rarity" only where a place is shared.

    Symmetric: ``compare(b, a)`` finds the same.
    """
    found = [one for field in SINGLE_FIELDS if (one := find_field(field, a, b, related)) is not None]
    yield from found
    yield from join_findings(found)
    for field in TYPICAL_OVERLAP:
        yield _overlap(field, getattr(a, field), getattr(b, field))
