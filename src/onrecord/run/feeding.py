"""The command that writes a feed of the incidents that pass filters, and posts it where that is asked for."""

from __future__ import annotations

import argparse
import sys
import urllib.request
from typing import Final

import msgspec

from onrecord.errors import InputError
from onrecord.records import content_id
from onrecord.run.asking import selection_of, warn_if_behind
from onrecord.run.exporting import cases_of
from onrecord.run.streams import output_stream
from onrecord.store import Selection, Store
from onrecord.views.exports import EXPORTS
from onrecord.views.feeds import Feed, atom_parts, json_feed_parts, newest_first

__all__ = ["filter_words", "run_feed"]

POST_TIMEOUT_S: Final = 30.0


def run_feed(options: argparse.Namespace, store: Store) -> int:
    """Writes the newest incidents that pass; with ``--webhook`` posts them as JSON Feed too."""
    if options.webhook is not None and not options.webhook.startswith(("http://", "https://")):
        raise InputError(f"{options.webhook!r} is no web address; --webhook takes one that begins with http or https")
    selection = selection_of(options)
    warn_if_behind(store)
    found = cases_of(
        list(store.select_incidents(selection)), store, EXPORTS["codebooks"], redact=options.redact_victims
    )
    cases = newest_first(found, options.limit)
    words = filter_words(selection)
    feed = Feed(feed_id=f"urn:onrecord:{content_id('feed', words)}", title=options.title or words, filters=words)
    with output_stream(options.output) as stream:
        stream.writelines((atom_parts if options.form == "atom" else json_feed_parts)(cases, feed))
    if options.webhook is not None:
        _post(options.webhook, "".join(json_feed_parts(cases, feed)))
        print(f"onrecord: {len(cases)} incident(s) posted to {options.webhook}", file=sys.stderr)
    return 0


def filter_words(selection: Selection) -> str:
    """The question in words: ``Incidents: country IRQ, since 2020-01-01``; the same filters always give the same."""
    named = msgspec.to_builtins(selection)
    words = [
        f"{name.replace('_', ' ')} {'/'.join(value) if isinstance(value, (list, tuple)) else value}".removesuffix(
            " True"
        )
        for name, value in named.items()
        if value
    ]
    return f"Incidents: {', '.join(words)}" if words else "Incidents"


def _post(url: str, body: str) -> None:
    """InputError where the address cannot be reached or refuses."""
    request = urllib.request.Request(  # noqa: S310 - only web addresses come here
        url, body.encode("utf-8"), {"Content-Type": "application/feed+json; charset=utf-8"}, method="POST"
    )
    try:
        with urllib.request.urlopen(request, timeout=POST_TIMEOUT_S):  # noqa: S310
            return
    except (OSError, ValueError) as error:
        reason = getattr(error, "reason", None) or error  # urllib wraps what went wrong in words of its own
        raise InputError(f"{url}: did not take the feed ({reason}); check the address with --webhook") from error
