"""Fits the weights of place recognition and choice, and writes src/onrecord/data/gazetteer/weights.toml.

    python training/fit_places.py ../shared/bench [--all] [--report]

Reads the dev halves of lgl and geovirus, and the place names with their countries from reports_train and from the
training messages of muc4 (for choice alone: their coordinates are not given). One fifth of the documents of each (by the sha256 of their id) is kept aside
and only scored; ``--all`` fits on it too, for the weights that are shipped. Recognition is a logistic regression over
``span_features``; choice a conditional logit over ``candidate_features`` and ``context_features``, both with an L2
penalty. ``spans_capitals`` is fitted on the same texts written in capitals.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize

from onrecord.lexicon.gazetteer import Gazetteer, load_gazetteer
from onrecord.mentions.places_choice import (
    Candidates,
    candidate_features,
    context_features,
    distance_km,
    flatten_queries,
    probabilities,
)
from onrecord.mentions.places_cues import span_features
from onrecord.mentions.places_homes import learn_homes
from onrecord.mentions.places_queries import PlaceHints, context_queries, evidence_of, queries_in_context
from onrecord.mentions.places_runs import view_text
from onrecord.mentions.places_spans import find_names

OUT = Path(__file__).resolve().parents[1] / "src" / "onrecord" / "data" / "gazetteer" / "weights.toml"
SETS = {"lgl": 1.0, "geovirus": 1.5}  # weight of a name: geovirus has half as many and all continents
SPAN_PENALTY, CHOICE_PENALTY = 2.0, 2.0
# The gold sets hardly name bases, zones and conflict regions, whose names of two words and more mean nothing else.
SPAN_PRIORS = {"area_of_words": 3.0}
# Of the gold names "Washington" too few stand in news of the world, where it is the capital and hardly the state.
CHOICE_PRIORS = {"area_beside_capital": -3.0}
NEAR_KM = 161.0


def read_documents(data: Path, with_aside: bool) -> list[dict[str, Any]]:
    documents = []
    for name, weight in SETS.items():
        for line in (data / name / "dev.jsonl").read_text(encoding="utf-8").rstrip("\n").split("\n"):
            document = json.loads(line)
            document["set"], document["weight"] = name, weight
            if with_aside or not is_aside(document["id"]):
                documents.append(document)
    return documents


def read_country_documents(data: Path, with_aside: bool) -> list[dict[str, Any]]:
    """Texts whose gold places have a country and no point, as documents of the same form."""
    aside = set((data / "reports_train" / "aside.txt").read_text(encoding="utf-8").split())
    documents = []
    for path in sorted((data / "reports_train").glob("*.json")):
        if path.with_suffix(".txt").name in aside and not with_aside:
            continue
        coded = json.loads(path.read_text(encoding="utf-8"))
        text = path.with_suffix(".txt").read_text(encoding="utf-8", errors="replace")
        places = {(p["name"], p["country"]) for e in coded["events"] for p in e.get("places", []) if p["country"]}
        documents.append(country_document(path.stem, text, places, 0.7))
    for line in (data / "muc4" / "dev.jsonl").read_text(encoding="utf-8").rstrip("\n").split("\n"):
        message = json.loads(line)
        if message["part"] == "train" and int(hashlib.sha256(message["id"].encode()).hexdigest(), 16) % 4 == 0:
            documents.append(country_document(message["id"], message["text"], set(muc_places(message)), 0.3))
    return [document for document in documents if document["toponyms"]]


def muc_places(message: dict[str, Any]) -> Iterable[tuple[str, str]]:
    """(name, country name) from locations such as "EL SALVADOR: SAN MIGUEL (DEPARTMENT)"."""
    for template in message["templates"]:
        for filler in template["slots"].get("location", []):
            country, *names = (re.sub(r" \(.*", "", part).strip() for part in filler["alts"][0].split(":"))
            yield from ((name, country) for name in names if " - " not in name)


def country_document(ident: str, text: str, places: Iterable[tuple[str, str]], weight: float) -> dict[str, Any]:
    names = [
        {"start": m.start(), "end": m.end(), "lat": None, "country_name": country}
        for name, country in places
        if len(name) > 3
        for m in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text)
    ]
    names.sort(key=lambda t: (t["start"], -t["end"]))
    apart = [t for i, t in enumerate(names) if not i or t["start"] >= names[i - 1]["end"]]
    return {"id": ident, "text": text, "toponyms": apart, "weight": weight, "countries_only": True}


def is_aside(ident: str) -> bool:
    return int(hashlib.sha256(ident.encode()).hexdigest(), 16) % 5 == 0


def fit_logistic(rows: list[dict[str, float]], labels: list[bool], weights: list[float]) -> dict[str, float]:
    """Logistic regression, its weights drawn to SPAN_PRIORS (else to 0)."""
    features = sorted({feature for row in rows for feature in row})
    position = {feature: i for i, feature in enumerate(features)}
    x = np.zeros((len(rows), len(features)))
    for i, row in enumerate(rows):
        for feature, value in row.items():
            x[i, position[feature]] = value
    y, w = np.array(labels, float), np.array(weights)
    prior = np.array([SPAN_PRIORS.get(feature, 0.0) for feature in features])

    def loss(beta: np.ndarray) -> tuple[float, np.ndarray]:
        score = x @ beta
        p = 1 / (1 + np.exp(-score))
        value = (w * (np.logaddexp(0, score) - y * score)).sum() + SPAN_PENALTY * ((beta - prior) @ (beta - prior)) / 2
        return value, x.T @ (w * (p - y)) + SPAN_PENALTY * (beta - prior)

    beta = minimize(loss, prior, jac=True, method="L-BFGS-B").x
    return dict(zip(features, beta.tolist(), strict=True))


def fit_spans(documents: list[dict[str, Any]], gazetteer: Gazetteer, capitals: bool) -> dict[str, float]:
    rows, labels, weights = [], [], []
    for document in documents:
        text = document["text"].upper() if capitals else document["text"]
        if len(text) != len(document["text"]):  # a letter whose capital is two letters moves the offsets
            continue
        gold = [(t["start"], t["end"]) for t in document["toponyms"]]
        view = view_text(text, gazetteer)
        names = find_names(view, gazetteer)
        for name, row in zip(names, span_features(names, view, gazetteer), strict=True):
            rows.append(row)
            labels.append(any(s < name.end and name.start < e for s, e in gold))
            weights.append(document["weight"])
    print(f"spans: {len(rows)} names, {sum(labels)} places")
    return fit_logistic(rows, labels, weights)


class ChoiceData:
    """One text's candidates with the gold ones marked."""

    def __init__(self, document: dict[str, Any], gazetteer: Gazetteer, home: tuple[float, float] | None) -> None:
        gold = [t for t in document["toponyms"] if t.get("lat") is not None or "country_name" in t]
        text, spans = document["text"], [(t["start"], t["end"]) for t in gold]
        hints = PlaceHints(outlet=document.get("domain"), title=document.get("title"), home=home)
        queries, position = queries_in_context(text, spans, gazetteer)
        self.queries = [*queries, *context_queries(text, gazetteer, hints)]
        self.flat: Candidates = flatten_queries(self.queries, gazetteer)
        self.weight = document["weight"]
        self.good = self._mark(gold, position, gazetteer)
        candidate_features(self.flat, self.queries, gazetteer, evidence_of(gazetteer, hints))

    def _mark(self, gold: list[dict[str, Any]], position: list[int], gazetteer: Gazetteer) -> np.ndarray:
        good = np.zeros(len(self.flat.place), bool)
        for i, name in zip(position, gold, strict=True):
            rows = np.flatnonzero(self.flat.segment == i)
            places = self.flat.place[rows]
            exact = [
                j for j, p in zip(rows, places, strict=True) if gazetteer.ident(int(p)) == str(name.get("geonameid"))
            ]
            if exact:
                good[exact] = True
            elif "country_name" in name:
                country = gazetteer.country_of(name["country_name"])
                code = gazetteer.countries.index(country.alpha3) if country else -1
                good[rows[gazetteer.country[places] == code]] = True
            elif len(rows):
                km = distance_km(gazetteer.latitude[places], gazetteer.longitude[places], name["lat"], name["lon"])
                good[rows[(km < NEAR_KM) & (km < km.min() + 10)]] = True
        return good


