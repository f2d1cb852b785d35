"""Web archives: pages as items, whatever else they hold; damage is a refusal; a bomb costs no memory."""

from __future__ import annotations

import gzip
import io
import os
import resource
import sys
import threading
import zipfile
import zlib

import brotli
import pytest

from onrecord.limits import MAX_FILE_BYTES
from onrecord.records import MediaKind, RawItem, Refusal
from onrecord.sources import read_items

HTML = b"<html><body><p>A bomb went off in the market of Karbala Street on Monday, police said.</p></body></html>"


def http(body, content_type="text/html; charset=utf-8", status=200, **headers):
    lines = [f"HTTP/1.1 {status} X", f"Content-Type: {content_type}", f"Content-Length: {len(body)}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def record(number, block, kind="response", content_type="application/http; msgtype=response", url=None):
    head = [
        "WARC/1.0",
        f"WARC-Type: {kind}",
        f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{number:012d}>",
        "WARC-Date: 2026-01-02T03:04:05Z",
        f"WARC-Target-URI: {url or f'https://www.example.org/story-{number}'}",
        f"Content-Type: {content_type}",
        f"Content-Length: {len(block)}",
    ]
    return "\r\n".join(head).encode() + b"\r\n\r\n" + block + b"\r\n\r\n"


def read(tmp_path, data, name="news.warc"):
    path = tmp_path / name
    path.write_bytes(data)
    return list(read_items([str(path)]))


def urls(items):
    return [item.url for item in items if isinstance(item, RawItem)]


def test_pages_and_nothing_else(tmp_path):
    data = b"".join(
        (
            record(1, b"software: none\r\n", "warcinfo", "application/warc-fields"),
            record(2, b"GET / HTTP/1.1\r\nHost: example.org\r\n\r\n", "request", "application/http; msgtype=request"),
            record(3, http(HTML)),
            record(4, http(b"\x89PNG", "image/png")),
            record(5, http(HTML, status=404)),
            record(6, http(b"moved", status=301)),
            record(7, http(b"Two people were killed.", "text/plain")),
            record(8, HTML, "resource", "text/html"),
            record(9, b"Police dispersed a march.", "conversion", "text/plain"),
            record(10, http(b"  \n")),
        )
    )
    items = read(tmp_path, data)
    assert urls(items) == [f"https://www.example.org/story-{number}" for number in (3, 7, 8, 9)]
    assert items[0].data == HTML
    assert [item.media for item in items] == [MediaKind.HTML, MediaKind.TEXT, MediaKind.HTML, MediaKind.TEXT]
    assert items[0].source == "example.org"
    assert items[0].published is None
    assert items[0].path.endswith("news.warc#urn:uuid:00000000-0000-0000-0000-000000000003")


@pytest.mark.parametrize("name", ["news.warc.gz", "news", "news.bin"])
def test_gzipped_record_by_record_whatever_its_name(tmp_path, name):
    data = b"".join(gzip.compress(record(number, http(HTML))) for number in (1, 2))
    assert len(urls(read(tmp_path, data, name))) == 2


@pytest.mark.parametrize(
    ("packing", "pack"),
    [
        ("gzip", gzip.compress),
        ("deflate", zlib.compress),
        ("deflate", lambda data: zlib.compress(data)[2:-4]),
        ("br", brotli.compress),
        ("identity", bytes),
    ],
)
def test_a_page_is_unpacked(tmp_path, packing, pack):
    whole, cut = (
        read(tmp_path, record(1, http(body, Content_Encoding=packing))) for body in (pack(HTML), pack(HTML)[:-9])
    )
    assert whole[0].data == HTML
    if packing != "identity":
        assert cut[0].code == "damaged_record"


def test_a_packing_that_nobody_knows(tmp_path):
    (refusal,) = read(tmp_path, record(1, http(HTML, Content_Encoding="zip9")))
    assert (refusal.code, "zip9" in refusal.detail) == ("damaged_record", True)


def test_a_chunked_page(tmp_path):
    chunks = b"5\r\n<p>Tw\r\n14\r\no soldiers died.</p>\r\n0\r\n\r\n"
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks
    (item,) = read(tmp_path, record(1, block))
    assert item.data == b"<p>Two soldiers died.</p>"


def test_wacz(tmp_path):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("datapackage.json", "{}")
        archive.writestr("archive/data.warc.gz", gzip.compress(record(1, http(HTML))))
        archive.writestr("pages/pages.jsonl", '{"id": "1", "text": "not a page of the archive"}\n')
    for name in ("crawl.wacz", "crawl"):
        (item,) = read(tmp_path, buffer.getvalue(), name)
        assert item.data == HTML
        assert "!archive/data.warc.gz#" in item.path
    (refusal,) = read(tmp_path, buffer.getvalue()[:-40], "cut.wacz")
    assert refusal.code == "damaged_archive"


def test_a_cut_archive_gives_what_came_before(tmp_path):
    data = b"".join(gzip.compress(record(number, http(HTML * number))) for number in (1, 2, 3))
    items = read(tmp_path, data[:-30], "cut.warc.gz")
    assert len(urls(items)) >= 2
    assert isinstance(items[-1], Refusal)
    assert items[-1].code in {"damaged_archive", "damaged_record"}


def test_an_address_that_is_none(tmp_path):
    (item,) = read(tmp_path, record(1, http(HTML), url="http://[bad"))
    assert item.source is None


@pytest.mark.skipif(sys.platform != "linux", reason="peak memory is read in Linux's units")
def test_a_bomb_is_refused_within_bounded_memory(tmp_path):
    size = 6 * MAX_FILE_BYTES
    bomb = gzip.compress(b"<p>" + b"a" * size, 9)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    items = read(tmp_path, record(1, http(bomb, Content_Encoding="gzip")) + record(2, http(HTML)))
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert [getattr(item, "code", None) for item in items] == ["too_long", None]
    assert grown * 1024 < 4 * MAX_FILE_BYTES


class Pipe(io.RawIOBase):
    """A stream that can neither seek nor tell where it is."""

    def __init__(self, data):
        self._inner = io.BytesIO(data)

    def readable(self):
        return True

    def readinto(self, buffer):
        return self._inner.readinto(buffer)


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_a_pipe(pack):
    data = pack(record(1, http(HTML)) + record(2, http(HTML)))
    items = list(read_items(["-"], stdin=io.BufferedReader(Pipe(data))))
    assert urls(items) == ["https://www.example.org/story-1", "https://www.example.org/story-2"]


def test_a_named_pipe(tmp_path):
    path = tmp_path / "news.warc"
    os.mkfifo(path)
    writer = threading.Thread(target=path.write_bytes, args=(record(1, http(HTML)),))
    writer.start()
    items = list(read_items([str(path)]))
    writer.join()
    assert urls(items) == ["https://www.example.org/story-1"]
