"""onrecord gazetteer build: GeoNames files of invented places become a gazetteer that finds them."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from onrecord.lexicon.gazetteer import load_gazetteer
from onrecord.mentions.places import PlaceHints, tag_places
from onrecord.run.command import main

PLACES = (
    (9000001, "Exampleville", "Exempleville,EXV,muthal", 33.1, 44.1, "P", "PPL", "IQ", "07", "", 12_000),
    (9000002, "Samplabad", "", 34.0, 44.2, "P", "PPL", "IQ", "99", "9901", 900),
    (9000003, "Little Stream", "", 34.0, 44.2, "H", "STM", "IQ", "07", "", 0),
    (9000004, "Mithal Air Base", "", 33.9, 44.9, "S", "AIRB", "IQ", "07", "", 0),
    (9000005, "Mithal Governorate", "Muhafazat Mithal", 33.3, 44.4, "A", "ADM1", "IQ", "07", "", 70_000),
    (9000006, "Nowhere", "", 1.0, 1.0, "P", "PPL", "QQ", "", "", 5),
)


def dump(path: Path) -> Path:
    lines = []
    for ident, name, other, lat, lon, group, code, country, admin1, admin2, people in PLACES:
        cells = [ident, name, name, other, lat, lon, group, code, country, "", admin1, admin2, "", "", people]
        cells += [""] * 4
        lines.append("\t".join(map(str, cells)))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def build(*words: str) -> int:
    return main(["gazetteer", "build", *words])


def test_built_places_are_found_with_their_other_names(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    names = tmp_path / "alternateNamesV2.txt"
    names.write_text("1\t9000001\ten\tSample Town\t1\n2\t9000001\twkdt\tQ1\n3\t9000001\tit\tCitta\n", encoding="utf-8")
    codes = tmp_path / "admin1CodesASCII.txt"
    codes.write_text("IQ.99\tFar Province\tFar Province\t9000099\n", encoding="utf-8")
    out = tmp_path / "mine"
    words = [
        str(dump(tmp_path / "IQ.txt")),
        "--alternate-names",
        str(names),
        "--admin1",
        str(codes),
        "--output",
        str(out),
    ]
    assert build(*words) == 0
    said = capsys.readouterr()
    assert "1 of other kinds, 1 of unknown countries" in said.err
    gazetteer = load_gazetteer(out)
    for name in ("Exampleville", "Exempleville", "Sample Town"):
        (place,) = gazetteer.lookup(name)
        assert (place.gazetteer_id, place.country, place.admin1) == ("9000001", "IRQ", "Mithal Governorate")
    assert not gazetteer.lookup("Citta")
    assert not gazetteer.lookup("Little Stream")
    assert gazetteer.lookup("Samplabad")[0].admin1 == "Far Province"
    (area,) = gazetteer.lookup("Far Province")
    assert (area.latitude, area.longitude) == pytest.approx((34.0, 44.2))
    assert gazetteer.lookup("Mithal Air Base")[0].kind == "airport"
    assert gazetteer.lookup("Iraq")[0].kind == "country"
    text = "Gunmen killed three soldiers in Sample Town, Iraq, on Monday."
    assert {m.text: m.gazetteer_id for m in tag_places(text, gazetteer, PlaceHints())}["Sample Town"] == "9000001"
    assert build(*words) == 2
    assert "--replace" in capsys.readouterr().err
    assert build(*words, "--replace") == 0


def test_the_same_files_plain_or_zipped_give_the_same_places(tmp_path: Path) -> None:
    plain = dump(tmp_path / "IQ.txt")
    with zipfile.ZipFile(tmp_path / "IQ.zip", "w") as archive:
        archive.write(plain, "IQ.txt")
        archive.writestr("readme.txt", "about")
    assert build(str(plain), "--output", str(tmp_path / "a")) == 0
    assert build(str(tmp_path / "IQ.zip"), "--output", str(tmp_path / "b")) == 0
    one, other = (load_gazetteer(tmp_path / name) for name in "ab")
    assert [one.name(i) for i in range(len(one))] == [other.name(i) for i in range(len(other))]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"a\tb\n", "IQ.txt:1: 2 columns where GeoNames has 19"),
        (b"\t".join([b"x"] * 6 + [b"P", b"PPL", b"IQ"] + [b""] * 10), "IQ.txt:1: id, latitude"),
        (b"\t".join([b"1", b"A", b"A", b"", b"91", b"0", b"P", b"PPL", b"IQ"] + [b""] * 10), "no point in degrees"),
        (b"", "holds no place"),
        (b"\xff\xfe\x00", "not UTF-8"),
        (b"PK\x03\x04broken", "columns"),
        (None, "cannot read"),
    ],
)
def test_a_file_of_another_form_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes | None, said: str
) -> None:
    if content is not None:
        (tmp_path / "IQ.txt").write_bytes(content)
    assert build(str(tmp_path / "IQ.txt"), "--output", str(tmp_path / "mine")) == 2
    assert said in capsys.readouterr().err
    assert not (tmp_path / "mine").exists()
