"""The public JSON of a report: what one record of one source says about an event, as the exchange format names it.

What a report names is left out unless it is public (R10).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from timeline.model.report import PublicNames, PublicReport, RecordKey, Report
from timeline.render.json.event import instant_text


def report_json(public: PublicReport, names: PublicNames) -> dict[str, Any]:
    """The report with every key; `null` where nothing is known, or where it names something not public (R10)."""
    report, source, withdrawal = public.report, public.report.source, public.withdrawn_with
    return {
        "id": report.id,
        "source": source.id,
        "record": report.record,
        "publisher": source.publisher,
        "tier": source.tier,
        "title": source.title,
        "url": source.url,
        "language": source.language,
        "via": source.via,
        "published_at": instant_text(report.published_at),
        "public_at": instant_text(report.public_at),
        "recorded_at": instant_text(report.recorded_at),
        "attributed_to": report.attributed_to,
        "locator": report.locator,
        "note": report.note,
        "says": _says(report, names),
        "corrects": _corrects(report, names),
        "speaks": public.speaks,
        "withdrawn": withdrawal is not None,
        "withdrawn_by": None if withdrawal is None else withdrawal.withdrawn_by,
        "withdrawal_reason": None if withdrawal is None else withdrawal.note,
    }


def _says(report: Report, names: PublicNames) -> dict[str, Any]:
    """What the report says, without events that are not public."""
    says = report.says
    itinerary = None if says.itinerary is None else _public(says.itinerary, names)
    retracts = replace(says.retracts, part_of=_public(says.retracts.part_of, names))
    return replace(
        says, part_of=_public(says.part_of, names), itinerary=itinerary or None, retracts=retracts
    ).to_shown_json()


def _public(events: Iterable[str], names: PublicNames) -> tuple[str, ...]:
    return tuple(key for key in events if key in names.events)


def _corrects(report: Report, names: PublicNames) -> dict[str, Any] | None:
    corrects = report.corrects
    if corrects is None or RecordKey(corrects.source, corrects.record) not in names.records:
        return None
    corrected = {"source": corrects.source, "record": corrects.record}
    head, _, member = corrects.property.partition(".")
    is_hidden = head == "part_of" and member not in names.events
    return {"report": corrected, "property": head if is_hidden else corrects.property, "reason": corrects.reason}
