"""Fits what speaks for a noun being an event's doer or recipient, where the rules of grammar find none.

    python -m training.fit_roles ../shared/bench

Writes src/onrecord/data/ontology/role_cues.csv. Coded documents of reports_train (without those kept aside) are read; every
event that the coder finds in a gold event's quote with one of its types gives its sentence's nouns, right where the gold
names them so. A logistic regression a role with an L2 penalty (scipy, L-BFGS; no randomness); events whose role the rules
left open count more. Prints, by cross-validation over documents, how often the likeliest noun of those is right.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from bench.score.scorers import Scorers, find_scorers
from msgspec import Struct
from msgspec.structs import replace
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from onrecord.documents import make_document
from onrecord.lexicon.coding import CodingLexicon, load_coding_lexicon
from onrecord.lexicon.role_weights import CUE_COLUMNS, DOER, RECIPIENT, RoleWeights
from onrecord.mentions.language import Parser, SpacyParser
from onrecord.mentions.role_cues import role_cues
from onrecord.records import Document, MediaKind, RawItem
from onrecord.reports.building import build_sentence
from onrecord.reports.drafts import Draft
from onrecord.reports.likely_parties import OpenEvent, candidates_of
from onrecord.reports.parties import find_party, known_words
from onrecord.reports.reading import Reading, read_document

TABLE = Path(__file__).resolve().parents[1] / "src" / "onrecord" / "data" / "ontology" / "role_cues.csv"
GOLD_FIELDS = {DOER: "actors", RECIPIENT: "recipients"}

PENALTY = 3.0
OPEN_WEIGHT = 3.0
"""A noun of an event whose role the rules left open weighs as three others."""

LEAST_NOUNS = 5
"""A cue that fewer nouns have is left out."""

LEAST_WEIGHT = 0.05
FOLDS = 4


class Noun(Struct, frozen=True):
    """A noun beside an event: its cues, whether the gold gives it the role, whether the rules left the role open."""

    role: str
    document: str
    event: int
    cues: dict[str, float]
    is_right: bool
    is_open: bool
    is_other: bool


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("data", type=Path)
    data = ap.parse_args().data
    nouns = list(read_nouns(data))
    for role in GOLD_FIELDS:
        cross_validate([noun for noun in nouns if noun.role == role])
    write(RoleWeights(*(fit([noun for noun in nouns if noun.role == role]) for role in (DOER, RECIPIENT))))


def read_nouns(data: Path) -> Iterator[Noun]:
    """The nouns beside the events of the documents that are not kept aside."""
    folder = data / "reports_train"
    aside = set((folder / "aside.txt").read_text(encoding="utf-8").split())
    lexicon = replace(load_coding_lexicon(), role_weights=RoleWeights({}, {}))
    parser, scorer = SpacyParser(), Scorers(find_scorers(data)).load("score_reports")
    numbers = iter(range(10**9))
    for row in map(json.loads, (folder / "documents.jsonl").open(encoding="utf-8")):
        gold = folder / f"{row['id'].removesuffix('.txt')}.json"
        if row["id"] in aside or not gold.is_file():
            continue
        reading = _read(row, lexicon, parser)
        if reading is not None:
            events = json.loads(gold.read_text(encoding="utf-8"))["events"]
            for draft, words, event in _found(reading, row["text"], events, lexicon):
                yield from _nouns_of(reading, draft, words, (next(numbers), event), lexicon, scorer)


def _read(row: dict[str, Any], lexicon: CodingLexicon, parser: Parser) -> Reading | None:
    data = row["text"].encode()
    digest = hashlib.sha256(data).hexdigest()
    item = RawItem(path=row["id"], data=data, sha256=digest, media=MediaKind.TEXT, published=row.get("published"))
    document = make_document(item)
    return read_document(document, lexicon, parser, relations=False) if isinstance(document, Document) else None


def _found(
    reading: Reading, text: str, events: Sequence[dict[str, Any]], lexicon: CodingLexicon
) -> Iterator[tuple[Draft, frozenset[int], dict[str, Any]]]:
    """Every draft with the leading words of its sentence's events and the first gold event that it fits."""
    for number, sentence in enumerate(reading.sentences):
        drafts = build_sentence(reading, number, lexicon)
        words = frozenset(sentence.starts.index(draft.trigger[0]) for draft in drafts)
        for draft in drafts:
            start, end = reading.document.stored_span(*draft.trigger)
            for event in events:
                places = [(text.find(quote), text.find(quote) + len(quote)) for quote in event["quotes"]]
                if draft.event_type in event["event_type"] and any(a <= start and end <= b for a, b in places):
                    yield draft, words, event
                    break


