"""Who is said to answer by set phrases: confessions, verdicts, fingers pointed, hallmarks, links, names of doers."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.lexicon.responsibility import Responsibility
from onrecord.mentions.arguments_grammar import subjects
from onrecord.mentions.language import ParsedSentence
from onrecord.mentions.phrases import antecedent
from onrecord.mentions.responsibility_deeds import voice_above
from onrecord.mentions.responsibility_mention import ResponsibilityMention
from onrecord.records import AssertionKind

_ITSELF = frozenset({"it", "they", "he", "she", "we", "itself", "themselves", "himself", "herself"})
_ON = frozenset({"on", "upon", "at", "around", "to", "with"})


def confessed(sentence: ParsedSentence, verb: int, rules: Responsibility) -> ResponsibilityMention | None:
    """ "confessed to killing the judge", "pleaded guilty to the murder": a claim; "not guilty": a denial."""
    found, passive = subjects(sentence, verb)
    heads = [verb, *sentence.kids(verb, "oprd", "acomp", "xcomp", "advmod")]
    is_plea = sentence.lemmas[verb].lower() != "plead" or any(sentence.words[k].lower() == "guilty" for k in heads)
    deeds = led_to(sentence, heads, ("to",), rules)
    if not found or passive or not is_plea or not deeds:
        return None
    is_denied = any(sentence.words[k].lower() == "not" for k in range(verb + 1, min(verb + 3, len(sentence))))
    kind = AssertionKind.DENIES if is_denied else AssertionKind.CLAIMS
    return ResponsibilityMention(kind, found[0], found[0], verb, deeds)


def found_guilty(sentence: ParsedSentence, verb: int, rules: Responsibility) -> ResponsibilityMention | None:
    """ "was found guilty of the murder": an accusation by who finds."""
    guilty = [
        k for k in sentence.kids(verb, "oprd", "acomp", "xcomp", "ccomp") if sentence.words[k].lower() == "guilty"
    ]
    deeds = led_to(sentence, [verb, *guilty], ("of",), rules)
    if not guilty or not deeds:
        return None
    return _laid_by_verb(sentence, verb, guilty[0], deeds)


def held_responsible(sentence: ParsedSentence, verb: int, rules: Responsibility) -> ResponsibilityMention | None:
    """ "holds the army responsible for his death", where the parser reads a clause of its own."""
    for clause in sentence.kids(verb, "ccomp", "oprd"):
        parties = sentence.kids(clause, "nsubj")
        if sentence.words[clause].lower() in rules.behind and parties:
            tellers, passive = subjects(sentence, verb)
            speaker = tellers[0] if tellers and not passive else None
            return ResponsibilityMention(AssertionKind.ACCUSES, parties[0], speaker, verb, (clause,))
    return None


def to_blame(sentence: ParsedSentence, verb: int, rules: Responsibility) -> ResponsibilityMention | None:
    """ "says the army is to blame for the massacre": an accusation, on whose word ever."""
    be = sentence.heads[verb]
    is_phrase = sentence.deps[verb] == "xcomp" and sentence.lemmas[be].lower() == "be" and verb == be + 2
    found = sentence.kids(be, "nsubj") if is_phrase else []
    if not found or sentence.kids(be, "neg"):
        return None
    speaker = voice_above(sentence, be, rules)[1]
    deeds = led_to(sentence, [verb], ("for",), rules)
    return ResponsibilityMention(AssertionKind.ACCUSES, found[0], speaker, verb, deeds or (verb,))


def fell_on(sentence: ParsedSentence, noun: int, rules: Responsibility) -> ResponsibilityMention | None:
    """ "suspicion fell on the rebels", "laid the blame for it on the rebels", "pointed the finger at the rebels"."""
    verb = sentence.heads[noun]
    is_subject = sentence.deps[noun] == "nsubj"
    if sentence.deps[noun] not in ("nsubj", "dobj") or sentence.lemmas[verb].lower() not in rules.falling:
        return None
    below = [k for k in sentence.subtree(verb) if k > noun and sentence.deps[k] == "prep"]
    aimed = [j for p in below if sentence.words[p].lower() in _ON for j in sentence.kids(p, "pobj")]
    if not aimed:
        return None
    tellers, passive = ([], False) if is_subject else subjects(sentence, verb)
    kind = AssertionKind.SUSPECTS if sentence.lemmas[noun].lower() == "suspicion" else AssertionKind.ACCUSES
    speaker = tellers[0] if tellers and not passive else None
    deeds = led_to(sentence, [noun, verb], ("for", "over"), rules)
    return ResponsibilityMention(kind, aimed[-1], speaker, verb, deeds or (verb,))


def hallmarks(sentence: ParsedSentence, noun: int, rules: Responsibility) -> ResponsibilityMention | None:
    """ "the attack bore the hallmarks of the rebels": a suspicion of nobody named."""
    of = [j for p in sentence.kids(noun, "prep") if sentence.words[p] == "of" for j in sentence.kids(p, "pobj")]
    verb = sentence.heads[noun]
    deeds = [k for k in subjects(sentence, verb)[0] if _is_deed(sentence, k, rules)]
    if not of or not deeds or sentence.deps[noun] not in ("dobj", "pobj") or sentence.pos[of[0]] != "PROPN":
        return None
    return ResponsibilityMention(AssertionKind.SUSPECTS, of[0], None, verb, tuple(deeds[:1]))


def linked(sentence: ParsedSentence, verb: int, rules: Responsibility) -> ResponsibilityMention | None:
    """ "linked the bombing to the rebels", "has been linked to": a suspicion of who draws the link."""
    found, passive = subjects(sentence, verb)
    deeds = [j for j in (found if passive else sentence.kids(verb, "dobj")) if _is_deed(sentence, j, rules)]
    heads = [verb, *deeds]
    to = [
        j
        for k in heads
        for p in sentence.kids(k, "prep")
        if sentence.words[p] == "to"
        for j in sentence.kids(p, "pobj")
    ]
    if not deeds or not to:
        return None
    agents = [j for p in sentence.kids(verb, "agent") for j in sentence.kids(p, "pobj")]
    speaker = next(iter(agents if passive else found[-1:]), None)
    return ResponsibilityMention(AssertionKind.SUSPECTS, to[0], speaker, verb, tuple(deeds[:1]))


def distanced(sentence: ParsedSentence, verb: int, rules: Responsibility) -> ResponsibilityMention | None:
    """ "distanced itself from the attack", "disavowed the attack": a denial."""
    found, passive = subjects(sentence, verb)
    deeds = [j for j in sentence.kids(verb, "dobj") if _is_deed(sentence, j, rules)]
    if any(sentence.words[j].lower() in _ITSELF for j in sentence.kids(verb, "dobj")):
        deeds += led_to(sentence, [verb], ("from",), rules)
    if not found or passive or not deeds:
        return None
    return ResponsibilityMention(AssertionKind.DENIES, found[0], found[0], verb, tuple(deeds[:1]))


def not_involved(sentence: ParsedSentence, verb: int, rules: Responsibility) -> ResponsibilityMention | None:
    """ "insisted the army was not involved in the massacre", "said it had no role in the attack": a denial."""
    noun = [j for j in sentence.kids(verb, "dobj") if sentence.lemmas[j].lower() in rules.nouns]
    is_denied = bool(sentence.kids(verb, "neg")) or any(
        sentence.words[d].lower() == "no" for j in noun for d in sentence.kids(j, "det")
    )
    above = sentence.heads[verb]
    if not is_denied or sentence.deps[verb] != "ccomp" or sentence.lemmas[above].lower() not in rules.say_verbs:
        return None
    parties = sentence.kids(verb, "nsubj", "nsubjpass")
    tellers, passive = subjects(sentence, above)
    deeds = led_to(sentence, [verb, *noun], ("in", "with"), rules)
    is_of_deed = bool(noun) or sentence.lemmas[verb].lower() in rules.implicating
    is_bare = not sentence.kids(verb, "prep")  # "was not involved": in what was told before
    if not parties or not tellers or passive or not is_of_deed or not (deeds or is_bare):
        return None
    own = sentence.words[parties[0]].lower() in _ITSELF or bool(sentence.kids(parties[0], "poss"))
    party = tellers[0] if own else parties[0]
    return ResponsibilityMention(AssertionKind.DENIES, party, tellers[0], above, deeds or (verb,))


def identified(sentence: ParsedSentence, verb: int, rules: Responsibility) -> ResponsibilityMention | None:
    """ "identified the bomber as John Roe", "was named as the gunman": an accusation of the one who is named."""
    found, passive = subjects(sentence, verb)
    objects = found if passive else sentence.kids(verb, "dobj")
    preps = [p for k in (verb, *objects) for p in sentence.kids(k, "prep") if sentence.words[p].lower() == "as"]
    whom = [j for p in preps for j in sentence.kids(p, "pobj")]
    if not objects or not whom:
        return None
    sides = [objects[0], whom[0]]
    names = [j for j in sides if sentence.pos[j] == "PROPN"]
    doers = [j for j in sides if sentence.lemmas[j].lower() in rules.doers]
    if not names or not doers or names[0] == doers[0]:
        return None
    agents = [j for p in sentence.kids(verb, "agent") for j in sentence.kids(p, "pobj")]
    speaker = next(iter(agents if passive else found[-1:]), None)
    return ResponsibilityMention(AssertionKind.ACCUSES, names[0], speaker, verb, (verb,))


def ordered_by(sentence: ParsedSentence, verb: int, rules: Responsibility) -> ResponsibilityMention | None:
    """ "the massacre was ordered by Colonel Roe", "a bomb that police said was planted by rebels", of an act told."""
    passive = sentence.kids(verb, "nsubjpass") or (
        sentence.kids(verb, "nsubj") if sentence.kids(verb, "auxpass") else []
    )
    deeds = [antecedent(sentence, j) for j in passive]
    deeds = [j for j in deeds if _is_deed(sentence, j, rules) or sentence.lemmas[j].lower() in rules.devices]
    agents = [j for p in sentence.kids(verb, "agent") for j in sentence.kids(p, "pobj")]
    if not deeds or not agents or not sentence.kids(deeds[0], "det") or sentence.pos[agents[0]] == "PUNCT":
        return None
    kind, speaker = voice_above(sentence, verb, rules)
    return ResponsibilityMention(kind, agents[0], speaker, verb, (deeds[0],))


def _laid_by_verb(
    sentence: ParsedSentence, verb: int, word: int, deeds: tuple[int, ...]
) -> ResponsibilityMention | None:
    found, passive = subjects(sentence, verb)
    parties = found if passive else [*sentence.kids(verb, "dobj"), *sentence.kids(word, "nsubj")]
    if not parties:
        return None
    agents = [j for p in sentence.kids(verb, "agent") for j in sentence.kids(p, "pobj")]
    speaker = next(iter(agents if passive else found[-1:]), None)
    return ResponsibilityMention(AssertionKind.ACCUSES, parties[0], speaker, verb, deeds)


def led_to(
    sentence: ParsedSentence, heads: Sequence[int], preps: tuple[str, ...], rules: Responsibility
) -> tuple[int, ...]:
    """The deeds that prepositions after ``heads`` lead to, through a ground ("charges of murder") or straight; empty
    where they lead to none."""
    found = [p for k in heads for p in sentence.kids(k, "prep") if sentence.words[p].lower() in preps]
    reached = [j for p in found for j in sentence.kids(p, "pobj", "pcomp")]
    grounds = [j for j in reached if sentence.lemmas[j].lower() in rules.grounds]
    below = [p for j in grounds for p in sentence.kids(j, "prep") if sentence.words[p].lower() in ("of", "in")]
    reached = [j for j in reached if j not in grounds]
    reached += [j for p in below for j in sentence.kids(p, "pobj", "pcomp")]
    return tuple(j for j in reached if _is_deed(sentence, j, rules))


def _is_deed(sentence: ParsedSentence, word: int, rules: Responsibility) -> bool:
    lemma = sentence.lemmas[word].lower()
    if sentence.pos[word] == "VERB":
        return lemma in rules.own_doing | rules.doing | rules.denied_deeds | rules.harming
    return lemma in rules.deeds | rules.blows | rules.nouns | rules.harming
