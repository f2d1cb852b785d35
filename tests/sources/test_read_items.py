"""Reading paths, tables and standard input. All texts are invented."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import sys
from pathlib import Path

import msgspec
import pyarrow
import pyarrow.parquet
import pytest

from onrecord import limits
from onrecord.errors import InputError
from onrecord.records import MediaKind, RawItem, Refusal
from onrecord.sources import ItemHints, read_items
from onrecord.sources.kinds import FileKind, sniff_kind

ROWS = [
    {"id": "a", "text": "Two men were shot.", "title": "Shooting", "published": "2020-01-02", "url": "https://x/1"},
    {"id": "b", "text": "", "source": "Example"},
    {"id": "c", "html": "<p>A bridge was blown up.</p>", "language": "en", "source": "Example"},
]


def write_jsonl(path: Path) -> None:
    path.write_text("".join(json.dumps(row) + "\n" for row in ROWS), encoding="utf-8")


def write_csv(path: Path) -> None:
    names = ["id", "text", "html", "title", "published", "url", "source", "language"]
    with path.open("w", newline="", encoding="utf-8-sig") as stream:
        writer = csv.DictWriter(stream, names)
        writer.writeheader()
        writer.writerows(ROWS)


def write_parquet(path: Path) -> None:
    names = ["id", "text", "html", "title", "published", "url", "source", "language"]
    columns = {name: [row.get(name) for row in ROWS] for name in names}
    pyarrow.parquet.write_table(pyarrow.table(columns), path)


@pytest.mark.parametrize(
    ("name", "write"), [("t.jsonl", write_jsonl), ("t.csv", write_csv), ("t.parquet", write_parquet)]
)
def test_tables_give_the_same_rows_in_every_format(tmp_path, name, write):
    path = tmp_path / name
    write(path)
    first, second, third = read_items([str(path)], hints=ItemHints(source="Hint"))
    assert isinstance(first, RawItem)
    assert (first.path, first.data, first.media) == ("a", b"Two men were shot.", MediaKind.TEXT)
    assert (first.title, first.published, first.url, first.source) == ("Shooting", "2020-01-02", "https://x/1", "Hint")
    assert first.sha256 == hashlib.sha256(b"Two men were shot.").hexdigest()
    assert isinstance(second, Refusal)
    assert second.code == "no_text"
    assert str(path) in second.detail
    assert "row 2" in second.detail
    assert isinstance(third, RawItem)
    assert (third.media, third.source, third.language) == (MediaKind.HTML, "Example", "en")


def test_a_row_without_id_is_named_by_table_and_row(tmp_path):
    path = tmp_path / "t.jsonl"
    path.write_text('{"text": "One."}\n\n{"text": "Two."}\n', encoding="utf-8")
    assert [item.path for item in read_items([str(path)])] == [f"{path}:1", f"{path}:2"]


def test_a_bad_row_is_refused_and_the_next_is_read(tmp_path):
    path = tmp_path / "t.jsonl"
    path.write_bytes(
        b'{"id": "a", "text": \n[1]\n{"id": "s", "text": "half \\ud800 pair"}\n{"id": "z", "text": "Ok."}\n'
    )
    found = list(read_items([str(path)]))
    assert [getattr(item, "code", None) for item in found] == ["bad_row", "bad_row", None, None]
    assert found[3].path == "z"


def test_a_row_that_is_too_long_is_refused_and_the_next_is_read(tmp_path, monkeypatch):
    monkeypatch.setattr("onrecord.sources.tables.MAX_FILE_BYTES", 100)
    path = tmp_path / "t.jsonl"
    path.write_text(json.dumps({"id": "a", "text": "x" * 500}) + '\n{"id": "b", "text": "Short."}\n', encoding="utf-8")
    first, second = read_items([str(path)])
    assert (first.code, second.path) == ("too_long", "b")


@pytest.mark.parametrize("name", ["t.csv", "t.parquet"])
def test_a_table_without_a_text_column_is_one_refusal_naming_its_columns(tmp_path, name):
    path = tmp_path / name
    if name.endswith("csv"):
        path.write_text("id,body\n1,Hello\n", encoding="utf-8")
    else:
        pyarrow.parquet.write_table(pyarrow.table({"id": [1], "body": ["Hello"]}), path)
    (refusal,) = read_items([str(path)])
    assert refusal.code == "no_text_column"
    assert "body" in refusal.detail


@pytest.mark.parametrize(("name", "data"), [("t.parquet", b"PAR1 torn"), ("t.csv", b"id,text\n1,caf\xe9\n")])
def test_a_damaged_table_is_refused(tmp_path, name, data):
    (tmp_path / name).write_bytes(data)
    (refusal,) = read_items([str(tmp_path / name)])
    assert refusal.stage == "sources"
    assert refusal.code in {"bad_table", "undecodable"}


def test_csv_takes_texts_longer_than_the_readers_default_limit(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text('id,text\n1,"' + "word " * 40_000 + '"\n', encoding="utf-8")
    (item,) = read_items([str(path)])
    assert len(item.data) > 131_072


def test_folders_are_read_sorted_and_hidden_files_passed_over(tmp_path):
    for name in ("b.txt", "a/z.html", "a/c.txt", ".git/x.txt", ".hidden.txt"):
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text("Text.", encoding="utf-8")
    found = [Path(item.path).relative_to(tmp_path).as_posix() for item in read_items([str(tmp_path)])]
    assert found == ["a/c.txt", "a/z.html", "b.txt"]


def test_globs_are_sorted_and_a_file_reached_twice_is_read_once(tmp_path):
    for name in ("b.txt", "a.txt", "c.html"):
        (tmp_path / name).write_text(name, encoding="utf-8")
    paths = [str(tmp_path / "b.txt"), str(tmp_path / "*.txt"), str(tmp_path)]
    assert [Path(item.path).name for item in read_items(paths)] == ["b.txt", "a.txt", "c.html"]


@pytest.mark.parametrize("path", ["missing.txt", "none/*.txt"])
def test_a_missing_path_raises_before_anything_is_read_and_names_it(tmp_path, path):
    with pytest.raises(InputError, match=path.split("/")[0].replace("*", r"\*")):
        read_items([str(tmp_path / path)])


def test_standard_input_that_is_not_there_raises():
    with pytest.raises(InputError):
        read_items(["-"])


class Pipe(io.RawIOBase):
    """A stream that cannot seek."""

    def __init__(self, data: bytes) -> None:
        self._inner = io.BytesIO(data)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer):
        return self._inner.readinto(buffer)


@pytest.mark.parametrize(
    ("data", "paths"),
    [
        (b"A plain text.", ["-"]),
        (b'{"id": "r1", "text": "One."}\n{"id": "r2", "text": "Two."}\n', ["r1", "r2"]),
        (b"id,text\nr1,One.\n", ["r1"]),
    ],
)
@pytest.mark.parametrize("wrap", [io.BytesIO, lambda data: io.BufferedReader(Pipe(data))])
def test_standard_input_is_sniffed_and_left_open(data, paths, wrap):
    stream = wrap(data)
    assert [item.path for item in read_items(["-"], stdin=stream)] == paths
    assert not stream.closed


def test_parquet_through_a_pipe(tmp_path):
    write_parquet(tmp_path / "t.parquet")
    stream = io.BufferedReader(Pipe((tmp_path / "t.parquet").read_bytes()))
    assert [item.path for item in read_items(["-"], stdin=stream)] == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"<!DOCTYPE html><html>", FileKind.HTML),
        (b"\xef\xbb\xbf  <p>Text</p>", FileKind.HTML),
        (b"<3 this is text", FileKind.TEXT),
        (b'{"id": 1, "text": "x"}\n{"id"', FileKind.JSONL),
        (b'{\n "id": 1\n}', FileKind.JSON),
        (b"id,title,text\n", FileKind.CSV),
        (b"In the text, two men\n", FileKind.TEXT),
        (b"PAR1\x00\x00", FileKind.PARQUET),
        (b"\x89PNG\r\n\x1a\n\0\0", FileKind.BINARY),
        (b"\xff\xfeT\x00e\x00", FileKind.TEXT),
        (b"", FileKind.TEXT),
    ],
)
def test_sniffing(head, kind):
    assert sniff_kind(head) is kind


def test_unknown_suffixes_are_sniffed_and_what_is_no_document_is_refused(tmp_path):
    (tmp_path / "a.story").write_text("Two men were shot.", encoding="utf-8")
    (tmp_path / "b.json").write_text('{\n "id": 1\n}', encoding="utf-8")
    (tmp_path / "c.png").write_bytes(b"\x89PNG\0\0")
    first, second, third = read_items([str(tmp_path)])
    assert first.media is MediaKind.TEXT
    assert (second.code, third.code) == ("unknown_kind", "unknown_kind")


def test_a_file_that_is_too_long_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("onrecord.sources.reading.MAX_FILE_BYTES", 10)
    (tmp_path / "a.txt").write_text("x" * 11, encoding="utf-8")
    (tmp_path / "b.txt").write_text("x" * 10, encoding="utf-8")
    first, second = read_items([str(tmp_path)])
    assert (first.code, len(second.data)) == ("too_long", 10)
    assert limits.MAX_FILE_BYTES > 1_000_000


@pytest.mark.parametrize("data", [b"id,text\rcell\r\n1,x", b'a,"b\rc', b"id," + b"x" * 200_000])
def test_a_line_that_csv_cannot_read_is_no_table(tmp_path, data):
    (tmp_path / "odd").write_bytes(data)
    assert len(list(read_items([str(tmp_path / "odd")]))) == 1


def test_a_folder_without_a_file_is_no_silent_nothing(tmp_path):
    (tmp_path / ".hidden").write_text("A plain text.")
    with pytest.raises(InputError, match="no file in this folder"):
        read_items([str(tmp_path)])


@pytest.mark.skipif(sys.platform != "linux", reason="only here may a file's name be any bytes")
def test_names_that_are_no_utf8_are_told_and_lead_nobody_astray(tmp_path):
    for name in (b"bad\xff\xfe.txt", b"two\nlines.txt", b"esc\x1b[2J.txt"):
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).write_bytes(b"Gunmen killed two men in Mosul. " + name)
    names = [item.path.rpartition("/")[2] for item in read_items([str(tmp_path)])]
    assert names == ["bad\\xff\\xfe.txt", "esc\x1b[2J.txt", "two\nlines.txt"]
    (missing,) = read_items([os.fsdecode(os.fsencode(tmp_path) + b"/bad\xff\xfe.txt")])
    msgspec.msgpack.encode(missing)
