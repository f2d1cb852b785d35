"""Who is named beside a party: names in apposition and in lists, owners of what is hit, bodies that a person acts for.

Words are indexes in their sentence; nothing beside the party gives an empty list.
"""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.lexicon.roles import RoleRules
from onrecord.mentions.arguments_grammar import KnownWords, agents
from onrecord.mentions.arguments_inside import names_party
from onrecord.mentions.language import ParsedSentence
from onrecord.mentions.phrases import conjoined

_PLURAL = frozenset({"NNS", "NNPS"})


def named_beside(sentence: ParsedSentence, head: int, rules: RoleRules) -> list[int]:
    """ "two aides, Jane Roe and Ada Poe", "25 defendants, including Jane Roe": those who are named of many."""
    found: list[int] = []
    if sentence.tags[head] in _PLURAL:
        for name in sentence.kids(head, "appos"):
            if name > head and sentence.pos[name] == "PROPN":
                found += conjoined(sentence, name)
    for first in _listed(sentence, head, rules):
        found += conjoined(sentence, first)
    return found + companions(sentence, head, rules)


def _listed(sentence: ParsedSentence, head: int, rules: RoleRules) -> list[int]:
    """The first of those who are said to be among a noun's: "defendants, including Jane Roe", "leftists were held,
    including Jane Roe", "nations which struck Iraq include France", "Jane Roe was among six people killed"."""
    found = [j for p in sentence.kids(head, "prep") if _word(sentence, p) in rules.listing for j in _pobj(sentence, p)]
    verb = sentence.heads[head]
    if sentence.tags[head] in _PLURAL and sentence.deps[head] in ("nsubj", "nsubjpass", "dobj"):
        found += [
            j for p in sentence.kids(verb, "prep") if _word(sentence, p) == "including" for j in _pobj(sentence, p)
        ]
        if sentence.deps[head] == "nsubj" and sentence.lemmas[verb].lower() in rules.listing_verbs:
            found += sentence.kids(verb, "dobj")
    return found + _among(sentence, head)


def _among(sentence: ParsedSentence, head: int) -> list[int]:
    prep = sentence.heads[head]
    if _word(sentence, prep) == "of" and sentence.deps[head] == "pobj":
        prep = sentence.heads[sentence.heads[prep]]  # "among dozens of suspects"
    verb = sentence.heads[prep]
    is_one = _word(sentence, prep) == "among" and sentence.lemmas[verb].lower() == "be"
    return sentence.kids(verb, "nsubj") if is_one else []


def _word(sentence: ParsedSentence, k: int) -> str:
    return sentence.words[k].lower()


def _pobj(sentence: ParsedSentence, prep: int) -> list[int]:
    return sentence.kids(prep, "pobj")


def companions(sentence: ParsedSentence, word: int, rules: RoleRules) -> list[int]:
    """Who is in it too, after a noun or verb: "rebels along with deserters", "fought alongside the army"."""
    found: list[int] = []
    for prep in sentence.kids(word, "prep", "advmod"):
        if sentence.words[prep].lower() in rules.joined_by:
            inner = [k for k in sentence.kids(prep, "prep") if sentence.words[k].lower() == "with"]
            found += [k for p in (prep, *inner) for j in sentence.kids(p, "pobj") for k in conjoined(sentence, j)]
    return found


def owners(sentence: ParsedSentence, head: int, rules: RoleRules, known: KnownWords) -> list[int]:
    """Whose a thing is: "farms owned by the cartel", "the party's office", "the headquarters of the union"."""
    if names_party(sentence, head, known):
        return []
    found = sentence.kids(head, "poss")
    for verb in sentence.kids(head, "acl"):
        if sentence.lemmas[verb].lower() in rules.owning:
            found += agents(sentence, verb)
            found += _objects(sentence, verb, ("to",))
    found += _objects(sentence, head, ("of",))
    return [i for i in found if names_party(sentence, i, known)]


def body_of(sentence: ParsedSentence, person: int, rules: RoleRules, known: KnownWords) -> list[int]:
    """The body that a named person acts for: "Jane Roe, head of the Relief Union, called on ..."; no former head."""
    if sentence.pos[person] != "PROPN":
        return []
    for office in sentence.kids(person, "appos"):
        if any(sentence.words[c].lower() in rules.former for c in sentence.kids(office, "amod")):
            continue
        if office > person and sentence.pos[office] == "NOUN":
            return [
                j
                for j in _objects(sentence, office, ("of", "for", "at", "with"))
                if j in known.parties and sentence.pos[j] == "PROPN"
            ]
    return []


def _objects(sentence: ParsedSentence, head: int, preps: Sequence[str]) -> list[int]:
    return [
        j for p in sentence.kids(head, "prep") if sentence.words[p].lower() in preps for j in sentence.kids(p, "pobj")
    ]
