"""Web Annotations, PROV-JSON, FollowTheMoney, MUC-4 and the Datasette file, each with its own library or rules."""

from __future__ import annotations

import io
import json
import sqlite3
import subprocess
import sys
from pathlib import Path

import prov.model
import pytest
import sqlite_utils
from invented import SETTINGS, Told, case_of
from msgspec import structs

from onrecord.lexicon.exports import load_fields
from onrecord.records import Correction, Field, Review, Status
from onrecord.views.exports import EXPORTS, muc4

PROPERTIES = Path(__file__).with_name("ftm_properties.json")


def written(name, cases):
    return "".join(EXPORTS[name].parts(cases, SETTINGS))


def entities(cases):
    return [json.loads(line) for line in written("ftm", cases).splitlines()]


# ---------------------------------------------------------------- Web Annotation


def test_annotations_of_the_samples_select_their_words(sample_cases):
    page = json.loads(written("webanno", sample_cases))
    assert (page["@context"], page["type"]) == ("http://www.w3.org/ns/anno.jsonld", "AnnotationPage")
    texts = {key: document.text for case in sample_cases for key, document in case.documents.items()}
    ids = [item["id"] for item in page["items"]]
    assert len(ids) > 1000
    assert len(set(ids)) == len(ids)
    for item in page["items"]:
        position, quote = item["target"]["selector"]
        text = texts[item["target"]["source"]["id"].rpartition(":")[2]]
        assert text[position["start"] : position["end"]] == quote["exact"] != ""
        assert text[: position["start"]].endswith(quote["prefix"])
        assert text[position["end"] :].startswith(quote["suffix"])


def test_an_annotation_has_what_the_model_asks():
    items = json.loads(written("webanno", [case_of()]))["items"]
    assert {item["body"][0]["value"] for item in items} >= {"ASSAULT", "Date", "Place", "Actor", "Recipient", "Killed"}
    for item in items:
        assert item["type"] == "Annotation"
        assert [one["type"] for one in item["target"]["selector"]] == ["TextPositionSelector", "TextQuoteSelector"]
        assert item["target"]["source"]["via"] == "https://lagoon.example/a-1"


# ---------------------------------------------------------------- PROV


def test_prov_of_the_samples_is_read_and_written_again(sample_cases):
    document = prov.model.ProvDocument.deserialize(content=written("prov", sample_cases), format="json")
    assert len(list(document.get_records(prov.model.ProvEntity))) > 500
    again = prov.model.ProvDocument.deserialize(content=document.serialize(format="json"), format="json")
    assert again == document


def test_prov_names_reviewers():
    correction = Correction(
        field=Field.KILLED, own="3", value="4", reviewer="M. Reader", at="2024-03-07", reason="", decision=1
    )
    case = case_of()
    reviewed = structs.replace(case.incident, review=Review(corrections=(correction,)))
    document = json.loads(written("prov", [structs.replace(case, incident=reviewed)]))
    assert "M. Reader" in [agent["prov:label"] for agent in document["agent"].values()]
    assert document["wasAttributedTo"]


# ---------------------------------------------------------------- FollowTheMoney


def test_ftm_uses_properties_that_the_model_has(sample_cases):
    known = json.loads(PROPERTIES.read_text(encoding="utf-8"))
    found = entities([case_of(), *sample_cases])
    ids = {one["id"] for one in found}
    assert len(ids) == len(found)
    for one in found:
        for name, values in one["properties"].items():
            assert name in known[one["schema"]], f"{one['schema']}.{name}"
            if known[one["schema"]][name] == "entity":
                assert set(values) <= ids, f"{one['schema']}.{name}"


def test_ftm_loads_in_its_own_library(sample_cases):
    followthemoney = pytest.importorskip("followthemoney", reason="followthemoney needs ICU, which is not here")
    known = json.loads(PROPERTIES.read_text(encoding="utf-8"))
    for schema, names in known.items():
        model = followthemoney.model.get(schema)
        assert {name: model.get(name).type.name for name in names} == names
    for one in entities([case_of(), *sample_cases]):
        proxy = followthemoney.model.get_proxy(one, cleaned=False)
        kept = {name: sorted(proxy.get(name)) for name in one["properties"]}
        missing = [name for name, values in one["properties"].items() if len(kept[name]) != len(set(values))]
        assert missing == [], (one, kept)


def test_ftm_organizer_only_where_nothing_contests():
    (event,) = [one for one in entities([case_of()]) if one["schema"] == "Event"]
    assert "organizer" not in event["properties"]
    assert len(event["properties"]["involved"]) == 3
    (event,) = [one for one in entities([case_of(Told(is_contested=False))]) if one["schema"] == "Event"]
    assert len(event["properties"]["organizer"]) == 1
    links = [one["properties"] for one in entities([case_of()]) if one["schema"] == "UnknownLink"]
    assert "said to have done it (accusation, contested)" in [link["role"][0] for link in links]
    assert "front for" in [link["role"][0] for link in links]


def test_ftm_fields_are_the_documented_ones(sample_cases):
    told = {field.name for field in load_fields("ftm")}
    used = {f"{one['schema']}.{name}" for one in entities(sample_cases) for name in one["properties"]}
    generic = {name.replace("PublicBody.", "Organization.") for name in used}
    shared = {name for name in generic if name.partition(".")[2] in ("subject", "object", "startDate", "endDate")}
    shared |= {name for name in generic if name.partition(".")[2] in ("publisher", "status", "role", "name")}
    assert generic - shared <= told


