"""Where the user's own data lies: named on the command line, in the environment, or in the working folder.

The command line's choice is put into the environment, so that everything that loads stages, in this process or another,
sees the same.
"""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import Final

from onrecord.errors import InputError
from onrecord.lexicon.own import OwnData

__all__ = ["ACTORS_VARIABLE", "DEFAULT_ACTORS", "GAZETTEER_VARIABLE", "actors_folder", "choose_own_data", "own_data"]

ACTORS_VARIABLE: Final = "ONRECORD_ACTORS"
DEFAULT_ACTORS: Final = "onrecord-actors"
GAZETTEER_VARIABLE: Final = "ONRECORD_GAZETTEER"


def choose_own_data(options: argparse.Namespace) -> None:
    """Puts ``--actors`` and ``--gazetteer``, where given, into the environment."""
    for name, variable in (("actors", ACTORS_VARIABLE), ("gazetteer", GAZETTEER_VARIABLE)):
        chosen: Path | None = getattr(options, name, None)
        if chosen is not None:
            os.environ[variable] = str(chosen)


def actors_folder() -> Path:
    """The folder of own actor tables, which need not exist."""
    return Path(os.environ.get(ACTORS_VARIABLE) or DEFAULT_ACTORS)


def own_data() -> OwnData:
    """The user's own data. InputError where a named folder does not exist; the default one may be missing."""
    actors = actors_folder()
    if not actors.is_dir() and os.environ.get(ACTORS_VARIABLE):
        raise InputError(
            f"no folder {actors} of own actor tables; onrecord actors add makes it, --actors names another"
        )
    gazetteer = Path(os.environ[GAZETTEER_VARIABLE]) if os.environ.get(GAZETTEER_VARIABLE) else None
    if gazetteer is not None and not gazetteer.is_dir():
        raise InputError(f"no gazetteer {gazetteer}; onrecord gazetteer build makes one, --gazetteer names another")
    return OwnData(actors=actors if actors.is_dir() else None, gazetteer=gazetteer)
