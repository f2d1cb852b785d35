"""Who is suspected of an act: by whom, or in the passive by nobody named."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.lexicon.responsibility import Responsibility
from onrecord.mentions.arguments_grammar import subjects
from onrecord.mentions.language import ParsedSentence
from onrecord.mentions.responsibility_deeds import known_deeds
from onrecord.mentions.responsibility_mention import ResponsibilityMention
from onrecord.mentions.responsibility_phrases import led_to
from onrecord.records import AssertionKind

_PART_OF = frozenset({"of", "to", "from", "with"})
_OF = frozenset({"of"})
_IN = ("of", "in", "over")


def suspicion(sentence: ParsedSentence, verb: int, rules: Responsibility) -> ResponsibilityMention | None:
    """ "The police suspect X", "X is suspected of the raid", "a raid believed to have been carried out by X"."""
    for found in (*_by_someone(sentence, verb, rules), *_of_deed_done(sentence, verb, rules)):
        return found
    return _in_the_passive(sentence, verb, rules)


def _by_someone(sentence: ParsedSentence, verb: int, rules: Responsibility) -> Iterator[ResponsibilityMention]:
    """ "Police suspect X of it", "suspect the involvement of X", "suspect X was involved"."""
    found, passive = subjects(sentence, verb)
    if passive or not found or sentence.lemmas[verb].lower() != "suspect":
        return
    named = [j for j in sentence.kids(verb, "npadvmod") if sentence.pos[j] == "PROPN"]
    for whom in (sentence.kids(verb, "dobj") or named)[:1]:
        deeds = [
            j
            for p in [*sentence.kids(verb, "prep"), *sentence.kids(whom, "prep")]
            if sentence.words[p].lower() in _OF
            for j in sentence.kids(p, "pobj", "pcomp")
        ]
        if sentence.lemmas[whom].lower() not in rules.nouns:
            yield ResponsibilityMention(AssertionKind.SUSPECTS, whom, found[0], verb, tuple(deeds) or (verb,))
        for party in (*sentence.kids(whom, "poss"), *deeds)[:1] if sentence.lemmas[whom].lower() in rules.nouns else ():
            yield ResponsibilityMention(AssertionKind.SUSPECTS, party, found[0], verb, (verb,))
    for clause in sentence.kids(verb, "ccomp"):
        parties = sentence.kids(clause, "nsubj", "nsubjpass")
        if sentence.lemmas[clause].lower() in rules.implicating and parties:
            yield ResponsibilityMention(AssertionKind.SUSPECTS, parties[0], found[0], verb, (clause,))


def _of_deed_done(sentence: ParsedSentence, verb: int, rules: Responsibility) -> Iterator[ResponsibilityMention]:
    """ "is believed to have carried out the raid", "a bomb thought to have been planted by X", however the verb above
    is parsed: nobody believes to have been planted."""
    found, _ = subjects(sentence, verb)
    for done in sentence.kids(verb, "xcomp") if found else ():
        agents = [j for p in sentence.kids(done, "agent") for j in sentence.kids(p, "pobj")]
        if agents and sentence.lemmas[done].lower() in rules.doing:
            yield ResponsibilityMention(AssertionKind.SUSPECTS, agents[0], None, verb, (found[0],))
        elif deeds := known_deeds(sentence, done, rules):
            yield ResponsibilityMention(AssertionKind.SUSPECTS, found[0], None, verb, deeds)


def _in_the_passive(sentence: ParsedSentence, verb: int, rules: Responsibility) -> ResponsibilityMention | None:
    """ "X is suspected of the raid", "X is believed to be behind it"."""
    found, passive = subjects(sentence, verb)
    if not passive or not found:
        return None
    agents = [j for p in sentence.kids(verb, "agent") for j in sentence.kids(p, "pobj")]
    speaker = agents[0] if agents else None
    deeds = led_to(sentence, [verb], _IN, rules) if sentence.lemmas[verb].lower() == "suspect" else ()
    if not deeds and any(sentence.lemmas[j].lower() in rules.behind | rules.nouns for j in sentence.subtree(verb)):
        deeds = (verb,)
    is_bare = sentence.kids(verb, "auxpass") and not sentence.kids(verb, "prep", "xcomp", "ccomp", "advcl")
    if not deeds and is_bare and sentence.lemmas[verb].lower() == "suspect":
        deeds = (verb,)
    return ResponsibilityMention(AssertionKind.SUSPECTS, found[0], speaker, verb, deeds) if deeds else None


def belonging(sentence: ParsedSentence, verb: int, rules: Responsibility) -> ResponsibilityMention | None:
    """ "gunmen believed to be members of X", "men the army said belonged to X": X is suspected, or accused, of what
    they did."""
    above = sentence.heads[verb]
    lemma = sentence.lemmas[above].lower()
    if sentence.deps[verb] not in ("xcomp", "ccomp") or lemma not in rules.suspect_verbs | rules.say_verbs:
        return None
    whole = _whole(sentence, verb, rules)
    men, _ = subjects(sentence, above)
    is_said = lemma not in rules.suspect_verbs
    if sentence.deps[above] in ("acl", "relcl"):
        deed: tuple[int, ...] = (above, _verb_over(sentence, sentence.heads[above]))
    else:
        deed = (above,)
        is_said = is_said or not any(sentence.deps[c] in ("ccomp", "conj") for c in sentence.children[above])
    if whole is None or not men or (is_said and sentence.deps[above] != "relcl"):
        return None
    kind = AssertionKind.ACCUSES if is_said else AssertionKind.SUSPECTS
    return ResponsibilityMention(kind, whole, men[-1] if is_said else None, above, deed)


def _whole(sentence: ParsedSentence, verb: int, rules: Responsibility) -> int | None:
    """The named group that "belong to X", "be from X", "be members of X" and "be X fighters" name."""
    attributes = sentence.kids(verb, "attr")
    for j in attributes:
        if sentence.lemmas[j].lower() not in rules.own_men | rules.voices:
            return None
        if any(sentence.pos[c] == "PROPN" for c in sentence.kids(j, "compound")):
            return j
    preps = [p for k in (verb, *attributes) for p in sentence.kids(k, "prep")]
    bodies = [j for p in preps if sentence.words[p].lower() in _PART_OF for j in sentence.kids(p, "pobj")]
    return next((j for j in bodies if sentence.pos[j] == "PROPN"), None)


def _verb_over(sentence: ParsedSentence, word: int) -> int:
    while sentence.pos[word] not in ("VERB", "AUX") and sentence.heads[word] != word:
        word = sentence.heads[word]
    return word


def suspected_of(sentence: ParsedSentence, verb: int, rules: Responsibility) -> ResponsibilityMention | None:
    """ "arrested two men suspected of planting the bomb": a suspicion of nobody named."""
    party = sentence.heads[verb]
    deeds = led_to(sentence, [verb], ("of",), rules)
    if sentence.deps[verb] != "acl" or sentence.tags[verb] != "VBN" or party == verb or not deeds:
        return None
    return ResponsibilityMention(AssertionKind.SUSPECTS, party, None, verb, deeds)
