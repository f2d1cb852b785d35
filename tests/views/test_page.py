"""The web page: all is on it, nothing of a document can act in it, and it asks for nothing outside itself."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser

import pytest
from msgspec.structs import replace
from small_stages import articles, small_stages

from onrecord.records import AssertionKind, Link, RelationKind
from onrecord.run import command
from onrecord.run.pipeline import add
from onrecord.store import Selection, open_store
from onrecord.views.page import COLUMNS, page_parts
from onrecord.views.page_html import element, words

HOSTILE = (
    "<script>alert(1)</script>",
    "</script><script>alert(2)</script>",
    "\"><img src=x onerror='alert(3)'>",
    "' onmouseover='alert(4)",
    "javascript:alert(5)",
    "</q></td></table><iframe src='https://evil.example/'></iframe>",
    "<style>@import url(https://evil.example/a.css)</style>",
    "<!-- <base href='https://evil.example/'>",
    "&lt;script&gt; $rows ${style} $$",
)
VOID = {"meta", "input"}
OWN_TAGS = {
    *("html", "head", "meta", "title", "style", "script", "body", "header", "main", "h1", "h2", "h3", "h4", "p", "b"),
    *("label", "input", "button", "div", "span", "table", "caption", "thead", "tbody", "tr", "th", "td", "dl", "dt"),
    *("dd", "ol", "ul", "li", "q", "blockquote", "a"),
}


class Read(HTMLParser):
    """Every tag with its attributes, the text outside of scripts and styles, and theirs."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.text, self.inside, self.open = [], "", {"script": "", "style": ""}, []
        self.comments = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open and self.open[-1] in self.inside:
            self.inside[self.open[-1]] += data
        else:
            self.text += data

    def handle_comment(self, data):
        self.comments.append(data)

    def all(self, tag):
        return [attributes for name, attributes in self.tags if name == tag]


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    with open_store(tmp_path_factory.mktemp("page") / "a.db", create=True) as opened:
        add(articles(), opened, small_stages(), lambda _: None, None)
        yield opened


def page_of(store, notes=()):
    return "".join(page_parts(list(store.select_incidents(Selection())), store.reports_of, notes))


def poisoned(store, words):
    """The first incident and its reports with the words in every field that a document fills."""
    incident = next(store.select_incidents(Selection(place="Alpha")))
    reports = [
        replace(
            report,
            document=replace(report.document, title=words, source=words, url=words, path=words),
            evidence=tuple(replace(one, text=words) for one in report.evidence),
        )
        for report in store.reports_of(incident.incident_id)
    ]
    killed = incident.casualties.killed
    link = Link(
        subject_id="a", subject=words, relation=RelationKind.PART_OF, object_id="b", object=words,
        start=None, end=None, source=words, status="accepted",
    )  # fmt: skip
    said = replace(incident.attribution[0].support[0], speaker=words, quote=words, kind=AssertionKind.CLAIMS)
    answer = replace(
        incident.attribution[0], name=words, actor_id=words, support=(said,), against=(said,), chain=(link,)
    )
    bad = replace(
        incident,
        places=tuple(replace(place, name=words) for place in incident.places),
        actors=tuple(replace(actor, name=words) for actor in incident.actors),
        casualties=replace(
            incident.casualties,
            killed=replace(killed, versions=tuple(replace(v, text=words, source=words) for v in killed.versions)),
        ),
        conflicts=tuple(
            replace(conflict, field=words, versions=tuple(replace(v, value=words) for v in conflict.versions))
            for conflict in incident.conflicts
        ),
        attribution=(answer,),
    )
    return bad, reports


def assert_harmless(read):
    assert {tag for tag, _ in read.tags} <= OWN_TAGS
    assert len(read.all("script")) == len(read.all("style")) == 1
    assert read.comments == []
    assert read.open == []
    for tag, attributes in read.tags:
        for name, value in attributes.items():
            assert not name.startswith("on"), (tag, name)
            assert name not in ("src", "srcset", "style", "action", "formaction", "background"), (tag, name)
            assert name != "href" or re.fullmatch(r"#inc-\w+", value), (tag, value)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_no_words_of_a_document_become_markup(store, hostile):
    bad, reports = poisoned(store, hostile)
    page = "".join(page_parts([bad], lambda _: reports, [hostile]))
    read = Read(page)
    assert_harmless(read)
    shown = " ".join(read.text.split())
    assert shown.count(hostile) >= 10, "the words are shown as they are"
    clean = Read("".join(page_parts([], lambda _: ())))
    assert read.inside == clean.inside, "script and style are ours, whatever the documents hold"


@pytest.mark.parametrize("hostile", HOSTILE)
def test_an_attribute_holds_any_words(hostile):
    (tag,) = Read(element("td", words(hostile), data_key=hostile, class_=None)).tags
    assert tag == ("td", {"data-key": hostile})


