"""The command that writes incidents in the formats of others."""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from onrecord import __version__
from onrecord.errors import InputError
from onrecord.records import Document, Incident
from onrecord.run.asking import selection_of, warn_if_behind
from onrecord.run.streams import output_stream
from onrecord.store import Store
from onrecord.views.exports import EXPORTS, Case, Export, Settings

__all__ = ["cases_of", "left_out_words", "run_export", "write_cases"]


def run_export(options: argparse.Namespace, store: Store) -> int:
    """Writes the incidents that pass the filters in one format, and says what the format leaves out."""
    export = EXPORTS[options.form]
    if options.redact_victims and not export.may_redact:
        raise InputError(f"{options.form} seals documents as they were read; leave out --redact-victims")
    settings = Settings(
        made_at=int(time.time()),
        version=__version__,
        number_codes=options.number_codes,
        redacted=options.redact_victims,
        decisions=tuple(store.decisions()) if export.needs_sources else (),
        journal_head=store.journal_head()[1] if export.needs_sources else "",
    )
    warn_if_behind(store)
    incidents = list(store.select_incidents(selection_of(options)))
    write_cases(export, cases_of(incidents, store, export, redact=options.redact_victims), options.output, settings)
    if words := left_out_words(export, incidents):
        print(f"onrecord: {words}", file=sys.stderr)
    return 0


def cases_of(incidents: list[Incident], store: Store, export: Export, *, redact: bool = False) -> Iterator[Case]:
    """The incidents with their reports, and their documents where the format needs them; names masked on request."""
    for incident in incidents:
        reports = store.reports_of(incident.incident_id)
        if export.own_reports:
            reports = tuple(store.own_report(report.report_id) or report for report in reports)
        documents: dict[str, Document] = {}
        if export.needs_documents:
            ids = dict.fromkeys(report.document.document_id for report in reports)
            documents = {one.document_id: one for one in map(store.document, ids) if one}
        sources = {key: item for key in documents if export.needs_sources and (item := store.source(key))}
        case = Case(incident, reports, documents, sources)
        if redact:
            from onrecord.views.exports.redaction import redacted  # noqa: PLC0415 - its name lists are seldom needed

            case = redacted(case)
        yield case


def write_cases(export: Export, cases: Iterable[Case], output: Path | None, settings: Settings) -> None:
    """Writes the cases to a file or folder, text without one to standard output.

    InputError where it cannot be written, or where the format is no text and ``output`` is ``None``.
    """
    if export.parts is not None:
        with output_stream(output) as stream:
            stream.writelines(export.parts(cases, settings))
        return
    if output is None:
        kind = "a folder" if export.is_folder else "no text"
        raise InputError(f"{export.title} is {kind}; name where it is to be written with --output")
    if export.writer is None:
        raise ValueError(f"{export.title} has neither parts nor writer")
    try:
        export.writer(cases, output, settings)
    except OSError as error:
        reason = error.strerror or error
        raise InputError(f"cannot write {output}: {reason}; give another place with --output") from error


def left_out_words(export: Export, incidents: Sequence[Incident]) -> str | None:
    """How many incidents the format's codebook does not take, and why; ``None`` where it takes all."""
    if export.codebook is None:
        return None
    from onrecord.lexicon.exports import load_export_tables  # noqa: PLC0415
    from onrecord.views.exports.rules import judge  # noqa: PLC0415

    tables = load_export_tables()
    verdicts = (judge(incident, export.codebook, tables) for incident in incidents)
    reasons = Counter(verdict.reason for verdict in verdicts if not verdict.included)
    if not reasons:
        return None
    words = (f"{count} {tables.reasons[key].removeprefix('left out: ')}" for key, count in sorted(reasons.items()))
    share = f"{reasons.total()} of {len(incidents)} incident(s) left out ({', '.join(words)})"
    return f"{share}; onrecord export codebooks tells each"
