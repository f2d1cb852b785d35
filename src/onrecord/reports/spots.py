"""Which places of a sentence tell where something happened."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

from onrecord.lexicon.gazetteer import Gazetteer
from onrecord.lexicon.scenes import load_scene_words
from onrecord.records import PlaceMention, PlacePrecision, PlaceRole
from onrecord.reports.attaching import head_of_span
from onrecord.reports.drafts import DraftPlace, Party
from onrecord.reports.places_again import places_told_again
from onrecord.reports.reading import Reading

_PARTY_DEPS = frozenset({"nsubj", "nsubjpass", "dobj", "dative", "poss", "attr"})
_MODIFIERS = frozenset({"amod", "compound", "nmod", "npadvmod"})
_TOWARDS = frozenset({"to", "into", "toward", "towards"})
_AT_TARGET = frozenset({"on", "against", "at", "in", "near", "of", "outside"})
_EXACT_BEFORE_COMMA = ","
_LEAST_MENTIONS = 4
_LEAST_SHARE = 0.55


class Spots:
    """The places of sentence ``number``; ``words`` are its event words."""

    def __init__(self, reading: Reading, number: int, words: Collection[int]) -> None:
        self.reading = reading
        self.sentence = reading.sentences[number]
        self.words = words
        self.rules = load_scene_words()

    def mentions(self) -> list[PlaceMention]:
        """The sentence's places in text order, those told again ("here", "the city") among them."""
        start, end = self.sentence.starts[0], self.sentence.ends[-1]
        named = self.reading.within(self.reading.places, start, end)
        again = places_told_again(self.reading, self.sentence, self.rules)
        return sorted([*named, *again], key=lambda p: p.start)

    def is_spot(self, place: PlaceMention) -> bool:
        """Whether the place can be where something happened: not one that acts, owns, is addressed or only
        describes ("Iran-backed", "the president of Iran", "talks with Tehran")."""
        head = head_of_span(self.sentence, place.start, place.end)
        if head is None or self._is_in_compound(place):
            return False
        dep = self.sentence.deps[head]
        if dep in _PARTY_DEPS:
            return False
        if place.precision == "country" and dep in _MODIFIERS and not self._follows_comma(place):
            return False
        return self._preposition_allows(head)

    def _is_in_compound(self, place: PlaceMention) -> bool:
        text, first = self.sentence.text, self.sentence.start
        before = text[max(0, place.start - first - 1) : place.start - first]
        after = text[place.end - first : place.end - first + 2]
        return before == "-" or (after[:1] in ("-", "‑") and after[1:2].islower())

    def _follows_comma(self, place: PlaceMention) -> bool:
        return self.sentence.text[: place.start - self.sentence.start].rstrip().endswith(_EXACT_BEFORE_COMMA)

    def _preposition_allows(self, head: int) -> bool:
        k = head
        while self.sentence.deps[k] in ("conj", "appos") and self.sentence.heads[k] != k:
            k = self.sentence.heads[k]
        if self.sentence.deps[k] != "pobj":
            return True
        preposition = self.sentence.heads[k]
        word = self.sentence.words[preposition].lower()
        if word in self.rules.never:
            return word == "as" and self._is_example(preposition)
        above = self.sentence.heads[preposition]
        if word not in self.rules.if_under_event or self.sentence.pos[above] not in ("NOUN", "PROPN"):
            return True
        forms = {self.sentence.lemmas[above].lower(), self.sentence.words[above].lower()}
        return above in self.words or bool(forms & self.rules.nouns)

    def _is_example(self, preposition: int) -> bool:
        """ "towns such as Aden": examples of what stands before are where that is."""
        return preposition > 0 and self.sentence.words[preposition - 1].lower() == "such"

    def is_hit(self, place: PlaceMention, recipients: Sequence[Party], event_type: str) -> bool:
        """Whether the place stands inside what was hit: not the one a statement is made to ("accused Israel"), nor
        the country whose people were hit ("two U.S. tourists")."""
        if event_type in self.rules.acts_of_words:
            return False
        inside = [p for p in recipients if p.start <= place.start and place.end <= p.end]
        return any(place.precision != "country" or place.end == p.end for p in inside)

    def role(self, place: PlaceMention, event_type: str) -> PlaceRole:
        """The place's role by the preposition before it."""
        offset = place.start - self.sentence.start
        before = self.sentence.text[max(0, offset - 14) : offset].lower()
        word = (before.replace("the ", "").split()[-1:] or [""])[0]
        if word == "from":
            return PlaceRole.ORIGIN
        if word in _TOWARDS:
            return PlaceRole.TARGET if event_type == "ASSAULT" else PlaceRole.DESTINATION
        if event_type == "ASSAULT" and word in _AT_TARGET:
            return PlaceRole.TARGET
        return PlaceRole.SITE


def country_of_state_act(
    event_type: str, actors: Sequence[Party], recipients: Sequence[Party], reading: Reading, gazetteer: Gazetteer
) -> DraftPlace | None:
    """The country of the police, court or government that acts at home, or that speaks, marked as inferred; ``None``
    for any other doer or act. "The army" alone, of no state by its own words, is that of the document's country."""
    rules = load_scene_words()
    if event_type not in rules.state_acts | rules.acts_of_words:
        return None
    for actor in actors:
        if actor.match.country is not None and _acts_at_home(event_type, actor, recipients):
            return _inferred(actor.match.country, gazetteer)
    if any(actor.match.country is None and _speaks_for_a_state(event_type, actor) for actor in actors):
        return country_of_document(reading, gazetteer)
    return None


def _speaks_for_a_state(event_type: str, actor: Party) -> bool:
    rules = load_scene_words()
    return event_type in rules.acts_of_words and actor.match.sector in rules.speaking_sectors


def _acts_at_home(event_type: str, actor: Party, recipients: Sequence[Party]) -> bool:
    rules = load_scene_words()
    is_state, sector = actor.match.kind == "state", actor.match.sector
    if event_type in rules.acts_of_words:
        return is_state or sector in rules.speaking_sectors
    if sector in rules.state_sectors:
        return True
    reached = {p.match.country for p in recipients} - {None, actor.match.country}
    return (is_state or sector in rules.own_sectors) and not reached


def country_of_document(reading: Reading, gazetteer: Gazetteer) -> DraftPlace | None:
    """The one country that most places and actors of the document are of, marked as inferred; else ``None``.

    Places that the gazetteer lacks have their country from those beside them and do not count again.
    """
    countries = Counter(p.country for p in reading.places if p.country and p.gazetteer_id)
    countries.update(a.match.country for a in reading.actors if a.match.country)
    if not countries:
        return None
    country, count = countries.most_common(1)[0]
    if count < _LEAST_MENTIONS or count < _LEAST_SHARE * countries.total():
        return None
    return _inferred(country, gazetteer)


def _inferred(alpha3: str, gazetteer: Gazetteer) -> DraftPlace | None:
    country = gazetteer.country_by_code(alpha3)
    if country is None:
        return None
    mention = PlaceMention(
        start=0,
        end=0,
        text=country.name,
        name=country.name,
        score=0.5,
        country=country.alpha3,
        latitude=country.latitude,
        longitude=country.longitude,
        precision=PlacePrecision.COUNTRY,
        gazetteer_id=country.gazetteer_id,
    )
    return DraftPlace(mention, PlaceRole.SITE, is_inferred=True)
