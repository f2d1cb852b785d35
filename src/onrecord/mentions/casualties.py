"""Finds who was killed, wounded or abducted, and how many, in a parsed sentence."""

from __future__ import annotations

from msgspec import Struct

from onrecord.lexicon.casualties import CasualtyWords
from onrecord.lexicon.numbers import NumberWord, NumberWords
from onrecord.mentions.arguments import subjects
from onrecord.mentions.counts import Number, read_numbers
from onrecord.mentions.language import ParsedSentence
from onrecord.mentions.phrases import antecedent, conjoined

_PEOPLE_LIMIT = 5_000_000
_YEAR = range(1900, 2100)


class TollMention(Struct, frozen=True):
    """Persons killed, wounded or abducted. ``predicate`` is the word that says so, ``heads`` the victims' nouns
    (indexes in the sentence); ``start``/``end`` span the words of the count (or of the victim) in the clean text."""

    effect: str
    predicate: int
    heads: tuple[int, ...]
    low: int | None
    best: int | None
    high: int | None
    start: int
    end: int
    is_attackers: bool


def find_tolls(sentence: ParsedSentence, words: CasualtyWords, numbers: NumberWords) -> list[TollMention]:
    """All tolls of a sentence, in order of their predicates. A victim in the singular counts one."""
    found: list[TollMention] = []
    for i, lemma in enumerate(sentence.lemmas):
        key = lemma.lower()
        pos = sentence.pos[i]
        effect = None
        heads: list[int] = []
        if pos in ("VERB", "AUX") and (effect := words.verbs.get(key)) in ("death", "injury", "abduction"):
            heads = _victims_of_verb(sentence, i, key)
        elif pos in ("ADJ", "VERB") and (effect := words.states.get(sentence.words[i].lower())):
            heads = _victims_of_state(sentence, i)
        elif pos == "NOUN" and (effect := words.nouns.get(key)):
            heads = _victims_of_noun(sentence, i, key)
        if effect and heads:
            toll = _toll(sentence, effect, i, heads, words, numbers)
            if toll is not None:
                found.append(toll)
    return found


def _victims_of_verb(sentence: ParsedSentence, verb: int, lemma: str) -> list[int]:
    if lemma in ("die", "perish"):
        return _expanded(sentence, subjects(sentence, verb)[0])
    found, passive = subjects(sentence, verb)
    if passive:
        return _expanded(sentence, found)
    objects = sentence.kids(verb, "dobj")
    if not objects and lemma in ("kill", "wound", "injure", "hurt"):
        objects = [j for j in sentence.kids(verb, "conj") if sentence.pos[j] == "NUM"]
    return _expanded(sentence, objects)


def _victims_of_state(sentence: ParsedSentence, word: int) -> list[int]:
    dep, head = sentence.deps[word], sentence.heads[word]
    numbers = sentence.kids(word, "nummod", "nsubj", "npadvmod", "quantmod")
    if numbers:
        return _expanded(sentence, numbers)
    if dep in ("acomp", "oprd", "attr", "xcomp", "ccomp"):
        objects = sentence.kids(head, "dobj") or sentence.kids(head, "nsubj", "nsubjpass")
        return _expanded(sentence, objects)
    if (
        dep == "amod"
        and sentence.pos[head] == "NOUN"
        and sentence.lemmas[head].lower() in ("people", "person", "civilian", "soldier", "body")
    ):
        return [head]
    return []


def _victims_of_noun(sentence: ParsedSentence, noun: int, lemma: str) -> list[int]:
    if lemma == "toll":
        verb = sentence.heads[noun]
        near = [
            j
            for p in sentence.kids(verb, "prep", "dative") + sentence.kids(noun, "prep")
            for j in sentence.kids(p, "pobj")
        ]
        near += sentence.kids(verb, "dobj", "attr", "npadvmod")
        return [j for j in near if sentence.pos[j] == "NUM" or sentence.kids(j, "nummod")][:1]
    if sentence.kids(noun, "nummod"):
        return [noun]
    found = [
        j for p in sentence.kids(noun, "prep") if sentence.words[p].lower() == "of" for j in sentence.kids(p, "pobj")
    ]
    return _expanded(sentence, found or sentence.kids(noun, "poss"))


def _expanded(sentence: ParsedSentence, heads: list[int]) -> list[int]:
    found: list[int] = []
    for head in heads:
        for i in conjoined(sentence, antecedent(sentence, head)):
            if i not in found:
                found.append(i)
    return found


def _toll(
    sentence: ParsedSentence, effect: str, predicate: int, heads: list[int], words: CasualtyWords, numbers: NumberWords
) -> TollMention | None:
    counts = [(head, count_of(sentence, head, numbers, words.collectives)) for head in heads]
    known = [(head, count) for head, count in counts if count is not None]
    if not known:
        return None
    lows = [c.low for _, c in known]
    bests = [c.best for _, c in known]
    highs = [c.high for _, c in known]
    return TollMention(
        effect=effect,
        predicate=predicate,
        heads=tuple(heads),
        low=None if None in lows else sum(x or 0 for x in lows),
        best=None if None in bests else sum(x or 0 for x in bests),
        high=None if None in highs or len(known) < len(counts) else sum(x or 0 for x in highs),
        start=min(c.start for _, c in known),
        end=max(max(c.end, sentence.ends[h]) for h, c in known),
        is_attackers=all(sentence.lemmas[h].lower() in words.attackers for h in heads),
    )


def count_of(sentence: ParsedSentence, head: int, numbers: NumberWords, collectives: frozenset[str]) -> Number | None:
    """The count of a noun, offsets in the clean text: its number words, else one for a singular person or name."""
    parts = [j for j in sentence.subtree(head) if j <= head and _is_number_part(sentence, j, head)]
    if sentence.pos[head] == "NUM":
        parts.append(head)
    if parts:
        first, last = min(parts), max(parts)
        text = sentence.span_text(first, last)
        offset = sentence.starts[first]
        read = [n for n in read_numbers(text, numbers) if not _is_year(n, text)]
        if read:
            n = read[0]
            return Number(n.low, n.best, n.high, offset + n.start, offset + n.end) if _plausible(n) else None
    word = words_of_number(sentence, head, numbers)
    if word is not None:
        return Number(word.low, word.best, word.high, sentence.starts[head], sentence.ends[head])
    if sentence.tags[head] in ("NN", "NNP") and sentence.lemmas[head].lower() not in collectives:
        return Number(1, 1, 1, sentence.starts[head], sentence.ends[head])
    return None


def words_of_number(sentence: ParsedSentence, head: int, numbers: NumberWords) -> NumberWord | None:
    """The entry of a noun that is a number itself ("dozens"), under its form first."""
    known = numbers.get(sentence.words[head].lower()) or numbers.get(sentence.lemmas[head].lower())
    return known if known is not None and known.low else None


def _is_number_part(sentence: ParsedSentence, j: int, head: int) -> bool:
    if sentence.deps[j] in ("nummod", "quantmod", "advmod", "compound", "det", "amod", "predet") or sentence.pos[j] in (
        "NUM",
        "ADP",
    ):
        climbs = 0
        k = j
        while k != head and climbs < 4:
            k = sentence.heads[k]
            climbs += 1
        return k == head and (sentence.pos[j] in ("NUM", "ADV", "ADJ", "ADP", "DET", "NOUN"))
    return False


def _is_year(number: Number, text: str) -> bool:
    words = text[number.start : number.end]
    return words.isdigit() and int(words) in _YEAR and len(words) == 4


def _plausible(number: Number) -> bool:
    return (number.best or number.low or number.high or 0) <= _PEOPLE_LIMIT
