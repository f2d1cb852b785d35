"""Which known actor a name means, asked on its own: the whole name has to fit, not a part of it.

``resolve_actor`` reads a noun phrase of a text and says what can be said; ``ActorFinder`` answers the stricter
question whether a name is that of a known actor, in a country and on a day. A faction, a wing, a namesake in another
country, a group that ended before the day is not it: such a name is provisional, with links that a reader may judge.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, Literal

from msgspec import Struct

from onrecord.lexicon.actors import ActorEntry, ActorIndex, ActorName, in_force
from onrecord.lexicon.actors_context import NameContext
from onrecord.lexicon.actors_names import fold, loose_key, name_key, spelling_variants
from onrecord.mentions.actors import resolve_actor
from onrecord.mentions.actors_near import NearNames
from onrecord.mentions.actors_scan import Hit, scan
from onrecord.records import ActorMatch

__all__ = ["ActorFinder", "Candidate", "Identification", "Suggestion"]

_LEADING: Final = re.compile(r"^(?:the|a|an|this|that|these|those|so-called|self-styled)\s+", re.IGNORECASE)
_CALLING: Final = re.compile(
    r"^.{0,40}?\b(?:calling (?:itself|themselves)|called|known as|styling itself)\s+", re.IGNORECASE
)
_QUOTES: Final = " \t\n.,;:\"“”«»‘’'"
_ASIDE: Final = re.compile(r"\s*\(([^()]*)\)\s*$")
_PART: Final = (
    re.compile(r"^(?P<whole>.+?)\s*[-–—/:]\s*(?P<part>.+?)(?:\s+(?:faction|wing|branch|group))?$"),
    re.compile(
        r"^(?P<part>.+?)\s+(?:faction|wing|branch|subclan|sub-clan|cell|splinter|subgroup)\s+of\s+(?:the\s+)?(?P<whole>.+)$"
    ),
)
_SPELT: Final = (
    (re.compile(r"organisation"), "organization"),
    (re.compile(r"defence"), "defense"),
    (re.compile(r" & "), " and "),
)
_SHORT: Final = frozenset({"abbreviation", "word_abbreviation"})
_DASHED: Final = re.compile(r"\s[-–—]\s|\s[-–—]|[-–—]\s")
_SHORTEST_LOOSE: Final = 8
_SHORTEST_FAMOUS: Final = 3
_MOST_LINKS: Final = 3
_ORDER: Final = {"exact": 0, "spelling": 1, "near": 2}
_CROSSING: Final = frozenset(
    {"armed_group", "militia", "front_group", "criminal_group", "coalition", "ethnic", "person"}
)
"""Kinds that are met beyond their country's border: fighters and peoples."""
_AT_HOME: Final = frozenset({"ethnic", "party", "state", "breakaway"})
_JOINED: Final = re.compile(r"\b(?:and|faction|wing|branch|dissidents|splinter|remnants|former|ex)\b", re.IGNORECASE)


class Candidate(Struct, frozen=True, kw_only=True):
    """A known actor that bears the name or one spelt like it; ``against`` says why it is not meant, empty where it
    may be."""

    actor_id: str
    name: str
    alias: str
    how: Literal["exact", "spelling", "near"]
    score: float
    against: str


class Suggestion(Struct, frozen=True, kw_only=True):
    """A link that a reader may accept: the provisional actor may be ``relation`` of the known one."""

    relation: Literal["same_as", "part_of", "namesake"]
    actor_id: str
    name: str
    why: str


class Identification(Struct, frozen=True, kw_only=True):
    """What a name means. ``known``: one actor, in ``match``; ``open``: several, in ``candidates``; ``described``: no
    one by
    name, but ``match`` has a country or sector; ``provisional``: the name of an actor that no table has; ``none``: no
    name."""

    asked: str
    status: Literal["known", "open", "described", "provisional", "none"]
    match: ActorMatch
    candidates: tuple[Candidate, ...] = ()
    links: tuple[Suggestion, ...] = ()


