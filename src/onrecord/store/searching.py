"""Full text search over titles, texts, quotes and names (SQLite's FTS5)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

import apsw
from msgspec import Struct

from onrecord.errors import InputError
from onrecord.records import Coded, Document, Report
from onrecord.store.rows import place_keys, report_actor_keys

__all__ = ["Hit", "forget_words", "index_words", "match_expression", "search_documents", "search_terms"]

_WEIGHTS: Final = "4.0, 1.0, 2.0, 2.0"
"""How much a word counts in title, text, quotes and names: the title says what a story is about."""

_TERM: Final = re.compile(r'"([^"]*)"|(\S+)')


class Hit(Struct, frozen=True, kw_only=True):
    """A document that holds all the words. ``score`` ranks it (bm25, greater is better); it compares only within one
    answer."""

    document_id: str
    score: float


def index_words(connection: apsw.Connection, document: Document, coded: Coded) -> None:
    """Makes a document that was just stored findable."""
    connection.execute("INSERT INTO searched (document_id) VALUES (?)", (document.document_id,))
    quotes = "\n".join(dict.fromkeys(evidence.text for report in coded.reports for evidence in report.evidence))
    names = "\n".join(sorted({name for report in coded.reports for name in _names(report)}))
    texts = (document.title or "", document.clean, quotes, names)
    row = (connection.last_insert_rowid(), *map(_without_accents, texts))
    connection.execute("INSERT INTO document_words (rowid, title, text, quotes, names) VALUES (?, ?, ?, ?, ?)", row)


def _without_accents(text: str) -> str:
    """The text with plain letters, so that words are found with and without their accents."""
    if text.isascii():
        return text
    parted = unicodedata.normalize("NFKD", text)
    return "".join(character for character in parted if not unicodedata.combining(character))


def _names(report: Report) -> Iterator[str]:
    for _, name in (*report_actor_keys(report), *place_keys(report.places)):
        yield name
    for recipient in report.recipients:
        yield recipient.name


def forget_words(connection: apsw.Connection, document_id: str) -> None:
    """Takes a document out of the index."""
    connection.execute("DELETE FROM searched WHERE document_id = ?", (document_id,))


def match_expression(words: str) -> str:
    """What a user types as an FTS5 query: all words must occur; ``"in quotes"`` side by side; ``bomb*`` begins so.

    InputError where no word is left.
    """
    return " ".join(f'"{plain}"' + "*" * begins for plain, begins in search_terms(words))


def search_terms(words: str) -> Iterator[tuple[str, bool]]:
    """The words and phrases that a user asks for, and whether each is only how a word begins. InputError as above."""
    terms = [_term(found) for found in _TERM.finditer(words)]
    known = [term for term in terms if any(map(str.isalnum, term[0]))]
    if not known:
        raise InputError(f"{words!r} holds no word to search for; give one or more words")
    return iter(known)


def _term(found: re.Match[str]) -> tuple[str, bool]:
    phrase, word = found[1], found[2]
    plain = (phrase if phrase is not None else word.rstrip("*")).replace('"', " ").replace("\0", " ")
    return _without_accents(plain), word is not None and word.endswith("*")


def search_documents(connection: apsw.Connection, words: str, limit: int) -> Iterator[Hit]:
    """The documents that hold all the words, best first, at most ``limit``."""
    sql = (
        f"SELECT s.document_id, -bm25(document_words, {_WEIGHTS}) FROM document_words"  # noqa: S608 - a constant
        " JOIN searched s ON s.number = document_words.rowid"
        " WHERE document_words MATCH ? ORDER BY 2 DESC, 1 LIMIT ?"
    )
    for document_id, score in connection.execute(sql, (match_expression(words), limit)):
        yield Hit(document_id=document_id, score=score)
