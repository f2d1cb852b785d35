"""How near documents are by their words."""

from __future__ import annotations

from onrecord.incidents.stories import read_stories

DOCUMENTS = {
    "a": ("quake", "hits", "island", "village"),
    "b": ("island", "village", "after", "quake"),
    "c": ("star", "marries", "singer", "quietly"),
    "d": ("bank", "cuts", "rates", "again"),
}


def test_documents_that_share_rare_words_are_of_one_story() -> None:
    stories = read_stories(DOCUMENTS, {})
    a, b, c, d = (stories.number[key] for key in "abcd")
    assert stories.words[a, b] > 0.4
    assert stories.together[a, b] == stories.together[b, a] > max(stories.together[a, c], stories.together[c, d])
    assert stories.words[a, c] == 0.0


def test_no_documents_no_stories() -> None:
    assert read_stories({}, {}).words.shape == (0, 0)
