"""The HTTP API: records, filters, cursors, downloads, and what it says of itself."""

from __future__ import annotations

import csv
import io
import json

import pytest


def test_pages_of_incidents_join_to_the_whole(client):
    whole = client.get("/api/incidents").json()
    first = client.get("/api/incidents", params={"limit": 1}).json()
    second = client.get("/api/incidents", params={"limit": 1, "cursor": first["next"]}).json()
    assert (whole["total"], first["total"], whole["next"], second["next"]) == (2, 2, None, None)
    assert first["incidents"] + second["incidents"] == whole["incidents"]


@pytest.mark.parametrize("filters", [{}, {"type": "assault"}, {"since": "2020"}])
def test_pages_of_reports_join_to_the_whole(client, filters):
    whole = client.get("/api/reports", params={"limit": 1000, **filters}).json()["reports"]
    cursor, joined = "", []
    for _ in range(20):
        answer = client.get("/api/reports", params={"limit": 1, "cursor": cursor, **filters}).json()
        joined += answer["reports"]
        cursor = answer["next"]
        if cursor is None:
            break
    assert joined == whole
    assert len(whole) == 4


@pytest.mark.parametrize("path", ["/api/incidents", "/api/reports"])
@pytest.mark.parametrize("cursor", ["x", "W10", "bnVsbA", "!!!!", "WyJhIl0", "WzEsMiwzXQ"])
def test_a_made_up_cursor_is_refused(client, path, cursor):
    assert client.get(path, params={"cursor": cursor}).status_code == 400


def test_downloads_hold_what_the_page_shows(client):
    query = {"country": "IRQ"}
    rows = list(csv.DictReader(io.StringIO(client.get("/api/incidents.csv", params=query).text)))
    lines = [json.loads(line) for line in client.get("/api/incidents.jsonl", params=query).text.splitlines()]
    features = json.loads(client.get("/api/incidents.geojson", params=query).text)["features"]
    (wanted,) = client.get("/api/incidents", params=query).json()["incidents"]
    assert lines == [wanted]
    assert [row["incident_id"] for row in rows] == [one["id"] for one in features] == [wanted["incident_id"]]
    assert features[0]["geometry"] == {"type": "Point", "coordinates": [44.0, 36.2]}


def test_single_records_and_what_they_hang_on(client):
    (incident,) = client.get("/api/incidents", params={"place": "Alpha"}).json()["incidents"]
    path = f"/api/incidents/{incident['incident_id']}"
    assert client.get(path).json() == incident
    reports = client.get(f"{path}/reports").json()["reports"]
    assert {report["report_id"] for report in reports} == set(incident["reports"])
    report = client.get(f"/api/reports/{reports[0]['report_id']}").json()
    document = client.get(f"/api/documents/{report['document']['document_id']}").json()
    for evidence in report["evidence"]:
        assert document["text"][evidence["start"] : evidence["end"]] == evidence["text"]
    told = client.get(f"/api/documents/{document['document_id']}/reports").json()["reports"]
    assert report in told


def test_actors_and_sources(client):
    assert client.get("/api/actors/blue-army").json()["incidents"][0]["sides"] == ["claimed", "denied"]
    assert client.get("/api/actors", params={"q": "taliban"}).json()["actors"]
    assert {one["name"] for one in client.get("/api/sources").json()["sources"]} >= {"one news", "two news"}


@pytest.mark.parametrize(
    "path", ["incidents/x", "reports/x", "documents/x", "actors/x", "incidents/x/reports", "nothing"]
)
def test_what_is_not_there_is_an_error_with_words(client, path):
    answer = client.get(f"/api/{path}")
    assert answer.status_code == 404
    assert answer.json()["error"]


def test_the_description_resolves_and_lists_every_filter(client):
    described = client.get("/api/openapi.json").json()
    named = json.dumps(described)
    for line in {part.split('"')[0] for part in named.split('"$ref": "#/components/schemas/')[1:]}:
        assert line in described["components"]["schemas"]
    parameters = {one["name"] for one in described["paths"]["/api/incidents"]["get"]["parameters"]}
    filters = "since until place country actor type status min_sources contested q bbox sort limit cursor"
    assert set(filters.split()) <= parameters
