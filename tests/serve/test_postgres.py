"""A server over PostgreSQL answers every request as one over a file does, and finds its way back to a lost server."""

from __future__ import annotations

import pytest
from postgres_server import running_server, schema_address
from served import TOKEN, made_store, settings_of

from onrecord.serve.app import make_app
from onrecord.serve.state import ServerState
from onrecord.store.browse import open_browse

PATHS = [
    *("/", "/explore/results", "/actors", "/actors/blue-army", "/sources", "/review"),
    *("/sources/documents?name=one+news", "/sources/documents?name=", "/search?q=shelled", "/search?q=Alp*"),
    *("/explore/results?words=shelled", "/explore/results?since=2020&place=alpha", "/map/features.json"),
    *("/api/incidents", "/api/incidents?words=%22shelled+alpha%22", "/api/incidents.csv", "/api/incidents.geojson"),
    *("/api/reports", "/api/reports?limit=1", "/api/reports.csv", "/api/actors?q=army", "/api/actors/blue-army"),
    *("/api/sources", "/api/search?q=shelled", "/api/decisions", "/api/incidents?words=***"),
]


@pytest.fixture(scope="module")
def address():
    with running_server() as server:
        yield made_store(schema_address(server, "served"))


@pytest.fixture(scope="module")
def shared(address):
    from fastapi.testclient import TestClient

    with TestClient(make_app(settings_of(address))) as opened:
        yield opened


def without_name(answer):
    """The page as it is but for the store's name, which stands on every page."""
    return answer.text.replace(">a.db<", ">postgres<").replace("a.db", "postgres")


def records_of(client):
    """Paths of every incident, report and document, as pages and as records."""
    for incident in client.get("/api/incidents").json()["incidents"]:
        yield from (f"/incidents/{incident['incident_id']}", f"/api/incidents/{incident['incident_id']}/reports")
    for report in client.get("/api/reports").json()["reports"]:
        document = report["document"]["document_id"]
        yield from (f"/api/reports/{report['report_id']}", f"/documents/{document}", f"/documents/{document}/panel")
        yield from (f"/api/documents/{document}", f"/api/documents/{document}/reports")


def test_every_answer_is_that_of_a_file(client, shared):
    known = list(records_of(client))
    assert len(known) > 20
    for path in [*PATHS, *known]:
        one, other = client.get(path), shared.get(path)
        assert one.status_code == other.status_code, path
        assert without_name(one) == without_name(other), path


def test_a_decision_is_entered_and_shows(address):
    from fastapi.testclient import TestClient

    with TestClient(make_app(settings_of(address, token=TOKEN))) as shared:
        enter_note(shared)


def enter_note(shared):
    incident = shared.get("/api/incidents").json()["incidents"][0]
    told = {"kind": "note", "record_id": incident["incident_id"], "reason": "seen", "reviewer": "A. Name"}
    headers = {"Authorization": f"Bearer {TOKEN}"}
    answer = shared.post("/api/decisions", json=told, headers=headers)
    assert answer.status_code == 200, answer.text
    shown = shared.get(f"/api/incidents/{incident['incident_id']}").json()
    assert [remark["words"] for remark in shown["review"]["remarks"]] == ["seen"]


def test_the_reading_connection_cannot_write(address):
    browse = open_browse(address)
    try:
        with pytest.raises(Exception, match="read-only"):
            browse.rows("DELETE FROM incidents")
    finally:
        browse.close()


def test_a_lost_connection_is_opened_anew(address):
    state = ServerState(settings_of(address))
    lost = state.browse
    lost.close()
    assert state.browse is not lost
    assert state.browse.totals()["documents"] > 0
    state.browse.close()
    assert "tests@" not in state.settings.store_name
