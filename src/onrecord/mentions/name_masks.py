"""Puts the same names for all states, armed groups and nationalities, so that no judgement hangs on who is named.

The event model and the parser have learned from texts about particular countries and groups. They are shown
sentences in which every such name that actor knowledge has is replaced by a stand-in of its class; what they say is
then carried back to the text's own words. The share of reports that change with a name is measured by bench/audit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from onrecord.lexicon.actors import ActorIndex
from onrecord.lexicon.actors_names import fold
from onrecord.lexicon.name_masks import NameMasks
from onrecord.mentions.actors_scan import Hit, scan
from onrecord.mentions.event_model import SentenceScores
from onrecord.mentions.language import ParsedSentence, Parser
from onrecord.records import SpanPair

_NAME_WORD = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]?(?!\w)|\w+|[^\w\s]")  # "U.S." is one word, as the parser has it


class MaskedText(Struct, frozen=True):
    """A sentence with stand-ins. ``spans`` are pairs of half-open spans, left to right: in the text, in ``masked``."""

    text: str
    masked: str
    spans: tuple[tuple[SpanPair, SpanPair], ...]

    def original(self, start: int, end: int) -> SpanPair:
        """The span of ``text`` that ``masked[start:end]`` stands for: of a piece of a stand-in, the whole name."""
        shift = 0
        for (begin, stop), (first, last) in self.spans:
            if end <= first:
                break
            if start < last:
                return begin, stop
            shift = stop - last
        return start + shift, end + shift


def mask_names(text: str, actors: ActorIndex, masks: NameMasks) -> MaskedText:
    """``text`` with the stand-ins of ``masks``; unchanged where it names no one."""
    spans: list[tuple[SpanPair, SpanPair]] = []
    parts: list[str] = []
    used: dict[str, dict[str, int]] = {}
    at = length = 0
    folded = fold(text)
    for hit in scan(text, folded, actors):
        start, end = folded.source_span(hit.start, hit.end)
        if "." in text[start:end] and text[end : end + 1] == "." and end + 1 < len(text):
            end += 1  # the point of "U.S." is the name's own, not the end of a sentence
        has_article = text[max(at, start - 4) : start].lower() == "the "
        kind = _class_of(hit, actors, masks, not masks.modified.match(text, end))
        if kind is None:
            continue
        if has_article and kind in masks.without_article:
            start -= 4
        order = used.setdefault(kind, {}).setdefault(hit.key, len(used.get(kind, ())))
        stand_in = masks.stand_in(kind, order)
        parts += [text[at:start], stand_in]
        first = length + start - at
        spans.append(((start, end), (first, first + len(stand_in))))
        at, length = end, first + len(stand_in)
    return MaskedText(text, "".join([*parts, text[at:]]), tuple(spans))


def _class_of(hit: Hit, actors: ActorIndex, masks: NameMasks, stands_alone: bool) -> str | None:
    """The class of a name; one that is a state's adjective too ("US") is its name where it ``stands_alone``."""
    if hit.key in actors.adjectives and hit.key not in actors.roles and not (hit.names and stands_alone):
        return "nationality"
    for name in hit.names:
        entry = actors.entries[name.actor_id]
        found = masks.classes.get((entry.kind, name.kind)) or masks.classes.get((entry.kind, ""))
        if found:
            return found
    return None


def unmask_scores(scores: SentenceScores, masked: MaskedText) -> SentenceScores:
    """The scores with each piece's place in the text instead of in the masked text."""
    if not masked.spans:
        return scores
    offsets = tuple(masked.original(a, b) if b > a else (a, b) for a, b in scores.offsets)
    return SentenceScores(scores.rows, offsets)


def parse_masked(
    parser: Parser, sentences: Sequence[tuple[str, int]], masked: Sequence[MaskedText]
) -> Iterator[ParsedSentence]:
    """The sentences (text, offset in the clean text) parsed with stand-ins, and given back in their own words."""
    pairs = [(m.masked, start) for m, (_, start) in zip(masked, sentences, strict=True)]
    for parsed, mask in zip(parser.parse(pairs), masked, strict=True):
        yield unmask_sentence(parsed, mask) if mask.spans else parsed


def unmask_sentence(parsed: ParsedSentence, masked: MaskedText) -> ParsedSentence:
    """The parse of a masked text as one of the text: the words of a name hang on its last, which has the grammar of
    the stand-in."""
    rows: list[_Word] = []
    place: list[int] = []
    for i in range(len(parsed)):
        rows += _words_of(parsed, i, masked)
        place.append(len(rows) - 1)
    heads = tuple(_last(rows, k) if row.is_inner else place[row.head] for k, row in enumerate(rows))
    grammar = (
        tuple(row.lemma for row in rows),
        tuple(row.pos for row in rows),
        tuple(row.tag for row in rows),
        tuple(row.dep for row in rows),
        heads,
    )
    starts = tuple(parsed.start + row.start for row in rows)
    words = tuple(row.word for row in rows)
    return ParsedSentence(masked.text, parsed.start, words, starts, grammar, masked.masked)


class _Word(Struct, frozen=True):
    """A word to be; ``head`` is an index in the masked parse. ``is_inner``: a word of a name but its last."""

    word: str
    start: int
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    is_inner: bool = False


def _last(rows: Sequence[_Word], k: int) -> int:
    while rows[k].is_inner:
        k += 1
    return k


def _words_of(parsed: ParsedSentence, i: int, masked: MaskedText) -> list[_Word]:
    first, last = parsed.starts[i] - parsed.start, parsed.ends[i] - parsed.start
    start, end = masked.original(first, last)
    head, pos, tag, dep = parsed.heads[i], parsed.pos[i], parsed.tags[i], parsed.deps[i]
    is_name = masked.text[start:end] != masked.masked[first:last]
    if not is_name:
        return [_Word(parsed.words[i], start, parsed.lemmas[i], pos, tag, dep, head)]
    parts = [(m.group(), start + m.start()) for m in _NAME_WORD.finditer(masked.text[start:end])]
    found = []
    for word, at in parts[:-1]:
        is_article = word.lower() == "the"
        found.append(
            _Word(
                word,
                at,
                word.lower() if is_article else word,
                "DET" if is_article else "PROPN",
                "DT" if is_article else "NNP",
                "det" if is_article else "compound",
                head,
                is_inner=True,
            )
        )
    word, at = parts[-1]
    lemma = word if pos == "PROPN" else word.lower()
    return [*found, _Word(word, at, lemma, pos, tag, dep, head)]
