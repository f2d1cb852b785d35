"""Brings together what several sentences of a document tell of one event."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgspec.structs import replace

from onrecord.lexicon.coding import SameEvent
from onrecord.lexicon.noun_kinds import NounKind
from onrecord.lexicon.same_event import SameEventWords, load_same_event_words
from onrecord.mentions.places_choice import distance_km
from onrecord.records import PlaceMention, PlacePrecision, Status, TimeMention
from onrecord.reports.arms import without_general
from onrecord.reports.counted import lies_within
from onrecord.reports.drafts import Draft, DraftPlace, DraftToll, Party

_HAPPENED = frozenset({Status.OCCURRED, Status.ONGOING})
_MATERIAL = frozenset({"ASSAULT", "COERCE", "PROTEST", "MOBILIZE", "RETREAT", "AID", "SANCTION"})
_MIN_SHARED = 4
_NEAR = 3
_NEAR_KM = 40
_MANY_DEAD = 10
_DAYS_TOLD_LATER = 3
_FORCES = frozenset({"MIL", "COP", "UAF", "REB", "CVL"})
_FIREARMS, _EXPLOSIVES = 5, 6


def merge_drafts(drafts: Sequence[Draft], weights: SameEvent) -> list[Draft]:
    """The drafts with tellings of one event merged into the first of them; order kept.

    Two events of one sentence are never merged (grammar has kept them apart), nor is a statement that covers many
    events merged with anything. "The bombings", after two or more of them were told, tells none of its own.
    """
    words = load_same_event_words()
    kept: list[Draft] = []
    for draft in drafts:
        if _sums_up(draft, kept, words):
            continue
        best, best_weight = None, weights.threshold
        for k, earlier in enumerate(kept):
            weight = None if draft.is_other else _weight(earlier, draft, weights, words)
            if weight is not None and weight >= best_weight:
                best, best_weight = k, weight
        if best is None:
            kept.append(draft)
        else:
            kept[best] = _merged(kept[best], draft)
    return kept


def _sums_up(draft: Draft, told: Sequence[Draft], words: SameEventWords) -> bool:
    """Whether a plural with "the" only names acts that were told one by one before, and adds no day or toll."""
    if not (draft.is_definite and draft.is_plural and not draft.is_other) or draft.time or draft.tolls or draft.count:
        return False
    akin = [d for d in told if d.event_type == draft.event_type and d.status in _HAPPENED and not d.aggregate]
    akin = [d for d in akin if words.is_general(draft.lemma) or _are_akin(d, draft, words)]
    return len([d for d in akin if not _are_others(d.actors, draft.actors, words)]) > 1


def _weight(a: Draft, b: Draft, w: SameEvent, words: SameEventWords) -> float | None:
    """How much speaks for one event; ``None`` where something rules it out."""
    if a.event_type != b.event_type or a.aggregate or b.aggregate or a.sentence == b.sentence:
        return None
    if not _may_be_one_status(a, b) or _circumstances_disagree(a, b):
        return None
    if a.event_type not in _MATERIAL and not _are_akin(a, b, words):
        return None
    if (b.is_definite and not _may_refer(a, b, words)) or _is_named_apart(a, b):
        return None
    shared_actor = _share_words(a.actors, b.actors)
    shared_recipient = _share_words(a.recipients, b.recipients)
    is_named = _is_named_after(a, b) and _are_akin(a, b, words)
    are_other_victims = not shared_recipient and not is_named and _are_other_victims(a, b, words)
    if _are_others(a.actors, b.actors, words) or are_other_victims:
        return None
    is_bare = not b.recipients and b.time is None and all(p.lemma in words.nameless for p in b.actors)
    total = w.same_lemma * _are_akin(a, b, words) + w.shared_actor * shared_actor
    is_known = (b.is_definite and not b.is_plural) or _is_of_known(a, b, words)
    total += w.definite * is_known + w.shared_recipient * shared_recipient
    total += w.shared_weapon * bool({x.word.type for x in a.weapons} & {x.word.type for x in b.weapons})
    total += w.shared_place * bool(_place_names(a) & _place_names(b))
    total += w.shared_day * _share_day(a, b)
    total += w.shared_toll * bool(
        {(t.effect, t.best) for t in a.tolls if t.best} & {(t.effect, t.best) for t in b.tolls}
    )
    total += w.mass_toll * _are_one_mass(a, b) + w.person_named * is_named
    total += w.outcome * _is_outcome(a, b, words)
    total += w.headline * (a.is_headline and b.sentence == a.sentence + 1 and _are_akin(a, b, words))
    total += w.next_sentence * (b.sentence - max(a.sentences) == 1) + w.bare * is_bare
    return total


def _circumstances_disagree(a: Draft, b: Draft) -> bool:
    days = _days_disagree(a.time, b.time) and not _is_told_of(a, b) and not _is_told_of(b, a)
    return days or _places_disagree(a, b) or _tolls_disagree(a, b)


def _is_told_of(a: Draft, b: Draft) -> bool:
    """Whether the day of ``a`` is only that of a statement, made up to a few days after that of ``b``."""
    if not a.is_told_day or b.is_told_day or a.time is None or b.time is None or not a.time.first_day:
        return False
    if not b.time.first_day or not b.time.last_day:
        return False
    gap = (date.fromisoformat(a.time.first_day) - date.fromisoformat(b.time.last_day)).days
    return 0 <= gap <= _DAYS_TOLD_LATER


def _is_named_apart(a: Draft, b: Draft) -> bool:
    """Whether the noun of ``b`` has a name of which nothing was told of ``a`` ("the airport attack" is none on a bank).
    On coded documents (71 kept aside, 263 for training) 3 of 26 nouns with such a name meant the act told before, of
    those whose name was told there 8 of 15."""
    return bool(b.naming) and not b.naming & a.context


def _may_refer(a: Draft, b: Draft, words: SameEventWords) -> bool:
    """Whether the noun of ``b`` can mean ``a``: one act for one, and a general noun or one of its kind."""
    if b.is_plural and not a.is_plural and not _killed_several(a, b, words):
        return False
    if words.is_general(b.lemma) or _are_akin(a, b, words):
        return True
    kinds = words.families.get(b.lemma, frozenset())
    if "killing" in kinds:
        return any(t.effect == "death" for t in a.tolls)
    if kinds & {"blast", "from_afar"}:
        return any(x.word.gtd_weaptype == _EXPLOSIVES for x in a.weapons)
    return "shooting" in kinds and any(x.word.gtd_weaptype == _FIREARMS for x in a.weapons)


def _killed_several(a: Draft, b: Draft, words: SameEventWords) -> bool:
    """ "The killings" after one act that cost several lives."""
    several = any((p.count.best or p.count.low or 0) > 1 for p in a.recipients if p.count is not None)
    are_deaths = "killing" in words.families.get(b.lemma, frozenset()) and words.are_akin(a.lemma, b.lemma)
    return are_deaths and (several or any(t.effect == "death" and (t.best or t.low or 0) > 1 for t in a.tolls))


def _are_akin(a: Draft, b: Draft, words: SameEventWords) -> bool:
    return any(words.are_akin(x, y) for x in a.lemmas for y in b.lemmas)


def _are_others(a: Sequence[Party], b: Sequence[Party], words: SameEventWords) -> bool:
    """Whether both have doers, none shared, and none that may be anyone ("gunmen")."""
    if not a or not b or _share_words(a, b):
        return False
    return not any(p.lemma in words.nameless and p.match.actor_id is None for p in (*a, *b))


def _are_other_victims(a: Draft, b: Draft, words: SameEventWords) -> bool:
    """Whether both name victims of one kind, hit in one way: persons here and a building there may be one attack's,
    as may killed here and wounded there, or a university and "the campus"."""
    humans = [[p for p in d.recipients if _is_human(p) and not _is_anyone(p, words)] for d in (a, b)]
    if all(humans):
        effects = [{t.effect for t in d.tolls} for d in (a, b)]
        return not all(effects) or bool(effects[0] & effects[1])
    things = [[p for p in d.recipients if not _is_human(p) and p.text[:1].isupper()] for d in (a, b)]
    return all(things)


def _is_named_after(a: Draft, b: Draft) -> bool:
    """ "A teacher was arrested. John Doe, 43, was held at his home": one person by what he is, then by his name."""
    if b.sentence - max(a.sentences) > _NEAR:
        return False
    persons = [[p for p in d.recipients if _is_human(p) or p.names is NounKind.PERSON] for d in (a, b)]
    if any(len(found) != 1 for found in persons):
        return False
    x, y = (found[0] for found in persons)
    if any(p.count is None or p.count.best != 1 for p in (x, y)):
        return False
    return x.names is NounKind.PERSON and y.names is None and y.is_person


def _is_anyone(party: Party, words: SameEventWords) -> bool:
    """ "Ten people", "the others", a bare number."""
    return party.lemma in words.nameless or not any(c.isalpha() for c in party.text)


def _is_human(party: Party) -> bool:
    count = party.count
    return (
        party.is_person or party.match.sector in _FORCES or (count is not None and (count.low or count.best or 0) > 1)
    )


def _are_one_mass(a: Draft, b: Draft) -> bool:
    """Whether both tell of many dead, about as many: a story has one such act unless day or place part them."""
    x, y = ([t for t in d.tolls if t.effect == "death"] for d in (a, b))
    if not x or not y or a.is_in_passing or b.is_in_passing or not (b.time is None or _share_day(a, b)):
        return False
    low, high = sorted((x[0].best or x[0].low or 0, y[0].best or y[0].low or 0))
    has_open = any(t.best is None for t in (x[0], y[0]))
    return low >= _MANY_DEAD and (high <= 2 * low or (has_open and high <= 4 * low))


def _is_of_known(a: Draft, b: Draft, words: SameEventWords) -> bool:
    """Whether ``b`` tells only what came of a deed that it names as known, and ``a``, told as itself, stands near."""
    is_bare = b.lemma in words.harms and not b.actors
    return b.is_of_known and is_bare and not a.is_in_passing and b.sentence - max(a.sentences) <= _NEAR


def _is_outcome(a: Draft, b: Draft, words: SameEventWords) -> bool:
    """Whether ``b``, near ``a``, tells only what came of an attack that ``a`` tells."""
    if not b.tolls or b.lemma not in words.harms or b.actors or _own_places(b) or b.time is not None:
        return False
    known = {t.effect for t in a.tolls}
    return b.sentence - max(a.sentences) <= _NEAR and not any(t.effect in known for t in b.tolls)


def _share_day(a: Draft, b: Draft) -> bool:
    return a.time is not None and b.time is not None and a.time.first_day == b.time.first_day


def _may_be_one_status(a: Draft, b: Draft) -> bool:
    if a.status == b.status or {a.status, b.status} <= _HAPPENED:
        return True
    if a.status is Status.DENIED and b.status in _HAPPENED:
        return b.is_definite  # "the attack" is the one in dispute
    return {a.status, b.status} == {Status.ATTEMPTED, Status.OCCURRED} and b.is_definite


def _days_disagree(a: TimeMention | None, b: TimeMention | None) -> bool:
    if a is None or b is None or a.anchor == "event" or b.anchor == "event":
        return False
    if not (a.first_day and a.last_day and b.first_day and b.last_day):
        return False
    return a.last_day < b.first_day or b.last_day < a.first_day


def _own_places(draft: Draft) -> list[DraftPlace]:
    return [p for p in draft.places if not p.is_inherited and p.mention.precision != "country"]


def _place_names(draft: Draft) -> set[str]:
    return {p.mention.name for p in _own_places(draft)}


def _places_disagree(a: Draft, b: Draft) -> bool:
    x, y = _own_places(a), _own_places(b)
    if not x or not y or _place_names(a) & _place_names(b):
        return False
    if any(_are_near(p.mention, q.mention) for p in x for q in y):
        return False
    countries = {p.mention.country for p in x} & {p.mention.country for p in y}
    coarse = any(p.mention.precision in ("admin1", "other") for p in (*x, *y))
    return not (countries and coarse)


def _are_near(a: PlaceMention, b: PlaceMention) -> bool:
    """Whether two exact places are a short way from each other: a town and the base outside it."""
    exact = (PlacePrecision.EXACT, PlacePrecision.NEAR)
    if a.precision not in exact or b.precision not in exact or a.latitude is None or b.latitude is None:
        return False
    return float(distance_km(a.latitude, a.longitude, b.latitude, b.longitude)) <= _NEAR_KM


def _tolls_disagree(a: Draft, b: Draft) -> bool:
    for x in a.tolls:
        for y in b.tolls:
            if x.effect == y.effect == "death" and x.best and y.best and max(x.best, y.best) > 3 * min(x.best, y.best):
                return True
    return False


_STOP = frozenset(
    {
        "the",
        "of",
        "and",
        "a",
        "an",
        "in",
        "from",
        "by",
        "people",
        "man",
        "men",
        "forces",
        "group",
        "groups",
        "members",
        "officials",
    }
)


def _words_of(party: Party) -> set[str]:
    words = {w.lower().strip(".,'’\"").removesuffix("'s").removesuffix("’s") for w in party.text.split()}
    stems = {w[:-1] if len(w) > _MIN_SHARED and w.endswith("s") else w for w in words}
    return {w for w in stems if len(w) > 2 and w not in _STOP}


def _share_words(a: Sequence[Party], b: Sequence[Party]) -> bool:
    return any(_is_same_party(x, y) for x in a for y in b)


def _is_same_party(a: Party, b: Party) -> bool:
    """Whether the words of one name lie in the other, or half of all their words agree; or actor knowledge says so."""
    if a.match.actor_id is not None and a.match.actor_id == b.match.actor_id:
        return True
    x, y = _words_of(a), _words_of(b)
    both = len(x & y)
    return both > 0 and (both == min(len(x), len(y)) or 2 * both >= len(x | y))


def _merged(a: Draft, b: Draft) -> Draft:
    return replace(
        a,
        status=Status.ATTEMPTED if Status.ATTEMPTED in (a.status, b.status) else a.status,
        lemmas=tuple(dict.fromkeys((*a.lemmas, *b.lemmas))),
        sentences=(*a.sentences, *b.sentences),
        context=a.context | b.context,
        clauses=a.clauses + tuple(c for c in b.clauses if c not in a.clauses),
        mode=a.mode or b.mode,
        cameo=a.cameo or b.cameo,
        evidence=max(a.evidence, b.evidence),
        is_in_passing=a.is_in_passing and b.is_in_passing,
        is_noun=a.is_noun and b.is_noun,
        actors=_doers(a.actors, b.actors),
        recipients=_united(a.recipients, b.recipients),
        likely_actors=a.likely_actors or b.likely_actors,
        likely_recipients=a.likely_recipients or b.likely_recipients,
        weapons=without_general((*a.weapons, *b.weapons)),
        tolls=_tolls(a.tolls, b.tolls, b.is_of_known and bool(b.assertions)),
        time=_better_time(a, b),
        is_told_day=(a.is_told_day or a.time is None) and (b.is_told_day or b.time is None),
        places=_better_places(a, b),
        assertions=a.assertions + b.assertions,
        count=a.count or b.count,
    )


def _doers(a: tuple[Party, ...], b: tuple[Party, ...]) -> tuple[Party, ...]:
    """The doers of the first telling; where it has none with a name, those that the other names as well."""
    nameless = load_same_event_words().nameless
    if any(p.match.actor_id is not None or p.lemma not in nameless for p in a):
        return a
    return a + tuple(p for p in b if not _share_words(a, [p]) and (not a or p.match.actor_id is not None))


def _united(a: tuple[Party, ...], b: tuple[Party, ...]) -> tuple[Party, ...]:
    return a + tuple(p for p in b if not _share_words(a, [p]))


def _tolls(a: tuple[DraftToll, ...], b: tuple[DraftToll, ...], is_disputed: bool) -> tuple[DraftToll, ...]:
    """The first telling's figure stands, its bounds widened to a figure that another source gives (``is_disputed``); a
    later one fills what it lacks. Who was shot in one telling and dead in the other counts as dead alone."""
    known = {t.effect for t in a}
    others = {t.effect: t for t in b} if is_disputed else {}
    a = tuple(_widened(t, others[t.effect]) if t.effect in others else t for t in a)
    both = a + tuple(t for t in b if t.effect not in known)
    dead = max((t.best or 0 for t in both if t.effect == "death"), default=0)
    return tuple(t for t in both if not (t.is_open and (t.best or 0) <= dead))


def _widened(toll: DraftToll, other: DraftToll) -> DraftToll:
    if toll.low is None or other.low is None:
        return toll
    high = None if toll.high is None or other.high is None else max(toll.high, other.high)
    return replace(toll, low=min(toll.low, other.low), high=high)


def _better_time(a: Draft, b: Draft) -> TimeMention | None:
    if a.time is None or b.time is None:
        return a.time or b.time
    is_loose = (a.time.anchor == "event" and b.time.anchor != "event") or (a.is_told_day and not b.is_told_day)
    return b.time if is_loose or (lies_within(b.time, a.time) and not b.is_told_day) else a.time


def _better_places(a: Draft, b: Draft) -> tuple[DraftPlace, ...]:
    """The places of both, without a country where a place in it is named."""
    if all(p.is_inherited or p.is_inferred for p in a.places) and b.places:
        return b.places
    names = {p.mention.name for p in a.places}
    both = a.places + tuple(p for p in b.places if p.mention.name not in names and not p.is_inherited)
    exact = {p.mention.country for p in both if p.mention.precision != "country"}
    return tuple(p for p in both if p.mention.precision != "country" or p.mention.country not in exact)
