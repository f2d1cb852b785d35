"""HTML pages of different make, aligned to their source. All pages and incidents are invented."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.documents import make_document
from onrecord.documents.aligning import align
from onrecord.documents.pages import draft_page
from onrecord.documents.visible import read_visible
from onrecord.errors import LimitError
from onrecord.lexicon.documents import load_document_rules
from onrecord.records import Document

RULES = load_document_rules()

NEWS = """<!DOCTYPE html><html lang="en"><head><title>Rockets fall near port | Example News</title>
<meta property="og:site_name" content="Example News"><meta property="og:title" content="Rockets fall near port">
<meta property="article:published_time" content="2019-05-01T10:00:00Z">
<link rel="canonical" href="https://news.example/rockets">
<script>var story = "<p>Three tanks crossed the border.</p>";</script><style>p > b { color: red }</style></head>
<body><header><nav><a href="/">Home</a><a href="/world">World</a></nav></header>
<!-- <p>A comment says that ten people were killed.</p> -->
<article><h1>Rockets fall near port</h1><p class="byline">By <b>Jane Roe</b></p>
<p>Two rockets &amp; a drone hit the <b>Al&#8209;Example</b> base on&nbsp;Wednesday, the <a href="/army">army</a>
said in a long statement that was read out on the radio.</p><div class="ad"><script>ads.push(1)</script></div>
<p>Nobody was hurt, said the owner of a caf&eacute;, &ldquo;Ali&rdquo;, who was there when the rockets fell
on the base <em>in the night</em> of Wednesday.<br>The base holds foreign troops.</p>
<ul><li>The road was closed for an hour.</li></ul>
<table><tr><td>Wounded</td><td>0</td></tr></table>
<blockquote>We did it, said the group in a message.</blockquote></article>
<footer><p>Copyright 2019 Example News. All rights reserved.</p></footer></body></html>"""

OLD = """<html><body bgcolor=white><table><tr><td><font size=2><a href=a.html>Index</a></font></td><td>
<font face=arial><b>BASRA, May 1 (Example)</b> -- Two men were shot dead in the old market on Tuesday, the police said
<br>after they had refused to stop their car at a check point near the river.
<br><br>The police said the men had carried rifles &lt;of foreign make&gt; and a map of the port, and that
a third man had fled.</font></td></tr></table></body></html>"""

DIVS = """<div id="main"><div class="story-body"><div class="text">The minister of the interior said on Monday that
the curfew in the three <span>north</span>ern towns would be lifted <!-- check --> by the end of the week.</div>
<div class="text">He spoke after a bomb had gone off at the gate of his ministry and killed a guard, whose name was not
given by the authorities.</div></div></div>"""


def stored(document: Document, words: str) -> str:
    start = document.clean.index(words)
    return document.text[slice(*document.stored_span(start, start + len(words)))]


def test_a_news_page(raw):
    document = make_document(raw(NEWS, "html"))
    assert isinstance(document, Document)
    for absent in ("Three tanks", "ten people", "ads.push", "Home", "Copyright", "color: red"):
        assert absent not in document.clean
    assert stored(document, "Two rockets & a drone") == "Two rockets &amp; a drone"
    assert stored(document, "café") == "caf&eacute;"
    assert stored(document, "“Ali”") == "&ldquo;Ali&rdquo;"
    assert stored(document, "on Wednesday") == "on&nbsp;Wednesday"
    assert stored(document, "the army said") == 'the <a href="/army">army</a>\nsaid'
    assert "of Wednesday.\n\nThe base holds" in document.clean
    assert (document.title, document.source) == ("Rockets fall near port", "Example News")
    assert (document.url, document.published) == ("https://news.example/rockets", "2019-05-01")
    assert document.text == NEWS


def test_an_old_page_of_tables(raw):
    document = make_document(raw(OLD, "html"))
    assert stored(document, "rifles <of foreign make>") == "rifles &lt;of foreign make&gt;"
    assert "the police said after they had refused" in document.clean
    assert document.clean[slice(*document.dateline)] == "BASRA, May 1 (Example) --"


def test_a_fragment_of_divs(raw):
    document = make_document(raw(DIVS, "html"))
    assert stored(document, "northern towns") == "<span>north</span>ern towns".removeprefix("<span>")
    assert "lifted by the end" in document.clean


@pytest.mark.parametrize(
    "page",
    [
        "<p>Two men were shot in Basra on Friday, police said, near the river.</p>",
        "<b>Two men</b> were shot in Basra on Friday, police said, near the river.",
        "<html><body>Two men were shot in Basra on Friday, police said, near the river.",
        "<div><p>Two men were <i>shot</i> in Basra on Friday, police said, near the river.<p></div></div></html>",
        "<p title='a > b'>Two men were shot in Basra on Friday, police said, near the river.</p>",
        "<?xml version='1.0'?><p>Two men were shot in Basra on Friday, police said, near the river.</p>",
    ],
)
def test_small_and_broken_pages(raw, page):
    document = make_document(raw(page, "html"))
    assert document.clean == "Two men were shot in Basra on Friday, police said, near the river."
    assert re.sub(r"<[^>]*>", "", stored(document, "men were shot")) == "men were shot"


def test_a_paragraph_cut_up_in_the_page_is_put_together_from_its_parts():
    lead = "Two rockets fell near the port on Friday morning, said"
    page = f"<p>{lead} <span>advertisement</span> the police of the town.</p>"
    whole = f"{lead} the police of the town."
    aligned = align(page, [whole], read_visible(page, RULES.elements), RULES.settings)
    (runs,) = aligned.paragraphs
    assert "".join(run.text for run in runs) == whole
    assert all(run.text.isspace() or html.unescape(page[run.start : run.end]) == run.text for run in runs)


def test_a_paragraph_that_is_not_in_the_page_is_dropped_and_counted():
    visible = read_visible("<p>Two rockets fell near the port on Friday morning.</p>", RULES.elements)
    aligned = align("", ["Three tanks crossed the border on Monday."], visible, RULES.settings)
    assert (aligned.paragraphs, aligned.dropped) == ((), 1)


def test_repeated_lines_keep_the_order_of_the_page():
    lead = "Two rockets fell near the port on Friday morning."
    page = f"<p>{lead}</p><h1>Port</h1><p>{lead}</p><p>Nobody was hurt, the police of the town said.</p>"
    texts = ["Port", lead, "Nobody was hurt, the police of the town said."]
    aligned = align(page, texts, read_visible(page, RULES.elements), RULES.settings)
    starts = [runs[0].start for runs in aligned.paragraphs]
    assert starts == sorted(starts)
    assert len(starts) + aligned.dropped == len(texts)
    assert page[starts[-1] :].startswith(texts[-1])


def test_nesting_too_deep_is_refused(raw):
    with pytest.raises(LimitError, match="deep"):
        draft_page("<div>" * 300 + "x" + "</div>" * 300, None, RULES)
    assert make_document(raw("<div>" * 300 + "x", "html")).code == "too_deep"
    assert isinstance(make_document(raw("<p>Two men were shot, police said.<br>" * 300, "html")), Document)


TAGS = "<p> </p> <div> </div> <br> <b> </b> <script>x</y </script> <!--a --> &amp; &eacute; &#x41; &notit; < >"
PROSE = ("Two rockets fell near the port on Friday. ", "The police said that nobody was hurt. ", "\x00", "\n", " ", "é")
pieces = st.lists(
    st.sampled_from([*TAGS.split(), *PROSE, "&lt;p&gt;", "<td>", "<table>", "<title>", "<a href='x>y'>", '"']),
    max_size=40,
).map("".join)


@settings(deadline=None, max_examples=100)
@given(page=pieces)
def test_clean_characters_are_those_of_the_page(page):
    try:
        draft, _ = draft_page(page, None, RULES)
    except LimitError:
        return
    for segment in draft.segments:
        clean = draft.clean[segment.clean_start : segment.clean_start + segment.clean_chars]
        source = page[segment.stored_start : segment.stored_start + segment.stored_chars]
        assert clean.isspace() or clean in html.unescape(source) or clean == re.sub(r"\s", " ", source)
    starts = [segment.stored_start for segment in draft.segments]
    assert starts == sorted(starts)


@pytest.mark.parametrize(
    "reference", ["&#20;", "&#x14;", "&#0;", "&#x0c", "&#xD800;", "&#x110000;", "&#99999999999999999999;", "\x0c"]
)
def test_characters_that_no_element_may_hold_stop_nothing(reference):
    undated = re.sub(r"<meta property=.article:published_time.*>", "", NEWS)
    page = undated.replace("<table>", f"<div><script>x</script>{reference} Map</div><table>")
    draft, facts = draft_page(page, None, RULES)
    assert "Two rockets" in draft.clean
    assert facts.published is None
