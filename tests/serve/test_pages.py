"""Every page answers, says what is known, and carries the headers that keep a browser from doing anything else."""

from __future__ import annotations

import re

import pytest

from onrecord.serve.security import POLICY

PAGES = [
    "/",
    "/explore/results",
    "/actors",
    "/sources",
    "/sources/documents?name=one+news",
    "/search?q=shelled",
    "/search",
]


def first_incident(client, **filters):
    return client.get("/api/incidents", params=filters).json()["incidents"][0]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_answers_and_may_load_nothing_from_elsewhere(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.headers["content-security-policy"] == POLICY
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "same-origin"
    assert not re.findall(r"(?:src|href)=\"(?:https?:)?//", answer.text)
    assert not re.findall(r"<script(?![^>]*\bsrc=)|\son\w+=|\sstyle=|<style", answer.text)


def test_the_policy_names_no_host_and_no_inline_code():
    assert "unsafe" not in POLICY
    assert "http" not in POLICY
    assert "frame-ancestors 'none'" in POLICY


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8000", "127.0.0.1.evil.example", ""])
def test_another_host_name_is_refused(client, host):
    assert client.get("/", headers={"host": host}).status_code == 421


@pytest.mark.parametrize("host", ["localhost", "localhost:8000", "127.0.0.1:9", "[::1]:8000", "LOCALHOST"])
def test_own_names_are_answered(client, host):
    assert client.get("/sources", headers={"host": host}).status_code == 200


def test_explore_shows_rows_filters_and_downloads(client):
    page = client.get("/", params={"country": "Iraq", "sort": "-killed"}).text
    assert "<b>1</b> of 2 incidents" in page
    assert "Alpha (IRQ)" in page
    assert "Beta" not in page.partition("<tbody>")[2]
    assert 'href="/api/incidents.csv?country=IRQ&amp;sort=-killed"' in page
    assert 'aria-sort="descending"' in page


def test_results_alone_tell_the_browser_their_address(client):
    answer = client.get("/explore/results", params={"country": "AFG", "q": ""})
    assert answer.headers["hx-push-url"] == "/?country=AFG"
    assert "<html" not in answer.text


def test_a_filter_that_cannot_be_used_is_explained(client):
    answer = client.get("/", params={"since": "yesterday"})
    assert answer.status_code == 400
    assert "write YYYY-MM-DD" in answer.text


def test_the_incident_page_has_every_figure_with_its_words(client):
    incident = first_incident(client, place="Alpha")
    page = client.get(f"/incidents/{incident['incident_id']}").text
    assert "3-5" in page
    assert page.count('class="quoted"') > 10
    for words in ("one news", "two news", "Blue Army", "contested", "Against (1)", "2 independent sources"):
        assert words in page
    start, end = incident["casualties"]["killed"]["versions"][0]["text"], "killing 3"
    assert start == "3"
    assert end in page


def test_a_value_leads_to_its_words_in_the_document(client):
    incident = first_incident(client, place="Alpha")
    page = client.get(f"/incidents/{incident['incident_id']}").text
    link = re.search(r'hx-get="(/documents/\w+/panel\?start=\d+&amp;end=\d+)"[^>]*>5<', page)
    panel = client.get(link[1].replace("&amp;", "&")).text
    assert '<mark class="here" id="here" tabindex="-1">5</mark>' in panel


def test_the_document_page_marks_what_was_read_and_names_its_copies(client):
    documents = client.get("/api/search", params={"q": "shelled"}).json()["documents"]
    by_path = {line["path"]: line["document_id"] for line in documents}
    page = client.get(f"/documents/{by_path['one.txt']}").text
    assert "a-toll" in page
    assert "a-actor" in page
    assert "event word: assault/heavy-weapons" in page
    assert f'href="/documents/{by_path["copy.txt"]}"' in page.partition("<h2>Copies</h2>")[2]


def test_the_dossier_tells_claims_from_denials(client):
    page = client.get("/actors/blue-army").text
    assert re.search(r"<b>1</b> claimed", page)
    assert re.search(r"<b>1</b> denied", page)
    assert 'id="note-1"' in page
    assert "Blue Army claimed the attack" in page


def test_an_actor_without_an_id_or_incident_is_not_found(client):
    assert client.get("/actors/nobody-at-all").status_code == 404
    assert client.get("/actors/name:nobody").status_code == 404


@pytest.mark.parametrize("path", ["/incidents/inc-none", "/documents/none", "/nowhere", "/map/tiles.pmtiles"])
def test_what_is_not_there_is_said(client, path):
    answer = client.get(path)
    assert answer.status_code == 404
    assert "Back to all incidents" in answer.text


def test_the_still_map_draws_points_and_countries(client):
    answer = client.get("/map/still.svg")
    assert answer.headers["content-type"].startswith("image/svg+xml")
    assert answer.text.count('class="point"') == 2
    assert ">Alpha</text>" in answer.text
    assert "script" not in answer.headers["content-security-policy"]


def test_the_map_gives_the_features_of_a_view(client):
    near = client.get("/map/features.json", params={"zoom": "9"}).json()
    assert [one["properties"]["count"] for one in near["clusters"]["features"]] == [1, 1]
    seen = client.get("/map/features.json", params={"zoom": "9", "view": "40,30,50,40"}).json()
    assert len(seen["clusters"]["features"]) == 1


def test_names_on_the_map_come_from_the_gazetteer(client):
    found = client.get("/map/names.json", params={"zoom": "6", "view": "42,31,47,36"}).json()
    assert "Baghdad" in [one["properties"]["name"] for one in found["features"]]


@pytest.mark.parametrize("asset", ["maplibre-gl-csp.js", "htmx.min.js", "countries-50m.json", "topojson-client.min.js"])
def test_assets_are_served_from_the_package(client, asset):
    assert client.get(f"/static/vendor/{asset}").status_code == 200
