"""Where a text names organizations that may bear violence: known armed groups, forces of states, names from keys.

They are candidates beside what the span model marks, which passes over most forces of states.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from onrecord.lexicon.muc4 import Muc4Tables
from onrecord.records import ActorMention, SpanPair
from onrecord.views.muc4_words import names_people

__all__ = ["ARMED", "STATE", "is_force", "organization_spans"]

ARMED = frozenset({"REB", "UAF", "CRM"})
"""Sectors of groups outside the state that bear arms (PLOVER's codes)."""

STATE = frozenset({"GOV", "MIL", "COP", "SPY", "PRM"})
PERSON = "person"
WORD_BEFORE = re.compile(r"([\w'-]+)\s+\Z")
ORDINAL = re.compile(r"\d+(?:ST|ND|RD|TH|D)?\Z", re.I)


def is_force(actor: ActorMention, tables: Muc4Tables) -> bool:
    """Whether words name a body of a state by what it is ("the army", "Third Brigade"), not by who serves in it."""
    return actor.match.sector in STATE and actor.text.rpartition(" ")[2].lower() in tables.forces


def organization_spans(text: str, actors: Iterable[ActorMention], tables: Muc4Tables) -> Iterator[SpanPair]:
    """Spans of the text (half-open, in characters), in no order; some overlap."""
    for actor in actors:
        if actor.match.looseness == "name" and actor.match.sector in ARMED and actor.match.kind != PERSON:
            yield actor.start, _without_people(actor, tables)
        elif is_force(actor, tables):
            yield _widened(text, actor, tables), actor.end
    for found in tables.organization_names.finditer(text):
        yield found.span()


def _without_people(actor: ActorMention, tables: Muc4Tables) -> int:
    """Where the group's own name ends: "Red Dawn" of "Red Dawn rebels"."""
    words = actor.text.split()
    while len(words) > 1 and names_people(words[-1], tables):
        words.pop()
    return actor.start + actor.text.rindex(words[-1]) + len(words[-1])


def _widened(text: str, actor: ActorMention, tables: Muc4Tables) -> int:
    """Where the name of a unit starts: "Third Brigade", "Rio Seco Battalion" have their names before them."""
    start = actor.start
    if actor.text.rpartition(" ")[2].lower() not in tables.units:
        return start
    before = WORD_BEFORE.search(text, max(0, start - 40), start)
    if before and (ORDINAL.match(before[1]) or before[1].lower() not in tables.openers | tables.links | tables.small):
        return before.start()
    return start
