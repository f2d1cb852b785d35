"""Asks the event model about every sentence of the dev sets' texts that the sieve lets pass, for the gate to learn from.

    OMP_NUM_THREADS=1 python -m training.gate.collect ../shared/bench .work/gate

Writes a file a set; a set whose file is there is not asked about again (remove the folder for a new event model). No gold is read. Texts that the coder is scored on (reports_gold, plover_gsr, muc4 but for its train part, the documents
named in reports_train/aside.txt, every second article of speed/news) are left out; of large sets so many documents as stand below. Two minutes on one core.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import pathlib
from collections.abc import Iterator
from typing import Any

import numpy as np

from onrecord.documents import make_document
from onrecord.lexicon.coding import CodingLexicon, load_coding_lexicon
from onrecord.mentions.event_model import encode, event_margins, score_encoding
from onrecord.mentions.name_masks import mask_names, unmask_scores
from onrecord.mentions.sentences import split_sentences
from onrecord.records import Document, MediaKind, RawItem
from onrecord.reports.choosing import is_foreign, sift_sentences, story_sentences

SETS = {
    "reports_train": ("documents.jsonl", 600),
    "speed": ("news.jsonl", 600),
    "news_cluster": ("dev.jsonl", 600),
    "lgl": ("dev.jsonl", 600),
    "muc4": ("dev.jsonl", 600),
    "timebank": ("dev.jsonl", 600),
    "wikievents": ("dev.jsonl", 600),
    "rams": ("dev.jsonl", 500),
    "gva_fusion": ("dev.jsonl", 400),
    "gvdb": ("dev.jsonl", 300),
    "geovirus": ("dev.jsonl", 600),
    "wikiwars": ("dev.jsonl", 600),
    "india_police": ("dev.jsonl", 300),
    "polnear": ("dev.jsonl", 300),
}
"""Sets with their files, and how many documents are taken at most."""

LARGEST = 12.0
"""Margins are kept between minus and plus this."""

TEN = 10


def share(name: str) -> int:
    """A number from 0 to 9 that hangs on the name alone."""
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) % TEN


def texts(data: pathlib.Path, name: str) -> Iterator[tuple[str, str]]:
    """Id and text of the documents of a set that may be learned from, each text once."""
    aside = set((data / "reports_train" / "aside.txt").read_text(encoding="utf-8").split())
    file, most = SETS[name]
    rows = [json.loads(line) for line in (data / name / file).read_text(encoding="utf-8").split("\n") if line]
    seen: set[str] = set()
    for row in rows:
        text = text_of(row)
        is_scored = row["id"] in aside or (name == "muc4" and row["part"] != "train")
        is_left_out = name == "speed" and share(row["id"]) % 2
        if text and text not in seen and len(seen) < most and not is_scored and not is_left_out:
            seen.add(text)
            yield row["id"], text


def text_of(row: dict[str, Any]) -> str:
    if "text" in row:
        return str(row["text"] or "")
    return str(row["doc"]["doc_text"]) if "doc" in row else " ".join(" ".join(words) for words in row["sentences"])


def sentences(text: str, lexicon: CodingLexicon) -> Iterator[tuple[list[int], list[float]]]:
    """Word pieces and margins of each sentence that would come before the gate."""
    data = text.encode()
    item = RawItem(path="-", data=data, sha256=hashlib.sha256(data).hexdigest(), media=MediaKind.TEXT)
    document = make_document(item)
    if not isinstance(document, Document) or is_foreign(document.clean, lexicon):
        return
    spans = split_sentences(document.clean, lexicon.ontology.abbreviations)
    for one in sift_sentences(story_sentences(document, spans), lexicon):
        mask = mask_names(one.text, lexicon.actors, lexicon.name_masks)
        (encoding,) = encode(lexicon.model, [mask.masked])
        scores = unmask_scores(score_encoding(lexicon.model, encoding), mask)
        margins = event_margins(scores, one.text, lexicon.bars, LARGEST)
        yield encoding.ids[: len(margins)], np.clip(margins, -LARGEST, LARGEST).tolist()


def collect(data: pathlib.Path, name: str, out: pathlib.Path) -> None:
    """Writes pieces, margins and, for each sentence, its length and its document's tenth."""
    lexicon = load_coding_lexicon()
    ids: list[int] = []
    margins: list[float] = []
    rows: list[tuple[int, int]] = []
    for document_id, text in texts(data, name):
        for pieces, scores in sentences(text, lexicon):
            ids += pieces
            margins += scores
            rows.append((len(pieces), share(document_id)))
    table = np.array(rows, dtype=np.int32)
    np.savez_compressed(out, ids=np.array(ids, np.int32), margins=np.array(margins, np.float16), rows=table)
    print(f"{name}: {len(rows)} sentences, {len(ids)} pieces", flush=True)


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("data", type=pathlib.Path)
    ap.add_argument("out", type=pathlib.Path)
    a = ap.parse_args()
    a.out.mkdir(parents=True, exist_ok=True)
    for name in SETS:
        if not (a.out / f"{name}.npz").is_file():
            collect(a.data, name, a.out / f"{name}.npz")


if __name__ == "__main__":
    main()
