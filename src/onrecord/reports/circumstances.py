"""When, where, with what and at what cost: the circumstances that a sentence gives its events."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from onrecord.lexicon.coding import CodingLexicon
from onrecord.mentions.casualties import TollMention, find_tolls
from onrecord.records import PlaceMention, PlaceRole, TimeMention
from onrecord.reports.attaching import Owned, head_of_span, owner
from onrecord.reports.drafts import DraftPlace, Party
from onrecord.reports.reading import Reading, WeaponMention

_VIOLENT = "ASSAULT"


class Circumstances:
    """The times, places, weapons and tolls of one sentence, each with the event word that it belongs to."""

    def __init__(
        self, reading: Reading, number: int, lexicon: CodingLexicon, words: Collection[int], cues: Collection[int]
    ) -> None:
        self.sentence = reading.sentences[number]
        self.words = words
        self.cues = cues
        start, end = self.sentence.starts[0], self.sentence.ends[-1]
        self.dated = [(t, self._owner(t.start, t.end)) for t in reading.within(reading.times, start, end)]
        self.placed = [(p, self._owner(p.start, p.end)) for p in reading.within(reading.places, start, end)]
        self.armed = [(w, self._owner(w.start, w.end)) for w in reading.within(reading.weapons, start, end)]
        self.tolls_found = find_tolls(self.sentence, lexicon.casualties, lexicon.numbers)

    def apart(self) -> list[tuple[int, int]]:
        """Pairs of event words that each have a time, or a place, of their own."""
        pairs = []
        dated: dict[int, str] = {}
        for t, w in self.dated:
            if w is not None and t.timex_type in ("DATE", "TIME"):
                dated[w] = t.value
        placed = {w: p.name for p, w in self.placed if w is not None}
        for found in (dated, placed):
            words = sorted(found)
            pairs += [(a, b) for a in words for b in words if a < b and found[a] != found[b] and self._are_peers(a, b)]
        return pairs

    def _are_peers(self, a: int, b: int) -> bool:
        return self.sentence.pos[a] == self.sentence.pos[b] == "VERB"

    def _owned(self, start: int, end: int) -> Owned:
        head = head_of_span(self.sentence, start, end)
        if head is None:
            return Owned(None, 0, False)
        return owner(self.sentence, head, self.words, self.cues)

    def _owner(self, start: int, end: int) -> int | None:
        return self._owned(start, end).word

    def time(self, words: Sequence[int]) -> TimeMention | None:
        """The time expression that dates the event of ``words``; ``None`` where the sentence gives none."""
        dated = [(t, w) for t, w in self.dated if t.timex_type in ("DATE", "TIME") or t.first_day]
        own = [t for t, w in dated if w in words]
        free = [t for t, w in dated if w is None]
        for group in (own, free):
            usable = [t for t in group if (t.first_day or t.anchor == "event") and not t.value.endswith("_REF")]
            if usable:
                return min(usable, key=lambda t: (self._owned(t.start, t.end).steps, t.is_vague, t.start))
        return None

    def places(self, words: Sequence[int], event_type: str, recipients: Sequence[Party]) -> list[DraftPlace]:
        """Where the event of ``words`` happened; empty where the sentence gives no place."""
        spots = [(p, w) for p, w in self.placed if self._is_spot(p)]
        own = [p for p, w in self.placed if w in words and (self._is_spot(p) or self._is_hit(p, recipients))]
        if not own:
            own = [p for p, w in spots if w is None]
        if not own and event_type in (_VIOLENT, "PROTEST", "COERCE", "CONSULT", "MOBILIZE", "RETREAT"):
            own = [p for p, _ in spots]
        return [DraftPlace(p, self._role(p.start, event_type)) for p in own if p.gazetteer_id or p.country]

    def _is_spot(self, place: PlaceMention) -> bool:
        """Whether the place can be where something happened: not one that acts, owns or is addressed itself."""
        head = head_of_span(self.sentence, place.start, place.end)
        if head is None:
            return False
        if place.precision == "country" and self.sentence.deps[head] in ("amod", "compound", "nmod"):
            return False
        return self.sentence.deps[head] not in ("nsubj", "nsubjpass", "dobj", "dative", "poss", "attr")

    @staticmethod
    def _is_hit(place: PlaceMention, recipients: Sequence[Party]) -> bool:
        return any(p.start <= place.start and place.end <= p.end for p in recipients)

    def _role(self, start: int, event_type: str) -> PlaceRole:
        before = self.sentence.text[max(0, start - self.sentence.start - 14) : start - self.sentence.start].lower()
        last = before.replace("the ", "").split()[-1:] or [""]
        word = last[0]
        if word == "from":
            return PlaceRole.ORIGIN
        if word in ("to", "into", "toward", "towards"):
            return PlaceRole.TARGET if event_type == _VIOLENT else PlaceRole.DESTINATION
        if event_type == _VIOLENT and word in ("on", "against", "at", "in", "near", "of", "outside"):
            return PlaceRole.TARGET
        return PlaceRole.SITE

    def weapons(self, words: Sequence[int]) -> tuple[WeaponMention, ...]:
        """What the event of ``words`` was done with, one mention a type."""
        own = [w for w, o in self.armed if o in words or o is None]
        if not own:
            own = [w for w, _ in self.armed] if len(self.words) == len(words) else []
        seen: dict[str, WeaponMention] = {}
        for weapon in own:
            seen.setdefault(weapon.word.type, weapon)
        return tuple(seen.values())

    def tolls(self, words: Sequence[int]) -> list[TollMention]:
        """The killed, wounded and abducted of the event of ``words``."""
        found = []
        for toll in self.tolls_found:
            belongs = toll.predicate in words or owner(self.sentence, toll.predicate, self.words, ()).word in words
            if belongs or (toll.predicate not in self.words and len(words) == len(self.words)):
                found.append(toll)
        return found
