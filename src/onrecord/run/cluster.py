"""Codes documents on a Spark cluster: the stages of one machine in many places, and tables of what they gave.

Fusion is no matter for Spark: what tasks wrote is taken into a store (``cluster_adding``) and fused there, so ids and
records are those of a run on one machine.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from onrecord import errors
from onrecord.errors import InputError, OnrecordError
from onrecord.run.cluster_coding import ReadRow, Work, code_batches
from onrecord.run.cluster_inputs import (
    FILES_COLUMN,
    Input,
    Wave,
    bare_address,
    is_table,
    read_files,
    read_table_row,
)
from onrecord.run.cluster_rows import spark_schema
from onrecord.run.own import ACTORS_VARIABLE, GAZETTEER_VARIABLE
from onrecord.run.stages import load_stages
from onrecord.sources import COLUMNS, ItemHints

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

__all__ = ["code_table", "code_wave", "make_work", "open_session", "spark_failures", "table_files"]

ROWS_A_TASK: Final = 500
"""Some 25 seconds of ordinary news: what is lost, and done again, when a Python worker dies."""

MISSING: Final = "Spark needs the package pyspark; install it with: pip install 'onrecord[spark]'"
NO_JAVA: Final = (
    "Spark needs Java 17 or later, and there is none here; install it (on Debian: apt install default-jre-headless) or "
    "name its folder in JAVA_HOME"
)


def open_session(master: str | None) -> SparkSession:
    """The session of ``spark-submit``, or one of ``master`` (``local[2]``, ``yarn``, ``spark://...``).

    Without either it runs on this machine. InputError where pyspark or Java is missing.
    """
    try:
        from pyspark.sql import SparkSession  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise InputError(MISSING) from error
    if not _has_java():
        raise InputError(NO_JAVA)
    if (master or "local").startswith("local"):
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.appName("onrecord").config("spark.sql.session.timeZone", "UTC")
    builder = builder.config("spark.ui.showConsoleProgress", str(sys.stderr.isatty()).lower())
    with spark_failures(), _without_advice():
        session = (builder.master(master) if master else builder).getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    return session


def _has_java() -> bool:
    home = os.environ.get("JAVA_HOME")
    return Path(home, "bin", "java").exists() if home else shutil.which("java") is not None


def make_work(published: str | None) -> Work:
    """The work of coding with the package's stages and the user's own data as they are chosen here.

    LexiconError where a data file is wrong.
    """
    chosen = [(name, os.environ[name]) for name in (ACTORS_VARIABLE, GAZETTEER_VARIABLE) if os.environ.get(name)]
    own = tuple((name, str(Path(folder).absolute())) for name, folder in chosen)
    return Work(load=load_stages, published=published, coder=load_stages(published).coder.version, own=own)


def table_files(session: SparkSession, inputs: Sequence[Input]) -> tuple[Input, ...]:
    """The inputs with every table that is a folder at an address replaced by its files, numbered anew."""
    named: list[Input] = []
    for one in inputs:
        if is_table(one) and "://" in one.address:
            with spark_failures():
                files = sorted(session.read.parquet(one.address).inputFiles())
            named += [Input(0, file, file) for file in files]
        else:
            named.append(one)
    return tuple(Input(number, one.name, one.address, one.stamp) for number, one in enumerate(named))


def code_wave(session: SparkSession, wave: Wave, work: Work, source: str | None = None) -> DataFrame:
    """What coding a wave gives, one row a document (``cluster_rows.CODED_SCHEMA``)."""
    if not wave.tables:
        rows = [([(one.number, one.name, one.address) for one in task],) for task in wave.tasks]
        context = session.sparkContext
        tasks = session.createDataFrame(context.parallelize(rows, len(rows)), FILES_COLUMN)
        hints = ItemHints(published=work.published, source=source)
        return _coded(tasks, partial(read_files, hints=hints), work)
    with spark_failures():
        frame = session.read.option("mergeSchema", "true").parquet(*(one.address for one in wave.tables))
    names = {bare_address(one.address): (one.number, one.name) for one in wave.tables}
    return _coded_rows(
        frame.selectExpr(*_columns(frame), "_metadata.file_path", "_metadata.row_index"), names, work, source
    )


def code_table(frame: DataFrame, published: str | None = None, source: str | None = None) -> DataFrame:
    """Codes a table that is open in Spark, whatever it was read from.

    Its columns are those of any input table (``id``, ``text`` or ``html``; where known ``title``, ``published``,
    ``url``, ``source``, ``language``); each row needs an ``id`` to be named by. One row a document comes out, as
    ``cluster_rows.CODED_SCHEMA`` says. InputError where there is no column of text.
    """
    placed = frame.selectExpr(*_columns(frame), "CAST(NULL AS STRING) AS file_path", "CAST(0 AS BIGINT) AS row_index")
    return _coded_rows(placed, {}, make_work(published), source)


def _columns(frame: DataFrame) -> list[str]:
    columns = [name for name in COLUMNS if name in frame.columns]
    if not {"text", "html"} & set(columns):
        raise InputError(f"neither text nor html among the columns ({', '.join(frame.columns)}); rename one")
    return columns


def _coded_rows(frame: DataFrame, names: dict[str, tuple[int, str]], work: Work, source: str | None) -> DataFrame:
    with spark_failures():
        rows = frame.count()
        tasks = max(1, -(-rows // ROWS_A_TASK), min(rows, frame.sparkSession.sparkContext.defaultParallelism))
    return _coded(frame.repartition(tasks), partial(read_table_row, names=names, source=source), work)


def _coded(frame: DataFrame, read: ReadRow, work: Work) -> DataFrame:
    coded: Any = partial(code_batches, read=read, work=work)
    with _without_advice():
        return frame.mapInArrow(coded, spark_schema())


@contextmanager
def _without_advice() -> Iterator[None]:
    """Spark warns of versions of pandas, which it asks for and which nothing here uses."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="PySpark does not yet fully support pandas", category=FutureWarning)
        yield


@contextmanager
def spark_failures() -> Iterator[None]:
    """Turns what Spark raises inside into one of our errors: the task's own where it was one, else what Spark says."""
    from py4j.protocol import Py4JError  # noqa: PLC0415 - an extra
    from pyspark.errors import PySparkException  # noqa: PLC0415

    try:
        yield
    except (PySparkException, Py4JError) as error:
        raise _error_of(str(error)) from error


def _error_of(words: str) -> OnrecordError:
    """The error that a task ended with, found in Spark's words about it."""
    told = re.search(r"onrecord\.errors\.(\w+): (.+)", words)
    if told is None:
        reason = next((line.strip() for line in words.splitlines() if line.strip()), "no reason given")
        return OnrecordError(f"Spark failed: {reason}")
    kind = getattr(errors, told[1], None)
    is_plain = isinstance(kind, type) and issubclass(kind, OnrecordError) and kind is not errors.LimitError
    return kind(told[2]) if is_plain and kind is not None else OnrecordError(told[2])
