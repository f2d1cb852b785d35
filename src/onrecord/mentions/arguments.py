"""Who does it and to whom, by the grammar around a trigger word.

Dependency labels are ClearNLP's, as spaCy's English pipelines give them.
"""

from __future__ import annotations

from msgspec import Struct

from onrecord.lexicon.roles import RoleRules, TypeRoles
from onrecord.mentions.arguments_distant import distant_doers
from onrecord.mentions.arguments_grammar import (
    NOUNS,
    KnownWords,
    agents,
    is_verb,
    plain_words,
    prep_objects,
    resolved,
    subjects,
)
from onrecord.mentions.arguments_inside import names_party, parties_inside, reach_parties
from onrecord.mentions.arguments_nouns import noun_arguments
from onrecord.mentions.language import ParsedSentence

__all__ = ["Arguments", "doers_of_noun", "find_arguments", "is_mutual", "subjects"]

_DEEPEST = 2
_CLOSE = 2


class Arguments(Struct, frozen=True):
    """Head words (indexes in the sentence) of the doers and of those it is done to, and of other objects."""

    actors: tuple[int, ...]
    recipients: tuple[int, ...]


def find_arguments(
    sentence: ParsedSentence, trigger: int, event_type: str, rules: RoleRules, known: KnownWords | None = None
) -> Arguments:
    """The arguments of a trigger; empty tuples where the sentence names none.

    ``known`` is what the taggers say of the sentence's words; without it short lists and capitals have to do.
    """
    known = known or plain_words(sentence, rules)
    roles = rules.of(event_type)
    if is_verb(sentence, trigger):
        actors, recipients = _verb_arguments(sentence, trigger, roles, rules, known)
    else:
        actors, recipients = noun_arguments(sentence, trigger, roles, rules, known)
    if roles.reaches_inside:
        recipients = reach_parties(sentence, recipients, roles, known)
    actors, recipients = (
        resolved(sentence, _authors(sentence, actors, roles, rules, known)),
        resolved(sentence, recipients),
    )
    if not actors:
        actors = resolved(sentence, distant_doers(sentence, trigger, event_type, rules, known))
        actors = [i for i in actors if i not in recipients]
    if is_mutual(sentence, trigger, rules):
        actors, recipients = _both_ways(sentence, trigger, (actors, recipients), roles, rules)
    return Arguments(tuple(actors), tuple(recipients))


def doers_of_noun(
    sentence: ParsedSentence, noun: int, event_type: str, rules: RoleRules, known: KnownWords | None = None
) -> list[int]:
    """The doers that a noun of action or a weapon names ("a raid ordered by the premier killed ..."), resolved."""
    known = known or plain_words(sentence, rules)
    return resolved(sentence, noun_arguments(sentence, noun, rules.of(event_type), rules, known)[0])


def is_mutual(sentence: ParsedSentence, trigger: int, rules: RoleRules) -> bool:
    """Whether those who do it do it to one another: "met", "talks", "held talks"."""
    if sentence.lemmas[trigger].lower() in rules.mutual:
        return True
    is_light = sentence.lemmas[trigger].lower() in rules.light_verbs
    return is_light and any(sentence.lemmas[j].lower() in rules.mutual for j in sentence.kids(trigger, "dobj"))


def _authors(
    sentence: ParsedSentence, heads: list[int], roles: TypeRoles, rules: RoleRules, known: KnownWords
) -> list[int]:
    """The doers with papers and plans among them replaced by whose they are; such a thing never acts itself."""
    found: list[int] = []
    for head in heads:
        lemma = sentence.lemmas[head].lower()
        if head not in known.parties and (lemma in rules.texts or lemma in rules.plans):
            found += parties_inside(sentence, head, roles, known)
        else:
            found.append(head)
    return found


