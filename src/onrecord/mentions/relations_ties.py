"""What every relation read from grammar needs: its tie, its status, and what stands behind a preposition."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import product

from onrecord.lexicon.relations import CueRule, RelationRules
from onrecord.mentions.arguments import subjects
from onrecord.mentions.language import ParsedSentence
from onrecord.mentions.relations_text import Party, Tie
from onrecord.records import RelationKind

_DESCRIBING = frozenset({"describe", "regard", "see", "use", "view", "consider", "know", "identify", "treat"})
_NEEDS_A_NAME = frozenset({RelationKind.OPPOSED_TO, RelationKind.LINKED_TO})

THROUGH_OWNERS = frozenset({RelationKind.OPPOSED_TO, RelationKind.SUPPORTS})
"""Relations whose party may be named by the owner of a thing ("Russian air strikes")."""


def make_ties(
    sentence: ParsedSentence,
    cue: int,
    rule: CueRule,
    sides: tuple[Iterable[Party], Iterable[Party]],
    rules: RelationRules,
) -> list[Tie]:
    """Ties between every subject and every object (exchanged where the rule is ``turned``); empty where negated."""
    negated, denied, doubtful = _status(sentence, cue, rules)
    if negated:
        return []
    ties = []
    for left, right in product(*sides):
        subject, obj = (right, left) if rule.turned else (left, right)
        if subject.span == obj.span or subject.text.lower() == obj.text.lower():
            continue
        if rule.relation in _NEEDS_A_NAME and not (_is_named(sentence, subject) or _is_named(sentence, obj)):
            continue
        spans = [span for span in (subject.span, obj.span) if span and _inside(sentence, span)]
        start = min([sentence.starts[cue], *(a for a, _ in spans)])
        end = max([sentence.ends[cue], *(b for _, b in spans)])
        ties.append(
            Tie(
                subject=subject,
                relation=rule.relation,
                object=obj,
                start=start,
                end=end,
                cue=sentence.starts[cue],
                is_denied=denied,
                is_hypothetical=doubtful,
            )
        )
    return ties


def _is_named(sentence: ParsedSentence, party: Party) -> bool:
    """Whether the phrase ends in a name: "Taliban", "Syrian Army", not "Taliban attackers"."""
    if party.text.split()[-1].islower():
        return False
    if party.span is None or party.span[1] not in sentence.ends:
        return True
    last = sentence.ends.index(party.span[1])
    return last > 0 or sentence.pos[last] == "PROPN"


def _inside(sentence: ParsedSentence, span: tuple[int, int]) -> bool:
    return sentence.start <= span[0] and span[1] <= sentence.ends[-1]


def _status(sentence: ParsedSentence, cue: int, rules: RelationRules) -> tuple[bool, bool, bool]:
    """Whether the text negates the relation, reports a denial of it, or only thinks of it."""
    negated = denied = doubtful = False
    i, steps = cue, 0
    while steps < 5:
        for child in sentence.children[i]:
            word = sentence.words[child].lower()
            if sentence.deps[child] == "neg" or (sentence.deps[child] == "det" and word in ("no", "neither")):
                negated = True
            if sentence.deps[child] in ("aux", "mark") and word in rules.doubting:
                doubtful = True
        above = sentence.heads[i]
        if above == i or sentence.deps[i] in ("nsubj", "relcl", "appos", "advcl"):
            break
        if sentence.lemmas[above].lower() in rules.denying and sentence.deps[i] in ("dobj", "ccomp", "pcomp", "xcomp"):
            denied = True
        if sentence.deps[i] == "ccomp" and not denied:
            break
        i, steps = above, steps + 1
    return negated, denied, doubtful


def behind(sentence: ParsedSentence, heads: Sequence[int], preps: frozenset[str]) -> list[int]:
    """The nouns behind one of ``preps`` of one of ``heads``, left to right."""
    return [
        j
        for head in heads
        for prep in sentence.kids(head, "prep", "dative")
        if sentence.words[prep].lower() in preps
        for j in sentence.kids(prep, "pobj")
    ]


def serving(sentence: ParsedSentence, noun: int) -> list[int]:
    """Who is the noun, or serves, acts or is described "as" it; empty where nobody does."""
    head = sentence.heads[noun]
    if sentence.deps[noun] == "attr":
        return subjects(sentence, head)[0]
    if sentence.deps[noun] != "pobj" or sentence.words[head].lower() != "as":
        return []
    verb = sentence.heads[head]
    if sentence.pos[verb] not in ("VERB", "AUX"):
        verb = sentence.heads[verb] if sentence.deps[verb] == "dobj" else verb
    objects = sentence.kids(verb, "dobj") if sentence.lemmas[verb].lower() in _DESCRIBING else []
    return objects or subjects(sentence, verb)[0]


__all__ = ["THROUGH_OWNERS", "behind", "make_ties", "serving"]
