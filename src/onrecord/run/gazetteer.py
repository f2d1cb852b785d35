"""onrecord gazetteer build: GeoNames files that the user has become a gazetteer that coding can use.

The files are those of GeoNames' dump (readme.txt there): places with 19 columns, alternateNamesV2, admin1CodesASCII and
admin2Codes, with tabs between the columns, plain or zipped. Which features are kept, and as what, stands in
``data/gazetteer/features.csv``. The package's own places and spellings go in as well.
"""

from __future__ import annotations

import argparse
import io
import re
import sys
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, TextIO

from msgspec import Struct, field

from onrecord.errors import InputError
from onrecord.lexicon.gazetteer_build import PlaceRow, write_places
from onrecord.lexicon.gazetteer_tables import NameKind, read_countries, read_rows
from onrecord.lexicon.tables import data_path, read_table

__all__ = ["run_build"]

PLACES: Final = "places.npz"
_COLUMNS: Final = 19
_NO_WORDS: Final = frozenset({"link", "wkdt", "post", "iata", "icao", "faac", "unlc", "phon", "piny", "tcid"})
_ABBREVIATED: Final = "abbr"
_LATIN: Final = re.compile(r"^[A-Za-z\u00c0-\u024f\u1e00-\u1eff' ’‘`ʿʾʻʼ.()/-]+$")
_ARTICLE: Final = re.compile(r"^(?:[aA][lnrstdz]h?|[eE][lrs])[- ]")
_OWN_KINDS: Final = {
    "town": "city", "zone": "quarter", "base": "site", "camp": "site", "crossing": "site", "port": "site",
    "sea": "water", "lake": "water", "river": "water", "waterway": "water", "mountain": "land", "island": "land",
}  # fmt: skip


class _Build(Struct):
    """Rows by id and by code of subdivision, and what was passed over."""

    features: dict[tuple[str, str], str]
    countries: frozenset[str]
    rows: dict[str, PlaceRow] = field(default_factory=dict)
    by_code: dict[str, PlaceRow] = field(default_factory=dict)
    codes: dict[str, tuple[str, str]] = field(default_factory=dict)
    other_features: int = 0
    other_countries: int = 0


def run_build(options: argparse.Namespace) -> int:
    """Reads the files, writes the folder, and says in one line what it holds."""
    out: Path = options.output / PLACES
    if out.exists() and not options.replace:
        raise InputError(f"{out} stands already; --replace writes over it, or name another folder with --output")
    countries = read_countries(Path(str(data_path("gazetteer", "countries.csv"))))
    features = read_table(data_path("gazetteer", "features.csv"), ("class", "code", "kind"))
    build = _Build(
        features={(row["class"], row["code"]): row["kind"] for row in features},
        countries=frozenset(country.alpha2 for country in countries),
    )
    for country in countries:
        row = PlaceRow(
            country.gazetteer_id, country.name, "country", country.latitude, country.longitude, country.alpha2
        )
        for name in (country.name, *country.aliases):
            row.add_name(name, NameKind.MAIN)
        build.rows[row.ident] = row
    for path in options.files:
        _read_places(path, build)
    found = len(build.rows) - len(countries)
    if not found:
        raise InputError(f"{options.files[0]} holds no place of a kind that is kept; give GeoNames' place files")
    for path, level in ((options.admin1, 1), (options.admin2, 2)):
        if path is not None:
            _read_admin_codes(path, level, build)
    _link_subdivisions(build)
    if options.alternate_names is not None:
        _read_alternate_names(options.alternate_names, frozenset(options.languages.split(",")), build)
    _add_own_places(build, {country.alpha3: country.alpha2 for country in countries})
    rows = [row for row in build.rows.values() if row.lat == row.lat]
    try:
        options.output.mkdir(parents=True, exist_ok=True)
        keys, names = write_places(rows, ["", *sorted(build.countries)], out)
    except OSError as error:
        raise InputError(f"cannot write {out}: {error.strerror}; name another folder with --output") from error
    size = out.stat().st_size / 1e6
    print(
        f"{len(rows)} places, {keys} names in {names} uses, {size:.1f} MB, in {out}; "
        f"use it with --gazetteer {options.output}"
    )
    if build.other_features or build.other_countries:
        words = f"{build.other_features} of other kinds, {build.other_countries} of unknown countries"
        print(f"onrecord: passed over {words}", file=sys.stderr)
    return 0


@contextmanager
def _opened(path: Path) -> Iterator[TextIO]:
    """The text of a plain or zipped file; of a zip the largest text in it."""
    try:
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                inside = [info for info in archive.infolist() if info.filename.endswith(".txt") and info.file_size]
                if not inside:
                    raise InputError(f"{path} holds no .txt file; give a file of GeoNames' dump")
                largest = max(inside, key=lambda info: info.file_size)
                with archive.open(largest) as raw, io.TextIOWrapper(raw, encoding="utf-8", newline="\n") as text:
                    yield text
        else:
            with path.open(encoding="utf-8", newline="\n") as text:
                yield text
    except UnicodeDecodeError as error:
        raise InputError(f"{path} is not UTF-8 ({error}); give a file of GeoNames' dump") from error
    except (OSError, zipfile.BadZipFile) as error:
        raise InputError(f"cannot read {path}: {getattr(error, 'strerror', None) or error}") from error


def _cells(path: Path, columns: int) -> Iterator[tuple[int, list[str]]]:
    """The rows of a file with line numbers; InputError where one has too few columns. Comments and blank lines go."""
    with _opened(path) as stream:
        for number, line in enumerate(stream, start=1):
            if line.startswith("#") or not line.strip():
                continue
            cells = line.rstrip("\r\n").split("\t")
            if len(cells) < columns:
                raise InputError(
                    f"{path}:{number}: {len(cells)} columns where GeoNames has {columns}, with tabs between; "
                    "give the file as GeoNames publishes it"
                )
            yield number, cells


