"""The sample articles, coded once for all tests of exports."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.run.exporting import cases_of
from onrecord.run.pipeline import add
from onrecord.run.stages import load_stages
from onrecord.sources import read_items
from onrecord.store import Selection, open_store
from onrecord.views.exports import Export

SAMPLES = Path(__file__).resolve().parents[3] / "samples" / "articles"


@pytest.fixture(scope="session")
def sample_store(tmp_path_factory):
    with open_store(tmp_path_factory.mktemp("samples") / "samples.db", create=True) as store:
        add(read_items([str(SAMPLES)]), store, load_stages(None), lambda _: None, None)
        yield store


@pytest.fixture(scope="session")
def sample_cases(sample_store):
    everything = Export(title="", suffix="", takes="records", fields="", needs_documents=True)
    return list(cases_of(list(sample_store.select_incidents(Selection())), sample_store, everything))
