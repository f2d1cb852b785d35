"""Thousands of hostile files through the readers and the coder: each must end as documents or refusals with a code.

    OMP_NUM_THREADS=1 python -m bench.hostile [--files 2000] [--seed 1] [--workers 2] [--keep FOLDER]

The files are made here, by seed: texts with control characters, lone surrogates, endless lines and words, wrong
encodings; HTML that nests, repeats, never closes or hides entities; tables that are cut, ragged, of wrong types or with
huge cells; archives that are cut, lie about their lengths or unpack to far more than they are; names and kinds that
do not fit. Prints what they became, the slowest to read, and by how much peak memory grows while an archive that
unpacks to 1 GiB is read. The exit code is 1 where a process died, went past its limit, or met a defect.
"""

from __future__ import annotations

import argparse
import gzip
import io
import json
import os
import random
import resource
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from onrecord.records import RawItem, Refusal
from onrecord.run.stages import load_brief_stages
from onrecord.run.workers import Supervision, code_in_workers
from onrecord.sources import read_items, readable_name

Maker = Callable[[random.Random], tuple[str, bytes]]
PROSE = (
    "Gunmen killed four soldiers near the town of Varna Heights on 3 May 2021, the army said. The Free Valley Front "
    "claimed the attack. A spokesman denied that civilians were wounded. Two people were detained on Tuesday."
)
DEEP_BOMB_BYTES = 1 << 30
SECONDS_A_DOCUMENT = 120.0
NOT_WELL = ("worker_died", "too_slow", "too_much_memory", "internal_error")


def prose(rng: random.Random, sentences: int = 6) -> str:
    parts = PROSE.split(". ")
    return ". ".join(rng.choice(parts) for _ in range(sentences)) + "."


def random_bytes(rng: random.Random) -> tuple[str, bytes]:
    return rng.choice(
        ["a.txt", "a.html", "a.csv", "a.jsonl", "a.parquet", "a.warc", "a.warc.gz", "a.wacz", "a"]
    ), rng.randbytes(rng.randrange(0, 5000))


def mutated_text(rng: random.Random) -> tuple[str, bytes]:
    data = bytearray(prose(rng, 12).encode(rng.choice(["utf-8", "utf-16", "utf-16-be", "utf-32", "latin-1", "cp1252"])))
    for _ in range(rng.randrange(1, 40)):
        data[rng.randrange(len(data))] = rng.randrange(256)
    return "text.txt", bytes(data)


def odd_characters(rng: random.Random) -> tuple[str, bytes]:
    odd = [
        "\0",
        "\x1b[2J",
        "\u202e",
        "\ufeff",
        "\ufffe",
        "\u2028",
        "\x85",
        "\r",
        "\v",
        "\U0010ffff",
        "e\u0301" * 50,
        "﷽",
    ]
    words = prose(rng).split(" ")
    for _ in range(rng.randrange(1, 30)):
        words.insert(rng.randrange(len(words)), rng.choice(odd) * rng.randrange(1, 20))
    return "odd.txt", " ".join(words).encode("utf-8", "surrogatepass")


def long_runs(rng: random.Random) -> tuple[str, bytes]:
    unit = rng.choice(
        ["a", "killed ", "(", '"', "\n", " ", "1", "-", "of the ", "A.", "U.S. ", ", ", "2021-", "said that "]
    )
    return rng.choice(["run.txt", "run.html"]), (prose(rng) + unit * rng.randrange(1000, 60_000) + prose(rng)).encode()


def nested_html(rng: random.Random) -> tuple[str, bytes]:
    tag = rng.choice(["div", "p", "table", "b", "a", "ul", "svg", "blockquote", "form", "template", "font"])
    depth = rng.choice([10, 150, 250, 5000, 60_000])
    return "deep.html", f"<html><body>{f'<{tag}>' * depth}{prose(rng)}{f'</{tag}>' * rng.randrange(depth)}".encode()


def odd_html(rng: random.Random) -> tuple[str, bytes]:
    pieces = [
        "<!DOCTYPE x [<!ENTITY a 'b'><!ENTITY c '&a;&a;&a;'>]>",
        "<meta charset=utf-7>",
        "<meta charset='no-such'>",
        "<script>while(1);</script>",
        "<style>" + "a{}" * 2000,
        "<!--" + "-" * 3000,
        "<![CDATA[",
        "<p " + "x=y " * 4000 + ">",
        "&#x110000;&#0;&#xD800;" * 50,
        "<base href='http://[bad'>",
        "<time datetime='99999-99-99'>x</time>",
        "<p>" + prose(rng) + "</p>",
        "<article><p>" + prose(rng) + "</p></article>",
        "</body></html>" * 30,
        "<title>" + "t" * 5000,
        '<link rel="canonical" href="//">',
        '<script type="application/ld+json">{"datePublished": {"a": [[[[[[1]]]]]]}}</script>',
        "<" * 3000,
        "\0<p>",
    ]
    rng.shuffle(pieces)
    return rng.choice(["odd.html", "odd"]), "".join(pieces[: rng.randrange(1, len(pieces))]).encode(
        "utf-8", "surrogatepass"
    )


