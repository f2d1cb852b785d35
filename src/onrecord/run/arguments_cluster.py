"""The arguments of the commands of a cluster: spark-code and spark-add."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

from onrecord.run.actors_arguments import own_data_options

__all__ = ["add_cluster_commands"]

AddTo: TypeAlias = Callable[[argparse.ArgumentParser], None]


def add_cluster_commands(command: Callable[[str, str], argparse.ArgumentParser], hints: AddTo, store: AddTo) -> None:
    """Adds both commands; ``command`` makes a parser, the others add options that several commands share."""
    parser = command(
        "spark-code",
        "code documents on Spark and write what they tell as Parquet, for spark-add; run again, it goes on",
    )
    add = parser.add_argument
    add(
        "paths",
        metavar="PATH",
        nargs="*",
        help="as for add, where every node can read it; or an address that the nodes can open (hdfs://..., s3://...)",
    )
    add("--list", metavar="FILE", type=Path, action="append", help="a text file with one such PATH a line")
    add("--out", metavar="FOLDER", required=True, help="folder, or address of one, that every node can write to")
    add(
        "--master",
        metavar="ADDRESS",
        help="where Spark runs, such as local[2] or yarn (default: as spark-submit says, else this machine)",
    )
    hints(parser)
    own_data_options(parser)
    parser = command(
        "spark-add", "keep what spark-code wrote in a store and fuse it, as if add had coded it on this machine"
    )
    parser.add_argument("folder", metavar="FOLDER", type=Path, help="the folder that spark-code wrote")
    own_data_options(parser)
    store(parser)
