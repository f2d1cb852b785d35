"""The error tree. Each message names the thing and the remedy.

OnrecordError
├── InputError      a path, table or setting that the user gave cannot be used
├── LexiconError    a data file is wrong (file and line are named); the run stops before the first document
├── StoreError      the store cannot be opened, is of another version, or is damaged
└── LimitError      a document goes past a limit of limits.py (becomes a refusal, never a crash)
"""

from __future__ import annotations


class OnrecordError(Exception):
    """Base of all errors that onrecord raises on purpose. ``exit_code`` is what the command line returns."""

    exit_code = 1


class InputError(OnrecordError):
    """A path, table or setting that the user gave cannot be used."""

    exit_code = 2


class LexiconError(OnrecordError):
    """A data file of the package (or of the user) is wrong."""

    exit_code = 3


class StoreError(OnrecordError):
    """The store cannot be opened, is of another version, or is damaged."""

    exit_code = 4


class LimitError(OnrecordError):
    """A document goes past a limit. ``code`` is the refusal code."""

    exit_code = 5

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(detail)
        self.code = code
