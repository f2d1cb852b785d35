"""Annotation exchange: what goes out comes back unchanged, and what an annotator changes becomes a decision."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from msgspec import structs
from small_stages import articles, make_document, small_stages

from onrecord.errors import InputError
from onrecord.records import Document, RawItem, Refusal, Segment
from onrecord.run.annotating import READERS
from onrecord.run.command import main
from onrecord.run.pipeline import add
from onrecord.store import Selection, open_store
from onrecord.views.exports.marks import clean_span

FORMS = sorted(READERS)
HEAD = "Head line\n\n"


def with_head(item: RawItem) -> Document | Refusal:
    """The small document behind a head line that is cleaned away, so that the two texts count differently."""
    document = make_document(item)
    if isinstance(document, Refusal):
        return document
    # the small coder reads Document.text, so the head line holds nothing that it could find
    text = HEAD + document.text
    return structs.replace(
        document, text=text, segments=(Segment(0, len(HEAD), len(document.text), len(document.text)),)
    )


@pytest.fixture
def db(tmp_path):
    path = tmp_path / "small.db"
    stages = structs.replace(small_stages(), make_document=with_head)
    with open_store(path, create=True) as store:
        add(articles(["one.txt", "three.txt"]), store, stages, lambda _: None, None)
    return str(path)


@pytest.fixture
def out(db, tmp_path):
    def write(form):
        goal = tmp_path / f"out-{form}"
        assert main(["export", form, "--db", db, "--output", str(goal)]) == 0
        return goal

    return write


def take_back(form, goal, db, capsys, *more):
    capsys.readouterr()
    code = main(["annotations", form, str(goal), "--db", db, "--reviewer", "M. Reader", *more])
    return code, capsys.readouterr()


@pytest.mark.parametrize("form", FORMS)
def test_what_goes_out_comes_back_as_it_was(form, db, out, capsys):
    goal = out(form)
    changed(form, goal, lambda mark, text: mark)
    code, told = take_back(form, goal, db, capsys)
    assert code == 0
    assert "2 document(s) came back; 0 decision(s) entered" in told.out


def test_marks_count_in_the_clean_text(out):
    rows = [json.loads(line) for line in out("doccano").read_text(encoding="utf-8").splitlines()]
    for row in rows:
        assert not row["text"].startswith("Head")
        words = {row["text"][start:end]: label for start, end, label in row["label"]}
        assert {words.get("Alpha"), words.get("Beta")} >= {"Place"}


def changed(form, goal, change):
    """Applies ``change`` to the marks (label -> (start, end, label) or None) of the document about Alpha."""
    if form == "doccano":
        rows = [json.loads(line) for line in goal.read_text(encoding="utf-8").splitlines()]
        for row in rows:
            row["label"] = [new for one in row["label"] if (new := change(tuple(one), row["text"]))]
        goal.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    elif form == "label-studio":
        tasks = json.loads(goal.read_text(encoding="utf-8"))
        for task in tasks:
            (made,) = task.pop("predictions")
            results = []
            for one in made["result"]:
                value = one["value"]
                new = change((value["start"], value["end"], value["labels"][0]), task["data"]["text"])
                if new:
                    words = task["data"]["text"][new[0] : new[1]]
                    results.append(
                        {**one, "value": {"start": new[0], "end": new[1], "text": words, "labels": [new[2]]}}
                    )
            task["annotations"] = [{"result": results, "was_cancelled": False}]
        goal.write_text(json.dumps(tasks), encoding="utf-8")
    else:
        for file in goal.glob("*.ann"):
            text = file.with_suffix(".txt").read_text(encoding="utf-8")
            lines = []
            for line in file.read_text(encoding="utf-8").splitlines():
                if line.startswith("T"):
                    number, middle, _ = line.split("\t")
                    label, start, end = middle.split()
                    new = change((int(start), int(end), label), text)
                    if new is None:
                        continue
                    lines.append(f"{number}\t{new[2]} {new[0]} {new[1]}\t{text[new[0] : new[1]]}\n")
                else:
                    lines.append(line + "\n")
            file.write_text("".join(lines), encoding="utf-8")


def move_toll(mark, text):
    """An annotator marks "killing 3" where "3" was marked in the story about Alpha."""
    start, end, label = mark
    return (start - len("killing "), end, label) if label == "Killed" and "Alpha" in text else mark


def drop_event(mark, text):
    return None if mark[2] == "ASSAULT" and "Beta" in text else mark


def retype_event(mark, text):
    return (mark[0], mark[1], "PROTEST") if mark[2] == "ASSAULT" and "Beta" in text else mark


@pytest.mark.parametrize("form", FORMS)
def test_a_changed_type_becomes_a_correction_once(form, db, out, capsys):
    goal = out(form)
    changed(form, goal, retype_event)
    code, told = take_back(form, goal, db, capsys)
    assert code == 0
    assert "event_type is PROTEST" in told.out
    with open_store(Path(db)) as store:
        (decision,) = store.decisions()
        assert (decision.reviewer, decision.value.words) == ("M. Reader", "PROTEST")
        assert decision.reason.startswith(f"annotated in {form}: ")
        assert [one.event_type for one in store.select_reports(Selection(place="Beta"))] == ["PROTEST"]
    _, told = take_back(form, goal, db, capsys)
    assert "0 decision(s) entered, 1 known already" in told.out


@pytest.mark.parametrize("form", FORMS)
def test_an_event_taken_out_is_withdrawn(form, db, out, capsys):
    goal = out(form)
    changed(form, goal, drop_event)
    take_back(form, goal, db, capsys)
    with open_store(Path(db)) as store:
        (decision,) = store.decisions()
        assert (decision.field, decision.value.words) == ("event", "no")


@pytest.mark.parametrize("form", FORMS)
def test_moved_words_are_read_anew(form, db, out, capsys):
    goal = out(form)
    changed(form, goal, move_toll)
    _, told = take_back(form, goal, db, capsys)
    assert "killed is 3 (" in told.out
    assert '"3" -> "killing 3"' in told.out


def test_dry_run_enters_nothing(db, out, capsys):
    goal = out("doccano")
    changed("doccano", goal, retype_event)
    _, told = take_back("doccano", goal, db, capsys, "--dry-run")
    assert "1 decision(s) would be entered" in told.out
    with open_store(Path(db)) as store:
        assert list(store.decisions()) == []


def test_an_added_mark_that_is_no_field_of_a_report_becomes_a_note(db, out, capsys):
    goal = out("doccano")
    rows = [json.loads(line) for line in goal.read_text(encoding="utf-8").splitlines()]
    for row in rows:
        start = row["text"].find("Green Guard raided")
        if start >= 0:
            row["label"].append([start, start + 5, "Recipient"])
    goal.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    _, told = take_back("doccano", goal, db, capsys)
    assert 'note: annotated in doccano: Recipient: nothing -> "Green"' in told.out


def test_another_text_is_refused_and_nothing_entered(db, out, capsys):
    goal = out("doccano")
    rows = [json.loads(line) for line in goal.read_text(encoding="utf-8").splitlines()]
    rows[0]["text"] += " and more"
    goal.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    code, told = take_back("doccano", goal, db, capsys)
    assert code == 2
    assert "its text is not that of the stored document" in told.err


def test_tasks_that_nobody_annotated_are_passed_over(db, out, capsys):
    _, told = take_back("label-studio", out("label-studio"), db, capsys)
    assert "0 document(s) came back; 0 decision(s) entered" in told.out


@pytest.mark.parametrize("form", FORMS)
def test_what_cannot_be_read_is_told(form, tmp_path):
    path = tmp_path / "bad"
    path.write_text("{not json", encoding="utf-8")
    with pytest.raises(InputError):
        list(READERS[form](path))


def test_label_studio_counts_utf_16_units(tmp_path):
    text = "\U0001f525 fire in Oskha"
    start = text.index("Oskha")
    mark = {"start": start + 1, "end": start + 6, "text": "Oskha", "labels": ["Place"]}
    path = tmp_path / "tasks.json"
    path.write_text(json.dumps([{"text": text, "label": [mark]}]), encoding="utf-8")
    (returned,) = READERS["label-studio"](path)
    assert [(one.start, one.end) for one in returned.marks] == [(start, start + 5)]


def test_doccano_entities_are_read(tmp_path):
    row = {"id": 1, "text": "Oskha", "entities": [{"id": 9, "label": "Place", "start_offset": 0, "end_offset": 5}]}
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps(row) + "\n", encoding="utf-8")
    (returned,) = READERS["doccano"](path)
    assert [(one.start, one.end, one.label) for one in returned.marks] == [(0, 5, "Place")]


def test_clean_spans_lead_back_to_the_stored_ones(sample_cases):
    checked = 0
    for case in sample_cases:
        for document in case.documents.values():
            for start in range(0, len(document.clean) - 9, 97):
                end = start + 9
                if not document.clean[start:end].strip() or "\n" in document.clean[start:end]:
                    continue
                back = clean_span(document, *document.stored_span(start, end))
                assert back is not None
                assert back[0] <= start < end <= back[1]
                checked += 1
    assert checked > 500
