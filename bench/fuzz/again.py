"""One input once more, without the fuzzer, held to seconds of the processor.

    python -m bench.fuzz.again TARGET FILE

libFuzzer counts seconds of the clock, which on a busy machine say nothing. Ends with another code than 0 where the
input raises, or takes more than ``SECONDS`` of the processor.
"""

from __future__ import annotations

import resource
import sys
from pathlib import Path

from bench.fuzz.targets import TARGETS

SECONDS = 20

if __name__ == "__main__":
    TARGETS[sys.argv[1]](b"")  # loads what is loaded once
    used = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
    resource.setrlimit(resource.RLIMIT_CPU, (int(used) + SECONDS, resource.RLIM_INFINITY))
    TARGETS[sys.argv[1]](Path(sys.argv[2]).read_bytes())