class ActorFinder:
    """Bound to the tables once; ``find`` is pure."""

    def __init__(self, actors: ActorIndex, context: NameContext) -> None:
        self.actors = actors
        self._context = context
        self._near = NearNames(actors, context)

    def find(self, name: str, on: str | None = None, countries: Iterable[str] = ()) -> Identification:
        """What ``name`` means on the ISO day ``on`` (None: any) in ``countries`` (alpha-3; none: anywhere)."""
        where = frozenset(countries)
        asked = _CALLING.sub("", name.strip(_QUOTES)).strip(_QUOTES)
        bare, aside = (asked, "") if name_key(asked) in self.actors.names else _without_aside(asked)
        where, aside = self._placed(aside, where)
        candidates = self._candidates(bare, on, where)
        meant = _best(candidates, self.actors, where)
        if len(meant) == 1 and not (aside and self._contradicts(aside, meant[0].actor_id)):
            return Identification(
                asked=name, status="known", match=self._match(meant[0].actor_id, on), candidates=candidates
            )
        if len(meant) > 1:
            return Identification(asked=name, status="open", match=ActorMatch(name=asked), candidates=tuple(meant))
        return self._unnamed(name, bare, aside, candidates, on, where)

    def _unnamed(
        self, name: str, bare: str, aside: str, candidates: tuple[Candidate, ...], on: str | None, where: frozenset[str]
    ) -> Identification:
        reading = self._read(bare, on, where) if not (candidates or aside or _DASHED.search(bare)) else None
        if reading is not None:
            known: Literal["known", "described"] = "known" if reading.actor_id is not None else "described"
            return Identification(asked=name, status=known, match=reading)
        links = tuple(self._links(bare, aside, candidates, on, where))
        words = _LEADING.sub("", bare).split()
        is_name = any(word[:1].isupper() or not word.isascii() for word in words)
        status: Literal["provisional", "none"] = "provisional" if is_name or links else "none"
        return Identification(
            asked=name, status=status, match=ActorMatch(name=bare), candidates=candidates, links=links
        )

    def _read(self, bare: str, on: str | None, where: frozenset[str]) -> ActorMatch | None:
        """The reading of a phrase in which every word is known ("leaders of Hamas", "the Iraqi prime minister").

        A context gives its country only to words in small letters ("the police"): "Mujahideen Army" is a name.
        """
        phrase = _LEADING.sub("", bare)
        folded = fold(phrase)
        hits = scan(phrase, folded, self.actors)
        only = next(iter(where)) if len(where) == 1 and phrase.islower() else None
        shared = {name.actor_id for hit in hits for name in hit.names if name.kind == "shared"} & where
        match = resolve_actor(phrase, self.actors, on, next(iter(shared)) if len(shared) == 1 else only)
        if match.looseness == "unknown":
            return None
        named = [hit for hit in hits if any(not self._is_country(n.actor_id) for n in hit.names)]
        roles = self.actors.roles
        nouns = [hit for hit in hits if not hit.names and hit.key in roles and roles[hit.key].kind != "quality"]
        if len(named) > 1 or not _all_known(phrase, hits, self.actors, bool(named)):
            return None
        if named:
            return match if self._is_only_named(phrase, hits, named[0], nouns, match) else None
        capitals = [hit for hit in nouns if phrase[slice(*folded.source_span(hit.start, hit.end))][:1].isupper()]
        return match if len(capitals) < 2 and (not capitals or len(nouns) == 1) else None

    def _is_country(self, actor_id: str) -> bool:
        return actor_id in self._context.neighbours or "." in actor_id

    def _is_only_named(
        self, phrase: str, hits: Sequence[Hit], named: Hit, nouns: Sequence[Hit], match: ActorMatch
    ) -> bool:
        """Whether the words round a name leave it what it is: no state of another country, no noun of its own name."""
        folded = fold(phrase)
        outside = (
            phrase[: folded.source_span(named.start, named.end)[0]]
            + phrase[folded.source_span(named.start, named.end)[1] :]
        )
        if _JOINED.search(outside) or (match.actor_id and match.actor_id not in {n.actor_id for n in named.names}):
            return False
        for hit in hits:
            codes = {*self.actors.adjectives.get(hit.key, ()), *(n.actor_id.partition(".")[0] for n in hit.names)}
            if hit is not named and hit not in nouns and match.country is not None and match.country not in codes:
                return False
        after = [hit for hit in nouns if hit.start > named.start]
        if after and match.kind == "person":
            return False
        return not any(phrase[slice(*folded.source_span(hit.start, hit.end))][:1].isupper() for hit in after)

    def _placed(self, aside: str, where: frozenset[str]) -> tuple[frozenset[str], str]:
        """A country in brackets narrows where; what else stands there is kept."""
        key = name_key(aside)
        codes = self.actors.adjectives.get(key, ())
        codes += tuple(n.actor_id for n in self.actors.names.get(key, ()) if n.actor_id in self._context.neighbours)
        codes += (self.actors.places[key],) if key in self.actors.places else ()
        return (frozenset(codes), "") if codes else (where, aside)

    def _contradicts(self, aside: str, actor_id: str) -> bool:
        """Whether the words in brackets name another known actor ("Okrika (Ijaw)" is no contradiction: a people of
        one)."""
        others = {name.actor_id for name in self.actors.names.get(name_key(aside), ()) if name.rank == 1}
        ethnic = all(self.actors.entries[other].kind == "ethnic" for other in others)
        return bool(others) and actor_id not in others and not ethnic

    def _candidates(self, bare: str, on: str | None, where: frozenset[str]) -> tuple[Candidate, ...]:
        found: dict[str, Candidate] = {}
        for name, how, score in self._bearers(bare):
            entry = self.actors.entries[name.actor_id]
            against = self._against(name, entry, how, on, where)
            one = Candidate(
                actor_id=entry.actor_id, name=entry.name, alias=name.alias, how=how, score=score, against=against
            )
            before = found.get(entry.actor_id)
            if before is None or (bool(one.against), _ORDER[one.how]) < (bool(before.against), _ORDER[before.how]):
                found[entry.actor_id] = one
        return tuple(
            sorted(found.values(), key=lambda one: (bool(one.against), _ORDER[one.how], -one.score, one.actor_id))
        )

    def _bearers(self, bare: str) -> Iterator[tuple[ActorName, Literal["exact", "spelling", "near"], float]]:
        key = name_key(_LEADING.sub("", bare))
        for variant in _spellings(key):
            for name in self.actors.names.get(variant, ()):
                if name.kind not in _SHORT or len(key) > 2 or bare.isupper():
                    yield name, "exact", 1.0
        if len(key) >= _SHORTEST_LOOSE:
            for name in self.actors.loose_names.get(loose_key(key), ()):
                if name.kind != "surname":
                    yield name, "spelling", 0.97
        for name, score in self._near.of(key):
            if not self._is_country(name.actor_id):
                yield name, "near", round(score, 2)

    def _against(self, name: ActorName, entry: ActorEntry, how: str, on: str | None, where: frozenset[str]) -> str:
        if not in_force(entry.start, entry.end, on):
            return f"existed {entry.start or '...'} to {entry.end or '...'}"
        if not in_force(name.start, name.end, on):
            return f"bore the name {name.start or '...'} to {name.end or '...'}"
        if entry.country in where:
            return ""
        in_office = name.kind == "surname" and on is not None and self._holds_office(entry, on)
        if (name.rank > 1 and entry.kind != "ethnic" and not in_office) or name.kind == "generic":
            return "the bare name usually means another, or none"
        if not where or entry.country is None:
            return ""
        key = name_key(name.alias)
        former = bool(self._context.formerly.get(entry.country or "", frozenset()) & where)
        telling = name.kind not in _SHORT and not self._context.is_generic(key)
        famous = name.kind in _SHORT and len(key) >= _SHORTEST_FAMOUS
        nearby = bool(self._context.neighbours.get(entry.country or "", frozenset()) & where)
        near = nearby or self._is_tied(entry, where)
        if former or ((telling or famous) and how != "near" and entry.kind in _CROSSING and near):
            return ""
        if telling and how == "exact" and key.count(" ") > 1 and entry.kind not in _AT_HOME:
            return ""
        return f"is of {entry.country}"

    def _holds_office(self, entry: ActorEntry, on: str) -> bool:
        return any(in_force(one.start, one.end, on) for one in self.actors.offices_of.get(entry.actor_id, ()))

    def _is_tied(self, entry: ActorEntry, where: frozenset[str]) -> bool:
        ends = {
            end
            for link in self.actors.affiliations.get(entry.actor_id, ())
            for end in (link.subject_id, link.object_id)
        }
        return any(self.actors.entries[end].country in where for end in ends - {entry.actor_id})

    def _match(self, actor_id: str, on: str | None) -> ActorMatch:
        entry = self.actors.entries[actor_id]
        offices = [o for o in self.actors.offices_of.get(actor_id, ()) if in_force(o.start, o.end, on)]
        sector = offices[-1].sector if on and offices else entry.sector
        return ActorMatch(
            name=entry.name, actor_id=actor_id, country=entry.country, sector=sector, kind=entry.kind, looseness="name"
        )

    def _links(
        self, bare: str, aside: str, candidates: Sequence[Candidate], on: str | None, where: frozenset[str]
    ) -> Iterator[Suggestion]:
        given: set[str] = set()
        for whole, part in _wholes(bare, aside):
            best = _best(self._candidates(whole, on, where), self.actors, where)
            for one in best[:1]:
                given.add(one.actor_id)
                yield Suggestion(relation="part_of", actor_id=one.actor_id, name=one.name, why=f"{part!r} of {whole!r}")
        for one in candidates[:_MOST_LINKS]:
            if one.actor_id not in given:
                given.add(one.actor_id)
                relation: Literal["same_as", "namesake"] = "namesake" if one.against else "same_as"
                yield Suggestion(
                    relation=relation, actor_id=one.actor_id, name=one.name, why=one.against or f"spelt {one.alias}"
                )
        if given:
            return
        for name in self._near.sharing(name_key(bare)):
            entry = self.actors.entries[name.actor_id]
            if (
                entry.kind in _CROSSING - {"ethnic", "person"}
                and entry.actor_id not in given
                and len(given) < _MOST_LINKS
            ):
                given.add(entry.actor_id)
                yield Suggestion(
                    relation="namesake",
                    actor_id=entry.actor_id,
                    name=entry.name,
                    why=f"shares a word with {name.alias}",
                )


