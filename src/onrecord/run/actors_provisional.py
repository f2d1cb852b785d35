"""Actors that stored reports name and no table has: gathered from a store, with their words and what may link them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator
from typing import Any, Final

from msgspec import Struct, field

from onrecord.lexicon.actors_context import NameContext
from onrecord.lexicon.actors_names import name_key
from onrecord.mentions.actors_finder import ActorFinder, Suggestion
from onrecord.records import Relation, RelationKind, Report
from onrecord.store import Store

__all__ = ["Provisional", "provisional_actors", "provisional_record"]

_SHORTEST_TELLING: Final = 4
_INITIALS: Final = re.compile(r"\b[A-Z]{3,6}\b")
_CALLED: Final = re.compile(
    r"\b(?:group|militia|organi[sz]ation|faction|movement|brigade)s?\b.{0,30}"
    r"\b(?:calling|styling|called|known as|named)\b",
    re.IGNORECASE | re.DOTALL,
)
_CALLING: Final = re.compile(
    r"^.{0,60}?\b(?:calling|styling) (?:itself|themselves)\s+|^.{0,60}?\b(?:called|known as|named)\s+", re.IGNORECASE
)
_MOST_WORDS: Final = 5


class Provisional(Struct, kw_only=True):
    """One unknown actor. ``words``: how texts name it; ``said``: what texts say it is to whom, with the quote."""

    key: str
    words: list[str] = field(default_factory=list)
    countries: list[str] = field(default_factory=list)
    documents: list[str] = field(default_factory=list)
    days: list[str] = field(default_factory=list)
    said: list[tuple[str, str, str | None, str]] = field(default_factory=list)
    links: tuple[Suggestion, ...] = ()
    times: int = 0

    @property
    def provisional_id(self) -> str:
        """Stable for a name: the same words give the same id in every store."""
        return f"provisional-{re.sub(r'[^a-z0-9]+', '-', self.key).strip('-')}"


def provisional_actors(
    store: Store, finder: ActorFinder, context: NameContext, dismissed: Iterable[str]
) -> list[Provisional]:
    """The unknown actors of a store, the most often named first; those that a reader dismissed are left out."""
    found: defaultdict[str, Provisional] = defaultdict(lambda: Provisional(key=""))
    for report in store.reports():
        for text, name, country in _unknown_parties(report, finder.actors.entries):
            if _is_group_name(name, text, report, context):
                _note(found, name, text, report.document.document_id, report.document.published, country)
    for relation in store.relations():
        _note_relation(found, relation, context)
    gone = {name_key(name) for name in dismissed}
    kept = [one for key, one in found.items() if key not in gone]
    for one in kept:
        asked = finder.find(one.words[0], min(one.days, default=None), one.countries)
        one.links = asked.links
        one.times = 0 if asked.status == "known" else one.times
    return sorted((one for one in kept if one.times), key=lambda one: (-one.times, one.key))


def provisional_record(one: Provisional) -> dict[str, Any]:
    """The same as one JSON object."""
    return {
        "provisional_id": one.provisional_id,
        "words": one.words,
        "countries": one.countries,
        "documents": one.documents,
        "first": min(one.days, default=None),
        "last": max(one.days, default=None),
        "times": one.times,
        "said": [{"relation": r, "other": o, "other_id": i, "quote": q} for r, o, i, q in one.said],
        "links": [{"relation": k.relation, "actor_id": k.actor_id, "name": k.name, "why": k.why} for k in one.links],
    }


def _unknown_parties(report: Report, known: Container[str]) -> Iterator[tuple[str, str, str | None]]:
    """Text, name and country of who has no id, or one that no table has any more."""
    for actor in report.actors:
        if actor.actor_id is None or actor.actor_id not in known:
            yield actor.text, actor.name, actor.country
    for recipient in report.recipients:
        if recipient.actor_id is None or recipient.actor_id not in known:
            yield recipient.text, recipient.name, recipient.country


def _is_group_name(name: str, text: str, report: Report, context: NameContext) -> bool:
    """Whether a party's words are a group's own name: capitals, and a word or initials that groups have, or
    "called"."""
    capitals = [word for word in re.findall(r"\S+", name) if word[:1].isupper() or not word.isascii()]
    if not capitals or (name.isupper() and len(name) > 12):
        return False
    groups = any(len(word) >= _SHORTEST_TELLING and name_key(word) in context.generic for word in capitals)
    evidence = report.evidence[0].text if report.evidence else ""
    called = _CALLED.search(evidence) is not None and evidence.find(text) > 0
    return (groups and len(capitals) > 1) or _INITIALS.fullmatch(name) is not None or called


def _note(
    found: defaultdict[str, Provisional], name: str, text: str, document: str, day: str | None, country: str | None
) -> Provisional:
    key = name_key(_CALLING.sub("", name)) or name_key(text)
    one = found[key]
    one.key = key
    one.times += 1
    for kept, value in ((one.words, text), (one.documents, document), (one.countries, country), (one.days, day)):
        if value and value not in kept and len(kept) < (_MOST_WORDS if kept is one.words else 1_000):
            kept.append(value)
    return one


def _note_relation(found: defaultdict[str, Provisional], relation: Relation, context: NameContext) -> None:
    """A relation names an unknown actor where it is a front, whatever its words, or where a known key or a name
    stands."""
    ends = (
        (relation.subject, relation.subject_id, relation.object, relation.object_id, str(relation.relation)),
        (relation.object, relation.object_id, relation.subject, relation.subject_id, f"{relation.relation} by"),
    )
    for words, own_id, other, other_id, kind in ends:
        is_front = relation.relation is RelationKind.FRONT_FOR and words == relation.subject
        named = any(
            len(w) >= _SHORTEST_TELLING and name_key(w) in context.generic and w[:1].isupper() for w in words.split()
        )
        if own_id is None and (is_front or named or name_key(words) in found):
            document = relation.document
            one = _note(found, words, words, document.document_id, document.published, None)
            quote = relation.evidence[0].text if relation.evidence else ""
            if (kind, other, other_id, quote) not in one.said:
                one.said.append((kind, other, other_id, quote))
