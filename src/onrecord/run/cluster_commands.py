"""The commands of a cluster: spark-code codes on Spark, spark-add takes what it wrote into a store and fuses."""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onrecord.run.cluster_adding import WAVE_PREFIX, open_coded
from onrecord.run.coding import outcome_words
from onrecord.run.pipeline import add_coded
from onrecord.run.progress import watching
from onrecord.run.stages import load_fusion

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

    from onrecord.run.cluster_coding import Work
    from onrecord.run.cluster_inputs import Wave
    from onrecord.store import Store

__all__ = ["code_waves", "run_spark_add", "run_spark_code"]


def run_spark_code(options: argparse.Namespace) -> int:
    """Codes the inputs on Spark, wave by wave; waves that an earlier run wrote to their end are passed over."""
    from onrecord.run.cluster import make_work, open_session, table_files  # noqa: PLC0415 - an extra
    from onrecord.run.cluster_inputs import listed_inputs, plan_waves  # noqa: PLC0415

    inputs = listed_inputs(options.paths, options.list or ())  # before all else: a mistyped path must not start Spark
    session = open_session(options.master)
    try:
        waves = plan_waves(table_files(session, inputs))
        rows, refused = code_waves(session, waves, make_work(options.published), options.source, options.out)
    finally:
        session.stop()
    print(
        f"{rows - refused} document(s) coded, {refused} refused, in {options.out}; "
        f"onrecord spark-add {options.out} takes them into a store"
    )
    return 1 if refused and refused == rows else 0


def code_waves(
    session: SparkSession, waves: tuple[Wave, ...], work: Work, source: str | None, out: str
) -> tuple[int, int]:
    """Writes what is not yet written of the waves; how many documents they hold, and how many of these are refused."""
    from onrecord.run.cluster import code_wave, spark_failures  # noqa: PLC0415 - an extra

    base = out if re.match(r"[a-z][a-z0-9+.-]+:", out) else str(Path(out).absolute())
    rows = refused = 0
    for number, wave in enumerate(waves, start=1):
        folder = f"{base}/{WAVE_PREFIX}{wave.digest(work.coder, work.published, source)}"
        with spark_failures():
            if not _is_written(session, folder):
                code_wave(session, wave, work, source).write.mode("overwrite").parquet(folder)
            told = session.read.parquet(folder).selectExpr("count(*)", "count(refusal)").first()
        rows, refused = rows + told[0], refused + told[1]
        print(f"onrecord: {number} of {len(waves)} part(s) written, {rows} document(s)", file=sys.stderr, flush=True)
    return rows, refused


def _is_written(session: SparkSession, folder: str) -> bool:
    """Whether Spark wrote a folder to its end; asked of the file system that Spark writes to."""
    spark: Any = session
    mark = spark._jvm.org.apache.hadoop.fs.Path(f"{folder}/_SUCCESS")
    return bool(mark.getFileSystem(spark._jsc.hadoopConfiguration()).exists(mark))


def run_spark_add(options: argparse.Namespace, store: Store) -> int:
    """Takes a folder of coded documents into the store, fuses, and prints what was done in one line."""
    coded = open_coded(options.folder)
    outcomes = ((one.outcome, one.item) for one in coded.taken_in())
    with watching(sys.stderr, coded.rows) as watch:
        outcome = add_coded(outcomes, store, coded.coder, load_fusion(), watch)
    print(outcome_words(outcome))
    return 0
