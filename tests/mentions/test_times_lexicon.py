"""The time lexicon loads, every rule has a builder, and a bad data file is named with its line or rule."""

import shutil
from pathlib import Path

import pytest

from onrecord.errors import LexiconError
from onrecord.lexicon.tables import data_path
from onrecord.lexicon.times import default_time_lexicon, load_time_lexicon
from onrecord.mentions.times import _BUILDERS


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("words.csv", "context.csv", "holidays.csv", "rules.toml"):
        (tmp_path / name).write_bytes(data_path("times", name).read_bytes())
    return tmp_path


def test_a_copy_of_the_data_loads_alike(folder: Path) -> None:
    loaded = load_time_lexicon(folder)
    assert loaded.codes == default_time_lexicon().codes
    assert loaded.scan.pattern == default_time_lexicon().scan.pattern


def test_every_rule_has_a_builder_and_every_builder_a_rule() -> None:
    assert {rule.build for rule in default_time_lexicon().rules} == set(_BUILDERS)


def test_rule_names_are_unique() -> None:
    names = [rule.name for rule in default_time_lexicon().rules]
    assert len(names) == len(set(names))


FAULTS = [
    ("words.csv", "MONTH,january,1\n", r"words.csv:\d+: 'january' stands twice"),
    ("words.csv", "MONTH,brumaire\n", r"words.csv:\d+: 3 columns"),
    ("holidays.csv", "doomsday,someday,1,1,,1,none\n", r"holidays.csv:\d+: rule 'someday'"),
    ("holidays.csv", "doomsday,fixed,May,1,,1,none\n", r"holidays.csv:\d+: invalid literal"),
    ("context.csv", "future\n", r"context.csv:\d+: 2 columns"),
    ("rules.toml", '[[rule]]\nname = "x"\nbuild = "clock"\npattern = "NOSUCH"\n', "rule x: NOSUCH is neither"),
    ("rules.toml", '[[rule]]\nname = "x"\nbuild = "clock"\npattern = "(YEAR"\n', "rule x: missing"),
    ("context.csv", "weather,rain\n", r"context.csv:\d+: kind 'weather'"),
    ("rules.toml", '[[rule]]\nname = "x"\n', "has no build, pattern"),
    ("rules.toml", "[[rule\n", "rules.toml"),
]


@pytest.mark.parametrize(("name", "added", "message"), FAULTS)
def test_a_bad_data_file_is_named(folder: Path, name: str, added: str, message: str) -> None:
    with (folder / name).open("a", encoding="utf-8") as file:
        file.write(added)
    with pytest.raises(LexiconError, match=message):
        load_time_lexicon(folder)


def test_a_missing_file_is_named(folder: Path) -> None:
    shutil.move(folder / "words.csv", folder / "gone.csv")
    with pytest.raises(LexiconError, match=r"words\.csv"):
        load_time_lexicon(folder)
