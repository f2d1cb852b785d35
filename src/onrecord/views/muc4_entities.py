"""Who and what a text names in the roles of MUC-4: mentions by the span model, gathered into entities."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from onrecord.lexicon.muc4 import Muc4Tables
from onrecord.lexicon.span_heads import SpanHead
from onrecord.mentions.span_model import (
    FloatArray,
    SpanScores,
    TaggedSpan,
    facet_of,
    facets_of_sentences,
    span_at,
    tag_spans,
)
from onrecord.records import ActorMatch, ActorMention, SpanPair
from onrecord.views.muc4_words import capitals

__all__ = ["ROLES", "Entity", "Mention", "Tagged", "gather_entities", "tag_text", "without_link"]

ROLES = ("perp_individual", "perp_organization", "phys_target", "hum_name", "hum_description", "instrument")
LINK = re.compile(r" (?:OF|FROM|IN|AT|ON|NEAR|WITH|WHO|THAT|BELONGING) ")
ORGANIZATION = "perp_organization"
LEAST = 1e-4
WITHOUT_BRACKETS = re.compile(r"\w(?:[^\[\]()]*\w\.?)?")
BRACKET = re.compile(r"\s*[\[(]\s*\Z")


class Tagged(Struct, frozen=True):
    """A text as the span model reads it: its sentences, the model's scores, what each sentence tells of
    (a row of probabilities by incident type), the known actors that it names, and all spans that name organizations."""

    text: str
    sentences: tuple[SpanPair, ...]
    scores: SpanScores
    told: FloatArray
    actors: tuple[ActorMention, ...] = ()
    organizations: tuple[SpanPair, ...] = ()


class Mention(Struct, frozen=True):
    """One place where an entity is named; ``wording`` is in capitals, ``sentence`` its index. ``actor``: the known
    actor that its words name, ``None`` where they name none; ``is_force``: they say what body of a state it is."""

    role: str
    wording: str
    sentence: int
    span: TaggedSpan
    actor: ActorMatch | None = None
    is_force: bool = False


class Entity(Struct, frozen=True):
    """Mentions of one person, group or thing in one role, in the order of the text; ``best``: its wording as
    ``muc4_wordings`` chose it, empty where nothing chose."""

    role: str
    mentions: tuple[Mention, ...]
    best: str = ""

    @property
    def wording(self) -> str:
        """The best wording; else that which the model is surest of, all mentions together; of equals the longest."""
        if self.best:
            return self.best
        sums: dict[str, float] = {}
        for mention in self.mentions:
            sums[mention.wording] = sums.get(mention.wording, 0.0) + mention.span.probability
        return max(sums, key=lambda wording: (round(sums[wording], 3), len(wording)))

    @property
    def sentences(self) -> tuple[int, ...]:
        """The sentences that name it, each once, in order."""
        return tuple(dict.fromkeys(mention.sentence for mention in self.mentions))

    @property
    def probability(self) -> float:
        """How sure the model is of its surest mention."""
        return max(mention.span.probability for mention in self.mentions)

    def facet(self, scores: SpanScores, head: SpanHead) -> FloatArray:
        """How probably each label of ``head`` is true of it: the mean over mentions, by how sure each is."""
        weights = np.array([mention.span.probability + LEAST for mention in self.mentions], dtype=np.float32)
        rows = np.array([facet_of(scores, mention.span, head) for mention in self.mentions], dtype=np.float32)
        return np.asarray((rows * weights[:, None]).sum(axis=0) / weights.sum(), dtype=np.float32)


def tag_text(
    text: str,
    sentences: Sequence[SpanPair],
    scores: SpanScores,
    heads: Mapping[str, SpanHead],
    actors: Iterable[ActorMention] = (),
    organizations: Iterable[SpanPair] = (),
) -> Tagged:
    """A text with what the model and actor knowledge say of it."""
    named = tuple(actor for actor in actors if actor.match.looseness == "name")
    return Tagged(
        text, tuple(sentences), scores, facets_of_sentences(scores, heads["told"]), named, tuple(organizations)
    )


def gather_entities(tagged: Tagged, heads: Mapping[str, SpanHead], tables: Muc4Tables) -> list[Entity]:
    """All candidates, role by role, in the order of their first mentions."""
    found: list[Entity] = []
    for role in ROLES:
        groups: list[list[Mention]] = []
        for mention in _mentions(tagged, heads[role], tables):
            group = next(
                (group for group in groups if any(_is_same(mention, other, tagged.text, tables) for other in group)),
                None,
            )
            if group is None:
                groups.append([mention])
            else:
                group.append(mention)
        found.extend(Entity(role, tuple(group)) for group in groups)
    return found


def _mentions(tagged: Tagged, head: SpanHead, tables: Muc4Tables) -> Iterator[Mention]:
    """What the head marks, and as organizations all that the text names, however unsure the head is of them."""
    marked: list[SpanPair] = []
    for span in tag_spans(tagged.scores, tagged.text, head):
        marked.append((span.start, span.end))
        for part in WITHOUT_BRACKETS.finditer(tagged.text, span.start, span.end):
            start, end = _whole_name(part.span(), tagged, tables) if head.name == ORGANIZATION else part.span()
            wording = without_link(capitals(tagged.text[start:end], tables), tables)
            if any(c.isalpha() for c in wording) and wording.lower() not in tables.openers:
                yield _mention(head.name, wording, replace(span, start=start, end=end), tagged, tables)
    if head.name == ORGANIZATION:
        for start, end in sorted(tagged.organizations, key=lambda pair: pair[0] - pair[1]):
            free = not any(first < end and start < last for first, last in marked)
            if free and (known := span_at(tagged.scores, start, end, head)):
                marked.append((start, end))
                yield _mention(head.name, capitals(tagged.text[start:end], tables), known, tagged, tables)


def _whole_name(part: SpanPair, tagged: Tagged, tables: Muc4Tables) -> SpanPair:
    """The organization whose name the words are a part of, else the longest that is named by a part of them ("Red
    Dawn" of "Red Dawn rebels"; "the army" names none), else the words."""
    start, end = part
    around = [(a, b) for a, b in tagged.organizations if a <= start and end <= b]
    inside = [
        (a, b)
        for a, b in tagged.organizations
        if start <= a and b <= end and tagged.text[a:b].rpartition(" ")[2].lower() not in tables.forces
    ]
    return max(around or inside or [part], key=lambda pair: pair[1] - pair[0])


def without_link(wording: str, tables: Muc4Tables) -> str:
    """A wording without links and small words at its end."""
    words = wording.split()
    while words and words[-1].lower() in tables.links | tables.small:
        words.pop()
    return " ".join(words)


def _mention(role: str, wording: str, span: TaggedSpan, tagged: Tagged, tables: Muc4Tables) -> Mention:
    sentence = bisect_right(tagged.sentences, span.start, key=lambda pair: pair[0]) - 1
    known = next((actor.match for actor in tagged.actors if actor.start < span.end and span.start < actor.end), None)
    is_force = known is None and wording.rpartition(" ")[2].lower() in tables.forces
    return Mention(role, wording, sentence, span, known, is_force)


def _is_same(one: Mention, two: Mention, text: str, tables: Muc4Tables) -> bool:
    if one.wording == two.wording:
        return True
    left, right = one.wording.split(), two.wording.split()
    short, long = sorted((left, right), key=len)
    if one.role == ORGANIZATION and one.actor and two.actor:
        return one.actor.actor_id == two.actor.actor_id
    if one.is_force or two.is_force:
        return one.is_force and two.is_force and left[-1] == right[-1] and set(short) <= set(long)
    if one.role == ORGANIZATION and (
        _is_acronym(short, long, tables) or _is_bracketed(one, two, text) or set(short) <= set(long)
    ):
        return True
    if one.role == "hum_name":
        return set(short) <= set(long)
    return head_word(one.wording) == head_word(two.wording) and set(short) <= set(long)


def head_word(wording: str) -> str:
    """The last word of a phrase before any "of", "in" or the like, without a plural s."""
    return LINK.split(wording)[0].rpartition(" ")[2].removesuffix("S")


def _is_acronym(short: Sequence[str], long: Sequence[str], tables: Muc4Tables) -> bool:
    letters = "".join(word[0] for word in long if word.lower() not in tables.small)
    return len(short) == 1 and len(long) > 1 and short[0].replace("-", "").replace(".", "") == letters


def _is_bracketed(one: Mention, two: Mention, text: str) -> bool:
    """ "the Red Front [RF]": the later stands in brackets right after the earlier."""
    first, second = sorted((one, two), key=lambda mention: mention.span.start)
    gap = text[first.span.end : second.span.start]
    return bool(gap) and bool(BRACKET.match(gap))
