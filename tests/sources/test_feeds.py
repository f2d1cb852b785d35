"""Entries of saved feeds become raw items; nothing in a feed is fetched or expanded."""

from __future__ import annotations

import pytest

from onrecord.documents import make_document
from onrecord.records import MediaKind, RawItem, Refusal
from onrecord.sources import ItemHints, read_items
from onrecord.sources.feeds import feed_day

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Lagoon &amp; Coast</title><language>en-GB</language><link>https://lagoon.example/</link>
<item><title>Bomb kills two in Varanel</title><link>https://lagoon.example/1</link><guid>tag:lagoon,1</guid>
<pubDate>Wed, 06 Mar 2024 21:30:00 -0500</pubDate>
<description>A short summary.</description>
<content:encoded><![CDATA[<p>A car bomb killed two policemen in Mosul on Tuesday, the ministry
said.</p>]]></content:encoded>
</item>
<item><title>Talks</title><description>The ministers met in Paris &amp;amp; agreed on Monday.</description>
<dc:date>2024-03-07T08:00:00Z</dc:date></item>
<item><title>Nothing but a title</title><link>https://lagoon.example/3</link></item>
</channel></rss>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Orbit Press</title>
<entry><id>urn:x:1</id><title type="html">Raid &lt;b&gt;in&lt;/b&gt; Oskha</title>
<link rel="edit" href="https://orbit.example/edit"/><link href="https://orbit.example/a"/>
<updated>2024-03-08T00:00:00Z</updated><published>2024-03-05T23:00:00+03:00</published>
<content type="xhtml">
<div xmlns="http://www.w3.org/1999/xhtml"><p>Gunmen raided a police post &amp; fled.</p></div></content>
</entry></feed>"""

RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
<channel rdf:about="https://old.example/"><title>Old Wire</title></channel>
<item rdf:about="https://old.example/1"><title>Clash</title><link>https://old.example/1</link>
<description>Soldiers clashed with rebels.</description></item></rdf:RDF>"""

JSON = """{"version": "https://jsonfeed.org/version/1.1", "title": "Salt Desk", "items": [
 {"id": "7", "url": "https://salt.example/7", "title": "Shelling", "content_text": "Shells fell on a market.",
  "date_published": "2024-03-09T10:00:00Z"}, {"id": "8"}]}"""


def read(tmp_path, name, text, **hints):
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return list(read_items([str(path)], hints=ItemHints(**hints)))


@pytest.mark.parametrize("name", ["news.rss", "news.xml", "news"])
def test_rss(tmp_path, name):
    first, second, third = read(tmp_path, name, RSS)
    assert isinstance(first, RawItem)
    assert (first.path, first.url) == ("tag:lagoon,1", "https://lagoon.example/1")
    assert (first.title, first.source, first.language) == ("Bomb kills two in Varanel", "Lagoon & Coast", "en")
    assert (first.published, first.media) == ("2024-03-06", MediaKind.HTML)
    assert b"car bomb" in first.data
    assert (second.media, second.data) == (MediaKind.TEXT, b"The ministers met in Paris & agreed on Monday.")
    assert (second.published, second.path.endswith(":2")) == ("2024-03-07", True)
    assert isinstance(third, Refusal)
    assert (third.code, third.path) == ("no_text", "https://lagoon.example/3")


def test_an_entry_becomes_a_document(tmp_path):
    document = make_document(read(tmp_path, "a.rss", RSS)[0])
    assert not isinstance(document, Refusal)
    assert document.clean.startswith("A car bomb killed two policemen in Mosul")
    assert (document.title, document.published) == ("Bomb kills two in Varanel", "2024-03-06")
    assert document.url == "https://lagoon.example/1"


def test_atom(tmp_path):
    (item,) = read(tmp_path, "a.atom", ATOM)
    assert (item.path, item.url, item.title) == ("urn:x:1", "https://orbit.example/a", "Raid in Oskha")
    assert (item.published, item.source, item.media) == ("2024-03-05", "Orbit Press", MediaKind.HTML)
    assert b"<p>Gunmen raided a police post &amp; fled.</p>" in item.data


def test_rss_1(tmp_path):
    (item,) = read(tmp_path, "a.rdf", RDF)
    assert (item.path, item.source, item.published) == ("https://old.example/1", "Old Wire", None)


def test_json_feed(tmp_path):
    item, refused = read(tmp_path, "a.feed", JSON)
    assert (item.path, item.data, item.published) == ("7", b"Shells fell on a market.", "2024-03-09")
    assert refused.code == "no_text"


def test_a_source_stands_in_where_the_feed_has_no_title(tmp_path):
    text = "<rss><channel><item><description>Rebels fired.</description></item></channel></rss>"
    (item,) = read(tmp_path, "a.rss", text, source="Desk")
    assert item.source == "Desk"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (b"<rss><channel></channel></rss>", "no_entry"),
        (b"not a feed at all", "bad_feed"),
        (b"", "bad_feed"),
        (b'{"version": "https://jsonfeed.org/version/1", "items": 5}', "bad_feed"),
        (b"{" * 100_000, "bad_feed"),
    ],
)
def test_what_is_no_feed_is_refused(tmp_path, text, code):
    (refused,) = read(tmp_path, "a.rss", text)
    assert isinstance(refused, Refusal)
    assert refused.code == code


def test_entities_are_not_expanded_and_files_not_read(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("the password", encoding="utf-8")
    bombs = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 9))
    head = f'<!DOCTYPE rss [<!ENTITY e0 "boom boom">{bombs}<!ENTITY x SYSTEM "{secret}">]>'
    text = f"{head}<rss><channel><item><title>t</title><description>War. &e8; &x;</description></item></channel></rss>"
    (item,) = read(tmp_path, "a.rss", text)
    assert len(item.data) < 1000
    assert b"password" not in item.data
    assert b"boom" not in item.data


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("Wed, 06 Mar 2024 23:30:00 -0500", "2024-03-06"),
        ("6 Mar 2024 08:00 GMT", "2024-03-06"),
        ("2024-03-06T23:59:59Z", "2024-03-06"),
        ("2024-03-06", "2024-03-06"),
        ("yesterday", None),
        ("2024-13-45", None),
        ("", None),
        (None, None),
    ],
)
def test_days(words, day):
    assert feed_day(words) == day


def test_a_year_beyond_all_reckoning_is_no_day():
    assert feed_day(f"Mon, 03 May {'5' * 90} 10:00 GMT") is None


def test_lone_surrogates_of_a_json_feed_do_not_reach_names(tmp_path):
    told = '{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "a\\ud800", "content_text": "b\\udfff"}]}'
    path = tmp_path / "feed.json"
    path.write_text(told, encoding="utf-8")
    (item,) = read_items([str(path)])
    assert (item.path, item.data) == ("a?", b"b?")
