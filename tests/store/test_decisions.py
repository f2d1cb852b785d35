from __future__ import annotations

import hashlib
import json

import apsw
import msgspec
import pytest
from decided import UNKNOWN, actor, actors, correction, day, pair, place, remark, toll
from msgspec.structs import replace
from small_stages import SmallCoder, articles, raw_item, small_stages

from onrecord.attribution import answer
from onrecord.errors import InputError, StoreError
from onrecord.questions.counting import count_incidents
from onrecord.records import (
    CHAIN_START,
    DecisionKind,
    Field,
    Judgement,
    PlaceRole,
    Refusal,
    Standing,
    Status,
    Subject,
    SubjectKind,
    Value,
    decision_hash,
    json_line,
)
from onrecord.run.pipeline import add, fuse_store, recode
from onrecord.serve.explore.columns import read_columns
from onrecord.store import Selection, open_store
from onrecord.store.corrections import correct, field_words
from onrecord.views import tables
from onrecord.views.exports import parties

WHO = "R. Viewer"


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path / "a.db", create=True, clock=lambda: "2021-01-01T00:00:00+00:00") as opened:
        add(articles(), opened, small_stages(), lambda _: None, None)
        yield opened


def ids(store, **asked):
    return [incident.incident_id for incident in store.select_incidents(Selection(**asked))]


def alpha_and_beta(store):
    alpha, beta = ids(store)
    return alpha, beta


def report_of(store, name):
    return next(report for report in store.reports() if report.document.path == name)


def fuse(store):
    return fuse_store(store, small_stages().fusion, "small-1")


def standings(store):
    return [str(state.standing) for state in store.decision_states()]


def test_the_journal_is_a_chain_that_anyone_can_check(store):
    alpha, _ = alpha_and_beta(store)
    store.record_decision(remark(store, "note", alpha, "ask the editor"), WHO)
    store.record_decision(correction(store, alpha, "killed", toll(4)), WHO)
    store.undo(1, "Another", "answered")
    entries = list(store.decisions())
    assert [(one.seq, one.reviewer, one.at[:10]) for one in entries] == [
        (1, WHO, "2021-01-01"),
        (2, WHO, "2021-01-01"),
        (3, "Another", "2021-01-01"),
    ]
    before = CHAIN_START
    for entry in entries:
        assert entry.prev_hash == before
        plain = {**json.loads(msgspec.json.encode(entry)), "hash": ""}
        words = json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        assert hashlib.sha256(words.encode()).hexdigest() == entry.hash == decision_hash(entry)
        before = entry.hash
    assert store.journal_head() == (3, before)


def test_the_journal_refuses_change(store):
    store.record_decision(remark(store, "accept", ids(store)[0]), WHO)
    for sql in ("DELETE FROM decisions", "UPDATE decisions SET record = ''", "DELETE FROM sources"):
        if sql.endswith("sources"):
            store.put_source(articles(["one.txt"])[0])
        with pytest.raises((apsw.ConstraintError, StoreError), match=r"append-only|is kept"):
            store._connection.execute(sql)


@pytest.mark.parametrize(
    ("field", "value", "own", "shown"),
    [
        ("killed", toll(4), "3-5", lambda one: one.casualties.killed.best == 4),
        ("killed", UNKNOWN, "3-5", lambda one: one.casualties.killed.best is None),
        ("wounded", toll(9), None, lambda one: one.casualties.wounded.high == 9),
        ("date", day("2020-05-04"), "2020-05-01", lambda one: one.date.start == "2020-05-04"),
        ("date", UNKNOWN, "2020-05-01", lambda one: one.date is None),
        ("place", place("Gamma", "SYR"), "Alpha, IRQ", lambda one: [p.name for p in one.places] == ["Gamma"]),
        ("actor", actor("Grey Men"), "Red Front", lambda one: [a.name for a in one.actors] == ["Grey Men"]),
        ("actor", UNKNOWN, "Red Front", lambda one: one.actors == ()),
    ],
)
def test_a_correction_is_laid_over_an_incident_and_the_own_value_stays_beside(store, field, value, own, shown):
    alpha, _ = alpha_and_beta(store)
    before = store.incident(alpha)
    store.record_decision(correction(store, alpha, field, value), WHO)
    after = store.incident(alpha)
    assert shown(after)
    (made,) = after.review.corrections
    assert (made.field, made.own, made.value, made.reviewer, made.decision) == (field, own, value.words, WHO, 1)
    assert store.own_incident(alpha) == before
    assert not store.is_behind()
    store.undo(1, WHO, "slip")
    assert store.incident(alpha) == before


