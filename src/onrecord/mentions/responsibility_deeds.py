"""Who answers for an act, where no verb of claiming or blaming says so: who planned it, whose work it was, who was not
behind it."""

from __future__ import annotations

from onrecord.lexicon.responsibility import Responsibility
from onrecord.mentions.arguments_grammar import subjects
from onrecord.mentions.language import ParsedSentence
from onrecord.mentions.responsibility_mention import ResponsibilityMention
from onrecord.records import AssertionKind

_KNOWN = frozenset({"the", "this", "that", "these", "those"})
_ITSELF = frozenset({"it", "they", "he", "she", "we"})
_THIS = frozenset({"it", "this", "that"})
_MAY = frozenset({"may", "might", "could", "possibly", "perhaps"})


def denied_of_oneself(sentence: ParsedSentence, word: int, rules: Responsibility) -> ResponsibilityMention | None:
    """ "The coalition said it was not responsible": a denial of the one who says so."""
    verb = sentence.heads[word]
    if sentence.lemmas[verb].lower() != "be" or not sentence.kids(verb, "neg") or sentence.deps[verb] != "ccomp":
        return None
    doers = [sentence.words[j].lower() for j in sentence.kids(verb, "nsubj")]
    above = sentence.heads[verb]
    tellers = subjects(sentence, above)[0]
    if not set(doers) & _ITSELF or not tellers or sentence.lemmas[above].lower() not in rules.say_verbs:
        return None
    return ResponsibilityMention(AssertionKind.DENIES, tellers[0], tellers[0], above, (word,))


def planned_deed(sentence: ParsedSentence, verb: int, rules: Responsibility) -> ResponsibilityMention | None:
    """ "said that the Dawn Brigade planned the attacks", "may have carried out the attack", "had planted the bomb": of
    acts that are known, so they took place; "did not carry out" is a denial."""
    deeds, found = known_deeds(sentence, verb, rules), sentence.kids(verb, "nsubj")
    possible = is_possible(sentence, verb)
    if not deeds or not found or not (possible or sentence.tags[verb] in ("VBD", "VBN") or sentence.kids(verb, "neg")):
        return None
    kind, speaker = voice_above(sentence, verb, rules)
    is_itself = sentence.words[found[0]].lower() in _ITSELF
    if sentence.kids(verb, "neg"):
        if speaker is None:
            return None
        party = speaker if is_itself else found[0]
        return ResponsibilityMention(AssertionKind.DENIES, party, speaker, sentence.heads[verb], deeds)
    if is_itself:
        return None
    kind = AssertionKind.SUSPECTS if possible else kind
    return ResponsibilityMention(kind, found[0], speaker, verb, deeds, is_possible=possible)


def known_deeds(sentence: ParsedSentence, verb: int, rules: Responsibility) -> tuple[int, ...]:
    """The known acts that a verb of planning, carrying out or planting has for objects: "the attack", "the bomb", "it";
    of what was planted the verb itself. Empty for another verb and for acts told as new ("an attack")."""
    lemma = sentence.lemmas[verb].lower()
    objects = sentence.kids(verb, "dobj")
    known = [j for j in objects if any(sentence.words[d].lower() in _KNOWN for d in sentence.kids(j, "det"))]
    if lemma in rules.planting:
        return (verb,) if any(sentence.lemmas[j].lower() in rules.devices for j in known) else ()
    if lemma in rules.authoring:
        known += [j for j in objects if sentence.words[j].lower() in _THIS]
    elif lemma not in rules.planning:
        return ()
    after = objects[-1] + 1 if objects else 0
    if lemma == "do" and after < len(sentence) and sentence.pos[after] != "PUNCT":
        return ()  # "did it by the book"
    return tuple(j for j in known if sentence.lemmas[j].lower() in rules.deeds | rules.blows)


def is_possible(sentence: ParsedSentence, verb: int) -> bool:
    """Whether a verb tells only what may be: "may have carried out", "could be behind", "was possibly the work of"."""
    return any(sentence.words[c].lower() in _MAY for c in sentence.kids(verb, "aux", "advmod"))


def authors_work(sentence: ParsedSentence, word: int, rules: Responsibility) -> ResponsibilityMention | None:
    """ "The blast was the work of the Dawn Brigade", "the Brigade is the main suspect in it"."""
    verb = sentence.heads[word]
    if sentence.deps[word] != "attr" or sentence.lemmas[verb].lower() != "be" or sentence.kids(verb, "neg"):
        return None
    found = subjects(sentence, verb)[0]
    if sentence.lemmas[word].lower() == "suspect":
        is_the = any(sentence.words[d].lower() == "the" for d in sentence.kids(word, "det"))
        is_told = bool(sentence.kids(word, "prep")) or (is_the and bool(sentence.kids(word, "amod")))
        if not found or sentence.pos[found[0]] not in ("NOUN", "PROPN") or not is_told:
            return None
        return ResponsibilityMention(AssertionKind.SUSPECTS, found[0], None, verb, (word,))
    of = [j for p in sentence.kids(word, "prep") if sentence.words[p] == "of" for j in sentence.kids(p, "pobj")]
    if not of or not found or sentence.lemmas[found[0]].lower() not in rules.deeds | rules.blows | _ITSELF:
        return None
    kind, speaker = voice_above(sentence, verb, rules)
    possible = is_possible(sentence, verb)
    kind = AssertionKind.SUSPECTS if possible else kind
    return ResponsibilityMention(kind, of[0], speaker, verb, (found[0],), is_possible=possible)


def implicated(sentence: ParsedSentence, verb: int, rules: Responsibility) -> ResponsibilityMention | None:
    """ "charged that the colonel is implicated in the murder": the speaker accuses, else a suspicion."""
    found, passive = subjects(sentence, verb)
    deeds = [
        j for p in sentence.kids(verb, "prep") if sentence.words[p].lower() == "in" for j in sentence.kids(p, "pobj")
    ]
    deeds = [j for j in deeds if sentence.lemmas[j].lower() in rules.deeds | rules.blows | {"attempt"}]
    if (
        not found
        or not deeds
        or sentence.kids(verb, "neg")
        or not (passive or sentence.kids(verb, "nsubjpass", "auxpass"))
    ):
        return None
    kind, speaker = voice_above(sentence, verb, rules)
    possible = is_possible(sentence, verb)
    kind = AssertionKind.SUSPECTS if possible or kind is AssertionKind.REPORTS else kind
    return ResponsibilityMention(kind, found[0], speaker, verb, tuple(deeds), is_possible=possible)


def voice_above(sentence: ParsedSentence, verb: int, rules: Responsibility) -> tuple[AssertionKind, int | None]:
    """What kind of statement a clause is by what tells it: an accusation, a suspicion, else a report."""
    above = sentence.heads[verb]
    lemma = sentence.lemmas[above].lower()
    if sentence.deps[verb] not in ("ccomp", "xcomp") or above == verb:
        return AssertionKind.REPORTS, None
    tellers, passive = subjects(sentence, above)
    if lemma in rules.suspect_verbs:
        return AssertionKind.SUSPECTS, None if passive or not tellers else tellers[0]
    return AssertionKind.ACCUSES, tellers[0] if tellers and not passive else None
