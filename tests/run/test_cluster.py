"""On Spark: the same records as on one machine, whatever is killed; what lacks is said in one line."""

from __future__ import annotations

import gzip
import os
import shutil
import sys
from pathlib import Path

import odd_stages
import pyarrow
import pyarrow.parquet
import pytest
from small_stages import ARTICLES, small_stages

from onrecord.errors import InputError, LexiconError
from onrecord.records import Refusal
from onrecord.run.cluster_adding import open_coded
from onrecord.run.cluster_coding import Work
from onrecord.run.cluster_inputs import Wave, listed_inputs, plan_waves
from onrecord.run.command import main
from onrecord.run.pipeline import add, add_coded
from onrecord.run.workers import Supervision, code_in_workers
from onrecord.sources import read_items
from onrecord.store import open_store

HERE = Path(__file__).resolve().parent
GOOD = "The Red Front shelled Alpha on 2020-05-01, killing 3."
WORK = Work(load=odd_stages.load_for, published=None, coder="small-1")


@pytest.fixture(scope="module")
def spark():
    """Spark on this machine with two threads; a task may fail four times."""
    pytest.importorskip("pyspark", reason="pyspark is not installed (pip install 'onrecord[spark]')")
    if shutil.which("java") is None:
        pytest.skip("Java is not installed (on Debian: apt install default-jre-headless)")
    from onrecord.run.cluster import open_session

    paths = os.pathsep.join(filter(None, (str(HERE), os.environ.get("PYTHONPATH"))))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", paths)
        patch.setenv("PYSPARK_PYTHON", sys.executable)
        session = open_session("local[2,4]")
        yield session
        session.stop()


def write_table(path, texts):
    """A table of the texts, each row named by its number."""
    rows = [{"id": f"row-{number}", "text": text} for number, text in enumerate(texts)]
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist(rows), path)
    return str(path)


def stories():
    """Articles of which one is refused, some come twice, and one more for each of many days."""
    days = [f"The Red Front raided Alpha on 2020-06-{day:02d}, killing {day}." for day in range(1, 29)]
    return [*ARTICLES.values(), *days, *days[:5], ""]


def coded_on_spark(spark, paths, out, work=WORK):
    from onrecord.run.cluster import table_files
    from onrecord.run.cluster_commands import code_waves

    return code_waves(spark, plan_waves(table_files(spark, listed_inputs(paths, ()))), work, None, str(out))


def content_of_folder(folder, db):
    """The content of a store that a folder was taken into."""
    coded = open_coded(folder)
    with open_store(db, create=True) as store:
        outcomes = ((one.outcome, one.item) for one in coded.taken_in())
        add_coded(outcomes, store, coded.coder, small_stages().fusion, lambda _: None)
        return list(store.dump())


def content_of_paths(paths, db, code=None):
    """The same of a store that this process, or its workers, filled."""
    with open_store(db, create=True) as store:
        add(read_items(paths), store, small_stages(), lambda _: None, None, code)
        return list(store.dump())


def test_the_same_content_when_a_python_worker_is_killed(spark, tmp_path):
    texts = stories()
    texts.insert(7, f"ORPHAN {tmp_path / 'killed'} {GOOD}")
    table = write_table(tmp_path / "news.parquet", texts)
    rows, refused = coded_on_spark(spark, [table], tmp_path / "out")
    assert (tmp_path / "killed").exists()  # so a worker was killed, and one machine is spared the same
    assert rows == len(texts)
    alone = content_of_paths([table], tmp_path / "a.db")
    two = Supervision(workers=2)
    shared = content_of_paths([table], tmp_path / "b.db", lambda items: code_in_workers(items, odd_stages.load, two))
    assert content_of_folder(tmp_path / "out", tmp_path / "c.db") == alone == shared
    assert sum('"table":"reports"' in line for line in alone) > 28
    assert sum('"table":"refusals"' in line for line in alone) == refused


def test_a_poisoned_document_is_refused_and_its_neighbours_are_unhurt(spark, tmp_path):
    table = write_table(
        tmp_path / "news.parquet", [GOOD, "POISON", f"ONCE {tmp_path / 'mark'} {GOOD}", f"{GOOD} Again."]
    )
    assert coded_on_spark(spark, [table], tmp_path / "out") == (4, 1)
    (refusal,) = [one.outcome for one in open_coded(tmp_path / "out").taken_in() if isinstance(one.outcome, Refusal)]
    assert (refusal.path, refusal.code) == ("row-1", "worker_died")


