"""Data of the user's own that goes over the package's: actor tables and a gazetteer."""

from __future__ import annotations

import hashlib
from pathlib import Path

from msgspec import Struct

__all__ = ["NO_OWN_DATA", "OwnData"]


class OwnData(Struct, frozen=True, kw_only=True):
    """Folders that the user keeps; ``None`` where there is none. ``actors`` adds to the package's tables, ``gazetteer``
    (as ``onrecord gazetteer build`` writes it) replaces the package's places."""

    actors: Path | None = None
    gazetteer: Path | None = None

    def digest(self) -> str:
        """The sha256 of the files' contents, by name; empty where there is no own data. A changed table is another
        coder."""
        files = [path for folder in (self.actors, self.gazetteer) if folder for path in sorted(folder.iterdir())]
        digest = hashlib.sha256()
        for path in files:
            if path.is_file():
                digest.update(path.name.encode())
                digest.update(path.read_bytes())
        return digest.hexdigest() if files else ""


NO_OWN_DATA = OwnData()
