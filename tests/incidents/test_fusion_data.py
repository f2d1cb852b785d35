"""The data that fusion weighs with, what is wrong with bad data, and words."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from onrecord.errors import LexiconError
from onrecord.incidents.compare import FIELDS
from onrecord.incidents.geodesy import distance_km
from onrecord.incidents.words import cosine, count_rarity, fold_name, names_in, vector, words_in
from onrecord.lexicon.incidents import DATA, load_fusion_weights

STOP = load_fusion_weights().stopwords


def test_the_package_data_load_and_name_only_known_fields() -> None:
    weights = load_fusion_weights()
    assert set(weights.reports.fields) <= set(FIELDS)
    assert weights.reports.weight("date", "same day") > 0 > weights.reports.weight("date", "over 30 days apart")
    assert weights.reports.weight("date", "no such value") == 0
    assert all(0 < share <= 1 for share in weights.word_shares.values())


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("word_shares.csv", "word,share\nbomb,often\n", "line 2"),
        ("word_shares.csv", "word,share\nbomb,1.5\n", "line 2"),
        ("report_weights.toml", "bias = 1\n", "threshold"),
        ("report_weights.toml", "bias =\n", "report_weights.toml"),
        ("calendar.csv", "word,kind,number\nMonday,day,0\n", "line 2"),
        ("families.csv", "kind,name\nmode,riot\n", "families.csv"),
        (
            "article_weights.toml",
            'bias = "x"\nthreshold = 0\nstrict = 1\nloose = -1\nunpaired = 0\n[fields.a]\nb = 1\n',
            "article_weights.toml, bias",
        ),
    ],
)
def test_bad_data_are_named(tmp_path: Path, name: str, content: str, message: str) -> None:
    folder = tmp_path / "incidents"
    shutil.copytree(DATA, folder)
    (folder / name).write_text(content, encoding="utf-8")
    with pytest.raises(LexiconError, match=message):
        load_fusion_weights(folder)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The soldiers’ convoys were hit by a bomb.", ["soldier", "convoy", "hit", "bomb"]),
        ("Bodies of the guard's enemies", ["body", "guard", "enemy"]),
        ("", []),
    ],
)
def test_words_are_folded(text: str, words: list[str]) -> None:
    assert words_in(text, STOP) == words


def test_names_and_numbers() -> None:
    assert names_in("On Tuesday the Ash Front hit Oskha with 12 rockets.", STOP) == ["ash", "front", "oskha", "12"]
    assert fold_name("The  Ash-Front") == "ash-front"


def test_a_rare_word_is_worth_more_and_overlap_lies_between_0_and_1() -> None:
    rarity = count_rarity([["bomb", "oskha"], ["bomb"], ["bomb", "bridge"]], {"bomb": 0.3})
    assert rarity.worth("oskha") > rarity.worth("bomb") >= 0
    one, other = vector(["bomb", "oskha"], rarity), vector(["bomb", "bridge"], rarity)
    assert 0 < cosine(one, other) < cosine(one, one) == pytest.approx(1.0)
    assert cosine(one, vector([], rarity)) == 0


def test_distance_is_that_of_the_globe() -> None:
    assert distance_km((33.3, 44.4), (33.3, 44.4)) == 0
    assert distance_km((0.0, 0.0), (0.0, 1.0)) == pytest.approx(111.195, abs=0.01)
    assert distance_km((0.0, 179.5), (0.0, -179.5)) == pytest.approx(111.195, abs=0.01)
