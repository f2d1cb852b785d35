"""Offices with their bodies, where the body is named beside the office and where only the context tells it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from onrecord.lexicon.actors import ActorIndex
from onrecord.lexicon.relations import RelationRules
from onrecord.mentions.actors import resolve_actor
from onrecord.mentions.relations_text import Party, Tie, Tokens
from onrecord.mentions.relations_titles import Holding, as_tie
from onrecord.mentions.relations_words import Spelling
from onrecord.records import ActorMention

_OF_STATES = frozenset({"state", "minister"})


class HeldOffice(Struct, frozen=True):
    """An office held in one sentence, and the body that the sentences before spoke of (for "its", "the group's")."""

    holding: Holding
    tokens: Tokens
    body: Party | None


class OfficeContext(Struct, frozen=True):
    """What tells an office's state where the words beside it do not."""

    spelling: Spelling
    actors: Sequence[ActorMention]
    index: ActorIndex
    rules: RelationRules
    published: str | None


def find_offices(offices: Sequence[HeldOffice], context: OfficeContext) -> Iterator[Tie]:
    """The offices as relations; those whose body nothing tells are left out."""
    spelling = context.spelling
    named: dict[str, Party] = {}
    for office in offices:
        holding, tokens = office.holding, office.tokens
        if holding.object is not None and holding.role.use in _OF_STATES:
            named.setdefault(tokens.lower[holding.holder[1] - 1], spelling.party(tokens, *holding.object))
    for office in _without_ranks(offices):
        holding, tokens = office.holding, office.tokens
        if holding.object is not None:
            body: Party | None = spelling.party(tokens, *holding.object)
        elif holding.role.use in _OF_STATES:
            body = _state_of(office, named, context)
        else:
            body = office.body if holding.refers and holding.role.use != "person" else None
        if body is not None:
            yield as_tie(holding, tokens, spelling, body)


def _state_of(office: HeldOffice, named: dict[str, Party], context: OfficeContext) -> Party | None:
    """The state of an office that names none: that of "its", of the same name elsewhere, of the known person, or
    the one that the text is about."""
    holding, tokens = office.holding, office.tokens
    if holding.refers and (near := _state_before(tokens, holding, context.actors)) is not None:
        return near
    name = context.spelling.party(tokens, *holding.holder).text
    told = named.get(tokens.lower[holding.holder[1] - 1])
    state = told or _state_of_person(name, context.index, context.published)
    if state is None and not name.islower():
        state = _main_state(context.actors, context.index, context.rules.state_share[holding.role.use])
    return Party(None, state.text) if state is not None else None


def _without_ranks(offices: Sequence[HeldOffice]) -> Iterator[HeldOffice]:
    """The offices, but no rank ("Navy Capt. X") beside an office of the same person."""
    starts = {o.tokens.starts[o.holding.holder[0]] for o in offices if o.holding.role.use != "rank"}
    for office in offices:
        if office.holding.role.use != "rank" or office.tokens.starts[office.holding.holder[0]] not in starts:
            yield office


def _state_before(tokens: Tokens, holding: Holding, actors: Iterable[ActorMention]) -> Party | None:
    """The state named last before "its president" in the same sentence."""
    end = tokens.starts[holding.first]
    near = [m for m in actors if tokens.starts[0] <= m.start < end and len(m.match.actor_id or "") == 3]
    return Party((near[-1].start, near[-1].end), near[-1].text) if near else None


def _state_of_person(name: str, index: ActorIndex, published: str | None) -> Party | None:
    match = resolve_actor(name, index, published)
    if match.kind != "person" or match.country is None or not _agrees(name, match.name):
        return None
    entry = index.entries.get(match.country)
    return Party(None, entry.name) if entry is not None else None


def _agrees(name: str, known: str) -> bool:
    """Whether a known person's name can be this one: the surname alone, or first name and surname alike."""
    parts, others = name.lower().split(), known.lower().split()
    return parts[-1] == others[-1] and (len(parts) == 1 or parts[0] == others[0])


def _main_state(actors: Iterable[ActorMention], index: ActorIndex, share: float) -> Party | None:
    """The state that at least ``share`` of the text's actors belong to; ``None`` where there is none."""
    counts = Counter(m.match.country for m in actors if m.match.country in index.entries)
    if not counts:
        return None
    country, number = counts.most_common(1)[0]
    if country is None or number < share * counts.total():
        return None
    return Party(None, index.entries[country].name)


__all__ = ["HeldOffice", "OfficeContext", "find_offices"]
