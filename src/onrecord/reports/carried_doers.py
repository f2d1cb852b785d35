"""The doer and the aircraft of strikes told one after the other, where only some of them name these."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from onrecord.lexicon.same_event import SameEventWords, load_same_event_words
from onrecord.records import Status
from onrecord.reports.drafts import Draft, Party
from onrecord.reports.reading import WeaponMention
from onrecord.reports.scene_parties import OFFICIAL_MODES

_DONE = frozenset({Status.OCCURRED, Status.ONGOING})
_FORCES = frozenset({"MIL", "GOV", "UAF", "REB"})
_KINDS = frozenset({"state", "government", "military", "armed_group", "igo"})
_OFFICIAL_ACTS = frozenset({"COERCE", "SANCTION", "ACCUSE"})
_OFFICIALS = frozenset({"COP", "JUD", "MIL", "GOV"})
_IRREGULAR = frozenset({"UAF", "REB"})
_REACH = 6


def carry_doers(drafts: Sequence[Draft]) -> list[Draft]:
    """Gives a strike from the air or from afar without a doer the one of the strike told last before it.

    "Coalition forces conducted four strikes. Near Homs, one strike destroyed a depot": a list of strikes has one doer.
    Only a known force hands its name on, as far as six sentences on from each strike, and none does where the strikes
    told so far are of several.
    """
    words = load_same_event_words()
    carried: list[Draft] = []
    last: Draft | None = None
    doers: list[Party] = []
    for draft in drafts:
        if _is_strike(draft, words):
            if _is_open(draft) and last is not None and draft.sentence - max(last.sentences) <= _REACH:
                draft = replace(draft, actors=last.actors)  # noqa: PLW2901
            elif draft.actors:
                doers += [p for p in draft.actors if not _is_among(p, doers)]
            last = draft if draft.actors and len(doers) == 1 and _is_force(doers[0]) else None
        carried.append(draft)
    return carried


def carry_officials(drafts: Sequence[Draft]) -> list[Draft]:
    """Gives an arrest, charge or sentence without a doer the one official doer of those told before it in the text:
    police who "arrested a dealer" arrested also those of whom the next sentences only say that they were.

    Only a verb tells such an act, no other country's officials did it, and none is given where several have acted.
    """
    carried: list[Draft] = []
    told: dict[str, list[Draft]] = {}
    for draft in drafts:
        if _is_official(draft):
            before = told.setdefault(draft.event_type, [])
            if _is_passive(draft) and before and _is_same_country(before[0], draft):
                doers = [p for d in before for p in d.actors if _is_official_body(p)]
                if all(_is_among(p, doers[:1]) for p in doers):
                    draft = replace(draft, actors=(doers[0],))  # noqa: PLW2901
            if any(_is_official_body(p) for p in draft.actors):
                before.append(draft)
        carried.append(draft)
    return carried


def _is_official(draft: Draft) -> bool:
    is_legal = draft.mode in OFFICIAL_MODES or draft.event_type == "SANCTION"
    return is_legal and draft.event_type in _OFFICIAL_ACTS and draft.status in _DONE


def _is_official_body(party: Party) -> bool:
    return party.match.sector in _OFFICIALS and party.match.kind != "person"


def _is_passive(draft: Draft) -> bool:
    return _is_open(draft) and not draft.is_noun and draft.tense != "present"


def _is_same_country(before: Draft, draft: Draft) -> bool:
    there = {p.mention.country for p in before.places} | {p.match.country for p in before.actors} - {None}
    here = {p.mention.country for p in draft.places if not p.is_inferred}
    return not here or not there or bool(here & there)


def carry_aircraft(drafts: Sequence[Draft]) -> list[Draft]:
    """Gives a force's strike without a weapon the aircraft or air strike of the nearest other strike of the same doer:
    where some of a list of strikes are told to come from the air, those told as mere strikes do too."""
    words = load_same_event_words()
    flown = [d for d in drafts if _is_strike(d, words) and _aerial(d)]
    return [replace(d, weapons=_nearest_aerial(d, flown)) if flown and _is_bare(d, words) else d for d in drafts]


def _is_bare(draft: Draft, words: SameEventWords) -> bool:
    is_known = bool(draft.actors) and all(_is_force(p) and p.match.sector not in _IRREGULAR for p in draft.actors)
    return not draft.weapons and is_known and _is_strike(draft, words)


def _nearest_aerial(draft: Draft, flown: Sequence[Draft]) -> tuple[WeaponMention, ...]:
    own = [d for d in flown if not d.actors or any(_is_among(p, d.actors) for p in draft.actors)]
    nearest = min(own, key=lambda d: abs(d.sentence - draft.sentence), default=None)
    return _aerial(nearest)[:1] if nearest is not None else ()


def _aerial(draft: Draft) -> tuple[WeaponMention, ...]:
    return tuple(w for w in draft.weapons if w.word.mode == "aerial")


def _is_strike(draft: Draft, words: SameEventWords) -> bool:
    if draft.event_type != "ASSAULT" or draft.status not in _DONE:
        return False
    return bool(words.serial & set(draft.lemmas)) or bool(_aerial(draft))


def _is_open(draft: Draft) -> bool:
    return not draft.actors and not draft.likely_actors


def _is_force(party: Party) -> bool:
    return party.match.sector in _FORCES or party.match.kind in _KINDS


def _is_among(party: Party, others: Sequence[Party]) -> bool:
    """Whether a doer is one of ``others`` by actor knowledge or by name."""
    names = {p.match.name.lower() for p in others}
    return party.match.name.lower() in names or any(
        p.match.actor_id is not None and p.match.actor_id == party.match.actor_id for p in others
    )
