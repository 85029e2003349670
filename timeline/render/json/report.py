"""The public JSON of a report: what one record of one source says about an event, in the words of the exchange format.

PublicReport + what of the names in it is public -> `report_json` -> JSON object with all keys.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from timeline.model.report import PublicReport, Report
from timeline.render.json.event import instant_text


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicNames:
    """What may be named (R10): keys of public events, (source, record) pairs of the event's public reports.

    Who passed a source on is a part of that source, so it is as public as the source is.
    """

    events: Collection[str]
    records: Collection[tuple[str, str]]


def report_json(found: PublicReport, names: PublicNames) -> dict[str, Any]:
    """The report with every key; `null` where nothing is known, or where what is named is not public (R10)."""
    report, source = found.report, found.report.source
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
        "speaks": found.speaks,
        "withdrawn": found.withdrawn,
    }


def _says(report: Report, names: PublicNames) -> dict[str, Any]:
    """What it says, without a parent that is not public."""
    said = report.says.to_json()
    if said.get("part_of") not in names.events:
        said.pop("part_of", None)
    return said


def _corrects(report: Report, names: PublicNames) -> dict[str, Any] | None:
    corrects = report.corrects
    if corrects is None or (corrects.source, corrects.record) not in names.records:
        return None
    corrected = {"source": corrects.source, "record": corrects.record}
    return {"report": corrected, "property": corrects.property, "reason": corrects.reason}
