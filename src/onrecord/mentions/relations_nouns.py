"""Relations that nouns carry: "close ties to Iran", "a wing of the party", "the war between X and Y"."""

from __future__ import annotations

from itertools import product

from onrecord.lexicon.relations import CueRule, RelationRules
from onrecord.mentions.arguments import subjects
from onrecord.mentions.language import ParsedSentence
from onrecord.mentions.relations_parties import PartyFinder
from onrecord.mentions.relations_text import Party, Tie
from onrecord.mentions.relations_ties import THROUGH_OWNERS, behind, make_ties, serving
from onrecord.records import RelationKind


def noun_ties(
    sentence: ParsedSentence, noun: int, rule: CueRule, finder: PartyFinder, rules: RelationRules
) -> list[Tie]:
    """The relations that the noun carries by a rule with one party behind a preposition; empty where none fits."""
    holder = sentence.heads[noun]
    if sentence.deps[noun] == "pobj" and rule.relation is RelationKind.LINKED_TO:
        return []  # "in connection with" is no bond
    if rule.markers and not any(sentence.words[j].lower() in rule.markers for j in sentence.children[noun]):
        return []
    after = behind(sentence, [noun], _allowed(sentence, noun, rule))
    if not after and sentence.deps[noun] == "dobj" and rule.owner:
        after = behind(sentence, [holder], rule.preps)
    objects = finder.parties(sentence, after, owners=rule.relation in THROUGH_OWNERS)
    if not objects and rule.owner and sentence.deps[noun] in ("attr", "appos"):
        objects = finder.parties(sentence, sentence.kids(noun, "poss"))
    if not objects:
        return []
    return make_ties(sentence, noun, rule, (_noun_subjects(sentence, noun, rule, finder, rules), objects), rules)


def _allowed(sentence: ParsedSentence, noun: int, rule: CueRule) -> frozenset[str]:
    """The rule's prepositions; "support of X" is support given to X only in "in support of"."""
    is_given = sentence.deps[noun] == "pobj" and sentence.words[sentence.heads[noun]].lower() == "in"
    return (
        rule.preps if rule.relation is not RelationKind.SUPPORTS or not rule.owner or is_given else rule.preps - {"of"}
    )


def _doers(sentence: ParsedSentence, verb: int, rules: RelationRules) -> list[int]:
    """The verb's subjects; of "accused Y of having ties", Y."""
    above = sentence.heads[verb]
    accusation = sentence.heads[above]
    if sentence.deps[verb] == "pcomp" and sentence.lemmas[accusation].lower() in rules.accusing:
        return sentence.kids(accusation, "dobj", "nsubjpass")
    return subjects(sentence, verb)[0]


def _noun_subjects(
    sentence: ParsedSentence, noun: int, rule: CueRule, finder: PartyFinder, rules: RelationRules
) -> list[Party]:
    dep, head = sentence.deps[noun], sentence.heads[noun]
    if dep in ("attr", "oprd"):
        found = finder.parties(sentence, subjects(sentence, head)[0])
        if found:
            return found
    if dep == "appos":
        return finder.parties(sentence, [head])
    named = [j for j in sentence.kids(noun, "appos") if sentence.pos[j] == "PROPN"]
    if named and not rule.owner:
        return finder.parties(sentence, named)
    if rule.owner:
        return _owner(sentence, noun, rule, finder, rules)
    served = serving(sentence, noun)
    return finder.parties(sentence, served) if served else []


def _owner(
    sentence: ParsedSentence, noun: int, rule: CueRule, finder: PartyFinder, rules: RelationRules
) -> list[Party]:
    possessors = sentence.kids(noun, "poss")
    owned = finder.parties(sentence, [j for j in possessors if sentence.pos[j] != "PRON"])
    if owned:
        return owned
    if possessors and sentence.deps[noun] != "dobj":
        return finder.own_subject(sentence, possessors[0], subjects(sentence, _clause(sentence, noun))[0])
    beside = finder.parties(sentence, sentence.kids(noun, "compound", "nmod", "amod"), bare=True)
    if beside:
        return beside
    by = behind(sentence, [noun], frozenset({"by", "of"}) - _allowed(sentence, noun, rule))
    if by:
        return finder.parties(sentence, by)
    head = sentence.heads[noun]
    if sentence.deps[noun] == "dobj" and sentence.pos[head] == "VERB":
        return finder.parties(sentence, _doers(sentence, head, rules))
    if sentence.deps[noun] == "pobj":
        verb = _clause(sentence, head)
        if sentence.pos[verb] in ("VERB", "AUX"):
            return finder.parties(sentence, _doers(sentence, verb, rules), owners=True)
    return []


def _clause(sentence: ParsedSentence, i: int) -> int:
    """The verb of the clause that word ``i`` stands in; ``i`` where there is none above it."""
    above = i
    while sentence.pos[above] not in ("VERB", "AUX") and sentence.heads[above] != above:
        above = sentence.heads[above]
    return above


def between_ties(
    sentence: ParsedSentence, noun: int, rule: CueRule, finder: PartyFinder, rules: RelationRules
) -> list[Tie]:
    """The relations of a noun with both parties behind "between": the first with each of the others."""
    ties = []
    for first in behind(sentence, [noun], frozenset({"between"})):
        second = sentence.kids(first, "conj")
        left = finder.parties(sentence, [first], conjuncts=False)
        right = finder.parties(sentence, second)
        ties.extend(make_ties(sentence, noun, rule, (left, right), rules))
    return ties


def listed_units(sentence: ParsedSentence, noun: int, rule: CueRule, finder: PartyFinder) -> list[Tie]:
    """ "its units, such as A and B": the listed ones are parts of the owner."""
    if rule.relation is not RelationKind.PART_OF:
        return []
    listed = finder.listed(sentence, noun)
    owners = sentence.kids(noun, "poss") or behind(sentence, [noun], frozenset({"of"}))
    if not listed or not owners:
        return []
    sides = (listed, finder.parties(sentence, owners, conjuncts=False))
    ties = []
    for part, whole in product(*sides):
        if part.span and part.text.lower() != whole.text.lower():
            start = min(sentence.starts[noun], part.span[0])
            end = max(sentence.ends[noun], part.span[1])
            ties.append(Tie(subject=part, relation=RelationKind.PART_OF, object=whole, start=start, end=end, cue=start))
    return ties


__all__ = ["between_ties", "listed_units", "noun_ties"]
