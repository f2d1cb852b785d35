"""The targets of the fuzzer take their own seeds and what is easily made of them; the fuzzer itself is run by hand."""

from __future__ import annotations

import random

import pytest
from bench.fuzz.targets import MAX_BYTES, TARGETS, seeds


@pytest.mark.parametrize("target", sorted(TARGETS))
def test_seeds_and_cut_or_changed_seeds_are_read(target):
    rng = random.Random(7)
    made = seeds(target)
    assert made == seeds(target)
    assert all(len(data) <= MAX_BYTES for data in made)
    for data in made[:8]:
        changed = bytearray(data)
        for _ in range(min(len(changed), 3)):
            changed[rng.randrange(len(changed))] = rng.randrange(256)
        for one in (data, data[: rng.randrange(len(data) + 1)], bytes(changed)):
            TARGETS[target](one)
