"""Hostile words in every field that a document fills: no page lets them act, no download lets them be a formula."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient
from msgspec.structs import replace
from served import serving, settings_of
from small_stages import SmallCoder, make_document, raw_item, small_stages

from hostile import hostile_strings
from onrecord.records import Actor, Confidence
from onrecord.run.pipeline import add
from onrecord.serve.app import make_app
from onrecord.store import open_store

HOSTILE = hostile_strings()
ACTING = [
    "<script>alert",
    "<img src=x",
    "<svg onload",
    "<iframe",
    "<body onload",
    "<base",
    "<div hx",
    'href="javascript',
]


class HostileCoder(SmallCoder):
    """Puts the words of a document's title into every name that a report has."""

    def code(self, document):
        coded = super().code(document)
        words = document.title or ""
        reports = tuple(self._poisoned(report, words) for report in coded.reports)
        relations = tuple(replace(one, subject=words, object=words, according_to=words) for one in coded.relations)
        return replace(coded, reports=reports, relations=relations)

    @staticmethod
    def _poisoned(report, words):
        actor = Actor(
            text=words, name=words, actor_id=words, country=words, sector=words,
            confidence=Confidence.CLAIMED, according_to=words,
        )  # fmt: skip
        places = tuple(replace(place, name=words, text=words, admin1=words) for place in report.places)
        assertions = tuple(replace(one, speaker=words) for one in report.assertions)
        evidence = tuple(replace(one, text=words) for one in report.evidence)
        toll = replace(report.casualties.killed, text=words)
        return replace(
            report, actors=(actor, *report.actors), places=places, assertions=assertions, evidence=evidence,
            casualties=replace(report.casualties, killed=toll),
            document=replace(report.document, title=words, source=words, url=words, path=words),
        )  # fmt: skip


def hostile_document(item):
    """The article, with the words in its text, title, source and address."""
    document = make_document(item)
    words = HOSTILE[int(item.path)]
    text = f"{item.data.decode()} {words}"
    segment = replace(document.segments[0], clean_chars=len(text), stored_chars=len(text))
    return replace(
        document, text=text, clean=text, segments=(segment,), title=words, source=words, url=words, path=words
    )


@pytest.fixture(scope="module")
def db(tmp_path_factory):
    path = tmp_path_factory.mktemp("hostile") / "a.db"
    stages = replace(small_stages(HostileCoder()), make_document=hostile_document)
    days = [date(2020, 1, 1) + timedelta(days=number) for number in range(len(HOSTILE))]
    told = "Band shelled Alpha on {}, killing 3. Blue Army claimed the attack. Grey State is backed by Band."
    items = [raw_item(str(number), told.format(day)) for number, day in enumerate(days)]
    with open_store(path, create=True) as store:
        add(items, store, stages, lambda _: None, None)
    return path


def test_there_are_two_hundred_different_ones():
    assert len(set(HOSTILE)) == len(HOSTILE) >= 200


def test_no_page_holds_a_tag_or_attribute_of_theirs(db):
    with TestClient(make_app(settings_of(db))) as client:
        incidents = client.get("/api/incidents", params={"limit": 1000}).json()["incidents"]
        assert len(incidents) == len(HOSTILE)
        documents = {one["document"]["document_id"] for one in client.get("/api/reports?limit=1000").json()["reports"]}
        pages = [
            "/",
            "/?page=2",
            "/actors",
            "/actors?page=2",
            "/actors?page=3",
            "/sources",
            "/review",
            "/search?q=alert",
        ]
        pages += [f"/incidents/{one['incident_id']}" for one in incidents[::4]]
        pages += [f"/documents/{one}" for one in sorted(documents)[::8]]
        pages += [f"/actors/{quote(words, safe='')}" for words in HOSTILE[::8]]
        pages += [f"/search?q={quote(words)}" for words in HOSTILE[::8]]
        pages += ["/map/still.svg"]
        for path in pages:
            answer = client.get(path)
            assert answer.status_code in (200, 400, 404), path
            for act in ACTING:
                assert act not in answer.text, (path, act)


def test_no_cell_of_a_download_is_a_formula(db):
    with TestClient(make_app(settings_of(db))) as client:
        for path in ("/api/incidents.csv", "/api/reports.csv"):
            for row in csv.reader(io.StringIO(client.get(path).text, newline="")):
                assert not [
                    cell for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r")) and not _number(cell)
                ]


def _number(cell):
    try:
        float(cell)
    except ValueError:
        return False
    return True


def test_nothing_of_theirs_acts_in_a_browser(db, page):
    with serving(settings_of(db)) as address:
        page.goto(address)
        page.wait_for_selector("#incidents tbody tr")
        incidents = page.evaluate("fetch('/api/incidents?limit=1000').then(answer => answer.json())")["incidents"]
        assert len(incidents) == len(HOSTILE)
        paths = [f"/incidents/{one['incident_id']}" for one in incidents[::5]]
        for path in ["/actors", "/actors?page=2", "/actors?page=3", "/sources", "/search?q=alert", *paths]:
            page.goto(address + path)
            page.evaluate("() => new Promise(done => requestAnimationFrame(() => setTimeout(done, 0)))")
        for link in page.query_selector_all("article a")[:40]:
            href = link.get_attribute("href") or ""
            assert not href.lower().lstrip().startswith(("javascript:", "data:", "vbscript:"))
    assert page.fired == []
    assert [url for url in page.asked if not url.startswith(address)] == []
