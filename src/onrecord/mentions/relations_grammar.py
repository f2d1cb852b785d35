"""Relations that verbs and nouns carry, by the grammar of parsed sentences."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import product

from onrecord.lexicon.relations import CueRule, RelationRules
from onrecord.mentions.arguments import subjects
from onrecord.mentions.language import ParsedSentence
from onrecord.mentions.phrases import antecedent
from onrecord.mentions.relations_parties import PartyFinder
from onrecord.mentions.relations_words import Party, Tie
from onrecord.records import RelationKind

_DESCRIBING = frozenset({"describe", "regard", "see", "use", "view", "consider", "know", "identify", "treat"})
_NEEDS_A_NAME = frozenset({RelationKind.OPPOSED_TO, RelationKind.LINKED_TO})
_THROUGH_OWNERS = frozenset({RelationKind.OPPOSED_TO, RelationKind.SUPPORTS})


def find_ties(sentence: ParsedSentence, finder: PartyFinder, rules: RelationRules) -> list[Tie]:
    """The relations of one parsed sentence, in order of the words that carry them."""
    found: list[Tie] = []
    for i, word in enumerate(sentence.lemmas):
        lemma = word.lower()
        pos = sentence.pos[i]
        if pos in ("VERB", "AUX") and lemma in rules.verbs:
            for rule in rules.verbs[lemma]:
                found.extend(_verb_ties(sentence, i, rule, finder, rules))
        if pos in ("NOUN", "PROPN") and lemma in rules.nouns:
            for rule in rules.nouns[lemma]:
                if rule.shape == "between":
                    found.extend(_between_ties(sentence, i, rule, finder, rules))
                else:
                    found.extend(_noun_ties(sentence, i, rule, finder, rules))
                    found.extend(_listed_units(sentence, i, rule, finder))
    return found


def _make(
    sentence: ParsedSentence,
    cue: int,
    rule: CueRule,
    sides: tuple[Iterable[Party], Iterable[Party]],
    rules: RelationRules,
) -> list[Tie]:
    negated, denied, doubtful = _status(sentence, cue, rules)
    if negated:
        return []
    ties = []
    for left, right in product(*sides):
        subject, obj = (right, left) if rule.turned else (left, right)
        if subject.span == obj.span or subject.text.lower() == obj.text.lower():
            continue
        if rule.relation in _NEEDS_A_NAME and not (_is_named(subject) or _is_named(obj)):
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


def _is_named(party: Party) -> bool:
    """Whether the phrase ends in a name: "Taliban", "Syrian Army", not "Taliban attackers"."""
    return party.text.split()[-1][0].isupper()


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


# ---------------------------------------------------------------- verbs


def _verb_ties(
    sentence: ParsedSentence, verb: int, rule: CueRule, finder: PartyFinder, rules: RelationRules
) -> list[Tie]:
    if rule.markers and not rule.markers & {w.lower() for w in sentence.words}:
        return []
    heads, passive = subjects(sentence, verb)
    direct = sentence.kids(verb, "dobj")
    if rule.objects and direct and not any(sentence.lemmas[j].lower() in rule.objects for j in direct):
        return []
    behind = _behind(sentence, [verb, *(direct if rule.objects else [])], rule.preps)
    if rule.objects and not behind:
        return _received(sentence, verb, rule, finder, rules)
    if rule.markers:
        return _make(sentence, verb, rule, _made_of(sentence, heads, behind, finder), rules)
    if behind:
        left = finder.parties(sentence, heads)
        return _make(sentence, verb, rule, (left, finder.parties(sentence, behind)), rules)
    if not rule.takes_direct:
        return []
    through = rule.relation in _THROUGH_OWNERS
    if passive:
        agents = [j for by in sentence.kids(verb, "agent") for j in sentence.kids(by, "pobj")]
        sides = (finder.parties(sentence, agents, owners=through), finder.parties(sentence, heads))
        return _make(sentence, verb, rule, sides, rules)
    sides = (finder.parties(sentence, heads, owners=through), finder.parties(sentence, direct, owners=through))
    return _make(sentence, verb, rule, sides, rules)


def _received(
    sentence: ParsedSentence, verb: int, rule: CueRule, finder: PartyFinder, rules: RelationRules
) -> list[Tie]:
    """ "have support from X" where the parse has lost the link (as with "form" for "from"): by the order of words."""
    for i in range(verb + 1, min(verb + 5, len(sentence) - 1)):
        if sentence.lemmas[i].lower() in rule.objects and sentence.words[i + 1].lower() in rule.preps:
            nouns = (j for j in range(i + 2, min(i + 9, len(sentence))) if sentence.deps[j] in ("pobj", "dobj"))
            giver = next(nouns, None)
            if giver is not None:
                sides = (finder.parties(sentence, subjects(sentence, verb)[0]), finder.parties(sentence, [giver]))
                return _make(sentence, verb, rule, sides, rules)
    return []


def _made_of(
    sentence: ParsedSentence, heads: Sequence[int], behind: Sequence[int], finder: PartyFinder
) -> tuple[list[Party], list[Party]]:
    """ "new groups serving as fake groups that are made up of X members": the new groups, and X."""
    tops = [antecedent(sentence, head) for head in heads]
    masked = [j for top in tops for j in (_serving(sentence, top) or [top])]
    names = [j for i in behind for j in sentence.kids(i, "compound", "nmod", "poss")]
    whole = finder.parties(sentence, names, bare=True) or finder.parties(sentence, behind)
    return finder.parties(sentence, masked), whole


def _behind(sentence: ParsedSentence, heads: Sequence[int], preps: frozenset[str]) -> list[int]:
    return [
        j
        for head in heads
        for prep in sentence.kids(head, "prep", "dative")
        if sentence.words[prep].lower() in preps
        for j in sentence.kids(prep, "pobj")
    ]


# ---------------------------------------------------------------- nouns


def _noun_ties(
    sentence: ParsedSentence, noun: int, rule: CueRule, finder: PartyFinder, rules: RelationRules
) -> list[Tie]:
    holder = sentence.heads[noun]
    if sentence.deps[noun] == "pobj" and rule.relation is RelationKind.LINKED_TO:
        return []  # "in connection with" is no bond
    if rule.markers and not any(sentence.words[j].lower() in rule.markers for j in sentence.children[noun]):
        return []
    behind = _behind(sentence, [noun], rule.preps)
    if not behind and sentence.deps[noun] == "dobj" and rule.owner:
        behind = _behind(sentence, [holder], rule.preps)
    objects = finder.parties(sentence, behind, owners=rule.relation in _THROUGH_OWNERS)
    if not objects and rule.owner and sentence.deps[noun] in ("attr", "appos"):
        objects = finder.parties(sentence, sentence.kids(noun, "poss"))
    if not objects:
        return []
    return _make(sentence, noun, rule, (_noun_subjects(sentence, noun, rule, finder), objects), rules)


def _noun_subjects(sentence: ParsedSentence, noun: int, rule: CueRule, finder: PartyFinder) -> list[Party]:
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
        return _owner(sentence, noun, finder)
    served = _serving(sentence, noun)
    return finder.parties(sentence, served) if served else []


def _serving(sentence: ParsedSentence, noun: int) -> list[int]:
    """Who serves, acts or is described "as" the noun; empty where it follows no "as"."""
    head = sentence.heads[noun]
    if sentence.deps[noun] != "pobj" or sentence.words[head].lower() != "as":
        return []
    verb = sentence.heads[head]
    if sentence.pos[verb] not in ("VERB", "AUX"):
        verb = sentence.heads[verb] if sentence.deps[verb] == "dobj" else verb
    objects = sentence.kids(verb, "dobj") if sentence.lemmas[verb].lower() in _DESCRIBING else []
    return objects or subjects(sentence, verb)[0]


def _owner(sentence: ParsedSentence, noun: int, finder: PartyFinder) -> list[Party]:
    possessors = sentence.kids(noun, "poss")
    owned = finder.parties(sentence, [j for j in possessors if sentence.pos[j] != "PRON"])
    if owned:
        return owned
    if possessors and sentence.deps[noun] != "dobj":
        return finder.own_subject(sentence, possessors[0], subjects(sentence, _clause(sentence, noun))[0])
    beside = finder.parties(sentence, sentence.kids(noun, "compound", "nmod", "amod"), bare=True)
    if beside:
        return beside
    by = [
        j
        for p in sentence.kids(noun, "prep")
        if sentence.words[p].lower() in ("by", "of")
        for j in sentence.kids(p, "pobj")
    ]
    if by:
        return finder.parties(sentence, by)
    head = sentence.heads[noun]
    if sentence.deps[noun] == "dobj" and sentence.pos[head] == "VERB":
        return finder.parties(sentence, subjects(sentence, head)[0])
    if sentence.deps[noun] == "pobj":
        verb = sentence.heads[head]
        if sentence.pos[verb] in ("VERB", "AUX"):
            return finder.parties(sentence, subjects(sentence, verb)[0])
    return []


def _clause(sentence: ParsedSentence, i: int) -> int:
    """The verb of the clause that word ``i`` stands in; ``i`` where there is none above it."""
    above = i
    while sentence.pos[above] not in ("VERB", "AUX") and sentence.heads[above] != above:
        above = sentence.heads[above]
    return above


def _between_ties(
    sentence: ParsedSentence, noun: int, rule: CueRule, finder: PartyFinder, rules: RelationRules
) -> list[Tie]:
    ties = []
    for first in _behind(sentence, [noun], frozenset({"between"})):
        second = sentence.kids(first, "conj")
        left = finder.parties(sentence, [first], conjuncts=False)
        right = finder.parties(sentence, second)
        ties.extend(_make(sentence, noun, rule, (left, right), rules))
    return ties


def _listed_units(sentence: ParsedSentence, noun: int, rule: CueRule, finder: PartyFinder) -> list[Tie]:
    """ "its units, such as A and B": the listed ones are parts of the owner."""
    if rule.relation is not RelationKind.PART_OF:
        return []
    listed = finder.listed(sentence, noun)
    owners = sentence.kids(noun, "poss") or _behind(sentence, [noun], frozenset({"of"}))
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


__all__ = ["find_ties"]
