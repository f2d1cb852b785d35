"""The command search: documents by their words."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator, Sequence
from typing import Final

from msgspec import Struct

from onrecord.records import Document, json_line
from onrecord.store import Hit, Store
from onrecord.views import Listing, show

__all__ = ["Found", "run_search"]

SNIPPET_CHARS: Final = 160


class Found(Struct, frozen=True, kw_only=True):
    """A document that was found, where its words stand, and the incidents it tells of."""

    document_id: str
    path: str
    source: str | None
    published: str | None
    title: str | None
    score: float
    snippet: str
    incidents: tuple[str, ...]


def run_search(options: argparse.Namespace, store: Store) -> int:
    """Lists the documents that hold all the words, best first. InputError where there is no word."""
    words = " ".join(f'"{word}"' if " " in word and '"' not in word else word for word in options.words)
    found = list(_found(store, store.search(words, options.limit), words))
    if options.format == "jsonl":
        sys.stdout.writelines(f"{json_line(one)}\n" for one in found)
    elif found:
        show(_listing(found), sys.stdout)
    else:
        print(f"onrecord: no document holds {words}", file=sys.stderr)
    return 0


def _listing(found: Sequence[Found]) -> Listing:
    names = ("published", "source", "title", "words", "incidents", "document")
    rows = (
        (one.published or "", one.source or one.path, one.title or "", one.snippet, ", ".join(one.incidents), one.path)
        for one in found
    )
    return Listing(names, rows, keys=2)


def _found(store: Store, hits: tuple[Hit, ...], words: str) -> Iterator[Found]:
    for hit in hits:
        document = store.document(hit.document_id)
        if document is not None:
            yield Found(
                document_id=hit.document_id,
                path=document.path,
                source=document.source,
                published=document.published,
                title=document.title,
                score=round(hit.score, 3),
                snippet=_snippet(document, words),
                incidents=store.incidents_of_document(hit.document_id),
            )


def _snippet(document: Document, words: str) -> str:
    """The stretch of the story that holds most of the words (by their first letters), else its beginning."""
    stems = sorted({word[: max(4, len(word) - 3)].casefold() for word in re.findall(r"\w+", words)})
    met = list(re.finditer(rf"\b(?:{'|'.join(map(re.escape, stems))})", document.clean, re.IGNORECASE))

    def held(first: re.Match[str]) -> int:
        window = document.clean[first.start() : first.start() + SNIPPET_CHARS // 2].casefold()
        return sum(stem in window for stem in stems)

    middle = max(met, key=held).start() if met else 0
    start = max(0, middle - SNIPPET_CHARS // 4)
    end = min(len(document.clean), start + SNIPPET_CHARS)
    cut = " ".join(document.clean[start:end].split())
    return f"{'…' if start else ''}{cut}{'…' if end < len(document.clean) else ''}"
