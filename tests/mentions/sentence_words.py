"""Parses the sentences of the tests in this folder, each once."""

from __future__ import annotations

from functools import cache

from onrecord.mentions.language import ParsedSentence, SpacyParser, parse_texts


@cache
def parser() -> SpacyParser:
    return SpacyParser()


@cache
def parsed(text: str) -> ParsedSentence:
    """The words of one sentence, offset 0."""
    return parse_texts(parser(), [text])[0]


def at(sentence: ParsedSentence, word: str) -> int:
    """The index of the only word that is written ``word``."""
    found = [i for i, form in enumerate(sentence.words) if form == word]
    assert len(found) == 1, f"{word!r} stands {len(found)} times in {sentence.text!r}"
    return found[0]


def forms(sentence: ParsedSentence, words: tuple[int, ...]) -> set[str]:
    return {sentence.words[i] for i in words}