def _both_ways(
    sentence: ParsedSentence, trigger: int, sides: tuple[list[int], list[int]], roles: TypeRoles, rules: RoleRules
) -> tuple[list[int], list[int]]:
    """Those who clash or meet as equals do it to one another: both sides hold everyone."""
    actors, recipients = sides[0], [i for i in sides[1] if sentence.lemmas[i].lower() not in rules.mutual]
    if not recipients and len(actors) > 1:
        return actors, actors
    if not actors and len(recipients) > 1:
        return recipients, recipients
    meets_all = roles.is_mutual or (roles.is_two_sided and sentence.lemmas[trigger].lower() in rules.clashing)
    if meets_all and actors and recipients:
        everyone = actors + [i for i in recipients if i not in actors]
        return everyone, everyone
    return actors, recipients


# ---------------------------------------------------------------- verbs


def _verb_arguments(
    sentence: ParsedSentence, verb: int, roles: TypeRoles, rules: RoleRules, known: KnownWords
) -> tuple[list[int], list[int]]:
    found, passive = subjects(sentence, verb)
    lemma = sentence.lemmas[verb].lower()
    if sentence.deps[verb] == "acl" and sentence.tags[verb] in ("VB", "VBG") and found:
        found = _doer_of_plan(sentence, found, roles, rules, known)
    if passive and lemma in rules.states and sentence.kids(verb, "prep") and not agents(sentence, verb):
        passive = False
    is_caused = lemma in rules.caused and bool(sentence.kids(verb, "dobj"))
    if passive or (lemma in rules.undergone and not is_caused):
        actors, recipients = agents(sentence, verb), list(found)
    else:
        actors, recipients = list(found), _objects(sentence, verb, roles, known)
    laid = _laid_on(sentence, verb, rules) if roles.reaches_inside else []
    recipients = laid or _past_things(sentence, verb, recipients, roles, rules, known)
    if not recipients and roles.reaches_inside and not passive:
        recipients = _of_complement(sentence, verb, roles, rules, known)
    if not recipients and lemma in rules.mutual:
        recipients = prep_objects(sentence, verb, rules.mutual_preps, known)
    if not actors and not passive:
        actors = prep_objects(sentence, verb, roles.actor_preps, known)
    return actors, recipients


def _doer_of_plan(
    sentence: ParsedSentence, found: list[int], roles: TypeRoles, rules: RoleRules, known: KnownWords
) -> list[int]:
    """ "the rebels' plan to kill the king", "issued a statement condemning the raid": whose the plan or words are."""
    noun = found[0]
    lemma = sentence.lemmas[noun].lower()
    if lemma not in rules.plans and lemma not in rules.texts:
        return found
    owners = parties_inside(sentence, noun, roles, known)
    above = sentence.heads[noun]
    if owners or sentence.deps[noun] != "dobj" or sentence.lemmas[above].lower() not in rules.light_verbs:
        return owners
    return subjects(sentence, above)[0]


def _objects(sentence: ParsedSentence, verb: int, roles: TypeRoles, known: KnownWords) -> list[int]:
    found = sentence.kids(verb, "dative") + sentence.kids(verb, "dobj")
    found = [j for j in found if sentence.pos[j] in NOUNS and j not in known.times and not _is_oneself(sentence, j)]
    if not found:
        found = _shared_objects(sentence, verb)
    if not found and roles.clause_subject:
        found = _clause_subjects(sentence, verb)
    if not found and sentence.deps[verb] == "relcl" and _is_object_gap(sentence, verb):
        found = [sentence.heads[verb]]
    return found


def _is_oneself(sentence: ParsedSentence, j: int) -> bool:
    """ "blew himself up", "declared itself the winner": done to nobody else."""
    return sentence.tags[j] == "PRP" and sentence.words[j].lower().endswith(("self", "selves"))


def _shared_objects(sentence: ParsedSentence, verb: int) -> list[int]:
    """ "abducted and executed five policemen": verbs joined without a subject between them share the object."""
    for other in sentence.kids(verb, "conj"):
        if other - verb <= _CLOSE and is_verb(sentence, other) and not sentence.kids(other, "nsubj", "nsubjpass"):
            return sentence.kids(other, "dobj")
    return []


