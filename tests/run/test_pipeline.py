from __future__ import annotations

import random

import pytest
from msgspec.structs import replace
from small_stages import ARTICLES, SmallCoder, articles, make_document, raw_item, small_stages

from onrecord.errors import LexiconError, LimitError
from onrecord.records import Coded, DecisionKind, Document, Refusal, Segment, Standing
from onrecord.review import judge_remark
from onrecord.run.pipeline import Tally, add, code_items, fuse_store, recode, survey
from onrecord.store import ChangeKind, Selection, open_store


def ignore(_: Tally) -> None:
    return None


def content(path):
    with open_store(path) as store:
        return list(store.dump())


def test_add_codes_keeps_and_fuses(tmp_path):
    with open_store(tmp_path / "a.db", create=True) as store:
        outcome = add(articles(), store, small_stages(), ignore, None)
        assert outcome.tally == Tally(coded=5, refused=2, reports=4, relations=1)
        assert outcome.incidents == 2
        alpha, beta = store.select_incidents(Selection())
        assert (alpha.casualties.killed.low, alpha.casualties.killed.high) == (3, 5)
        assert len(alpha.reports) == 3
        assert alpha.independent_sources == 2  # the copy counts once
        assert [(one.name, one.contested) for one in alpha.attribution] == [("Blue Army", True)]
        assert beta.independent_sources == 1
        assert [refusal.code for refusal in store.refusals()] == ["internal_error", "empty"]


def test_adding_again_changes_nothing_and_codes_nothing(tmp_path):
    path = tmp_path / "a.db"
    coder = SmallCoder()
    with open_store(path, create=True) as store:
        add(articles(), store, small_stages(coder), ignore, None)
    before, calls = content(path), coder.calls
    with open_store(path) as store:
        assert survey(articles(), store, coder.version) == 0
        outcome = add(articles(), store, small_stages(coder), ignore, None)
    assert content(path) == before
    assert coder.calls == calls
    assert outcome.incidents is None
    assert outcome.tally.known == len(ARTICLES)


@pytest.mark.parametrize("seed", range(5))
def test_order_and_batches_do_not_matter(tmp_path, seed):
    whole, parts = tmp_path / "whole.db", tmp_path / "parts.db"
    with open_store(whole, create=True) as store:
        add(articles(), store, small_stages(), ignore, None)
    shuffled = articles()
    random.Random(seed).shuffle(shuffled)
    with open_store(parts, create=True) as store:
        add(shuffled[:3], store, small_stages(), ignore, None)
        add(shuffled[3:], store, small_stages(), ignore, None)
    without_log = [line for line in content(parts) if '"table":"incident_changes"' not in line]
    assert without_log == content(whole)


def test_an_earlier_report_renames_and_the_log_says_so(tmp_path):
    with open_store(tmp_path / "a.db", create=True) as store:
        add(articles(["two.txt"]), store, small_stages(), ignore, None)
        (old,) = store.select_incidents(Selection())
        outcome = add(articles(["one.txt"]), store, small_stages(), ignore, None)
        (new,) = store.select_incidents(Selection())
        assert old.incident_id != new.incident_id
        (change,) = outcome.changes
        assert change.change is ChangeKind.RENAMED
        assert change.successors == (new.incident_id,)
        assert store.changes_of(old.incident_id) == (change,)


def test_a_later_report_leaves_the_id(tmp_path):
    with open_store(tmp_path / "a.db", create=True) as store:
        add(articles(["one.txt"]), store, small_stages(), ignore, None)
        (old,) = store.select_incidents(Selection())
        outcome = add(articles(["two.txt"]), store, small_stages(), ignore, None)
        (new,) = store.select_incidents(Selection())
    assert old.incident_id == new.incident_id
    assert outcome.changes == ()


def test_a_newer_coder_codes_again_from_items_or_from_the_store(tmp_path):
    added, recoded = tmp_path / "added.db", tmp_path / "recoded.db"
    for path in (added, recoded):
        with open_store(path, create=True) as store:
            add(articles(), store, small_stages(), ignore, None)
    newer = small_stages(SmallCoder("small-2"))
    with open_store(added) as store:
        add(articles(), store, newer, ignore, None)
    with open_store(recoded) as store:
        recode(store, newer, ignore)
    with open_store(tmp_path / "fresh.db", create=True) as store:
        add(articles(), store, newer, ignore, None)

    def derived(path, *but):
        return [line for line in content(path) if not any(f'"table":"{table}"' in line for table in but)]

    assert derived(added, "incident_changes") == derived(tmp_path / "fresh.db")
    # what was refused is not stored and so cannot be coded anew from the store
    assert derived(recoded, "incident_changes", "refusals") == derived(tmp_path / "fresh.db", "refusals")


