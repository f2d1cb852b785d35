"""Contradictions in the actor tables: what cannot all be true at once.

Dates of unequal precision contradict only where they surely do: "2014" as an end and "2014" as a start do not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import Final

from msgspec import Struct

from onrecord.lexicon.actors import ActorIndex
from onrecord.lexicon.actors_names import name_key
from onrecord.lexicon.actors_rows import ActorName, Affiliation
from onrecord.lexicon.tables import data_path, read_table
from onrecord.records import RelationKind

__all__ = ["Contradiction", "OfficeRules", "find_contradictions", "load_office_rules", "surely_overlap"]

_UPWARD: Final = frozenset({RelationKind.PART_OF, RelationKind.MEMBER_OF, RelationKind.FRONT_FOR})
_OPPOSITES: Final = frozenset({RelationKind.ALLIED_WITH, RelationKind.OPPOSED_TO})
_SUCCESSIONS: Final = frozenset({RelationKind.SAME_AS, RelationKind.LINKED_TO})
_OWN_NAMES: Final = frozenset({"name", "alias"})


class Contradiction(Struct, frozen=True, kw_only=True):
    """``kind``: ``two_holders``, ``outside_life``, ``same_name``, ``cycle`` or ``disputed_pair``; ``ids``: whom it is
    about."""

    kind: str
    ids: tuple[str, ...]
    words: str


class OfficeRules(Struct, frozen=True, kw_only=True):
    """``exclusive``: titles that one person at a time holds; ``shared``: periods when one was held, or claimed, by
    two, as
    (title, of, start, end)."""

    exclusive: frozenset[str]
    shared: tuple[tuple[str, str, str, str], ...]


def load_office_rules() -> OfficeRules:
    """The rules of the package; LexiconError for a wrong table."""
    titles = read_table(data_path("actors", "exclusive_offices.csv"), ("title",))
    columns = ("title", "of", "from", "to", "why", "source", "source_date")
    shared = read_table(data_path("actors", "shared_offices.csv"), columns)
    return OfficeRules(
        exclusive=frozenset(name_key(row["title"]) for row in titles),
        shared=tuple((name_key(row["title"]), row["of"], row["from"], row["to"]) for row in shared),
    )


def find_contradictions(actors: ActorIndex, rules: OfficeRules) -> Iterator[Contradiction]:
    """All contradictions, kind by kind."""
    yield from _two_holders(actors, rules)
    yield from _outside_life(actors)
    yield from _same_names(actors)
    yield from _cycles(actors)
    yield from _disputed_pairs(actors)


def surely_overlap(one: tuple[str | None, str | None], other: tuple[str | None, str | None]) -> bool:
    """Whether two periods share a day however their imprecise ends are read; an open end is unbounded."""
    starts = [_latest(start) for start, _ in (one, other) if start is not None]
    ends = [_earliest(end) for _, end in (one, other) if end is not None]
    return not starts or not ends or max(starts) < min(ends)


def _latest(day: str) -> str:
    return day if len(day) == 10 else f"{day}-31" if len(day) == 7 else f"{day}-12-31"


def _earliest(day: str) -> str:
    return day if len(day) == 10 else f"{day}-01" if len(day) == 7 else f"{day}-01-01"


def _period(start: str | None, end: str | None) -> str:
    return f"{start or '...'} to {end or '...'}"


def _two_holders(actors: ActorIndex, rules: OfficeRules) -> Iterator[Contradiction]:
    for of, offices in sorted(actors.offices_at.items()):
        for one, other in combinations(offices, 2):
            same = one.title == other.title and one.title in rules.exclusive and one.person_id != other.person_id
            both = (max(one.start or "", other.start or "") or None, _first_end(one.end, other.end))
            if same and surely_overlap((one.start, one.end), (other.start, other.end)):
                if any(_holds(period, one.title, of, both) for period in rules.shared):
                    continue
                yield Contradiction(
                    kind="two_holders",
                    ids=(one.person_id, other.person_id),
                    words=f"both are {one.title} of {of}: {_period(one.start, one.end)} and "
                    f"{_period(other.start, other.end)}",
                )


def _first_end(one: str | None, other: str | None) -> str | None:
    ends = [end for end in (one, other) if end is not None]
    return min(ends) if ends else None


def _holds(shared: tuple[str, str, str, str], title: str, of: str, both: tuple[str | None, str | None]) -> bool:
    """Whether the time in which both held it lies in a period when it was shared."""
    same = shared[:2] == (title, of) and both[0] is not None and both[1] is not None
    return same and _earliest(shared[2]) <= _earliest(both[0] or "") and _latest(both[1] or "") <= _latest(shared[3])


def _outside_life(actors: ActorIndex) -> Iterator[Contradiction]:
    for link in _links(actors):
        subject, former = actors.entries[link.subject_id], actors.entries[link.object_id]
        begins = link.start or subject.start
        succeeds = begins is not None and former.end is not None and _latest(begins) >= _earliest(former.end)
        if link.relation in _SUCCESSIONS and succeeds:
            continue  # a new name, or a link to what one's members were before
        for end in (link.subject_id, link.object_id):
            entry = actors.entries[end]
            if not _may_overlap((link.start, link.end), (entry.start, entry.end)):
                yield Contradiction(
                    kind="outside_life",
                    ids=(link.subject_id, link.object_id),
                    words=f"{link.relation} {_period(link.start, link.end)}, but {end} existed "
                    f"{_period(entry.start, entry.end)}",
                )


def _may_overlap(one: tuple[str | None, str | None], other: tuple[str | None, str | None]) -> bool:
    starts = [_earliest(start) for start, _ in (one, other) if start is not None]
    ends = [_latest(end) for _, end in (one, other) if end is not None]
    return not starts or not ends or max(starts) <= min(ends)


def _same_names(actors: ActorIndex) -> Iterator[Contradiction]:
    bearers: defaultdict[str, dict[str, ActorName]] = defaultdict(dict)
    for names in actors.names.values():
        for name in names:
            if name.kind in _OWN_NAMES and name.rank == 1:
                bearers[name_key(name.alias)].setdefault(name.actor_id, name)
    for key, found in sorted(bearers.items()):
        for one, other in combinations(found.values(), 2):
            first, second = actors.entries[one.actor_id], actors.entries[other.actor_id]
            lives = surely_overlap((first.start, first.end), (second.start, second.end))
            uses = surely_overlap((one.start, one.end), (other.start, other.end))
            if lives and uses and first.country == second.country and "person" not in {first.kind, second.kind}:
                words = f"both are called {key!r} in one period; date the names, or make one of them generic"
                yield Contradiction(kind="same_name", ids=(first.actor_id, second.actor_id), words=words)


def _cycles(actors: ActorIndex) -> Iterator[Contradiction]:
    upward: defaultdict[str, list[Affiliation]] = defaultdict(list)
    for link in _links(actors):
        if link.relation in _UPWARD and link.status == "accepted":
            upward[link.subject_id].append(link)
    told: set[frozenset[str]] = set()
    for start in sorted(upward):
        for path in _ways_back(start, upward):
            if frozenset(path) not in told:
                told.add(frozenset(path))
                yield Contradiction(
                    kind="cycle", ids=path, words=f"each is part of the next: {' > '.join((*path, start))}"
                )


def _ways_back(start: str, upward: dict[str, list[Affiliation]]) -> Iterator[tuple[str, ...]]:
    paths: list[tuple[tuple[str, ...], tuple[Affiliation, ...]]] = [((start,), ())]
    while paths:
        path, links = paths.pop()
        for link in upward.get(path[-1], ()):
            if not all(surely_overlap((link.start, link.end), (other.start, other.end)) for other in links):
                continue
            if link.object_id == start:
                yield path
            elif link.object_id not in path:
                paths.append(((*path, link.object_id), (*links, link)))


def _disputed_pairs(actors: ActorIndex) -> Iterator[Contradiction]:
    pairs: defaultdict[tuple[str, ...], list[Affiliation]] = defaultdict(list)
    for link in _links(actors):
        ends = tuple(sorted((link.subject_id, link.object_id))) if link.relation in _OPPOSITES else None
        pairs[(*ends, "side") if ends else (link.subject_id, link.object_id, str(link.relation))].append(link)
    for links in pairs.values():
        for one, other in combinations(links, 2):
            if surely_overlap((one.start, one.end), (other.start, other.end)) and (
                one.status != other.status or one.relation != other.relation
            ):
                yield Contradiction(
                    kind="disputed_pair",
                    ids=(one.subject_id, one.object_id),
                    words=f"{one.relation} ({one.status}, {one.source}) and {other.relation} ({other.status}, "
                    f"{other.source}) at one time",
                )


def _links(actors: ActorIndex) -> Iterable[Affiliation]:
    return dict.fromkeys(link for links in actors.affiliations.values() for link in links)
