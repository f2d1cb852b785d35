"""Words labelled with a value lie in their sentences, and are read from the texts beside the repository."""

from __future__ import annotations

import csv
import json
import pathlib

from training.events.factuality import VALUES, ValuedWord, valued_sentences


def test_each_value_lies_in_its_sentence_and_range_and_no_word_has_two() -> None:
    seen = set()
    for row in csv.DictReader(VALUES.open(encoding="utf-8")):
        first, start, end, last = (int(row[k]) for k in ("sentence_start", "start", "end", "sentence_end"))
        assert first <= start < end <= last, row
        assert -3 <= float(row["value"]) <= 3, row
        word = (row["set"], row["document"], start)
        assert word not in seen, row
        seen.add(word)


def test_values_are_read_from_the_texts_beside(tmp_path: pathlib.Path) -> None:
    (tmp_path / "speed").mkdir()
    text = "Rain fell.\nThe fair\nwas cancelled."
    (tmp_path / "speed" / "news.jsonl").write_text(json.dumps({"id": "a", "text": text}), encoding="utf-8")
    labels = tmp_path / "labels.csv"
    header = "set,document,sentence_start,sentence_end,start,end,value\n"
    labels.write_text(header + "speed,a,11,34,15,19,-3\nspeed,a,11,34,24,33,3\n", encoding="utf-8")
    found = list(valued_sentences(tmp_path, labels))
    assert found == [("speed:a:11", "The fair was cancelled.", [ValuedWord(4, 8, -3.0), ValuedWord(13, 22, 3.0)])]
