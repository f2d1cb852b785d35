"""What people are shown: tables and pages, piped and on a terminal."""

from __future__ import annotations

import io

import pytest
from msgspec.structs import replace
from small_stages import articles, small_stages

from onrecord.records import AssertionKind, Link, RelationKind, Review
from onrecord.run.pipeline import add
from onrecord.store import Selection, open_store
from onrecord.views import incident_table, incident_text, report_table, report_text, show


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    with open_store(tmp_path_factory.mktemp("pages") / "a.db", create=True) as opened:
        add(articles(), opened, small_stages(), lambda _: None, None)
        yield opened


@pytest.fixture
def alpha(store):
    return next(store.select_incidents(Selection(place="Alpha")))


def shown(page, width=None):
    stream = io.StringIO()
    show(page, stream, width=width)
    return stream.getvalue()


def test_a_piped_table_has_one_plain_line_an_incident(store, monkeypatch):
    monkeypatch.delenv("COLUMNS", raising=False)
    incidents = list(store.select_incidents(Selection()))
    lines = shown(incident_table(incidents)).splitlines()
    assert len(lines) == 1 + len(incidents)
    assert [line.split()[0] for line in lines] == ["id", *(one.incident_id for one in incidents)]
    assert "\x1b" not in "".join(lines)
    assert not any(line.endswith(" ") for line in lines)
    words = ("2020-05-01", "ASSAULT/heavy-weapons", "Alpha (IRQ)", "Blue Army (claim, contested)", "3-5", "occurred")
    assert all(word in lines[1] for word in words)


def test_what_was_withdrawn_is_not_listed_as_if_it_had_occurred(alpha, monkeypatch):
    monkeypatch.delenv("COLUMNS", raising=False)
    withdrawn = replace(alpha, review=Review(is_withdrawn=True))
    assert "withdrawn" in shown(incident_table([withdrawn]))
    assert "occurred" not in shown(incident_table([withdrawn]))


@pytest.mark.parametrize("width", ["60", "80", "120"])
def test_a_narrow_window_cuts_no_id(store, monkeypatch, width):
    monkeypatch.setenv("COLUMNS", width)
    incidents = list(store.select_incidents(Selection()))
    text = shown(incident_table(incidents))
    assert all(incident.incident_id in text for incident in incidents)
    assert max(map(len, text.splitlines())) <= int(width)
    assert ("attributed to Blue Army (claim, contested)" in " ".join(text.split())) == (int(width) < 120)
    reports = list(store.select_reports(Selection()))
    assert all(report.report_id in shown(report_table(reports)) for report in reports)


def test_a_terminal_gets_the_same_words(store, alpha, monkeypatch):
    monkeypatch.setenv("COLUMNS", "200")
    stream = Terminal()
    show(incident_table([alpha]), stream)
    assert alpha.incident_id in stream.getvalue()


def test_the_incident_page_holds_every_version_and_both_sides(store, alpha):
    reports = store.reports_of(alpha.incident_id)
    text = shown(incident_text(alpha, reports), width=200)
    for report in reports:
        assert text.count(report.report_id) >= 3  # its figure, its disagreement, itself
        assert f'"{" ".join(report.evidence[0].text.split())}"' in text
    sides = next(line for line in text.splitlines() if "Blue Army claims" in line)
    assert "Blue Army denies" in sides  # side by side
    assert 'Blue Army claims: "Blue Army claimed the attack"' in sides
    assert "contested" in text
    assert "Reports disagree on" in text


def test_both_sides_stay_apart_on_a_narrow_page(store, alpha):
    text = shown(incident_text(alpha, store.reports_of(alpha.incident_id)), width=80)
    line = next(line for line in text.splitlines() if "for (" in line)
    assert "against (1)" in line
    assert max(map(len, text.splitlines())) <= 80


def test_a_chain_shows_each_link_with_its_source(store, alpha):
    link = Link(
        subject_id="a",
        subject="Blue Army",
        relation=RelationKind.FRONT_FOR,
        object_id="b",
        object="Grey State",
        start="2019-01",
        end=None,
        source="a study of 2020",
        status="disputed",
    )
    attribution = replace(alpha.attribution[0], chain=(link,))
    text = shown(incident_text(replace(alpha, attribution=(attribution,)), ()), width=160)
    assert "Blue Army front for Grey State (2019-01 to now; disputed; source: a study of 2020)" in text


def test_a_candidate_whom_nobody_contests_has_the_whole_width(store, alpha):
    alone = replace(alpha.attribution[0], against=(), contested=False)
    text = shown(incident_text(replace(alpha, attribution=(alone,)), store.reports_of(alpha.incident_id)), width=160)
    assert "against (0): nobody" in text
    quoted = next(line for line in text.splitlines() if "Blue Army claims" in line)
    assert quoted.rstrip().endswith(")")


def test_quotes_that_a_chain_only_passes_on_are_not_repeated(store, alpha):
    named = alpha.attribution[0]
    higher = replace(named, actor_id="grey", name="Grey State")
    incident = replace(alpha, attribution=(named, higher))
    text = shown(incident_text(incident, store.reports_of(alpha.incident_id)), width=160)
    assert text.count('Blue Army denies: "') == 1
    assert "on what is said for and against Blue Army, above" in text


def test_an_incident_whose_reports_are_gone_says_so(alpha):
    text = shown(incident_text(alpha, ()), width=160)
    assert text.count("is not stored any more") == len(alpha.reports)


def test_an_incident_that_nobody_answers_for_says_so(store):
    beta = next(store.select_incidents(Selection(place="Beta")))
    assert "no report says who did it" in shown(incident_text(beta, store.reports_of(beta.incident_id)), width=100)


def test_the_report_page_quotes_every_value(store, alpha):
    report = store.reports_of(alpha.incident_id)[0]
    document = store.document(report.document.document_id)
    text = shown(report_text(report, document.text, [alpha.incident_id]), width=160)
    assert alpha.incident_id in text
    for words in ("place (site)", '"Alpha"', "killed", '"3"', "weapon", '"shelled"', "actor", '"The Red Front"'):
        assert words in text
    start, end = report.places[0].span
    assert f"[{start},{end})" in text
    (claim,) = (one for one in report.assertions if one.kind is AssertionKind.CLAIMS)
    assert f'Blue Army claims: "{document.text[claim.start : claim.end]}"' in text


def test_a_hostile_document_cannot_repaint_the_screen(store, alpha):
    report = store.reports_of(alpha.incident_id)[0]
    evil = "\x1b[2J[bold red]:skull:\u202e"
    hostile = replace(
        report,
        document=replace(report.document, title=evil, source=evil, path=evil, url=evil),
        actors=tuple(replace(actor, name=evil, text=evil, according_to=evil) for actor in report.actors),
        evidence=tuple(replace(one, text=evil) for one in report.evidence),
        assertions=tuple(replace(one, speaker=evil) for one in report.assertions),
    )
    incident = replace(alpha, attribution=tuple(replace(one, name=evil) for one in alpha.attribution))
    stream = Terminal()
    for page in (report_table([hostile]), report_text(hostile, evil * 50), incident_text(incident, [hostile])):
        show(page, stream)
        text = shown(page)
        assert "\x1b[2J" not in stream.getvalue()
        assert "\u202e" not in text
        assert "[bold red]:skull:" in text  # no markup is obeyed either
