"""Where a story is when a sentence that tells of a scene names no place: the spot named nearest to it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from msgspec.structs import replace

from onrecord.lexicon.scenes import load_scene_words
from onrecord.records import PlaceMention, PlaceRole
from onrecord.reports.drafts import Draft, DraftPlace
from onrecord.reports.reading import Reading

_SCENES = frozenset({"ASSAULT", "COERCE", "PROTEST"})
_BACK, _AHEAD = 2, 1
_CHARS_BEFORE = 60


def place_by_focus(drafts: Sequence[Draft], reading: Reading) -> list[Draft]:
    """Gives a scene that has no place, or only an inferred country, the spot that the text names nearest: in the
    sentence itself, in the three before it, else in the next; marked as inherited.

    Sentences that tell no event count too. A spot is a place finer than a country that a preposition of place leads to
    ("in the town of X"); an inferred country must hold it.
    """
    spots = [p for p in reading.places if _is_spot(p, reading)]
    if not spots:
        return list(drafts)
    return [_placed(d, spots, reading) if _lacks_place(d) else d for d in drafts]


def _lacks_place(draft: Draft) -> bool:
    return draft.event_type in _SCENES and not draft.aggregate and all(p.is_inferred for p in draft.places)


def _placed(draft: Draft, spots: Sequence[PlaceMention], reading: Reading) -> Draft:
    here = _sentence_at(reading, draft.trigger[0])
    countries = {p.mention.country for p in draft.places}
    near: list[tuple[bool, int, int]] = []
    for k, spot in enumerate(spots):
        steps = _sentence_at(reading, spot.start) - here
        if -_BACK <= steps <= _AHEAD and (not countries or spot.country in countries):
            near.append((steps > 0, abs(steps), -k if steps < 0 else k))
    if not near:
        return draft
    _, _, k = min(near)
    return replace(draft, places=(DraftPlace(spots[abs(k)], PlaceRole.SITE, is_inherited=True),))


def _sentence_at(reading: Reading, offset: int) -> int:
    return bisect_right(reading.spans, offset, key=lambda span: span[0]) - 1


def _is_spot(place: PlaceMention, reading: Reading) -> bool:
    if place.precision == "country" or (place.precision == "other" and place.gazetteer_id is not None):
        return False
    text = reading.document.clean
    return load_scene_words().leads_to.search(text, max(0, place.start - _CHARS_BEFORE), place.start) is not None
