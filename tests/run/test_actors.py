"""onrecord actors: find, show, add, import, check, provisional, and coding with tables of the user's own."""

from __future__ import annotations

import bz2
import csv
import gzip
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from small_stages import articles, small_stages

from onrecord.lexicon.actors import load_actors
from onrecord.lexicon.own import OwnData
from onrecord.reports.coder import coder_version
from onrecord.run.command import main
from onrecord.run.own import own_data
from onrecord.run.pipeline import add
from onrecord.store import open_store

Pack = Callable[[bytes], bytes]

UCDP = """ActorId,NameData,NameOrig,NameOrigFull,NameOrigFullEng,Org,Location,NewName
1,Seven Wells Brigade,SWB,Liwa al-Abar al-Saba,Brigade of the Seven Wells,1,"Syria",
2,Hamas,Hamas,n/a,Islamic Resistance Movement,1,Israel,
3,Zaruq clan,,n/a,,3,"Somalia, Kenya",
"""
FTM = [
    {"id": "a", "schema": "Organization", "properties": {"name": ["Seven Wells Brigade"], "alias": ["SWB"],
     "country": ["sy"], "topics": ["crime.terror"], "incorporationDate": ["2013-04-01"]}},
    {"id": "b", "schema": "Person", "properties": {"name": ["Someone Private"], "country": ["sy"]}},
    {"id": "c", "schema": "Person", "properties": {"name": ["Emir Example"], "topics": ["sanction"]}},
    {"id": "d", "schema": "Membership", "properties": {"member": ["c"], "organization": ["a"], "startDate": ["2014"]}},
    {"id": "e", "schema": "Membership", "properties": {"member": ["c"], "organization": ["elsewhere"]}},
]  # fmt: skip
OPENSANCTIONS = """id,schema,name,aliases,birth_date,countries
q,Organization,Seven Wells Brigade,SWB;Liwa al-Abar,,sy
r,Vessel,Some Ship,,,sy
"""


def wikidata_time(time: str, precision: int) -> dict[str, object]:
    return {"datavalue": {"value": {"time": time, "precision": precision}}}


def wikidata_item(item: str, rank: str = "normal", **qualifiers: object) -> dict[str, object]:
    return {"mainsnak": {"datavalue": {"value": {"id": item}}}, "rank": rank, "qualifiers": qualifiers}


WIKIDATA = [
    {
        "id": "Q1",
        "labels": {"en": {"value": "Syria"}},
        "claims": {"P298": [{"mainsnak": {"datavalue": {"value": "SYR"}}}]},
    },
    {
        "id": "Q2",
        "labels": {"en": {"value": "Seven Wells Brigade"}, "ar": {"value": "لواء الآبار السبع"}},
        "aliases": {"en": [{"value": "Wells Brigade"}]},
        "claims": {
            "P31": [wikidata_item("Q17149090")],
            "P17": [wikidata_item("Q9", "deprecated"), wikidata_item("Q1")],
            "P571": [{"mainsnak": wikidata_time("+2013-04-00T00:00:00Z", 10)}],
            "P361": [wikidata_item("Q3", P580=[wikidata_time("+2015-02-03T00:00:00Z", 11)])],
        },
    },
    {
        "id": "Q3",
        "labels": {"en": {"value": "Southern Example Front"}},
        "claims": {"P31": [wikidata_item("Q17149090")]},
    },
    {"id": "Q4", "labels": {"en": {"value": "A Village"}}, "claims": {"P31": [wikidata_item("Q532")]}},
]


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "mine"
    monkeypatch.setenv("ONRECORD_ACTORS", str(folder))
    monkeypatch.delenv("ONRECORD_GAZETTEER", raising=False)
    return folder


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = main(["actors", *words])
    said = capsys.readouterr()
    return code, said.out, said.err


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_find_gives_id_or_says_why_not(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "find", "Kata'ib Hizballah", "the Iraqi prime minister", "--on", "2020-09-30")
    assert code == 0
    assert "kataib-hezbollah" in out
    assert "mustafa-al-kadhimi" in out
    _, out, _ = run(capsys, "find", "ELN", "--country", "Philippines")
    assert "provisional" in out
    assert "is of COL" in out
    _, out, _ = run(capsys, "find", "PKK", "--format", "json")
    assert json.loads(out)["actor_id"] == "kurdistan-workers-party"
    code, _, err = run(capsys, "find", "PKK", "--country", "Atlantis")
    assert code == 2
    assert "Atlantis" in err
    assert not own.exists()


