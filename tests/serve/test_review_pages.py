"""Review over HTTP: who may write, what becomes of it, and what is refused."""

from __future__ import annotations

import re

import pytest
from fastapi.testclient import TestClient
from served import TOKEN, made_store, settings_of

from onrecord.serve.app import make_app
from onrecord.store import open_store


@pytest.fixture
def writable(tmp_path):
    with TestClient(make_app(settings_of(made_store(tmp_path / "a.db"), token=TOKEN))) as opened:
        yield opened


def alpha(client):
    return client.get("/api/incidents", params={"place": "Alpha"}).json()["incidents"][0]


def begin(client, name="R. Viewer"):
    answer = client.post("/review/begin", data={"token": TOKEN, "reviewer": name})
    assert answer.status_code == 200
    return re.search(r'name="secret" value="([^"]+)"', answer.text)[1]


def post(client, secret, kind, **fields):
    return client.post("/review/decide", data={"secret": secret, "kind": kind, **fields})


def test_without_a_token_at_the_start_nothing_can_be_written(client):
    assert client.post("/review/begin", data={"token": "", "reviewer": "x"}).status_code == 403
    assert client.post("/api/decisions", json={"kind": "note", "reviewer": "x"}).status_code == 403
    assert client.post("/review/decide", data={"kind": "note"}).status_code == 401
    assert "only reads" in client.get("/review").text


@pytest.mark.parametrize("token", ["", "wrong", TOKEN + "x", TOKEN[:-1]])
def test_a_wrong_token_opens_nothing(writable, token):
    assert writable.post("/review/begin", data={"token": token, "reviewer": "x"}).status_code == 401
    headers = {"authorization": f"Bearer {token}"}
    assert writable.post("/api/decisions", json={}, headers=headers).status_code == 401


def test_a_correction_shows_and_is_undone(writable):
    incident = alpha(writable)
    secret, path = begin(writable), f"/incidents/{incident['incident_id']}"
    answer = post(
        writable,
        secret,
        "correct",
        record_id=incident["incident_id"],
        field="killed",
        value="4",
        reason="said so",
        back=path,
    )
    assert answer.url.path == path
    assert "Decision 1 is in the journal" in answer.text
    assert alpha(writable)["casualties"]["killed"]["best"] == 4
    assert "by R. Viewer" in answer.text
    post(writable, secret, "undo", number="1", back=path)
    assert alpha(writable)["casualties"]["killed"]["best"] == incident["casualties"]["killed"]["best"]


def test_a_report_is_split_off_and_merged_again(writable):
    incident, secret = alpha(writable), begin(writable)
    other = incident["reports"][-1]
    post(writable, secret, "not_same", record_id=other, other=incident["incident_id"])
    found = writable.get("/api/incidents", params={"place": "Alpha"}).json()["incidents"]
    assert len(found) == 3
    post(writable, secret, "undo", number="1")
    assert len(alpha(writable)["reports"]) == 3
    (beta,) = writable.get("/api/incidents", params={"place": "Beta"}).json()["incidents"]
    post(writable, secret, "same", record_id=incident["incident_id"], other=beta["incident_id"])
    assert writable.get("/api/incidents").json()["total"] == 1


def test_what_is_no_event_is_listed_no_more(writable):
    incident, secret = alpha(writable), begin(writable)
    post(writable, secret, "correct", record_id=incident["incident_id"], field="event", value="no")
    assert writable.get("/api/incidents").json()["total"] == 1
    assert "Withdrawn" in writable.get(f"/incidents/{incident['incident_id']}").text


def test_the_queue_leads_through_its_incidents(writable):
    begin(writable)
    incident = alpha(writable)
    assert "attribution is contested" in writable.get("/review").text
    assert writable.get("/review/next").url.path == f"/incidents/{incident['incident_id']}"
    assert writable.get("/review/next", params={"after": incident["incident_id"]}).url.path == "/review"


def test_a_form_without_the_sessions_secret_is_refused(writable):
    incident = alpha(writable)
    secret = begin(writable)
    fields = {"record_id": incident["incident_id"], "reason": "x"}
    assert post(writable, "guess", "note", **fields).status_code == 403
    evil = {"origin": "https://evil.example"}
    sent = {"secret": secret, "kind": "note", **fields}
    assert writable.post("/review/decide", data=sent, headers=evil).status_code == 403
    assert writable.get("/api/decisions").json()["decisions"] == []


@pytest.mark.parametrize(
    "back", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "x"]
)
def test_a_decision_leads_back_to_our_own_pages_alone(writable, back):
    secret, incident = begin(writable), alpha(writable)
    fields = {"record_id": incident["incident_id"], "reason": "seen", "back": back}
    answer = writable.post(
        "/review/decide", data={"secret": secret, "kind": "accept", **fields}, follow_redirects=False
    )
    assert answer.headers["location"].startswith("/review?done=")


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "shout"}, {"kind": "note", "record_id": "inc-none", "reason": "x"}, {"kind": "undo", "number": "99"},
        {"kind": "correct", "record_id": "ALPHA", "field": "killed", "value": "many"},
        {"kind": "correct", "record_id": "ALPHA", "field": "colour", "value": "red"},
        {"kind": "same", "record_id": "ALPHA", "other": "ALPHA"},
        {"kind": "note", "record_id": "ALPHA", "reason": "x" * 3000},
        {"kind": "merge_actors", "record_id": "", "other": ""},
    ],
)  # fmt: skip
def test_what_cannot_be_decided_is_explained_and_changes_nothing(writable, fields):
    incident = alpha(writable)["incident_id"]
    secret = begin(writable)
    sent = {name: incident if value == "ALPHA" else value for name, value in fields.items()}
    answer = writable.post("/review/decide", data={"secret": secret, **sent})
    assert answer.status_code == 400
    assert 'role="alert"' in answer.text
    assert writable.get("/api/decisions").json()["decisions"] == []


def test_the_session_ends(writable):
    secret = begin(writable)
    assert "R. Viewer" in writable.get("/").text
    writable.post("/review/end", data={"secret": secret})
    assert post(writable, secret, "note").status_code == 401


def test_a_program_decides_with_the_token(writable):
    incident = alpha(writable)
    headers = {"authorization": f"Bearer {TOKEN}"}
    body = {"kind": "note", "record_id": incident["incident_id"], "reason": "ask again", "reviewer": "A program"}
    made = writable.post("/api/decisions", json=body, headers=headers).json()
    assert (made["seq"], made["reviewer"]) == (1, "A program")
    assert writable.get("/api/decisions").json()["decisions"] == [made]
    for bad in ({}, {**body, "kind": "shout"}, {**body, "record_id": 7}, [], "x", {**body, "reviewer": " "}):
        assert writable.post("/api/decisions", json=bad, headers=headers).status_code == 400
    assert writable.post("/api/decisions", content=b"\xff{", headers=headers).status_code == 400
    assert writable.post("/api/decisions", content=b"x" * 70_000, headers=headers).status_code == 413


def test_the_pages_follow_what_another_program_writes(tmp_path):
    path = made_store(tmp_path / "a.db", None)
    with TestClient(make_app(settings_of(path))) as reading, open_store(path) as store:
        assert reading.get("/api/incidents").json()["total"] == 2
        from onrecord.records import DecisionKind
        from onrecord.review import judge_value

        incident = alpha(reading)["incident_id"]
        assert DecisionKind.CORRECT
        store.record_decision(judge_value(store, incident, "killed", "9", "seen"), "Another")
        page = reading.get("/", params={"sort": "-killed"}).text
        assert page.index(incident) < page.index("Beta")
        assert ">9</td>" in page
