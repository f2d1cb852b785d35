"""Who does it and to whom, where a noun tells the event: "the rebels' attack on the base"."""

from __future__ import annotations

from collections.abc import Collection

from onrecord.lexicon.roles import RoleRules, TypeRoles
from onrecord.mentions.arguments_grammar import KnownWords, above_noun, agents, prep_objects, subjects
from onrecord.mentions.language import ParsedSentence

_NAMING = ("compound", "amod", "nmod")
_SHORT = 3
_LAYING = frozenset({"on", "to"})
_RELATIVES = frozenset({"who", "which", "that"})


def noun_arguments(
    sentence: ParsedSentence, noun: int, roles: TypeRoles, rules: RoleRules, known: KnownWords
) -> tuple[list[int], list[int]]:
    """Heads of the doers and of those it is done to, not yet resolved; empty lists where the sentence names none."""
    actors = prep_objects(sentence, noun, roles.noun_actor_preps, known)
    recipients = _recipients(sentence, noun, roles, rules, known)
    owners = sentence.kids(noun, "poss")
    undergoes = sentence.lemmas[noun].lower() in rules.undergone_nouns
    if undergoes and not recipients:
        recipients = owners
    elif not actors:
        actors = owners
    sites = known.towns if roles.town_is_site else frozenset()
    if sentence.lemmas[noun].lower() in rules.befalling and not recipients:
        sites |= known.countries
        actors = [i for i in actors if i not in known.countries]
    within = words_of_name(sentence, noun, rules)
    recipients = [i for i in recipients if i not in within]
    compounds = [j for j in sentence.kids(noun, *_NAMING) if j in known.parties - sites - within]
    if not actors and not undergoes:
        actors = compounds
    elif not recipients:
        recipients = compounds
    if not recipients:
        recipients = _receiver(sentence, noun, rules)
    actors = (
        actors
        or _doer_of_participle(sentence, noun, rules, known)
        or doer_of_light_verb(sentence, noun, rules, known)
        or _responsible(sentence, noun)
    )
    return actors, recipients


def words_of_name(sentence: ParsedSentence, noun: int, rules: RoleRules) -> frozenset[int]:
    """The words that the proper name of an event is made of beside its noun: "First" and "Marne" of "the First Battle
    of the Marne". Empty where the noun is no name, and in headlines that write every word with a capital."""
    word = sentence.words[noun]
    is_name = word[:1].isupper() and not word.isupper() and sentence.lemmas[noun].lower() in rules.named_events
    if not is_name or not any(w.islower() and len(w) > _SHORT for w in sentence.words):
        return frozenset()
    places = [
        j for p in sentence.kids(noun, "prep") if sentence.words[p].lower() == "of" for j in sentence.kids(p, "pobj")
    ]
    return frozenset((*sentence.kids(noun, *_NAMING), *places))


def _recipients(
    sentence: ParsedSentence, noun: int, roles: TypeRoles, rules: RoleRules, known: KnownWords
) -> list[int]:
    preps = roles.noun_recipient_preps
    if sentence.deps[noun] in ("dobj", "nsubjpass") and sentence.lemmas[sentence.heads[noun]].lower() in rules.blamed:
        preps -= _LAYING  # "blamed the attack on the rebels": they did it
    if sentence.lemmas[noun].lower() in rules.mutual:
        preps |= rules.mutual_preps
    for told in (noun, *sentence.kids(noun, "conj")):
        found = prep_objects(sentence, told, preps, known)
        if found:
            return found
    for verb in sentence.kids(noun, "acl", "relcl"):
        if sentence.lemmas[verb].lower() in rules.aiming:
            found = sentence.kids(verb, "dobj") or prep_objects(sentence, verb, roles.recipient_preps, known)
            if found:
                return found
    if sentence.deps[noun] == "nsubj" and sentence.lemmas[noun].lower() in rules.mutual:
        return prep_objects(sentence, sentence.heads[noun], rules.mutual_preps, known)
    is_when = sentence.words[sentence.heads[noun]].lower() in rules.time_preps
    if sentence.deps[noun] in ("dobj", "nsubjpass", "pobj", "conj") and not is_when:
        above = above_noun(sentence, noun)
        return prep_objects(sentence, above, preps - rules.site_preps, known)
    return []


def _receiver(sentence: ParsedSentence, noun: int, rules: RoleRules) -> list[int]:
    """ "The town came under fire", "the minister faces a trial": the subject has it done to it."""
    above = sentence.heads[noun]
    is_under = sentence.words[above].lower() == "under"
    verb = sentence.heads[above] if is_under else above
    if sentence.pos[verb] not in ("VERB", "AUX") or verb == noun:
        return []
    if not is_under and (sentence.deps[noun] != "dobj" or sentence.lemmas[verb].lower() not in rules.receiving):
        return []
    return [i for i in subjects(sentence, verb)[0] if i != noun]


