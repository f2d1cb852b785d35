"""An application over a small store, and a browser to look at it with."""

from __future__ import annotations

import shutil

import pytest
from served import made_store, settings_of

from onrecord.serve.app import make_app

CHROMIUM = shutil.which("chromium")


@pytest.fixture(scope="session")
def db(tmp_path_factory):
    return made_store(tmp_path_factory.mktemp("serve") / "a.db")


@pytest.fixture(scope="session")
def client(db):
    from fastapi.testclient import TestClient

    with TestClient(make_app(settings_of(db))) as opened:
        yield opened


@pytest.fixture(scope="session")
def browser():
    """Debian's Chromium without a window, drawing WebGL in software."""
    if CHROMIUM is None:
        pytest.skip("no chromium here: pages are not looked at in a browser")
    from playwright.sync_api import sync_playwright

    flags = ["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist"]
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
        yield opened
        opened.close()


@pytest.fixture
def page(browser):
    """A page that keeps every request in ``page.asked`` and every script error in ``page.errors``."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    context.set_default_timeout(90_000)
    opened = context.new_page()
    opened.asked, opened.errors, opened.fired = [], [], []
    opened.on("request", lambda request: opened.asked.append(request.url))
    opened.on("pageerror", lambda error: opened.errors.append(str(error)))
    opened.on("dialog", lambda dialog: (opened.fired.append(dialog.message), dialog.dismiss()))
    yield opened
    context.close()
