"""Labels are words of sentences, and stay on their words when names are hidden."""

from __future__ import annotations

import csv
import json
import pathlib

import pytest
from training.events.labels import LABELS, LATER_LABELS, labelled_sentences
from training.events.masking import mask_row, shown_span

from onrecord.lexicon.ontology import EVENT_TYPES
from onrecord.mentions.name_masks import MaskedText
from onrecord.records import Status

SENTENCES = sorted((LABELS.parents[1] / "sentences").glob("*.jsonl"))


@pytest.mark.parametrize("path", [LABELS, LATER_LABELS], ids=lambda path: path.stem)
def test_each_label_lies_in_its_sentence_and_has_a_type_and_status(path: pathlib.Path) -> None:
    statuses = {status.value for status in Status}
    for row in csv.DictReader(path.open(encoding="utf-8")):
        if row["types"] == "none":
            assert not row["start"]
            continue
        inside = int(row["sentence_start"]) <= int(row["start"]) < int(row["end"]) <= int(row["sentence_end"])
        assert inside, row
        assert row["types"] == "unknown" or (
            set(row["types"].split()) <= set(EVENT_TYPES) and row["status"] in statuses
        )


@pytest.mark.parametrize("path", SENTENCES, ids=lambda path: path.stem)
def test_words_of_own_sentences_are_words(path: pathlib.Path) -> None:
    for row in map(json.loads, path.open(encoding="utf-8")):
        for word in row["words"]:
            start, end = word["start"], word.get("end", len(row["text"]))
            assert 0 <= start < end <= len(row["text"]), row
            assert not row["text"][max(0, start - 1) : start].isalpha(), row


def test_a_label_is_read_from_the_texts_beside(tmp_path: pathlib.Path) -> None:
    (tmp_path / "rams").mkdir()
    tokens = {"id": "a", "sentences": [["Rain", "fell", "."], ["Rebels", "shelled", "it", "."]]}
    (tmp_path / "rams" / "dev.jsonl").write_text(json.dumps(tokens), encoding="utf-8")
    labels = tmp_path / "labels.csv"
    header = "set,document,sentence_start,sentence_end,start,end,types,status,core\n"
    labels.write_text(
        header + "rams,a,0,11,,,none,,\nrams,a,12,31,19,26,ASSAULT COERCE,occurred,yes\n", encoding="utf-8"
    )
    first, second = labelled_sentences(tmp_path, labels)
    assert first == ("rams", "a", "Rain fell .", [])
    assert second[2] == "Rebels shelled it ."
    assert second[3] == [{"start": 7, "end": 14, "types": ["ASSAULT", "COERCE"], "status": "occurred", "core": True}]


def test_words_stay_on_their_words_when_names_are_hidden() -> None:
    text, shown = "The Zorlanders shelled Ba on Friday", "The Russians shelled China on Friday"
    masked = MaskedText(text, shown, (((4, 14), (4, 12)), ((23, 25), (21, 26))))
    row = {"text": text, "candidates": [{"start": 15, "end": 22}, {"start": 29, "end": 35}], "roles": [(0, 14, "S")]}
    moved = mask_row(row, masked)
    assert [shown[w["start"] : w["end"]] for w in moved["candidates"]] == ["shelled", "Friday"]
    assert [shown[a:b] for a, b, _ in moved["roles"]] == ["The Russians"]
    assert shown[slice(*shown_span(masked, 23, 25))] == "China"
