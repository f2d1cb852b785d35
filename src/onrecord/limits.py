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

MAX_DOCUMENT_SECONDS: Final = 120.0
"""A worker that needs longer for one document is killed (the longest that is let in takes about 30)."""

MAX_LOADING_SECONDS: Final = 300.0
"""A worker that has not loaded models and lexicons by then is killed (2 s on an idle machine)."""

MAX_WORKER_BYTES: Final = 6 * 1024**3
"""Address space of a worker; it needs about 2 GiB of it, 0.6 of them resident."""
