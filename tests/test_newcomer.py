"""A newcomer's path: the tutorial's and the README's own words, run in a new environment made from the wheel.

The environment is new, the libraries are those of this one (through a path file), so that nothing is downloaded.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
UNENDING = ("onrecord serve", "onrecord watch", "onrecord review")
"""Commands of the README that wait for somebody."""


def run(command, folder, environment):
    ran = subprocess.run(
        command,
        cwd=folder,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        check=False,
    )
    assert ran.returncode == 0, f"{command}\n{ran.stdout}\n{ran.stderr}"
    return ran.stdout + ran.stderr


@pytest.fixture(scope="module")
def environment(tmp_path_factory):
    """A new environment with the built wheel; its ``bin`` comes first on the path."""
    base = tmp_path_factory.mktemp("newcomer")
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "ONRECORD", "VIRTUAL"))}
    run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(base)], ROOT, clean)
    (wheel,) = base.glob("*.whl")
    home = base / "env"
    run([sys.executable, "-m", "venv", "--without-pip", str(home)], base, clean)
    python = home / "bin" / "python"
    site = Path(run([str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"], base, clean).strip())
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", str(python)]
    run([*pip, "install", "--quiet", "--no-deps", "--no-index", str(wheel)], base, clean)
    (site / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    where = run([str(python), "-c", "import onrecord; print(onrecord.__file__)"], base, clean)
    assert Path(where.strip()).is_relative_to(home)
    return {**clean, "PATH": f"{home / 'bin'}{os.pathsep}{clean['PATH']}", "OMP_NUM_THREADS": "1"}


def test_the_tutorial_runs_and_shows_what_it_says(environment, tmp_path):
    blocks = BLOCK.findall((ROOT / "docs" / "tutorial.md").read_text(encoding="utf-8"))
    assert [kind for kind, _ in blocks].count("sh") >= 6
    shown = ""
    for kind, body in blocks:
        if kind == "sh":
            shown = run(["bash", "-euo", "pipefail", "-c", body], tmp_path, environment)
        elif kind == "python":
            shown = run(["python", "-c", body], tmp_path, environment)
        else:
            for line in body.splitlines():
                assert line in shown, f"the tutorial promises {line!r}, shown was:\n{shown}"


def test_the_commands_of_the_readme_run(environment, tmp_path):
    article = (ROOT / "samples" / "articles" / "kdp-office.txt").read_text(encoding="utf-8")
    page = ROOT / "samples" / "articles" / "aden-airport.html"
    (tmp_path / "article.txt").write_text(article, encoding="utf-8")
    for folder in ("articles", "more", "inbox"):
        (tmp_path / folder).mkdir()
    shutil.copy(tmp_path / "article.txt", tmp_path / "articles" / "a.txt")
    shutil.copy(page, tmp_path / "page.html")
    shutil.copy(page, tmp_path / "more" / "b.html")
    shutil.copy(ROOT / "samples" / "articles" / "desk.csv", tmp_path / "news.csv")
    shutil.copy(ROOT / "samples" / "articles" / "wires.jsonl", tmp_path / "news.jsonl")
    village = [
        "1",
        "Sample Village",
        "Sample Village",
        "",
        "33.1",
        "44.2",
        "P",
        "PPL",
        "IQ",
        "",
        "07",
        "",
        "",
        "",
        "900",
        "",
        "30",
        "Asia/Baghdad",
        "2020-01-01",
    ]
    (tmp_path / "IQ.txt").write_text("\t".join(village) + "\n", encoding="utf-8")
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    (block,) = [body for kind, body in BLOCK.findall(text) if kind == "" and "onrecord add" in body]
    lines = [
        line
        for line in block.splitlines()
        if line.startswith(("onrecord ", "export ")) and not line.startswith(UNENDING)
    ]
    assert len(lines) > 12
    # the id in the page is an example: the first one of this store stands in for it
    script = "\n".join(lines).replace(
        "inc-5ea1", '"$(onrecord incidents --db news.db --format csv | sed -n 2p | cut -d, -f1)"'
    )
    run(["bash", "-euo", "pipefail", "-c", script], tmp_path, environment)
    written = {one.name for one in tmp_path.iterdir()}
    assert {"coded.jsonl", "news.db", "news.html", "acled.csv", "iraq.atom", "tasks.jsonl"} <= written


def test_the_site_is_built_whole_and_loads_nothing(tmp_path):
    built = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(tmp_path / "site")],
        cwd=ROOT,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        check=False,
    )
    assert built.returncode == 0, built.stderr
    pages = list((tmp_path / "site").rglob("*.html"))
    assert len(pages) > 12
    loaded = re.compile(
        r'(?:<(?:script|img|iframe)[^>]*\bsrc|<link[^>]*rel="(?:stylesheet|preconnect)"[^>]*href)="?https?:'
    )
    assert [page.name for page in pages if loaded.search(page.read_text(encoding="utf-8"))] == []
    links = re.compile(r'<a [^>]*href="([^"#:]+)(?:#[^"]*)?"')
    for page in pages:
        if page.name == "404.html":
            continue
        for target in links.findall(page.read_text(encoding="utf-8")):
            goal = page.parent / target
            if target.endswith((".md", "NOTICE")):
                continue  # to a page of the repository that is no part of the site
            assert goal.exists() or (goal / "index.html").exists(), f"{page.parent.name}: {target}"
