"""What ``import onrecord`` offers to programs: coding a text, keeping a store, records as tables, exports."""

from __future__ import annotations

import hashlib
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from onrecord import __version__
from onrecord.errors import InputError
from onrecord.records import Incident, MediaKind, RawItem, Refusal, Report
from onrecord.run.addresses import store_address
from onrecord.run.pipeline import Outcome, Tally, code_items
from onrecord.run.pipeline import add as add_items
from onrecord.run.stages import Stages, load_stages
from onrecord.sources import ItemHints, read_items
from onrecord.store import Selection, SqliteStore
from onrecord.store import open_store as open_store_at
from onrecord.views import INCIDENT_COLUMNS, REPORT_COLUMNS, incident_cells, report_cells

if TYPE_CHECKING:
    import pandas
    import polars

__all__ = ["add", "code", "export", "open_store", "to_pandas", "to_polars"]

Day: TypeAlias = "str | date | None"


@cache
def _stages(published: str | None) -> Stages:
    return load_stages(published)


def _iso_day(day: Day) -> str | None:
    """The day as YYYY-MM-DD. InputError where the words are none."""
    if day is None:
        return None
    try:
        return date.fromisoformat(str(day)[:10]).isoformat()
    except ValueError as error:
        raise InputError(f"{day!r} is no day; write it as YYYY-MM-DD") from error


def code(
    text: str,
    published: Day = None,
    *,
    title: str | None = None,
    source: str | None = None,
    url: str | None = None,
    is_html: bool = False,
) -> tuple[Report, ...]:
    """The reports of one text, in its order; none where it tells of no event.

    ``published`` (ISO day or ``date``) is what relative days are counted from; a day that the text itself names as its
    own goes before it. Spans in the reports count characters of ``text``, from 0, the end exclusive. The first call
    loads models and lexicons (a few seconds). InputError where the text cannot be coded, with the reason and a remedy.
    """
    data = text.encode("utf-8", "surrogatepass")
    item = RawItem(
        path="text",
        data=data,
        sha256=hashlib.sha256(data).hexdigest(),
        media=MediaKind.HTML if is_html else MediaKind.TEXT,
        url=url,
        title=title,
        source=source,
    )
    (coded,) = code_items([item], _stages(_iso_day(published)))
    if isinstance(coded, Refusal):
        raise InputError(f"the text was refused ({coded.code}): {coded.detail}")
    return coded[1].reports


def open_store(path: str | Path, *, create: bool = False) -> SqliteStore:
    """The store in a file, or at the address of a PostgreSQL database, to be used in a ``with`` statement.

    With ``create`` a missing one is made.

    ``select_incidents`` and ``select_reports`` take a ``Selection``; ``reports_of``, ``document`` and ``incident`` take
    ids. StoreError where the file cannot be opened.
    """
    return open_store_at(store_address(str(path)), create=create)


def add(
    paths: Sequence[str | Path], store: SqliteStore, *, published: Day = None, source: str | None = None
) -> Outcome:
    """Codes files, folders and tables, keeps them in the store and fuses all that is stored into incidents.

    What is known already is passed over. ``published`` and ``source`` are those of documents that name none. The
    outcome counts what was coded, known and refused; ``store.refusals()`` says why. InputError where a path does not
    exist.
    """
    day = _iso_day(published)
    items = read_items([str(path) for path in paths], hints=ItemHints(published=day, source=source))
    return add_items(items, store, _stages(day), _ignore, None)


def _ignore(tally: Tally) -> None:
    """Shows no progress: that is a program's own business."""


def export(
    store: SqliteStore,
    form: str,
    path: str | Path,
    selection: Selection | None = None,
    *,
    redact_victims: bool = False,
) -> Path:
    """Writes the incidents that pass in one of the formats of docs/reference/exports.md; the path written to.

    InputError where there is no such format, or where the file cannot be written.
    """
    from onrecord.run.exporting import cases_of, write_cases  # noqa: PLC0415 - loads every format
    from onrecord.views.exports import EXPORTS, Settings  # noqa: PLC0415

    if form not in EXPORTS:
        raise InputError(f"{form!r} is no format; formats are {', '.join(sorted(EXPORTS))}")
    chosen, goal = EXPORTS[form], Path(path)
    if redact_victims and not chosen.may_redact:
        raise InputError(f"{form} seals documents as they were read; it cannot be redacted")
    incidents = list(store.select_incidents(selection or Selection()))
    settings = Settings(
        made_at=int(time.time()),
        version=__version__,
        redacted=redact_victims,
        decisions=tuple(store.decisions()),
        journal_head=store.journal_head()[1],
    )
    write_cases(chosen, cases_of(incidents, store, chosen, redact=redact_victims), goal, settings)
    return goal


def to_pandas(records: Iterable[Report] | Iterable[Incident]) -> pandas.DataFrame:
    """Reports or incidents as a table, one a row, with the columns of the CSV listings; unknown values are missing.

    InputError where pandas is not installed, or where reports and incidents are mixed.
    """
    rows, columns = _rows(records)
    return _library("pandas").DataFrame(rows, columns=columns)


def to_polars(records: Iterable[Report] | Iterable[Incident]) -> polars.DataFrame:
    """The same as a polars table. InputError where polars is not installed, or where the two are mixed."""
    rows, columns = _rows(records)
    return _library("polars").DataFrame(
        [tuple(row[name] for name in columns) for row in rows], schema=columns, orient="row", infer_schema_length=None
    )


def _library(name: str) -> Any:
    try:
        return import_module(name)
    except ImportError as error:
        raise InputError(f"{name} is not installed; install it with: {_pip()} install 'onrecord[{name}]'") from error


def _pip() -> str:
    return f"python{sys.version_info.major} -m pip"


def _rows(records: Iterable[Report] | Iterable[Incident]) -> tuple[list[dict[str, Any]], list[str]]:
    held: list[Report | Incident] = list(records)
    kinds = {type(record) for record in held}
    if len(kinds) > 1:
        raise InputError("reports and incidents are tables of their own; give one kind at a time")
    columns = REPORT_COLUMNS if kinds == {Report} else INCIDENT_COLUMNS
    return list(_known_cells(held)), list(columns)


def _known_cells(records: Iterable[Report | Incident]) -> Iterator[dict[str, Any]]:
    """The cells of each record; empty ones are ``None``, so that a table counts them as missing."""
    for record in records:
        cells = report_cells(record) if isinstance(record, Report) else incident_cells(record)
        yield {name: None if value == "" else value for name, value in cells.items()}