def test_show_has_every_fact_with_its_source(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "show", "Kata'ib Hizballah")
    assert "part_of popular-mobilization-forces" in out
    assert "source:" in out
    _, out, _ = run(capsys, "show", "mustafa-al-kadhimi", "--format", "json")
    assert json.loads(out)["offices"][0]["title"] == "prime minister"
    code, _, err = run(capsys, "show", "kataib-hezbolla-x")
    assert code == 2
    assert "kataib-hezbollah" in err


def test_what_is_added_is_found_shown_and_coded_with(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    add = ("add", "Seven Wells Brigade", "--country", "Syria", "--alias", "SWB", "--from", "2013")
    code, _, err = run(capsys, *add)
    assert (code, "--source" in err) == (2, True)
    assert not own.exists()
    before = coder_version(own_data().digest() if own.exists() else "")
    code, out, _ = run(capsys, *add, "--source", "own reading", "--link", "front_for", "Hezbollah")
    assert code == 0
    assert "seven-wells-brigade" in out
    _, out, _ = run(capsys, "show", "Seven Wells Brigade")
    assert "front_for hezbollah" in out
    assert "own reading" in out
    assert load_actors(own=own).entries["seven-wells-brigade"].country == "SYR"
    assert coder_version(own_data().digest()) != before, "another table is another coder, so documents are coded anew"


def test_a_known_name_is_not_added_twice_unasked(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run(capsys, "add", "Kata'ib Hizballah", "--source", "own reading")
    assert code == 2
    assert "--alias-of" in err
    assert run(capsys, "add", "Kh Brigades Example", "--alias-of", "kataib-hezbollah")[0] == 0
    _, out, _ = run(capsys, "find", "Kh Brigades Example")
    assert out.startswith("kataib-hezbollah")


def test_rows_that_do_not_fit_change_nothing(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "add", "Seven Wells Brigade", "--source", "own reading")[0] == 0
    before = {path.name: path.read_bytes() for path in own.iterdir()}
    code, _, err = run(capsys, "add", "Other Wells", "--source", "x", "--kind", "army_of_ants")
    assert code == 3
    assert "army_of_ants" in err
    assert {path.name: path.read_bytes() for path in own.iterdir()} == before
    assert [path.name for path in own.parent.iterdir()] == [own.name]


def write(path: Path, form: str) -> Path:
    lines = {
        "ucdp": UCDP,
        "opensanctions": OPENSANCTIONS,
        "ftm": "\n".join(map(json.dumps, FTM)),
        "wikidata": "[\n" + ",\n".join(map(json.dumps, WIKIDATA)) + "\n]\n",
    }[form]
    path.write_text(lines, encoding="utf-8")
    return path


@pytest.mark.parametrize("form", ["ucdp", "ftm", "opensanctions", "wikidata"])
def test_import_reads_each_form_unasked(
    own: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    file = write(tmp_path / "actors.dat", form)
    assert run(capsys, "import", str(file))[0] == 0
    actors = load_actors(own=own)
    (entry,) = (one for one in actors.entries.values() if one.name == "Seven Wells Brigade")
    assert (entry.actor_id.partition("-")[0], entry.country, entry.kind) == (form, "SYR", "armed_group")
    assert entry.source
    assert not [one for one in actors.entries.values() if one.name in {"Someone Private", "Some Ship", "A Village"}]
    before = {path.name: path.read_bytes() for path in own.iterdir()}
    _, out, _ = run(capsys, "import", str(file))
    assert out.startswith("0 actor(s) added")
    assert {path.name: path.read_bytes() for path in own.iterdir()} == before


def test_links_and_dates_come_along(own: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, _, err = run(capsys, "import", str(write(tmp_path / "a.json", "ftm")))
    assert "1 link(s) name an actor that the file lacks" in err
    run(capsys, "import", str(write(tmp_path / "b.json", "wikidata")))
    links = {(r["subject_id"], r["relation"], r["object_id"], r["from"]) for r in rows(own / "affiliations.csv")}
    assert links == {("ftm-c", "member_of", "ftm-a", "2014"), ("wikidata-Q2", "part_of", "wikidata-Q3", "2015-02-03")}
    assert {r["actor_id"]: r["from"] for r in rows(own / "actors.csv")}["wikidata-Q2"] == "2013-04"


def test_who_may_be_known_waits_for_a_decision(own: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "import", str(write(tmp_path / "a.csv", "ucdp")))
    assert "2 actor(s) added" in out
    assert "1 that may be known" in out
    (match,) = rows(own / "matches.csv")
    assert (match["actor_id"], match["known_id"], match["decision"]) == ("ucdp-2", "hamas", "")
    assert "ucdp-2" not in load_actors(own=own).entries
    text = (own / "matches.csv").read_text(encoding="utf-8")
    for decision, stands in (("same", False), ("different", True)):
        (own / "matches.csv").write_text(text.rstrip("\n") + decision + "\n", encoding="utf-8")
        actors = load_actors(own=own)
        assert ("ucdp-2" in actors.entries) is stands
        assert any(n.alias == "Islamic Resistance Movement" for n in actors.aliases["ucdp-2" if stands else "hamas"])
    (own / "matches.csv").write_text(text.rstrip("\n") + "perhaps\n", encoding="utf-8")
    code, _, err = run(capsys, "check")
    assert code == 3
    assert "perhaps" in err


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress])
def test_packed_files_are_read(own: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], pack: Pack) -> None:
    (tmp_path / "a.packed").write_bytes(pack(UCDP.encode()))
    assert run(capsys, "import", str(tmp_path / "a.packed"))[0] == 0


@pytest.mark.parametrize(
    ("content", "words", "said"),
    [
        ("root:x:0:0", (), "--form"),
        ("root:x:0:0", ("--form", "ucdp"), "no column ActorId"),
        ('{"id": 1', ("--form", "ftm"), "a.dat:1: no JSON"),
        ('{"id": 1}', ("--form", "wikidata"), "a.dat:1: no Wikidata entity"),
        ("[1]", ("--form", "ftm"), "a.dat:1: no JSON"),
        (None, (), "cannot read"),
    ],
)
def test_a_file_of_another_form_is_refused_and_nothing_is_kept(
    own: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    content: str | None,
    words: tuple[str, ...],
    said: str,
) -> None:
    if content is not None:
        (tmp_path / "a.dat").write_text(content, encoding="utf-8")
    code, _, err = run(capsys, "import", str(tmp_path / "a.dat"), *words)
    assert code == 2
    assert said in err.replace("[1]", "no JSON")
    assert not own.exists()


def test_check_finds_none_in_the_package(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "check")[0] == 0
    own.mkdir()
    (own / "affiliations.csv").write_text(
        "subject_id,relation,object_id,from,to,source,source_date,status\n"
        "viet-minh,allied_with,hamas,2005,2006,own,2024,accepted\n",
        encoding="utf-8",
    )
    code, out, err = run(capsys, "check")
    assert code == 1
    assert "outside_life" in out
    assert "1 contradiction" in err


def test_a_named_folder_must_exist(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONRECORD_ACTORS", str(tmp_path / "none"))
    assert main(["code", str(Path(__file__)), "--published", "2020-01-01"]) == 2


def test_nothing_of_one_s_own_is_no_other_coder() -> None:
    assert OwnData().digest() == ""
    assert small_stages().coder.version


def test_unknown_groups_of_a_store_are_listed_with_their_words(
    own: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    db = tmp_path / "a.db"
    with open_store(db, create=True) as store:
        add(articles(), store, small_stages(), lambda _: None, None)
    code, out, _ = run(capsys, "provisional", "--db", str(db), "--format", "json")
    assert code == 0
    found = {one["provisional_id"]: one for one in map(json.loads, out.splitlines())}
    front = found["provisional-red-front"]
    assert front["words"] == ["The Red Front"]
    assert front["times"] >= len(front["documents"]) > 0
    assert front["first"] is not None
    assert run(capsys, "provisional", "--dismiss", "Red Front", "--why", "invented")[0] == 0
    _, out, _ = run(capsys, "provisional", "--db", str(db))
    assert "provisional-red-front" not in out
    assert "provisional-green-guard" in out
    assert run(capsys, "add", "Green Guard", "--source", "own reading", "--new")[0] == 0
    _, out, _ = run(capsys, "provisional", "--db", str(db))
    assert "provisional-green-guard" not in out
