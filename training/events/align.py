"""Writes the sentences that the event model is fitted on: candidate words, each with its label.

    python -m training.events.align ../shared/bench .work/events.jsonl

Gold events carry quotes, not trigger words. A quote's trigger is taken to be the candidate word in it that the
trigger lexicon lists under an accepted type, else the word nearest the root of the quote's parse. Words in no
quote are negatives; other words of a quote are left out of the loss. Our own sentences (training/sentences) mark
their event words themselves; their unmarked words are negatives. Output: one JSON object a sentence:
{set, document, text, candidates: [{start, end, lemma, pos, types: [..] | null, status: str | null, core}]}, offsets in ``text``;
types [] is a negative, null is "not known".
"""

from __future__ import annotations

import argparse
import hashlib
import json
import pathlib
import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from onrecord.lexicon.ontology import Ontology, load_ontology
from onrecord.mentions.language import ParsedSentence, SpacyParser
from onrecord.mentions.sentences import split_sentences
from onrecord.mentions.triggers import candidate_words, word_frames
from training.events.labels import LABELS, LATER_LABELS, labelled_sentences
from training.events.masking import name_masker

RAMS_TYPES = [
    ("conflict.attack", ["ASSAULT"]), ("conflict.demonstrate", ["PROTEST"]), ("conflict.yield.retreat", ["RETREAT"]), ("conflict.yield.surrender", ["RETREAT"]),
    ("contact.negotiate", ["CONSULT"]), ("contact.discussion", ["CONSULT"]), ("contact.collaborate", ["COOPERATE", "CONSULT"]), ("contact.threatencoerce", ["THREATEN"]),
    ("contact.requestadvise", ["REQUEST"]), ("contact.commandorder", ["REQUEST"]), ("government.agreements", ["AGREE"]),
    ("justice.arrestjaildetain", ["COERCE"]), ("justice.investigate", ["ACCUSE"]), ("justice.initiatejudicialprocess", ["ACCUSE", "COERCE", "SANCTION"]),
    ("justice.judicialconsequences.convict", ["SANCTION"]), ("justice.judicialconsequences.execute", ["ASSAULT"]), ("justice.judicialconsequences.extradite", ["COERCE"]),
    ("life.die", ["ASSAULT"]), ("life.injure", ["ASSAULT"]), ("transaction.transaction.giftgrantprovideaid", ["AID"]), ("transaction.transaction.embargosanction", ["SANCTION"]),
    ("movement.transportperson.evacuationrescue", ["AID"]), ("artifactexistence.damagedestroy", ["ASSAULT"]), ("government.formation.mergegpe", ["AGREE", "COERCE"]),
]  # fmt: skip


def one_line(text: str) -> str:
    """Single line breaks as spaces, blank lines kept; every offset stays."""
    return re.sub(r"(?<!\n)\n(?!\s*\n)", " ", text)


def parse_document(text: str, parser: SpacyParser, ontology: Ontology) -> list[ParsedSentence]:
    clean = one_line(text)
    return list(parser.parse((clean[a:b], a) for a, b in split_sentences(clean, ontology.abbreviations)))


def choose_trigger(
    sentence: ParsedSentence, candidates: list[int], span: tuple[int, int], types: list[str], ontology: Ontology
) -> int | None:
    inside = [i for i in candidates if sentence.starts[i] < span[1] and span[0] < sentence.ends[i]]
    if not inside:
        return None

    def depth(i: int) -> int:
        d = 0
        while (
            sentence.heads[i] != i
            and sentence.starts[sentence.heads[i]] < span[1]
            and span[0] < sentence.ends[sentence.heads[i]]
        ):
            i = sentence.heads[i]
            d += 1
        return d

    def rank(i: int) -> tuple[float, int]:
        frames = ontology.frames(sentence.lemmas[i], sentence.pos[i])
        fits = [f for f in frames if f.event_type in types]
        best = max(
            (types.index(f.event_type) * -0.5 + (3.0 if f.strength == "strong" else 2.0) for f in fits), default=0.0
        )
        return best * 2 - depth(i), -i

    return max(inside, key=rank)


