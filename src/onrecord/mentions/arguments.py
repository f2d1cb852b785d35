"""Who does it and to whom, by the grammar around a trigger word.

Dependency labels are ClearNLP's, as spaCy's English pipelines give them.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from onrecord.lexicon.roles import RoleRules, TypeRoles
from onrecord.mentions.language import ParsedSentence
from onrecord.mentions.phrases import antecedent, conjoined

_SUBJECTS = ("nsubj", "csubj")
_PASSIVE_SUBJECTS = ("nsubjpass", "csubjpass")
_NOUNS = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET"})


class Arguments(Struct, frozen=True):
    """Head words (indexes in the sentence) of the doers and of those it is done to, and of other objects."""

    actors: tuple[int, ...]
    recipients: tuple[int, ...]


def find_arguments(sentence: ParsedSentence, trigger: int, event_type: str, rules: RoleRules) -> Arguments:
    """The arguments of a trigger; empty tuples where the sentence names none."""
    roles = rules.of(event_type)
    if sentence.pos[trigger] in ("VERB", "AUX") and sentence.tags[trigger].startswith("V"):
        actors, recipients = _verb_arguments(sentence, trigger, roles, rules)
    else:
        actors, recipients = _noun_arguments(sentence, trigger, roles, rules)
    if sentence.lemmas[trigger].lower() in rules.mutual and not recipients:
        recipients = actors
    actors = _resolved(sentence, actors)
    return Arguments(tuple(actors), tuple(i for i in _resolved(sentence, recipients)))


def _resolved(sentence: ParsedSentence, heads: Sequence[int]) -> list[int]:
    found: list[int] = []
    for head in heads:
        for i in conjoined(sentence, antecedent(sentence, head)):
            if i not in found and sentence.pos[i] in _NOUNS:
                found.append(i)
    return found


# ---------------------------------------------------------------- verbs


def _is_passive(sentence: ParsedSentence, verb: int) -> bool:
    if sentence.kids(verb, "auxpass", "nsubjpass"):
        return True
    is_participle = sentence.tags[verb] == "VBN" and not sentence.kids(verb, "aux", "nsubj")
    return is_participle and sentence.deps[verb] in ("acl", "amod", "conj", "advcl", "ROOT", "ccomp", "relcl")


def subjects(sentence: ParsedSentence, verb: int, depth: int = 0) -> tuple[list[int], bool]:
    """The grammatical subjects of a verb, borrowed from the verb above where it has none, and whether it is passive."""
    own = sentence.kids(verb, *_SUBJECTS)
    if own:
        return own, False
    own = sentence.kids(verb, *_PASSIVE_SUBJECTS)
    if own:
        return own, True
    passive = _is_passive(sentence, verb)
    above = sentence.heads[verb]
    dep = sentence.deps[verb]
    if above == verb or depth > 4:
        return [], passive
    if dep in ("acl", "relcl"):
        return [above], passive
    if dep == "xcomp" or (dep == "ccomp" and sentence.tags[verb] in ("VB", "VBG")):
        objects = sentence.kids(above, "dobj")
        if objects:
            return objects, passive
        return subjects(sentence, above, depth + 1)[0], passive
    if dep in ("conj", "advcl", "pcomp", "dep"):
        return _borrowed(sentence, verb, above, passive, depth)
    if dep == "prep" and sentence.heads[above] != above:
        return subjects(sentence, sentence.heads[above], depth + 1)[0], passive
    return [], passive


def _borrowed(sentence: ParsedSentence, verb: int, above: int, passive: bool, depth: int) -> tuple[list[int], bool]:
    if sentence.pos[above] == "ADP":
        above = sentence.heads[above]
    if sentence.pos[above] not in ("VERB", "AUX"):
        return ([above], passive) if sentence.deps[verb] == "advcl" else ([], passive)
    found, above_passive = subjects(sentence, above, depth + 1)
    if sentence.deps[verb] == "conj" and above_passive and sentence.tags[verb] == "VBN":
        return found, True
    if above_passive and not passive:
        agents = _agents(sentence, above)
        return (agents or ([] if sentence.deps[verb] != "conj" else found)), passive
    return found, passive


def _agents(sentence: ParsedSentence, verb: int) -> list[int]:
    found: list[int] = []
    for by in sentence.kids(verb, "agent", "prep"):
        if sentence.words[by].lower() == "by":
            found.extend(j for j in sentence.kids(by, "pobj") if sentence.pos[j] in _NOUNS)
    return found


def _verb_arguments(
    sentence: ParsedSentence, verb: int, roles: TypeRoles, rules: RoleRules
) -> tuple[list[int], list[int]]:
    found, passive = subjects(sentence, verb)
    lemma = sentence.lemmas[verb].lower()
    if passive:
        actors, recipients = _agents(sentence, verb), list(found)
    elif lemma in rules.undergone:
        actors, recipients = _cause(sentence, verb), list(found)
    else:
        actors, recipients = list(found), _objects(sentence, verb, roles)
    if not recipients:
        recipients = _prep_objects(sentence, verb, roles.recipient_preps)
    if not actors and not passive:
        actors = _prep_objects(sentence, verb, roles.actor_preps)
    return actors, recipients


def _cause(sentence: ParsedSentence, verb: int) -> list[int]:
    """ "Six people died in an attack by rebels": the noun's own doers are found with the noun."""
    return _agents(sentence, verb)


