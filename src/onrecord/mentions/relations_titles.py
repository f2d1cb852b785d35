"""Who holds which office in what: "FBI Director Louis Freeh", "Susan Dudley, head of the Relief Committee"."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from onrecord.lexicon.relations import RelationRules, RoleWord
from onrecord.mentions.relations_bodies import BARRIERS, MARKS, object_after, object_before, object_behind_name
from onrecord.mentions.relations_holders import find_holder
from onrecord.mentions.relations_text import Party, Tie, Tokens
from onrecord.mentions.relations_words import Spelling
from onrecord.records import RelationKind


class Holding(Struct, frozen=True):
    """An office noun with its holder, and what it is held in (``None`` where the words leave it to the context).

    ``holder`` is a token range; ``place`` is set where the organisation is a reference ("its", "the group's").
    """

    role: RoleWord
    relation: RelationKind
    holder: tuple[int, int]
    object: tuple[int, int] | None
    refers: bool
    first: int
    last: int


def find_holdings(tokens: Tokens, spelling: Spelling, rules: RelationRules) -> list[Holding]:
    """Every office in one sentence that a named person holds, left to right."""
    found: list[Holding] = []
    for first, last, role in _roles(tokens, rules):
        holding = _holding(tokens, first, last, role, spelling)
        if holding is not None:
            found.append(holding)
    return found


def _roles(tokens: Tokens, rules: RelationRules) -> Iterator[tuple[int, int, RoleWord]]:
    i = 0
    while i < len(tokens):
        if tokens.lower[i] not in rules.role_openings:
            i += 1
            continue
        for size in range(min(rules.longest_role, len(tokens) - i), 0, -1):
            key = tokens.lower[i] if size == 1 else " ".join(tokens.lower[i : i + size])
            role = rules.roles.get(key)
            bond = rules.bonds.get(key)
            if role is not None or bond is not None:
                if bond is not None:
                    yield i, i + size, bond
                if role is not None:
                    yield i, i + size, role
                i += size - 1
                break
        i += 1


def _holding(tokens: Tokens, first: int, last: int, role: RoleWord, spelling: Spelling) -> Holding | None:
    before, refers = object_before(tokens, first, role, spelling)
    after, rest = object_after(tokens, last, role, spelling)
    obj = before if before is not None and _outweighs(tokens, before, after, spelling) else after or before
    holder = find_holder(tokens, first, last, rest, spelling, before)
    if holder is None:
        return None
    if obj is None and not refers:
        obj = object_behind_name(tokens, holder, last, role, spelling)
    if obj is not None and (
        (holder[0] < obj[1] and obj[0] < holder[1]) or not _can_be_held_in(tokens, obj, role, spelling)
    ):
        return None
    if obj is None and not refers and role.use not in ("state", "minister"):
        return None
    relation = role.relation
    if relation is RelationKind.LEADER_OF and _is_demoted(tokens, first, obj, spelling):
        relation = RelationKind.MEMBER_OF
    low = min(x for x in (first, holder[0], obj[0] if obj else first) if x is not None)
    high = max(last, holder[1], obj[1] if obj else last)
    return Holding(role, relation, holder, obj, refers and obj is None, low, high)


def _outweighs(tokens: Tokens, before: tuple[int, int], after: tuple[int, int] | None, spelling: Spelling) -> bool:
    """ "police chief of Balkh province": the organisation in front beats the place behind."""
    if after is None or tokens.lower[before[1]] in MARKS:
        return True
    return any(tokens.lower[i] in spelling.words.organisation for i in range(*before))


def _is_demoted(tokens: Tokens, first: int, obj: tuple[int, int] | None, spelling: Spelling) -> bool:
    """ "deputy director", "the UNODC's Asia-Pacific chief": not the head of the whole."""
    for i in range(first - 1, max(-1, first - 6), -1):
        if tokens.words[i] in BARRIERS:
            break
        if tokens.lower[i] in spelling.words.demoting:
            return True
    if obj is None or obj[1] >= first or tokens.lower[obj[1]] not in MARKS:
        return False
    return any(
        spelling.is_capital(tokens, i) and tokens.lower[i] not in spelling.words.modifier
        for i in range(obj[1] + 1, first)
    )


def _can_be_held_in(tokens: Tokens, obj: tuple[int, int], role: RoleWord, spelling: Spelling) -> bool:
    """Whether the words name a body: "school" or "the party" alone do not; an occupation is not held in a state."""
    words = tokens.lower[obj[0] : obj[1]]
    if role.use == "person":
        return True
    text = " ".join(words)
    if role.use == "trade" and (text in spelling.states or spelling.is_place(text)):
        return False
    if all(w[0].islower() for w in tokens.words[obj[0] : obj[1]]):
        has_body = any(w in spelling.words.organisation for w in words)
        return any(w in spelling.words.bare for w in words) or (has_body and len(words) > 1)
    return not (len(words) == 1 and words[0] in spelling.words.honorific)


def as_tie(holding: Holding, tokens: Tokens, spelling: Spelling, body: Party) -> Tie:
    """The holding as a relation to ``body``."""
    return Tie(
        subject=spelling.party(tokens, *holding.holder),
        relation=holding.relation,
        object=body,
        start=tokens.starts[holding.first],
        end=tokens.ends[holding.last - 1],
        cue=tokens.starts[holding.first],
    )


__all__ = ["Holding", "as_tie", "find_holdings"]
