"""Makes a document of a raw item: decoded, cleaned, dated, titled, its language known."""

from __future__ import annotations

import re
from dataclasses import dataclass

from onrecord.documents.datelines import Dateline, find_dateline
from onrecord.documents.dates import parse_day, plausible_day, url_day, url_year
from onrecord.documents.decoding import decode
from onrecord.documents.drafts import Draft, apply_cuts
from onrecord.documents.galleries import find_gallery_titles
from onrecord.documents.heads import find_head
from onrecord.documents.junk import find_junk
from onrecord.documents.language import ENGLISH, identify_language
from onrecord.documents.pages import PageFacts, draft_page
from onrecord.documents.wrapping import draft_plain
from onrecord.errors import LimitError
from onrecord.lexicon.documents import DocumentRules, load_document_rules
from onrecord.records import Document, MediaKind, RawItem, Refusal

_COPYRIGHT_YEAR = re.compile(r"(?:copyright|©|\(c\))[^\d\n]{0,12}((?:19|20)\d\d)(?![-–\d])", re.IGNORECASE)
_NO_FACTS = PageFacts()


def make_document(item: RawItem, fallback_published: str | None = None) -> Document | Refusal:
    """The document of ``item``, or why there is none.

    The publication day is the first of: the item's own (``given``), the page's metadata, a head line, the
    dateline, the address, and ``fallback_published`` (``fallback``); else unknown. A dateline without a
    year counts only where the address or a copyright line gives the year. Refusal codes: ``too_long``,
    ``undecodable``, ``too_deep`` (HTML nesting), ``empty``, ``not_english``.
    """
    rules = load_document_rules()
    try:
        text = decode(item, rules)
        if item.media is MediaKind.HTML:
            draft, facts = draft_page(text, item.url, rules)
        else:
            draft, facts = draft_plain(text, rules.settings), _NO_FACTS
    except LimitError as error:
        return _refuse(item, error.code, str(error))
    head = find_head(draft, rules)
    draft = apply_cuts(draft, (*head.cuts, *find_gallery_titles(draft), *find_junk(draft, rules)))
    if not draft.clean:
        return _refuse(item, "empty", "no text was left after cleaning; check that the file holds an article")
    language = identify_language(draft.clean, item.language, rules)
    if language != ENGLISH:
        return _refuse(item, "not_english", f"the text is in {language!r}; onrecord reads English: give a translation")
    dateline = find_dateline(draft, rules)
    url = item.url or facts.url
    clues = _Clues(item.published, facts.published, head.day, dateline, url, fallback_published, text)
    day, origin = _publication_day(clues, rules)
    return Document(
        document_id=item.sha256,
        path=item.path,
        text=text,
        clean=draft.clean,
        segments=draft.segments,
        language=language,
        url=url,
        title=item.title or facts.title or _title_line(draft, dateline, rules),
        source=item.source or facts.source,
        published=day,
        published_from=origin,
        dateline=dateline.span if dateline else None,
    )


@dataclass(frozen=True, slots=True)
class _Clues:
    """Everything the publication day may be read from, the surest first."""

    given: str | None
    metadata: str | None
    head_day: str | None
    dateline: Dateline | None
    url: str | None
    fallback: str | None
    text: str


def _publication_day(clues: _Clues, rules: DocumentRules) -> tuple[str | None, str | None]:
    """The day and where it was read; both ``None`` where nothing plausible is said."""
    candidates = (
        (clues.given and parse_day(clues.given, rules), "given"),
        (clues.metadata, "metadata"),
        (clues.head_day, "head line"),
        (_dateline_day(clues, rules), "dateline"),
        (clues.url and url_day(clues.url, rules), "url"),
        (clues.fallback and parse_day(clues.fallback, rules), "fallback"),
    )
    return next(((day, origin) for day, origin in candidates if day), (None, None))


def _dateline_day(clues: _Clues, rules: DocumentRules) -> str | None:
    if clues.dateline is None:
        return None
    if clues.dateline.month_day is None:
        return clues.dateline.day
    year = _year_clue(clues)
    return plausible_day(year, *clues.dateline.month_day, rules) if year else None


def _year_clue(clues: _Clues) -> int | None:
    """The year in the address, else the one year of the copyright lines; ``None`` where they leave a doubt."""
    if clues.url and (year := url_year(clues.url)):
        return year
    years = set(_COPYRIGHT_YEAR.findall(clues.text))
    return int(years.pop()) if len(years) == 1 else None


def _title_line(draft: Draft, dateline: Dateline | None, rules: DocumentRules) -> str | None:
    """The first paragraph where it is short, followed by others, and neither a sentence nor a dateline."""
    if len(draft.paragraphs) < 2:
        return None
    start, end = draft.paragraphs[0]
    line = draft.clean[start:end]
    in_dateline = dateline is not None and start <= dateline.span[0] < end
    if in_dateline or len(line) > rules.settings.title_chars or line[-1] in ".!:;,…" or len(line.split()) < 2:
        return None
    return line if line[0].isupper() or not line[0].isalpha() else None


def _refuse(item: RawItem, code: str, detail: str) -> Refusal:
    return Refusal(path=item.path, stage="documents", code=code, detail=detail, document_id=item.sha256)
