"""MUC-4's train documents as the choice will see texts: read by a span model that never saw them."""

from __future__ import annotations

import argparse
import pathlib
from collections.abc import Iterator, Sequence
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

Halves = Sequence[pathlib.Path]


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


def unseen_texts(data: pathlib.Path, halves: Halves) -> Iterator[Text]:
    """The train documents that some model never saw: those of each half read by the model of the other, where it is
    given, those that were kept aside by the package's own.

    ``halves``: folders of the models of half 0 and, for all documents, of half 1 (spans.onnx).
    """
    rows = [row for row in read(data / "muc4/dev.jsonl") if row["part"] == "train"]
    whole = load_muc4_lexicon()
    by_model = [half_lexicon(folder, half, rows) for half, folder in enumerate(halves)]
    coder = load_coder()
    for row in rows:
        aside, other = sha_divides(row["id"], ASIDE), 1 - half_of(row["id"])
        document = make_document(raw_item(row)) if aside or other < len(by_model) else None
        if isinstance(document, Document):
            lexicon = whole if aside else by_model[other]
            tagged = read_text(document, lexicon)
            around = surroundings_of(document, tagged.sentences, lexicon)
            coded = coded_words(document, coder.code(document).reports, lexicon.tables.muc4, around.home)
            yield Text(row, tagged, coded, around, lexicon)


def half_lexicon(folder: pathlib.Path, half: int, rows: list[dict[str, Any]]) -> Muc4Lexicon:
    """The package's tables with the model of a half and the names of organizations in that half's keys."""
    whole = load_muc4_lexicon()
    session = onnxruntime.InferenceSession(str(folder / "spans.onnx"), providers=["CPUExecutionProvider"])
    counted = count_names((row for row in rows if half_of(row["id"]) == half), fewest=1)
    rates = {name: keys / (1 + documents) for name, (keys, documents) in counted.items()}
    muc4 = structs.replace(whole.tables.muc4, organizations=rates, organization_names=names_pattern(rates))
    return structs.replace(
        whole,
        model=ModelFiles(session=session, tokenizer=load_span_model().tokenizer, sha256=""),
        tables=structs.replace(whole.tables, muc4=muc4),
    )


def candidates_of(text: Text) -> tuple[Candidate, ...]:
    entities, heads = entities_of(text.tagged, text.lexicon), text.lexicon.tables.heads
    return weigh_entities(entities, text.tagged, heads, text.coded, text.lexicon.choices)


def weigh_text(text: Text) -> Weighed:
    """The candidates and incidents of a text."""
    candidates = candidates_of(text)
    return Weighed(text, candidates, tuple(incidents_of(candidates, text.tagged, text.around, text.lexicon)))


def asked(description: str | None) -> argparse.Namespace:
    """The command line of a fit on texts that a model never saw: ``data``, ``halves``, ``out``."""
    ap = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("data", type=pathlib.Path, help="folder of the gold sets")
    ap.add_argument(
        "--halves", type=pathlib.Path, nargs="+", required=True, help="of half 0, of half 1: folders with spans.onnx"
    )
    ap.add_argument("out", type=pathlib.Path)
    return ap.parse_args()