def test_archives_lists_and_addresses(spark, tmp_path):
    pages = [f"<html><body><p>{GOOD} Story {number}.</p></body></html>" for number in range(3)]
    (tmp_path / "news.warc.gz").write_bytes(gzip.compress(b"".join(map(archived, pages))))
    (tmp_path / "a story.txt").write_text(f"{GOOD} By itself.", encoding="utf-8")
    (tmp_path / "rows.csv").write_text(f'id,text\nx,"{GOOD} In a row."\n', encoding="utf-8")
    folder = tmp_path / "tables"
    folder.mkdir()
    write_table(folder / "one.parquet", [f"{GOOD} One."])
    write_table(folder / "two.parquet", [f"{GOOD} Two."])
    listed = tmp_path / "paths.txt"
    listed.write_text(f"{(tmp_path / 'news.warc.gz').as_uri()}\n{tmp_path / 'rows.csv'}\n", encoding="utf-8")
    inputs = listed_inputs([str(tmp_path / "a story.txt"), folder.as_uri()], [listed])
    assert [one.number for one in inputs] == [0, 1, 2, 3]

    from onrecord.run.cluster import table_files
    from onrecord.run.cluster_commands import code_waves

    waves = plan_waves(table_files(spark, inputs))
    assert [bool(wave.tables) for wave in waves] == [True, False]
    assert code_waves(spark, waves, WORK, None, str(tmp_path / "out")) == (7, 0)
    names = [one.item.path for one in open_coded(tmp_path / "out").taken_in()]
    assert len(names) == 7
    assert sum("news.warc.gz#urn:uuid:" in name for name in names) == 3


def archived(page):
    block = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {len(page)}\r\n\r\n{page}"
    number = abs(hash(page))
    head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{number}>\r\n"
    head += f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
    return f"{head}{block}\r\n\r\n".encode()


def test_what_is_written_is_not_coded_again(spark, tmp_path):
    table = write_table(tmp_path / "news.parquet", [GOOD])
    out = tmp_path / "out"
    coded_on_spark(spark, [table], out)
    (part,) = out.glob("coded-*/part-*")
    before = part.stat().st_mtime_ns
    coded_on_spark(spark, [table], out)
    assert part.stat().st_mtime_ns == before
    (part.parent / "_SUCCESS").unlink()  # as a run leaves it that is stopped
    with pytest.raises(InputError, match="not written to its end"):
        open_coded(out)
    coded_on_spark(spark, [table], out)
    assert open_coded(out).rows == 1


def test_errors_of_tasks_are_told_as_on_one_machine(spark, tmp_path):
    table = write_table(tmp_path / "news.parquet", [GOOD])
    other = Work(load=odd_stages.load_for, published=None, coder="small-2")
    with pytest.raises(InputError, match="codes as small-1, the asking program as small-2"):
        coded_on_spark(spark, [table], tmp_path / "a", other)
    broken = write_table(tmp_path / "broken.parquet", ["BROKEN"])
    with pytest.raises(LexiconError, match="line 7"):
        coded_on_spark(spark, [broken], tmp_path / "b")
    (tmp_path / "gone.csv").write_text("id,text\n", encoding="utf-8")
    (wave,) = plan_waves(listed_inputs([str(tmp_path / "gone.csv")], ()))
    (tmp_path / "gone.csv").unlink()
    from onrecord.run.cluster_commands import code_waves

    with pytest.raises(InputError, match="does not find it"):
        code_waves(spark, (wave,), WORK, None, str(tmp_path / "c"))
    numbers = tmp_path / "numbers.parquet"
    pyarrow.parquet.write_table(pyarrow.table({"number": [1]}), numbers)
    with pytest.raises(InputError, match="neither text nor html"):
        coded_on_spark(spark, [str(numbers)], tmp_path / "d")


def test_what_lacks_is_said(tmp_path, monkeypatch, capsys):
    table = write_table(tmp_path / "news.parquet", [GOOD])
    command = ["spark-code", table, "--out", str(tmp_path / "out")]
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    assert main(command) == 2
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    assert main(command) == 2
    told = capsys.readouterr().err
    assert "pip install 'onrecord[spark]'" in told
    if "pyspark" in sys.modules:
        assert "default-jre-headless" in told


def test_folders_that_spark_did_not_write(tmp_path, capsys):
    (tmp_path / "empty").mkdir()
    db = str(tmp_path / "a.db")
    assert main(["spark-add", str(tmp_path / "none"), "--db", db]) == 2
    assert not Path(db).exists()
    assert main(["spark-add", str(tmp_path / "empty"), "--db", db]) == 2
    wave = tmp_path / "damaged" / "coded-1"
    wave.mkdir(parents=True)
    (wave / "_SUCCESS").touch()
    (wave / "part-0.parquet").write_bytes(b"PAR1 no more")
    assert main(["spark-add", str(tmp_path / "damaged"), "--db", db]) == 2
    told = capsys.readouterr().err
    assert all(words in told for words in ("no folder", "nothing that onrecord spark-code wrote", "cannot be read"))


def test_inputs_that_no_cluster_can_read(tmp_path):
    for paths, lists in ((["-"], ()), ([], ()), ([], [tmp_path / "none.txt"])):
        with pytest.raises(InputError):
            listed_inputs(paths, lists)


def test_a_part_is_named_by_its_inputs_and_settings(tmp_path):
    (tmp_path / "a.csv").write_text("id,text\n", encoding="utf-8")
    (wave,) = plan_waves(listed_inputs([str(tmp_path / "a.csv")], ()))
    (tmp_path / "a.csv").write_text("id,text\nx,y\n", encoding="utf-8")
    (other,) = plan_waves(listed_inputs([str(tmp_path / "a.csv")], ()))
    names = {wave.digest("1", None), wave.digest("2", None), wave.digest("1", "2020-01-01"), other.digest("1", None)}
    assert len(names) == 4
    assert Wave().digest() == Wave().digest()
