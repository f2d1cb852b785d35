"""What a noun phrase says of an actor, put together from the words of actor knowledge that it holds.

The head of the phrase (what stands before the first preposition) names the actor; a nationality in the head wins over
one in the tail. "X-backed" and "pro-X" name a backer, "anti-X" nobody. Sectors follow PLOVER; whoever held an office
and holds it no longer is an elite (ELI), as PLOVER codes it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from onrecord.lexicon.actors import ActorEntry, ActorIndex, Role
from onrecord.lexicon.actors_names import fold, name_key
from onrecord.mentions.actors_describe import Description, describe
from onrecord.mentions.actors_known import GENERIC, OPEN_KINDS, TITLE, Question, match_entries, named_entries, standing
from onrecord.mentions.actors_scan import Hit
from onrecord.records import ActorMatch

__all__ = ["match_hits"]

_TAIL: Final = re.compile(
    r"\b(?:of|in|from|for|at|to|near|across|within|inside|outside|based|against|fleeing|operating|with|by|on|over|who|"
    r"that|under|around|along|between|among|about)\b|[,(;:]"
)
_COMPOUND: Final = re.compile(
    r"\s+(backed|supported|sponsored|funded|aligned|allied|trained|armed|linked|affiliated|led|run|controlled|held|occupied|"
    r"made|based|born|owned|built|friendly|inspired|dominated)\b"
)
_BACKING: Final = frozenset(
    {"backed", "supported", "sponsored", "funded", "aligned", "allied", "trained", "armed", "linked"}
)
_LEADING: Final = frozenset({"led", "run", "controlled", "dominated"})
_CLEAR_UNHYPHENED: Final = frozenset({"backed", "supported", "sponsored", "funded", "aligned", "allied"})
_PREFIX: Final = re.compile(r"\b(pro|anti|non)\s$")
_FORMER: Final = re.compile(r"\b(?:former|ex|ousted|deposed|retired|toppled|erstwhile)\b")
_STATE_KINDS: Final = frozenset({"government", "military", "police", "intelligence", "legislature", "judiciary"})
_FOLLOWER: Final = "follower"
_QUALITY: Final = "quality"
_BODY: Final = "body"
_WORD_AFTER: Final = re.compile(r" (?=(?:[a-z]{2}-)?[A-Z])")
_WORD_BEFORE: Final = re.compile(r"[A-Z][\w.'’-]* $")
_CAPITALISED: Final = re.compile(r"\b[A-Z][\w.]*")


class _Reading(Struct):
    """What the hits of a part of a phrase say so far.

    ``leader``: the country that leads it ("Saudi-led"). ``is_open``: the name is one that actors of many countries
    bear ("National Liberation Army") and no country says which is meant.
    """

    entries: tuple[ActorEntry, ...] = ()
    named_by: Hit | None = None
    is_open: bool = False
    country: str | None = None
    state_id: str | None = None
    name_kind: str = ""
    backer: str | None = None
    leader: str | None = None
    roles: tuple[Role, ...] = ()


def match_hits(phrase: str, plain: str, hits: Sequence[Hit], actors: ActorIndex, question: Question) -> ActorMatch:
    """The actor that the phrase's hits describe; ``plain`` is the folded phrase that they count in."""
    cut = _head_end(plain, hits)
    head = _read(plain, [hit for hit in hits if hit.start < cut], actors, question)
    tail = _read(plain, [hit for hit in hits if hit.start >= cut], actors, question)
    role = _main_role(head.roles, tail.roles if _is_of(plain, cut) else ())
    former = _FORMER.search(plain[:cut]) is not None
    strange = _strange_neighbour(phrase, hits, head.named_by, actors)
    if strange == "before" or (strange == "after" and head.entries[0].kind == "person"):
        return ActorMatch(name=phrase, backer=head.backer)
    entries = head.entries or _tail_entries(plain, cut, head, tail, role)
    if entries and (role is None or role.kind != _FOLLOWER) and not _of_another_state(entries, head):
        match = match_entries(phrase, entries, actors, question, role=role, former=former, backer=head.backer)
        if head.is_open:
            return replace(match, actor_id=None, country=head.country, name=phrase, looseness="description")
        return replace(match, actor_id=None, name=phrase, looseness="description") if strange else match
    sector = entries[0].sector if entries and role is None else None
    place = head if head.country else tail
    if place.country is None:
        named = entries or tail.entries
        place.country = head.leader or (named[0].country if named else None)
    covered = (place is head or place.country is None or _is_of(plain, cut)) and _is_covered(phrase, hits)
    description = Description(
        phrase=phrase,
        country=place.country,
        state_id=place.state_id if place is head else None,
        name_kind=place.name_kind,
        backer=head.backer,
        sector=sector,
        role=role,
        former=former,
        covered=covered,
    )
    return describe(description, actors, question.on, question.country)


def _strange_neighbour(phrase: str, hits: Sequence[Hit], named_by: Hit | None, actors: ActorIndex) -> str:
    """Whether an unknown capitalised word touches the actor's name: "before" or "after" it, else empty.

    Such a word makes it another actor's name ("Bru National Liberation Front") or that of a part ("Mai-Mai Simba").
    """
    if named_by is None or phrase.isupper():
        return ""
    folded = fold(phrase)
    start, end = folded.source_span(named_by.start, named_by.end)
    spans = [folded.source_span(hit.start, hit.end) for hit in hits]
    before = _WORD_BEFORE.search(phrase, 0, start)
    known_word = before is not None and name_key(before.group()) in actors.modifiers
    if before and not known_word and not any(begin <= before.start() < stop for begin, stop in spans):
        return "before"
    after = _WORD_AFTER.match(phrase, end)
    return "after" if after and not any(begin <= after.end() < stop for begin, stop in spans) else ""


