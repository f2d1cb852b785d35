"""Who answers for an incident, as a page: verdict, candidates with both sides, denials, the links upward."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from onrecord.attribution import Answer, Verdict
from onrecord.records import Attribution, Report, Support
from onrecord.views.incident_text import link_words, report_source, same_words
from onrecord.views.report_text import heading, quote
from onrecord.views.words import UNKNOWN, date_words, one_line, type_words

__all__ = ["attribution_text", "support_line"]

VERDICT_WORDS: Mapping[Verdict, str] = {
    Verdict.CLAIMED: "claimed by the one named first, and denied by nobody on record",
    Verdict.REPORTED: "reported as fact, and denied by nobody on record",
    Verdict.ACCUSED: "an accusation, not denied on record",
    Verdict.SUSPECTED: "a suspicion",
    Verdict.CONTESTED: "contested",
    Verdict.UNKNOWN: "unknown: nothing on record supports a name",
}


def attribution_text(answer: Answer, reports: Sequence[Report]) -> RenderableType:
    """The page of one incident's attribution; ``reports`` are its reports, for the names of their sources."""
    by_id = {report.report_id: report for report in reports}
    what = f"{type_words(answer.event_type, answer.mode)}, {answer.status}, {date_words(answer.date)}"
    return Group(
        heading(f"Who answers for incident {answer.incident_id}"),
        Text(what),
        *_review(answer),
        Text(f"verdict: {VERDICT_WORDS[answer.verdict]}", style="bold"),
        *_candidates(answer, by_id),
        *_rivals(answer),
        *_denials(answer, by_id),
        *_unnamed(answer),
    )


def support_line(support: Support, by_id: Mapping[str, Report]) -> Text:
    """One assertion: speaker, what is done with it, the words, and where they stand."""
    speaker = one_line(support.speaker) if support.speaker else "the report itself"
    line = Text(f"{speaker} {support.kind}: ").append(quote(support.quote))
    origin = " ".join(filter(None, (report_source(by_id, support.report_id), support.date)))
    return line.append(f" ({one_line(origin)}; {support.report_id} [{support.start},{support.end}))", style="dim")


def _review(answer: Answer) -> Iterator[RenderableType]:
    """What a reviewer says stands above the documents' words, which stay as they are."""
    if one := answer.review:
        reason = f": {one_line(one.reason)}" if one.reason else ""
        words = f"{one_line(one.reviewer)} says: {one_line(one.value or UNKNOWN)}{reason}"
        yield Text(f"{words} (decision {one.decision}, {one.at[:10]})", style="bold")
        yield Text("what follows is what the documents say")


def _candidates(answer: Answer, by_id: Mapping[str, Report]) -> Iterator[RenderableType]:
    for rank, one in enumerate(answer.candidates, start=1):
        known_as = f" [{one.actor_id}]" if one.actor_id else ""
        mark = ", contested" if one.contested else ""
        yield Text(f"{rank}. {one_line(one.name)}{known_as}: {one.basis}{mark}", style="bold")
        earlier = [above for above in answer.candidates[: rank - 1] if same_words(above, one)]
        if earlier:
            yield _in(Text(f"through {one_line(earlier[0].name)}, above"))
        else:
            yield from _sides(one, by_id)
        yield from (_in(Text(link_words(link))) for link in one.chain)


def _sides(one: Attribution, by_id: Mapping[str, Report]) -> Iterator[RenderableType]:
    for name, side in (("for", one.support), ("against", one.against)):
        yield _in(Text(f"{name} ({len(side)}){'' if side else ': nobody'}"))
        yield from (Padding(support_line(said, by_id), (0, 0, 0, 6)) for said in side)


def _rivals(answer: Answer) -> Iterator[RenderableType]:
    if answer.rivals:
        yield heading("Competing claims")
        yield from (_in(Text(f"{one_line(one)} and {one_line(other)} each claim it")) for one, other in answer.rivals)


def _denials(answer: Answer, by_id: Mapping[str, Report]) -> Iterator[RenderableType]:
    if answer.denials:
        yield heading("Denied by others, whom no report on record names as the doer")
        yield from (_in(support_line(said, by_id)) for said in answer.denials)


def _unnamed(answer: Answer) -> Iterator[RenderableType]:
    words = ", ".join(f'"{one_line(one.text)}"' for one in answer.unnamed) or UNKNOWN
    yield Text(f"doers told without a name: {words}")


def _in(part: RenderableType) -> Padding:
    return Padding(part, (0, 0, 0, 3))
