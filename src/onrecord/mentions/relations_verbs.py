"""Relations that verbs carry: "Iran arms the rebels", "the coalition's members include Jordan"."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

from onrecord.lexicon.relations import CueRule, RelationRules
from onrecord.mentions.arguments import subjects
from onrecord.mentions.language import ParsedSentence
from onrecord.mentions.phrases import antecedent
from onrecord.mentions.relations_parties import PartyFinder
from onrecord.mentions.relations_text import Party, Tie
from onrecord.mentions.relations_ties import THROUGH_OWNERS, behind, make_ties, serving
from onrecord.records import RelationKind


def verb_ties(
    sentence: ParsedSentence, verb: int, rule: CueRule, finder: PartyFinder, rules: RelationRules
) -> list[Tie]:
    """The relations that the verb carries by a rule, active or passive; empty where the rule does not fit."""
    if rule.markers and not rule.markers & {w.lower() for w in sentence.words}:
        return []
    heads, passive = subjects(sentence, verb)
    direct = sentence.kids(verb, "dobj")
    if rule.objects and direct and not any(sentence.lemmas[j].lower() in rule.objects for j in direct):
        return []
    after = behind(sentence, [verb, *(direct if rule.objects else [])], rule.preps)
    if rule.objects and not after:
        return _received(sentence, verb, rule, finder, rules)
    if rule.markers:
        return make_ties(sentence, verb, rule, _made_of(sentence, heads, after, finder), rules)
    if after:
        left = finder.parties(sentence, heads)
        return make_ties(sentence, verb, rule, (left, finder.parties(sentence, after)), rules)
    if not rule.takes_direct:
        return []
    through = rule.relation in THROUGH_OWNERS
    if passive:
        agents = [j for by in sentence.kids(verb, "agent") for j in sentence.kids(by, "pobj")]
        sides = (finder.parties(sentence, agents, owners=through), finder.parties(sentence, heads))
        return make_ties(sentence, verb, rule, sides, rules)
    sides = (finder.parties(sentence, heads, owners=through), finder.parties(sentence, direct, owners=through))
    return make_ties(sentence, verb, rule, sides, rules)


def _received(
    sentence: ParsedSentence, verb: int, rule: CueRule, finder: PartyFinder, rules: RelationRules
) -> list[Tie]:
    """ "have support from X" where the parse has lost the link: by the order of words."""
    for i in range(verb + 1, min(verb + 5, len(sentence) - 1)):
        if sentence.lemmas[i].lower() in rule.objects and sentence.words[i + 1].lower() in rule.preps:
            nouns = (j for j in range(i + 2, min(i + 9, len(sentence))) if sentence.deps[j] in ("pobj", "dobj"))
            giver = next(nouns, None)
            if giver is not None:
                sides = (finder.parties(sentence, subjects(sentence, verb)[0]), finder.parties(sentence, [giver]))
                return make_ties(sentence, verb, rule, sides, rules)
    return []


def _made_of(
    sentence: ParsedSentence, heads: Sequence[int], after: Sequence[int], finder: PartyFinder
) -> tuple[list[Party], list[Party]]:
    """ "cells acting as brigades that consist of X fighters": the cells, and X."""
    tops = [antecedent(sentence, head) for head in heads]
    masked = [j for top in tops for j in (serving(sentence, top) or [top])]
    names = [j for i in after for j in sentence.kids(i, "compound", "nmod", "poss")]
    whole = finder.parties(sentence, names) or finder.parties(sentence, after)
    return finder.parties(sentence, masked), whole


def listed_members(sentence: ParsedSentence, verb: int, finder: PartyFinder, rules: RelationRules) -> list[Tie]:
    """ "Coalition nations include A, B and C": each named one is a member."""
    ties = []
    for head in sentence.kids(verb, "nsubj"):
        if sentence.lemmas[head].lower() not in rules.listed_in:
            continue
        owners = [*sentence.kids(head, "compound", "poss", "nmod"), *behind(sentence, [head], frozenset({"of"}))]
        names = [j for j in owners if sentence.words[j][0].isupper()]
        listed = [j for j in sentence.kids(verb, "dobj", "attr") if sentence.pos[j] == "PROPN"]
        sides = (finder.parties(sentence, listed), finder.parties(sentence, names[:1], conjuncts=False))
        for member, body in product(*sides):
            if member.span and body.span and len(sides[0]) > 1:
                start, end = min(member.span[0], body.span[0]), max(member.span[1], body.span[1])
                ties.append(
                    Tie(subject=member, relation=RelationKind.MEMBER_OF, object=body, start=start, end=end, cue=start)
                )
    return ties


__all__ = ["listed_members", "verb_ties"]
