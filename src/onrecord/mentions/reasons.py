"""Acts told beside another, before which they were done: its reason ("bombed the depots, answering an attack that
killed two"), or what says whom it is about."""

from __future__ import annotations

from onrecord.lexicon.same_event import load_same_event_words
from onrecord.mentions.language import ParsedSentence

_STEPS_UP = 8


def is_reason(sentence: ParsedSentence, word: int) -> bool:
    """Whether ``word`` stands below a word that answers, avenges or remembers what it tells."""
    return _reason_word(sentence, word, None)


def is_reason_of(sentence: ParsedSentence, word: int, above: int) -> bool:
    """Whether such a word stands between ``word`` and the word ``above`` it, which has another act to tell."""
    return _reason_word(sentence, word, above)


def tells_which(sentence: ParsedSentence, word: int) -> bool:
    """Whether a deed only says which persons another act is about ("freed the men who shot a guard"): it was done
    before that act, on a day of its own."""
    noun = sentence.heads[word]
    if sentence.deps[word] != "relcl" or sentence.tags[word] != "VBD" or sentence.deps[noun] not in ("dobj", "pobj"):
        return False
    return any(sentence.words[k].lower() == "who" for k in sentence.kids(word, "nsubj"))


def _reason_word(sentence: ParsedSentence, word: int, top: int | None) -> bool:
    reasons = load_same_event_words().reasons
    k = word
    for _ in range(_STEPS_UP):
        if k == top:
            return False
        if k != word and sentence.lemmas[k].lower() in reasons:
            return True
        if sentence.heads[k] == k:
            return False
        k = sentence.heads[k]
    return False
