"""What a coder may see of a gold row: the input fields, cut out by name; everything else stays with the scorer.

A ``GoldSet`` is one gold set: where its rows lie, which fields are input, what predicts from them, what scores
the predictions. The predicting half only ever receives ``Case`` records, so a gold field cannot reach it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bench.score.engine import Engine
    from bench.score.scorers import Scorers

Row = dict[str, Any]
Predictions = dict[Any, Any]
Figures = dict[str, float]


class NotAnsweredError(Exception):
    """onrecord has no part yet that could answer a set."""


@dataclass(frozen=True)
class Case:
    """The input side of one gold row. ``published`` is an ISO day or None; ``given`` holds further inputs."""

    id: str
    text: str = ""
    published: str | None = None
    title: str | None = None
    url: str | None = None
    given: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Inputs:
    """The names of a row's input fields. ``given`` takes paths such as ``toponyms[].start``."""

    text: str | None = "text"
    published: str | None = None
    title: str | None = None
    url: str | None = None
    given: tuple[str, ...] = ()

    def paths(self) -> tuple[str, ...]:
        """Every path that may be read, ``id`` included."""
        named = (self.text, self.published, self.title, self.url)
        return ("id", *(path for path in named if path), *self.given)


@dataclass(frozen=True)
class Task:
    """One question put to a set: its inputs, what answers it and how the answers are scored."""

    inputs: Inputs
    predict: Callable[[Sequence[Case], Engine], Predictions]
    score: Callable[[Sequence[Row], Predictions, Scorers], Figures]


def read_rows(path: Path) -> list[Row]:
    """The rows of a JSONL file. Lines end at a line feed alone: texts hold other line separators."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]


def scored_rows(folder: Path, part: str) -> list[Row]:
    """The rows of ``<folder>/<part>.jsonl`` that are scored: all but those whose split or part says train."""
    rows = read_rows(folder / f"{part}.jsonl")
    return [row for row in rows if "train" not in (row.get("split"), row.get("part"))]


@dataclass(frozen=True)
class GoldSet:
    """A gold set: its name, its figures under their fixed names, its tasks and how its rows are read."""

    name: str
    figures: tuple[str, ...]
    tasks: tuple[Task, ...]
    rows: Callable[[Path, str], list[Row]] = scored_rows


def cut(row: Mapping[str, Any], paths: Sequence[str]) -> Row:
    """The part of a row that the paths name; absent fields stay absent."""
    out: Row = {}
    for path in paths:
        _copy(row, out, path.split("."))
    return out


def _copy(source: Mapping[str, Any], target: Row, steps: list[str]) -> None:
    name, listed = steps[0].removesuffix("[]"), steps[0].endswith("[]")
    value = source.get(name)
    if value is None:
        return
    if len(steps) == 1:
        target[name] = value
    elif listed:
        kept = target.setdefault(name, [{} for _ in value])
        for item, place in zip(value, kept, strict=True):
            _copy(item, place, steps[1:])
    else:
        _copy(value, target.setdefault(name, {}), steps[1:])


def make_case(row: Mapping[str, Any], inputs: Inputs) -> Case:
    """The Case of a row: nothing in it comes from a field outside ``inputs``."""
    seen = cut(row, inputs.paths())
    return Case(
        id=str(seen["id"]),
        text=str(seen.get(inputs.text, "")) if inputs.text else "",
        published=_iso_day(seen.get(inputs.published)) if inputs.published else None,
        title=seen.get(inputs.title) if inputs.title else None,
        url=seen.get(inputs.url) if inputs.url else None,
        given=cut(row, inputs.given),
    )


def make_cases(rows: Sequence[Row], inputs: Inputs) -> list[Case]:
    """The cases of the rows in the order of their ids, so that the order of a gold file tells nothing."""
    return sorted((make_case(row, inputs) for row in rows), key=lambda case: case.id)


def _iso_day(value: object) -> str | None:
    day = str(value or "")[:10]
    return day if len(day) == 10 and day[4] == day[7] == "-" else None
