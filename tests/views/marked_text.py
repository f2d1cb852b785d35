"""Invented texts with spans marked as the span model would mark them."""

from __future__ import annotations

import re

import numpy as np

from onrecord.lexicon.muc4 import load_muc4
from onrecord.lexicon.span_heads import load_span_heads
from onrecord.mentions.span_model import SpanScores
from onrecord.records import Document, Segment
from onrecord.views.muc4_coded import CodedWords, coded_words
from onrecord.views.muc4_entities import Tagged, tag_text

HEADS = load_span_heads()
WIDTH = max(head.last for head in HEADS.values())
SURE = 6.0


def marked(text: str, spans: dict[str, list[str]], labels: dict[str, str] | None = None) -> Tagged:
    """A text of one sentence a line. ``spans``: {head: phrases, each marked wherever it stands}; ``labels``:
    {head: the label that is true of everything}."""
    pieces = [(match.start(), match.end()) for match in re.finditer(r"\w+|[^\w\s]", text)]
    rows = np.zeros((len(pieces), WIDTH), dtype=np.float32)
    for head in HEADS.values():
        if head.kind == "span":
            rows[:, head.first] = SURE
    for name, phrases in spans.items():
        for phrase in phrases:
            for match in re.finditer(re.escape(phrase), text):
                inside = [k for k, (a, b) in enumerate(pieces) if match.start() <= a and b <= match.end()]
                if rows[inside, HEADS[name].first].min() < SURE:
                    continue  # part of a longer phrase
                rows[inside, HEADS[name].first] = 0.0
                rows[inside, HEADS[name].first + 2] = SURE
                rows[inside[0], HEADS[name].first + 1 : HEADS[name].first + 3] = (SURE, 0.0)
    for name, label in (labels or {}).items():
        rows[:, HEADS[name].first + HEADS[name].labels.index(label)] = SURE
    sentences = [(match.start(), match.end()) for match in re.finditer(r"[^\n]+", text)]
    at = [(min(s), max(s) + 1) for s in ([k for k, (p, _) in enumerate(pieces) if a <= p < b] for a, b in sentences)]
    return tag_text(text, sentences, SpanScores(rows, tuple(pieces), tuple(at)), HEADS)


def uncoded(text: str) -> CodedWords:
    """What is known of a document in which nothing was coded."""
    document = Document(
        document_id="x", path="x", text=text, clean=text, segments=(Segment(0, 0, len(text), len(text)),), language="en"
    )
    return coded_words(document, (), load_muc4(), "PER")
