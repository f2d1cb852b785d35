"""Chooses the forms of weak trigger words that are worth parsing a sentence for.

    python -m training.sieve.fit ../shared/bench src/onrecord/data/ontology/sieve_forms.csv

A sentence with a form of a strong trigger word is always read. For one without, a weak form counts where enough of the
sentences that hold it carried an event in reports_train (all documents: counts, no fitted weights). Prints what is kept.
"""

from __future__ import annotations

import argparse
import csv
import json
import pathlib
import re
from collections import Counter

from onrecord.lexicon.ontology import load_ontology
from onrecord.mentions.sentences import split_sentences
from onrecord.mentions.triggers import words_of

PRIOR_EVENTS, PRIOR_SENTENCES = 0.5, 2.0
LEAST_SHARE = 0.3


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("data", type=pathlib.Path)
    ap.add_argument("out", type=pathlib.Path)
    a = ap.parse_args()
    ontology = load_ontology()
    weak = ontology.all_forms - ontology.strong_forms
    texts = {
        d["id"]: d["text"]
        for d in map(json.loads, (a.data / "reports_train" / "documents.jsonl").open(encoding="utf-8"))
    }
    events, sentences, rows = Counter(), Counter(), []
    for path in sorted((a.data / "reports_train").glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        text = texts[gold["document"]]
        spans = [(s, s + len(q)) for e in gold["events"] for q in e["quotes"][:1] for s in [text.find(q)]]
        clean = re.sub(r"(?<!\n)\n(?!\s*\n)", " ", text)
        for start, end in split_sentences(clean, ontology.abbreviations):
            words = words_of(clean[start:end])
            carries = any(x < end and start < y for x, y in spans)
            rows.append((words, carries))
            if words.isdisjoint(ontology.strong_forms):
                sentences.update(words & weak)
                events.update(words & weak if carries else ())
    share = {w: (events[w] + PRIOR_EVENTS) / (sentences[w] + PRIOR_SENTENCES) for w in weak}
    kept = sorted(w for w in weak if share[w] >= LEAST_SHARE)
    with a.out.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(["form", "sentences_with_event", "sentences"])
        writer.writerows((w, events[w], sentences[w]) for w in kept)
    wanted = ontology.strong_forms | set(kept)
    found = sum(carries and not words.isdisjoint(wanted) for words, carries in rows)
    total = sum(carries for _, carries in rows)
    read = sum(not words.isdisjoint(wanted) for words, _ in rows)
    print(
        f"{len(kept)} weak forms; sentences with an event kept {found / total:.3f} of {total}, sentences read {read / len(rows):.3f}"
    )


if __name__ == "__main__":
    main()
