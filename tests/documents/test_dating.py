"""Publication days and datelines. All texts are invented."""

from __future__ import annotations

import datetime

import pytest

from onrecord.documents import make_document
from onrecord.documents.dates import find_dates, parse_day, url_day, url_year
from onrecord.lexicon.documents import load_document_rules

RULES = load_document_rules()
STORY = "Two rockets fell near the airport on Friday, the police chief said, and nobody was hurt in the town."


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2020-10-01", "2020-10-01"),
        ("2020-10-01T23:59:00+02:00", "2020-10-01"),
        ("2009-03-20 12:24:52.002364-05", "2009-03-20"),
        ("20201001", "2020-10-01"),
        ("Thu, 01 Oct 2020 10:00:00 GMT", "2020-10-01"),
        ("October 1, 2020", "2020-10-01"),
        ("Oct. 1st 2020", "2020-10-01"),
        ("1 October 2020", "2020-10-01"),
        ("3 JAN 90", "1990-01-03"),
        ("3 JAN 18", "2018-01-03"),
        ("25/12/2019", "2019-12-25"),
        ("12/25/2019", "2019-12-25"),
        ("05.05.2019", "2019-05-05"),
        ("03/04/2019", None),
        ("30 February 2019", None),
        ("1 October 1789", None),
        ("2199-01-01", None),
        ("October 2020", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_parse_day(value, day):
    assert parse_day(value, RULES) == day


def test_dates_are_found_with_their_spans():
    text = "Seen on 1 May 2019 and again May 3, 2019."
    found = list(find_dates(text, 0, len(text), RULES))
    assert [(text[date.start : date.end], date.day) for date in found] == [
        ("1 May 2019", "2019-05-01"),
        ("May 3, 2019", "2019-05-03"),
    ]


@pytest.mark.parametrize(
    ("url", "day", "year"),
    [
        ("https://x.example/2020/10/01/rockets", "2020-10-01", 2020),
        ("https://x.example/news/2020-10-01-rockets", "2020-10-01", None),
        ("https://x.example/a/20201001/b", "2020-10-01", None),
        ("http://web.archive.org/web/20151026092316/http://x.example/2014/05/16/a", "2014-05-16", 2014),
        ("http://web.archive.org/web/20151026092316/http://x.example/a", None, None),
        ("https://x.example/2014/05/a", None, 2014),
        ("https://x.example/2014/2015/a", None, None),
        ("https://x.example/id/20209999", None, None),
        ("https://x.example/1234202010011234", None, None),
    ],
)
def test_addresses(url, day, year):
    assert url_day(url, RULES) == day
    assert url_year(url) == year


@pytest.mark.parametrize(
    ("head", "day"),
    [
        (" date 2020-10-01 ", "2020-10-01"),
        ("Published: October 1, 2020\n\n", "2020-10-01"),
        ("(Published Sunday, March 8, 2015)\n\n", "2015-03-08"),
        ("Published: Saturday, 2/21/2015 - Updated: 2 months ago\n\n", "2015-02-21"),
        ("Updated: 11/24/2014 10:06 AM\n\nCreated: 11/23/2014 7:18 PM Example.org\n\n", "2014-11-23"),
        ("Last updated: 1 May 2019\n\n", "2019-05-01"),
        ("Rockets fall near airport\n\nBy Jane Roe | Oct. 1, 2020 10:33 AM EDT\n\n", "2020-10-01"),
        ("This story is from March 6, 2002\n\n", "2002-03-06"),
        ("Friday, 1 May 2019\n\n", "2019-05-01"),
        ("2020-10-01T10:00:00Z\n\n", "2020-10-01"),
    ],
)
def test_head_lines_give_the_day_and_leave_the_text(raw, head, day):
    document = make_document(raw(head + STORY))
    assert (document.published, document.published_from) == (day, "head line")
    assert STORY in document.clean
    assert not any(date.day == day for date in find_dates(document.clean, 0, len(document.clean), RULES))


@pytest.mark.parametrize(
    "text",
    [
        f"The attack of October 1, 2020 was the worst. {STORY}",
        f"{STORY}\n\nOn 1 May 2019 the group had fired at the same town.",
        f"1 May 2019\n\n{STORY}\n\n7 May 2019\n\n{STORY}",
        f"Date of the next hearing is 1 May 2019. {STORY}",
        STORY,
        f"BASRA, 3 May (Example) -- {STORY}",
        f"Published: 1 May 1789\n\n{STORY}",
        f"{STORY}\n\n— Jane Roe (@janeroe) March 18, 2015",
    ],
)
def test_no_day_is_made_up(raw, text):
    document = make_document(raw(text))
    assert (document.published, document.published_from) == (None, None)


@pytest.mark.parametrize(
    ("opening", "place", "day"),
    [
        ("SAN SALVADOR, 3 JAN 90 (DOMESTIC SERVICE) -- [TEXT]", "SAN SALVADOR", "1990-01-03"),
        ("NICOSIA, August 8, 1998 (Xinhua) --", "NICOSIA", "1998-08-08"),
        ("BAGHDAD (AP) -", "BAGHDAD", None),
        ("BELFAST, Northern Ireland (AP)_", "BELFAST", None),
        ("BAGHDAD/BEIRUT (Reuters) -", "BAGHDAD/BEIRUT", None),
        ("CHARLESTON, W.Va. --", "CHARLESTON", None),
        ("KABUL, Afghanistan —", "KABUL", None),
        ("ATLANTA -", "ATLANTA", None),
        ("Cairo, 3 March 2011 –", "Cairo", "2011-03-03"),
        ("Philadelphia (AFP) –", "Philadelphia", None),
        ("DES MOINES, Iowa, Aug. 10 (UPI) —", "DES MOINES", None),
        ("BOGOTA (COLOMBIA), 3 JAN 90 (EFE) -- [EXCERPTS]", "BOGOTA", "1990-01-03"),
        ("(CNN) --", "(CNN)", None),
    ],
)
def test_datelines(raw, opening, place, day):
    document = make_document(raw(f"{opening} {STORY}"))
    start, end = document.dateline
    assert document.clean[start:end] == opening
    assert opening.startswith(place)
    assert document.published == day
    assert document.published_from == ("dateline" if day else None)


@pytest.mark.parametrize(
    "text",
    [
        f"ISIS — which holds the town — denied it. {STORY}",
        f"BREAKING - {STORY}",
        f"FOOD IS SHORT, BUT AID COMES - {STORY}",
        f"Kataib Example (KE) - an armed group - denied it. {STORY}",
        f"The Army - {STORY}",
        f"WARNING: {STORY}",
        STORY.upper(),
        f"THE ARMY -- OR WHAT IS LEFT OF IT -- FLED. {STORY.upper()}",
    ],
)
def test_no_dateline(raw, text):
    assert make_document(raw(text)).dateline is None


def test_a_dateline_behind_a_headline(raw):
    document = make_document(raw(f"Rockets fall near airport. BASRA, Iraq -- {STORY}"))
    assert document.clean[slice(*document.dateline)] == "BASRA, Iraq --"


@pytest.mark.parametrize(
    ("hints", "tail", "day"),
    [
        ({"url": "https://x.example/1998/news/a"}, "", "1998-08-08"),
        ({}, "\n\nCopyright 1998 The Example Press.", "1998-08-08"),
        ({}, "\n\nCopyright 1998 The Example Press.\n\nCopyright 1999 Another.", None),
        ({}, "\n\nIt was the worst attack since 1998.", None),
    ],
)
def test_a_dateline_without_a_year_needs_another_clue(raw, hints, tail, day):
    document = make_document(raw(f"NICOSIA, August 8 (Xinhua) -- {STORY}{tail}", **hints))
    assert document.published == day


def page(head: str = "", body: str = "") -> str:
    story = f"<article>{body}<p>{STORY} {STORY}</p></article>"
    return f"<html><head><title>Rockets</title>{head}</head><body>{story}</body></html>"


META = '<meta property="article:published_time" content="2020-03-12T10:00:00Z">'


def test_the_order_of_the_sources_of_a_day(raw):
    body = "<p>Published: 1 May 2019</p>"
    url = "https://x.example/2018/02/03/a"
    full = page(META, body)
    assert make_document(raw(full, "html", url=url, published="2021-01-01")).published_from == "given"
    assert make_document(raw(full, "html", url=url)).published == "2020-03-12"
    assert make_document(raw(full, "html", url=url)).published_from == "metadata"
    plain = f"BASRA, 3 May 2017 (Example) -- {STORY}"
    assert make_document(raw(f"Published: 1 May 2019\n\n{plain}", url=url)).published == "2019-05-01"
    assert make_document(raw(plain, url=url), "2016-01-01").published == "2017-05-03"
    assert make_document(raw(STORY, url=url), "2016-01-01").published == "2018-02-03"
    last = make_document(raw(STORY), "2016-01-01")
    assert (last.published, last.published_from) == ("2016-01-01", "fallback")
    assert make_document(raw(STORY, published="soon"), "2016-01-01").published == "2016-01-01"


@pytest.mark.parametrize(
    "html",
    [
        page(),
        page(body="<p>2 hours ago</p>"),
        page(body="<span class='date'>Yesterday</span>"),
        page(body="<footer>Copyright 2019</footer>"),
        page(body=f"<p>{STORY} The attack of 2014-06-10 was worse, and the one before that as well.</p>"),
        page(head='<meta property="article:published_time" content="1200-01-01">'),
    ],
)
def test_a_page_without_a_date_has_none_and_never_todays(raw, html):
    document = make_document(raw(html, "html"))
    assert document.published is None
    assert document.published != datetime.datetime.now(tz=datetime.UTC).date().isoformat()


def test_a_long_run_of_capitals_is_one_word(raw):
    """Cut in every way it would not be done within the day."""
    assert (
        make_document(raw(f"Two people {'Í' * 280} were detained on Tuesday. {'Í' * 250} said so. {STORY}")).dateline
        is None
    )
    assert make_document(raw(f"BAGHDAD--Two rockets fell. {STORY}")).dateline is not None
