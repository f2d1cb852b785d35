"""Gathers the event words of a sentence that tell one event."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.lexicon.roles import load_role_rules
from onrecord.mentions.events import EventMention
from onrecord.mentions.language import ParsedSentence
from onrecord.mentions.one_act import is_result, tell_one_act
from onrecord.mentions.reasons import is_reason_of

_HARMS = frozenset({"kill", "wound", "injure", "die", "hurt"})
_KILLS = _HARMS | {"murder", "assassinate", "shoot", "slay", "execute"}
_CLAUSES = frozenset({"advcl", "conj", "ccomp", "xcomp", "dep"})
_LINKS = frozenset(
    {
        "nsubj",
        "nsubjpass",
        "dobj",
        "pobj",
        "prep",
        "agent",
        "xcomp",
        "advcl",
        "acl",
        "compound",
        "amod",
        "conj",
        "pcomp",
        "attr",
        "appos",
        "oprd",
        "dep",
    }
)


def group_mentions(
    sentence: ParsedSentence, mentions: Sequence[EventMention], split: Sequence[tuple[int, int]]
) -> list[tuple[EventMention, ...]]:
    """Gathers the words of one sentence that carry the same event; each group's governing word first.

    ``split`` holds pairs of words that must stay apart (each has its own time or place).
    """
    parent = list(range(len(mentions)))

    def root(k: int) -> int:
        while parent[k] != k:
            k = parent[k]
        return k

    apart = {frozenset(pair) for pair in split}
    words = {m.word for m in mentions}
    for a in range(len(mentions)):
        for b in range(a + 1, len(mentions)):
            x, y = mentions[a], mentions[b]
            if x.event_type != y.event_type:
                continue
            if frozenset((x.word, y.word)) in apart and not is_result(sentence, x.word, y.word):
                continue
            if _belong_together(sentence, x.word, y.word) or tell_one_act(sentence, x.word, y.word, words):
                parent[root(b)] = root(a)
    groups: dict[int, list[EventMention]] = {}
    for k, mention in enumerate(mentions):
        groups.setdefault(root(k), []).append(mention)
    return [tuple(sorted(g, key=lambda m: _depth(sentence, m.word))) for g in groups.values()]


def _belong_together(sentence: ParsedSentence, a: int, b: int) -> bool:
    for low, high in ((a, b), (b, a)):
        k, steps = low, 0
        while k != high and sentence.heads[k] != k and steps < 4 and _links(sentence, k):
            k = sentence.heads[k]
            steps += 1
        if k == high:
            return not is_reason_of(sentence, low, high)
    return False


def _links(sentence: ParsedSentence, k: int) -> bool:
    """Whether what ``k`` tells is told of the word above it too: no clause with a subject of its own starts here."""
    dep = sentence.deps[k]
    if dep == "relcl" and acts_in_turn(sentence, k):
        return False
    if dep == "relcl":
        if _tells_of_place(sentence, k):
            return True
        is_victim = sentence.lemmas[k].lower() in _KILLS and bool(sentence.kids(k, "nsubjpass"))
        return (sentence.pos[sentence.heads[k]] == "NOUN" or is_victim) and sentence.tags[k] != "VB"
    if (dep == "conj" or _is_meanwhile(sentence, k)) and _acts_beside(sentence, k):
        return False
    if dep in _CLAUSES and sentence.kids(k, "nsubj", "nsubjpass"):
        both = {sentence.lemmas[k].lower(), sentence.lemmas[sentence.heads[k]].lower()}
        is_beside = dep == "conj" or _is_meanwhile(sentence, k)
        return (is_beside and both <= _HARMS) or _tells_how(sentence, k)
    if dep == "acl" and sentence.kids(k, "nsubj", "nsubjpass"):
        return False  # "amid claims that soldiers raped women": what the claim is about
    return dep in _LINKS


def _tells_of_place(sentence: ParsedSentence, k: int) -> bool:
    """ "an attack in Gao, which killed ten": parsers hang on the town what the attack did."""
    place = sentence.heads[k]
    is_place = sentence.pos[place] == "PROPN" and sentence.deps[place] == "pobj"
    are_things = any(sentence.words[j].lower() in ("which", "that") for j in sentence.kids(k, "nsubj"))
    return is_place and are_things and sentence.lemmas[k].lower() in _HARMS and bool(sentence.kids(k, "dobj", "conj"))


def acts_in_turn(sentence: ParsedSentence, k: int) -> bool:
    """Whether the verb of a relative clause tells what whoever an act is done to does himself: "shot four men who began
    shooting at officers"."""
    noun = sentence.heads[k]
    is_done_to = sentence.deps[noun] in ("dobj", "nsubjpass") and sentence.pos[sentence.heads[noun]] == "VERB"
    return is_done_to and any(sentence.words[j].lower() == "who" for j in sentence.kids(k, "nsubj"))


def _is_meanwhile(sentence: ParsedSentence, k: int) -> bool:
    return any(sentence.words[c].lower() in ("while", "whereas") for c in sentence.kids(k, "mark"))


def _acts_beside(sentence: ParsedSentence, k: int) -> bool:
    """ "Rebels killed a guard and the army killed two rebels": each side has its own deed."""
    sides = [sentence.kids(verb, "nsubj") for verb in (sentence.heads[k], k)]
    groups = load_role_rules().party_nouns
    return all(
        len(side) == 1 and (sentence.pos[side[0]] == "PROPN" or sentence.lemmas[side[0]].lower() in groups)
        for side in sides
    ) and all(sentence.kids(verb, "dobj") for verb in (sentence.heads[k], k))


def _tells_how(sentence: ParsedSentence, k: int) -> bool:
    """ "Ten people were killed when gunmen attacked the campus": the clause tells how the harm was done."""
    above = sentence.heads[k]
    if sentence.deps[k] != "advcl" or sentence.lemmas[above].lower() not in _HARMS or k < above:
        return False
    if sentence.kids(above, "dobj", "agent"):
        return False
    return any(sentence.words[c].lower() in ("when", "as", "after") for c in sentence.kids(k, "advmod", "mark"))


def _depth(sentence: ParsedSentence, word: int) -> int:
    depth = 0
    while sentence.heads[word] != word and depth < 50:
        word = sentence.heads[word]
        depth += 1
    return depth
