"""The sample articles and their truth table agree with each other, with the calendar and with the README."""

from __future__ import annotations

import csv
import json
import re
import tomllib
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from onrecord.records import AssertionKind, Confidence, RelationKind, Status

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
ARTICLES = SAMPLES / "articles"
TABLE_COLUMNS = ["id", "text", "title", "published", "url", "source", "language"]
PLOVER_TYPES = {
    *("AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT"),
    *("THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
}
WEAPON_TYPES = {
    *("firearm", "explosive", "bomb", "ied", "car bomb", "truck bomb", "suicide vest", "grenade", "mine", "mortar"),
    *("artillery", "rocket", "missile", "ballistic missile", "drone", "air strike", "helicopter gunship"),
    *("incendiary bomb", "chemical agent", "knife", "vehicle", "stones", "other"),
}
# The ingredients that the demonstration needs, and how many articles must bring each.
LEAST_WITH_TAG = {
    **dict.fromkeys(["tolls", "syndicated", "claim", "denial", "accusation", "threat"], 3),
    **dict.fromkeys(["front_group", "foiled_plot", "updated_toll", "aggregate", "conditional_threat", "ceasefire"], 2),
    **dict.fromkeys(["trimmed_tail", "embedded", "correction", "follow_up_arrest", "planned_protest", "sanction"], 1),
    **dict.fromkeys(["diplomatic_meeting", "request", "aid", "withdrawal", "mobilisation", "protest_crushed"], 1),
    **dict.fromkeys(["abduction", "release", "drone_strike", "suicide_bombing", "landmine", "shelling"], 1),
    **dict.fromkeys(["sexual_violence", "assassination_attempt", "arson", "hunger_strike", "yearless", "tail_junk"], 1),
    **{"nothing_to_code": 6, "not_english": 1, "empty": 1, "html": 4},
}
NUMBER_WORDS = {2: "two", 4: "four", 6: "six", 7: "seven", 10: "ten", 12: "dozen", 16: "sixteen", 68: "sixty-eight"}
WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
MONTHS = [
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
]


class _Paragraphs(HTMLParser):
    """Collects the text of headings and paragraphs inside the article element, one a line."""

    def __init__(self) -> None:
        super().__init__()
        self.article_depth = 0
        self.is_open = False
        self.lines: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.article_depth += tag == "article"
        if tag in {"p", "h1"} and self.article_depth:
            self.is_open = True
            self.lines.append("")

    def handle_endtag(self, tag: str) -> None:
        self.article_depth -= tag == "article"
        self.is_open = self.is_open and tag not in {"p", "h1"}

    def handle_data(self, data: str) -> None:
        if self.is_open:
            self.lines[-1] += data


@dataclass(frozen=True)
class Article:
    """One sample with its row of the truth table."""

    key: str
    text: str
    raw: str
    truth: dict[str, Any]

    @property
    def events(self) -> list[dict[str, Any]]:
        return list(self.truth.get("event", []))


def table_rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        if path.suffix == ".csv":
            return list(csv.DictReader(stream))
        return [json.loads(line) for line in stream]


def stored_texts() -> dict[str, tuple[str, str]]:
    """{article key: (story, everything stored)} over all files in samples/articles."""
    texts: dict[str, tuple[str, str]] = {}
    for path in sorted(ARTICLES.iterdir()):
        if path.suffix in {".jsonl", ".csv"}:
            texts |= {f"{path.name}#{row['id']}": (row["text"], json.dumps(row)) for row in table_rows(path)}
            continue
        raw = path.read_text("utf-8")
        story = raw
        if path.suffix == ".html":
            parser = _Paragraphs()
            parser.feed(raw)
            story = "\n".join(parser.lines)
        texts[path.name] = (story, raw)
    return texts


def truth_key(row: dict[str, Any]) -> str:
    return f"{row['file']}#{row['row']}" if "row" in row else str(row["file"])


TRUTH: list[dict[str, Any]] = tomllib.loads((SAMPLES / "expected.toml").read_text("utf-8"))["article"]
TEXTS = stored_texts()
SAMPLE_ARTICLES = [Article(key, *TEXTS[key], row) for row in TRUTH if (key := truth_key(row)) in TEXTS]
EVENTS = [
    pytest.param(article, event, id=f"{article.key}-{event['incident']}")
    for article in SAMPLE_ARTICLES
    for event in article.events
]
CODED = [article for article in SAMPLE_ARTICLES if article.events]


def ids(articles: list[Article]) -> list[str]:
    return [article.key for article in articles]


def test_every_article_has_one_row_of_truth() -> None:
    keys = [truth_key(row) for row in TRUTH]
    assert len(keys) == len(set(keys))
    assert set(keys) == set(TEXTS)


def test_there_are_enough_articles_of_every_form() -> None:
    suffixes = [path.suffix for path in ARTICLES.iterdir()]
    assert len(TEXTS) >= 48
    assert suffixes.count(".html") >= 4
    assert suffixes.count(".jsonl") >= 1
    assert suffixes.count(".csv") >= 1


@pytest.mark.parametrize("tag", LEAST_WITH_TAG)
def test_required_ingredient_exists(tag: str) -> None:
    assert sum(tag in row["tags"] for row in TRUTH) >= LEAST_WITH_TAG[tag]


def test_four_conflicts_beside_iraq_are_told() -> None:
    countries = {event["country"] for article in CODED for event in article.events if "country" in event}
    assert "IRQ" in countries
    assert len(countries) >= 5


@pytest.mark.parametrize("article", SAMPLE_ARTICLES, ids=ids(SAMPLE_ARTICLES))
def test_readme_names_origin_and_sources(article: Article) -> None:
    truth = article.truth
    row = f"| {article.key} | {truth['origin']} | {truth['rests_on']} | {truth['purpose']} |"
    assert row in (SAMPLES / "README.md").read_text("utf-8").splitlines()
    assert ("INVENTED" in truth["rests_on"]) == (truth["origin"] == "invented")


@pytest.mark.parametrize("article", SAMPLE_ARTICLES, ids=ids(SAMPLE_ARTICLES))
def test_length_is_that_of_a_short_wire_story(article: Article) -> None:
    words = len(article.text.split())
    assert words == 0 if "empty" in article.truth["tags"] else 120 <= words <= 350


@pytest.mark.parametrize("article", SAMPLE_ARTICLES, ids=ids(SAMPLE_ARTICLES))
def test_article_is_coded_or_flagged_never_both(article: Article) -> None:
    truth = article.truth
    outcomes = [bool(article.events), truth.get("nothing_to_code", False), "refused" in truth]
    assert sum(outcomes) == 1
    assert truth.get("nothing_to_code", False) == ("nothing_to_code" in truth["tags"])


@pytest.mark.parametrize(
    "path", sorted(ARTICLES.glob("*.jsonl")) + sorted(ARTICLES.glob("*.csv")), ids=lambda p: p.name
)
def test_tables_have_the_contracts_columns_and_reserved_addresses(path: Path) -> None:
    for row in table_rows(path):
        assert list(row) == TABLE_COLUMNS
        assert all(row.values())
        assert re.match(r"https://([a-z-]+\.)*example(\.com|\.org)?/", row["url"])


def test_no_address_outside_the_reserved_names() -> None:
    for key, (_, raw) in TEXTS.items():
        hosts = re.findall(r"https?://([^/\s\"]+)", raw)
        assert all(re.search(r"(^|\.)(example(\.com|\.org)?|schema\.org)$", host) for host in hosts), key


def stated_publication_days(article: Article) -> set[str]:
    """ISO days that the file states about itself, by the forms that the README lists."""
    row_text, head = article.raw, article.raw[:120]
    found = set(re.findall(r'"published": "(\d{4}-\d\d-\d\d)"', row_text))
    found |= set(re.findall(r'(?:published_time" content="|"datePublished": ")(\d{4}-\d\d-\d\d)', row_text))
    found |= set(re.findall(r"^date (\d{4}-\d\d-\d\d)", head))
    for month, day, year in re.findall(r"\b([A-Z][a-z]+)\.? (\d{1,2}), (\d{4})\b", head):
        found.add(iso_day(day, month, year))
    for day, month, year in re.findall(r"^Published: (\d{1,2}) ([A-Z][a-z]+) (\d{4})", head):
        found.add(iso_day(day, month, year))
    return found


def iso_day(day: str, month: str, year: str) -> str:
    number = next(index for index, name in enumerate(MONTHS, 1) if name.startswith(month))
    return date(int(year), number, int(day)).isoformat()


@pytest.mark.parametrize("article", SAMPLE_ARTICLES, ids=ids(SAMPLE_ARTICLES))
def test_publication_day_is_the_one_stated(article: Article) -> None:
    published = article.truth.get("published")
    assert stated_publication_days(article) == ({published} if published else set())


@pytest.mark.parametrize(
    "article", [a for a in SAMPLE_ARTICLES if "published" in a.truth and a.key.endswith(".txt")], ids=lambda a: a.key
)
def test_dateline_day_is_the_publication_day(article: Article) -> None:
    published = date.fromisoformat(article.truth["published"])
    for month, day in re.findall(r"^[A-Z][A-Z ,A-Za-z]*, ([A-Z][a-z]+) (\d{1,2}) - ", article.text, re.MULTILINE):
        assert iso_day(day, month, str(published.year)) == published.isoformat()


@pytest.mark.parametrize("article", CODED, ids=ids(CODED))
def test_quotes_and_names_stand_in_the_text(article: Article) -> None:
    for relation in article.truth.get("relation", []):
        assert relation["quote"] in article.text
        assert RelationKind(relation["relation"])
        assert {relation["subject"] in article.text, relation["object"] in article.text} == {True}
    for event in article.events:
        assert event["quote"] in article.text
        assert event.get("date_text", "") in article.text
        assert event.get("place", "") in article.text
        assert all(actor["name"] in article.text for actor in event.get("actors", []))
        assert all(said["speaker"].lower() in article.text.lower() for said in event.get("assertions", []))


@pytest.mark.parametrize(("article", "event"), EVENTS)
def test_event_uses_the_words_of_the_contract(article: Article, event: dict[str, Any]) -> None:
    assert event["types"]
    assert set(event["types"]) <= PLOVER_TYPES
    assert all(Status(status) for status in event["status"])
    assert set(event.get("weapons", [])) <= WEAPON_TYPES
    assert all(Confidence(actor["confidence"]) for actor in event.get("actors", []))
    assert all(AssertionKind(said["kind"]) for said in event.get("assertions", []))
    assert re.fullmatch(r"[A-Z]{3}", event.get("country", "XXX"))


@pytest.mark.parametrize(("article", "event"), EVENTS)
def test_event_day_fits_the_calendar(article: Article, event: dict[str, Any]) -> None:
    if "start" not in event:
        assert "end" not in event
        return
    start, end = date.fromisoformat(event["start"]), date.fromisoformat(event["end"])
    published = date.fromisoformat(article.truth["published"])
    assert start <= end
    if event["status"] != ["planned"]:
        assert end <= published
    days = {start + timedelta(n) for n in range((end - start).days + 1)}
    words = event.get("date_text", "")
    for weekday in [name for name in WEEKDAYS if name in words]:
        assert weekday in {WEEKDAYS[day.weekday()] for day in days}
        assert published - end < timedelta(8)
    for month, day in re.findall(rf"({'|'.join(MONTHS)}) (\d{{1,2}})", words):
        assert (MONTHS[start.month - 1], start.day) == (month, int(day))


@pytest.mark.parametrize(("article", "event"), EVENTS)
def test_tolls_are_ordered_and_told(article: Article, event: dict[str, Any]) -> None:
    for slot in ("killed", "wounded", "abducted"):
        toll = event.get(slot)
        if toll is None:
            continue
        assert toll["low"] <= toll["best"] <= toll.get("high", toll["best"])
        number = toll["best"]
        # Sums ("two Americans and one Briton") and single victims need no numeral of their own.
        told = {str(number), NUMBER_WORDS.get(number, str(number))}
        is_sum = number in {1, 3, 5}
        assert is_sum or any(re.search(rf"\b{word}\b", article.text, re.IGNORECASE) for word in told)


def by_incident() -> dict[str, list[tuple[Article, dict[str, Any]]]]:
    groups: dict[str, list[tuple[Article, dict[str, Any]]]] = defaultdict(list)
    for article in CODED:
        for event in article.events:
            groups[event["incident"]].append((article, event))
    return groups


def test_articles_on_one_incident_agree_on_day_country_and_type() -> None:
    for incident, told in by_incident().items():
        if any(event.get("aggregate") for _, event in told):
            continue
        for slot in ("start", "country"):
            assert len({event[slot] for _, event in told if slot in event}) <= 1, (incident, slot)
        assert set.intersection(*(set(event["types"]) for _, event in told)), incident


def test_incident_key_ends_with_its_day() -> None:
    for incident, told in by_incident().items():
        day = re.search(r"\d{4}-\d\d-\d\d$", incident)
        starts = {event["start"] for _, event in told if "start" in event}
        assert not day or starts <= {day.group()}, incident


def test_one_attack_has_three_outlets_three_tolls_a_claim_and_a_denial() -> None:
    found = []
    for incident, told in by_incident().items():
        originals = [event for article, event in told if "copy_of" not in article.truth]
        tolls = {event["killed"]["best"] for event in originals if "killed" in event}
        kinds = {said["kind"] for event in originals for said in event.get("assertions", [])}
        if len(tolls) >= 3 and {"claims", "denies"} <= kinds:
            found.append(incident)
    assert "kabul-university-2020-11-02" in found


def sentences(text: str) -> set[str]:
    return {sentence.strip() for sentence in re.split(r"(?<=\.)\s+", text) if len(sentence) > 40}


@pytest.mark.parametrize("article", [a for a in CODED if "copy_of" in a.truth], ids=lambda a: a.key)
def test_copies_share_their_sentences_and_differ_as_tagged(article: Article) -> None:
    whole, copy = sentences(TEXTS[article.truth["copy_of"]][0]), sentences(article.text)
    assert len(whole & copy) >= 5
    assert whole - copy
    if "embedded" in article.truth["tags"]:
        assert len(copy - whole) >= 5


def test_independent_articles_share_no_sentence() -> None:
    for incident, told in by_incident().items():
        originals = [article for article, _ in told if "copy_of" not in article.truth]
        for index, first in enumerate(originals):
            for second in originals[index + 1 :]:
                if first.key != second.key:
                    assert not sentences(first.text) & sentences(second.text), incident


def test_script_and_advertising_junk_stands_outside_the_story() -> None:
    for page in (article for article in SAMPLE_ARTICLES if article.key.endswith(".html")):
        scripts = re.findall(r"<script>(.+?)</script>", page.raw, re.DOTALL)
        assert scripts
        assert not any(script in page.text for script in scripts)
    for article in (article for article in SAMPLE_ARTICLES if "tail_junk" in article.truth["tags"]):
        assert article.raw.rstrip().endswith("});")
