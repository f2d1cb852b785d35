"""Relations in compounds: "the Saudi-led coalition", "Iran-backed militias", "anti-Orange protesters"."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.lexicon.relations import RelationRules
from onrecord.mentions.relations_text import Party, Tie, Tokens
from onrecord.mentions.relations_words import Spelling

_MOST_NOUN_TOKENS = 5


def find_compounds(tokens: Tokens, spelling: Spelling, rules: RelationRules) -> Iterator[Tie]:
    """The relations of compounds in one sentence; the noun behind must be for people or a body."""
    for i, word in enumerate(tokens.lower):
        parts = word.rsplit("-", 1)
        if len(parts) == 2 and parts[1] in rules.compounds:
            first_end = tokens.starts[i] + len(parts[0])
            subject = _subject(tokens, i, first_end, spelling)
        elif word in rules.compounds and i > 1 and tokens.words[i - 1] == "-":
            subject = _subject(tokens, i - 2, tokens.ends[i - 2], spelling)
        else:
            continue
        obj = _object(tokens, i + 1, spelling, rules)
        if subject is None or obj is None or subject.span is None or obj.span is None:
            continue
        yield Tie(
            subject=subject,
            relation=rules.compounds[parts[-1]],
            object=obj,
            start=subject.span[0],
            end=obj.span[1],
            cue=tokens.starts[i],
        )


def _subject(tokens: Tokens, i: int, end: int, spelling: Spelling) -> Party | None:
    text = spelling.clean[tokens.starts[i] : end]
    if not text[:1].isupper():
        return None
    return Party((tokens.starts[i], end), spelling.states.get(text.lower(), text))


def _object(tokens: Tokens, first: int, spelling: Spelling, rules: RelationRules) -> Party | None:
    last = first
    for i in range(first, min(first + _MOST_NOUN_TOKENS, len(tokens))):
        word = tokens.lower[i]
        if not tokens.words[i][0].isalnum() or word in rules.words.stop:
            break
        if (
            word in rules.words.organisation
            or word in rules.words.group
            or _is_people(word, rules)
            or tokens.words[i][0].isupper()
        ):
            last = i + 1
    return spelling.party(tokens, first, last) if last > first else None


def _is_people(word: str, rules: RelationRules) -> bool:
    return word in rules.words.roles or word.removesuffix("s") in rules.words.roles


__all__ = ["find_compounds"]
