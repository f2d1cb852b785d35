"""Where a story is when a sentence that tells of a scene names no place: the spot named nearest to it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from msgspec.structs import replace

from onrecord.lexicon.scenes import load_scene_words
from onrecord.records import PlaceMention, PlaceRole
from onrecord.reports.drafts import Draft, DraftPlace
from onrecord.reports.reading import Reading

_SCENES = frozenset({"ASSAULT", "COERCE", "PROTEST", "MOBILIZE", "RETREAT"})
_BACK, _BACK_IN_COUNTRY, _AHEAD, _AHEAD_OF_LEAD = 2, 4, 1, 3
_LEAD_SENTENCES = 2
_CHARS_BEFORE = 60


def place_by_focus(drafts: Sequence[Draft], reading: Reading) -> list[Draft]:
    """Gives a scene that has no place, or only an inferred country, the spot that the text names nearest: in the
    sentence itself, in those before it, else in the next; marked as inherited. A scene of the first two sentences that
    these put in a country alone, or beside a place, gets the spot that the next three name ("in the north of X",
    "an area west of Y"), in the same country; a country stays beside it.

    Sentences that tell no event count too. A spot is a place finer than a country that a preposition of place leads to
    ("in the town of X"); a country that is known must hold it.
    """
    spots = [p for p in reading.places if _is_spot(p, reading)]
    return [_placed(d, spots, reading) for d in drafts] if spots else list(drafts)


def _placed(draft: Draft, spots: Sequence[PlaceMention], reading: Reading) -> Draft:
    if draft.event_type not in _SCENES or draft.aggregate:
        return draft
    here = _sentence_at(reading, draft.trigger[0])
    countries = {p.mention.country for p in draft.places}
    if all(p.is_inferred for p in draft.places):
        reach = (_BACK_IN_COUNTRY if countries else _BACK, _AHEAD)
        spot = _nearest(spots, here, reach, countries, reading)
        return replace(draft, places=(DraftPlace(spot, PlaceRole.SITE, is_inherited=True),)) if spot else draft
    in_country = [p for p in draft.places if p.mention.precision == "country"]
    if here < _LEAD_SENTENCES and all(p in in_country or _is_beside(p.mention, reading) for p in draft.places):
        others = [spot for spot in spots if not any(spot.start == p.mention.start for p in draft.places)]
        spot = _nearest(others, here, (0, _AHEAD_OF_LEAD), countries, reading)
        return replace(draft, places=(*in_country, DraftPlace(spot, PlaceRole.SITE, True))) if spot else draft
    return draft


def _is_beside(place: PlaceMention, reading: Reading) -> bool:
    before = reading.document.clean[max(0, place.start - _CHARS_BEFORE) : place.start]
    return place.end > place.start and load_scene_words().beside.search(before) is not None


def _nearest(
    spots: Sequence[PlaceMention], here: int, reach: tuple[int, int], countries: set[str | None], reading: Reading
) -> PlaceMention | None:
    """The spot nearest to sentence ``here``, those before it first; ``None`` where none is within ``reach``."""
    best: tuple[tuple[bool, int, int], PlaceMention] | None = None
    for spot in spots:
        steps = _sentence_at(reading, spot.start) - here
        if -reach[0] <= steps <= reach[1] and (not countries or spot.country in countries):
            rank = (steps > 0, abs(steps), spot.start if steps >= 0 else -spot.start)
            if best is None or rank < best[0]:
                best = rank, spot
    return best[1] if best else None


def _sentence_at(reading: Reading, offset: int) -> int:
    return bisect_right(reading.spans, offset, key=lambda span: span[0]) - 1


def _is_spot(place: PlaceMention, reading: Reading) -> bool:
    if place.precision == "country" or (place.precision == "other" and place.gazetteer_id is not None):
        return False
    text = reading.document.clean
    return load_scene_words().leads_to.search(text, max(0, place.start - _CHARS_BEFORE), place.start) is not None
