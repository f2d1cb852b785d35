"""Two words of one sentence that tell one act, though neither stands below the other: an act and what came of it."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from onrecord.lexicon.same_event import load_same_event_words
from onrecord.mentions.language import ParsedSentence

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_INSIDE = frozenset({"prep", "pobj", "appos", "compound", "nmod"})
_RELATIVES = frozenset({"which", "that"})
_STEPS_UP = 6


def tell_one_act(sentence: ParsedSentence, a: int, b: int, words: Collection[int] = ()) -> bool:
    """Whether one of two event words is a noun, and the other a verb that says what that act did, or a second noun
    that says what it was ("the bombing was an attack on the press"); ``words``: all event words of the sentence."""
    return any(
        _share_verb(sentence, deed, other, words) or _is_told_of_noun(sentence, deed, other)
        for deed, other in ((a, b), (b, a))
    )


def _is_told_of_noun(sentence: ParsedSentence, deed: int, other: int) -> bool:
    return sentence.pos[deed] in ("NOUN", "PROPN") and (
        _is_said_to_be(sentence, deed, other)
        or deed in _subjects_of_row(sentence, other)
        or _backs(sentence, deed, other)
        or (_is_harm(sentence, other) and deed in _acts_behind(sentence, other))
    )


def _share_verb(sentence: ParsedSentence, deed: int, added: int, words: Collection[int]) -> bool:
    """ "The police opened fire, killing two", "a blast damaged the mosque, killing ten": a word of which a verb without
    an event of its own tells, and what a clause without a subject adds to that verb."""
    verb = sentence.heads[deed]
    is_carried = sentence.deps[deed] == "dobj" and sentence.lemmas[verb].lower() in load_same_event_words().light
    if verb in words or sentence.heads[added] != verb or not (is_carried or sentence.deps[deed] == "nsubj"):
        return False
    is_added = sentence.deps[added] == "conj" or (sentence.deps[added] == "advcl" and sentence.tags[added] == "VBG")
    return is_added and not sentence.kids(added, "mark", *_SUBJECTS)


def is_result(sentence: ParsedSentence, a: int, b: int) -> bool:
    """Whether one of two words is a verb of harm right below the other, and no second act whatever times they name: a
    participle ("rammed the crowd, killing nine"), or joined to it, subject and object shared ("shot and killed")."""
    return any(
        sentence.heads[low] == high
        and _is_harm(sentence, low)
        and (_is_result_clause(sentence, low) or _shares_object(sentence, low))
        for low, high in ((a, b), (b, a))
    )


def _shares_object(sentence: ParsedSentence, verb: int) -> bool:
    if sentence.deps[verb] != "conj" or sentence.kids(verb, *_SUBJECTS):
        return False
    return bool(sentence.kids(verb, "dobj")) and not sentence.kids(sentence.heads[verb], "dobj", "prep")


def _is_harm(sentence: ParsedSentence, word: int) -> bool:
    return sentence.lemmas[word].lower() in load_same_event_words().harms


def _is_said_to_be(sentence: ParsedSentence, deed: int, other: int) -> bool:
    verb = sentence.heads[deed]
    is_attribute = sentence.deps[other] == "attr" and sentence.heads[other] == verb
    return is_attribute and sentence.deps[deed] == "nsubj" and sentence.pos[other] == "NOUN"


def _acts_behind(sentence: ParsedSentence, harm: int) -> Iterator[int]:
    """The words that may name the act of which ``harm`` tells the outcome."""
    top = _first_of_row(sentence, harm)
    if _is_result_clause(sentence, top):
        yield from (k for k in _named_by(sentence, sentence.heads[top]) if k < top)
    if sentence.deps[top] == "relcl" and _speaks_of_act(sentence, top):
        yield from _above(sentence, sentence.heads[top])


def _subjects_of_row(sentence: ParsedSentence, verb: int) -> list[int]:
    """The subjects that ``verb`` shares with a verb it is joined to ("strikes hit a camp and destroyed a depot")."""
    top = _first_of_row(sentence, verb)
    return sentence.kids(top, *_SUBJECTS) if top != verb else []


def _backs(sentence: ParsedSentence, deed: int, other: int) -> bool:
    """Whether the subject or doer of the other act is said to be backed by the deed ("troops, backed by air strikes,
    stormed the town", "launched an offensive")."""
    by, backed = sentence.heads[deed], sentence.heads[sentence.heads[deed]]
    if sentence.deps[deed] != "pobj" or sentence.words[by].lower() not in ("by", "with"):
        return False
    if sentence.lemmas[backed].lower() not in load_same_event_words().backing or sentence.tags[backed] != "VBN":
        return False
    verb = other if sentence.deps[other] != "dobj" else sentence.heads[other]
    subject = next((k for k in sentence.kids(verb, "nsubj")), None)
    return subject is not None and backed in sentence.subtree(subject)


def _first_of_row(sentence: ParsedSentence, verb: int) -> int:
    """The first of the verbs that ``verb`` is joined to by "and" and shares the subject of."""
    while sentence.deps[verb] == "conj" and not sentence.kids(verb, *_SUBJECTS):
        verb = sentence.heads[verb]
    return verb


def _is_result_clause(sentence: ParsedSentence, verb: int) -> bool:
    is_participle = sentence.deps[verb] in ("advcl", "acl") and sentence.tags[verb] == "VBG"
    return is_participle and not sentence.kids(verb, *_SUBJECTS, "mark")


def _named_by(sentence: ParsedSentence, verb: int) -> Iterator[int]:
    """The subject of a verb; its object, and what that is a row of, where the verb only carries or undergoes it."""
    words = load_same_event_words()
    yield from sentence.kids(verb, *_SUBJECTS)
    if sentence.lemmas[verb].lower() in words.light | words.undergoing:
        for thing in sentence.kids(verb, "dobj"):
            yield thing
            yield from (k for prep in sentence.kids(thing, "prep") for k in sentence.kids(prep, "pobj"))


def _speaks_of_act(sentence: ParsedSentence, verb: int) -> bool:
    """Whether "which" does the harm itself, or is what it was done in or during: no place or person."""
    if any(sentence.words[k].lower() in _RELATIVES for k in sentence.kids(verb, "nsubj")):
        return True
    return any(
        sentence.words[k].lower() == "which"
        for prep in sentence.kids(verb, "prep")
        if sentence.words[prep].lower() in ("in", "during")
        for k in sentence.kids(prep, "pobj")
    )


def _above(sentence: ParsedSentence, noun: int) -> Iterator[int]:
    """The nouns that a noun stands inside the phrases of ("the attacks in the town": from the town to the attacks), and
    the subject of the verb that it is beside ("clashes were reported in the town")."""
    for _ in range(_STEPS_UP):
        if sentence.deps[noun] not in _INSIDE or sentence.words[noun].lower() in ("those", "including"):
            return
        noun = sentence.heads[noun]
        if sentence.pos[noun] in ("NOUN", "PROPN"):
            yield noun
        elif sentence.pos[noun] == "VERB":
            yield from sentence.kids(noun, "nsubjpass")
            return