def _doer_of_participle(sentence: ParsedSentence, noun: int, rules: RoleRules, known: KnownWords) -> list[int]:
    """ "an attack carried out by rebels", "a raid blamed on the army"."""
    found: list[int] = []
    for verb in sentence.kids(noun, "acl", "relcl"):
        lemma = sentence.lemmas[verb].lower()
        if lemma in rules.light_verbs or lemma in rules.fired:
            found += agents(sentence, verb)
        if noun in known.weapons and lemma in rules.owning:
            found += agents(sentence, verb)
        if lemma in rules.blamed:
            found += prep_objects(sentence, verb, frozenset({"on", "to", "by"}), known)
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


def _stands_aside(sentence: ParsedSentence, noun: int, rules: RoleRules) -> bool:
    """Whether a preposition makes the noun a circumstance of the verb ("held a rally after the attack"), or what
    something else that the verb does is about ("held a session on the attack")."""
    prep = sentence.heads[noun]
    word = sentence.words[prep].lower()
    done = sentence.kids(sentence.heads[prep], "dobj") if word in rules.topic_preps else []
    return word in rules.aside_preps or any(sentence.pos[i] == "NOUN" for i in done)


def subject_beside(sentence: ParsedSentence, noun: int, rules: RoleRules) -> list[int]:
    """The words of the subject of a clause of which the event is a circumstance: the police of "police are on alert
    after the attacks" did not do them. Empty for any other noun."""
    if sentence.deps[noun] != "pobj":
        return []
    time = sentence.heads[sentence.heads[noun]]
    if sentence.words[sentence.heads[noun]].lower() == "of" and sentence.lemmas[time].lower() in rules.aftermath:
        return _subject_words(sentence, above_noun(sentence, time))
    return _subject_words(sentence, above_noun(sentence, noun)) if _stands_aside(sentence, noun, rules) else []


def subject_of_other_act(sentence: ParsedSentence, noun: int, words: Collection[int]) -> list[int]:
    """The words of the subject of a verb among the event ``words`` whose object the event is: the police of "police are
    investigating the bombing" did not do it. Empty for any other noun."""
    above = above_noun(sentence, noun)
    if above not in words or above == noun or sentence.pos[above] != "VERB":
        return []
    return _subject_words(sentence, above)


def subject_over_relative(sentence: ParsedSentence, verb: int) -> list[int]:
    """The words of the subject of the clause above a relative clause in the passive: the troops of "troops freed the
    woman, who was kidnapped on Monday" did not kidnap her. Empty for any other verb."""
    passive = [j for j in sentence.kids(verb, "nsubjpass") if sentence.words[j].lower() in _RELATIVES]
    if sentence.deps[verb] != "relcl" or not passive:
        return []
    return _subject_words(sentence, above_noun(sentence, sentence.heads[verb]))


def _subject_words(sentence: ParsedSentence, verb: int) -> list[int]:
    return [i for head in subjects(sentence, verb)[0] for i in sentence.subtree(head)]


def doer_of_light_verb(sentence: ParsedSentence, noun: int, rules: RoleRules, known: KnownWords) -> list[int]:
    """The doers that a verb which only carries the noun has ("the army launched an attack"); else an empty list."""
    noun = _row_of(sentence, noun, rules)
    above = above_noun(sentence, noun)
    if above == noun or sentence.pos[above] not in ("VERB", "AUX") or _stands_aside(sentence, noun, rules):
        return []
    if sentence.words[sentence.heads[noun]].lower() == "under":
        return prep_objects(sentence, above, rules.source_preps, known)
    if sentence.lemmas[above].lower() not in rules.light_verbs:
        return []
    if sentence.deps[noun] == "nsubjpass":
        return agents(sentence, above)
    found, passive = subjects(sentence, above)
    is_done = not passive or sentence.lemmas[above].lower() in rules.states
    return found if is_done and noun not in found else []


def _row_of(sentence: ParsedSentence, noun: int, rules: RoleRules) -> int:
    """The word for how many ("carried out dozens of strikes", "launched a series of raids"), else the noun itself."""
    of = sentence.heads[noun]
    row = sentence.heads[of]
    is_part = sentence.deps[noun] == "pobj" and sentence.words[of].lower() == "of"
    return row if is_part and sentence.lemmas[row].lower() in rules.measures else noun
