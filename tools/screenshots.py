"""Takes the pictures in docs/images from a running server over the sample articles. Needs Debian's Chromium.

    python tools/screenshots.py [FOLDER]

The store is made anew from samples/articles in a temporary folder; every picture shows what any reader can reproduce.
"""

from __future__ import annotations

import json
import secrets
import shutil
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
FLAGS = ["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist"]
SIZE = {"width": 1360, "height": 860}


def incidents(address: str) -> list[dict[str, Any]]:
    """The contested incidents that most sources tell."""
    with urllib.request.urlopen(f"{address}/api/incidents?contested=1&sort=-sources") as answer:
        found: list[dict[str, Any]] = json.load(answer)["incidents"]
    return found


def take(page: Page, address: str, token: str, folder: Path) -> None:
    """One picture after another."""
    page.goto(f"{address}/#map=2.6/25/35")
    page.wait_for_selector("#map[data-shown]", state="attached", timeout=120_000)
    page.wait_for_timeout(4000)
    page.screenshot(path=folder / "explore.png")
    first = incidents(address)[0]
    page.goto(f"{address}/incidents/{first['incident_id']}")
    page.click(".tolls tbody tr:nth-child(3) a.quoted >> nth=0")
    page.wait_for_timeout(1500)
    page.screenshot(path=folder / "incident.png")
    page.goto(f"{address}/actors/kataib-hezbollah")
    page.screenshot(path=folder / "dossier.png")
    page.goto(f"{address}/review")
    page.fill("input[name=reviewer]", "A. Reviewer")
    page.fill("input[name=token]", token)
    page.click("text=Begin to review")
    page.wait_for_selector("#queue")
    page.screenshot(path=folder / "review.png")


def main() -> None:
    """Make the store, start the server, take the pictures."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "images"
    folder.mkdir(parents=True, exist_ok=True)
    onrecord = [sys.executable, "-m", "onrecord.run.command"]
    with tempfile.TemporaryDirectory() as work:
        db, token_file, token = Path(work) / "samples.db", Path(work) / "token", secrets.token_urlsafe(24)
        token_file.write_text(token, encoding="utf-8")
        subprocess.run([*onrecord, "add", "samples/articles", "--db", str(db)], cwd=ROOT, check=True)
        command = [*onrecord, "serve", "--db", str(db), "--port", "0", "--token-file", str(token_file)]
        server = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True)
        try:
            assert server.stderr is not None
            address = next(word for word in server.stderr.readline().split() if word.startswith("http")).rstrip("/")
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
                page = browser.new_page(viewport=SIZE, color_scheme="light", reduced_motion="reduce")
                page.set_default_timeout(120_000)
                take(page, address, token, folder)
                browser.close()
        finally:
            server.terminate()
            server.wait(30)


if __name__ == "__main__":
    main()