def fit_choice(texts: list[ChoiceData], features: list[str]) -> dict[str, float]:
    """Maximises the probability of the gold candidates; names without a gold candidate say nothing.

    The weights are drawn to CHOICE_PRIORS (else to 0).
    """
    xs, good, group, weight, offset = [], [], [], [], 0
    for text in texts:
        flat = text.flat
        if not len(flat.place):
            continue
        useful = np.isin(flat.segment, flat.segment[text.good])
        xs.append(np.column_stack([flat.columns[f] for f in features])[useful])
        good.append(text.good[useful])
        group.append(flat.segment[useful] + offset)
        weight.append(np.full(useful.sum(), text.weight))
        offset += len(text.queries)
    x, y, g, w = np.concatenate(xs), np.concatenate(good), np.concatenate(group), np.concatenate(weight)
    _, starts, position = np.unique(g, return_index=True, return_inverse=True)
    name_weight = w[starts]
    prior = np.array([CHOICE_PRIORS.get(feature, 0.0) for feature in features])

    def log_sum(score: np.ndarray) -> np.ndarray:
        top = np.maximum.reduceat(score, starts)
        return top + np.log(np.add.reduceat(np.exp(score - top[position]), starts))

    def loss(beta: np.ndarray) -> tuple[float, np.ndarray]:
        score = x @ beta
        all_sum, good_sum = log_sum(score), log_sum(np.where(y, score, -50.0))
        p, q = np.exp(score - all_sum[position]), np.where(y, np.exp(score - good_sum[position]), 0.0)
        value = (name_weight * (all_sum - good_sum)).sum() + CHOICE_PENALTY * ((beta - prior) @ (beta - prior)) / 2
        return value, x.T @ (w * (p - q)) + CHOICE_PENALTY * (beta - prior)

    beta = minimize(loss, prior, jac=True, method="L-BFGS-B").x
    return dict(zip(features, beta.tolist(), strict=True))


