"""What the web page shows of one incident when it is opened: the same as ``onrecord show``, as HTML."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from onrecord.records import Attribution, Conflict, Incident, IncidentToll, Report, Support
from onrecord.views.incident_text import incident_facts, link_words, report_source, same_words, tolls
from onrecord.views.page_html import SPACE, Html, element, joined, quotation, words
from onrecord.views.report_text import document_words
from onrecord.views.words import date_words, figure_words, place_words, type_words

__all__ = ["contested_mark", "incident_detail"]

Reports = Mapping[str, Report]


def incident_detail(incident: Incident, reports: Sequence[Report]) -> Html:
    """The details of an incident. ``reports`` are those of its reports that are stored, in the order to be shown."""
    by_id = {report.report_id: report for report in reports}
    link = element("a", words(incident.incident_id), href=f"#{incident.incident_id}")
    return element(
        "div",
        element("h2", words(_title(incident))),
        _facts(incident, link),
        *_casualties(incident, by_id),
        *_attribution(incident, by_id),
        *_disagreements(incident.conflicts),
        *_reports(incident, by_id),
        class_="card",
    )


def _title(incident: Incident) -> str:
    where = [place_words(incident.places)] if incident.places else []
    when = date_words(incident.date) if incident.date else "undated"
    return ", ".join([type_words(incident.event_type, incident.mode), *where, when])


def contested_mark(attribution: Attribution) -> Html:
    """The word that marks an attribution which is denied or claimed by another; nothing for any other."""
    return element("span", words("contested"), class_="mark") if attribution.contested else words("")


def _facts(incident: Incident, link: Html) -> Html:
    named = [*((name, words(value)) for name, value in incident_facts(incident)), ("id", link)]
    return element(
        "dl", *(part for name, value in named for part in (element("dt", words(name)), element("dd", value)))
    )


def _casualties(incident: Incident, by_id: Reports) -> Iterator[Html]:
    known = tolls(incident)
    if known:
        yield element("h3", words("Casualties"))
        heads = _heads("", "persons", "words of the report", "source", "report")
        yield element("table", heads, element("tbody", *chain.from_iterable(_toll(*one, by_id) for one in known)))


def _toll(name: str, toll: IncidentToll, by_id: Reports) -> Iterator[Html]:
    total = element("td", element("b", words(figure_words(toll))), class_="number")
    yield element(
        "tr", element("th", words(name), scope="row"), total, element("td", words("over all reports"), colspan="3")
    )
    for version in toll.versions:
        source = version.source or report_source(by_id, version.report_id)
        yield element(
            "tr",
            element("td"),
            element("td", words(figure_words(version)), class_="number"),
            element("td", quotation(version.text) if version.text else words("")),
            element("td", words(" ".join(filter(None, (source, version.published)))), class_="source"),
            element("td", words(version.report_id), class_="source"),
        )


def _attribution(incident: Incident, by_id: Reports) -> Iterator[Html]:
    yield element("h3", words("Attribution"))
    if incident.attribution:
        answers = [_answer(one, incident.attribution[:rank], by_id) for rank, one in enumerate(incident.attribution)]
        yield element("ol", *answers, class_="answers")
    else:
        named = "Nobody claims it or is accused of it; who is named as acting stands above."
        yield element("p", words(named if incident.actors else "No report says who did it."))


def _answer(one: Attribution, above: Sequence[Attribution], by_id: Reports) -> Html:
    known_as = f"[{one.actor_id}] " if one.actor_id else ""
    before = next((other.name for other in above if same_words(other, one)), None)
    if before is None:
        sides = element("div", _side("for", one.support, by_id), _side("against", one.against, by_id), class_="sides")
    else:
        sides = element("div", words(f"on what is said for and against {before}, above"))
    links = [element("li", words(link_words(link))) for link in one.chain]
    return element(
        "li",
        element("b", words(one.name)),
        SPACE,
        words(f"{known_as}{one.basis}"),
        SPACE,
        contested_mark(one),
        sides,
        element("ul", *links) if links else words(""),
    )


def _side(name: str, side: Sequence[Support], by_id: Reports) -> Html:
    said = [_statement(support, by_id) for support in side]
    listed = element("ul", *said) if said else element("p", words("nobody"), class_="source")
    return element("div", element("h4", words(f"{name} ({len(side)})")), listed)


def _statement(support: Support, by_id: Reports) -> Html:
    speaker = support.speaker or "the report itself"
    origin = " ".join(filter(None, (report_source(by_id, support.report_id), support.date)))
    return element(
        "li",
        words(f"{speaker} {support.kind}:"),
        SPACE,
        quotation(support.quote),
        element("div", words(f"{origin}; {support.report_id}"), class_="source"),
    )


def _disagreements(conflicts: Sequence[Conflict]) -> Iterator[Html]:
    if not conflicts:
        return
    yield element("h3", words("Reports disagree on"))
    rows = [
        element(
            "tr",
            element("th", words(conflict.field if position == 0 else ""), scope="row"),
            element("td", words(version.value)),
            element("td", words(", ".join(version.reports)), class_="source"),
        )
        for conflict in conflicts
        for position, version in enumerate(conflict.versions)
    ]
    yield element("table", _heads("", "as told", "by the reports"), element("tbody", *rows))


def _reports(incident: Incident, by_id: Reports) -> Iterator[Html]:
    yield element("h3", words("Reports"))
    lost = [report_id for report_id in incident.reports if report_id not in by_id]
    gone = "is not stored any more; run onrecord add again to fuse anew"
    yield element(
        "ul",
        *(_report(report) for report in by_id.values()),
        *(element("li", words(f"{report_id} {gone}")) for report_id in lost),
        class_="reports",
    )


def _report(report: Report) -> Html:
    quotes = [element("blockquote", quotation(evidence.text)) for evidence in report.evidence]
    name = element("div", words(document_words(report)))
    return element("li", name, element("div", words(report.report_id), class_="source"), *quotes)


def _heads(*names: str) -> Html:
    cells = [element("th", words(name), scope="col") if name else element("td") for name in names]
    return element("thead", element("tr", joined(cells)))
