"""Writes the texts that the span model is fitted on, with the spans to be found in them.

    python -m training.spans.align ../shared/bench .work/spans.jsonl

One JSON object a text: {set, part, id, text, sentences: [[start, end]],
spans: [{head, start, end, doubtful, is: {head: [labels]}}], told: [[labels] for each sentence] or null}; offsets in
``text``. MUC-4 keys hold wordings, not offsets: every place where a wording of an entity stands is taken for it, some
as doubtful. part: train; aside (MUC-4: an eighth of the train documents, by
the id's sha256, on which the document-level choice is fitted); test (what the gold sets score).
"""

from __future__ import annotations

import argparse
import hashlib
import json
import pathlib
import re
from collections.abc import Iterator, Mapping
from typing import Any

from onrecord.documents import make_document
from onrecord.lexicon.ontology import load_ontology
from onrecord.mentions.sentences import split_sentences
from onrecord.records import Document, MediaKind, RawItem

Row = dict[str, Any]
ASIDE = 8
SLOTS = {
    "perp_individual": "perp_individual",
    "perp_organization": "perp_organization",
    "phys_target_id": "phys_target",
    "hum_target_name": "hum_name",
    "hum_target_description": "hum_description",
    "instrument_id": "instrument",
}
FACETS = {
    "perp_org_confidence": ("confidence", ("perp_organization",)),
    "phys_target_type": ("phys_type", ("phys_target_id",)),
    "phys_target_effect": ("phys_effect", ("phys_target_id",)),
    "hum_target_type": ("hum_type", ("hum_target_name", "hum_target_description")),
    "hum_target_effect": ("hum_effect", ("hum_target_name", "hum_target_description")),
    "instrument_type": ("instrument_type", ("instrument_id",)),
}
EMPTY = "-"
MAY_BE_EMPTY = ("phys_effect", "hum_effect", "category")
PERPETRATORS = ("perp_individual", "perp_organization")


def sha_divides(row_id: str, divisor: int) -> bool:
    return int(hashlib.sha256(row_id.encode()).hexdigest(), 16) % divisor == 0


def read(path: pathlib.Path) -> Iterator[Row]:
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line.strip():
            yield json.loads(line)


def sentences_of(text: str) -> list[tuple[int, int]]:
    return list(split_sentences(text, load_ontology().abbreviations))


def raw_item(row: Row) -> RawItem:
    data = row["text"].encode()
    digest = hashlib.sha256(data).hexdigest()
    return RawItem(path=row["id"], data=data, sha256=digest, media=MediaKind.TEXT, language="en")


def clean_text(row: Row) -> str:
    """The text as onrecord reads it: the span model is asked about cleaned documents."""
    made = make_document(raw_item(row))
    return made.clean if isinstance(made, Document) else str(row["text"])


def muc4_rows(path: pathlib.Path) -> Iterator[Row]:
    for row in read(path):
        part = "test" if row["part"] != "train" else "aside" if sha_divides(row["id"], ASIDE) else "train"
        text = clean_text(row)
        sentences = sentences_of(text)
        entities = gather_entities(row["templates"])
        counts = [named_by_sentence(text, sentences, template) for template in row["templates"]]
        yield {
            "set": "muc4",
            "part": part,
            "id": row["id"],
            "text": text,
            "sentences": sentences,
            "spans": mark_doubtful(list(entity_spans(text, entities)), sentences, row["templates"], counts),
            "told": told_by_sentence(text, sentences, row["templates"], counts),
        }


def gather_entities(templates: list[Row]) -> dict[tuple[str, str], dict[str, set[str]]]:
    """{(head, wording): {facet: labels}} over all templates."""
    entities: dict[tuple[str, str], dict[str, set[str]]] = {}
    for template in templates:
        slots = template["slots"]
        for slot, head in SLOTS.items():
            for fill in slots[slot]:
                facets = facets_of(slot, fill, slots)
                for wording in fill["alts"]:
                    known = entities.setdefault((head, wording), {})
                    for facet, labels in facets.items():
                        known.setdefault(facet, set()).update(labels)
    return entities


def facets_of(slot: str, fill: Row, slots: Mapping[str, list[Row]]) -> dict[str, set[str]]:
    found = {
        "incident": {label for kind in slots["type"] for label in kind["alts"]},
        "stage": {label for stage in slots["stage"] for label in stage["alts"]},
    }
    if slot in PERPETRATORS:
        found["category"] = {label for one in slots["perp_category"] for label in one["alts"]}
    names = {*fill["alts"], *fill["refs"]}
    for facet_slot, (facet, holders) in FACETS.items():
        if slot in holders:
            told = {label for one in slots[facet_slot] if names & set(one["refs"]) for label in one["alts"]}
            found[facet] = {label.split(":")[0].strip() for label in told}
    for facet in MAY_BE_EMPTY:
        if facet in found and not found[facet]:
            found[facet] = {EMPTY}
    return found


def places(text: str, wording: str) -> Iterator[tuple[int, int]]:
    if not wording.strip():
        return
    pattern = r"(?<!\w)" + r"\s+".join(map(re.escape, wording.split())) + r"(?!\w)"
    for match in re.finditer(pattern, text, re.I):
        yield match.start(), match.end()


