"""Bounds that hostile or odd input is held to. Units stand in the names."""

from __future__ import annotations

from typing import Final

MAX_FILE_BYTES: Final = 50 * 1024 * 1024
"""A single text or HTML file larger than this is refused; tables are streamed and have no such limit."""

MAX_DOCUMENT_CHARS: Final = 1_000_000
"""A decoded document longer than this is refused (a long book has about 600,000 characters)."""

MAX_SENTENCE_CHARS: Final = 2_000
"""A sentence longer than this is cut at the nearest white space before it is parsed."""

MAX_HTML_DEPTH: Final = 200
"""Nesting past this is refused: parsers recurse."""
