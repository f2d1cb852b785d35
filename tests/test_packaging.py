"""What is shipped: the wheel holds code, data and licences, versions agree, what is imported is declared and pinned."""

from __future__ import annotations

import ast
import email.parser
import itertools
import re
import subprocess
import sys
import tomllib
import zipfile
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

import onrecord

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "onrecord"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
PINNED_FILES = ["requirements.txt", "requirements-dev.txt"]
MAX_WHEEL_BYTES = 60_000_000
PIN = re.compile(r"[a-z0-9][a-z0-9-]*==[^\s;]+( ; [^\\]+)? \\")
HASH = re.compile(r"    --hash=sha256:[0-9a-f]{64}( \\)?")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    built = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False)
    assert built.returncode == 0, built.stderr
    (path,) = folder.glob("*.whl")
    return path


def metadata_of(wheel):
    with zipfile.ZipFile(wheel) as archive:
        (name,) = [name for name in archive.namelist() if name.endswith(".dist-info/METADATA")]
        return email.parser.Parser().parsestr(archive.read(name).decode("utf-8"))


def test_the_wheel_holds_code_data_and_licences(wheel):
    shipped = {str(path.relative_to(SOURCE.parent)) for path in SOURCE.rglob("*") if path.is_file()}
    wanted = {name for name in shipped if "__pycache__" not in name}
    assert any(name.endswith("py.typed") for name in wanted)
    assert any(name.endswith("events.onnx") for name in wanted)
    with zipfile.ZipFile(wheel) as archive:
        held = set(archive.namelist())
    assert not wanted - held
    assert {Path(name).name for name in held if "/licenses/" in name} == {"LICENSE", "NOTICE"}


def test_the_wheel_is_small(wheel):
    assert wheel.stat().st_size < MAX_WHEEL_BYTES


def test_version_and_pythons_agree(wheel):
    metadata = metadata_of(wheel)
    assert metadata["Version"] == PROJECT["version"] == onrecord.__version__
    pythons = SpecifierSet(metadata["Requires-Python"])
    told = {line.rpartition(" ")[2] for line in PROJECT["classifiers"] if re.search(r"Python :: \d\.\d+$", line)}
    assert {f"3.{minor}" for minor in range(8, 20) if f"3.{minor}" in pythons} == told
    assert f"## [{onrecord.__version__}]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_the_unpacked_wheel_codes_a_text(wheel, tmp_path):
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    (tmp_path / "text.txt").write_text("Gunmen killed two policemen in Mosul on Monday, police said.", encoding="utf-8")
    program = (
        f"import sys; sys.path.insert(0, {str(tmp_path / 'site')!r}); import onrecord; print(onrecord.__file__)\n"
        "from onrecord.run.command import main\n"
        "sys.exit(main(['code', 'text.txt', '--published', '2020-01-15']))"
    )
    command = [sys.executable, "-I", "-c", program]
    ran = subprocess.run(
        command, cwd=tmp_path, capture_output=True, encoding="utf-8", stdin=subprocess.DEVNULL, check=False
    )
    assert ran.returncode == 0, ran.stderr
    place, *lines = ran.stdout.splitlines()
    assert Path(place).is_relative_to(tmp_path)
    assert any('"ASSAULT"' in line and "2020-01-13" in line for line in lines)


def imported_modules():
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                yield from (alias.name.partition(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
                yield node.module.partition(".")[0]


def test_imported_and_declared_packages_are_the_same():
    others = set(imported_modules()) - sys.stdlib_module_names - {"onrecord"}
    owners = packages_distributions()
    assert not {module for module in others if module not in owners}
    imported = {canonicalize_name(owners[module][0]) for module in others}
    declared = {canonicalize_name(Requirement(line).name) for line in PROJECT["dependencies"]}
    extras = [line for lines in PROJECT["optional-dependencies"].values() for line in lines]
    optional = {canonicalize_name(Requirement(line).name) for line in extras}
    assert declared <= imported <= declared | optional


def pins(name):
    """Name, version and marker of each line that pins."""
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    return [Requirement(line.removesuffix("\\").strip()) for line in lines if not line.startswith(" ")]


@pytest.mark.parametrize("name", PINNED_FILES)
def test_requirements_hold_pins_and_hashes_and_nothing_else(name):
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if not (PIN.fullmatch(line) or HASH.fullmatch(line))] == []
    assert all(HASH.fullmatch(after) for line, after in itertools.pairwise(lines) if PIN.fullmatch(line))


@pytest.mark.parametrize("name", PINNED_FILES)
def test_what_the_package_needs_is_pinned_within_its_bounds(name):
    pinned = {}
    for pin in pins(name):
        (version,) = [one.version for one in pin.specifier]
        pinned.setdefault(canonicalize_name(pin.name), []).append(version)
    for line in PROJECT["dependencies"]:
        needed = Requirement(line)
        versions = pinned[canonicalize_name(needed.name)]
        assert all(version in needed.specifier for version in versions), line


def test_the_tests_run_with_what_is_run_with():
    # a marker may fall away: what a system needs at run time, tests may need on every system
    run, dev = (
        {(pin.name, str(pin.specifier)) for pin in pins(file)} for file in ("requirements.txt", "requirements-dev.txt")
    )
    assert run <= dev
