"""Every junk rule against its own examples, and the cuts it makes."""

from __future__ import annotations

import re

import pytest

from onrecord.documents import make_document
from onrecord.documents.drafts import assemble, stored_runs
from onrecord.documents.junk import find_junk
from onrecord.errors import LexiconError
from onrecord.lexicon.documents import JunkScope, load_document_rules, read_junk_rules
from onrecord.records import Document

RULES = load_document_rules()
STORY = "Two rockets fell near the airport on Friday, police said. Nobody was hurt."


def cut_out(text: str) -> list[str]:
    draft = assemble([tuple(stored_runs(text, 0, len(text)))])
    return [draft.clean[cut.start : cut.end] for cut in find_junk(draft, RULES)]


@pytest.mark.parametrize("rule", RULES.junk, ids=lambda rule: rule.name)
def test_examples(rule):
    assert rule.drops
    assert rule.keeps
    for text in rule.drops:
        found = rule.pattern.search(text) if rule.scope is JunkScope.INLINE else rule.pattern.fullmatch(text)
        assert found, text
        assert cut_out(text), text
    for text in rule.keeps:
        found = rule.pattern.search(text) if rule.scope is JunkScope.INLINE else rule.pattern.fullmatch(text)
        assert not found, text


@pytest.mark.parametrize("rule", RULES.junk, ids=lambda rule: rule.name)
def test_no_rule_takes_another_rules_kept_sentence_whole(rule):
    for other in RULES.junk:
        if rule.scope in (JunkScope.LINE, JunkScope.LINKS):
            kept = [text for text in other.keeps if rule.pattern.fullmatch(text)]
            assert not kept


def test_code_in_the_tail_and_dots_are_left_out(raw):
    tail = "...\n\nadx.cmd.push(function () { adx({ slot: 'a1' }).render('b2'); });"
    document = make_document(raw(f"{STORY}\n\n{tail}"))
    assert isinstance(document, Document)
    assert document.clean == STORY


def test_headlines_of_other_stories_go_with_their_heading(raw):
    text = f"{STORY}\n\nRead more:\n\nTwo held after fire\n\nMinister to visit port\n\nThe road was closed for an hour."
    document = make_document(raw(text))
    assert document.clean == f"{STORY}\n\nThe road was closed for an hour."


def test_an_inline_cut_joins_or_parts_as_its_rule_says(raw):
    document = make_document(
        raw(f"{STORY} [3][4] The army (Jane Roe/AP) left. Scroll down for video The road is open.")
    )
    assert document.clean == f"{STORY} The army left.\n\nThe road is open."


def test_a_match_longer_than_the_window_is_found_whole():
    script = "adx.push(function () { " + "x = 1; " * 500 + "});"
    (cut,) = cut_out(f"{STORY} {script}")
    assert cut == script


def test_a_bad_rule_file_is_named(tmp_path):
    path = tmp_path / "junk.toml"
    path.write_text('[[rule]]\nname = "x"\nscope = "line"\nanchors = ["A"]\npattern = "a"\ndrops = []\nkeeps = []\n')
    with pytest.raises(LexiconError, match=re.escape(str(path))):
        read_junk_rules(path)
    path.write_text('[[rule]]\nname = "x"\nscope = "page"\n')
    with pytest.raises(LexiconError, match="'x'"):
        read_junk_rules(path)


def test_the_title_that_a_gallery_repeats_goes_and_its_captions_stay(raw):
    pictures = "".join(
        f"Photos: Storm over Cray: the harbour {caption} Hide Caption {number} of 3 "
        for number, caption in enumerate(("Boats lie on the quay.", "A woman looks for her son.", "Men mend a net."), 1)
    )
    document = make_document(raw(f"{STORY} {pictures}"))
    assert document.clean.split("\n\n")[1:] == [
        "Boats lie on the quay.",
        "A woman looks for her son.",
        "Men mend a net.",
    ]


def test_two_captions_share_no_title_for_sure(raw):
    pictures = "Photos: Boats lie on the quay. Hide Caption 1 of 2 Photos: Boats burn. Hide Caption 2 of 2"
    assert "Boats lie on the quay." in make_document(raw(f"{STORY} {pictures}")).clean
