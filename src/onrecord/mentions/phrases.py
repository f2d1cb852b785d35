"""Noun phrases: what stands around a noun, and who is meant by a pronoun."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from onrecord.mentions.language import ParsedSentence

_LEFT_DEPS = frozenset({"amod", "compound", "nummod", "poss", "nmod", "advmod", "quantmod", "det", "predet"})
_INNER_PREPS = frozenset({"of", "from"})
_OFFICES = frozenset(
    {"spokesman", "spokeswoman", "spokesperson", "minister", "secretary", "lawyer", "envoy", "representative"}
)
_CHARGING = frozenset({"accuse", "suspect", "convict", "acquit", "clear", "absolve"})
_NAMING = frozenset({"calling", "called", "naming", "named", "dubbed"})
_LEADING = frozenset({"the", "a", "an", "this", "that", "these", "those", "its", "their", "his", "her", "our", "my"})
_OPENING = frozenset({'"', "``", "“"})
_RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})


class Phrase(Struct, frozen=True):
    """A noun phrase: its head word, and the span ``[start, end)`` of its words in the clean text.

    ``text`` is the span's words without a leading article. ``sentence`` is the index of the sentence in the document's
    parsed sentences; ``head`` the word's index in it.
    """

    sentence: int
    head: int
    start: int
    end: int
    text: str
    lemma: str
    is_pronoun: bool
    other_name: str | None = None


def noun_phrase(sentence: ParsedSentence, head: int, number: int = 0) -> Phrase:
    """The phrase around noun ``head``: its modifiers to the left, and an "of" or "from" phrase to its right."""
    first = head
    for child in sentence.children[head]:
        if child < head and sentence.deps[child] in _LEFT_DEPS:
            first = min(first, sentence.subtree(child)[0])
    quotes = [k for k in range(first, head) if sentence.words[k] in _OPENING]
    is_closed = len(quotes) > 1 and sentence.words[quotes[-1]] == '"' and len(quotes) % 2 == 0
    opening = quotes[-2:-1] if is_closed else quotes[-1:]  # 'the "Ash Front" group': the last but one opens it
    first = opening[0] + 1 if opening else first  # 'Unknown "Ash Front" says': the name begins at the quote
    while first < head and _is_leading(sentence, first, head):
        first += 1
    last = _last_word(sentence, head)
    text = sentence.span_text(first, last)
    return Phrase(
        number,
        head,
        sentence.starts[first],
        sentence.ends[last],
        text,
        sentence.lemmas[head].lower(),
        sentence.pos[head] == "PRON",
        _apposed_name(sentence, head) or _quoted_name(sentence, first, quotes if is_closed else []),
    )


def _quoted_name(sentence: ParsedSentence, first: int, quotes: Sequence[int]) -> str | None:
    """The name in quotes before a noun ('the "Ash Front" group'), else ``None``."""
    return sentence.span_text(first, quotes[-1] - 1) if quotes and first < quotes[-1] else None


def _is_leading(sentence: ParsedSentence, first: int, head: int) -> bool:
    if sentence.words[first].lower() in _LEADING or sentence.pos[first] == "PUNCT":
        return True
    return sentence.tags[first] == "RB" and sentence.heads[first] == head  # "notably Russia"


def _apposed_name(sentence: ParsedSentence, head: int) -> str | None:
    """The name in apposition to a common noun ("the biggest party, the Ulster Unionists"), else ``None``."""
    if sentence.pos[head] == "PROPN" and sentence.lemmas[head].lower() not in _OFFICES:
        return None
    named = [c for c in sentence.kids(head, "acl") if sentence.words[c].lower() in _NAMING]
    called = [j for c in named for j in sentence.kids(c, "dobj", "oprd", "attr", "appos")]
    for child in [*sentence.kids(head, "appos"), *called]:
        if sentence.pos[child] == "PROPN" and child > head:
            first = min([child, *(c for c in sentence.kids(child, "compound", "amod", "nmod") if c < child)])
            return sentence.span_text(first, child)
    return None


def _last_word(sentence: ParsedSentence, head: int) -> int:
    last = head
    for child in sentence.children[head]:
        if child > head and sentence.deps[child] == "prep" and _is_inner(sentence, head, child):
            objects = sentence.kids(child, "pobj")
            if objects and child == last + 1 and objects[0] - child <= 6:
                last = max(last, _last_name_word(sentence, objects[0]))
                break
        elif child == last + 1 and sentence.deps[child] in ("nummod", "compound") and sentence.tags[child][0] != "V":
            last = child
    return last


def _is_inner(sentence: ParsedSentence, head: int, prep: int) -> bool:
    word = sentence.words[prep].lower()
    above = sentence.lemmas[sentence.heads[head]].lower()
    if word == "of" and above in _CHARGING and sentence.deps[head] in ("dobj", "nsubjpass"):
        return False
    if word == "for" and sentence.pos[head] == "PROPN":
        return any(sentence.pos[j] == "PROPN" for j in sentence.kids(prep, "pobj"))
    return word in _INNER_PREPS or (word in ("for", "at") and sentence.lemmas[head].lower() in _OFFICES)


def _last_name_word(sentence: ParsedSentence, head: int) -> int:
    for child in sentence.children[head]:
        if child > head and sentence.deps[child] == "prep" and sentence.words[child].lower() == "of":
            objects = sentence.kids(child, "pobj")
            if objects and objects[0] - child <= 4:
                return objects[0]
    return head


def conjoined(sentence: ParsedSentence, head: int) -> list[int]:
    """``head`` and the nouns joined to it by "and" or a comma, left to right."""
    found = [head]
    for child in sentence.kids(head, "conj", "appos"):
        if sentence.deps[child] == "appos" and not _is_listed(sentence, head, child):
            continue
        if sentence.pos[child] in ("NOUN", "PROPN", "PRON", "NUM") and not _is_speaker(sentence, child):
            found.extend(conjoined(sentence, child))
    return found


def _is_listed(sentence: ParsedSentence, head: int, beside: int) -> bool:
    """ "Colonel Roe, two lieutenants and a guard", "Jane Roe, Ada Poe and Eve Coe": several others beside a name are no
    description of it."""
    joined = sentence.kids(beside, "conj")
    is_counted = sentence.tags[beside] == "NNS" and bool(sentence.kids(beside, "nummod"))
    are_names = bool(joined) and all(_is_full_name(sentence, k) for k in (head, beside, *joined))
    return sentence.tags[head] == "NNP" and bool(joined) and (is_counted or are_names)


def _is_full_name(sentence: ParsedSentence, word: int) -> bool:
    is_capital = sentence.words[word][:1].isupper() and not sentence.text.isupper()
    return is_capital and sentence.tags[word] == "NNP" and bool(sentence.kids(word, "compound"))


def _is_speaker(sentence: ParsedSentence, joined: int) -> bool:
    """ "killed nine people, a doctor and a guard said": what a comma sets off before a verb without a subject."""
    words = sentence.subtree(joined)
    before, after = words[0] - 1, words[-1] + 1
    if before < 0 or sentence.words[before] != "," or after >= len(sentence):
        return False
    verb = sentence.heads[after] if sentence.deps[after] in ("aux", "auxpass") else after
    return sentence.tags[after] in ("VBD", "VBZ", "VBP") and not sentence.kids(verb, "nsubj", "nsubjpass")


def is_acronym(sentence: ParsedSentence, word: int) -> bool:
    """Whether a word that reads like a pronoun is written as an abbreviation is ("US", "WHO"), in a mixed-case text."""
    return len(sentence.words[word]) > 1 and sentence.words[word].isupper() and not sentence.text.isupper()


def antecedent(sentence: ParsedSentence, pronoun: int) -> int:
    """The noun a relative pronoun stands for, else ``pronoun`` itself."""
    if sentence.words[pronoun].lower() in _RELATIVE and not is_acronym(sentence, pronoun):
        clause = sentence.heads[pronoun]
        steps = 0
        while sentence.deps[clause] != "relcl" and sentence.heads[clause] != clause and steps < 6:
            clause = sentence.heads[clause]
            steps += 1
        if sentence.deps[clause] == "relcl":
            return sentence.heads[clause]
    return pronoun
