"""Who does it and to whom, where a neighbouring clause says so."""

from __future__ import annotations

from onrecord.lexicon.roles import RoleRules
from onrecord.mentions.arguments import find_arguments
from onrecord.mentions.arguments_grammar import KnownWords, agents, is_passive, subjects
from onrecord.mentions.language import ParsedSentence

_TELLING = frozenset({"when", "as", "after", "while"})


def users_of_weapons(sentence: ParsedSentence, verb: int, known: KnownWords, rules: RoleRules) -> list[int]:
    """ "Two people were killed when the police used live rounds", "returned fire": whoever uses a weapon there;
    empty where the verb is no passive or names its doer itself."""
    if not is_passive(sentence, verb) or agents(sentence, verb):
        return []
    told = [verb, *sentence.kids(verb, "conj")]
    for clause in (c for v in told for c in sentence.kids(v, "advcl")):
        marks = {sentence.words[m].lower() for m in sentence.kids(clause, "mark", "advmod")}
        used = [j for o in sentence.kids(clause, "dobj") for j in sentence.subtree(o)]
        armed = any(j in known.weapons or sentence.lemmas[j].lower() in rules.missiles for j in used)
        if marks & _TELLING and armed:
            return [j for j in sentence.kids(clause, "nsubj") if j not in known.weapons]
    return []


def hit_before(sentence: ParsedSentence, verb: int, event_type: str, rules: RoleRules, known: KnownWords) -> list[int]:
    """ "rammed a truck into the barracks, killing six": what the clause above says was run into, fired at, blown up."""
    above = sentence.heads[verb]
    is_result = sentence.deps[verb] in ("advcl", "xcomp", "conj") and sentence.tags[verb] == "VBG"
    if not is_result or above > verb or sentence.lemmas[above].lower() not in rules.fired:
        return []
    return [i for i in find_arguments(sentence, above, event_type, rules, known).recipients if i not in known.weapons]


def survivors(sentence: ParsedSentence, verb: int, rules: RoleRules) -> list[int]:
    """ "The premier escaped unharmed when a bomb exploded": whoever escapes or survives what the clause tells."""
    above = sentence.heads[verb]
    marks = {sentence.words[m].lower() for m in sentence.kids(verb, "mark", "advmod")}
    if sentence.deps[verb] != "advcl" or not marks & _TELLING or sentence.lemmas[above].lower() not in rules.receiving:
        return []
    return subjects(sentence, above)[0]


def struck_by(sentence: ParsedSentence, noun: int, rules: RoleRules) -> list[int]:
    """ "A blast damaged the mosque", "a strike that hit a convoy": what the verb says the event's noun struck; empty
    for another verb, or a word that is no noun."""
    verbs = [sentence.heads[noun]] if sentence.deps[noun] == "nsubj" else []
    verbs += [k for k in sentence.kids(noun, "relcl") if sentence.kids(k, "nsubj")]
    struck = [k for k in verbs if sentence.pos[noun] == "NOUN" and sentence.lemmas[k].lower() in rules.hitting]
    return [j for k in struck for j in sentence.kids(k, "dobj")]
