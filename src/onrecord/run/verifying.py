"""The command verify: is everything as it was written?"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

from onrecord.errors import InputError, LimitError
from onrecord.records import RawItem
from onrecord.store import Finding, Store, open_store
from onrecord.views.exports.dossier_check import is_dossier, verify_dossier

__all__ = ["decoder", "run_verify"]

CHANGED: Final = 6
"""Exit code where something was changed."""


def run_verify(options: argparse.Namespace, path: Path | str) -> int:
    """Prints the heads of both chains, or every sign of a change. StoreError where the file cannot be read at all."""
    if isinstance(options.db, Path) and is_dossier(options.db):
        return _verify_dossier(options.db, options.head)
    with open_store(options.db or path) as store:
        findings = [*store.verify(decoder()), *_head_findings(store, options.head)]
        for finding in findings:
            print(finding_words(finding), file=sys.stderr)
        if findings:
            print(f"{store.path}: {len(findings)} sign(s) of change or damage")
            return CHANGED
        print(_proof_words(store))
    return 0


def _verify_dossier(path: Path, seal: str | None) -> int:
    """Prints the seal of a dossier, or every fault in it. ``seal``: the one noted when it was handed over."""
    checked = verify_dossier(path, seal)
    for fault in checked.faults:
        print(f"onrecord: {fault}", file=sys.stderr)
    if checked.faults:
        print(f"{path}: {len(checked.faults)} sign(s) of change or damage")
        return CHANGED
    held = f"{checked.incidents} incident(s), {checked.reports} report(s), {checked.documents} document(s)"
    print(f"dossier of {held} and {checked.decisions} decision(s) unchanged; seal {checked.seal}")
    if checked.unproven:
        print(
            f"onrecord: of {checked.unproven} document(s) the bytes are not in it: their texts are unproven",
            file=sys.stderr,
        )
    if seal is None:
        print("compare the seal with the one you were given: onrecord verify FILE --head SEAL")
    return 0


def decoder() -> Callable[[RawItem], str]:
    """What turns a document's bytes into its text, for ``Store.verify``."""
    from onrecord.documents.decoding import decode  # noqa: PLC0415 - reads tables that other commands do not need
    from onrecord.lexicon.documents import load_document_rules  # noqa: PLC0415

    rules = load_document_rules()

    def text_of(item: RawItem) -> str:
        try:
            return decode(item, rules)
        except LimitError:
            return ""

    return text_of


def _head_findings(store: Store, head: str | None) -> list[Finding]:
    """Whether a head noted earlier still stands in one of the chains. InputError where it is no hash."""
    if head is None:
        return []
    if len(head) != 64 or set(head) - set("0123456789abcdef"):
        raise InputError(f"{head!r} is no head; give the 64 hex digits that verify printed")
    if store.in_chain(head):
        return []
    return [Finding(noun="journal", record_id=head, words="this head, noted earlier, stands in neither chain any more")]


def finding_words(finding: Finding) -> str:
    """One line: what, which, how."""
    which = f" {finding.record_id}" if finding.record_id else ""
    return f"onrecord: {finding.noun}{which}: {finding.words}"


def _proof_words(store: Store) -> str:
    (decisions, journal), (sources, kept) = store.journal_head(), store.source_head()
    return (
        f"journal of {decisions} decision(s) unchanged; head {journal}\n"
        f"evidence of {sources} source(s) unchanged; head {kept}\n"
        "note both heads elsewhere: onrecord verify --head HASH proves later that nothing up to there was taken away"
    )