def test_a_corrected_actor_stands_first_and_what_documents_say_stays(store):
    third = raw_item(
        "third.txt", "The Red Front shelled Alpha on 2020-05-01, killing 3. Green Guard claimed the attack."
    )
    add([third], store, small_stages(), lambda _: None, None)
    alpha, _ = alpha_and_beta(store)
    before = store.incident(alpha)
    names = [one.name for one in before.attribution]
    assert len(names) > 1
    store.record_decision(correction(store, alpha, "actor", actor(names[-1])), WHO)
    after = store.incident(alpha)
    assert [one.name for one in after.attribution] == [names[-1], *names[:-1]]
    assert after.corrected_actor().own == "Red Front"
    store.record_decision(correction(store, alpha, "actor", actor("Grey Men")), WHO)
    after = store.incident(alpha)
    assert after.attribution == before.attribution
    assert tables._incident_row(after)[5] == "Grey Men (review)"
    assert [one.name for one in parties.candidates(after)] == ["Grey Men"]
    assert [(one.name, one.basis) for one in count_incidents([after]).named] == [("Grey Men", "review")]
    told = answer(after, store.reports_of(alpha))
    assert (told.review.value, told.candidates) == ("Grey Men", before.attribution)
    columns = read_columns([(alpha, json_line(after))], [], [])
    assert columns.answers[columns.answer[0]] == "Grey Men"


def test_words_of_a_status_and_a_type_become_the_records_own(store):
    alpha, _ = alpha_and_beta(store)
    store.record_decision(correction(store, alpha, "status", Value(words="denied")), WHO)
    store.record_decision(correction(store, alpha, "event_type", Value(words="PROTEST")), WHO)
    after = store.incident(alpha)
    assert (after.status, after.event_type, after.mode) == (Status.DENIED, "PROTEST", None)
    assert ids(store, types=("PROTEST",)) == [alpha]
    assert ids(store, statuses=("denied",)) == [alpha]


def test_filters_follow_corrections(store):
    alpha, beta = alpha_and_beta(store)
    store.record_decision(correction(store, alpha, "place", place("Gamma", "SYR")), WHO)
    store.record_decision(correction(store, alpha, "date", day("2020-07-01")), WHO)
    assert ids(store, place="alpha") == []
    assert ids(store, country="SYR") == ids(store, since="2020-07-01") == [alpha]
    assert ids(store) == [beta, alpha]


def test_of_two_corrections_of_a_field_the_later_stands(store):
    alpha, _ = alpha_and_beta(store)
    store.record_decision(correction(store, alpha, "killed", toll(4)), WHO)
    store.record_decision(correction(store, alpha, "killed", toll(6)), WHO)
    assert [one.value for one in store.incident(alpha).review.corrections] == ["6"]
    assert standings(store) == ["overruled", "in_force"]
    store.undo(2, WHO, "")
    assert store.incident(alpha).casualties.killed.best == 4
    assert standings(store) == ["in_force", "undone", "in_force"]


def test_an_undone_undo_brings_a_decision_back(store):
    alpha, _ = alpha_and_beta(store)
    store.record_decision(correction(store, alpha, "killed", toll(4)), WHO)
    store.undo(1, WHO, "")
    store.undo(2, WHO, "")
    assert store.incident(alpha).casualties.killed.best == 4
    with pytest.raises(InputError, match="decision 2 was undone already, by decision 3"):
        store.undo(2, WHO, "")
    with pytest.raises(InputError, match="there is no decision 9"):
        store.undo(9, WHO, "")


