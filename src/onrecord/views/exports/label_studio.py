"""Label Studio's tasks, both ways: predictions to begin with, annotations as they come back (JSON and JSON-MIN)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from onrecord.errors import InputError
from onrecord.records import content_id
from onrecord.views.exports.cases import Case, Settings
from onrecord.views.exports.marks import Mark, MarkedDocument, marked_documents
from onrecord.views.exports.returned import ReturnedDocument

__all__ = ["label_studio_parts", "read_label_studio"]

_FROM: Final = "label"
_TO: Final = "text"


def label_studio_parts(cases: Iterable[Case], settings: Settings) -> Iterator[str]:
    """A list of tasks, a task a line. The labelling configuration needs Labels named ``label`` on a Text ``text``."""
    yield "["
    separator = "\n"
    for marked in marked_documents(cases):
        yield separator + json.dumps(_task(marked, settings), ensure_ascii=False)
        separator = ",\n"
    yield "\n]\n"


def _task(marked: MarkedDocument, settings: Settings) -> dict[str, Any]:
    document = marked.document
    results = [
        {
            "id": content_id("m", document.document_id, mark.start, mark.end, mark.label).removeprefix("m-"),
            "from_name": _FROM,
            "to_name": _TO,
            "type": "labels",
            "value": {
                "start": mark.start,
                "end": mark.end,
                "text": document.clean[mark.start : mark.end],
                "labels": [mark.label],
            },
        }
        for mark in marked.marks
    ]
    data = {"text": document.clean, "document_id": document.document_id, "title": document.title}
    return {"data": data, "predictions": [{"model_version": f"onrecord {settings.version}", "result": results}]}


def read_label_studio(path: Path) -> Iterator[ReturnedDocument]:
    """Each task of a file that Label Studio exported. Of several annotations of a task the last one that was not
    cancelled counts; a task without any is passed over. InputError where the file cannot be read."""
    try:
        tasks = json.loads(path.read_text(encoding="utf-8-sig"))
        for number, task in enumerate(tasks, start=1):
            returned = _returned(f"{path.name}, task {number}", task)
            if returned is not None:
                yield returned
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError(f"{path}: no tasks of Label Studio; export them as JSON or JSON-MIN") from error


def _returned(name: str, task: dict[str, Any]) -> ReturnedDocument | None:
    data = task.get("data", task)
    text = str(data["text"])
    if "annotations" in task:
        kept = [one for one in task["annotations"] if not one.get("was_cancelled")]
        if not kept:
            return None
        values = [one["value"] for one in kept[-1]["result"] if one.get("type") == "labels"]
    elif _FROM in data:
        values = list(data[_FROM])
    else:
        return None
    marks = {Mark(*_span(value, text), str(label)) for value in values for label in value["labels"]}
    return ReturnedDocument(name=name, document_id=data.get("document_id"), text=text, marks=tuple(sorted(marks)))


def _span(value: dict[str, Any], text: str) -> tuple[int, int]:
    """Start and end in characters. A browser counts UTF-16 units, which differ after a character beyond them."""
    start, end = int(value["start"]), int(value["end"])
    words = value.get("text")
    if words is None or text[start:end] == words:
        return start, end
    units = text.encode("utf-16-le")
    first, last = (len(units[: 2 * offset].decode("utf-16-le", "ignore")) for offset in (start, end))
    if text[first:last] != words:
        raise ValueError(f"the words at [{start},{end}) are not {words!r}")
    return first, last