def better_cleaner(item):
    """As the small stages make a document, but a first line in capitals is no part of the story."""
    made = make_document(item)
    head, _, story = made.text.partition("\n") if not isinstance(made, Refusal) else ("", "", "")
    if not head.isupper():
        return made
    start = len(head) + 1
    return replace(made, clean=story, segments=(Segment(0, start, len(story), len(story)),))


def test_a_better_cleaner_is_applied_to_the_kept_bytes(tmp_path):
    event = "The Red Front shelled Alpha on 2020-05-01, killing 3."
    headed = raw_item("headed.txt", f"SHARE THIS STORY\n{event}")
    given = replace(small_stages(), make_document=lambda item: dated(make_document(item)))
    newer = replace(small_stages(SmallCoder("small-2")), make_document=better_cleaner)
    with open_store(tmp_path / "a.db", create=True) as store:
        add([headed, raw_item("plain.txt", event)], store, given, ignore, None)
        ((without_bytes, coded),) = code_items([raw_item("older.txt", f"MORE NEWS\n{event}")], given)
        store.put_document(without_bytes, coded, "small-1")
        (report, *_) = store.reports()
        store.record_decision(judge_remark(store, DecisionKind.NOTE, report.report_id, "seen"), "A. Name")
        assert recode(store, newer, ignore).tally.coded == 3
        made = store.document(headed.sha256)
        assert made.text.startswith("SHARE") and made.clean == event
        assert (made.published, made.published_from) == ("2020-05-02", "fallback")
        assert store.document(without_bytes.document_id).clean.startswith("MORE NEWS")
        assert [state.standing for state in store.decision_states()] == [Standing.IN_FORCE]
        assert recode(store, newer, ignore).tally.coded == 0
        assert recode(store, newer, ignore, everything=True).tally.coded == 3


def dated(document):
    """As if the command line had given the day."""
    return replace(document, published="2020-05-02", published_from="fallback")


def test_fusing_starts_over_when_documents_come_in_meanwhile(tmp_path):
    stages = small_stages()
    with open_store(tmp_path / "a.db", create=True) as store, open_store(tmp_path / "a.db") as other:
        add(articles(["one.txt"]), store, stages, ignore, None)
        late = iter(articles(["three.txt"]))

        def disturbed(reports, origins, bonds):
            for document, coded in code_items(late, stages):
                other.put_document(document, coded, stages.coder.version)
            return stages.fusion.fuse(reports, origins, bonds)

        count, _ = fuse_store(store, replace(stages.fusion, fuse=disturbed), stages.coder.version)
        assert count == 2
        assert store.is_fused(stages.coder.version)


class Failing:
    version = "failing"

    def __init__(self, error: Exception) -> None:
        self.error = error

    def code(self, document: Document) -> Coded:
        raise self.error


def test_one_bad_document_is_refused_and_a_bad_lexicon_stops():
    item = raw_item("x.txt", "words")
    (refusal,) = code_items([item], replace(small_stages(), coder=Failing(LimitError("too_deep", "nested"))))
    assert refusal == Refusal(path="x.txt", stage="coding", code="too_deep", detail="nested", document_id=item.sha256)
    with pytest.raises(LexiconError):
        list(code_items([item], replace(small_stages(), coder=Failing(LexiconError("table.csv:3: no")))))


def test_a_document_refused_by_a_newer_coder_leaves_no_report_behind(tmp_path):
    with open_store(tmp_path / "a.db", create=True) as store:
        add(articles(["one.txt"]), store, small_stages(), ignore, None)
        outcome = add(articles(["one.txt"]), store, replace(small_stages(), coder=Failing(ValueError())), ignore, None)
        assert outcome.incidents == 0
        assert list(store.reports()) == []
        assert [refusal.path for refusal in store.refusals()] == ["one.txt"]
        add(articles(["one.txt"]), store, small_stages(), ignore, None)
        assert list(store.refusals()) == []
        assert len(list(store.reports())) == 1
