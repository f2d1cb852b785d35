"""Main events read from headlines and first sentences. All texts are invented."""

from __future__ import annotations

import hashlib
from functools import cache

import pytest

from onrecord.documents import make_document
from onrecord.records import Document, MediaKind, RawItem
from onrecord.reports.headlines import load_headline_reader


@cache
def _document(text: str, title: str | None) -> Document:
    data = text.encode()
    digest = hashlib.sha256(data).hexdigest()
    item = RawItem(
        path="a.txt", data=data, sha256=digest, media=MediaKind.TEXT, title=title, published="2020-11-20", language="en"
    )
    document = make_document(item)
    assert isinstance(document, Document)
    return document


def _answers(text: str, title: str | None = None) -> dict[str, str | None]:
    headline = load_headline_reader().read(_document(text, title))
    return {name: words.text if words else None for name in QUESTIONS for words in [getattr(headline, name)]}


QUESTIONS = ("who", "what", "when", "where")
CASES = [
    (
        "Rebels seize bridge near Mosul\n\nThe bridge changed hands on Tuesday after a short fight, officials said.",
        ("Rebels", "seize bridge near Mosul", "Tuesday", "Mosul"),
    ),
    (
        "Council Approves New School Outside Lyon\n\nThe council approves a new school outside town on Monday.",
        ("Council", "Approves New School Outside Lyon", "Monday", "Lyon"),
    ),
    (
        "Ferry disaster: Captain admits he was asleep\n\nThe captain spoke in a court in Izmir on 3 November 2020.",
        ("Captain", "admits he was asleep", "3 November 2020", "Izmir"),
    ),
    (
        "No deal\n\nKHARTOUM, Nov 19 (Reuters) - Two parties left talks in Juba on Wednesday, a mediator said.",
        ("Two parties", "left talks in Juba on Wednesday", "Wednesday", "Juba"),
    ),
    (
        "'I was lucky': Goalkeeper Ana Brill survives fall in Porto\n\nShe fell on Sunday from a ladder.",
        ("Goalkeeper Ana Brill", "survives fall in Porto", "Sunday", "Porto"),
    ),
]


@pytest.mark.parametrize(("text", "answers"), CASES, ids=[text[:30] for text, _ in CASES])
def test_who_what_when_where(text: str, answers: tuple[str, ...]) -> None:
    assert _answers(text) == dict(zip(QUESTIONS, answers, strict=True))


def test_a_title_kept_apart_is_read_first_and_has_no_span() -> None:
    text = "Officials in Basra spoke of a quiet day on Monday and gave no names."
    headline = load_headline_reader().read(_document(text, "Dockers end strike"))
    assert headline.who is not None
    assert (headline.who.text, headline.who.span) == ("Dockers", None)
    assert headline.where is not None
    assert headline.where.span is not None
    assert text[slice(*headline.where.span)] == headline.where.text == "Basra"


def test_unknown_stays_unknown() -> None:
    assert _answers(
        "Whatever it was, it was over before anybody could look up from the page and wonder."
    ) == dict.fromkeys(QUESTIONS)


def test_spans_are_words_of_the_document() -> None:
    for text, _ in CASES:
        headline = load_headline_reader().read(_document(text, None))
        for name in ("when", "where"):
            words = getattr(headline, name)
            assert text[slice(*words.span)] == words.text
