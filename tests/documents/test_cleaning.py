"""Decoding, paragraphs, map to the stored text, language, title, refusals. All texts are invented."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord import limits
from onrecord.documents import make_document
from onrecord.documents.decoding import decode
from onrecord.documents.drafts import Cut, apply_cuts, assemble, stored_runs
from onrecord.documents.language import identify_language
from onrecord.documents.wrapping import draft_plain
from onrecord.lexicon.documents import load_document_rules
from onrecord.records import Document, MediaKind, RawItem, Refusal

RULES = load_document_rules()
STORY = "Two rockets fell near the airport on Friday, police said. Nobody was hurt."
WRAPPED = """   BASRA, 3 JAN 90 (EXAMPLE) -- [TEXT] TWO ROCKETS FELL NEAR THE AIRPORT
TODAY, AND THE U.S.  AMBASSADOR, WHO WAS VISITING THE PORT, WAS TAKEN TO
SAFETY.

   THE CHIEF OF POLICE SAID THAT NOBODY HAD BEEN HURT AND THAT THE ROAD TO
THE AIRPORT WOULD BE OPEN BY NOON.
"""


@pytest.mark.parametrize(
    ("data", "media", "text"),
    [
        ("caf\u00e9 \u201cA\u201d".encode(), "text", "caf\u00e9 \u201cA\u201d"),
        (b"\xef\xbb\xbfcaf\xc3\xa9", "text", "caf\u00e9"),
        ("\ufeffcaf\u00e9".encode("utf-16-le"), "text", "caf\u00e9"),
        ("\ufeffcaf\u00e9".encode("utf-16-be"), "text", "caf\u00e9"),
        ("\ufeffcaf\u00e9".encode("utf-32-le"), "text", "caf\u00e9"),
        (b"caf\xe9 \x93A\x94", "text", "caf\u00e9 \u201cA\u201d"),
        (b"a\x81b", "text", "a\ufffdb"),
        (b"a\r\nb\rc\n", "text", "a\r\nb\rc\n"),
        (b"a\xed\xa0\x80b", "text", "a\ufffdb"),
        (b'<meta charset="windows-1251"><p>\xcf\xf0</p>', "html", '<meta charset="windows-1251"><p>\u041f\u0440</p>'),
        (b'<meta charset="iso-8859-1"><p>\x93</p>', "html", '<meta charset="iso-8859-1"><p>\u201c</p>'),
        (b'<meta charset="no-such"><p>\xc3\xa9</p>', "html", '<meta charset="no-such"><p>\u00e9</p>'),
    ],
)
def test_decoding(data, media, text):
    item = RawItem(path="x", data=data, sha256="0", media=MediaKind(media))
    assert decode(item, RULES) == text


def test_wrapped_lines_are_joined_and_mapped(raw):
    document = make_document(raw(WRAPPED))
    first, second = document.clean.split("\n\n")
    assert first.endswith("AIRPORT TODAY, AND THE U.S. AMBASSADOR, WHO WAS VISITING THE PORT, WAS TAKEN TO SAFETY.")
    assert second.startswith("THE CHIEF OF POLICE SAID THAT NOBODY HAD BEEN HURT AND THAT THE ROAD TO THE AIRPORT")
    start = document.clean.index("U.S. AMBASSADOR, WHO")
    stored = document.stored_span(start, start + len("U.S. AMBASSADOR, WHO"))
    assert document.text[slice(*stored)] == "U.S.  AMBASSADOR, WHO"


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        ("One man was shot.\nTwo men fled.\nPolice came.", 3),
        ("One man was shot.\r\nTwo men fled.\r\n\r\nPolice came.", 3),
        ("A headline without a stop\nOne man was shot in the town.\nTwo men fled to the hills.", 3),
        (
            "The army said that two men had been killed\nat a post near the border, and that it was\nlooking for them.",
            1,
        ),
        ("The army said that two of its men had been shot\nat the border on Friday.\nPolice came.", 2),
        (("A sentence that is very long indeed. " * 8 + "\n") * 3, 3),
        ("", 0),
    ],
)
def test_paragraphs(text, paragraphs):
    assert len(draft_plain(text, RULES.settings).paragraphs) == paragraphs


def test_marks_without_width_are_left_out_of_words(raw):
    document = make_document(raw("Two roc\u00adkets fell on Bas\u200bra on Fri\u200b day.\u00a0Nobody was hurt."))
    assert document.clean == "Two rockets fell on Basra on Fri day. Nobody was hurt."
    start = document.clean.index("rockets")
    assert document.text[slice(*document.stored_span(start, start + 7))] == "roc\u00adkets"


def check_map(document: Document) -> None:
    """Segments are sorted, cover the clean text but for separators, and equal lengths mean equal characters."""
    position = 0
    for segment in document.segments:
        assert document.clean[position : segment.clean_start] in ("", "\n\n")
        position = segment.clean_start + segment.clean_chars
        clean = document.clean[segment.clean_start : position]
        stored = document.text[segment.stored_start : segment.stored_start + segment.stored_chars]
        if segment.clean_chars == segment.stored_chars:
            assert re.sub(r"\s", " ", stored) == clean
    assert position == len(document.clean)


texts = st.text(
    st.one_of(
        st.sampled_from(" \n\r\t\u00a0\u200b\u00ad\u2028.-—,:;()[]@<>&\"'"),
        st.sampled_from(["\x00", "\x0b", "\ufeff", "\u0130", "é", "x"]),
        st.characters(codec="utf-8"),
    ),
    max_size=300,
)
lines = st.lists(
    st.sampled_from(
        [
            STORY,
            "Advertisement",
            "Read more:",
            "Photo: Jane Roe",
            "...",
            "Two held",
            "BASRA (AP) -",
            "1 May 2019",
            "",
            " ",
        ]
        + [line for line in WRAPPED.splitlines() if line]
        + ["x.push(function () { y(); });", "He left. [3] (Jane Roe/AP) Scroll down for video They stayed."]
    ),
    max_size=12,
).map("\n".join)


@settings(deadline=None, max_examples=150)
@given(text=st.one_of(texts, lines), data=st.data())
def test_every_clean_span_lies_in_the_stored_text(text, data):
    payload = text.encode()
    document = make_document(RawItem(path="x", data=payload, sha256="0", media=MediaKind.TEXT))
    if isinstance(document, Refusal):
        return
    assert document.text == text.removeprefix("\ufeff")
    check_map(document)
    start = data.draw(st.integers(0, len(document.clean) - 1))
    end = data.draw(st.integers(start + 1, len(document.clean)))
    first, last = document.stored_span(start, end)
    assert 0 <= first <= last <= len(document.text)
    if not document.clean[start:end].isspace():
        assert first < last


@settings(deadline=None, max_examples=150)
@given(data=st.binary(max_size=400), media=st.sampled_from(MediaKind))
def test_arbitrary_bytes_never_raise(data, media):
    result = make_document(RawItem(path="x", data=data, sha256="0", media=media))
    assert isinstance(result, (Document, Refusal))


@settings(deadline=None, max_examples=100)
@given(text=texts, cuts=st.lists(st.tuples(st.integers(0, 300), st.integers(0, 40), st.booleans()), max_size=6))
def test_cuts_take_out_just_what_they_name(text, cuts):
    draft = assemble([tuple(stored_runs(text, 0, len(text)))])
    spans = [(min(start, len(draft.clean)), min(start + size, len(draft.clean))) for start, size, _ in cuts]
    left = apply_cuts(draft, [Cut(*span, joins=joins) for span, (_, _, joins) in zip(spans, cuts, strict=True)])
    kept = [char for at, char in enumerate(draft.clean) if not any(start <= at < end for start, end in spans)]
    assert re.sub(r"\s", "", left.clean) == re.sub(r"\s", "", "".join(kept))


def test_cleaning_again_changes_nothing(raw):
    once = make_document(raw(f"{WRAPPED}\n\nAdvertisement\n\nRead more:\n\nTwo held"))
    assert make_document(raw(once.clean)).clean == once.clean


INDONESIAN = "Dua roket jatuh di dekat bandara pada hari Jumat, kata polisi, dan tidak ada yang terluka di kota."
FRENCH = (
    "Deux roquettes sont tombées vendredi près de l'aéroport, selon la police. Personne n'a été blessé dans la ville."
)
ARABIC = "سقط صاروخان قرب المطار يوم الجمعة، حسبما ذكرت الشرطة، ولم يصب أحد بأذى في المدينة القريبة من الحدود."


@pytest.mark.parametrize(("text", "name"), [(FRENCH, "fr"), (ARABIC, "ar"), (ARABIC[:40], "ar"), (INDONESIAN, "id")])
def test_other_languages_are_refused_with_their_name(raw, text, name):
    refusal = make_document(raw(text))
    assert isinstance(refusal, Refusal)
    assert (refusal.stage, refusal.code) == ("documents", "not_english")
    assert repr(name) in refusal.detail
    assert refusal.document_id


@pytest.mark.parametrize(
    "text", [STORY, STORY.upper(), "Cop shot", "Nicolas Maduro", "12 dead", "!!", "Kataib Hezbollah"]
)
def test_english_and_short_texts_pass(text):
    assert identify_language(text, None, RULES) == "en"


def test_menus_in_front_of_an_english_text_do_not_make_it_foreign():
    assert identify_language("foto_menu_inline|galeri-1|galeri-2 " * 80 + STORY * 80, None, RULES) == "en"


def test_a_given_language_decides_for_short_texts_only():
    assert identify_language("Abdo Benitez", "es-PY", RULES) == "es"
    assert identify_language(STORY * 3, "es", RULES) == "en"


@pytest.mark.parametrize("text", ["", " \n\r\n ", "...\n\n---", "Advertisement", "\ufeff", "<p> </p>"])
def test_empty(raw, text):
    media = "html" if text.startswith("<") else "text"
    assert make_document(raw(text, media)).code == "empty"


def test_binary_and_long_files_are_refused(raw):
    assert make_document(raw(bytes(range(32)) * 20)).code == "undecodable"
    assert make_document(raw("a " * (limits.MAX_DOCUMENT_CHARS // 2 + 1))).code == "too_long"


def test_control_characters_survive(raw):
    document = make_document(raw(f"{STORY}\x00\x07 {STORY}"))
    assert "\x00\x07" in document.text
    check_map(document)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"Rockets fall near airport\n\n{STORY}", "Rockets fall near airport"),
        (f"Rockets fall near airport.\n\n{STORY}", None),
        (f"{STORY}\n\n{STORY}", None),
        (STORY, None),
        (f"BASRA (AP) -\n\n{STORY}", None),
    ],
)
def test_title_line(raw, text, title):
    assert make_document(raw(text)).title == title
    assert make_document(raw(text, title="Given")).title == "Given"


def test_bylines_are_left_out_at_the_head_only(raw):
    document = make_document(raw(f"Rockets fall\n\nBy Jane Roe, Example Press\n\n{STORY}"))
    assert document.clean == f"Rockets fall\n\n{STORY}"