def reports_rows(
    folder: pathlib.Path, parser: SpacyParser, ontology: Ontology, setname: str
) -> Iterator[dict[str, Any]]:
    aside = set((folder / "aside.txt").read_text().split()) if (folder / "aside.txt").exists() else set()
    texts = {d["id"]: d["text"] for d in map(json.loads, (folder / "documents.jsonl").open(encoding="utf-8"))}
    for path in sorted(folder.glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        name = gold["document"]
        text = texts[name]
        sentences = parse_document(text, parser, ontology)
        marks: dict[int, list[tuple[int, dict[str, Any]]]] = defaultdict(list)
        covered: list[tuple[int, int]] = []
        for event in gold["events"]:
            for quote in event["quotes"]:
                a = text.find(quote)
                span = (a, a + len(quote))
                covered.append(span)
                for s, sentence in enumerate(sentences):
                    if sentence.start < span[1] and span[0] < sentence.ends[-1]:
                        i = choose_trigger(
                            sentence, candidate_words(sentence, ontology), span, event["event_type"], ontology
                        )
                        if i is not None:
                            marks[s].append((i, event))
                            break
        for s, sentence in enumerate(sentences):
            words = []
            chosen = defaultdict(list)
            for i, event in marks.get(s, []):
                chosen[i].append(event)
            for i in candidate_words(sentence, ontology):
                a, b = sentence.starts[i], sentence.ends[i]
                types: list[str] | None = []
                status = None
                core = None
                if i in chosen:
                    types = sorted(
                        {t for e in chosen[i] for t in e["event_type"]},
                        key=lambda t: [t not in e["event_type"] for e in chosen[i]],
                    )
                    first = chosen[i][0]["event_type"][0]
                    types = [first] + [t for t in types if t != first]
                    status = chosen[i][0]["status"]
                    core = any(e.get("core", True) for e in chosen[i])
                elif any(x < b and a < y for x, y in covered):
                    types = None
                words.append(
                    {
                        "start": a - sentence.start,
                        "end": b - sentence.start,
                        "lemma": sentence.lemmas[i],
                        "pos": sentence.pos[i],
                        "types": types,
                        "status": status,
                        "core": core,
                    }
                )
            if words:
                part = "aside" if name in aside else ("train" if setname == "reports_train" else "test")
                told = [e for events in chosen.values() for e in events]
                yield {
                    "set": setname,
                    "part": part,
                    "document": name,
                    "text": sentence.text,
                    "candidates": words,
                    "roles": _role_spans(sentence.text, told) if told else None,
                }


def rams_rows(path: pathlib.Path, parser: SpacyParser, ontology: Ontology, skip: set[str]) -> Iterator[dict[str, Any]]:
    for row in map(json.loads, path.open(encoding="utf-8")):
        if row["id"] in skip:
            continue
        first, last, kinds = row["evt_triggers"][0]
        types = next((t for prefix, t in RAMS_TYPES if kinds[0][0].startswith(prefix)), None)
        offset = 0
        for sent in row["sentences"]:
            if offset <= first < offset + len(sent):
                words, starts, pos = [], [], 0
                for t in sent:
                    starts.append(pos)
                    words.append(t)
                    pos += len(t) + 1
                text = " ".join(words)
                a = starts[first - offset]
                b = starts[last - offset] + len(words[last - offset])
                sentence = next(iter(parser.parse([(text, 0)])))
                cands = candidate_words(sentence, ontology)
                if types is not None:
                    hit = [i for i in cands if sentence.starts[i] < b and a < sentence.ends[i]]
                    cand = [
                        {
                            "start": sentence.starts[i],
                            "end": sentence.ends[i],
                            "lemma": sentence.lemmas[i],
                            "pos": sentence.pos[i],
                            "types": types if i in hit else None,
                            "status": None,
                            "core": None,
                        }
                        for i in cands
                    ]
                    if hit:
                        yield {"set": "rams", "part": "train", "document": row["id"], "text": text, "candidates": cand}
            offset += len(sent)


SENTENCES = pathlib.Path(__file__).resolve().parents[1] / "sentences"
FACTUALITY = "factuality.jsonl"
"""Holds values of factuality, no events; fit.py reads it."""

MASKED_SETS = frozenset({"reports_train", "reports_gold", "rams", "labels", "later_labels"})
"""Given with stand-ins for names, as the coder shows its sentences to the model; the others teach it names."""

QUADS = {
    "1": ["AGREE", "CONSULT", "SUPPORT", "CONCEDE"],
    "2": ["COOPERATE", "AID", "RETREAT", "CONCEDE"],
    "3": ["REQUEST", "ACCUSE", "REJECT", "THREATEN"],
    "4": ["PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"],
}


def cameo_rows(path: pathlib.Path, parser: SpacyParser, ontology: Ontology) -> Iterator[dict[str, Any]]:
    """Sentences coded with a quad class alone: the listed words that fit the class carry their listed types, others are not known."""
    for row in map(json.loads, path.open(encoding="utf-8")):
        sentence = next(iter(parser.parse([(row["text"], 0)])))
        cands = candidate_words(sentence, ontology)
        fitting = {
            i: [f for f in word_frames(sentence, i, ontology) if f.event_type in QUADS.get(row["quad"], [])]
            for i in cands
        }
        any_strong = any(f.strength == "strong" for fs in fitting.values() for f in fs)
        words = []
        for i in cands:
            frames = [f for f in fitting[i] if f.strength == "strong" or not any_strong]
            types = list(dict.fromkeys(f.event_type for f in frames)) or None
            words.append(_word(sentence, i, types, None, None))
        aside = int(hashlib.sha256(row["id"].encode()).hexdigest(), 16) % 5 == 0
        yield {
            "set": "cameo_st",
            "part": "aside" if aside else "train",
            "document": row["id"],
            "text": row["text"],
            "candidates": words,
            "quad": int(row["quad"]),
            "roles": _tagged(row),
        }


def _tagged(row: dict[str, Any]) -> list[tuple[int, int, str]] | None:
    """Source and target spans of a row's BIO tags, found again in its text; None where it has no tags."""
    if not row.get("tags"):
        return None
    spans, at = [], 0
    for token, tag in zip(row["tokens"], row["tags"], strict=True):
        start = row["text"].find(token, at)
        if start < 0:
            return None
        at = start + len(token)
        if tag != "O":
            spans.append((start, at, tag[-1]))
    return spans


def _word(
    sentence: ParsedSentence, i: int, types: list[str] | None, status: str | None, core: bool | None
) -> dict[str, Any]:
    a, b = sentence.starts[i] - sentence.start, sentence.ends[i] - sentence.start
    return {
        "start": a,
        "end": b,
        "lemma": sentence.lemmas[i],
        "pos": sentence.pos[i],
        "types": types,
        "status": status,
        "core": core,
    }


def _role_spans(text: str, events: list[dict[str, Any]]) -> list[tuple[int, int, str]]:
    """Where the sentence names the parties of its events."""
    spans = []
    for event in events:
        for key, tag in (("recipients", "T"), ("actors", "S")):
            for name in event[key]:
                for match in re.finditer(re.escape(name.replace("\n", " ")), text, re.I):
                    spans.append((match.start(), match.end(), tag))
    return spans


def own_rows(folder: pathlib.Path, parser: SpacyParser, ontology: Ontology) -> Iterator[dict[str, Any]]:
    """Our own sentences: marked words carry their labels, types null is "not known"; all other words carry no event."""
    for path in sorted(folder.glob("*.jsonl")):
        if path.name == FACTUALITY:
            continue
        for number, row in enumerate(map(json.loads, path.open(encoding="utf-8")), start=1):
            sentence = next(iter(parser.parse([(row["text"], 0)])))
            marked = {w["start"]: w for w in row["words"]}
            words = [
                _word(sentence, i, [], None, None)
                for i in candidate_words(sentence, ontology)
                if sentence.starts[i] not in marked
            ]
            words += [{"lemma": "", "pos": "", "status": None, "core": None} | w for w in marked.values()]
            yield {
                "set": "own",
                "part": "train",
                "document": f"{path.stem}-{number}",
                "text": row["text"],
                "candidates": sorted(words, key=lambda w: w["start"]),
                "roles": row.get("parties"),
            }


def label_rows(
    data: pathlib.Path, parser: SpacyParser, ontology: Ontology, path: pathlib.Path, into: str
) -> Iterator[dict[str, Any]]:
    """Sentences of other texts, labelled by close reading (``training.events.labels``), as rows of the set ``into``."""
    for name, document, text, judged in labelled_sentences(data, path):
        sentence = next(iter(parser.parse([(text, 0)])))
        marked = {w["start"] for w in judged}
        words = [
            _word(sentence, i, [], None, None)
            for i in candidate_words(sentence, ontology)
            if sentence.starts[i] not in marked
        ]
        words += [{"lemma": "", "pos": ""} | w for w in judged]
        yield {
            "set": into,
            "part": "train",
            "document": f"{name} {document}",
            "text": text,
            "candidates": sorted(words, key=lambda w: w["start"]),
            "roles": None,
        }


def aside_origins(folder: pathlib.Path) -> set[str]:
    """Ids of the RAMS excerpts that stand in the part of reports_train kept aside."""
    aside = set((folder / "aside.txt").read_text().split())
    golds = (json.loads(path.read_text(encoding="utf-8")) for path in folder.glob("rams-*.json"))
    return {word for gold in golds if gold["document"] in aside for word in gold["origin"].split()}


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("data", type=pathlib.Path)
    ap.add_argument("out", type=pathlib.Path)
    ap.add_argument("--names", action="store_true", help="leave names as they are")
    a = ap.parse_args()
    ontology = load_ontology()
    parser = SpacyParser()
    masked = (lambda row: row) if a.names else name_masker()
    with a.out.open("w", encoding="utf-8") as out:
        for row in event_rows(a.data, parser, ontology):
            shown = masked(row) if row["set"] in MASKED_SETS else row
            out.write(json.dumps(shown, ensure_ascii=False) + "\n")


def event_rows(data: pathlib.Path, parser: SpacyParser, ontology: Ontology) -> Iterator[dict[str, Any]]:
    """The sentences of all sets, one set after the other."""
    for name in ("reports_train", "reports_gold"):
        yield from reports_rows(data / name, parser, ontology, name)
    yield from own_rows(SENTENCES, parser, ontology)
    yield from cameo_rows(data / "cameo_st" / "dev.jsonl", parser, ontology)
    yield from rams_rows(data / "rams" / "dev.jsonl", parser, ontology, aside_origins(data / "reports_train"))
    yield from label_rows(data, parser, ontology, LABELS, "labels")
    yield from label_rows(data, parser, ontology, LATER_LABELS, "later_labels")


if __name__ == "__main__":
    main()