# ---------------------------------------------------------------- MUC-4


def test_muc4_templates_of_the_samples_have_every_slot(sample_cases):
    names = [field.name for field in load_fields("muc4")]
    assert len(names) == 25
    templates = written("muc4", sample_cases).strip().split("\n\n")
    assert len(templates) > 20
    for template in templates:
        heads = [line[:34].split(".", 1) for line in template.splitlines() if line[:1].isdecimal()]
        assert [int(number) for number, _ in heads] == list(range(25))
        assert [name.strip() for _, name in heads] == names


def test_muc4_is_not_for_nine_countries_alone():
    text = written("muc4", [case_of()])
    assert '"IRAQ: VARANEL (CITY)"' in text
    assert '"BOMBING"' in text


def test_muc4_leaves_no_perpetrator_open_that_the_reports_tell():
    text = written("muc4", [case_of()])
    assert '10. PERP: ORGANIZATION ID         "SALT GUARD"' in text
    assert '"CLAIMED OR ADMITTED": "SALT GUARD"' in text


def test_muc4_of_what_a_reviewer_decided_or_with_masked_names_is_made_of_the_reports(monkeypatch):
    asked = []
    monkeypatch.setattr(muc4, "templates_of", lambda document, *rest: asked.append(document) or ())
    case = case_of()
    reviewed = tuple(structs.replace(report, review=Review()) for report in case.reports)
    of_reports = written("muc4", [structs.replace(case, reports=reviewed)])
    assert of_reports == written("muc4", [structs.replace(case, documents={})])
    assert of_reports == "".join(EXPORTS["muc4"].parts([case], structs.replace(SETTINGS, redacted=True)))
    assert asked == []
    assert written("muc4", [case]) == of_reports  # where the words give none the reports' stand
    assert asked == list(case.documents.values())


@pytest.mark.parametrize("status", ["planned", "threatened", "demanded", "hypothetical", "denied"])
def test_muc4_holds_nothing_that_did_not_happen(status):
    assert written("muc4", [case_of(Told(status=Status(status)))]) == ""


# ---------------------------------------------------------------- Datasette


@pytest.fixture(scope="module")
def database(tmp_path_factory, sample_cases):
    path = tmp_path_factory.mktemp("datasette") / "incidents.db"
    EXPORTS["datasette"].writer(sample_cases, path, SETTINGS)
    return path


def test_datasette_tables_and_columns_are_the_documented_ones(database):
    read = sqlite_utils.Database(database)
    documented = [field.name for field in load_fields("datasette")]
    assert {f"{table.name}.{column.name}" for table in read.tables for column in table.columns} >= set(documented)
    own = {table.name for table in read.tables if not table.name.startswith("reports_fts")}
    assert own == {name.partition(".")[0] for name in documented}
    read.close()


def test_datasette_foreign_keys_hold_and_search_works(database, sample_cases):
    read = sqlite_utils.Database(database)
    assert list(read.query("PRAGMA foreign_key_check")) == []
    assert read["incidents"].count == len(sample_cases)
    assert {key.other_table for key in read["statements"].foreign_keys} == {"incidents", "reports"}
    assert read["reports"].detect_fts() == "reports_fts"
    assert list(read["reports"].search("killed"))
    read.close()


def test_datasette_serves_it_with_its_metadata(database):
    beside = database.with_name("incidents.db.metadata.json")
    program = (
        "import asyncio, json, sys\n"
        "from datasette.app import Datasette\n"
        "async def ask():\n"
        "    shown = Datasette([sys.argv[1]], metadata=json.load(open(sys.argv[2], encoding='utf-8')))\n"
        "    await shown.invoke_startup()\n"
        "    found = await shown.client.get('/incidents/incidents.json?_shape=array&_size=5&_sort=incident_id')\n"
        "    page = await shown.client.get('/incidents/reports?_search=killed')\n"
        "    print(json.dumps([found.status_code, len(found.json()), page.status_code, 'Full' in page.text]))\n"
        "asyncio.run(ask())\n"
    )
    command = [sys.executable, "-W", "ignore", "-c", program, str(database), str(beside)]
    ran = subprocess.run(command, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)
    assert ran.returncode == 0, ran.stderr
    assert json.loads(ran.stdout.splitlines()[-1])[:3] == [200, 5, 200]


def test_datasette_file_has_no_article_text(database, sample_cases):
    text = next(iter(sample_cases[0].documents.values())).text
    connection = sqlite3.connect(database)
    dump = io.StringIO()
    dump.writelines(connection.iterdump())
    connection.close()
    assert text not in dump.getvalue()


def test_datasette_is_written_anew(tmp_path):
    path = tmp_path / "a.db"
    for _ in range(2):
        EXPORTS["datasette"].writer([case_of()], path, SETTINGS)
    read = sqlite_utils.Database(path)
    assert read["incidents"].count == 1
    assert dict(read["metadata"].get("redacted")) == {"key": "redacted", "value": "no"}
    read.close()
    assert sorted(one.name for one in tmp_path.iterdir()) == ["a.db", "a.db.metadata.json"]
