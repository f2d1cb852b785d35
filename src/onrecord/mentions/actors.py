"""Actors in text: known names tagged, and one noun phrase resolved to what actor knowledge says of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from msgspec.structs import replace

from onrecord.lexicon.actors import ActorEntry, ActorIndex
from onrecord.lexicon.actors_names import Folded, fold, loose_key, name_key
from onrecord.mentions.actors_known import GENERIC, Question, match_entries, named_entries
from onrecord.mentions.actors_links import affiliation_chain, compatible
from onrecord.mentions.actors_phrase import match_hits
from onrecord.mentions.actors_scan import Hit, scan
from onrecord.records import ActorMatch, ActorMention

__all__ = ["affiliation_chain", "compatible", "resolve_actor", "tag_actors"]

_LEADING: Final = re.compile(r"^(?:the|a|an|this|that|these|those|some|any|its|their|his|her|our)\s+", re.IGNORECASE)
_SHORTEST_LOOSE: Final = 7
_MAX_GAP_CHARS: Final = 40
_DOTTED: Final = re.compile(r"\b(?:[A-Za-z]\.)+[A-Za-z]$")
_TOLD_TWICE: Final = 2
_SHORTEST_BELIEVED: Final = 2
_SHORT_FORMS: Final = frozenset({"abbreviation", "word_abbreviation"})
_LIFELESS: Final = frozenset({"thing", "place"})


def resolve_actor(phrase: str, actors: ActorIndex, on: str | None = None, country: str | None = None) -> ActorMatch:
    """What actor knowledge says of one noun phrase, as of the ISO day ``on``, in the context of ``country``.

    ``country`` (alpha-3) is where the text is about; it settles a name that several actors bear and gives a country
    to "the police" or "the prime minister", to nothing else. A phrase that says nothing gives looseness ``unknown``.
    """
    cleaned = _LEADING.sub("", phrase.strip(' \t\n.,;:"“”'))
    folded = fold(cleaned)
    hits = scan(cleaned, folded, actors)
    question = Question(on=on, country=country)
    if not any(hit.end - hit.start == len(folded.text) for hit in hits):
        entries = _loosely_named(cleaned, folded, hits, actors, question)
        if entries:
            return match_entries(cleaned, entries, actors, question)
    return match_hits(cleaned, folded.text, hits, actors, question)


def _loosely_named(
    text: str, folded: Folded, hits: Sequence[Hit], actors: ActorIndex, question: Question
) -> tuple[ActorEntry, ...]:
    rests = [folded.text]
    if not any(hit.names for hit in hits):
        rests.append(folded.text[max((hit.end for hit in hits), default=0) :])
    for rest in rests:
        key = name_key(rest)
        if len(key) >= _SHORTEST_LOOSE and not text.islower() and (names := actors.loose_names.get(loose_key(key))):
            return named_entries(names, actors, question)
    return ()


_GAP: Final = re.compile(r"(?:'s)?(?: [a-z]+){0,2} ")
_CLOSE_GAP: Final = re.compile(r"(?:'s(?: [a-z]+){0,2})? ")
_COMPOUND_GAP: Final = re.compile(
    r" (?:backed|supported|sponsored|funded|aligned|allied|trained|armed|linked|led|run|controlled|held|made)"
    r"(?: [a-z]+){0,2} "
)
_DEFINED: Final = re.compile(r" ?\( ?(?:the )?[\"“']?([A-Z][A-Za-z.\-]{1,9})[\"”']?(?: or [^()]{0,40})?\)")


def tag_actors(text: str, actors: ActorIndex, on: str | None = None) -> tuple[ActorMention, ...]:
    """The known actors and actor nouns in ``text``, left to right, none overlapping; offsets count in ``text``.

    A nationality, a group's name or an office and the noun or person after it make one mention ("Iraqi security
    forces"). A demonym alone is no actor and is left out. A short form that the text defines
    ("Popular Mobilization Units (PMU)") stands for what it was defined as, from there on.
    """
    folded = fold(text)
    found = scan(text, folded, actors)
    told = _told(found)
    about = _subject(found, actors)
    kept = (_without_untold(hit, told, about, actors) for hit in found)
    hits = [hit for hit in kept if hit.names or _says_something(hit, actors)]
    question = Question(on=on, about=about)
    known: dict[tuple[str, ...], ActorMatch] = {}
    mentions: list[ActorMention] = []
    groups = _groups(folded.text, hits, actors)
    for group, following in zip(groups, [*groups[1:], []], strict=False):
        start, end = folded.source_span(group[0].start, group[-1].end)
        end += text[end : end + 1] == "." and _DOTTED.search(text, max(start, end - 6), end) is not None
        words = text[start:end]
        key = (words, *(name.actor_id for hit in group for name in hit.names))
        match = known.get(key)
        if match is None:
            shared = _shared_noun(folded.text, group, following, actors)
            match = (
                resolve_actor(f"{words} {shared}", actors, on)
                if shared
                else _match_group(words, folded.text, group, actors, question)
            )
            if not shared:
                known[key] = match
        if match.looseness == "unknown" and match.sector is None:
            continue
        if not _is_actor(group, match, actors, told):
            continue
        mentions.append(ActorMention(start=start, end=end, text=words, match=match))
    return _with_defined(text, mentions, actors)


_INITIAL: Final = re.compile(r"\b[A-Z]")
_NEVER_SHORT: Final = frozenset({"state", "person", "ethnic"})


def _match_group(words: str, plain: str, group: Sequence[Hit], actors: ActorIndex, question: Question) -> ActorMatch:
    first = group[0].start
    moved = [Hit(hit.start - first, hit.end - first, hit.key, hit.names, hit.hyphen) for hit in group]
    return match_hits(words, plain[first : group[-1].end], moved, actors, question)


def _told(hits: Sequence[Hit]) -> frozenset[str]:
    """The ids of the actors that the text names by a full name."""
    return frozenset(
        name.actor_id
        for hit in hits
        for name in hit.names
        if name.kind not in {"surname", GENERIC} and (name.rank == 1 or name.kind not in _SHORT_FORMS)
    )


def _shared_noun(plain: str, group: Sequence[Hit], following: Sequence[Hit], actors: ActorIndex) -> str:
    """The noun that a demonym shares with the next one ("Hungarian and Romanian officials"); empty where none."""
    if len(group) != 1 or len(following) < 2 or group[0].key not in actors.adjectives:
        return ""
    between = plain[group[0].end : following[0].start]
    if between not in {" and ", ", ", " or "} or following[0].key not in actors.adjectives:
        return ""
    return following[-1].key if following[-1].key in actors.roles else ""


def _subject(hits: Sequence[Hit], actors: ActorIndex) -> str | None:
    """The country that a text is about: named, by itself or by its people, at least twice and oftener than all
    others."""
    named: Counter[str] = Counter()
    for hit in hits:
        if hit.names:
            entry = actors.entries[hit.names[0].actor_id]
            named.update([entry.country] if entry.country and (entry.kind == "state" or "." in entry.actor_id) else [])
        else:
            named.update(actors.adjectives.get(hit.key, ())[:1])
    first = named.most_common(1)
    return first[0][0] if first and first[0][1] >= _TOLD_TWICE and first[0][1] * 2 > named.total() else None


def _without_untold(hit: Hit, told: frozenset[str], about: str | None, actors: ActorIndex) -> Hit:
    """The hit without short forms and many-borne names of actors that the text does not name in full elsewhere.

    A short form that one actor of the country the text is about bears is believed.
    """
    home = {n.actor_id for n in hit.names if about is not None and actors.entries[n.actor_id].country == about}
    of_home = home if len(home) == 1 and hit.end - hit.start > _SHORTEST_BELIEVED else frozenset()
    kept = []
    for name in hit.names:
        short = name.kind in _SHORT_FORMS or name.kind == GENERIC
        if name.actor_id in told or (short and name.actor_id in of_home):
            kept.append(
                replace(name, kind="alias" if name.kind == GENERIC else name.kind, rank=1 if short else name.rank)
            )
        elif name.kind != GENERIC and (name.rank == 1 or not short):
            kept.append(name)
    names = tuple(kept)
    return hit if names == hit.names else Hit(hit.start, hit.end, hit.key, names, hit.hyphen)


def _says_something(hit: Hit, actors: ActorIndex) -> bool:
    return hit.key in actors.roles or hit.key in actors.adjectives or hit.key in actors.places


def _is_actor(group: Sequence[Hit], match: ActorMatch, actors: ActorIndex, told: frozenset[str]) -> bool:
    """Whether a group of hits is to be reported.

    A demonym or place alone is no actor, nor is a thing or place that no one is named to own, nor a noun that is more
    often another word ("general", "wounded": ``weak`` in modifiers.csv), nor a name that usually means another
    thing (rank 2: a common surname, a short people's name) unless a title or noun goes with it or the text has
    named that actor in full.
    """
    if match.sector is None and match.actor_id is None and all(hit.key not in actors.roles for hit in group):
        return False
    if len(group) > 1:
        return True
    hit = group[0]
    role = actors.roles.get(hit.key)
    if not hit.names:
        return role is None or (role.kind not in _LIFELESS and actors.modifiers.get(hit.key) != "weak")
    return any(name.rank == 1 or name.actor_id in told for name in hit.names)


def _groups(plain: str, hits: Sequence[Hit], actors: ActorIndex) -> list[list[Hit]]:
    """Hits that make one noun phrase: each next one follows with at most two plain words between."""
    groups: list[list[Hit]] = []
    for hit in hits:
        if groups and _joins(plain, groups[-1][-1], hit, actors):
            groups[-1].append(hit)
        else:
            groups.append([hit])
    return groups


def _joins(plain: str, before: Hit, hit: Hit, actors: ActorIndex) -> bool:
    gap = plain[before.end : hit.start]
    usual = _CLOSE_GAP if before.names else _GAP
    if len(gap) > _MAX_GAP_CHARS or not (usual.fullmatch(gap) or (before.hyphen and _COMPOUND_GAP.fullmatch(gap))):
        return False
    if any(actors.modifiers.get(word) == "break" for word in gap.split()):
        return False
    is_noun, was_noun = hit.key in actors.roles, before.key in actors.roles
    if not is_noun:
        return was_noun and len(gap) == 1 and _is_person(hit, actors) and _title_fits(before, hit, actors)
    if was_noun and not before.names:
        return len(gap) == 1
    return not _is_person(before, actors)


def _title_fits(before: Hit, hit: Hit, actors: ActorIndex) -> bool:
    """A common surname needs a title before it ("President Jonathan", not "rabbi Jonathan")."""
    return actors.roles[before.key].kind == "title" or any(name.rank == 1 for name in hit.names)


def _is_person(hit: Hit, actors: ActorIndex) -> bool:
    return any(actors.entries[name.actor_id].kind == "person" for name in hit.names)


def _abbreviates(short: str, mention: ActorMention, actors: ActorIndex) -> bool:
    """Whether capitals in brackets are a short form of the name before them: a known one, or made of its initials.

    In another language the initials may come in another order. "Kenya (AP)" names an agency, not Kenya.
    """
    actor_id = mention.match.actor_id
    if not short.isupper() or actor_id is None or mention.match.kind in _NEVER_SHORT:
        return False
    if len(short) <= _SHORTEST_BELIEVED and mention.text.isupper():
        return False  # in a text of capitals "UP" is a word
    names = actors.names.get(name_key(short), ())
    if any(name.actor_id == actor_id for name in names):
        return True
    if any(name.rank == 1 for name in names):
        return False
    aliases = {name.alias for name in actors.aliases.get(actor_id, ())} | {mention.text}
    letters = Counter(letter for letter in short.upper() if letter.isalpha())
    return any(not letters - Counter(_INITIAL.findall(_plain_capitals(alias))) for alias in aliases)


def _plain_capitals(name: str) -> str:
    return " ".join(name_key(name).upper().split())


def _with_defined(text: str, mentions: Sequence[ActorMention], actors: ActorIndex) -> tuple[ActorMention, ...]:
    """The mentions, with those of the short forms added that the text itself defines behind a full name."""
    defined: dict[str, tuple[int, ActorMatch]] = {}
    for mention in mentions:
        found = _DEFINED.match(text, mention.end)
        if found and mention.match.looseness == "name" and _abbreviates(found.group(1), mention, actors):
            defined.setdefault(found.group(1), (found.start(1), mention.match))
    if not defined:
        return tuple(mentions)
    kept = {mention.start: mention for mention in mentions if mention.text not in defined}
    taken = [(mention.start, mention.end) for mention in kept.values()]
    for short, (first, match) in defined.items():
        for found in re.finditer(rf"\b{re.escape(short)}\b", text[first:]):
            start, end = first + found.start(), first + found.end()
            if not any(begin < end and start < stop for begin, stop in taken):
                kept[start] = ActorMention(start=start, end=end, text=short, match=match)
    return tuple(kept[start] for start in sorted(kept))