def test_direction_marks_are_made_visible():
    assert words("a\u202egnp.exe\x1b[2J") == "a\ufffdgnp.exe\ufffd[2J"


def test_every_incident_and_its_reports_are_there(store):
    read = Read(page_of(store))
    incidents = list(store.select_incidents(Selection()))
    assert [one["id"] for one in read.all("tbody") if "id" in one] == [one.incident_id for one in incidents]
    for incident in incidents:
        assert read.text.count(incident.incident_id) == 1
        assert all(report_id in read.text for report_id in incident.reports)
        for report in store.reports_of(incident.incident_id):
            assert report.document.source in read.text
            assert all(evidence.text in read.text for evidence in report.evidence)
        for toll in filter(None, (incident.casualties.killed, incident.casualties.wounded)):
            assert all(version.text in read.text for version in toll.versions if version.text)
        for answer in incident.attribution:
            assert answer.name in read.text
            assert all(said.quote in read.text for said in (*answer.support, *answer.against))
    assert f"{len(incidents)} incidents" in read.text


def test_the_page_stands_alone(store):
    page = page_of(store)
    read = Read(page)
    assert_harmless(read)
    assert not re.search(r"url\(|@import|https?:|//[a-z]", read.inside["style"])
    assert not re.search(r"https?:|fetch|XMLHttp|import\(|innerHTML|eval", read.inside["script"])
    assert not read.all("link")


def test_only_our_script_and_style_may_run(store):
    read = Read(page_of(store))
    (policy,) = (one["content"] for one in read.all("meta") if one.get("http-equiv") == "Content-Security-Policy")
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    for name, text in read.inside.items():
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"{name}-src 'sha256-{digest}'" in policy


def test_what_is_pressed_is_a_button_that_says_what_it_opens(store):
    read = Read(page_of(store))
    ids = [attributes["id"] for _, attributes in read.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    opening = [one for one in read.all("button") if "aria-controls" in one]
    assert len(opening) == len(list(store.select_incidents(Selection())))
    assert all(one["aria-expanded"] == "false" and one["aria-controls"] in ids for one in opening)
    assert all(one["type"] == "button" for one in read.all("button"))
    heads = [one for one in read.all("th") if "data-kind" in one]
    assert [one["data-kind"] for one in heads] == [kind for _, kind in COLUMNS]
    assert {one["for"] for one in read.all("label")} <= set(ids)


def test_the_unknown_sorts_last_and_is_not_zero(store):
    incident = next(store.select_incidents(Selection(place="Alpha")))
    bare = replace(
        incident, date=None, places=(), casualties=replace(incident.casualties, killed=None), attribution=(), actors=()
    )
    read = Read("".join(page_parts([bare], lambda _: ())))
    row = read.tags[read.tags.index(("tr", {"class": "row"})) :]
    cells = [attributes for tag, attributes in row if tag in ("th", "td")][: len(COLUMNS)]
    keyless = [name for (name, _), cell in zip(COLUMNS, cells, strict=True) if cell.get("data-key") == ""]
    assert keyless == ["date", "place", "attributed to", "killed", "wounded"]
    assert "undated" in read.text
    assert "No report says who did it." in read.text
    assert read.text.count("is not stored any more") == len(incident.reports)


def test_the_same_store_gives_the_same_page(store):
    assert page_of(store, ["a"]) == page_of(store, ["a"])


def test_the_command_takes_the_filters_and_says_which(store, tmp_path, capsys, monkeypatch):
    db, out = tmp_path / "a.db", tmp_path / "page.html"
    with open_store(db, create=True) as opened:
        add(articles(), opened, small_stages(), lambda _: None, None)
    assert command.main(["page", "--db", str(db), "--output", str(out)]) == 0
    assert out.read_text(encoding="utf-8") == page_of(store)
    assert command.main(["page", "--db", str(db), "--country", "Iraq", "--contested", "--since", "2020"]) == 0
    read = Read(capsys.readouterr().out)
    assert "Only incidents with: since 2020-01-01; country IRQ; attribution contested." in read.text
    wanted = store.select_incidents(Selection(country="IRQ", contested=True, since="2020-01-01"))
    assert [one["id"] for one in read.all("tbody") if "id" in one] == [one.incident_id for one in wanted]


def test_a_wrong_country_leaves_an_earlier_page_as_it_was(tmp_path, capsys):
    db, out = tmp_path / "a.db", tmp_path / "page.html"
    open_store(db, create=True).close()
    out.write_text("earlier")
    assert command.main(["page", "--db", str(db), "--country", "Nowhere", "--output", str(out)]) == 2
    assert "is no country" in capsys.readouterr().err
    assert out.read_text() == "earlier"
    assert command.main(["page", "--db", str(db), "--output", str(out)]) == 0
    assert "0 incidents" in Read(out.read_text(encoding="utf-8")).text
