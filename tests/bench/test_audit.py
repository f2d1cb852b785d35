"""The actor-swap audit: its sentences and names, and that it can fail."""

from __future__ import annotations

from bench.audit.comparing import breakdown, changed_share, compare_all
from bench.audit.drawing import SLOT, Filling, fill, name_pools, regions, sentences
from bench.score.audit import fillings

from onrecord.lexicon.actors import load_actors

SIGN = ("ASSAULT", "occurred", ("reported_as_fact",))
OTHER = ("ASSAULT", "occurred", ("accused",))


def test_there_are_many_different_sentences_of_all_kinds() -> None:
    assert len({text for _, text in sentences()}) == len(sentences()) >= 120
    assert len({kind for kind, _ in sentences()}) >= 12
    assert all(SLOT.search(text) for _, text in sentences())


def test_names_come_from_all_regions_with_and_without_article() -> None:
    drawn = [name for filling in fillings() for name in filling.names.values()]
    assert {name.region for name in drawn} >= set(regions().values())
    assert {name.form for name in drawn} == {"one word", "several words", "with article"}


def test_slots_hold_the_names_and_the_draw_is_repeatable() -> None:
    pools = name_pools(load_actors())
    once = fill(3, "{state} accused {state2} of arming {group}.", pools, 4, 1)
    assert once == fill(3, "{state} accused {state2} of arming {group}.", pools, 4, 1)
    for filling in once:
        assert len({name.text for name in filling.names.values()}) == 3
        assert all(filling.text[a:b].lower() == filling.names[slot].text.lower() for a, b, slot in filling.slots)


def _pair() -> list[Filling]:
    return fill(0, sentences()[0][1], name_pools(load_actors()), 2, 1)


def test_a_change_of_any_sign_counts() -> None:
    rows = _pair()
    found = {(0, 0): {(0, 12): SIGN}, (0, 1): {(0, 12): OTHER}}
    changes = compare_all(rows, found)
    assert changed_share(changes) == 1 and {change.what for change in changes} == {("confidence",)}
    assert any("region" in line for line in breakdown(changes))


def test_a_report_that_only_one_name_gets_counts_too() -> None:
    rows = _pair()
    assert changed_share(compare_all(rows, {(0, 0): {(0, 12): SIGN}, (0, 1): {}})) == 1
    assert changed_share(compare_all(rows, {(0, 0): {(0, 12): SIGN}, (0, 1): {(0, 12): SIGN}})) == 0
