"""Onrecord: who did what to whom, on what evidence.

``code`` codes one text; ``open_store``, ``add`` and ``export`` keep a store of many; ``to_pandas`` and ``to_polars``
make tables of records. They give the records of ``onrecord.records``; what goes wrong is an ``onrecord.OnrecordError``.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from onrecord.errors import InputError, OnrecordError

if TYPE_CHECKING:
    from onrecord.run.api import add, code, export, open_store, to_pandas, to_polars
    from onrecord.store import Selection

__all__ = [
    "InputError",
    "OnrecordError",
    "Selection",
    "__version__",
    "add",
    "code",
    "export",
    "open_store",
    "to_pandas",
    "to_polars",
]

__version__ = "0.1.0"

_HOMES = {
    **dict.fromkeys(("add", "code", "export", "open_store", "to_pandas", "to_polars"), "onrecord.run.api"),
    "Selection": "onrecord.store",
}


def __getattr__(name: str) -> Any:
    """Loads what a program asks for when it asks: most commands need a small part of the package."""
    if name not in _HOMES:
        raise AttributeError(f"module 'onrecord' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
