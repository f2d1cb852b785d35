"""Tells trigger words that carry no event: modifiers, bare charges, wishes, animals and weather."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from onrecord.lexicon.not_events import NotEvents
from onrecord.mentions.language import ParsedSentence


def is_mere_modifier(sentence: ParsedSentence, word: int, others: Collection[int], rules: NotEvents) -> bool:
    """Whether ``word`` only modifies a noun that carries no event ("attack helicopter", "detonating cord")."""
    head = sentence.heads[word]
    if _is_stuff_of(sentence, word, others) or _is_hyphened(sentence, word, others):
        return True
    if sentence.deps[word] not in ("amod", "compound", "nmod") or head == word or head in others:
        return False
    if sentence.lemmas[head].lower() in rules.heads:
        return False
    return sentence.tags[word] in ("VBG", "NN", "NNS", "NNP", "JJ", "VB")


def _is_hyphened(sentence: ParsedSentence, word: int, others: Collection[int]) -> bool:
    """ "a veto-wielding power", "bomb-making tools": the first half of a word that says what somebody is like."""
    head = sentence.heads[word]
    return (
        head == word + 2 and sentence.tags[word + 1] == "HYPH" and sentence.tags[head] == "VBG" and head not in others
    )


def _is_stuff_of(sentence: ParsedSentence, word: int, others: Collection[int]) -> bool:
    """ "a campaign of terror", "the threat of violence": a bare mass noun that says what kind of thing is meant."""
    prep = sentence.heads[word]
    if sentence.deps[word] != "pobj" or sentence.words[prep].lower() != "of" or sentence.tags[word] != "NN":
        return False
    above = sentence.heads[prep]
    if sentence.kids(word, "det", "poss", "amod", "prep", "compound") or above in others:
        return False
    return sentence.tags[above] == "NN"


def is_bare_charge(sentence: ParsedSentence, word: int, rules: NotEvents) -> bool:
    """Whether a crime noun without article or complement names what someone is charged with."""
    if sentence.pos[word] != "NOUN" or sentence.kids(word, "det", "poss", "prep", "nummod"):
        return False
    k = word
    for _ in range(4):
        above = sentence.heads[k]
        if above == k:
            return False
        if sentence.lemmas[above].lower() in rules.charges:
            return True
        if sentence.deps[k] not in ("conj", "pobj", "prep", "appos", "dobj"):
            return False
        k = above
    return False


def is_ground(sentence: ParsedSentence, word: int, others: Collection[int], rules: NotEvents) -> bool:
    """Whether a noun names the ground of another act ("arrested on arms charges")."""
    prep = sentence.heads[word]
    if sentence.deps[word] != "pobj" or sentence.words[prep].lower() not in ("on", "under"):
        return False
    return sentence.lemmas[word].lower() in rules.grounds and sentence.heads[prep] in others


def is_mere_caution(sentence: ParsedSentence, word: int, rules: NotEvents) -> bool:
    """Whether a warning is about a danger and threatens nobody ("warned of the risk of famine", "of likely raids")."""
    if sentence.lemmas[word].lower() not in ("warn", "warning"):
        return False
    objects = [
        j
        for p in sentence.kids(word, "prep")
        if sentence.words[p].lower() in ("of", "about")
        for j in sentence.kids(p, "pobj")
    ]
    return any(
        sentence.lemmas[j].lower() in rules.dangers
        or any(sentence.lemmas[k].lower() in rules.likely for k in sentence.kids(j, "amod"))
        for j in objects
    )


def is_in_a_tale(sentence: ParsedSentence, word: int, rules: NotEvents) -> bool:
    """Whether ``word`` is part of what a film, a novel or the like tells ("in the film, rangers are massacred")."""
    found = rules.tales.search(sentence.text)
    return found is not None and found.start() <= sentence.starts[word] - sentence.start


def is_courtesy(sentence: ParsedSentence, word: int, rules: NotEvents) -> bool:
    """Whether what is asked for is anonymity or a comment ("an official, who requested anonymity")."""
    asked = [
        j for p in sentence.kids(word, "prep") if sentence.words[p].lower() == "for" for j in sentence.kids(p, "pobj")
    ]
    return any(sentence.lemmas[j].lower() in rules.courtesies for j in (*asked, *sentence.kids(word, "dobj")))


def is_silence(sentence: ParsedSentence, word: int, rules: NotEvents) -> bool:
    """Whether someone only refuses to speak ("refused to comment", "declined to make a statement")."""
    if sentence.lemmas[word].lower() not in rules.refusing:
        return False
    return any(
        sentence.lemmas[act].lower() in rules.silent_acts
        or any(sentence.lemmas[thing].lower() in rules.silent_things for thing in sentence.kids(act, "dobj"))
        for act in sentence.kids(word, "xcomp")
    )


def is_named(sentence: ParsedSentence, word: int, rules: NotEvents) -> bool:
    """Whether the noun is what something told elsewhere is called ("called it a massacre")."""
    verb = sentence.heads[word]
    if sentence.deps[word] != "oprd" or sentence.pos[word] != "NOUN":
        return False
    if sentence.lemmas[verb].lower() not in rules.naming or word != sentence.kids(verb, "oprd")[-1]:
        return False
    return all(sentence.words[k].lower() != "what" for k in sentence.kids(verb, "dobj"))


def is_naming(sentence: ParsedSentence, word: int) -> bool:
    """Whether "call" gives someone a name ("called the premier a traitor")."""
    if sentence.lemmas[word].lower() != "call" or sentence.pos[word] != "VERB":
        return False
    preps = {sentence.words[p].lower() for p in sentence.kids(word, "prep", "prt")}
    return bool(sentence.kids(word, "oprd")) and not preps & {"for", "on", "upon", "off"}


def is_accident(sentence: ParsedSentence, word: int, others: Collection[int], rules: NotEvents) -> bool:
    """Whether harm comes of a crash and no act beside it ("the plane crashed, killing nine"), or a bomb goes off by
    itself ("detonated accidentally")."""
    lemma = sentence.lemmas[word].lower()
    marks = {sentence.words[c].lower() for c in sentence.kids(word, "amod", "advmod")}
    if lemma in rules.blasts and marks & rules.accidental:
        return True
    doers = sentence.kids(word, "nsubj", "agent")
    if lemma not in rules.harms or any(sentence.lemmas[j].lower() not in rules.accidents for j in doers):
        return False
    acts = [k for k in others if k != word and sentence.lemmas[k].lower() not in rules.harms | rules.accidents]
    lemmas = {lemma.lower() for lemma in sentence.lemmas}
    is_accidental = any(
        sentence.words[c].lower() in rules.accidental and sentence.lemmas[sentence.heads[c]].lower() in rules.blasts
        for c in range(len(sentence))
    )
    return not acts and not lemmas & rules.meant and (bool(lemmas & rules.accidents) or is_accidental)


def is_collision(sentence: ParsedSentence, word: int, rules: NotEvents) -> bool:
    """Whether one who was hit by a car or train was so by accident: nothing says that it was meant."""
    if sentence.lemmas[word].lower() not in rules.hits:
        return False
    agents = [j for by in sentence.kids(word, "agent") for j in sentence.kids(by, "pobj")]
    doers = sentence.kids(word, "nsubj") or agents
    lemmas = {lemma.lower() for lemma in sentence.lemmas}
    is_by_vehicle = bool(doers) and all(sentence.lemmas[j].lower() in rules.vehicles for j in doers)
    return is_by_vehicle and not lemmas & (rules.meant | rules.several)


def is_goods(sentence: ParsedSentence, word: int, rules: NotEvents) -> bool:
    """Whether arms are only made, moved or traded ("sold bombs", "a shipment of missiles")."""
    if sentence.pos[word] != "NOUN" or sentence.lemmas[word].lower() not in rules.goods:
        return False
    while sentence.deps[word] == "conj":
        word = sentence.heads[word]
    above = sentence.heads[word]
    if sentence.deps[word] == "pobj" and sentence.words[above].lower() == "of":
        return sentence.pos[sentence.heads[above]] == "NOUN" and _is_trade(sentence, sentence.heads[above], rules)
    return sentence.deps[word] in ("dobj", "nsubjpass") and _is_trade(sentence, above, rules)


def _is_trade(sentence: ParsedSentence, word: int, rules: NotEvents) -> bool:
    return sentence.lemmas[word].lower() in rules.trade


def is_phrasal(sentence: ParsedSentence, word: int, rules: NotEvents) -> bool:
    """Whether a particle gives the verb another sense ("blast off")."""
    particles = [sentence.words[p].lower() for p in sentence.kids(word, "prt", "advmod")]
    return any((sentence.lemmas[word].lower(), p) in rules.phrasal for p in particles)


def is_hoped_for(sentence: ParsedSentence, word: int, rules: NotEvents) -> bool:
    """Whether the act is only what information may bring about ("information leading to the arrest of the robbers")."""
    above = sentence.heads[word] if sentence.deps[word] == "conj" else word
    prep = sentence.heads[above]
    verb = sentence.heads[prep]
    if sentence.words[prep].lower() != "to" or sentence.lemmas[verb].lower() != "lead":
        return False
    is_below = sentence.deps[verb] in ("acl", "relcl") and sentence.tags[verb] != "VBD"
    return is_below and sentence.lemmas[sentence.heads[verb]].lower() in rules.tips


def is_advice(sentence: ParsedSentence, word: int, rules: NotEvents) -> bool:
    """Whether the public is advised ("police advised women to seek help"): no request between parties."""
    if sentence.lemmas[word].lower() not in rules.advising:
        return False
    clauses = sentence.kids(word, "xcomp", "ccomp")
    told = [*sentence.kids(word, "dobj", "nsubjpass"), *(j for c in clauses for j in sentence.kids(c, "nsubj"))]
    return any(sentence.lemmas[j].lower() in rules.public for j in told)


def is_mere_frame(sentence: ParsedSentence, word: int, others: Collection[int], rules: NotEvents) -> bool:
    """Whether a verb only frames another event word ("announced that it had bombed", "began shelling")."""
    if sentence.lemmas[word].lower() not in rules.frames:
        return False
    return any(c in others for c in sentence.kids(word, "ccomp", "xcomp"))


def is_mere_wish(sentence: ParsedSentence, word: int, rules: NotEvents) -> bool:
    """Whether the event noun is only wanted or feared ("wants talks")."""
    head = sentence.heads[word]
    if sentence.deps[word] != "dobj" or sentence.pos[word] != "NOUN":
        return sentence.lemmas[word].lower() in rules.wishes and not sentence.kids(word, "ccomp")
    return sentence.lemmas[head].lower() in rules.wishes


def is_natural(
    sentence: ParsedSentence, words: Sequence[int], actors: Sequence[int], recipients: Sequence[int], rules: NotEvents
) -> bool:
    """Whether the doer is an animal, a disease or the weather, or the only victim no person and no thing of people."""
    before = [c for w in words for c in sentence.kids(w, "compound", "amod", "nmod", "npadvmod")]
    doers = [i for i in (*actors, *before) if not _is_name_of_animal(sentence, i, rules)]
    if any(sentence.lemmas[i].lower() in rules.doers for i in doers):
        return True
    victims = [sentence.lemmas[i].lower() for i in recipients if not _is_name_of_animal(sentence, i, rules)]
    return bool(recipients) and len(victims) == len(recipients) and rules.victims.issuperset(victims)


def _is_name_of_animal(sentence: ParsedSentence, i: int, rules: NotEvents) -> bool:
    """ "The Lions", "Fox": with a capital the word names a team, a firm or a person."""
    is_capital = sentence.words[i][:1].isupper() and sentence.tags[i] in ("NNP", "NNPS")
    return is_capital and sentence.lemmas[i].lower() in rules.animals
