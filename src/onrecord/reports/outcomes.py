"""Deaths and wounds that a document tells apart from the deed: "She was pronounced dead at the scene"."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from onrecord.lexicon.coding import CodingLexicon
from onrecord.mentions.casualties import TollMention, find_tolls
from onrecord.mentions.language import ParsedSentence
from onrecord.records import Status
from onrecord.reports.drafts import Draft, DraftToll
from onrecord.reports.reading import Reading

_HAPPENED = frozenset({Status.OCCURRED, Status.ONGOING})
_AFTER_CHARS = 1500
_BEFORE_CHARS = 600
_ANOTHER = frozenset({"another", "other", "second", "third"})


class _Harm(Struct, frozen=True):
    """A death or wound told in a sentence without a deed; ``names`` are the last words of the victims' names."""

    sentence: ParsedSentence
    number: int
    toll: TollMention
    names: frozenset[str]
    is_another: bool


def carry_outcomes(drafts: Sequence[Draft], reading: Reading, lexicon: CodingLexicon) -> list[Draft]:
    """Gives the deaths and wounds that sentences without a deed tell to the act of force told last before, else next
    after.

    An act that has its own figure of the dead keeps it, and wounds go only to an act without any figure. Who was told
    wounded and then dead counts as dead alone.
    """
    carried: dict[int, list[_Harm]] = {}
    told = {n for d in drafts if d.event_type == "ASSAULT" for n in d.sentences}
    for number, sentence in enumerate(reading.sentences):
        if number in told or not lexicon.harm.outcomes.search(sentence.text) or _is_by_nature(sentence, lexicon):
            continue
        harms = _harms(sentence, number, lexicon)
        act = _act_of(drafts, sentence.start, reading) if harms else None
        if act is not None:
            carried.setdefault(act, []).extend(harms)
    return [_with_harms(d, carried[k]) if k in carried else d for k, d in enumerate(drafts)]


def _is_by_nature(sentence: ParsedSentence, lexicon: CodingLexicon) -> bool:
    """Whether a disease, age or the weather has killed."""
    lemmas = {lemma.lower() for lemma in sentence.lemmas}
    return bool(lexicon.harm.natural.search(sentence.text) or lemmas & lexicon.not_events.doers)


def _with_harms(draft: Draft, harms: Sequence[_Harm]) -> Draft:
    deaths = [h for h in harms if h.toll.effect == "death"]
    wounds = [h for h in harms if h.toll.effect == "injury"]
    if deaths and not any(t.effect == "death" for t in draft.tolls):
        draft = _with(draft, "death", deaths)
    if wounds and not draft.tolls:
        draft = _with(draft, "injury", wounds)
    return draft


def _harms(sentence: ParsedSentence, number: int, lexicon: CodingLexicon) -> list[_Harm]:
    found = []
    for toll in find_tolls(sentence, lexicon.casualties, lexicon.numbers):
        if toll.effect != "abduction" and not toll.is_attackers and _figure(toll):
            names = frozenset(sentence.words[h].lower() for h in toll.heads if sentence.pos[h] == "PROPN")
            around = {sentence.words[k].lower() for h in toll.heads for k in sentence.children[h]}
            found.append(_Harm(sentence, number, toll, names, bool(around & _ANOTHER)))
    return found


def _figure(toll: TollMention) -> int:
    """The best figure, else the least ("scores")."""
    return toll.best or toll.low or 0


def _act_of(drafts: Sequence[Draft], start: int, reading: Reading) -> int | None:
    """The index of the act that a death told at ``start`` came of; ``None`` where none is near."""
    acts = [
        (k, _nearest(d, start, reading))
        for k, d in enumerate(drafts)
        if d.event_type == "ASSAULT" and d.status in _HAPPENED and not d.aggregate
    ]
    before = [(start - at, k) for k, at in acts if at <= start and start - at <= _AFTER_CHARS]
    after = [(at - start, k) for k, at in acts if at > start and at - start <= _BEFORE_CHARS]
    chosen = min(before or after, default=None)
    return None if chosen is None else chosen[1]


def _nearest(draft: Draft, start: int, reading: Reading) -> int:
    """Where the sentence of an act lies that comes last before ``start``, else first."""
    told = [reading.sentences[n].start for n in draft.sentences]
    return max((at for at in told if at <= start), default=min(told))


def _with(draft: Draft, effect: str, harms: Sequence[_Harm]) -> Draft:
    names = {name for harm in harms for name in harm.names}
    first = harms[0].toll
    count = max(len(names), *(_figure(harm.toll) for harm in harms))
    is_one_figure = count == _figure(first)
    toll = DraftToll(
        effect,
        first.low if is_one_figure else count,
        first.best if is_one_figure else count,
        first.high if is_one_figure else None,
        first.start,
        first.end,
    )
    were_told_hurt = effect == "death" and not all(harm.is_another for harm in harms)
    tolls = (_less(t, count) if t.effect == "injury" and were_told_hurt else t for t in draft.tolls)
    clauses = tuple((h.sentence.starts[0], h.sentence.ends[-1]) for h in harms)
    return replace(
        draft,
        tolls=(*(t for t in tolls if t is not None), toll),
        sentences=(*draft.sentences, *dict.fromkeys(h.number for h in harms)),
        clauses=draft.clauses + tuple(c for c in dict.fromkeys(clauses) if c not in draft.clauses),
    )


def _less(toll: DraftToll, dead: int) -> DraftToll | None:
    """The wounded less those who died; ``None`` where nobody is left of them."""
    if toll.best is None:
        return toll
    left = toll.best - dead
    return replace(toll, low=left, best=left, high=left) if left > 0 else None
