"""onrecord as the gold sets ask it: parts loaded when first needed, every document coded once in a run."""

from __future__ import annotations

import hashlib
import importlib
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sized
from functools import cache, cached_property
from typing import Any, TypeVar

from bench.score.cases import Case, NotAnsweredError
from onrecord.records import Coded, Document, MediaKind, RawItem, Refusal

T = TypeVar("T")
REPORT_EVERY_SECONDS = 20.0


def part(module: str, name: str) -> Any:
    """``onrecord.<module>.<name>``; NotAnsweredError where onrecord has no such part."""
    try:
        return getattr(importlib.import_module(f"onrecord.{module}"), name)
    except (ImportError, AttributeError) as error:
        raise NotAnsweredError(f"onrecord.{module}.{name} is missing ({error})") from error


@cache
def load_parser() -> Any:
    """The parser, loaded once a process."""
    return part("mentions.language", "SpacyParser")()


def progress(items: Iterable[T], label: str) -> Iterator[T]:
    """The items, with a line on standard error now and then."""
    total = len(items) if isinstance(items, Sized) else 0
    last = time.monotonic()
    for done, item in enumerate(items):
        if time.monotonic() - last > REPORT_EVERY_SECONDS:
            last = time.monotonic()
            print(f"  {label}: {done} of {total}", file=sys.stderr, flush=True)
        yield item


def text_item(case: Case) -> RawItem:
    """The case as a raw item of plain English text."""
    data = case.text.encode("utf-8", "replace")
    return RawItem(
        path=case.id,
        data=data,
        sha256=hashlib.sha256(data).hexdigest(),
        media=MediaKind.TEXT,
        url=case.url,
        title=case.title,
        published=case.published,
        language="en",
    )


class Engine:
    """The parts of onrecord that answer the gold sets; one for a whole run."""

    def __init__(self, evidence: str = "both") -> None:
        self._evidence = evidence
        self._coded: dict[tuple[str, str, str | None, str | None], Coded] = {}
        self.refused: list[Refusal] = []

    @cached_property
    def coder(self) -> Any:
        """The document coder."""
        return part("reports", "load_coder")(part("reports.evidence", "CoderEvidence")(self._evidence))

    @cached_property
    def parser(self) -> Any:
        """The language layer."""
        return load_parser()

    @cached_property
    def actors(self) -> Any:
        """Actor knowledge."""
        return part("lexicon.actors", "load_actors")()

    @cached_property
    def gazetteer(self) -> Any:
        """The gazetteer."""
        return part("lexicon.gazetteer", "load_gazetteer")()

    @cached_property
    def abbreviations(self) -> Any:
        """What the splitter of sentences knows of stops."""
        return part("lexicon.ontology", "load_ontology")().abbreviations

    @cached_property
    def _make_document(self) -> Callable[[RawItem], Document | Refusal]:
        return part("documents", "make_document")

    def document(self, case: Case) -> Document | Refusal:
        """The case's document, or why there is none."""
        return self._make_document(text_item(case))

    def code(self, case: Case) -> Coded:
        """What coding the case's text gives; nothing for a refused document (kept in ``refused``)."""
        key = (case.id, hashlib.sha256(case.text.encode()).hexdigest(), case.published, case.title)
        if key not in self._coded:
            document = self.document(case)
            if isinstance(document, Refusal):
                self.refused.append(document)
                self._coded[key] = Coded(reports=(), relations=())
            else:
                self._coded[key] = self.coder.code(document)
        return self._coded[key]

    def code_all(self, cases: Iterable[Case], label: str) -> Iterator[tuple[Case, Coded]]:
        """Each case with what coding it gives."""
        for case in progress(cases, label):
            yield case, self.code(case)
