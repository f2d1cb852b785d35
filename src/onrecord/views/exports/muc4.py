"""MUC-4 templates in the conference's form: 25 numbered slots, for violence in any country.

The conference wanted nine countries alone; here every country is of interest, under its English name where the
conference had none for it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Final

from msgspec import structs

from onrecord.lexicon.exports import load_export_tables, load_fields
from onrecord.lexicon.muc4 import Muc4Tables, load_muc4
from onrecord.records import Report
from onrecord.views.exports.cases import HAPPENED, Case, Settings
from onrecord.views.exports.flat import plain
from onrecord.views.muc4_templates import SLOTS, Fill, Template, fill_templates

__all__ = ["muc4_parts"]

_NAME_WIDTH: Final = 34
_EMPTY: Final = "-"


def muc4_parts(cases: Iterable[Case], settings: Settings) -> Iterator[str]:
    """The templates of every document, one after another; a document without violence gives none."""
    reports: dict[str, dict[str, Report]] = defaultdict(dict)
    for case in cases:
        for report in case.reports:
            if report.status in HAPPENED:
                reports[report.document.document_id][report.report_id] = report
    tables = _world_tables()
    for document_id, told in reports.items():
        ordered = sorted(told.values(), key=lambda one: one.evidence[0].start if one.evidence else 0)
        for number, template in enumerate(fill_templates(ordered, tables), start=1):
            yield _template_text(document_id, number, template)


@cache
def _world_tables() -> Muc4Tables:
    """The tables with every country of interest."""
    tables = load_muc4()
    named = {alpha3: codes.name.upper() for alpha3, codes in load_export_tables().countries.items()}
    return structs.replace(tables, nations={**named, **tables.nations}, of_interest=frozenset(named))


def _template_text(document_id: str, number: int, template: Template) -> str:
    names = [field.name for field in load_fields("muc4")]
    slots: list[Sequence[Fill]] = [(Fill((document_id,)),), (Fill((str(number),)),)]
    slots += [template.slots[name] for name in SLOTS]
    lines: list[str] = []
    for place, (name, fills) in enumerate(zip(names, slots, strict=True)):
        head = f"{place}.".ljust(4) + name
        written = [_fill_words(fill) for fill in fills] or [_EMPTY]
        lines += [
            f"{head.ljust(_NAME_WIDTH)}{words}" for head, words in zip(_heads(head, written), written, strict=True)
        ]
    return "\n".join(lines) + "\n\n"


def _heads(head: str, written: Sequence[str]) -> list[str]:
    """The slot's name before its first fill alone."""
    return [head, *[""] * (len(written) - 1)]


def _fill_words(fill: Fill) -> str:
    """``"FILL" / "ALTERNATIVE": "REFERENCE"``; a dash is written without quotation marks."""
    words = " / ".join(_quoted(one) for one in fill.alts)
    return f"{words}: {' / '.join(_quoted(one) for one in fill.refs)}" if fill.refs else words


def _quoted(words: str) -> str:
    flat = plain(words) or _EMPTY
    return flat if flat == _EMPTY else '"' + flat.replace('"', "'") + '"'