def _read_places(path: Path, build: _Build) -> None:
    for number, cells in _cells(path, _COLUMNS):
        ident, name, ascii_name, alternates, latitude, longitude, group, feature, country = cells[:9]
        kind = build.features.get((group, feature)) or (build.features.get((group, "")) if group == "P" else None)
        if kind is None or (feature.endswith("H") and group in "AP"):
            build.other_features += 1
            continue
        if country and country not in build.countries:
            build.other_countries += 1
            continue
        try:
            population = int(cells[14] or 0)
            row = PlaceRow(str(int(ident)), name, kind, float(latitude), float(longitude), country, population)
        except ValueError as error:
            raise InputError(
                f"{path}:{number}: id, latitude, longitude or population is no number ({error})"
            ) from error
        if not (-90 <= row.lat <= 90 and -180 <= row.lon <= 180):
            raise InputError(f"{path}:{number}: {latitude}, {longitude} is no point in degrees")
        _file(row, (name, ascii_name), alternates.split(","), build)
        level = {"admin1": 1, "admin2": 2}.get(kind)
        if level:
            row.code = ".".join((country, *cells[10 : 10 + level]))
            build.by_code[row.code] = row
        else:
            build.codes[row.ident] = (f"{country}.{cells[10]}", f"{country}.{cells[10]}.{cells[11]}")


def _file(row: PlaceRow, names: tuple[str, ...], alternates: list[str], build: _Build) -> None:
    """Puts a row with its names; a country that stands already gains the names."""
    kept = build.rows.setdefault(row.ident, row)
    for name in names:
        kept.add_name(name, NameKind.MAIN)
    for name in filter(_is_printed, alternates):
        kept.add_name(name, NameKind.ALTERNATE)


def _is_printed(name: str) -> bool:
    """Whether a newspaper in Latin letters could print the name: no code, no lower-case transliteration."""
    if not _LATIN.match(name) or len(name) < 3 or (name.isupper() and len(name) <= 5):
        return False
    return name.lstrip("'’‘`ʿʾʻʼ")[:1].isupper() or _ARTICLE.match(name) is not None


def _read_admin_codes(path: Path, level: int, build: _Build) -> None:
    """Subdivisions that the place files lack get the middle of the places in them; see ``_link_subdivisions``."""
    for number, cells in _cells(path, 4):
        code, name, ascii_name, ident = cells[:4]
        if code.count(".") != level:
            raise InputError(
                f"{path}:{number}: {code!r} is no code of level {level}; admin1 and admin2 may be mixed up"
            )
        if code not in build.by_code and code.partition(".")[0] in build.countries and ident.isdigit():
            row = PlaceRow(ident, name, f"admin{level}", float("nan"), float("nan"), code.partition(".")[0], code=code)
            build.by_code[code] = row
            _file(row, (name, ascii_name), [], build)


def _link_subdivisions(build: _Build) -> None:
    inside: defaultdict[int, list[PlaceRow]] = defaultdict(list)
    for ident, (first, second) in build.codes.items():
        row = build.rows[ident]
        row.admin1, row.admin2 = build.by_code.get(first), build.by_code.get(second)
        for area in (row.admin1, row.admin2):
            if area is not None:
                inside[id(area)].append(row)
    for code, area in build.by_code.items():
        if area.kind == "admin2":
            area.admin1 = build.by_code.get(code.rpartition(".")[0])
        members = inside.get(id(area), [])
        if area.lat != area.lat and members:
            largest = max(members, key=lambda row: row.population)
            area.lat = sum(row.lat for row in members) / len(members)
            east = [(row.lon - largest.lon + 180) % 360 - 180 for row in members]
            area.lon = (largest.lon + sum(east) / len(east) + 180) % 360 - 180
        area.population = area.population or sum(row.population for row in members)


def _read_alternate_names(path: Path, languages: frozenset[str], build: _Build) -> None:
    for _, cells in _cells(path, 4):
        row = build.rows.get(cells[1])
        language, name = cells[2], cells[3]
        if row is None or language in _NO_WORDS or (language and language not in languages | {_ABBREVIATED}):
            continue
        if language == _ABBREVIATED:
            row.add_name(name, NameKind.ABBREVIATION)
        elif _is_printed(name):
            row.add_name(name, NameKind.MAIN if language == "en" else NameKind.ALTERNATE)


def _add_own_places(build: _Build, alpha2: dict[str, str]) -> None:
    """The package's own places; one that stands already in the files only gains the spellings."""
    here: defaultdict[tuple[str, str, str], list[PlaceRow]] = defaultdict(list)
    for one in build.rows.values():
        here[one.country, one.kind, one.name].append(one)
    for ident, name, aliases, country, latitude, longitude, kind, *_ in read_rows(
        Path(str(data_path("gazetteer", "own_places.csv"))), 9
    ):
        known = _OWN_KINDS.get(kind, kind)
        row = PlaceRow(ident, name, known, float(latitude), float(longitude), alpha2[country] if country else "")
        target = next((one for one in here[row.country, known, name] if _is_near(one, row)), None)
        if target is None:
            target = build.rows[ident] = row
        for word in (name, *filter(None, aliases.split(";"))):
            target.add_name(word, NameKind.MAIN)


def _is_near(one: PlaceRow, other: PlaceRow) -> bool:
    """Within about 20 km, or for an area 200 km."""
    reach = 2.0 if one.kind.startswith("admin") else 0.2
    return abs(one.lat - other.lat) + abs(one.lon - other.lon) < reach
