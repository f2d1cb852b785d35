"""Data tables: what fits is read, what does not is named with file and line."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest

from onrecord.errors import LexiconError
from onrecord.lexicon.tables import data_path, read_rules, read_table

COLUMNS = ("word", "kind")


def table(folder: Path, text: str) -> Path:
    path = folder / "words.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_rows_come_in_order_without_white_space(tmp_path: Path) -> None:
    rows = read_table(table(tmp_path, 'word,kind\n attack , event\n"a, b",\n'), COLUMNS)
    assert rows == ({"word": "attack", "kind": "event"}, {"word": "a, b", "kind": ""})


def test_a_table_without_rows_is_empty(tmp_path: Path) -> None:
    assert read_table(table(tmp_path, "word,kind\n"), COLUMNS) == ()


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", 1),
        ("word\n", 1),
        ("kind,word\na,b\n", 1),
        ("word,kind,more\n", 1),
        ("word,kind\na,b\nc\n", 3),
        ("word,kind\na,b,c\n", 2),
        ("word,kind\na,b\nc,d\n\ne,f,g\n", 5),
    ],
)
def test_a_bad_table_names_file_and_line(tmp_path: Path, text: str, line: int) -> None:
    with pytest.raises(LexiconError, match=rf"words\.csv:{line}: "):
        read_table(table(tmp_path, text), COLUMNS)


def test_a_missing_table_names_file_and_remedy(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match=r"absent\.csv.*reinstall"):
        read_table(tmp_path / "absent.csv", COLUMNS)


def test_a_table_that_is_no_utf8_names_the_file(tmp_path: Path) -> None:
    path = tmp_path / "words.csv"
    path.write_bytes(b"word,kind\n\xff,b\n")
    with pytest.raises(LexiconError, match=r"words\.csv"):
        read_table(path, COLUMNS)


def test_rules_are_read(tmp_path: Path) -> None:
    path = tmp_path / "rules.toml"
    path.write_text('[a]\nwords = ["x"]\n', encoding="utf-8")
    assert read_rules(path) == {"a": {"words": ["x"]}}


@pytest.mark.parametrize("text", ["[a", "a = ", "a = 1\na = 2\n"])
def test_bad_rules_name_file_and_line(tmp_path: Path, text: str) -> None:
    path = tmp_path / "rules.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(LexiconError, match=r"rules\.toml.*(?:line \d|end of document)"):
        read_rules(path)


def test_missing_rules_name_the_file(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match=r"rules\.toml"):
        read_rules(tmp_path / "rules.toml")


def test_data_files_are_found_in_the_package() -> None:
    assert data_path("ontology", "triggers.csv").is_file()
    assert not data_path("ontology", "absent.csv").is_file()


@pytest.mark.parametrize("path", sorted(Path(str(data_path("ontology"))).glob("*.csv")), ids=lambda p: p.name)
def test_every_row_of_the_ontology_has_all_its_columns_and_stands_once(path: Path) -> None:
    header = path.read_text("utf-8").splitlines()[0].split(",")
    rows = [tuple(row.values()) for row in read_table(path, header)]
    assert rows
    assert [row for row in rows if rows.count(row) > 1] == []


# ---------------------------------------------------------------- loaders


def spoiled(folder: Path, name: str, old: str, new: str) -> int:
    """Copies the ontology with one word of one table replaced; the number of that line."""
    for source in Path(str(data_path("ontology"))).iterdir():
        (folder / source.name).write_text(source.read_text("utf-8"), encoding="utf-8")
    text = (folder / name).read_text("utf-8")
    at = text.index(old)
    (folder / name).write_text(text[:at] + new + text[at + len(old) :], encoding="utf-8")
    return text[:at].count("\n") + 1


SPOILED = [
    pytest.param("ontology", "load_ontology", "triggers.csv", "abduct,V,ASSAULT", "abduct,V,ASSOLT", id="type"),
    pytest.param("ontology", "load_ontology", "triggers.csv", "abduct,V,", "abduct,X,", id="part of speech"),
    pytest.param("ontology", "load_ontology", "triggers.csv", "181,strong", "181,firm", id="strength"),
    pytest.param("schemes", "load_schemes", "schemes.csv", "Attack,9", "Attack,nine", id="gtd"),
    pytest.param("weapons", "load_weapons", "weapons.csv", "rifle,firearm,5", "rifle,firearm,V", id="weapon"),
    pytest.param("numbers", "load_number_words", "numbers.csv", "two,2", "two,ii", id="number"),
    pytest.param("status", "load_speech_verbs", "speech.csv", "deny,denies", "deny,denied", id="speech"),
]


@pytest.mark.parametrize(("module", "loader", "name", "old", "new"), SPOILED)
def test_a_wrong_cell_names_file_and_line(
    module: str, loader: str, name: str, old: str, new: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = spoiled(tmp_path, name, old, new)
    loaded = importlib.import_module(f"onrecord.lexicon.{module}")
    monkeypatch.setattr(loaded, "data_path", lambda *parts: tmp_path / parts[-1])
    with pytest.raises(LexiconError, match=rf"{name}:{line}: "):
        getattr(loaded, loader).__wrapped__()