def entity_spans(text: str, entities: Mapping[tuple[str, str], dict[str, set[str]]]) -> Iterator[Row]:
    """Where entities stand; of those of one head that overlap the longest."""
    taken: dict[str, list[tuple[int, int]]] = {}
    for (head, wording), facets in sorted(entities.items(), key=lambda item: (-len(item[0][1]), item[0])):
        used = taken.setdefault(head, [])
        for start, end in places(text, wording):
            if any(start < b and a < end for a, b in used):
                continue
            used.append((start, end))
            known = {k: sorted(v) for k, v in facets.items() if v}
            yield {"head": head, "start": start, "end": end, "words": wording, "is": known}


def named_by_sentence(text: str, sentences: list[tuple[int, int]], template: Row) -> list[int]:
    """How many of a template's entities each sentence names."""
    counts = [0] * len(sentences)
    for slot in SLOTS:
        for fill in template["slots"][slot]:
            for index, (start, end) in enumerate(sentences):
                counts[index] += any(True for wording in fill["alts"] for _ in places(text[start:end], wording))
    return counts


def mark_doubtful(
    spans: list[Row], sentences: list[tuple[int, int]], templates: list[Row], counts: list[list[int]]
) -> list[Row]:
    """Each span with ``doubtful``: its sentence names nothing else of its templates, and another sentence that has
    the same words does. "Guerrillas" in one sentence need not be those of the key."""
    strength = []
    for span in spans:
        index = next((k for k, (a, b) in enumerate(sentences) if a <= span["start"] < b), 0)
        of = [n for n, t in enumerate(templates) if holds(t, span["words"])]
        strength.append(max((counts[n][index] for n in of), default=0))
    best: dict[tuple[str, str], int] = {}
    for span, count in zip(spans, strength, strict=True):
        key = (span["head"], span["words"])
        best[key] = max(best.get(key, 0), count)
    for span, count in zip(spans, strength, strict=True):
        span["doubtful"] = count < 2 and count < best[span["head"], span.pop("words")]
    return spans


def holds(template: Row, wording: str) -> bool:
    return any(wording in fill["alts"] for slot in SLOTS for fill in template["slots"][slot])


def told_by_sentence(
    text: str, sentences: list[tuple[int, int]], templates: list[Row], counts: list[list[int]]
) -> list[list[str]]:
    """For each sentence the types of the incidents it tells of: it names two of the incident's entities, or a
    target, or as many as any other sentence does."""
    told: list[set[str]] = [set() for _ in sentences]
    for template, named in zip(templates, counts, strict=True):
        slots = template["slots"]
        targets = [w for slot in SLOTS if "target" in slot for fill in slots[slot] for w in fill["alts"]]
        for index, count in enumerate(named):
            start, end = sentences[index]
            if count and (count > 1 or count == max(named) or any(any(places(text[start:end], w)) for w in targets)):
                told[index].update(slots["type"][0]["alts"])
    return [sorted(labels) for labels in told]


def polnear_rows(path: pathlib.Path) -> Iterator[Row]:
    """Attributions by the first annotator; a content in several pieces gives several spans."""
    for row in read(path):
        spans = sorted(
            {
                (name, start, end)
                for attribution in row["annotations"][0]["attributions"]
                for name in ("source", "cue", "content")
                for group in attribution[name]
                for start, end in group["spans"]
            }
        )
        yield {
            "set": "polnear",
            "part": "train" if row["split"] == "train" else "test",
            "id": row["id"],
            "text": row["text"],
            "sentences": sentences_of(row["text"]),
            "spans": [{"head": head, "start": start, "end": end, "is": {}} for head, start, end in spans],
            "told": None,
        }


def cameo_rows(path: pathlib.Path) -> Iterator[Row]:
    for row in read(path):
        if row.get("tags"):
            yield {
                "set": "cameo_st",
                "part": "test" if sha_divides(row["id"], 5) else "train",
                "id": row["id"],
                "text": row["text"],
                "sentences": [(0, len(row["text"]))],
                "spans": list(tagged(row)),
                "told": None,
            }


def tagged(row: Row) -> Iterator[Row]:
    """The spans of a row's BIO tags in its text."""
    at, opened = 0, None
    for token, tag in zip([*row["tokens"], ""], [*row["tags"], "O"], strict=True):
        start = row["text"].find(token, at)
        if opened and not tag.startswith("I-"):
            yield opened
            opened = None
        if start < 0:
            continue
        at = start + len(token)
        if tag in ("B-S", "B-T"):
            opened = {"head": "acting" if tag == "B-S" else "acted_on", "start": start, "end": at, "is": {}}
        elif opened and tag.startswith("I-"):
            opened["end"] = at


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("data", type=pathlib.Path, help="folder of the gold sets")
    ap.add_argument("out", type=pathlib.Path)
    a = ap.parse_args()
    a.out.parent.mkdir(parents=True, exist_ok=True)
    with a.out.open("w", encoding="utf-8") as handle:
        for rows in (
            muc4_rows(a.data / "muc4/dev.jsonl"),
            polnear_rows(a.data / "polnear/dev.jsonl"),
            cameo_rows(a.data / "cameo_st/dev.jsonl"),
        ):
            for row in rows:
                handle.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