def fit_both_choices(documents: list[dict[str, Any]], gazetteer: Gazetteer) -> dict[str, dict[str, float]]:
    homes = learn_homes([(d.get("domain"), d["text"]) for d in documents], gazetteer)
    # A text whose outlet has a home is read with and without it: its absence is as ordinary as its presence.
    texts = [ChoiceData(document, gazetteer, None) for document in documents]
    texts += [ChoiceData(d, gazetteer, homes[d["domain"]]) for d in documents if d.get("domain") in homes]
    texts = [text for text in texts if len(text.flat.place)]
    choice = fit_choice(texts, sorted(texts[0].flat.columns))
    chances = [probabilities(text.flat, choice) for text in texts]
    context: dict[str, float] = {}
    for _ in range(3):
        for text, chance in zip(texts, chances, strict=True):
            context_features(text.flat, text.queries, gazetteer, chance)
        context = fit_choice(texts, sorted(texts[0].flat.columns))
        chances = [probabilities(text.flat, context) for text in texts]
    return {"choice": choice, "choice_context": context}


def write_weights(tables: dict[str, dict[str, float]], note: str) -> None:
    lines = [f"# Fitted by training/fit_places.py on {note}.", "# A feature that is missing weighs nothing."]
    for name, table in tables.items():
        lines += ["", f"[{name}]", *toml_lines(table)]
    OUT.write_text("\n".join(lines) + "\n", encoding="utf-8")


def toml_lines(table: dict[str, float]) -> Iterable[str]:
    return (f'"{feature}" = {weight:.3f}' for feature, weight in sorted(table.items()))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--all", action="store_true", help="fit on the fifth kept aside too")
    arguments = parser.parse_args()
    documents = read_documents(arguments.data, arguments.all)
    gazetteer = load_gazetteer()
    tables = {
        "spans": fit_spans(documents, gazetteer, capitals=False),
        "spans_capitals": fit_spans(documents, gazetteer, capitals=True),
    }
    write_weights({**tables, "choice": {}, "choice_context": {}}, "part of the data: run it to the end")
    documents += read_country_documents(arguments.data, arguments.all)
    tables |= fit_both_choices(documents, load_gazetteer())
    for table in ("choice", "choice_context"):  # no text has a dateline hint: it weighs as a national domain does
        tables[table]["dateline"] = tables[table]["top_level"]
    part = "all of dev.jsonl" if arguments.all else "four fifths of dev.jsonl"
    write_weights(tables, f"{part} of ../shared/bench/lgl and geovirus, reports_train and a quarter of muc4 train")


if __name__ == "__main__":
    main()
