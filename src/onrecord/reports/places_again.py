"""Places that a sentence tells again without their names: "here", "there", "the city"."""

from __future__ import annotations

from bisect import bisect_left

from msgspec.structs import replace

from onrecord.lexicon.scenes import SceneWords
from onrecord.mentions.language import ParsedSentence
from onrecord.records import PlaceMention, PlacePrecision
from onrecord.reports.reading import Reading

_CHARS_BACK = 900
_SPOTS = frozenset({PlacePrecision.EXACT, PlacePrecision.NEAR})
_AREAS = frozenset({PlacePrecision.ADMIN1, PlacePrecision.ADMIN2})
_POINTING = frozenset({"the", "this", "that"})
_NAMING = ("compound", "nmod", "appos", "poss", "prep", "amod", "acl", "relcl")


def places_told_again(reading: Reading, sentence: ParsedSentence, rules: SceneWords) -> list[PlaceMention]:
    """The places that words of the sentence stand for, each with the span of these words: the dateline's for "here",
    the one named last before for "there", and the last of its kind for "the city", "this province".

    Empty where nothing was named within the last paragraphs (900 characters) that the word may mean.
    """
    found = []
    for k, word in enumerate(sentence.words):
        place = _place_of(reading, sentence, k, word.lower(), rules)
        if place is not None:
            found.append(replace(place, start=sentence.starts[k], end=sentence.ends[k], text=word))
    return found


def _place_of(reading: Reading, sentence: ParsedSentence, k: int, word: str, rules: SceneWords) -> PlaceMention | None:
    if word == "here" and sentence.tags[k] == "RB":
        return _of_dateline(reading)
    if word == "there" and sentence.tags[k] == "RB":
        return _last_named(reading, sentence.starts[k], _SPOTS | _AREAS | {PlacePrecision.COUNTRY})
    kinds = _SPOTS if word in rules.settlements else _AREAS if word in rules.areas else None
    if kinds is None or not _points_back(sentence, k):
        return None
    return _last_named(reading, sentence.starts[k], kinds)


def _points_back(sentence: ParsedSentence, noun: int) -> bool:
    articles = {sentence.words[d].lower() for d in sentence.kids(noun, "det")}
    is_part = sentence.deps[noun] in ("compound", "nmod", "amod")
    return bool(articles & _POINTING) and not is_part and not sentence.kids(noun, *_NAMING)


def _of_dateline(reading: Reading) -> PlaceMention | None:
    dateline = reading.document.dateline
    places = reading.within(reading.places, *dateline) if dateline is not None else []
    return places[0] if places else None


def _last_named(reading: Reading, before: int, kinds: frozenset[PlacePrecision]) -> PlaceMention | None:
    k = bisect_left(reading.places, before, key=lambda p: p.start)
    for place in reversed(reading.places[:k]):
        if before - place.end > _CHARS_BACK:
            return None
        if place.precision in kinds:
            return place
    return None
