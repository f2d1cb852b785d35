"""Statements of invented articles, word for word: the model's spans and how they are mended and joined."""

from __future__ import annotations

import numpy as np
import pytest

from onrecord.lexicon.models import load_span_model
from onrecord.lexicon.ontology import load_ontology
from onrecord.lexicon.span_heads import load_span_heads
from onrecord.mentions.attributed import AttributedStatement, attributed_parts, find_attributed
from onrecord.mentions.sentences import split_sentences
from onrecord.mentions.span_model import SpanScores

HEADS = load_span_heads()
WIDTH = max(head.last for head in HEADS.values())


def statements(text: str) -> list[AttributedStatement]:
    sentences = split_sentences(text, load_ontology().abbreviations)
    return find_attributed(load_span_model(), text, sentences, HEADS)


def contents(text: str, marked: dict[str, list[str]]) -> list[list[str]]:
    """The contents where the model marks the given phrases of each head."""
    rows, offsets = [], [(k, k + 1) for k in range(len(text))]
    labels = {name: np.zeros(len(text), dtype=int) for name in ("source", "cue", "content")}
    for name, phrases in marked.items():
        for phrase in phrases:
            start = text.index(phrase)
            labels[name][start : start + len(phrase)] = 2
            labels[name][start] = 1
    for k in range(len(text)):
        row = np.zeros(WIDTH, dtype=np.float32)
        for name, line in labels.items():
            row[HEADS[name].first + line[k]] = 6.0
        rows.append(row)
    parts = attributed_parts(SpanScores(np.array(rows), tuple(offsets), ((0, len(rows)),)), text, HEADS)
    return [[text[a:b] for a, b in spans] for spans in parts.contents]


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        (
            "The mayor of Lirano said that the bridge had been closed.",
            "The mayor of Lirano",
            "said",
            "that the bridge had been closed",
        ),
        ("Two men were arrested, according to the police.", "the police", "according to", "Two men were arrested"),
        ("“We will rebuild the school,” Ana Ruiz said.", "Ana Ruiz", "said", "“We will rebuild the school,”"),
    ],
)
def test_a_statement_has_source_cue_and_content(text: str, source: str, cue: str, content: str) -> None:
    (found,) = statements(text)
    assert found.source is not None
    assert found.cue is not None
    assert text[slice(*found.source)] == source
    assert text[slice(*found.cue)] == cue
    assert [text[a:b] for a, b in found.content] == [content]


def test_a_text_without_statements_gives_none() -> None:
    assert statements("The river rose. The road to the north was under water.") == []


def test_a_quotation_broken_by_its_speaker_is_one_content_of_two_spans() -> None:
    text = "“We saw smoke,” Ana Ruiz said. “Then the roof fell.”"
    marks = {"source": ["Ana Ruiz"], "cue": ["said"], "content": ["“We saw smoke,”", "“Then the roof fell.”"]}
    assert contents(text, marks) == [["“We saw smoke,”", "“Then the roof fell.”"]]


def test_contents_of_two_speakers_stay_two() -> None:
    text = "Ruiz said the road was open and Abad denied that it was safe."
    marks = {"cue": ["said", "denied"], "content": ["the road was open", "that it was safe"]}
    assert contents(text, marks) == [["the road was open"], ["that it was safe"]]


def test_a_content_cut_at_a_blank_is_mended_and_a_quotation_is_taken_whole() -> None:
    text = "Ruiz said the road was “closed for good” on Monday."
    assert contents(text, {"content": ["the road", "was “closed for"]}) == [["the road was “closed for good”"]]


def test_a_mark_without_letters_is_no_content() -> None:
    assert contents("Ruiz said: “So.”", {"content": [": "]}) == []
