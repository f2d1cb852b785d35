"""The grammar that arguments are found by: subjects, agents, and the objects of prepositions.

Dependency labels are ClearNLP's, as spaCy's English pipelines give them; words are indexes in their sentence.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from msgspec import Struct

from onrecord.lexicon.roles import RoleRules
from onrecord.mentions.language import ParsedSentence
from onrecord.mentions.phrases import antecedent, conjoined

NOUNS = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET"})
_SUBJECTS = ("nsubj", "csubj")
_PASSIVE_SUBJECTS = ("nsubjpass", "csubjpass")
_DEEPEST = 4
_OBJECT_CONTROL_PREPS = frozenset({"of", "for", "from", "with"})
_PARTICIPLE_PLACES = frozenset({"acl", "amod", "conj", "advcl", "ROOT", "ccomp", "relcl"})


class KnownWords(Struct, frozen=True):
    """What other taggers know of a sentence's words: those that name or describe a party, of times, of weapons, of
    places finer than a country, of countries by name."""

    parties: frozenset[int]
    times: frozenset[int]
    weapons: frozenset[int]
    towns: frozenset[int] = frozenset()
    countries: frozenset[int] = frozenset()


def plain_words(sentence: ParsedSentence, rules: RoleRules) -> KnownWords:
    """What the words alone tell, where no tagger has been at work: capitals and short lists."""
    lemmas = [lemma.lower() for lemma in sentence.lemmas]
    times = frozenset(i for i, lemma in enumerate(lemmas) if lemma in rules.time_nouns)
    parties = frozenset(i for i in range(len(lemmas)) if _looks_like_party(sentence, i, rules)) - times
    return KnownWords(parties, times, frozenset(i for i, lemma in enumerate(lemmas) if lemma in rules.missiles))


def _looks_like_party(sentence: ParsedSentence, i: int, rules: RoleRules) -> bool:
    if sentence.lemmas[i].lower() in rules.party_nouns or sentence.pos[i] == "PROPN":
        return True
    return sentence.pos[i] == "ADJ" and sentence.words[i][:1].isupper() and i > 0


def is_verb(sentence: ParsedSentence, i: int) -> bool:
    """Whether a word is tagged as a verb, not as a noun made of one."""
    return sentence.pos[i] in ("VERB", "AUX") and sentence.tags[i].startswith("V")


def resolved(sentence: ParsedSentence, heads: Sequence[int]) -> list[int]:
    """The nouns meant: relative pronouns give way to what they stand for, titles to the name that they stand before,
    and joined nouns are added."""
    found: list[int] = []
    for head in heads:
        for i in conjoined(sentence, _titled(sentence, antecedent(sentence, head))):
            if i not in found and sentence.pos[i] in NOUNS:
                found.append(i)
    return found


def _titled(sentence: ParsedSentence, head: int) -> int:
    name = sentence.heads[head]
    is_title = sentence.pos[head] == "NOUN" and sentence.deps[head] in ("compound", "nmod")
    return name if is_title and sentence.pos[name] == "PROPN" else head


# ---------------------------------------------------------------- subjects


def is_passive(sentence: ParsedSentence, verb: int) -> bool:
    """Whether a verb without a subject of its own is in the passive."""
    if sentence.kids(verb, "auxpass", "nsubjpass"):
        return True
    if _is_joined_past(sentence, verb):
        return False
    is_participle = sentence.tags[verb] == "VBN" and not sentence.kids(verb, "aux", "nsubj")
    if is_participle and not sentence.kids(verb, "dobj") and _is_done_by(sentence, verb):
        return True
    return is_participle and sentence.deps[verb] in _PARTICIPLE_PLACES


def _is_met_so(sentence: ParsedSentence, verb: int) -> bool:
    """ "found the farmer shot", "with nine women attacked": what a participle tells was done to its subject."""
    if sentence.tags[verb] not in ("VBN", "VBD") or sentence.kids(verb, "dobj", "aux", "mark"):
        return False
    above = sentence.heads[verb]
    if sentence.deps[verb] == "ccomp":
        return sentence.lemmas[above].lower() == "find"
    return sentence.deps[verb] == "pcomp" and sentence.tags[verb] == "VBN" and sentence.words[above].lower() == "with"


def _is_joined_past(sentence: ParsedSentence, verb: int) -> bool:
    """ "decreed a curfew and suspended classes": a past tense that the tagger took for a participle."""
    above = sentence.heads[verb]
    is_joined = sentence.deps[verb] == "conj" and sentence.tags[above] in ("VBD", "VBP", "VBZ")
    return is_joined and bool(sentence.kids(verb, "dobj")) and not sentence.kids(above, "auxpass")


def _is_done_by(sentence: ParsedSentence, participle: int) -> bool:
    """ "presumed killed by rebels", "were reported killed": a complement that names its doer or tells of none."""
    return sentence.deps[participle] == "oprd" or bool(sentence.kids(participle, "agent"))


def subjects(sentence: ParsedSentence, verb: int, depth: int = 0) -> tuple[list[int], bool]:
    """The grammatical subjects of a verb, borrowed from the verb above where it has none, and whether it is passive.

    Borrowing follows control and raising: "tried to kill", "ordered troops to attack", "is said to have bombed", "was
    ready to leave", "used the base to attack".
    """
    own = sentence.kids(verb, *_SUBJECTS)
    if own:
        return own, _is_met_so(sentence, verb)
    own = sentence.kids(verb, *_PASSIVE_SUBJECTS)
    if own:
        return own, True
    passive = is_passive(sentence, verb)
    above = sentence.heads[verb]
    dep = sentence.deps[verb]
    if above == verb or depth > _DEEPEST:
        return [], passive
    if dep == "acl" and passive and _is_main_verb(sentence, verb):
        return [above], False
    if dep in ("acl", "relcl") or (dep == "amod" and sentence.tags[verb] in ("VBN", "VBG", "VBD")):
        return [_named_before(sentence, above)], passive or (dep == "amod" and sentence.tags[verb] != "VBG")
    if dep == "xcomp" and sentence.lemmas[above].lower() == "use" and sentence.kids(above, "nsubjpass"):
        return agents(sentence, above), passive  # "cranes were used by the army to raze the huts"
    if dep == "xcomp" or (dep == "ccomp" and sentence.tags[verb] in ("VB", "VBG")):
        objects = sentence.kids(above, "dobj")
        if objects and sentence.lemmas[above].lower() != "use":
            return objects, passive
        return subjects(sentence, above, depth + 1)[0], passive
    if dep in ("acomp", "attr", "oprd"):
        return subjects(sentence, above, depth + 1)[0], passive
    if dep in ("conj", "advcl", "pcomp", "dep"):
        return _borrowed(sentence, verb, above, passive, depth)
    if dep == "prep" and sentence.heads[above] != above:
        return subjects(sentence, sentence.heads[above], depth + 1)[0], passive
    return [], passive


def _is_main_verb(sentence: ParsedSentence, participle: int) -> bool:
    """ "The mayor, known as the Fox, blamed the rebels": a sentence without another verb, and an object of its own."""
    noun = sentence.heads[participle]
    return sentence.heads[noun] == noun and bool(sentence.kids(participle, "dobj"))


def _named_before(sentence: ParsedSentence, noun: int) -> int:
    """The name that a description with an article follows ("Jane Roe, the envoy, ..."), else the noun itself."""
    name = sentence.heads[noun]
    is_description = sentence.deps[noun] == "appos" and bool(sentence.kids(noun, "det"))
    return name if is_description and sentence.pos[name] == "PROPN" else noun


def _borrowed(sentence: ParsedSentence, verb: int, above: int, passive: bool, depth: int) -> tuple[list[int], bool]:
    prep = above if sentence.pos[above] in ("ADP", "SCONJ") else None
    if prep is not None:
        above = sentence.heads[above]
    if sentence.pos[above] not in ("VERB", "AUX"):
        if prep is not None or sentence.deps[verb] == "pcomp":
            if sentence.lemmas[above].lower().startswith("responsib") and sentence.deps[above] == "dobj":
                return subjects(sentence, sentence.heads[above], depth + 1)[0], passive
            is_object = prep is not None and sentence.deps[above] in ("dobj", "nsubjpass")
            is_told_of = is_object and sentence.words[prep or 0].lower() in ("of", "from")
            return ([above] if is_told_of else []), passive
        return ([above], passive) if sentence.deps[verb] == "advcl" else ([], passive)
    found, above_passive = subjects(sentence, above, depth + 1)
    if sentence.deps[verb] == "conj" and above_passive and sentence.tags[verb] == "VBN":
        return found, True
    if prep is not None and sentence.words[prep].lower() in _OBJECT_CONTROL_PREPS:
        return (found if above_passive else sentence.kids(above, "dobj") or found), passive
    if above_passive and prep is not None and sentence.words[prep].lower() == "as":
        return found, passive  # "was quoted by the radio as saying"
    if above_passive and not passive:
        doers = agents(sentence, above)
        return (doers or ([] if sentence.deps[verb] != "conj" else found)), passive
    return found, passive


def agents(sentence: ParsedSentence, verb: int) -> list[int]:
    """The nouns that a "by" after a verb or noun leads to."""
    found: list[int] = []
    for by in sentence.kids(verb, "agent", "prep"):
        if sentence.words[by].lower() == "by":
            found.extend(j for j in sentence.kids(by, "pobj") if sentence.pos[j] in NOUNS)
    return found


def above_noun(sentence: ParsedSentence, noun: int) -> int:
    """The word that governs a noun, a preposition between them and joined nouns before it passed over."""
    steps = 0
    while sentence.deps[noun] == "conj" and steps <= _DEEPEST:
        noun = sentence.heads[noun]
        steps += 1
    above = sentence.heads[noun]
    return sentence.heads[above] if sentence.pos[above] == "ADP" else above


# ---------------------------------------------------------------- objects of prepositions


def prep_objects(sentence: ParsedSentence, head: int, preps: Collection[str], known: KnownWords) -> list[int]:
    """The nouns that ``preps`` after ``head`` lead to, times left out; also those of a preposition one noun further
    ("the attack by rebels on the base")."""
    found: list[int] = []
    for prep in sentence.kids(head, "prep", "dative", "agent"):
        is_wanted = sentence.words[prep].lower() in preps
        for j in sentence.kids(prep, "pobj"):
            if is_wanted:
                found.append(j)
            found.extend(_further(sentence, j, preps, is_wanted))
        for inner in sentence.kids(prep, "prep"):
            if sentence.words[inner].lower() in preps:
                found.extend(sentence.kids(inner, "pobj"))
    found = [_owner_of_life(sentence, j) for j in found]
    return [j for j in dict.fromkeys(found) if sentence.pos[j] in NOUNS and j not in known.times]


def _further(sentence: ParsedSentence, noun: int, preps: Collection[str], is_wanted: bool) -> list[int]:
    if is_wanted:
        return []
    return [
        j
        for prep in sentence.kids(noun, "prep")
        if sentence.words[prep].lower() in preps and sentence.words[prep].lower() in ("on", "against", "by")
        for j in sentence.kids(prep, "pobj")
    ]


def _owner_of_life(sentence: ParsedSentence, noun: int) -> int:
    """ "an attempt on the king's life" is one on the king."""
    owners = sentence.kids(noun, "poss") if sentence.lemmas[noun].lower() == "life" else []
    return owners[0] if owners else noun
