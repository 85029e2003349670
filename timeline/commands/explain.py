"""`timeline explain EVENT`: why an event shows each of its values, and what became of every other claim.

EVENT, day -> `timeline.reading.explain` -> a table for people, or JSON for programs. Private reports and reports under
embargo are shown too: the command is for the operator, not for the public.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from typing import Any

import click

from timeline import clock
from timeline.commands.days import Day
from timeline.commands.opening import open_store
from timeline.commands.output import print_json
from timeline.commands.tables import Table, print_table
from timeline.model.event import JsonValue, JudgedClaim
from timeline.model.sight import Insider
from timeline.reading.explain import ExplainedEvent, explain_event
from timeline.resolve.explanation import ExplainedProperty, Reason, UnheardReport
from timeline.settings import load_settings
from timeline.store.engine.sessions import read_session


@click.command()
@click.argument("event", metavar="EVENT")
@click.option(
    "--known-at", type=Day(), metavar="DAY", help="Explain the state at the end of this day, UTC (default: now)."
)
@click.option("--json", "as_json", is_flag=True, help="Print the explanation as JSON.")
def explain(*, event: str, known_at: date | None, as_json: bool) -> None:
    """Explain why an event shows each of its values.

    EVENT is an id or a slug, also of an event that is not public yet. The table shows for each value by which rule
    (docs/RULES.md) its claim won, and for every other claim its relation to the shown value and the reason. Reports
    that do not count at that time are listed below.
    """
    at = clock.now() if known_at is None else datetime.combine(known_at, time.max, UTC)
    with open_store(load_settings()) as store, read_session(store.engine) as session:
        explained = explain_event(session, event, Insider(at))
    if as_json:
        print_json(_event_json(explained))
        return
    click.echo(f"{explained.slug} ({explained.id})")
    click.echo(_visibility(explained))
    print_table(_claims_table(explained.explanation.properties))
    if explained.explanation.unheard:
        print_table(_reports_table(explained.explanation.unheard))


def _visibility(explained: ExplainedEvent) -> str:
    """Whether the event is public, and for how long the explained state holds."""
    explanation = explained.explanation
    ends = f"until {_instant(explanation.known_to)}" if explanation.known_to else "until something changes"
    if explanation.hidden_because is None and explanation.known_from is not None:
        return f"Public as shown from {_instant(explanation.known_from)} {ends}, revision {explained.revision}."
    because = f"Not public ({_reason(explanation.hidden_because)})." if explanation.hidden_because else "Not public."
    if explanation.known_from is None:
        return f"{because} Nothing that is stored will make it public."
    return f"{because} It will be public as shown from {_instant(explanation.known_from)} {ends}."


def _claims_table(properties: Iterable[ExplainedProperty]) -> Table:
    """One row for each property with the shown value and why, then one row for each claim, best ranked first."""
    table = Table("property", "value", "why")
    for one in properties:
        table.add_row(one.property, _value(one.shown), _reasons(one.reasons), end_section=not one.claims)
        for explained in one.claims:
            why = "\n".join((_source(explained.claim), _reasons(explained.reasons))).strip()
            is_last = explained is one.claims[-1]
            table.add_row(f"  {explained.claim.relation}", _value(explained.claim.value), why, end_section=is_last)
    _fold(table)
    return table


def _reports_table(unheard: Iterable[UnheardReport]) -> Table:
    table = Table("report", "why it does not count", title="Other reports", title_justify="left")
    for one in unheard:
        table.add_row(f"{one.report.source.id} / {one.report.record}", _reason(one.reason))
    _fold(table)
    return table


def _fold(table: Table) -> None:
    """Break long words such as slugs instead of cutting them."""
    for column in table.columns:
        column.overflow = "fold"


def _source(claim: JudgedClaim) -> str:
    return f"{claim.source} / {claim.record} ({claim.tier}, {_instant(claim.published_at)})"


def _value(value: JsonValue) -> str:
    """The value in one line: of a date its notation or words, of a list its members."""
    match value:
        case None:
            return "(not shown)"
        case dict():
            return str(value["starts_at"] or value["edtf"] or value["phrase"])
        case list():
            return ", ".join(str(member) for member in value) or "(none)"
        case _:
            return str(value)


def _reasons(reasons: Iterable[Reason]) -> str:
    return "\n".join(_reason(reason) for reason in reasons)


def _reason(reason: Reason) -> str:
    return f"{reason.rule}: {reason.sentence}"


def _instant(moment: datetime) -> str:
    return moment.isoformat(timespec="minutes").replace("+00:00", "Z")


def _event_json(explained: ExplainedEvent) -> dict[str, Any]:
    explanation = explained.explanation
    hidden = explanation.hidden_because
    return {
        "id": explained.id,
        "slug": explained.slug,
        "at": explanation.moment,
        "public": hidden is None,
        "hidden_because": None if hidden is None else _reason_json(hidden),
        "known_from": explanation.known_from,
        "known_to": explanation.known_to,
        "revision": explained.revision,
        "properties": [_property_json(one) for one in explanation.properties],
        "other_reports": [_unheard_json(one) for one in explanation.unheard],
    }


def _property_json(one: ExplainedProperty) -> dict[str, Any]:
    return {
        "property": one.property,
        "value": one.shown,
        "reasons": [_reason_json(reason) for reason in one.reasons],
        "claims": [
            _claim_json(explained.claim) | {"reasons": [_reason_json(reason) for reason in explained.reasons]}
            for explained in one.claims
        ],
    }


def _claim_json(claim: JudgedClaim) -> dict[str, Any]:
    return {
        "report": claim.report_id,
        "source": claim.source,
        "record": claim.record,
        "publisher": claim.publisher,
        "tier": claim.tier,
        "published_at": claim.published_at,
        "value": claim.value,
        "relation": claim.relation,
    }


def _unheard_json(one: UnheardReport) -> dict[str, Any]:
    report = one.report
    return {
        "report": report.id,
        "source": report.source.id,
        "record": report.record,
        "published_at": report.public_at,
        "reasons": [_reason_json(one.reason)],
    }


def _reason_json(reason: Reason) -> dict[str, str]:
    return {"rule": reason.rule, "sentence": reason.sentence}
