"""What is read of a document: nothing is tagged that no event or relation asks for."""

from __future__ import annotations

import hashlib
from functools import cache

from msgspec.structs import replace

from onrecord.documents import make_document
from onrecord.lexicon.coding import CodingLexicon, load_coding_lexicon
from onrecord.mentions.language import SpacyParser
from onrecord.records import Document, MediaKind, RawItem
from onrecord.reports.reading import Reading, read_document

STORY = (
    "Rebels of the Northern Front shelled the market of Nairobi with mortars on Monday. The weather had been mild. "
    "The general of the Kenyan army condemned the shelling."
)


@cache
def parser() -> SpacyParser:
    return SpacyParser()


def read(lexicon: CodingLexicon, *, relations: bool) -> Reading:
    data = STORY.encode()
    item = RawItem(path="-", data=data, sha256=hashlib.sha256(data).hexdigest(), media=MediaKind.TEXT)
    document = make_document(item)
    assert isinstance(document, Document)
    return read_document(document, lexicon, parser(), relations=relations)


def without_events() -> CodingLexicon:
    """The lexicon with a threshold that no word passes once it is parsed."""
    lexicon = load_coding_lexicon()
    return replace(lexicon, detection=replace(lexicon.detection, threshold=1e9))


def test_events_run_beside_the_sentences_that_tell_them() -> None:
    reading = read(load_coding_lexicon(), relations=False)
    assert len(reading.events) == len(reading.sentences) == len(reading.scores)
    told = [reading.sentences[event.sentence].words[event.word] for events in reading.events for event in events]
    assert "shelled" in told
    assert "condemned" in told
    assert [m.text for m in reading.places] == ["Nairobi"]
    assert [m.text for m in reading.weapons] == ["mortars", "shelling"]
    assert [m.text for m in reading.times] == ["Monday"]


def test_a_document_whose_parse_shows_no_event_is_not_tagged() -> None:
    reading = read(without_events(), relations=False)
    assert (reading.sentences, reading.actors, reading.times, reading.places, reading.weapons) == ((), (), (), (), ())


def test_relations_ask_for_actors_and_for_no_more() -> None:
    reading = read(without_events(), relations=True)
    assert any("Kenyan" in actor.text for actor in reading.actors)
    assert (reading.times, reading.places, reading.weapons) == ((), (), ())
