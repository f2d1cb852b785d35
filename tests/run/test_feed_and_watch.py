"""The commands feed and watch."""

from __future__ import annotations

import argparse
import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import feedparser
import pytest
from small_stages import ARTICLES, articles, small_stages

from onrecord.errors import InputError
from onrecord.run.command import main
from onrecord.run.feeding import filter_words
from onrecord.run.pipeline import add
from onrecord.run.watching import Watched, run_watch
from onrecord.store import Selection, open_store


@pytest.fixture
def db(tmp_path):
    path = tmp_path / "small.db"
    with open_store(path, create=True) as store:
        add(articles(), store, small_stages(), lambda _: None, None)
    return str(path)


def test_feed_of_filters_is_the_same_every_time(db, tmp_path):
    goal = tmp_path / "feed.xml"
    words = ["feed", "atom", "--db", db, "--since", "2020-06-01", "--output", str(goal)]
    assert main(words) == 0
    first = goal.read_bytes()
    assert main(words) == 0
    assert goal.read_bytes() == first
    read = feedparser.parse(first)
    assert len(read.entries) == 1
    assert read.feed.title == "Incidents: since 2020-06-01"
    assert main(["feed", "atom", "--db", db, "--output", str(goal)]) == 0
    assert feedparser.parse(goal.read_bytes()).feed.id != read.feed.id


def test_feed_title_and_limit(db, capsys):
    assert main(["feed", "json", "--db", db, "--title", "All of it", "--limit", "1"]) == 0
    read = json.loads(capsys.readouterr().out)
    assert (read["title"], len(read["items"])) == ("All of it", 1)


def test_filters_in_words():
    assert filter_words(Selection()) == "Incidents"
    chosen = Selection(country="IRQ", types=("ASSAULT", "PROTEST"), contested=True, min_sources=2)
    assert filter_words(chosen) == "Incidents: country IRQ, types ASSAULT/PROTEST, min sources 2, contested"


class Taker(BaseHTTPRequestHandler):
    taken: list[bytes] = []  # noqa: RUF012 - shared on purpose
    answer = 204

    def do_POST(self):
        self.taken.append(self.rfile.read(int(self.headers["Content-Length"])))
        self.send_response(self.answer)
        self.end_headers()

    def log_message(self, *_):
        pass


@pytest.fixture
def hook():
    Taker.taken, Taker.answer = [], 204
    server = HTTPServer(("127.0.0.1", 0), Taker)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/hook"
    server.shutdown()
    server.server_close()


def test_webhook_gets_the_feed_only_when_asked(db, hook, capsys):
    assert main(["feed", "atom", "--db", db]) == 0
    assert Taker.taken == []
    assert main(["feed", "atom", "--db", db, "--webhook", hook]) == 0
    (body,) = Taker.taken
    assert len(json.loads(body)["items"]) == 2
    assert "posted to" in capsys.readouterr().err


def test_webhook_that_refuses_is_told(db, hook, capsys):
    Taker.answer = 500
    assert main(["feed", "json", "--db", db, "--webhook", hook]) == 2
    assert "did not take the feed" in capsys.readouterr().err


def test_webhook_takes_web_addresses_alone(db, capsys):
    assert main(["feed", "json", "--db", db, "--webhook", "ftp://x/y"]) == 2
    assert "no web address" in capsys.readouterr().err


# ---------------------------------------------------------------- watch


def options(folder, *, once):
    return argparse.Namespace(folder=folder, once=once, every=0.01, published=None, source=None)


@pytest.fixture
def folder(tmp_path):
    path = tmp_path / "in"
    path.mkdir()
    (path / "one.txt").write_text(ARTICLES["one.txt"], encoding="utf-8")
    return path


def test_once_codes_what_is_there_and_resumes(folder, tmp_path, capsys):
    with open_store(tmp_path / "a.db", create=True) as store:
        assert run_watch(options(folder, once=True), Watched(folder), store, small_stages()) == 0
        assert "1 file(s): 1 coded, 0 known, 0 refused; 1 incident(s)" in capsys.readouterr().out
        (folder / "three.txt").write_text(ARTICLES["three.txt"], encoding="utf-8")
        assert run_watch(options(folder, once=True), Watched(folder), store, small_stages()) == 0
        assert "2 file(s): 1 coded, 1 known" in capsys.readouterr().out


def test_it_takes_new_files_as_they_come_and_ends_on_interrupt(folder, tmp_path, capsys):
    rounds = []

    def pause(seconds):
        rounds.append(seconds)
        if len(rounds) == 2:
            (folder / "three.txt").write_text(ARTICLES["three.txt"], encoding="utf-8")
        if len(rounds) == 5:
            raise KeyboardInterrupt

    with open_store(tmp_path / "a.db", create=True) as store:
        assert run_watch(options(folder, once=False), Watched(folder), store, small_stages(), pause) == 0
        assert len(list(store.select_incidents(Selection()))) == 2
    told = capsys.readouterr()
    assert told.out.count("1 file(s): 1 coded") == 2
    assert "ended; what was stored stays" in told.err


def test_a_file_that_still_grows_is_left_for_later(folder):
    watched = Watched(folder)
    assert watched.new_files() == []
    (folder / "one.txt").write_text("more and more", encoding="utf-8")
    assert watched.new_files() == []
    assert watched.new_files() == [str(folder / "one.txt")]
    assert watched.new_files() == []


def test_hidden_files_are_passed_over(folder):
    (folder / ".part").write_text("x", encoding="utf-8")
    (folder / ".git").mkdir()
    (folder / ".git" / "y.txt").write_text("x", encoding="utf-8")
    assert Watched(folder).new_files(at_once=True) == [str(folder / "one.txt")]


def test_a_folder_that_is_none(tmp_path):
    with pytest.raises(InputError, match="is no folder"):
        Watched(tmp_path / "nowhere")
