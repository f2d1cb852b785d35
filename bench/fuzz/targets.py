"""What is fuzzed: a function of bytes for each reader, and the seeds it starts from. Nothing here needs atheris."""

from __future__ import annotations

import io
import json
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import msgspec
import pyarrow
import pyarrow.parquet

from bench import hostile
from onrecord.documents import make_document
from onrecord.lexicon.times import load_time_lexicon
from onrecord.mentions.times import tag_times
from onrecord.records import Document, MediaKind, RawItem, Refusal, content_id
from onrecord.sources import read_items
from onrecord.sources.archives import read_archive_items
from onrecord.sources.feeds import read_feed_items
from onrecord.sources.kinds import FileKind
from onrecord.sources.tables import read_table_items

__all__ = ["MAX_BYTES", "TARGETS", "max_bytes", "seeds", "write_seeds"]

Target = Callable[[bytes], None]
MAX_BYTES = 20_000
SHORT = {"dates": 600, "html": 6_000, "text": 2_000}
"""Bytes of an input for the targets whose time grows with every word: more inputs reach further than longer ones."""
SEEDS = 60
DATES = (
    "On Monday, 3 May 2021; the second week of Ramadan 1442; from 2 to 5 June; three days later; 1990s; last winter",
    "PARIS, Oct 17 - Ten killed overnight on Saturday-Sunday; by 0300 GMT the day after Easter 2019; mid-March to May",
    "12/11/2020, 2020-11-12T03:04:05Z, the 1st of this month, two decades ago, fiscal 2021/22, Q3, 9/11, 24 Dec. '99",
)
FEED = (
    '<?xml version="1.0"?><rss version="2.0"><channel><title>News</title><item><title>A bomb</title>'
    "<link>https://example.org/a</link><pubDate>Mon, 03 May 2021 10:00:00 GMT</pubDate>"
    "<description>&lt;p&gt;Gunmen killed four soldiers.&lt;/p&gt;</description></item></channel></rss>"
)


def read_all(read: Iterator[RawItem | Refusal]) -> None:
    """Whatever comes out can be handed to another process and kept."""
    for one in read:
        msgspec.msgpack.encode(one)


def items(data: bytes) -> None:
    """Reads the bytes as they look, and makes documents of what comes out."""
    for item in read_items(["-"], stdin=io.BytesIO(data)):
        msgspec.msgpack.encode(item)
        if isinstance(item, RawItem):
            check(make_document(item))


def page(media: MediaKind) -> Target:
    """Decoding, cleaning and dating of one page or text."""

    def read(data: bytes) -> None:
        check(make_document(RawItem(path="fuzz", data=data, sha256=content_id("f", data.hex()), media=media)))

    return read


def check(made: object) -> None:
    """Every stretch of the clean text leads back into the stored one."""
    if isinstance(made, Document) and made.clean:
        start, end = made.stored_span(0, len(made.clean))
        assert 0 <= start < end <= len(made.text)


def table(kind: FileKind) -> Target:
    return lambda data: read_all(read_table_items(kind, "fuzz", io.BytesIO(data), None))


def archive(kind: FileKind) -> Target:
    return lambda data: read_all(read_archive_items(kind, "fuzz", io.BytesIO(data), None))


def feed(data: bytes) -> None:
    read_all(read_feed_items("fuzz", io.BytesIO(data), None))


def dates(data: bytes) -> None:
    """Every span found lies in the text, in order."""
    text = data.decode("utf-8", "replace")
    last = 0
    for mention in tag_times(text, "2021-05-04", load_time_lexicon()):
        assert last <= mention.start < mention.end <= len(text)
        assert mention.text == text[mention.start : mention.end]
        last = mention.start


TARGETS: Mapping[str, Target] = {
    "items": items,
    "html": page(MediaKind.HTML),
    "text": page(MediaKind.TEXT),
    "dates": dates,
    "feed": feed,
    **{str(kind): table(kind) for kind in (FileKind.CSV, FileKind.JSONL, FileKind.PARQUET)},
    **{str(kind): archive(kind) for kind in (FileKind.WARC, FileKind.WACZ)},
}
"""``items`` reads whatever the first bytes look like; the others are one reader each."""


def small_parquet(rng: random.Random) -> tuple[str, bytes]:
    rows = [{"id": str(n), "text": hostile.prose(rng, 2), "published": "2021-05-04"} for n in range(rng.randrange(4))]
    sink = io.BytesIO()
    columns = pyarrow.Table.from_pylist(rows or [{"id": "0", "text": None}])
    pyarrow.parquet.write_table(columns, sink, compression=rng.choice(["none", "snappy", "gzip", "zstd"]))
    return "a.parquet", sink.getvalue()


def small_feed(rng: random.Random) -> tuple[str, bytes]:
    if rng.random() < 0.5:
        return "a.xml", FEED.encode(rng.choice(["utf-8", "utf-16"]))
    told = {"version": "https://jsonfeed.org/version/1.1", "title": "News", "items": [{"id": "1", "content_text": "x"}]}
    return "a.json", json.dumps(told).encode()


def some_dates(rng: random.Random) -> tuple[str, bytes]:
    return "a.txt", rng.choice(DATES).encode()


MAKERS: Mapping[str, Sequence[hostile.Maker]] = {
    "items": (
        *(hostile.mutated_text, hostile.odd_html, hostile.broken_table, hostile.warc, hostile.odd_characters),
        *(small_feed, small_parquet),
    ),
    "html": (hostile.odd_html, hostile.nested_html),
    "text": (hostile.mutated_text, hostile.odd_characters, some_dates),
    "dates": (some_dates, hostile.odd_characters),
    "feed": (small_feed,),
    "csv": (hostile.broken_table,),
    "jsonl": (hostile.broken_table,),
    "parquet": (small_parquet,),
    "warc": (hostile.warc,),
    "wacz": (hostile.wacz,),
}


def max_bytes(target: str) -> int:
    return SHORT.get(target, MAX_BYTES)


def seeds(target: str) -> list[bytes]:
    """The seed corpus of a target, made here; the same every time."""
    rng = random.Random(1)
    makers = MAKERS[target]
    return [makers[number % len(makers)](rng)[1][: max_bytes(target)] for number in range(SEEDS)]


def write_seeds(folder: Path, target: str) -> None:
    for number, data in enumerate(seeds(target)):
        (folder / f"seed-{number}").write_bytes(data)