def _objects(sentence: ParsedSentence, verb: int, roles: TypeRoles) -> list[int]:
    found = sentence.kids(verb, "dative") + sentence.kids(verb, "dobj")
    found = [j for j in found if sentence.pos[j] in _NOUNS]
    if not found and roles.clause_subject:
        for clause in sentence.kids(verb, "ccomp", "xcomp"):
            found.extend(sentence.kids(clause, "nsubj", "nsubjpass"))
    by_prep = _prep_objects(sentence, verb, roles.recipient_preps)
    if by_prep and (not found or roles.prep_beats_object):
        return by_prep
    return found


def _prep_objects(sentence: ParsedSentence, head: int, preps: frozenset[str]) -> list[int]:
    found: list[int] = []
    for prep in sentence.kids(head, "prep", "dative", "agent"):
        if sentence.words[prep].lower() in preps:
            found.extend(j for j in sentence.kids(prep, "pobj") if sentence.pos[j] in _NOUNS)
            for inner in sentence.kids(prep, "prep"):
                found.extend(j for j in sentence.kids(inner, "pobj") if sentence.words[inner].lower() in preps)
    return found


# ---------------------------------------------------------------- nouns


def _noun_arguments(
    sentence: ParsedSentence, noun: int, roles: TypeRoles, rules: RoleRules
) -> tuple[list[int], list[int]]:
    actors = _prep_objects(sentence, noun, roles.noun_actor_preps)
    recipients = _prep_objects(sentence, noun, roles.noun_recipient_preps)
    if not recipients and sentence.deps[noun] in ("dobj", "nsubjpass", "pobj"):
        above = sentence.heads[noun]
        above = sentence.heads[above] if sentence.pos[above] == "ADP" else above
        recipients = _prep_objects(sentence, above, roles.noun_recipient_preps - rules.site_preps)
    owners = sentence.kids(noun, "poss")
    undergoes = sentence.lemmas[noun].lower() in rules.undergone_nouns
    if undergoes and not recipients:
        recipients = owners
    elif not actors:
        actors = owners
    compounds = [j for j in sentence.kids(noun, "compound", "amod", "nmod") if _names_party(sentence, j, rules)]
    if not actors and not undergoes:
        actors = compounds
    elif not recipients:
        recipients = compounds
    if not actors:
        actors = _doer_of_participle(sentence, noun, rules)
    if not actors:
        actors = _doer_of_light_verb(sentence, noun, rules)
    if not actors:
        actors = _responsible(sentence, noun)
    return actors, recipients


def doers_of_noun(sentence: ParsedSentence, noun: int, event_type: str, rules: RoleRules) -> list[int]:
    """The doers that a noun of action or a weapon names ("a raid ordered by the premier killed ..."), resolved."""
    actors, _ = _noun_arguments(sentence, noun, rules.of(event_type), rules)
    return _resolved(sentence, actors)


def _doer_of_participle(sentence: ParsedSentence, noun: int, rules: RoleRules) -> list[int]:
    """ "an attack carried out by rebels", "a raid blamed on the army"."""
    found: list[int] = []
    for verb in sentence.kids(noun, "acl", "relcl"):
        lemma = sentence.lemmas[verb].lower()
        if lemma in rules.light_verbs or lemma in rules.fired:
            found += _agents(sentence, verb)
        if lemma in rules.blamed:
            found += _prep_objects(sentence, verb, frozenset({"on", "to", "by"}))
    return found


def _responsible(sentence: ParsedSentence, noun: int) -> list[int]:
    """ "the rebels are responsible for the attack", "the group claimed responsibility for the attack"."""
    prep = sentence.heads[noun]
    if sentence.words[prep].lower() != "for":
        return []
    word = sentence.heads[prep]
    if not sentence.lemmas[word].lower().startswith("responsib"):
        return []
    verb = sentence.heads[word]
    return subjects(sentence, verb)[0] if sentence.pos[verb] in ("VERB", "AUX") else []


def _names_party(sentence: ParsedSentence, i: int, rules: RoleRules) -> bool:
    word = sentence.words[i]
    if sentence.lemmas[i].lower() in rules.party_nouns:
        return True
    return sentence.pos[i] == "PROPN" or (sentence.pos[i] == "ADJ" and word[:1].isupper())


def _doer_of_light_verb(sentence: ParsedSentence, noun: int, rules: RoleRules) -> list[int]:
    above = sentence.heads[noun]
    if sentence.pos[above] == "ADP":
        above = sentence.heads[above]
    if above == noun or sentence.pos[above] not in ("VERB", "AUX"):
        return []
    if sentence.lemmas[above].lower() not in rules.light_verbs:
        return []
    if sentence.deps[noun] == "nsubjpass":
        return _agents(sentence, above)
    found, passive = subjects(sentence, above)
    return [] if passive or noun in found else found
