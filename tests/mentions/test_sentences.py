"""Sentence splitting: abbreviations, initials, quotes, texts in small letters."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.lexicon.ontology import load_ontology
from onrecord.limits import MAX_SENTENCE_CHARS
from onrecord.mentions.sentences import split_sentences


def split(text: str) -> list[str]:
    return [text[a:b] for a, b in split_sentences(text, load_ontology().abbreviations)]


CASES = [
    ["Gunmen fled.", "Police came."],
    ["Why?", "Nobody knows!", "Really?!", "Yes."],
    ["He paused...", "Then he left."],
    ["It was over…", "The police left."],
    # Titles, initials, places, months, numbers.
    ["Gen. Ali Hassan was shot.", "He died."],
    ["Mr. J. R. Smith met Lt. Col. Omar Said.", "Dr. Jones did not."],
    ["The order came from President George W. Bush.", "Troops obeyed."],
    ["The Ala. man went to St. Louis on Jan. 5.", "Gov. Smith said no."],
    ["Rockets fell near Mt. Sinjar on Sept. 11.", "Nobody was hurt."],
    ["No. 5 was the target.", "It burned."],
    ["The answer was no.", "He left."],
    ["It cost 3.5 million.", "The price rose."],
    ["The attack killed 12.", "13 were hurt."],
    # Abbreviations that may end a sentence.
    ["The U.S. Army left.", "They were paid by the U.S.", "It denied this."],
    ["He lives in Washington, D.C.", "He works there."],
    ["The bomb went off at 5 p.m. Monday near a school.", "Two died at 6 p.m.", "The police came."],
    ["The firm, Acme Inc., left.", "It sued Acme Corp.", "The end came soon."],
    ["The graves were found in Mass.", "The diggers left."],
    # Words that only look like abbreviations.
    ["The prisoner was ill.", "Police freed him."],
    ["He shot at me.", "I ran."],
    ["He spoke of plan B.", "They refused."],
    # Quotes and brackets.
    ['"We did it."', "The group said so."],
    ["“We did it,” he said.", "“It was us.”", "Police left."],
    ['He said: "Go!" and left.', "Nobody followed."],
    ["They went to jail.", '"No," she said.'],
    ["(The army denied it.)", "Rebels did not."],
]


@pytest.mark.parametrize("sentences", CASES, ids=[" ".join(case) for case in CASES])
def test_sentences_of_a_line(sentences: list[str]) -> None:
    assert split(" ".join(sentences)) == sentences


def test_a_blank_line_ends_a_sentence_and_a_single_break_does_not() -> None:
    text = "Gunmen attacked\nthe town. Many fled.\n\nA headline without a stop\n\nThe army came."
    assert split(text) == ["Gunmen attacked\nthe town.", "Many fled.", "A headline without a stop", "The army came."]


def test_a_text_in_small_letters_is_split_at_its_stops() -> None:
    text = "one man died on jan. 5. two were hurt. police blamed gen. ali of the u.s. army."
    assert split(text) == ["one man died on jan. 5.", "two were hurt.", "police blamed gen. ali of the u.s. army."]


def test_small_letters_after_a_stop_go_on_in_ordinary_text() -> None:
    text = "He works for the dept. of defence. It denied this."
    assert split(text) == ["He works for the dept. of defence.", "It denied this."]


@pytest.mark.parametrize("blank", ["", " ", "\n\n \n", "\t"])
def test_blank_text_has_no_sentence(blank: str) -> None:
    assert split(blank) == []


def test_a_sentence_past_the_limit_is_cut_at_white_space() -> None:
    pieces = split("word " * 1000)
    assert len(pieces) == 3
    assert all(0 < len(piece) <= MAX_SENTENCE_CHARS for piece in pieces)
    assert all(set(piece.split()) == {"word"} for piece in pieces)


def test_a_word_past_the_limit_is_cut_too() -> None:
    pieces = split("x" * (2 * MAX_SENTENCE_CHARS + 5))
    assert [len(piece) for piece in pieces] == [MAX_SENTENCE_CHARS, MAX_SENTENCE_CHARS, 5]


@given(st.text(alphabet="aB .!?\n\"'“”()5Uu.Mr", max_size=80))
def test_spans_are_ordered_trimmed_and_lose_no_word(text: str) -> None:
    spans = split_sentences(text, load_ontology().abbreviations)
    assert all(text[a:b].strip() == text[a:b] != "" for a, b in spans)
    assert all(first[1] <= second[0] for first, second in pairwise(spans))
    assert "".join(text.split()) == "".join("".join(text[a:b].split()) for a, b in spans)
