"""MUC-4 templates in the conference's form: 25 numbered slots, for violence in any country.

The conference wanted nine countries alone; here every country is of interest, under its English name where the
conference had none for it. Templates are read from a document's words (``muc4_text``); what they leave open of type,
place and perpetrators is taken from its reports. Where a reviewer decided about one of the reports, where names are
masked, and where the document is gone they are made of the reports alone, so that what reviewers say stands and no
name comes back.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Final

from msgspec import structs

from onrecord.lexicon.exports import load_export_tables, load_fields
from onrecord.lexicon.muc4 import Muc4Tables, load_muc4
from onrecord.records import Document, Report
from onrecord.views.exports.cases import HAPPENED, Case, Settings
from onrecord.views.exports.flat import plain
from onrecord.views.muc4_templates import ATTACK, SLOTS, VIOLENT_TYPES, Fill, Template, fill_templates
from onrecord.views.muc4_text import Muc4Lexicon, load_muc4_lexicon, templates_of

__all__ = ["muc4_parts"]

_NAME_WIDTH: Final = 34
_EMPTY: Final = "-"


def muc4_parts(cases: Iterable[Case], settings: Settings) -> Iterator[str]:
    """The templates of every document, one after another; a document without violence gives none."""
    reports: dict[str, dict[str, Report]] = defaultdict(dict)
    documents: dict[str, Document] = {}
    for case in cases:
        documents.update(case.documents)
        for report in case.reports:
            if report.status in HAPPENED:
                reports[report.document.document_id][report.report_id] = report
    for document_id, told in reports.items():
        ordered = sorted(told.values(), key=lambda one: one.evidence[0].start if one.evidence else 0)
        document = None if settings.redacted else documents.get(document_id)
        for number, template in enumerate(_templates(document, ordered), start=1):
            yield _template_text(document_id, number, template)


def _templates(document: Document | None, reports: Sequence[Report]) -> tuple[Template, ...]:
    """Read from the document where that may be done, else made of the reports; of both for texts of violence alone."""
    told = fill_templates(reports, _world_tables())
    is_violent = any(report.event_type in VIOLENT_TYPES for report in reports)
    if document is None or not is_violent or any(report.review is not None for report in reports):
        return told
    read = templates_of(document, reports, _world_lexicon())
    return tuple(_completed(template, told) for template in read) or told


def _completed(template: Template, told: Sequence[Template]) -> Template:
    """A template with what the one that reports give of the same targets (or the only one) says and it does not."""
    named = _target_words(template)
    same = [other for other in told if named & _target_words(other)] or list(told)
    if len(same) != 1:
        return template
    slots, other = dict(template.slots), same[0].slots
    if slots["type"][0].alts[0] == ATTACK:
        slots["type"] = other["type"]
    if not slots["perp_organization"]:
        slots.update({name: other[name] for name in ("perp_organization", "perp_org_confidence")})
    if not slots["perp_organization"] and not slots["perp_individual"]:
        slots["perp_individual"] = other["perp_individual"]
    site, whole = slots["location"], other["location"]
    if whole and (not site or whole[0].alts[0].startswith(f"{site[0].alts[0]}:")):
        slots["location"] = whole
    return Template(slots)


def _target_words(template: Template) -> set[str]:
    """The last words of whom and what it hit."""
    names = ("phys_target_id", "hum_target_name", "hum_target_description")
    return {fill.alts[0].rpartition(" ")[2] for name in names for fill in template.slots[name]}


@cache
def _world_lexicon() -> Muc4Lexicon:
    """What templates are read from a text with, every country of interest."""
    lexicon = load_muc4_lexicon()
    return structs.replace(lexicon, tables=structs.replace(lexicon.tables, muc4=_world_tables()))


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
