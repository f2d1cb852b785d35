"""Which words may name one act."""

import pytest

from onrecord.lexicon.kinship import Kinship, load_kinship


@pytest.mark.parametrize(
    ("one", "two", "relation"),
    [
        ("attack", "attack", Kinship.SAME),
        ("acquire", "acquisition", Kinship.FIRST),
        ("die", "death", Kinship.FIRST),
        ("shooting", "shoot", Kinship.SENSE),
        ("bombing", "detonate", Kinship.FAMILY),
        ("murder", "kill", Kinship.FAMILY),
        ("rob", "steal", Kinship.BROADER),
        ("election", "earthquake", Kinship.NONE),
        ("attack", "zzyzx", Kinship.NONE),
    ],
)
def test_words_of_one_act_are_kin(one: str, two: str, relation: Kinship) -> None:
    kin = load_kinship()
    assert kin.relation(one, two) == kin.relation(two, one) == relation


@pytest.mark.parametrize(
    ("lemma", "base"), [("Kills", "kill"), ("Crashes", "crash"), ("news", "news"), ("loss", "loss"), ("Shoot", "shoot")]
)
def test_a_headlines_capitalised_verb_loses_its_ending(lemma: str, base: str) -> None:
    assert load_kinship().base(lemma) == base
