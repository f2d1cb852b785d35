"""MUC-4's train documents as the choice will see texts: read by a span model that never saw them."""

from __future__ import annotations

import argparse
import pathlib
from collections.abc import Iterator
from typing import Any

import onnxruntime
from msgspec import Struct, structs

from onrecord.documents import make_document
from onrecord.lexicon.models import ModelFiles, load_span_model
from onrecord.lexicon.muc4 import names_pattern
from onrecord.records import Document
from onrecord.reports import load_coder
from onrecord.views.muc4_choice import Candidate, weigh_entities
from onrecord.views.muc4_circumstances import Surroundings
from onrecord.views.muc4_coded import CodedWords, coded_words
from onrecord.views.muc4_entities import Tagged
from onrecord.views.muc4_incidents import Incident
from onrecord.views.muc4_text import (
    Muc4Lexicon,
    entities_of,
    incidents_of,
    load_muc4_lexicon,
    read_text,
    surroundings_of,
)
from training.spans.align import ASIDE, raw_item, read, sha_divides
from training.spans.halves import half_of
from training.spans.organizations import count_names


class Text(Struct, frozen=True):
    """A document with its row (the key), as the stages before the choice give it; ``lexicon``: what it was read with."""

    row: dict[str, Any]
    tagged: Tagged
    coded: CodedWords
    around: Surroundings
    lexicon: Muc4Lexicon


class Weighed(Struct, frozen=True):
    """A text with its candidates and the incidents that they form."""

    text: Text
    candidates: tuple[Candidate, ...]
    incidents: tuple[Incident, ...]


def unseen_texts(data: pathlib.Path, half: pathlib.Path) -> Iterator[Text]:
    """The train documents that some model never saw: those of half 1 by the model of half 0 (a folder with spans.onnx),
    those that were kept aside by the package's own."""
    rows = [row for row in read(data / "muc4/dev.jsonl") if row["part"] == "train"]
    whole, of_half = load_muc4_lexicon(), half_lexicon(half, rows)
    coder = load_coder()
    for row in rows:
        aside = sha_divides(row["id"], ASIDE)
        document = make_document(raw_item(row)) if aside or half_of(row["id"]) == 1 else None
        if isinstance(document, Document):
            lexicon = whole if aside else of_half
            tagged = read_text(document, lexicon)
            around = surroundings_of(document, tagged.sentences, lexicon)
            coded = coded_words(document, coder.code(document).reports, lexicon.tables.muc4, around.home)
            yield Text(row, tagged, coded, around, lexicon)


def half_lexicon(folder: pathlib.Path, rows: list[dict[str, Any]]) -> Muc4Lexicon:
    """The package's tables with the model of half 0 and the names of organizations in that half's keys."""
    whole = load_muc4_lexicon()
    session = onnxruntime.InferenceSession(str(folder / "spans.onnx"), providers=["CPUExecutionProvider"])
    counted = count_names((row for row in rows if half_of(row["id"]) == 0), fewest=1)
    rates = {name: keys / (1 + documents) for name, (keys, documents) in counted.items()}
    muc4 = structs.replace(whole.tables.muc4, organizations=rates, organization_names=names_pattern(rates))
    return structs.replace(
        whole,
        model=ModelFiles(session=session, tokenizer=load_span_model().tokenizer, sha256=""),
        tables=structs.replace(whole.tables, muc4=muc4),
    )


def weigh_text(text: Text) -> Weighed:
    """The candidates and incidents of a text."""
    entities = entities_of(text.tagged, text.lexicon)
    if not entities:
        return Weighed(text, (), ())
    candidates = weigh_entities(entities, text.tagged, text.lexicon.tables.heads, text.coded, text.lexicon.choices)
    return Weighed(text, candidates, tuple(incidents_of(candidates, text.tagged, text.around, text.lexicon)))


def asked(description: str | None) -> argparse.Namespace:
    """The command line of a fit on texts that a model never saw: ``data``, ``half``, ``out``."""
    ap = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("data", type=pathlib.Path, help="folder of the gold sets")
    ap.add_argument("half", type=pathlib.Path, help="folder of the model of half 0 (spans.onnx)")
    ap.add_argument("out", type=pathlib.Path)
    return ap.parse_args()
