"""Feeds out: read by feedparser and by our own reader, stable ids and times, no word of a document unescaped."""

from __future__ import annotations

import json

import feedparser
import pytest
from invented import TEXT, Told, case_of
from lxml import etree
from msgspec import structs

from onrecord.records import DecisionKind, Remark, Review, Status
from onrecord.sources import read_items
from onrecord.views.feeds import Feed, atom_parts, json_feed_parts, newest_first, updated_at

FEED = Feed(feed_id="urn:onrecord:feed-1", title="Bombs in Iraq", filters="Incidents: country IRQ")


def atom(cases):
    return "".join(atom_parts(cases, FEED))


def items(cases):
    return json.loads("".join(json_feed_parts(cases, FEED)))


def test_atom_is_read_by_feedparser():
    read = feedparser.parse(atom([case_of(), case_of(Told(status=Status.PLANNED))]))
    assert not read.bozo
    assert (read.feed.id, read.feed.title, read.version) == (FEED.feed_id, FEED.title, "atom10")
    first, second = read.entries
    assert first.id == f"urn:onrecord:{case_of().incident.incident_id}"
    assert first.updated == "2024-03-06T00:00:00Z"
    assert first.links[0].href == "https://lagoon.example/a-1"
    assert "River Front denies" in first.content[0].value
    assert "(planned)" in second.title


def test_json_feed_says_the_same():
    read = items([case_of()])
    assert read["version"] == "https://jsonfeed.org/version/1.1"
    (item,) = read["items"]
    assert item["date_modified"] == "2024-03-06T00:00:00Z"
    assert item["_onrecord"]["killed_best"] == 3
    assert "River Front (accusation, contested)" in item["_onrecord"]["attribution"]


@pytest.mark.parametrize(("name", "make"), [("a.atom", atom), ("a.json", None)])
def test_our_own_reader_reads_them(tmp_path, name, make):
    path = tmp_path / name
    path.write_text(make([case_of()]) if make else "".join(json_feed_parts([case_of()], FEED)), encoding="utf-8")
    (item,) = read_items([str(path)])
    assert b"killed Amina Sayed" in item.data


def test_nothing_gives_an_empty_feed():
    assert feedparser.parse(atom([])).entries == []
    assert items([])["items"] == []


def test_a_decision_makes_an_entry_new():
    case = case_of()
    remark = Remark(
        kind=DecisionKind.NOTE, words="seen", reviewer="M. Reader", at="2024-04-01T09:00:00+00:00", decision=1
    )
    reviewed = structs.replace(case, incident=structs.replace(case.incident, review=Review(remarks=(remark,))))
    assert updated_at(case) == "2024-03-06T00:00:00Z"
    assert updated_at(reviewed) == "2024-04-01T09:00:00Z"
    assert newest_first([case, reviewed], 1) == [reviewed]


@pytest.mark.parametrize("words", ["<script>alert(1)</script>", "]]><x/>", "a\x00\x1b[31mb", "&lt;i&gt;", '"onload="x'])
def test_no_words_act(words):
    told = Told(text=TEXT.replace("Amina Sayed", words), name=words, group=words, title=words, town=words)
    root = etree.fromstring(atom([case_of(told)]).encode())
    content = root.findtext(".//{*}content")
    assert "<script" not in content
    assert "<x/>" not in content
    assert "<script" not in items([case_of(told)])["items"][0]["content_html"]


def test_a_link_that_is_no_web_address_is_left_out():
    assert "javascript:" not in atom([case_of(Told(url="javascript:alert(1)"))])
