"""Fixtures of the documents room."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import pytest

from onrecord.records import MediaKind, RawItem


@pytest.fixture
def raw() -> Callable[..., RawItem]:
    """Makes a raw item of bytes or text (as UTF-8)."""

    def make(data: str | bytes, media: str = "text", **hints: str) -> RawItem:
        payload = data.encode("utf-8") if isinstance(data, str) else data
        digest = hashlib.sha256(payload).hexdigest()
        return RawItem(path="item", data=payload, sha256=digest, media=MediaKind(media), **hints)

    return make
