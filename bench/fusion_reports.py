"""Synthetic reports of which it is known who tells of what: a stream of attacks as many outlets would tell it.

A few towns see most of the attacks, some of them several on one day. Of each attack one to eighty documents tell, with
what makes fusion hard: days wrong or missing, towns missing or taken for a neighbour, tolls that rise from day to day,
names of doers that differ, are missing or wrong, and copies. The stream has a fixed number of attacks a day, so
that more reports are a longer stretch of it. All names are made of syllables.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import accumulate

from msgspec import Struct, structs

from onrecord.records import (
    Actor,
    Casualties,
    CoderRef,
    Codes,
    Confidence,
    DatePrecision,
    DocumentRef,
    EventDate,
    Evidence,
    Place,
    PlacePrecision,
    PlaceRole,
    Recipient,
    RecipientKind,
    Report,
    Status,
    Toll,
    Weapon,
    content_id,
)

__all__ = ["Told", "World", "make_world", "tell"]

FIRST_DAY = date(2001, 1, 1)
TOWNS, COUNTRIES, GROUPS, OUTLETS, VOCABULARY = 3000, 60, 400, 300, 6000
SYLLABLES = ("ba", "dor", "el", "fa", "gu", "hir", "ka", "lo", "mes", "na", "or", "pi", "ra", "sul", "ten", "vo")
MODES = ("explosives", "firearms", "stabbing", "arson")
WEAPONS = {"explosives": "explosive", "firearms": "firearm", "stabbing": "blade", "arson": "incendiary"}
TARGETS = ("market", "checkpoint", "mosque", "school", "convoy", "station", "clinic", "farmers", "police", "bridge")
AGAIN_SAME_DAY, COPIED, WRONG_DAY, NO_DAY, NO_TOWN, NEAR_TOWN = 0.12, 0.25, 0.08, 0.12, 0.06, 0.03
NO_DOER, OTHER_DOER, OTHER_MODE, NO_TOLL, NO_TARGET = 0.4, 0.07, 0.05, 0.2, 0.15
MOST_DOCUMENTS = 80


class Town(Struct, frozen=True):
    name: str
    country: str
    latitude: float
    longitude: float


class World(Struct, frozen=True):
    """Towns in falling order of how much happens there, the groups of each country, words in falling order of use."""

    towns: Sequence[Town]
    groups: Sequence[str]
    words: Sequence[str]
    town_shares: Sequence[float]
    word_shares: Sequence[float]


class Attack(Struct, frozen=True):
    town: int
    day: int
    mode: str
    target: str
    doer: str
    killed: int
    wounded: int
    words: Sequence[str]


class Told(Struct, frozen=True):
    """Reports with the attack that each tells of (by report id) and the origin of each document."""

    reports: Sequence[Report]
    truth: dict[str, int]
    origins: dict[str, str]


def _name(dice: random.Random, least: int = 2) -> str:
    return "".join(dice.choices(SYLLABLES, k=least + dice.randrange(3))).capitalize()


def _zipf(count: int) -> list[float]:
    return list(accumulate(1 / (rank + 1) for rank in range(count)))


def make_world(seed: int) -> World:
    """The same world for the same seed, whatever the number of reports."""
    dice = random.Random(seed)
    centres = [(dice.uniform(-35, 60), dice.uniform(-120, 140)) for _ in range(COUNTRIES)]
    towns = []
    for _ in range(TOWNS):
        at = dice.randrange(COUNTRIES)
        latitude, longitude = (centre + dice.gauss(0, 2.5) for centre in centres[at])
        towns.append(Town(_name(dice, 3), f"X{at:02d}", latitude, longitude))
    words = [_name(dice, 2).lower() for _ in range(VOCABULARY)]
    return World(towns, [f"{_name(dice)} {_name(dice)}" for _ in range(GROUPS)], words, _zipf(TOWNS), _zipf(VOCABULARY))


def _attack(world: World, dice: random.Random, day: int, town: int | None) -> Attack:
    at = dice.choices(range(TOWNS), cum_weights=world.town_shares)[0] if town is None else town
    killed = int(dice.paretovariate(1.2)) - 1
    return Attack(
        town=at,
        day=day,
        mode=dice.choices(MODES, (5, 5, 1, 1))[0],
        target=dice.choice(TARGETS),
        doer=world.groups[(at * 7 + min(int(dice.expovariate(0.8)), 5)) % GROUPS],
        killed=min(killed, 300),
        wounded=min(int(killed * dice.uniform(0.5, 4)), 900),
        words=(
            *dice.choices(world.words, cum_weights=world.word_shares, k=12),
            f"{_name(dice)} {_name(dice)}",
            _name(dice),
        ),
    )


def _attacks(world: World, dice: random.Random, per_day: int) -> Iterator[Attack]:
    day = 0
    while True:
        town = None
        for _ in range(per_day):
            attack = _attack(world, dice, day, town)
            town = attack.town if dice.random() < AGAIN_SAME_DAY else None
            yield attack
        day += 1


def _iso(day: int) -> str:
    return (FIRST_DAY + timedelta(days=day)).isoformat()


def _when(attack: Attack, dice: random.Random) -> EventDate | None:
    chance = dice.random()
    if chance < NO_DAY:
        return None
    day = attack.day + (dice.choice((-3, -1, 1, 2)) if chance < NO_DAY + WRONG_DAY else 0)
    return EventDate(start=_iso(day), end=_iso(day), precision=DatePrecision.DAY)


def _where(attack: Attack, world: World, dice: random.Random) -> Place:
    town, chance = world.towns[attack.town], dice.random()
    if chance < NO_TOWN:
        return Place(
            text=town.country, role=PlaceRole.SITE, name=town.country, country=town.country, admin1=None, latitude=None,
            longitude=None, precision=PlacePrecision.COUNTRY, gazetteer_id=town.country, score=0.9,
        )  # fmt: skip
    moved = 0.15 if chance < NO_TOWN + NEAR_TOWN else 0.0
    name = f"{town.name} North" if moved else town.name
    return Place(
        text=name, role=PlaceRole.SITE, name=name, country=town.country, admin1=None, latitude=town.latitude + moved,
        longitude=town.longitude, precision=PlacePrecision.EXACT, gazetteer_id=f"{attack.town}:{moved}", score=0.9,
    )  # fmt: skip


def _doers(attack: Attack, world: World, dice: random.Random) -> tuple[Actor, ...]:
    chance = dice.random()
    if chance < NO_DOER:
        return ()
    name = dice.choice(world.groups) if chance < NO_DOER + OTHER_DOER else attack.doer
    spelt = name.split()[0] if dice.random() < 0.1 else name
    known = f"x:{name}" if dice.random() < 0.7 else None
    confidence = Confidence.REPORTED_AS_FACT
    return (
        Actor(
            text=spelt, name=spelt, actor_id=known, country=None, sector="REB", confidence=confidence, according_to=None
        ),
    )


def _toll(number: int, delay: int, dice: random.Random) -> Toll | None:
    if dice.random() < NO_TOLL:
        return None
    told = round(number * min(1.0, 0.7 + 0.15 * delay + dice.uniform(0, 0.3)))
    if dice.random() < 0.1:
        return Toll(low=told, best=told, high=None, text=f"at least {told}")
    return Toll(low=told, best=told, high=told, text=str(told))


def _text(attack: Attack, world: World, dice: random.Random) -> tuple[str, str]:
    town = world.towns[attack.town].name
    own = dice.choices(world.words, cum_weights=world.word_shares, k=6)
    told = [*dice.sample(attack.words, 7), *own]
    dice.shuffle(told)
    title = f"{attack.target} attack in {town}, {dice.choice(attack.words)}"
    return title, f"{attack.killed} killed at {attack.target} in {town} {' '.join(told)}"


def _report(attack: Attack, world: World, dice: random.Random, document_id: str) -> Report:
    delay = min(int(dice.expovariate(0.6)), 30)
    title, text = _text(attack, world, dice)
    mode = dice.choice(MODES) if dice.random() < OTHER_MODE else attack.mode
    hit = () if dice.random() < NO_TARGET else (_hit(attack.target),)
    return Report(
        report_id=content_id("rep", document_id),
        document=_document(document_id, title, dice.randrange(OUTLETS), attack.day + delay),
        event_type="ASSAULT",
        mode=mode,
        contexts=(),
        codes=Codes(),
        status=Status.OCCURRED,
        aggregate=False,
        count=None,
        date=_when(attack, dice),
        places=(_where(attack, world, dice),),
        actors=_doers(attack, world, dice),
        recipients=hit,
        weapons=(Weapon(text=mode, type=WEAPONS[mode], count=None),),
        casualties=Casualties(killed=_toll(attack.killed, delay, dice), wounded=_toll(attack.wounded, delay, dice)),
        assertions=(),
        evidence=(Evidence(0, len(text), text),),
        coder=CoderRef(version="synthetic", model=None),
    )


def _hit(target: str) -> Recipient:
    return Recipient(
        text=target, kind=RecipientKind.PHYSICAL, name=target, actor_id=None, country=None, sector="CVL", count=None,
        effect=None,
    )  # fmt: skip


def _document(document_id: str, title: str, outlet: int, day: int) -> DocumentRef:
    source = f"outlet {outlet}"
    return DocumentRef(
        document_id=document_id, path=f"{document_id}.txt", title=title, source=source, published=_iso(day)
    )


def _copy(report: Report, document_id: str, outlet: int) -> Report:
    reference = structs.replace(
        report.document, document_id=document_id, path=f"{document_id}.txt", source=f"outlet {outlet}"
    )
    return structs.replace(report, report_id=content_id("rep", document_id), document=reference)


def tell(world: World, count: int, per_day: int, seed: int) -> Told:
    """The first ``count`` reports of the stream with ``per_day`` attacks a day."""
    dice = random.Random(f"{seed}:{per_day}")
    reports: list[Report] = []
    truth: dict[str, int] = {}
    origins: dict[str, str] = {}
    for number, attack in enumerate(_attacks(world, dice, per_day)):
        told: list[Report] = []
        for _ in range(min(math.ceil(dice.paretovariate(1.1)), MOST_DOCUMENTS, count - len(reports))):
            document_id = f"d{len(reports) + len(told)}"
            if told and dice.random() < COPIED:
                original = dice.choice(told)
                told.append(_copy(original, document_id, dice.randrange(OUTLETS)))
                first = original.document.document_id
                origins[document_id] = origins[first]
            else:
                told.append(_report(attack, world, dice, document_id))
                origins[document_id] = document_id
            truth[told[-1].report_id] = number
        reports += told
        if len(reports) >= count:
            return Told(reports, truth, origins)
    raise AssertionError("the stream has no end")
