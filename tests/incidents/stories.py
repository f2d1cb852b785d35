"""Thirty-odd reports of invented incidents, and which of them tell of one happening."""

from __future__ import annotations

from told import actor, report, said, toll

from onrecord.records import AssertionKind, Confidence, Report, Status

MARKET = [
    report(
        "north-post",
        "A car bomb killed 12 people at the fish market in Varanel on Tuesday, police said.",
        title="Car bomb at Varanel fish market kills 12",
        recipients=("people at the fish market",),
        weapons=("car bomb",),
        killed=toll(12),
        wounded=toll(30),
    ),
    report(
        "daily-lamp",
        "At least 15 shoppers died when a parked car exploded at the fish market in Varanel, a doctor said.",
        title="Blast in Varanel market leaves 15 dead",
        recipients=("shoppers at the fish market",),
        weapons=("car bomb",),
        killed=toll(15, 15, None),
        actors=(actor("Grey Council", Confidence.ACCUSED, "the governor"),),
    ),
    report(
        "wire",
        "The bombing of the Varanel market killed 14 and wounded 33; the Ash Front claimed it.",
        title="Ash Front claims Varanel market bombing",
        published="2024-03-07",
        recipients=("the Varanel market",),
        weapons=("bomb",),
        killed=toll(14),
        wounded=toll(33),
        actors=(actor("Ash Front", Confidence.CLAIMED),),
        assertions=(said(AssertionKind.CLAIMS, "Ash Front"),),
    ),
    report(
        "follow-up",
        "Four of those wounded in Tuesday's market bombing in Varanel have died, bringing the toll to 19.",
        title="Varanel market bombing toll rises to 19",
        published="2024-03-11",
        recipients=("those wounded in the market bombing",),
        weapons=("bomb",),
        killed=toll(19),
    ),
]
WIRE_COPIES = [
    report(
        f"copy-{number}",
        "The bombing of the Varanel market killed 14 and wounded 33; the Ash Front claimed it.",
        title="Ash Front claims Varanel market bombing",
        source=f"paper {number}",
        published="2024-03-07",
        recipients=("the Varanel market",),
        weapons=("bomb",),
        killed=toll(14),
        wounded=toll(33),
        actors=(actor("Ash Front", Confidence.CLAIMED),),
        assertions=(said(AssertionKind.CLAIMS, "Ash Front"),),
    )
    for number in range(3)
]
CHECKPOINT = [
    report(
        "north-post-2",
        "Gunmen shot dead two policemen at a checkpoint on the ring road of Varanel on Tuesday evening.",
        title="Two policemen shot dead in Varanel",
        mode="firearms",
        recipients=("two policemen at a checkpoint",),
        weapons=("firearm",),
        killed=toll(2),
    ),
    report(
        "daily-lamp-2",
        "Two police officers were killed when men in a pickup opened fire on their checkpoint in Varanel.",
        title="Checkpoint shooting kills two police officers in Varanel",
        mode="firearms",
        recipients=("two police officers at their checkpoint",),
        weapons=("firearm",),
        killed=toll(2),
    ),
]
OSKHA = [
    report(
        name,
        f"A roadside bomb killed three soldiers in a convoy near Oskha on Tuesday, {speaker} said.",
        title="Roadside bomb kills three soldiers near Oskha",
        town="Oskha",
        recipients=("three soldiers in a convoy",),
        weapons=("ied",),
        killed=toll(3),
    )
    for name, speaker in (("oskha-1", "the army"), ("oskha-2", "a general"))
]
NEXT_YEAR = [
    report(
        "later-year",
        "A car bomb killed 11 people at the fish market in Varanel, police said.",
        title="Car bomb hits Varanel market",
        day="2025-06-17",
        published="2025-06-18",
        recipients=("people at the fish market",),
        weapons=("car bomb",),
        killed=toll(11),
    )
]
ROCKETS = [
    report(
        "temrin-1",
        "Six rockets fell on an air base outside Temrin on Thursday night; nobody was hurt.",
        title="Rockets hit air base near Temrin",
        town="Temrin",
        day="2024-03-14",
        published="2024-03-15",
        mode="heavy-weapons",
        weapons=("rocket",),
        recipients=("an air base",),
        killed=toll(0),
    ),
    report(
        "temrin-2",
        "The air base near Temrin came under rocket fire late on Thursday, the coalition confirmed.",
        title="Coalition confirms rocket fire on Temrin air base",
        town="Temrin",
        day="2024-03-14",
        published="2024-03-15",
        mode="heavy-weapons",
        weapons=("rocket",),
        recipients=("the air base",),
    ),
]
THREAT = [
    report(
        "temrin-threat",
        "The Ash Front threatened to fire rockets at the air base near Temrin.",
        title="Ash Front threatens Temrin base",
        town="Temrin",
        day="2024-03-14",
        published="2024-03-15",
        mode="heavy-weapons",
        weapons=("rocket",),
        recipients=("the air base",),
        status=Status.THREATENED,
    )
]
DENIED = [
    report(
        "temrin-denied",
        "A spokesman denied that any rocket struck the air base near Temrin on Thursday.",
        title="Spokesman denies rocket fire on Temrin air base",
        town="Temrin",
        day="2024-03-14",
        published="2024-03-16",
        mode="heavy-weapons",
        weapons=("rocket",),
        recipients=("the air base",),
        status=Status.DENIED,
    )
]
AGGREGATE = [
    report(
        name,
        "Dozens of rocket attacks have struck bases around Temrin in recent months.",
        title="Rocket fire around Temrin",
        town="Temrin",
        day="2024-01-01",
        end="2024-03-15",
        published=published,
        mode="heavy-weapons",
        weapons=("rocket",),
        recipients=("bases",),
        aggregate=True,
    )
    for name, published in (("sum-1", "2024-03-15"), ("sum-2", "2024-03-16"))
]
MARCH = [
    report(
        f"march-{number}",
        f"Thousands marched through Dolvara on Friday against the rise in bread prices{rest}.",
        title="Thousands march in Dolvara over bread prices",
        town="Dolvara",
        day="2024-03-08",
        published="2024-03-09",
        event_type="PROTEST",
        mode="demo",
    )
    for number, rest in enumerate(("", ", the third march this month", ", closing the old bridge"))
]
TALKS = [
    report(
        f"talks-{number}",
        f"The two prime ministers met in Dolvara on Friday to discuss the border{rest}.",
        title="Prime ministers discuss border",
        town="Dolvara",
        day="2024-03-08",
        published="2024-03-09",
        event_type="CONSULT",
        mode="visit",
    )
    for number, rest in enumerate(("", " and grain"))
]
# One writer tells of two blasts in one town on one day; a third document tells of "a blast" without more.
TWO_BLASTS = [
    report(
        "both",
        "A bomb killed three recruits outside the barracks in Oskha on Saturday morning.",
        title="Two bombs in Oskha",
        town="Oskha",
        day="2024-03-16",
        published="2024-03-17",
        recipients=("three recruits outside the barracks",),
        weapons=("bomb",),
        killed=toll(3),
    ),
    report(
        "both",
        "Hours later a second bomb killed five mourners at a funeral in Oskha.",
        title="Two bombs in Oskha",
        town="Oskha",
        day="2024-03-16",
        published="2024-03-17",
        recipients=("five mourners at a funeral",),
        weapons=("bomb",),
        killed=toll(5),
    ),
    report(
        "vague",
        "A bomb went off in Oskha on Saturday, residents said.",
        title="Bomb in Oskha",
        town="Oskha",
        day="2024-03-16",
        published="2024-03-17",
        weapons=("bomb",),
    ),
]
HAPPENINGS: dict[str, list[Report]] = {
    "market": [*MARKET, *WIRE_COPIES],
    "checkpoint": CHECKPOINT,
    "oskha": OSKHA,
    "next year": NEXT_YEAR,
    "rockets": [*ROCKETS, *DENIED],
    "threat": THREAT,
    "aggregate": AGGREGATE,
    "march": MARCH,
    "talks": TALKS,
}
ALL: list[Report] = [*(one for group in HAPPENINGS.values() for one in group), *TWO_BLASTS]
ORIGINS: dict[str, str] = {f"copy-{number}": "wire" for number in range(3)} | {"wire": "wire"}
