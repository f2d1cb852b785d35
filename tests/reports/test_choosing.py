"""Which sentences are read closely, and that each step before the parse spares only what it should."""

from __future__ import annotations

import hashlib
from functools import cache

import pytest
from msgspec.structs import replace

from onrecord.documents import make_document
from onrecord.lexicon.coding import CodingLexicon, load_coding_lexicon
from onrecord.lexicon.models import load_gate
from onrecord.mentions.sentences import split_sentences
from onrecord.records import Document, MediaKind, RawItem
from onrecord.reports.choosing import choose_sentences, sift_sentences, story_sentences

STORY = (
    "Rebels shelled the market of Talvik on Monday. The weather in the valley had been mild. "
    "Two traders died of their wounds. A spokesman for the Northern Front said it was behind the shelling. "
    "The mayor condemned the shelling and called for talks. Apples from the valley are sold as far as the coast."
)


@cache
def lexicon() -> CodingLexicon:
    return load_coding_lexicon()


def document(text: str) -> Document:
    data = text.encode()
    item = RawItem(path="-", data=data, sha256=hashlib.sha256(data).hexdigest(), media=MediaKind.TEXT)
    made = make_document(item)
    assert isinstance(made, Document)
    return made


def chosen(text: str, **changes: object) -> list[str]:
    made = document(text)
    spans = split_sentences(made.clean, lexicon().ontology.abbreviations)
    return [one.text for one in choose_sentences(story_sentences(made, spans), replace(lexicon(), **changes))]


def test_sentences_that_carry_no_event_are_not_read() -> None:
    found = chosen(STORY)
    assert any("shelled the market" in text for text in found)
    assert any("condemned" in text for text in found)
    assert not any("weather" in text or "Apples" in text for text in found)


def test_what_tells_of_harm_or_claims_a_deed_is_read_whatever_the_gate_says() -> None:
    closed = replace(load_gate(), bar=1e9)
    found = chosen(STORY, gate=closed)
    assert any("died of their wounds" in text for text in found)
    assert not any("condemned" in text for text in found)


def test_a_rare_word_that_is_sure_to_tell_an_act_passes_the_gate_too() -> None:
    closed = replace(load_gate(), bar=1e9)
    assert chosen("Army officers overthrew the elected government on Sunday.", gate=closed)
    assert not chosen("Army officers arrested the elected president on Sunday.", gate=closed)


def test_without_sparing_every_sentence_is_read() -> None:
    assert len(chosen(STORY, spares=False)) == 6


def test_no_sentence_passes_that_the_steps_before_have_dropped() -> None:
    made = document(STORY)
    spans = split_sentences(made.clean, lexicon().ontology.abbreviations)
    sifted = [one.text for one in sift_sentences(story_sentences(made, spans), lexicon())]
    assert set(chosen(STORY)) <= set(sifted)
    assert not any("Apples" in text for text in sifted)


@pytest.mark.parametrize("dateline", ["TALVIK, June 3 (Wire) - ", ""])
def test_offsets_lead_to_the_text(dateline: str) -> None:
    made = document(dateline + STORY)
    spans = split_sentences(made.clean, lexicon().ontology.abbreviations)
    for one in choose_sentences(story_sentences(made, spans), lexicon()):
        assert made.clean[one.start :].startswith(one.text)
