"""What every page that a tool writes has in common: it is written, or with ``--check`` held against the file."""

from __future__ import annotations

import sys
from pathlib import Path

__all__ = ["write_or_check"]


def write_or_check(page: str, file: Path) -> int:
    """0 where the file is (now) current, 1 where ``--check`` finds it is not and says how to mend it."""
    if "--check" in sys.argv[1:]:
        current = file.exists() and file.read_text(encoding="utf-8") == page
        print("current" if current else f"{file.name} is out of date; run python {sys.argv[0]}")
        return 0 if current else 1
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(page, encoding="utf-8", newline="\n")
    return 0
