"""Gathers sentences without labels, for a small event model to learn a larger one's judgement on.

    python -m training.events.gather ../shared/bench .work/unlabelled.jsonl

From texts that nothing is scored on (``training.gate.collect.texts``), not more than ``PER_DOCUMENT`` a document, with
stand-ins for names. Of the sentences in which the shipped model sees no event far and wide every tenth is taken. What
shares eight words in a row with a document kept aside, with reports_gold or plover_gsr is left out.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import pathlib
import random
import re
from collections.abc import Iterable, Iterator

import numpy as np

from onrecord.lexicon.coding import CodingLexicon, load_coding_lexicon
from onrecord.mentions.event_model import event_margins, score_sentence
from onrecord.mentions.name_masks import mask_names, unmask_scores
from onrecord.mentions.sentences import split_sentences
from training.gate.collect import texts

DOCUMENTS = {
    "muc4": 600,
    "rams": 500,
    "news_cluster": 150,
    "speed": 190,
    "timebank": 180,
    "polnear": 200,
    "india_police": 120,
}
"""Sets, and how many documents of each are read at most."""

PER_DOCUMENT = 12
LENGTHS = range(25, 420)
NEAR = -6.0
"""Nearer than this to the bar for an event every sentence is taken."""

FAR_SHARE = 10
RUN = 8


def runs(text: str) -> set[str]:
    """Every run of eight words."""
    words = re.findall(r"\w+", text.lower())
    return {" ".join(words[k : k + RUN]) for k in range(max(1, len(words) - RUN + 1))}


def scored_runs(data: pathlib.Path) -> set[str]:
    """Runs of words of the documents that the coder is scored on."""
    aside = set((data / "reports_train" / "aside.txt").read_text(encoding="utf-8").split())
    found: set[str] = set()
    for path in ("reports_train/documents.jsonl", "reports_gold/documents.jsonl", "plover_gsr/dev.jsonl"):
        for row in map(json.loads, (data / path).open(encoding="utf-8")):
            if "train" not in path or row["id"] in aside:
                found |= runs(row["text"])
    return found


def sentences(text: str, lexicon: CodingLexicon) -> Iterator[str]:
    """The sentences of a text worth learning from, masked."""
    for start, end in split_sentences(text, lexicon.ontology.abbreviations):
        sentence = text[start:end]
        if len(sentence) not in LENGTHS:
            continue
        mask = mask_names(sentence, lexicon.actors, lexicon.name_masks)
        scores = unmask_scores(score_sentence(lexicon.model, mask.masked), mask)
        margins = event_margins(scores, sentence, lexicon.bars, -NEAR)
        if np.isfinite(margins).any() or _share(sentence) == 0:
            yield mask.masked


def _share(sentence: str) -> int:
    return int(hashlib.sha256(sentence.encode()).hexdigest(), 16) % FAR_SHARE


def gather(data: pathlib.Path, lexicon: CodingLexicon, out: pathlib.Path) -> None:
    """Writes ``{set, text}`` a line."""
    scored = scored_runs(data)
    rng = random.Random(1)
    with out.open("w", encoding="utf-8") as target:
        for name, most in DOCUMENTS.items():
            documents = [text.replace("\n", " ") for _, text in texts(data, name)]
            rng.shuffle(documents)
            kept = sum(1 for row in _rows(name, documents[:most], scored, lexicon, rng) if target.write(row))
            print(f"{name}: {kept} sentences", flush=True)


def _rows(
    name: str, documents: Iterable[str], scored: set[str], lexicon: CodingLexicon, rng: random.Random
) -> Iterator[str]:
    for text in documents:
        if runs(text) & scored:
            continue
        found = list(sentences(text, lexicon))
        for sentence in rng.sample(found, min(PER_DOCUMENT, len(found))):
            yield json.dumps({"set": name, "text": sentence}, ensure_ascii=False) + "\n"


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("data", type=pathlib.Path)
    ap.add_argument("out", type=pathlib.Path)
    a = ap.parse_args()
    gather(a.data, load_coding_lexicon(), a.out)


if __name__ == "__main__":
    main()