def test_what_cannot_be_decided_is_refused_and_leaves_no_entry(store):
    alpha, _ = alpha_and_beta(store)
    bare = Subject(kind=SubjectKind.INCIDENT, id="inc-none")
    for judgement, reviewer, words in (
        (remark(store, "note", alpha), " ", "reviewer's name"),
        (Judgement(kind=DecisionKind.NOTE, subject=bare), WHO, "no stored report"),
        (Judgement(kind=DecisionKind.CORRECT, subject=store.subject_of(alpha)), WHO, "a field and a value"),
        (Judgement(kind=DecisionKind.SAME, subject=store.subject_of(alpha)), WHO, "said of two"),
    ):
        with pytest.raises(InputError, match=words):
            store.record_decision(judgement, reviewer)
    assert list(store.decisions()) == []


def test_a_corrected_report_changes_the_incident_once_fused(store):
    one = report_of(store, "one.txt")
    store.record_decision(correction(store, one.report_id, "date", day("2020-05-09")), WHO)
    shown = store.report(one.report_id)
    assert (shown.date.start, store.own_report(one.report_id).date.start) == ("2020-05-09", "2020-05-01")
    assert store.is_behind()
    fuse(store)
    assert len(ids(store)) == 3
    assert [incident.date.start for incident in store.select_incidents(Selection(place="alpha"))] == [
        "2020-05-01",
        "2020-05-09",
    ]


def test_no_event_withdraws_an_incident_and_undo_brings_it_back(store):
    alpha, beta = alpha_and_beta(store)
    store.record_decision(correction(store, alpha, "event", Value(words="no"), "a drill"), WHO)
    assert ids(store) == [beta]
    fuse(store)
    assert ids(store) == [beta]
    assert ids(store, withdrawn=True) == [alpha, beta]
    review = store.incident(alpha).review
    assert review.is_withdrawn
    assert [(made.own, made.value, made.reason) for made in review.corrections] == [("yes", "no", "a drill")]
    store.undo(1, WHO, "it was none")
    fuse(store)
    assert ids(store) == [alpha, beta]


def test_a_withdrawn_report_does_not_tinge_the_incident_of_the_others(store):
    two = report_of(store, "two.txt")
    store.record_decision(correction(store, two.report_id, "event", Value(words="no")), WHO)
    fuse(store)
    (alpha,) = store.select_incidents(Selection(place="alpha"))
    assert two.report_id not in alpha.reports
    assert alpha.casualties.killed.high == 3
    assert len(ids(store, place="alpha", withdrawn=True)) == 2


def test_same_and_not_same_hold_in_fusion_and_say_so(store):
    alpha, beta = alpha_and_beta(store)
    store.record_decision(pair(store, "same", alpha, beta, "one raid, told twice"), WHO)
    assert store.is_behind()
    fuse(store)
    (both,) = store.select_incidents(Selection())
    assert len(both.reports) == 4
    assert [remark.words for remark in both.review.remarks] == [f"{alpha} is the same as {beta}: one raid, told twice"]
    two = report_of(store, "two.txt")
    store.record_decision(pair(store, "not_same", two.report_id, alpha, "another day"), WHO)
    assert {two.report_id} < {name for bond in store.bonds().apart for name in bond.reports}
    fuse(store)
    assert [two.report_id] in [list(store.incident(name).reports) for name in ids(store)]
    store.undo(1, WHO, "")
    store.undo(2, WHO, "")
    fuse(store)
    assert ids(store) == [alpha, beta]


def test_notes_and_acceptance_tell_whether_the_incident_is_still_what_was_seen(store):
    alpha, _ = alpha_and_beta(store)
    store.record_decision(remark(store, "accept", alpha, "checked"), WHO)
    assert [one.is_current for one in store.incident(alpha).review.remarks] == [True]
    late = raw_item("late.txt", "The Red Front shelled Alpha on 2020-05-01, killing 4. More.", published="2020-05-09")
    add([late], store, small_stages(), lambda _: None, None)
    assert [one.is_current for one in store.incident(alpha).review.remarks] == [False]


