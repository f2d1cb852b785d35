"""What the pages say holds: commands parse, examples run, links lead somewhere, nothing names a machine."""

from __future__ import annotations

import argparse
import json
import re
import shlex
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from onrecord.run.arguments import build_parser

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted(
    path
    for folder in ("", "docs", "bench", "samples", "training")
    for path in (ROOT / folder).glob("**/*.md" if folder else "*.md")
)
LINK = re.compile(r"(?<!!)\[[^\]]+\]\(([^)\s]+)\)")
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(page, language):
    return [body for name, body in BLOCK.findall(page.read_text(encoding="utf-8")) if name == language]


def commands():
    (action,) = (one for one in build_parser()._actions if isinstance(one, argparse._SubParsersAction))
    return action.choices


def test_every_command_and_option_is_in_the_reference():
    reference = (ROOT / "docs" / "reference" / "command-line.md").read_text(encoding="utf-8")
    for name, parser in commands().items():
        section = reference.split(f"## onrecord {name}\n")[1].split("\n## ")[0]
        for action in parser._actions:
            assert action.dest == "help" or all(f"`{option}" in section for option in action.option_strings), action


def test_every_command_is_in_the_readme():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert {name for name in commands() if f"onrecord {name}" not in text} <= {"recode"}


def typed_commands():
    for page in PAGES:
        for line in "\n".join(blocks(page, "") + blocks(page, "sh")).splitlines():
            if line.startswith("onrecord "):
                yield pytest.param(line, id=f"{page.relative_to(ROOT)}: {line[:60]}")


@pytest.mark.parametrize("line", typed_commands())
def test_commands_in_the_pages_parse(line):
    words = shlex.split(line, comments=True)[1:]
    ends = [place for place, word in enumerate(words) if word in {"|", ">"}]
    parsed = build_parser().parse_args(words[: min(ends, default=len(words))])
    assert parsed.command in commands()


@pytest.mark.parametrize("target", sorted(set(re.findall(r"make ([a-z]+)", (ROOT / "README.md").read_text("utf-8")))))
def test_make_targets_in_the_readme_exist(target):
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)


def test_the_python_example_runs():
    (program,) = blocks(ROOT / "README.md", "python")
    ran = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    assert any(line.startswith("ASSAULT occurred ") for line in ran.stdout.splitlines())


def assert_shown(shown, got, where):
    """All that is shown stands in what was got; the page leaves fields out, and says so."""
    if isinstance(shown, dict):
        for key, value in shown.items():
            assert key in got, f"{where}.{key}"
            assert_shown(value, got[key], f"{where}.{key}")
    elif isinstance(shown, list):
        assert len(shown) == len(got), where
        for number, (one, other) in enumerate(zip(shown, got, strict=True)):
            assert_shown(one, other, f"{where}[{number}]")
    else:
        assert shown == got, f"{where} in README.md: run onrecord code on its article and correct the example"


def test_the_example_record_is_what_the_coder_gives(tmp_path, capsys):
    from onrecord.run.command import main

    (article,) = blocks(ROOT / "README.md", "text")
    (shown,) = blocks(ROOT / "README.md", "json")
    path = tmp_path / "article.txt"
    path.write_text(article, encoding="utf-8")
    assert main(["code", str(path)]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    assert_shown(json.loads(shown), json.loads(line), "report")
    for found in (json.loads(shown)["date"], json.loads(line)["weapons"][0]):
        assert article[slice(*found["span"])] == found["text"]


def heading_anchors(page):
    for line in page.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            words = re.sub(r"[^\w\- ]", "", line.lstrip("#").strip().lower())
            yield words.replace(" ", "-")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_between_pages_resolve(page):
    for target in LINK.findall(page.read_text(encoding="utf-8")):
        if "://" in target:
            continue
        name, _, anchor = target.partition("#")
        goal = (page.parent / name).resolve() if name else page
        assert goal.exists(), f"{page.name}: {target}"
        assert goal.is_relative_to(ROOT), f"{page.name}: {target} leads out of the repository"
        assert not anchor or anchor in set(heading_anchors(goal)), f"{page.name}: {target}"


@cache
def tracked_files():
    if not (ROOT / ".git").exists():
        pytest.skip("no git repository here: which files are tracked is not known")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


# Written apart, so that this file is not found by its own search.
MACHINE = re.compile(
    "|".join(
        [
            r"(?<![\w.])/(?:wo" r"rk|ro" r"ot|ho" r"me|Us" r"ers)/\w",
            r"[A-Z]:\\Us" r"ers",
            r"\bpy" r"pi\.org",
            r"python" r"hosted",
            r"npm" r"js\.",
            r"file" r":///",
        ]
    )
)


def test_no_tracked_file_names_a_machine_or_a_package_host():
    found = []
    for path in tracked_files():
        data = path.read_bytes()
        if b"\0" not in data[:8192]:
            text = data.decode("utf-8", errors="replace")
            found += [f"{path.relative_to(ROOT)}: {match.group()}" for match in MACHINE.finditer(text)]
    assert found == []