def broken_table(rng: random.Random) -> tuple[str, bytes]:
    rows = [
        {"id": str(n), "text": prose(rng), "published": rng.choice(["2021-05-04", "99", "", "0000-00-00", "yesterday"])}
        for n in range(5)
    ]
    if rng.random() < 0.5:
        lines = [json.dumps(row) for row in rows]
        lines.insert(
            rng.randrange(5),
            rng.choice(
                [
                    '{"id": 1',
                    "[1, 2]",
                    "null",
                    '{"text": {"a": 1}}',
                    '{"id": "x", "text": "\\ud800 was killed"}',
                    "{" * 5000,
                    '"' + "a" * 90_000,
                ]
            ),
        )
        return "table.jsonl", "\n".join(lines).encode()
    head = rng.choice(["id,text", "text", "id;text", "id,text,text", "\ufeffid,text", 'id,"text'])
    body = "\n".join(
        rng.choice(['1,"{}"', "2,{}", '3,"{}', ',,,"{}",,', '"""{}"""']).format(prose(rng)) for _ in range(6)
    )
    return "table.csv", f"{head}\n{body}\n{'x' * rng.choice([0, 10, 200_000])}".encode()


def cut(maker: Maker, rng: random.Random) -> tuple[str, bytes]:
    name, data = maker(rng)
    return name, data[: rng.randrange(len(data) + 1)]


def warc(rng: random.Random) -> tuple[str, bytes]:
    records = b"".join(_record(rng) for _ in range(rng.randrange(1, 5)))
    data = gzip.compress(records, mtime=0) if rng.random() < 0.5 else records
    if rng.random() < 0.5:
        broken = bytearray(data)
        for _ in range(rng.randrange(1, 9)):
            broken[rng.randrange(len(broken))] = rng.randrange(256)
        data = bytes(broken)
    return "news.warc.gz" if data[:2] == b"\x1f\x8b" else "news.warc", data


def _http_head(packing: str, length: int) -> bytes:
    lines = ["HTTP/1.1 200 OK", "Content-Type: text/html", f"Content-Encoding: {packing}", f"Content-Length: {length}"]
    return "\r\n".join([*lines, "", ""]).encode()


def _warc_record(block: bytes, claimed: int, number: int = 1, address: str = "https://example.org/a") -> bytes:
    lines = [
        "WARC/1.0",
        "WARC-Type: response",
        f"WARC-Record-ID: <urn:uuid:{number}>",
        f"WARC-Target-URI: {address}",
        "Content-Type: application/http; msgtype=response",
        f"Content-Length: {claimed}",
    ]
    return "\r\n".join([*lines, "", ""]).encode() + block + b"\r\n\r\n"


def _packed_record(packed: bytes) -> bytes:
    block = _http_head("gzip", len(packed)) + packed
    return _warc_record(block, len(block))


def _record(rng: random.Random) -> bytes:
    page = f"<html><body><p>{prose(rng)}</p></body></html>".encode()
    packing, body = rng.choice(
        [("identity", page), ("gzip", gzip.compress(page, mtime=0)), ("gzip", page), ("br", page), ("deflate", page)]
    )
    length = rng.choice([len(body), len(body), 0, -1, 10**12])
    block = _http_head(packing, length) + body
    claimed = rng.choice([len(block), len(block), len(block), 5, len(block) * 3, -4])
    address = rng.choice(["https://example.org/a", "http://[bad", "x" * 3000, "javascript:alert(1)"])
    return _warc_record(block, claimed, rng.randrange(10**9), address)


def wacz(rng: random.Random) -> tuple[str, bytes]:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("datapackage.json"), "{}")
        for name in rng.sample(
            ["archive/a.warc", "archive/../../b.warc", "/archive/c.warc.gz", "archive/" + "d" * 200 + ".warc"], 2
        ):
            archive.writestr(zipfile.ZipInfo(name), warc(rng)[1], zipfile.ZIP_DEFLATED)
    data = bytearray(buffer.getvalue())
    for _ in range(rng.choice([0, 0, 3])):
        data[rng.randrange(len(data))] = rng.randrange(256)
    return "crawl.wacz", bytes(data)


def bomb(rng: random.Random) -> tuple[str, bytes]:
    size = rng.choice([60, 120, 200]) * 1024 * 1024
    return "bomb.warc", _packed_record(gzip.compress(bytes(size), 1, mtime=0))


