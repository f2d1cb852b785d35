"""ACLED, UCDP GED, GTD, POLECAT and GDELT shapes: columns, codes, and what each does with the unknown and disputed."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pandas
import pytest
from invented import SETTINGS, TEXT, USUAL, Told, case_of, cases_of
from msgspec import structs

from onrecord.lexicon.exports import load_export_tables, load_fields
from onrecord.records import Codes, PlacePrecision, Status
from onrecord.views.exports import EXPORTS
from onrecord.views.exports.ged import priogrid_cell
from onrecord.views.exports.gtd import claim_mode

CONVENTIONS = Path(__file__).resolve().parents[4] / "shared" / "conventions" / "codes.md"
EVENT_TABLES = ("acled", "ged", "gtd", "polecat", "gdelt")
TABS = {"polecat", "gdelt"}
UNHAPPENED = [Status.PLANNED, Status.THREATENED, Status.DEMANDED, Status.HYPOTHETICAL, Status.DENIED]


def text_of(name, cases, settings=SETTINGS):
    return "".join(EXPORTS[name].parts(cases, settings))


def rows(name, cases, settings=SETTINGS):
    text = text_of(name, cases, settings)
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter="\t" if name in TABS else ","))


def row(name, told=USUAL, settings=SETTINGS):
    (found,) = rows(name, [case_of(told)], settings)
    return found


def convention_columns(heading):
    if not CONVENTIONS.exists():
        pytest.skip("../shared/conventions is not here")
    section = CONVENTIONS.read_text(encoding="utf-8").split(heading)[1].split("\n## ")[0]
    return " ".join(section.splitlines()[1:]).split("type_of_violence 1")[0]


def test_acled_columns_are_those_of_the_conventions():
    listed = convention_columns("## ACLED").split("|")[0].split(")")[-1]
    names = [name.strip() for name in listed.replace("in this order", "").split(",")]
    assert [field.name for field in load_fields("acled")] == names
    assert len(names) == 31


def test_ged_columns_are_those_of_the_conventions():
    names = convention_columns("## UCDP GED").split()
    assert [field.name for field in load_fields("ged")] == names
    assert len(names) == 49


def test_polecat_columns_are_those_of_the_conventions():
    listed = convention_columns("## PLOVER").split("(tab-separated):")[1].split("cameo_codes")[0]
    names = [name.strip() for name in listed.split(",")]
    assert [field.name for field in load_fields("polecat")] == names
    assert len(names) == 40


def test_gtd_has_the_attribution_fields_of_the_conventions():
    names = {field.name for field in load_fields("gtd")}
    wanted = {
        "gname",
        "gname2",
        "gname3",
        "gsubname",
        "guncertain1",
        "guncertain2",
        "guncertain3",
        "individual",
        "nperps",
    }
    wanted |= {"claimed", "claimmode", "claimmode_txt", "claim2", "claimmode2", "claim3", "claimmode3", "compclaim"}
    assert wanted | {"motive", "doubtterr", "alternative", "related", "scite1", "scite2", "scite3"} <= names


@pytest.mark.parametrize("name", EVENT_TABLES)
def test_head_line_is_the_table_of_fields(name):
    head = text_of(name, []).rstrip("\n").split("\t" if name in TABS else ",")
    assert head == [field.name for field in load_fields(name)]


# a template names its document alone: test_linked.py tests MUC-4
NAMING_INCIDENTS = [name for name, one in EXPORTS.items() if one.takes == "events" and one.parts and name != "muc4"]


@pytest.mark.parametrize("name", NAMING_INCIDENTS)
@pytest.mark.parametrize("status", UNHAPPENED)
def test_what_did_not_happen_is_no_event(name, status):
    happened, not_happened = case_of(), case_of(Told(status=status))
    text = text_of(name, [happened, not_happened])
    tail = not_happened.incident.incident_id.rpartition("-")[2]
    assert tail not in text
    assert happened.incident.incident_id.rpartition("-")[2] in text


def test_acled_row():
    found = row("acled", Told(is_contested=False))
    assert found["event_id_cnty"].startswith("IRQ")
    assert (found["event_date"], found["year"], found["time_precision"]) == ("2024-03-05", "2024", "1")
    assert found["disorder_type"] == "Political violence"
    assert found["sub_event_type"] == "Remote explosive/landmine/IED"
    assert (found["actor1"], found["inter1"]) == ("Salt Guard", "Rebel group")
    assert (found["actor2"], found["inter2"]) == ("Police Forces (Iraq)", "State forces")
    assert found["interaction"] == "State forces-Rebel group"
    assert (found["iso"], found["region"], found["country"]) == ("368", "Middle East", "Iraq")
    assert (found["admin1"], found["admin2"], found["location"]) == ("Oskha Province", "", "Varanel")
    assert (found["fatalities"], found["tags"]) == ("3", "")
    assert found["timestamp"] == "1600000000"
    assert "Salt Guard claims (of Salt Guard)" in found["notes"]


def test_acled_numbers_on_request():
    found = row("acled", Told(is_contested=False), structs.replace(SETTINGS, number_codes=True))
    assert (found["inter1"], found["inter2"], found["interaction"]) == ("2", "1", "12")


def test_acled_never_picks_a_name_in_dispute():
    found = row("acled")
    assert found["actor1"] == "Unidentified Armed Group (Iraq)"
    assert "attribution=disputed" in found["tags"]
    for words in ("Salt Guard claims", "River Front denies", "police accuses (of River Front)"):
        assert words in found["notes"]


def test_acled_zero_that_stands_for_unknown_is_told():
    found = row("acled", Told(killed=None, is_contested=False))
    assert (found["fatalities"], found["tags"]) == ("0", "fatalities=no report")
    assert row("acled", Told(killed=(0, 0, 0), is_contested=False))["tags"] == ""
    assert row("acled", Told(killed=(2, 5, 9), is_contested=False))["fatalities"] == "2"
    assert row("acled", Told(killed=(None, 4, None), is_contested=False))["fatalities"] == "4"


@pytest.mark.parametrize(
    ("start", "end", "day", "precision"),
    [
        ("2024-03-05", None, "2024-03-05", "1"),
        ("2024-03-04", "2024-03-10", "2024-03-07", "2"),
        ("2024-03-04", "2024-03-05", "2024-03-04", "2"),
        ("2024-03-01", "2024-03-31", "2024-03-16", "3"),
    ],
)
def test_acled_takes_the_middle_of_a_longer_time(start, end, day, precision):
    found = row("acled", Told(start=start, end=end))
    assert (found["event_date"], found["time_precision"]) == (day, precision)


def test_acled_prevented_bomb():
    found = row("acled", Told(status=Status.ATTEMPTED))
    assert (found["event_type"], found["sub_event_type"]) == ("Strategic developments", "Disrupted weapons use")


def test_acled_crowds():
    codes = Codes(cameo="145", acled=("Riots", "Violent demonstration"))
    found = row("acled", Told(event_type="PROTEST", mode="riot", codes=codes))
    assert (found["actor1"], found["inter1"], found["disorder_type"]) == ("Rioters (Iraq)", "Rioters", "Demonstrations")


@pytest.mark.parametrize(
    ("precision", "code"),
    [("exact", "1"), ("near", "2"), ("admin2", "2"), ("admin1", "3"), ("country", "3"), ("other", "3")],
)
def test_acled_place_precision(precision, code):
    assert row("acled", Told(precision=PlacePrecision(precision)))["geo_precision"] == code


def test_acled_place_without_a_point_stands_at_its_country():
    found = row("acled", Told(point=None))
    country = load_export_tables().countries["IRQ"]
    assert (float(found["latitude"]), float(found["longitude"])) == (country.latitude, country.longitude)
    assert found["geo_precision"] == "3"


@pytest.mark.parametrize("told", [Told(start=None), Told(country=None), Told(aggregate=True), Told(codes=Codes())])
def test_acled_leaves_out_what_its_codebook_cannot_hold(told):
    assert rows("acled", [case_of(told)]) == []


def test_acled_opens_in_pandas_without_a_special_case():
    text = text_of("acled", cases_of(Told(), Told(killed=None), Told(name="=1+1", town="Oskha, south")))
    frame = pandas.read_csv(io.StringIO(text), parse_dates=["event_date"])
    assert frame.shape == (3, 31)
    assert frame["fatalities"].dtype.kind == "i"
    assert frame["event_date"].dtype.kind == "M"


def test_the_samples_open_in_pandas_with_whole_numbers_and_dates(sample_cases):
    frame = pandas.read_csv(io.StringIO(text_of("acled", sample_cases)), parse_dates=["event_date"])
    assert frame.shape[1] == 31
    assert len(frame) > 50
    for column in ("year", "time_precision", "iso", "geo_precision", "fatalities", "timestamp"):
        assert frame[column].dtype.kind == "i", column
    assert frame["event_id_cnty"].is_unique
    assert (frame["event_date"].dt.year == frame["year"]).all()
    assert frame["latitude"].between(-90, 90).all()
    tables = load_export_tables()
    assert set(frame["inter1"].dropna()) | set(frame["inter2"].dropna()) <= set(tables.inter_names.values())


def test_ged_row():
    found = row("ged", Told(is_contested=False))
    assert (found["type_of_violence"], found["side_a"], found["side_b"]) == ("1", "Salt Guard", "Police Forces (Iraq)")
    assert (found["best"], found["low"], found["high"]) == ("3", "3", "5")
    assert (found["deaths_b"], found["deaths_civilians"], found["deaths_unknown"]) == ("2", "1", "0")
    assert (found["country"], found["country_id"], found["region"]) == ("Iraq", "645", "Middle East")
    assert found["geom_wkt"] == "POINT (43.2 -34.1)"
    assert (found["where_prec"], found["date_prec"], found["event_clarity"]) == ("1", "1", "1")
    assert found["source_article"] == '"Lagoon Tribune","2024-03-06","Bomb in Varanel"'
    assert found["conflict_name"] == found["dyad_new_id"] == ""
    assert found["code_status"] == "Clear"


def test_ged_keeps_every_candidate_of_a_dispute():
    found = row("ged")
    assert found["side_a"] == "Salt Guard; River Front"
    assert "disputed" in found["code_status"]


@pytest.mark.parametrize("killed", [None, (0, 0, 0)])
def test_ged_asks_for_a_death(killed):
    assert rows("ged", [case_of(Told(killed=killed))]) == []


def test_ged_bounds_that_no_report_gives_repeat_the_best_figure():
    found = row("ged", Told(killed=(3, 4, None)))
    assert (found["low"], found["best"], found["high"]) == ("3", "4", "4")


@pytest.mark.parametrize(
    ("latitude", "longitude", "cell"), [(-90, -180, 1), (-89.6, -179.6, 1), (-89.4, -180, 721), (89.9, 179.9, 259200)]
)
def test_priogrid_cells_are_counted_from_the_south_west(latitude, longitude, cell):
    assert priogrid_cell(latitude, longitude) == cell


def test_gtd_row():
    found = row("gtd")
    assert (found["gname"], found["gname2"], found["gname3"]) == ("Salt Guard", "River Front", "")
    assert (found["guncertain1"], found["guncertain2"], found["guncertain3"]) == ("1", "1", "")
    assert (found["claimed"], found["claimmode"], found["claimmode_txt"]) == ("1", "6", "Video")
    assert (found["claim2"], found["compclaim"]) == ("", "0")
    assert 'River Front denies (of River Front): "The River Front denied any part in it"' in found["statements"]
    assert "Salt League (affiliation)" in found["candidates"]
    assert found["scite1"] == 'Lagoon Tribune, "Bomb in Varanel", 2024-03-06'


def test_gtd_single_claim_is_certain_and_month_unknown_is_zero():
    found = row("gtd", Told(is_contested=False, start="2024-01-01", end="2024-12-31"))
    assert found["guncertain1"] == "0"
    assert (found["iyear"], found["imonth"], found["iday"]) == ("2024", "0", "0")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("in a letter sent to a newspaper", 1),
        ("an anonymous caller told the station", 2),
        ("in an e-mail to reporters", 4),
        ("a note was left beside the car", 5),
        ("said in a video", 6),
        ("in a statement posted on Telegram", 7),
        ("it told police", 8),
        ("claimed the attack", 10),
    ],
)
def test_how_a_claim_was_made(words, code):
    assert claim_mode([words], load_export_tables().claim_modes)[0] == code


def test_polecat_row():
    found = row("polecat")
    assert (found["Event Type"], found["Event Mode"], found["Quad Code"]) == (
        "ASSAULT",
        "explosives",
        "material conflict",
    )
    assert found["Actor Name"] == "Salt Guard;River Front"
    assert found["Actor Country"] == "IRQ;"
    assert found["Primary Actor Sector"] == "REB"
    assert found["Recipient Name"] == "Amina Sayed;two policemen"
    assert found["Recipient Sectors"] == "CVL;COP"
    assert (found["City"], found["District"], found["Province"]) == ("Varanel", "", "Oskha Province")
    assert (found["GeoNames ID"], found["Intensity"]) == ("98182", "")


def test_gdelt_offsets_lead_to_the_words():
    found = row("gdelt")
    case = case_of()
    (document,) = case.documents.values()
    assert document.text[int(found["Actor1CharOffset"]) :].startswith("Salt Guard")
    assert document.text[int(found["Actor2CharOffset"]) :].startswith("Amina Sayed")
    assert document.text[int(found["ActionCharOffset"]) :].startswith("killed")
    assert found["MentionDocLen"] == str(len(TEXT))
    assert found["MentionTimeDate"] == "20240306000000"


@pytest.mark.parametrize("name", EVENT_TABLES)
def test_the_samples_fit_every_table(name, sample_cases):
    found = rows(name, sample_cases)
    assert found
    assert all(None not in one and None not in one.values() for one in found)
