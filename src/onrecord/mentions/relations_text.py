"""Tokens of a text read for relations, and the text with its usual capitals restored.

Works on a copy of the text in which a passage that is all in capitals, or all in small letters, has been given the
usual capitals (``cased``), so that wire reports in capitals read like others. Offsets are those of the clean text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from onrecord.mentions.language import ParsedSentence
from onrecord.records import RelationKind, SpanPair

_TOKEN = re.compile(
    r"(?:[A-Za-z]\.){2,}[A-Za-z]?|\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Maj|Capt|Sgt|Cpl|Rev|Sen|Rep|Gov|Adm|Brig|Supt|"
    r"Insp|Det|Cmdr|Hon|St|Jr|Sr|Pvt|Spc|Fr)\.|\b[A-Z]\.(?=\s)|['’]s\b|\w+(?:[-’'&](?!s\b)\w+)*|[^\w\s]"
)


class Party(Struct, frozen=True):
    """One side of a relation: its span in the clean text (``None`` where it was inferred) and how it is printed."""

    span: SpanPair | None
    text: str


class Tie(Struct, frozen=True, kw_only=True):
    """A relation as the words give it, before anyone is looked up. ``start``/``end`` bound the words that carry it."""

    subject: Party
    relation: RelationKind
    object: Party
    start: int
    end: int
    cue: int
    is_denied: bool = False
    is_hypothetical: bool = False


class Tokens(Struct, frozen=True):
    """A sentence's tokens: parallel tuples of words (as cased), their lower-case forms and offsets."""

    words: tuple[str, ...]
    lower: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.words)


def tokenize(cased: str, start: int, end: int) -> Tokens:
    """The tokens of ``cased[start:end]``."""
    found = [(m.group(), m.start(), m.end()) for m in _TOKEN.finditer(cased, start, end)]
    return Tokens(
        tuple(w for w, _, _ in found),
        tuple(w.lower().removesuffix(".") if len(w) > 1 else w.lower() for w, _, _ in found),
        tuple(a for _, a, _ in found),
        tuple(b for _, _, b in found),
    )


class Cased(Struct, frozen=True):
    """A text with its usual capitals restored; ``nounish`` are the offsets of nouns and adjectives in passages of one
    case, where an organisation's name cannot be told by its capitals."""

    text: str
    nounish: frozenset[int]


def cased_copy(
    clean: str, spans: Sequence[SpanPair], sentences: Sequence[ParsedSentence], common: frozenset[str]
) -> Cased:
    """``clean`` with proper nouns, and nouns that are not ``common`` words, capitalised, and all else small, in
    sentences that are all in one case. Sentences of that kind that were not parsed become small."""
    plain = [span for span in spans if is_one_case(clean[slice(*span)])]
    if not plain:
        return Cased(clean, frozenset())
    letters = list(clean)
    for start, end in plain:
        lowered = clean[start:end].lower()
        if len(lowered) == end - start:
            letters[start:end] = lowered
    nounish: set[int] = set()
    for sentence in sentences:
        if not is_one_case(sentence.text):
            continue
        for word, first, pos in zip(sentence.words, sentence.starts, sentence.pos, strict=True):
            if pos not in ("PROPN", "NOUN", "ADJ") or not word[0].isalpha():
                continue
            nounish.add(first)
            if pos == "PROPN" or word.lower() not in common:
                letters[first] = word[0].upper()[:1]
    return Cased("".join(letters), frozenset(nounish))


def is_one_case(text: str) -> bool:
    """Whether a passage is (nearly) all in capitals, or a long one all in small letters."""
    upper = sum(map(str.isupper, text))
    lower = sum(map(str.islower, text))
    return upper + lower > 10 and (lower == 0 or upper > 9 * lower or (upper == 0 and lower > 30))


__all__ = ["Cased", "Party", "Tie", "Tokens", "cased_copy", "is_one_case", "tokenize"]
