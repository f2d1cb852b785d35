"""The process that fuzzes: instruments the package, then runs libFuzzer; ``__main__`` starts it and reads its words."""

from __future__ import annotations

import sys

import atheris

with atheris.instrument_imports(include=["onrecord"]):
    from bench.fuzz.targets import TARGETS

if __name__ == "__main__":
    atheris.Setup([sys.argv[0], *sys.argv[2:]], TARGETS[sys.argv[1]])
    atheris.Fuzz()