def _nouns_of(
    reading: Reading,
    draft: Draft,
    words: frozenset[int],
    told: tuple[int, dict[str, Any]],
    lexicon: CodingLexicon,
    scorer: Any,
) -> Iterator[Noun]:
    event, gold = told
    sentence = reading.sentences[draft.sentence]
    word = sentence.starts.index(draft.trigger[0])
    known = known_words(reading, draft.sentence, lexicon)
    asked = OpenEvent(reading, draft.sentence, word, draft.event_type, words, known)
    for role, field in GOLD_FIELDS.items():
        own, others = (draft.actors, draft.recipients) if role == DOER else (draft.recipients, draft.actors)
        for candidate in candidates_of(asked, role, others, lexicon) if gold.get(field) else ():
            party = find_party(reading, draft.sentence, candidate.noun, lexicon)
            names = [name for name in (party.text, party.match.name) if name] if party else []
            is_right = any(scorer.same_name(a, b) for a in gold[field] for b in names)
            cues = dict(role_cues(sentence, word, draft.event_type, candidate))
            yield Noun(role, reading.document.path or "", event, cues, is_right, not own, candidate.is_other)


def fit(nouns: Sequence[Noun]) -> dict[str, float]:
    """The weights of the cues, rounded as they ship."""
    counts = Counter(cue for noun in nouns for cue in noun.cues)
    names = sorted(cue for cue, n in counts.items() if n >= LEAST_NOUNS)
    at = {cue: k for k, cue in enumerate(names)}
    cells = [(row, at[cue], value) for row, n in enumerate(nouns) for cue, value in n.cues.items() if cue in at]
    rows, columns, values = zip(*cells, strict=True)
    x = csr_matrix((values, (rows, columns)), shape=(len(nouns), len(names)))
    sign = np.array([1.0 if noun.is_right else -1.0 for noun in nouns])
    counted = np.array([OPEN_WEIGHT if noun.is_open else 1.0 for noun in nouns])

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        margin = sign * (x @ w)
        missed = (counted * np.logaddexp(0.0, -margin)).sum()
        slope = x.T @ (-counted * sign / (1.0 + np.exp(margin)))
        return missed + 0.5 * PENALTY * (w @ w), slope + PENALTY * w

    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 120}).x
    return {
        cue: round(float(weight), 3) for cue, weight in zip(names, found, strict=True) if abs(weight) >= LEAST_WEIGHT
    }


def cross_validate(nouns: Sequence[Noun]) -> None:
    """Prints how many open events get a noun, and how many the right one, at several bars."""
    best: dict[int, tuple[float, bool]] = defaultdict(lambda: (-99.0, False))
    for fold in range(FOLDS):
        weights = fit([noun for noun in nouns if _fold(noun.document) != fold])
        for noun in nouns:
            if _fold(noun.document) == fold and noun.is_open and not noun.is_other:
                odds = sum(weights.get(cue, 0.0) * value for cue, value in noun.cues.items())
                best[noun.event] = max(best[noun.event], (odds, noun.is_right))
    print(f"{nouns[0].role}: {len(nouns)} nouns, {len(best)} events left open")
    for bar in (-1.0, -0.5, 0.0, 0.5, 1.0):
        named = [is_right for odds, is_right in best.values() if odds > bar]
        print(f"  odds over {bar}: {len(named)} named, {sum(named)} right")


def _fold(document: str) -> int:
    return int(hashlib.sha256(document.encode()).hexdigest(), 16) % FOLDS


def write(weights: RoleWeights) -> None:
    with TABLE.open("w", encoding="utf-8", newline="") as out:
        table = csv.writer(out, lineterminator="\n")
        table.writerow(CUE_COLUMNS)
        for role in (DOER, RECIPIENT):
            table.writerows([role, cue, weight] for cue, weight in sorted(weights.of(role).items()))


if __name__ == "__main__":
    main()
