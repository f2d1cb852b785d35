"""What common nouns name."""

from __future__ import annotations

import pytest

from onrecord.lexicon.noun_kinds import NounKind, load_noun_kinds


@pytest.mark.parametrize(
    ("noun", "kind"),
    [
        ("villager", NounKind.PERSON),
        ("patrol", NounKind.PERSON),
        ("embassy", NounKind.BUILDING),
        ("market", NounKind.BUILDING),
        ("village", NounKind.PLACE),
        ("convoy", NounKind.VEHICLE),
        ("helicopter", NounKind.VEHICLE),
        ("ransom", NounKind.MONEY),
    ],
)
def test_a_noun_names_what_it_names_in_its_commonest_sense(noun: str, kind: NounKind) -> None:
    assert load_noun_kinds()[noun] is kind


@pytest.mark.parametrize("noun", ["state", "side", "front", "mission", "attack", "paris"])
def test_nouns_of_several_kinds_of_none_and_names_tell_nothing(noun: str) -> None:
    assert noun not in load_noun_kinds()
