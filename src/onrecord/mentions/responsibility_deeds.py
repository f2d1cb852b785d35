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
    """ "said that the Dawn Brigade planned the attacks": of attacks that are known, so they took place."""
    deeds = [j for j in sentence.kids(verb, "dobj") if sentence.lemmas[j].lower() in rules.deeds | rules.blows]
    known = [j for j in deeds if any(sentence.words[d].lower() in _KNOWN for d in sentence.kids(j, "det"))]
    found = sentence.kids(verb, "nsubj")
    if not known or not found or sentence.tags[verb] not in ("VBD", "VBN"):
        return None
    kind, speaker = voice_above(sentence, verb, rules)
    if sentence.words[found[0]].lower() in _ITSELF:
        return None
    return ResponsibilityMention(kind, found[0], speaker, verb, tuple(known))


def authors_work(sentence: ParsedSentence, word: int, rules: Responsibility) -> ResponsibilityMention | None:
    """ "The blast was the work of the Dawn Brigade", "the Brigade is the main suspect in it"."""
    verb = sentence.heads[word]
    if sentence.deps[word] != "attr" or sentence.lemmas[verb].lower() != "be" or sentence.kids(verb, "neg"):
        return None
    found = subjects(sentence, verb)[0]
    if sentence.lemmas[word].lower() == "suspect":
        if not found or sentence.pos[found[0]] not in ("NOUN", "PROPN") or not sentence.kids(word, "prep"):
            return None
        return ResponsibilityMention(AssertionKind.SUSPECTS, found[0], None, verb, (word,))
    of = [j for p in sentence.kids(word, "prep") if sentence.words[p] == "of" for j in sentence.kids(p, "pobj")]
    if not of or not found or sentence.lemmas[found[0]].lower() not in rules.deeds | rules.blows | _ITSELF:
        return None
    kind, speaker = voice_above(sentence, verb, rules)
    return ResponsibilityMention(kind, of[0], speaker, verb, (found[0],))


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
    kind = AssertionKind.SUSPECTS if kind is AssertionKind.REPORTS else kind
    return ResponsibilityMention(kind, found[0], speaker, verb, tuple(deeds))


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
