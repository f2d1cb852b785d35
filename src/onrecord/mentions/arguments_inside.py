"""Parties inside a phrase that names none itself: whose proposal is rejected, whose attack is condemned."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.lexicon.roles import TypeRoles
from onrecord.mentions.arguments_grammar import KnownWords, agents
from onrecord.mentions.language import ParsedSentence

_DEEPEST = 3


def names_party(sentence: ParsedSentence, i: int, known: KnownWords) -> bool:
    """Whether a word stands for someone: a known party's noun, a name or a personal pronoun."""
    return i in known.parties or sentence.tags[i] == "PRP"


def reach_parties(sentence: ParsedSentence, heads: Sequence[int], roles: TypeRoles, known: KnownWords) -> list[int]:
    """``heads`` with every thing among them replaced by the parties inside its phrase, where it has any."""
    found: list[int] = []
    for head in heads:
        inside = [] if names_party(sentence, head, known) else parties_inside(sentence, head, roles, known)
        found += [i for i in inside or [head] if i not in found]
    return found


def parties_inside(
    sentence: ParsedSentence, head: int, roles: TypeRoles, known: KnownWords, depth: int = 0
) -> list[int]:
    """The parties of a thing: its owner, a nationality before it, its doer, or what a preposition leads to; first of
    these that there is, else an empty list."""
    owners = sentence.kids(head, "poss")
    named = [j for j in owners if names_party(sentence, j, known)]
    if named:
        return named
    doers = agents(sentence, head)
    for verb in sentence.kids(head, "acl"):
        doers += agents(sentence, verb)
    if doers:
        return doers
    before = [j for j in sentence.kids(head, "amod", "compound", "nmod") if j in known.parties and j < head]
    if before:
        return before[-1:]
    objects = [
        j
        for prep in sentence.kids(head, "prep")
        if sentence.words[prep].lower() in roles.inside_preps
        for j in sentence.kids(prep, "pobj")
    ]
    named = [j for j in objects if names_party(sentence, j, known)]
    if named or depth >= _DEEPEST:
        return named
    for j in objects:
        deeper = parties_inside(sentence, j, roles, known, depth + 1)
        if deeper:
            return deeper
    return [j for j in owners if sentence.tags[j] == "PRP$"]
