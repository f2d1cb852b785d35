"""Who is said to answer by what the law does or holds: suspects, the charged and convicted, those held over an act."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.lexicon.responsibility import Responsibility
from onrecord.mentions.arguments_grammar import subjects
from onrecord.mentions.language import ParsedSentence
from onrecord.mentions.phrases import conjoined
from onrecord.mentions.responsibility_mention import ResponsibilityMention
from onrecord.records import AssertionKind

_FOR = frozenset({"for", "with", "of", "in", "over", "on", "including"})


def is_charged(sentence: ParsedSentence, verb: int, rules: Responsibility) -> ResponsibilityMention | None:
    """ "was charged in the bombing", "convicted two rebels of the murders": whoever does so accuses."""
    found, passive = subjects(sentence, verb)
    parties = found if passive else sentence.kids(verb, "dobj")
    deeds = _deeds_of(sentence, verb, parties, rules)
    if not deeds and passive and not any(sentence.words[p].lower() in _FOR for p in sentence.kids(verb, "prep")):
        deeds = (verb,)  # "was charged on Monday by a court": of what was told before
    if not parties or not deeds:
        return None
    agents = [j for p in sentence.kids(verb, "agent") for j in sentence.kids(p, "pobj")]
    speaker = next(iter(agents if passive else found[-1:]), None)
    return ResponsibilityMention(AssertionKind.ACCUSES, parties[0], speaker, verb, deeds)


def is_held(sentence: ParsedSentence, verb: int, rules: Responsibility) -> ResponsibilityMention | None:
    """ "was arrested in connection with the blast", "is wanted for the murders": a suspicion of nobody named."""
    found, passive = subjects(sentence, verb)
    parties = found if passive else sentence.kids(verb, "dobj")
    deeds = _deeds_of(sentence, verb, parties, rules)
    if not parties or not deeds:
        return None
    return ResponsibilityMention(AssertionKind.SUSPECTS, parties[0], None, verb, deeds)


def on_trial(sentence: ParsedSentence, noun: int, rules: Responsibility) -> ResponsibilityMention | None:
    """ "is on trial for the murders", "stood trial over the bombing": an accusation."""
    on = sentence.heads[noun] if sentence.deps[noun] == "pobj" else noun
    verb = sentence.heads[on]
    is_tried = sentence.words[on].lower() == "on" or (on == noun and sentence.deps[noun] == "dobj")
    if not is_tried or sentence.lemmas[verb].lower() not in rules.trying:
        return None
    found, _ = subjects(sentence, verb)
    deeds = _deeds_of(sentence, noun, (verb,), rules)
    return ResponsibilityMention(AssertionKind.ACCUSES, found[0], None, noun, deeds) if found and deeds else None


def named_suspect(sentence: ParsedSentence, word: int, rules: Responsibility) -> ResponsibilityMention | None:
    """ "Jane Roe, the main suspect in the bombing", "bombing suspect Jane Roe": a suspicion; of the accused an
    accusation."""
    names = [sentence.heads[word], *sentence.kids(word, "appos")]
    is_beside = sentence.deps[word] in ("appos", "compound", "nmod")
    names = [j for j in names if j != word and sentence.pos[j] == "PROPN"] if is_beside or names[1:] else []
    nouns = rules.deeds | rules.blows
    before = [j for j in {*sentence.kids(word, "compound", "nmod"), word - 1} if sentence.lemmas[j].lower() in nouns]
    is_the = any(sentence.words[d].lower() == "the" for d in sentence.kids(word, "det"))
    is_main = sentence.deps[word] == "appos" and bool(sentence.kids(word, "amod"))
    known = (word,) if is_the and (is_main or sentence.kids(word, "appos")) else ()  # "the suspect, Jane Roe,"
    deeds = tuple(before) or _deeds_of(sentence, word, (), rules) or known
    if not names or not deeds:
        return None
    is_accused = sentence.lemmas[word].lower() == "accused"
    kind = AssertionKind.ACCUSES if is_accused else AssertionKind.SUSPECTS
    return ResponsibilityMention(kind, names[0], None, word, deeds)


def avowed(sentence: ParsedSentence, verb: int, rules: Responsibility) -> ResponsibilityMention | None:
    """ "said the bombing was a revenge attack", "called the attack a reprisal": who explains his deed claims it, where
    the reader of deeds finds an armed group in the speaker."""
    if sentence.lemmas[verb].lower() == "call":
        deeds, whats, above = sentence.kids(verb, "dobj"), sentence.kids(verb, "oprd", "attr", "dobj"), verb
        for clause in sentence.kids(verb, "ccomp"):  # read as a clause without a verb
            deeds, whats = sentence.kids(clause, "nsubj"), [clause]
    else:
        deeds, whats, above = (
            sentence.kids(verb, "nsubj"),
            sentence.kids(verb, "attr", "acomp", "prep"),
            sentence.heads[verb],
        )
        if sentence.deps[verb] != "ccomp" or sentence.lemmas[above].lower() not in rules.say_verbs:
            return None
    answers = {sentence.lemmas[k].lower() for j in whats for k in (j, *sentence.children[j])}
    tellers, passive = subjects(sentence, above)
    named = [j for j in deeds if sentence.lemmas[j].lower() in rules.deeds | rules.blows]
    if not named or not answers & rules.answering or not tellers or passive:
        return None
    return ResponsibilityMention(AssertionKind.CLAIMS, tellers[0], tellers[0], verb, (named[0],))


def _deeds_of(sentence: ParsedSentence, word: int, parties: Sequence[int], rules: Responsibility) -> tuple[int, ...]:
    """The acts of violence after the prepositions of ``word``, its party or its ground ("on suspicion of")."""
    found: list[int] = []
    heads = [word, *parties]
    while heads:
        preps = [p for p in sentence.kids(heads.pop(0), "prep") if sentence.words[p].lower() in _FOR]
        for j in (k for p in preps for first in sentence.kids(p, "pobj", "pcomp") for k in conjoined(sentence, first)):
            lemma = sentence.lemmas[j].lower()
            if lemma in rules.grounds:
                heads.append(j)
            elif (lemma in rules.deeds | rules.blows or sentence.tags[j] == "VBG") and j not in found:
                found.append(j)
    return tuple(found)