def wrong_kind(rng: random.Random) -> tuple[str, bytes]:
    _, data = rng.choice([odd_html, broken_table, warc, wacz, mutated_text])(rng)
    return rng.choice(["x.parquet", "x.csv", "x.html", "x.txt", "x.warc.gz", "x.wacz", "x.jsonl", "x", "x.pdf"]), data


def odd_name(rng: random.Random) -> tuple[str, bytes]:
    """A good text under a name that is no UTF-8, breaks lines, speaks to a terminal or to a shell, or is very long."""
    names = ["two\nlines.txt", "esc\x1b[2J.txt", "-rf.txt", "\u202etxt.html", "a" * 240 + ".txt", "$(id).txt"]
    if sys.platform == "linux":  # elsewhere the system refuses such a name
        names.append(os.fsdecode(b"bad\xff\xfe.txt"))
    return rng.choice(names), prose(rng).encode()


MAKERS: Sequence[tuple[Maker, int]] = (
    (random_bytes, 10),
    (mutated_text, 10),
    (odd_characters, 10),
    (long_runs, 8),
    (nested_html, 8),
    (odd_html, 14),
    (broken_table, 14),
    (partial(cut, odd_html), 4),
    (partial(cut, broken_table), 4),
    (partial(cut, warc), 4),
    (warc, 8),
    (wacz, 6),
    (wrong_kind, 8),
    (odd_name, 4),
    (bomb, 1),
)


def make_files(folder: Path, count: int, seed: int) -> Iterator[Path]:
    """Writes the files one by one, each in a folder of its own, and gives their paths."""
    rng = random.Random(seed)
    makers, weights = [maker for maker, _ in MAKERS], [weight for _, weight in MAKERS]
    for number in range(count):
        name, data = rng.choices(makers, weights)[0](rng)
        path = folder / f"{number:05d}" / name
        path.parent.mkdir(parents=True)
        path.write_bytes(data)
        yield path


def read_each(
    paths: Iterator[Path], slow: list[tuple[float, str]], became: Counter[str]
) -> Iterator[RawItem | Refusal]:
    """All items of all files; a file that gives nothing is counted so (an archive without a page, an empty table)."""
    for path in paths:
        start = time.monotonic()
        items = list(read_items([str(path)]))
        slow.append((time.monotonic() - start, readable_name(str(path))))
        became["nothing in it"] += not items
        yield from items


def bomb_growth() -> int:
    """Bytes by which peak memory grows while an archive that unpacks to 1 GiB is read."""
    body = io.BytesIO()
    with gzip.GzipFile(fileobj=body, mode="wb", compresslevel=1) as packed:
        for _ in range(DEEP_BOMB_BYTES // (1 << 20)):
            packed.write(bytes(1 << 20))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bomb.warc"
        path.write_bytes(_packed_record(body.getvalue()))
        before = peak_bytes()
        (refusal,) = read_items([str(path)])
        assert isinstance(refusal, Refusal) and refusal.code == "too_long", refusal
        return peak_bytes() - before


def peak_bytes() -> int:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def main(arguments: Sequence[str] | None = None) -> int:
    ap = argparse.ArgumentParser(prog="python -m bench.hostile", description="Hostile files through readers and coder.")
    ap.add_argument("--files", type=int, default=2000)
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--workers", type=int, default=2)
    ap.add_argument("--keep", type=Path, help="write the files here and leave them")
    options = ap.parse_args(arguments)
    print(f"1 GiB bomb      peak memory grows by {bomb_growth() / 2**20:.0f} MiB")
    became: Counter[str] = Counter()
    slow: list[tuple[float, str]] = []
    deaths = []
    with tempfile.TemporaryDirectory() as temporary:
        paths = make_files(options.keep or Path(temporary), options.files, options.seed)
        supervision = Supervision(workers=options.workers, document_s=SECONDS_A_DOCUMENT)
        for one in code_in_workers(read_each(paths, slow, became), partial(load_brief_stages, None), supervision):
            code = f"refused: {one.code}" if isinstance(one, Refusal) else "document"
            became[code] += 1
            if isinstance(one, Refusal) and one.code in NOT_WELL:
                deaths.append(one.detail)
    for code, count in became.most_common():
        print(f"{count:7d}  {code}")
    print(
        "slowest to read: "
        + ", ".join(
            f"{seconds:.2f} s {Path(path).parent.name}/{Path(path).name}" for seconds, path in sorted(slow)[-3:]
        )
    )
    for detail in deaths:
        print(f"NOT WELL: {detail}")
    return 1 if deaths else 0


if __name__ == "__main__":
    sys.exit(main())
