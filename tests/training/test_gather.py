"""What the small model learns on shares no run of words with what the coder is scored on."""

from __future__ import annotations

import json
import pathlib

import pytest
from training.events import gather

from onrecord.lexicon.coding import CodingLexicon, load_coding_lexicon

ASIDE = "Gunmen of the Grey Front shot two farmers near Velm on Sunday, and a third died later in hospital."
GOLD = "Police in Tarn arrested nine members of the banned Reed League before the march on the palace."
FRESH = "Troops shelled the villages north of Okra for three days, killing eleven people and wounding many."


def write(path: pathlib.Path, **fields: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as target:
        target.write(json.dumps(fields) + "\n")


@pytest.fixture
def data(tmp_path: pathlib.Path) -> pathlib.Path:
    write(tmp_path / "reports_train" / "documents.jsonl", id="a", text=ASIDE)
    write(tmp_path / "reports_train" / "documents.jsonl", id="b", text=FRESH)
    (tmp_path / "reports_train" / "aside.txt").write_text("a\n", encoding="utf-8")
    write(tmp_path / "reports_gold" / "documents.jsonl", id="c", text=GOLD)
    write(tmp_path / "plover_gsr" / "dev.jsonl", id="d", text="Ministers met.")
    return tmp_path


def test_runs_of_eight_words_pay_no_heed_to_case_and_points(data: pathlib.Path) -> None:
    scored = gather.scored_runs(data)
    told_again = "It was said that GUNMEN OF THE GREY FRONT SHOT TWO FARMERS NEAR VELM."
    assert gather.runs(told_again) & scored
    assert not gather.runs(FRESH) & scored


def test_a_document_that_shares_a_run_is_left_out(
    data: pathlib.Path, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gather, "DOCUMENTS", {"wires": 9})
    monkeypatch.setattr(gather, "texts", lambda *_: [("1", f"{GOLD} More is not known."), ("2", FRESH)])
    lexicon: CodingLexicon = load_coding_lexicon()
    gather.gather(data, lexicon, tmp_path / "out.jsonl")
    (row,) = map(json.loads, (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines())
    assert row["set"] == "wires"
    assert "shelled the villages" in row["text"]
