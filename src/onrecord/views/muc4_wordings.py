"""How the entities of a text are worded: which of the ways to cut their mentions out of the text a key would have.

The span model is often unsure where a name or phrase ends, and one entity is named in many ways. Every cut that its
marks allow is weighed against the others of the same entity.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from onrecord.lexicon.muc4 import Muc4Tables
from onrecord.lexicon.muc4_choice import Choice
from onrecord.lexicon.span_heads import SpanHead
from onrecord.mentions.span_model import FloatArray, TaggedSpan, span_shares
from onrecord.records import SpanPair
from onrecord.views.muc4_choice import log_odds, weigh_total
from onrecord.views.muc4_entities import ORGANIZATION, Entity, Mention, Tagged, without_link
from onrecord.views.muc4_words import capitals, look_up, undetermined

__all__ = ["WORDING", "word_entities", "wording_features"]

WORDING = "wording"
"""The name of the choice that weighs wordings."""

MARKED = "marked"
THROUGH = {"wide": 0.04, "mid": 0.3, "narrow": 0.5}
"""How surely every piece of a cut is inside; chosen once, before the weights were fitted on the train documents."""

MOST_PIECES, MOST_CHARS, CHARS_BEFORE = 14, 120, 60
NAMES = ("hum_name", "perp_individual")
LAST_WORD = re.compile(r"([\w.,'-]*\w)\s+\Z")
WORD = re.compile(r"\w")
NUMBER = re.compile(r"[\d.,]+\Z")


class Cut(Struct, frozen=True):
    """A way to word an entity: where it stands (half-open, in characters), how it was cut out of which mention."""

    wording: str
    span: SpanPair
    way: str
    mention: Mention


class Marks(Struct, frozen=True):
    """How probably each word piece starts a span of a head, and is in one; where pieces stand in the text."""

    starts: FloatArray
    inside: FloatArray
    offsets: tuple[SpanPair, ...]


def word_entities(
    entities: Sequence[Entity], tagged: Tagged, heads: Mapping[str, SpanHead], tables: Muc4Tables, choice: Choice
) -> list[Entity]:
    """The entities with the likeliest of their wordings; those of one role that are then worded alike become one.

    Organizations stay as they are: most are known names, and of the others no other wording is better.
    """
    found: dict[tuple[str, str], Entity] = {}
    marks = {role: _marks(tagged, heads[role]) for role in {entity.role for entity in entities} - {ORGANIZATION}}
    for entity in entities:
        ways = _weighable(entity, tagged, marks[entity.role], tables) if entity.role in marks else {}
        best = max(ways, key=lambda wording: (weigh_total(ways[wording], choice), wording), default=entity.wording)
        known = found.get((entity.role, best))
        mentions = (*known.mentions, *entity.mentions) if known else entity.mentions
        in_order = tuple(sorted(mentions, key=lambda mention: mention.span.start))
        found[entity.role, best] = replace(entity, mentions=in_order, best=best)
    return list(found.values())


def wording_features(
    entity: Entity, tagged: Tagged, heads: Mapping[str, SpanHead], tables: Muc4Tables
) -> dict[str, dict[str, float]]:
    """What speaks for and against each way to word an entity, by wording and name."""
    return _weighable(entity, tagged, _marks(tagged, heads[entity.role]), tables)


def _marks(tagged: Tagged, head: SpanHead) -> Marks:
    shares = span_shares(tagged.scores, head)
    return Marks(shares[:, 1], 1 - shares[:, 0], tagged.scores.offsets)


def _weighable(entity: Entity, tagged: Tagged, marks: Marks, tables: Muc4Tables) -> dict[str, dict[str, float]]:
    cuts: dict[str, list[Cut]] = {}
    for mention in entity.mentions:
        for cut in _cuts(mention, tagged, marks, tables):
            if any(char.isalpha() for char in cut.wording):
                cuts.setdefault(cut.wording, []).append(cut)
    sure = sum(mention.span.probability for mention in entity.mentions)
    text = " ".join(tagged.text.upper().split())
    return {
        wording: {
            **_marked(same, marks, sure),
            **_shape(wording, list(cuts), tables),
            "told": math.log1p(text.count(wording)),
            **{f"way {cut.way}": 1.0 for cut in same},
        }
        for wording, same in cuts.items()
    }


def _cuts(mention: Mention, tagged: Tagged, marks: Marks, tables: Muc4Tables) -> Iterator[Cut]:
    """As the mention is marked; as surer and less sure pieces have it; each with its number and without; a name
    without what stands before it, a phrase up to the first word that may open a clause."""
    text, marked = tagged.text, (mention.span.start, mention.span.end)
    yield Cut(mention.wording, marked, MARKED, mention)
    spans = [(MARKED, marked), *((way, _run(mention.span, marks, text, least)) for way, least in THROUGH.items())]
    for way, span in spans:
        if span is None or span[1] - span[0] > MOST_CHARS:
            continue
        start, end = span
        if way != MARKED:
            yield Cut(without_link(capitals(text[start:end], tables), tables), span, f"{way} bare", mention)
        yield Cut(without_link(undetermined(text[start:end], tables), tables), span, f"{way} whole", mention)
        counted = _counted(text, tagged.sentences[mention.sentence][0], start, tables)
        if counted < start:
            yield Cut(without_link(undetermined(text[counted:end], tables), tables), (counted, end), "counted", mention)
    yield from _shorter(mention, text, tables)


def _run(span: TaggedSpan, marks: Marks, text: str, least: float) -> SpanPair | None:
    """The pieces around the surest of a span that are all likely enough, as whole words; ``None`` where it is not."""
    pieces = range(span.first, min(span.last, len(marks.inside)))
    surest = max(pieces, key=lambda piece: marks.inside[piece], default=None)
    if surest is None or marks.inside[surest] < least:
        return None
    first = last = surest
    while first > max(0, surest - MOST_PIECES) and marks.inside[first - 1] >= least:
        first -= 1
    while last + 1 < min(len(marks.inside), surest + MOST_PIECES + 1) and marks.inside[last + 1] >= least:
        last += 1
    start, end = marks.offsets[first][0], marks.offsets[last][1]
    while start and WORD.match(text[start - 1]) and WORD.match(text[start]):
        start -= 1
    while end < len(text) and WORD.match(text[end]) and WORD.match(text[end - 1]):
        end += 1
    return start, end


def _counted(text: str, sentence: int, start: int, tables: Muc4Tables) -> int:
    """Where the number starts that stands before a phrase ("TWO", "A GROUP OF"); ``start`` where none does."""
    low = max(sentence, start - CHARS_BEFORE)
    while before := LAST_WORD.search(text[low:start]):
        word = before[1].lower()
        of = LAST_WORD.search(text[low : low + before.start()]) if word == "of" else None
        if of and of[1].lower() in tables.collectives:
            start = low + of.start()
        elif NUMBER.match(word) or word in tables.openers - tables.determiners:
            start = low + before.start()
        else:
            break
    return start


def _shorter(mention: Mention, text: str, tables: Muc4Tables) -> Iterator[Cut]:
    start, end = mention.span.start, mention.span.end
    words = mention.wording.split()
    untitled = list(words)
    while len(untitled) > 1 and look_up(untitled[0], tables.human):
        untitled.pop(0)
    if len(untitled) < len(words) and mention.role in NAMES:
        begins = start + max(0, text[start:end].upper().find(untitled[0]))
        yield Cut(" ".join(untitled), (begins, end), "untitled", mention)
    clause = next((k for k, word in enumerate(words) if k and _opens_clause(word, tables)), None)
    if clause and (ends := text[start:end].upper().find(f" {words[clause]}")) > 0:
        yield Cut(" ".join(words[:clause]), (start, start + ends), "cut", mention)


def _opens_clause(word: str, tables: Muc4Tables) -> bool:
    return word.endswith(("ING", "ED")) or word.lower() in tables.links


def _marked(same: Sequence[Cut], marks: Marks, sure: float) -> dict[str, float]:
    """How the model marks the pieces of a wording, at the place where its ends are marked best, and around it."""
    places = [_ends(cut, marks) for cut in same]
    found = max((place for place in places if place), key=lambda place: place["ends"], default={})
    mass = sum(cut.mention.span.probability for cut in same if cut.way == MARKED)
    return {"mass": mass / sure if sure else 0.0, **found}


def _ends(cut: Cut, marks: Marks) -> dict[str, float]:
    span = cut.mention.span
    around = range(max(0, span.first - MOST_PIECES), min(len(marks.offsets), span.last + MOST_PIECES))
    pieces = [k for k in around if marks.offsets[k][0] < cut.span[1] and cut.span[0] < marks.offsets[k][1]]
    if not pieces:
        return {}
    first, last, inside = pieces[0], pieces[-1], marks.inside
    after = float(inside[last + 1]) if last + 1 < len(inside) else 0.0
    start, end = log_odds(float(marks.starts[first])), log_odds(float(inside[last]))
    return {
        "ends": start + end - log_odds(after),
        "start": start,
        "first": log_odds(float(inside[first])),
        "last": end,
        "before": log_odds(float(inside[first - 1]) if first else 0.0),
        "after": log_odds(after),
        "after starts": log_odds(float(marks.starts[last + 1]) if last + 1 < len(inside) else 0.0),
        "least": log_odds(float(inside[pieces].min())),
        "mean": log_odds(float(np.mean(inside[pieces]))),
    }


def _shape(wording: str, others: Sequence[str], tables: Muc4Tables) -> dict[str, float]:
    words, lengths = wording.split(), [len(other.split()) for other in others]
    first = words[0].lower()
    return {
        "words": math.log(len(words)),
        "longest": float(len(words) == max(lengths)),
        "shortest": float(len(words) == min(lengths)),
        "one": float(len(words) == 1),
        "number": float(bool(NUMBER.match(first)) or first in tables.openers | tables.collectives),
        "ing": float(words[-1].endswith("ING")),
        "ed": float(words[-1].endswith("ED")),
        "of": float(" OF " in wording),
        "and": float(" AND " in wording),
        "comma": float("," in wording),
        "title": float(len(words) > 1 and look_up(words[0], tables.human) is not None),
        "holds another": float(any(f" {other} " in f" {wording} " for other in others if other != wording)),
    }