def _clause_subjects(sentence: ParsedSentence, verb: int) -> list[int]:
    """ "urged Iran to stop", "called for Iran to stop", "demanded that Iran stop"."""
    found: list[int] = []
    for clause in sentence.kids(verb, "ccomp", "xcomp", "advcl"):
        marks = [sentence.words[m].lower() for m in sentence.kids(clause, "mark")]
        if sentence.deps[clause] != "advcl" or "for" in marks:
            found.extend(sentence.kids(clause, "nsubj", "nsubjpass"))
    return found


def _is_object_gap(sentence: ParsedSentence, verb: int) -> bool:
    """ "civilians the army killed": a relative clause with a subject of its own and nothing else about it."""
    own = sentence.kids(verb, "nsubj")
    return bool(own) and sentence.tags[own[0]] not in ("WP", "WDT") and not sentence.kids(verb, "advmod", "prep")


def _past_things(
    sentence: ParsedSentence, verb: int, found: list[int], roles: TypeRoles, rules: RoleRules, known: KnownWords
) -> list[int]:
    """The recipients, where a preposition leads past a thing to them: "fired rockets at the airport"."""
    by_prep = prep_objects(sentence, verb, roles.recipient_preps, known)
    if roles.prep_beats_object and not by_prep:
        by_prep = [k for j in found for k in prep_objects(sentence, j, roles.recipient_preps, known)]
    named = [j for j in by_prep if names_party(sentence, j, known)]
    if not found:
        return named or by_prep
    missiles = [
        j
        for j in found
        if not roles.reaches_inside
        and (j in known.weapons or sentence.lemmas[j].lower() in rules.missiles | rules.measures)
    ]
    if missiles and not by_prep:
        by_prep = [k for j in missiles for k in prep_objects(sentence, j, roles.recipient_preps, known)]
    if missiles or (sentence.lemmas[verb].lower() in rules.fired and not roles.reaches_inside):
        others = [j for j in found if j not in missiles]
        return named or by_prep or others
    if roles.prep_beats_object and by_prep:
        return named or by_prep
    is_someone = any(names_party(sentence, j, known) for j in found)
    if roles.taking_preps and not is_someone:
        sources = reach_parties(sentence, prep_objects(sentence, verb, roles.taking_preps, known), roles, known)
        named = [j for j in sources if names_party(sentence, j, known)]
        return named or found
    return found if is_someone or not named or not roles.reaches_inside else named


def _laid_on(sentence: ParsedSentence, verb: int, rules: RoleRules) -> list[int]:
    """ "blamed it on the cartel", "attributed the attacks to the front": whom a deed is laid on."""
    if sentence.lemmas[verb].lower() not in rules.laying:
        return []
    told = [verb, *sentence.kids(verb, "dobj", "nsubjpass")]
    preps = [p for k in told for p in sentence.kids(k, "prep", "dative") if p > verb]
    return [j for p in preps if sentence.words[p].lower() in ("on", "to") for j in sentence.kids(p, "pobj")]


def _of_complement(
    sentence: ParsedSentence, verb: int, roles: TypeRoles, rules: RoleRules, known: KnownWords, depth: int = 0
) -> list[int]:
    """ "threatened to attack Israel", "refused to meet the king": whom the act spoken of would reach."""
    for clause in sentence.kids(verb, "xcomp"):
        things = [j for j in sentence.kids(clause, "dative", "dobj") if j not in known.times]
        named = [j for j in things if names_party(sentence, j, known)]
        named = named or [
            j for j in prep_objects(sentence, clause, rules.reaching_preps, known) if names_party(sentence, j, known)
        ]
        for thing in things if not named else ():
            named = named or parties_inside(sentence, thing, roles, known)
        if named or depth >= _DEEPEST:
            return named
        return _of_complement(sentence, clause, roles, rules, known, depth + 1)
    return []