def _all_known(phrase: str, hits: Sequence[Hit], actors: ActorIndex, strict: bool) -> bool:
    """Whether no word is left that the tables lack; unless ``strict``, words in small letters may be any."""
    folded = fold(phrase)
    left = list(phrase)
    for hit in hits:
        start, end = folded.source_span(hit.start, hit.end)
        left[start:end] = " " * (end - start)
    words = [word.strip(".,;:'’\"()-") for word in re.split(r"[\s-]+", "".join(left))]
    return all(
        name_key(word) in actors.modifiers or word in {"", "s"} or (word.islower() and not strict) for word in words
    )


def _without_aside(name: str) -> tuple[str, str]:
    found = _ASIDE.search(name)
    return (
        (name[: found.start()].strip(_QUOTES), found.group(1).strip(_QUOTES)) if found and found.start() else (name, "")
    )


def _spellings(key: str) -> Iterator[str]:
    seen = dict.fromkeys(spelling_variants(key))
    american = key
    for pattern, instead in _SPELT:
        american = pattern.sub(instead, american)
    british = american.replace("organization", "organisation").replace("defense", "defence")
    yield from dict.fromkeys((*seen, american, british))


def _wholes(bare: str, aside: str) -> Iterator[tuple[str, str]]:
    if aside:
        yield aside, bare
    for pattern in _PART:
        found = pattern.match(bare)
        if found:
            yield found["whole"], found["part"]


def _best(candidates: Sequence[Candidate], actors: ActorIndex, where: frozenset[str]) -> list[Candidate]:
    """The candidates that may be meant and that nothing tells apart: of the nearest spelling, then of the country."""
    fitting = [one for one in candidates if not one.against]
    if not fitting:
        return []
    nearest = min(_ORDER[one.how] for one in fitting)
    fitting = [one for one in fitting if _ORDER[one.how] == nearest]
    return [one for one in fitting if actors.entries[one.actor_id].country in where] or fitting