def test_merged_actors_are_one_and_split_ones_two(store):
    store.record_decision(actors("merge_actors", "red-front", "new-front", actor("New Front", "new-front")), WHO)
    assert [one.actor_id for one in report_of(store, "one.txt").actors] == ["new-front"]
    fuse(store)
    alpha, _ = alpha_and_beta(store)
    assert [one.name for one in store.incident(alpha).actors] == ["New Front"]
    by_old_name = {report.document.path for report in store.select_reports(Selection(actor="red front"))}
    assert by_old_name == {"one.txt", "two.txt", "copy.txt"}
    store.record_decision(actors("split_actors", "Red Front", "new-front"), WHO)
    (found,) = report_of(store, "one.txt").actors
    assert (found.name, found.actor_id) == ("Red Front", None)
    store.undo(2, WHO, "")
    store.undo(1, WHO, "")
    fuse(store)
    assert [one.actor_id for one in store.incident(alpha).actors] == ["red-front"]
    assert not [line for line in store.dump() if '"own":{' in line]


def decided(store):
    alpha, beta = alpha_and_beta(store)
    two = report_of(store, "two.txt")
    store.record_decision(correction(store, alpha, "killed", toll(4)), WHO)
    store.record_decision(pair(store, "same", alpha, beta), WHO)
    store.record_decision(correction(store, two.report_id, "killed", toll(5)), WHO)
    store.record_decision(remark(store, "note", beta, "far away"), WHO)
    store.record_decision(actors("merge_actors", "green-guard", "red-front", actor("Red Front", "red-front")), WHO)


def test_decisions_survive_another_coder(store):
    decided(store)
    fuse(store)
    before = {report.report_id for report in store.reports()}
    (old,) = store.select_incidents(Selection())
    recode(store, small_stages(SmallCoder("small-2")), lambda _: None)
    assert before.isdisjoint(report.report_id for report in store.reports())
    assert standings(store) == ["in_force"] * 5
    (new,) = store.select_incidents(Selection())
    assert new.incident_id != old.incident_id
    assert new.casualties.killed.best == 4
    assert [(one.kind, one.words) for one in new.review.remarks] == [
        (one.kind, one.words) for one in old.review.remarks
    ]


def test_replay_is_deterministic(store):
    decided(store)
    fuse(store)
    content = list(store.dump())
    recode(store, small_stages(SmallCoder("small-2")), lambda _: None)
    assert list(store.dump()) != content
    recode(store, small_stages(), lambda _: None)
    fuse(store)

    def but_for_the_log(lines):
        return [line for line in lines if '"table":"incident_changes"' not in line]

    assert but_for_the_log(store.dump()) == but_for_the_log(content)


class Silent(SmallCoder):
    def code(self, document):
        return replace(super().code(document), reports=())


def test_what_fits_no_more_is_listed_and_counts_again_when_it_fits(store):
    decided(store)
    fuse(store)
    recode(store, small_stages(Silent("small-3")), lambda _: None)
    assert standings(store)[:4] == ["unattached"] * 4
    assert [state.standing for state in store.decision_states()][4] is Standing.IN_FORCE
    recode(store, small_stages(), lambda _: None)
    assert standings(store) == ["in_force"] * 5
    (both,) = store.select_incidents(Selection())
    assert both.casualties.killed.best == 4


def test_a_refused_document_leaves_its_decisions_unattached(store):
    one = report_of(store, "one.txt")
    store.record_decision(remark(store, "note", one.report_id, "x"), WHO)
    store.put_refusal(
        Refusal(path="one.txt", stage="coding", code="x", detail="d", document_id=one.document.document_id), "v"
    )
    assert standings(store) == ["unattached"]


def test_the_place_of_what_was_hit_is_the_one_that_is_corrected(store):
    incident = next(store.select_incidents(Selection(place="alpha")))
    hit = replace(incident, places=tuple(replace(place, role=PlaceRole.TARGET) for place in incident.places))
    assert field_words(hit, Field.PLACE) == "Alpha, IRQ"
    judgement = correction(store, incident.incident_id, "place", place("Gamma", "SYR"))
    store.record_decision(judgement, WHO)
    (decision,) = store.decisions()
    assert [one.name for one in correct(hit, [decision]).places] == ["Gamma"]
