"""The heads of the span model and the weights of the choice among entities are whole and fit each other."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.errors import LexiconError
from onrecord.lexicon import muc4_choice, span_heads
from onrecord.lexicon.muc4_choice import load_choices
from onrecord.lexicon.span_heads import load_span_heads
from onrecord.views.muc4_confidence import SURE
from onrecord.views.muc4_entities import ROLES
from onrecord.views.muc4_members import MEMBER
from onrecord.views.muc4_relevance import INCIDENT
from onrecord.views.muc4_scenes import SCENE
from onrecord.views.muc4_wordings import WORDING

HEADS = load_span_heads()


def test_columns_follow_one_another() -> None:
    first = 0
    for head in HEADS.values():
        assert head.first == first
        assert head.last == first + len(head.labels)
        assert 0 < head.through <= head.least < 1
        first = head.last


def test_every_role_has_a_head_and_a_choice_of_the_same_features() -> None:
    choices = load_choices()
    assert all(HEADS[role].kind == "span" for role in ROLES)
    assert len({tuple(choices[role].weights) for role in ROLES}) == 1
    weighed = {WORDING, *(f"{SURE}{label}" for label in HEADS["confidence"].labels)}
    assert all(0 < choice.least < 1 for name, choice in choices.items() if name not in weighed)
    assert {INCIDENT, SCENE, *ROLES, *(f"{MEMBER}{role}" for role in ROLES), *weighed} == set(choices)


def test_a_head_of_unknown_kind_and_a_choice_without_threshold_stop_the_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad = tmp_path / "bad.toml"
    bad.write_text('[[head]]\nname = "x"\nkind = "y"\n', encoding="utf-8")
    monkeypatch.setattr(span_heads, "data_path", lambda *parts: bad)
    with pytest.raises(LexiconError, match="head x: kind is 'y'"):
        load_span_heads.__wrapped__()
    bad.write_text("[type]\n", encoding="utf-8")
    monkeypatch.setattr(muc4_choice, "data_path", lambda *parts: bad)
    with pytest.raises(LexiconError, match="type: least is None"):
        load_choices.__wrapped__()
