"""Doers that stand outside the words of the event itself: "is engaged in torturing", "plans a series of protests",
"responded with air strikes", "after a meeting with the envoy, the premier said"."""

from __future__ import annotations

from onrecord.lexicon.roles import RoleRules
from onrecord.mentions.arguments_grammar import KnownWords, agents, is_verb, subjects
from onrecord.mentions.arguments_inside import names_party
from onrecord.mentions.arguments_nouns import doer_of_light_verb
from onrecord.mentions.language import ParsedSentence

_DEEPEST = 4


def distant_doers(
    sentence: ParsedSentence, trigger: int, event_type: str, rules: RoleRules, known: KnownWords
) -> list[int]:
    """Heads of the doers of an event whose own phrase names none, not yet resolved; else an empty list."""
    if is_verb(sentence, trigger):
        return _of_participle(sentence, trigger, rules)
    if sentence.lemmas[trigger].lower() in rules.undergone_nouns:
        return []
    return (
        _of_measure(sentence, trigger, rules, known)
        or _of_means(sentence, trigger, rules)
        or (_of_meeting(sentence, trigger, rules, known) if event_type == "CONSULT" else [])
    )


def _of_participle(sentence: ParsedSentence, verb: int, rules: RoleRules) -> list[int]:
    """ "is engaged in torturing them"; "the conviction of two men for killing him", "serves a sentence for killing"."""
    prep = sentence.heads[verb]
    above = sentence.heads[prep]
    if sentence.deps[verb] != "pcomp" or above == prep:
        return []
    if sentence.lemmas[above].lower() in rules.states:
        return sentence.kids(above, "nsubjpass", "nsubj")
    if sentence.words[prep].lower() != "for" or sentence.pos[above] != "NOUN":
        return []
    convicts = [j for of in sentence.kids(above, "prep") for j in sentence.kids(of, "pobj") if of < prep]
    if sentence.lemmas[above].lower() in rules.undergone_nouns and convicts:
        return convicts
    verb_above = sentence.heads[above]
    is_borne = sentence.deps[above] == "dobj" and sentence.lemmas[verb_above].lower() in rules.receiving
    return subjects(sentence, verb_above)[0] if is_borne else []


def _of_measure(sentence: ParsedSentence, noun: int, rules: RoleRules, known: KnownWords) -> list[int]:
    """ "launched a wave of attacks": the doer of the wave."""
    prep = sentence.heads[noun]
    measure = sentence.heads[prep]
    if sentence.words[prep].lower() != "of" or sentence.lemmas[measure].lower() not in rules.measures:
        return []
    doers = agents(sentence, measure) or sentence.kids(measure, "poss")
    return doers or doer_of_light_verb(sentence, measure, rules, known)


def _of_means(sentence: ParsedSentence, noun: int, rules: RoleRules) -> list[int]:
    """ "the army responded with air strikes": who acts with them."""
    prep = sentence.heads[noun]
    verb = sentence.heads[prep]
    if sentence.words[prep].lower() != "with" or sentence.lemmas[verb].lower() not in rules.acting_with:
        return []
    found, passive = subjects(sentence, verb)
    return [] if passive else found


def _of_meeting(sentence: ParsedSentence, noun: int, rules: RoleRules, known: KnownWords) -> list[int]:
    """ "after talks with the envoy, the premier said", "the premier, on a visit to Mali,": who speaks or acts then."""
    prep = sentence.heads[noun]
    if sentence.deps[noun] != "pobj" or sentence.words[prep].lower() not in rules.occasion_preps:
        return []
    above = sentence.heads[prep]
    if names_party(sentence, above, known):
        return [above]
    for _ in range(_DEEPEST):
        if is_verb(sentence, above):
            found, passive = subjects(sentence, above)
            return [] if passive else found
        above = sentence.heads[above]
    return []