def _tail_entries(plain: str, cut: int, head: _Reading, tail: _Reading, role: Role | None) -> tuple[ActorEntry, ...]:
    """The actor named after "of" ("members of Hamas"); a person there is not the actor ("supporters of Morsi")."""
    if not tail.entries or not _is_of(plain, cut):
        return ()
    if plain.startswith(",", cut) and tail.entries[0].kind == "person" and role is not None and role.kind == TITLE:
        return tail.entries
    if head.country:
        return ()
    if role is not None and role.kind not in OPEN_KINDS | {_FOLLOWER}:
        return ()
    if tail.entries[0].kind == "person" and not plain.startswith(",", cut):
        tail.country = tail.country or tail.entries[0].country
        return ()
    return tail.entries


def _of_another_state(entries: Sequence[ActorEntry], head: _Reading) -> bool:
    """Whether a state's body is named beside another state ("Chile's Defense Department"): then it is not that body."""
    return head.country is not None and entries[0].kind in _STATE_KINDS and entries[0].country != head.country


def _is_covered(phrase: str, hits: Sequence[Hit]) -> bool:
    """Whether no capitalised word is unknown; if one is, the phrase may be another actor's own name."""
    words = [word.start() for word in _CAPITALISED.finditer(phrase)]
    if not words or phrase.isupper():
        return True
    folded = fold(phrase)
    spans = [folded.source_span(hit.start, hit.end) for hit in hits]
    return all(any(start <= word < end for start, end in spans) for word in words)


def _head_end(plain: str, hits: Sequence[Hit]) -> int:
    for match in _TAIL.finditer(plain):
        inside = any(hit.start <= match.start() < hit.end for hit in hits)
        if not inside and any(hit.end <= match.start() for hit in hits):
            return match.start()
    return len(plain)


def _is_of(plain: str, cut: int) -> bool:
    return plain.startswith(("of", "for", "from", "to", ","), cut)


def _main_role(head: Sequence[Role], tail: Sequence[Role]) -> Role | None:
    """The noun that tells most: the last of the head that is not merely "leader" or "group", else one after "of"."""
    telling = [role for role in head if role.kind != GENERIC] or [role for role in tail if role.kind != GENERIC]
    if telling:
        return telling[-1] if head and head[-1].kind != TITLE else head[-1] if head else telling[-1]
    return head[-1] if head else None


def _read(plain: str, hits: Sequence[Hit], actors: ActorIndex, question: Question) -> _Reading:
    reading = _Reading()
    for hit in hits:
        role = actors.roles.get(hit.key)
        if hit.names:
            _take_names(reading, plain, hit, actors, question)
        elif hit.key in actors.adjectives:
            _take_country(reading, plain, hit, actors.adjectives[hit.key][0], kind="adjective", state_id=None)
        elif hit.key in actors.places:
            _take_country(reading, plain, hit, actors.places[hit.key], kind="place", state_id=None)
        if role is not None and role.kind == _BODY and reading.entries and reading.entries[0].kind == "person":
            reading.country = reading.country or standing(reading.entries[0], actors, question, None)[0]
            reading.entries, reading.named_by = (), None
        if role is not None and role.kind != _QUALITY and not (hit.names and reading.entries):
            reading.roles = (*reading.roles, role)
    return reading


def _take_names(reading: _Reading, plain: str, hit: Hit, actors: ActorIndex, question: Question) -> None:
    context = Question(question.on, reading.country or question.country, question.about)
    entries = named_entries(hit.names, actors, context)
    first = entries[0]
    kind = next(name.kind for name in hit.names if name.actor_id == first.actor_id)
    if len(entries) == 1 and (first.kind == "state" or "." in first.actor_id):
        _take_country(reading, plain, hit, first.country, kind=kind, state_id=first.actor_id)
        return
    compound = _compound(plain, hit)
    if compound in _LEADING:
        reading.leader = first.country
    if compound or _PREFIX.search(plain, max(0, hit.start - 5), hit.start):
        return
    if first.kind == "person" and plain.startswith("'s ", hit.end):
        reading.country = reading.country or first.country
    elif not reading.entries or (first.kind == "person" and reading.entries[0].kind != "person"):
        reading.entries, reading.named_by = entries, hit
        borne = [name for name in hit.names if name.actor_id in {entry.actor_id for entry in entries}]
        reading.is_open = all(name.kind == GENERIC for name in borne) and first.country not in {
            context.country,
            context.about,
        }


def _compound(plain: str, hit: Hit) -> str:
    found = _COMPOUND.match(plain, hit.end)
    return found.group(1) if found and (hit.hyphen or found.group(1) in _CLEAR_UNHYPHENED) else ""


def _take_country(
    reading: _Reading, plain: str, hit: Hit, country: str | None, *, kind: str, state_id: str | None
) -> None:
    prefix = _PREFIX.search(plain, max(0, hit.start - 5), hit.start)
    compound = _compound(plain, hit)
    if (prefix and prefix.group(1) == "pro") or compound in _BACKING:
        reading.backer = country
    elif compound in _LEADING:
        reading.leader = country
    elif reading.country is None and not prefix and not compound:
        reading.country, reading.name_kind, reading.state_id = country, kind, state_id
