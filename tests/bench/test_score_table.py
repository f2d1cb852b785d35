"""The command line of the measuring, the names it writes and the scorers it loads."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from bench.score import __main__ as command
from bench.score.cases import Case, GoldSet, Inputs, Predictions, Task, scored_rows
from bench.score.engine import Engine
from bench.score.registry import all_sets
from bench.score.report_sets import document_rows, read_figures
from bench.score.scorers import Scorers, find_scorers
from bench.score.snippets import cameo_rows, kept_aside
from bench.score.table import TableLine, as_json, bars, markdown, plain_table, set_notes, shown

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
REPORT_NAMES = {
    "event_f",
    "record_f",
    "relations_f",
    "false_status",
    "attribution_named",
    "attribution_confidence",
    *(f"slot_{name}" for name in ("status", "date", "places", "actors", "recipients", "weapons", "killed")),
}
PLACE_NAMES = {"at161", "exact_id", "end_to_end_f"}
DATE_NAMES = {"strict_f", "relaxed_f", "value_f"}
FIXED_NAMES = {
    "seed": REPORT_NAMES,
    "reports_gold": REPORT_NAMES,
    "reports_train": REPORT_NAMES,
    "plover_gsr": {"type_p", "type_r", "type_f", "record"},
    "muc4": {
        "all_slots_f",
        "ceaf_ree_f",
        "gtt_f",
        "perp_individual_f",
        "perp_organization_f",
        "perp_org_confidence_f",
        "stage_f",
    },
    "factuality": {"uw_r", "uw_mae", "meantime_r", "meantime_mae"},
    "polnear": {"source_f", "cue_f", "content_f"},
    "cameo_st": {"quad_f", "span_f"},
    "case2021_task2": {"weighted_f"},
    "gva_casualty": {"killed", "injured", "date"},
    "gva_fusion": {"b3_f", "pairwise_f"},
    "news_cluster": {"b3_f", "pairwise_f"},
    "maverick": {"b3_f", "pairwise_f"},
    "ecbplus": {"conll_f"},
    "re3d": {"entity_f", "relation_f"},
    "ngec_actor_tests": {"country", "sector"},
    **dict.fromkeys(("lgl", "geovirus", "tr_news", "geowebnews"), PLACE_NAMES),
    **dict.fromkeys(("timebank", "aquaint", "wikiwars", "te3_platinum"), DATE_NAMES),
    "giveme5w1h_gold": {"who", "what", "when", "where"},
    "petr2_gsr": {"exact_f", "loose_f"},
    "audit": {"changed_share"},
}
OWN_SETS = {"audit"}
REQUIRED = {"muc4", "factuality", "cameo_st", "case2021_task2", "gva_casualty", "gva_fusion", "maverick"}


def test_every_set_writes_only_fixed_names() -> None:
    for gold_set in all_sets():
        assert set(gold_set.figures) <= FIXED_NAMES[gold_set.name], gold_set.name


def test_the_required_sets_are_there_once() -> None:
    names = [gold_set.name for gold_set in all_sets()]
    assert len(names) == len(set(names))
    assert set(names) >= REQUIRED


def test_every_bar_belongs_to_a_fixed_figure() -> None:
    assert all(figure in FIXED_NAMES[gold_set] for gold_set, figure in bars())


def test_fixed_names_stand_in_the_gold_sets_readme() -> None:
    readme = SHARED / "bench" / "README.md"
    if not readme.is_file():
        pytest.skip("the gold sets are not here")
    section = readme.read_text(encoding="utf-8").partition("## Names of figures")[2]
    for gold_set, names in FIXED_NAMES.items():
        if gold_set in OWN_SETS:
            continue
        assert all(name in section for name in names if not name.startswith("slot_"))


def test_json_and_tables_show_the_same_figures() -> None:
    lines = [
        TableLine("lgl", "at161", 0.81234),
        TableLine("seed", "false_status", 2.0),
        TableLine("muc4", "gtt_f", None, "no part"),
    ]
    assert json.loads(as_json(lines)) == {"lgl": {"at161": 0.81234}, "seed": {"false_status": 2.0}}
    for page in (plain_table(lines, "2020-01-02"), markdown(lines, "2020-01-02", "abc1234", ())):
        assert "0.812" in page
        assert "2020-01-02" in page
        assert page.count("muc4") >= 1
    assert "| lgl | at161 | 0.837 | 0.90 | 0.812 | 2020-01-02 |" in markdown(lines, "2020-01-02", "abc1234", ())


def test_notes_stand_on_the_page_of_their_sets_alone() -> None:
    assert set().union(*(sets for sets, _ in set_notes())) <= set(FIXED_NAMES)
    page = markdown([TableLine("lgl", "at161", 0.8)], "2020-01-02", "abc1234", ("Only a look.",))
    assert "- Only a look." in page
    assert "- lgl: The place models" in page
    assert "fusion" not in page


@pytest.mark.parametrize(
    ("figure", "value", "text"), [("f", 0.5, "0.500"), ("false_status", 3.0, "3"), ("f", None, "-")]
)
def test_figures_are_shown_plainly(figure: str, value: float | None, text: str) -> None:
    assert shown(figure, value) == text


def test_train_rows_are_not_scored(tmp_path: Path) -> None:
    rows = [{"id": "1", "split": "train"}, {"id": "2", "split": "dev", "part": "train"}, {"id": "3", "split": "dev"}]
    (tmp_path / "dev.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    assert [row["id"] for row in scored_rows(tmp_path, "dev")] == ["3"]


def test_rows_may_hold_other_line_separators(tmp_path: Path) -> None:
    (tmp_path / "dev.jsonl").write_text('{"id": "1", "text": "a\u2028b\u0085c"}\n', encoding="utf-8")
    assert scored_rows(tmp_path, "dev")[0]["text"] == "a\u2028b\u0085c"


def test_cameo_st_keeps_a_fifth_of_train_and_all_else(tmp_path: Path) -> None:
    rows = [{"id": f"t{n}", "split": "train"} for n in range(50)] + [{"id": "x", "split": "test"}]
    (tmp_path / "heldout.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    kept = [row["id"] for row in cameo_rows(tmp_path, "heldout")]
    assert kept == [row["id"] for row in rows if row["split"] != "train" or kept_aside(row["id"])]
    assert "x" in kept
    assert 1 < len(kept) < 30


def test_only_documents_named_aside_are_scored(tmp_path: Path) -> None:
    rows = [{"id": f"{name}.txt", "text": "x", "published": None} for name in "abc"]
    (tmp_path / "documents.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    assert len(document_rows(tmp_path, "dev")) == 3
    (tmp_path / "aside.txt").write_text("b.txt\n", encoding="utf-8")
    found = document_rows(tmp_path, "dev")
    assert [(row["id"], Path(row["gold"]).name) for row in found] == [("b.txt", "b.json")]


def test_figures_are_read_from_the_report_scorer() -> None:
    printed = (
        "documents 2  gold events 5 (core 4)  reports 6\n"
        "event   P 50.0  R 75.0  F 60.0   (of all gold events 60.0 found)\n"
        "slots   date 40.0 (5)  status 100.0 (3)\n"
        "attribution  named 30.0  confidence right 20.0  (10)\n"
        "relations  P 10.0  R 20.0  F 13.3  (7)\n"
        "false status 1  [('a', 'b')]\n"
        "record  P 30.0  R 45.0  F 36.0\n"
    )
    assert read_figures(printed) == {
        "event_f": 0.6,
        "record_f": 0.36,
        "relations_f": pytest.approx(0.133),
        "false_status": 1.0,
        "attribution_named": 0.3,
        "attribution_confidence": 0.2,
        "slot_date": 0.4,
        "slot_status": 1.0,
    }


def test_scorers_are_loaded_from_the_data_folder(tmp_path: Path) -> None:
    folder = tmp_path / "scorers"
    folder.mkdir()
    (folder / "score.py").write_text("def cls(ours, gold):\n    return {'here': True}\n", encoding="utf-8")
    assert find_scorers(tmp_path) == folder
    assert Scorers(folder).score.cls([], []) == {"here": True}


def test_unknown_set_is_named(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert command.main(["--data", str(tmp_path), "--sets", "lgl,nosuch"]) == 2
    assert "nosuch" in capsys.readouterr().err


def test_absent_set_is_skipped_with_a_word(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    assert command.main(["--data", str(tmp_path / "none"), "--sets", "lgl", "--out", str(out)]) == 0
    assert "lgl: skipped" in capsys.readouterr().err
    assert json.loads(out.read_text(encoding="utf-8")) == {}


def _echo(cases: list[Case], engine: Engine) -> Predictions:
    return {case.id: case.text for case in cases}


def test_a_whole_run_writes_json_and_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "scorers").mkdir()
    (tmp_path / "scorers" / "score.py").write_text("", encoding="utf-8")
    (tmp_path / "lgl").mkdir()
    (tmp_path / "lgl" / "heldout.jsonl").write_text('{"id": "1", "text": "a", "gold": "a"}\n', encoding="utf-8")

    def right(rows: list[dict[str, str]], found: Predictions, scorers: Scorers) -> dict[str, float]:
        return {"at161": sum(found[row["id"]] == row["gold"] for row in rows) / len(rows)}

    echo = GoldSet("lgl", ("at161",), (Task(Inputs(), _echo, right),))
    monkeypatch.setattr(command, "all_sets", lambda: (echo,))
    out, docs = tmp_path / "out.json", tmp_path / "scores.md"
    arguments = ["--data", str(tmp_path), "--part", "heldout", "--out", str(out), "--docs", str(docs)]
    assert command.main(arguments) == 0
    assert json.loads(out.read_text(encoding="utf-8")) == {"lgl": {"at161": 1.0}}
    assert "| lgl | at161 | 0.837 | 0.90 | 1.000 |" in docs.read_text(encoding="utf-8")
