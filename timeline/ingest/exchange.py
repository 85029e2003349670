"""Writes the exchange format: the inverse of `documents`, in JSON, with every `when` written out in full.

Document -> mapping of sections -> JSON bytes; reading them gives the same entries, sources, reports and ids (R13),
whatever the grammar of phrases has learned since. Keys that say nothing are left out.
"""

from __future__ import annotations

from typing import Any, Final

import orjson

from timeline.model.catalogue.entries import Entry, OfficeTerm, Organization, Person, Place, Topic
from timeline.model.catalogue.entry_json import entry_to_json, source_to_json
from timeline.model.document import Document, FiledReport
from timeline.model.report import Correction
from timeline.model.source import Source

_SECTIONS: Final[tuple[tuple[str, type[Entry]], ...]] = (
    ("people", Person),
    ("organizations", Organization),
    ("offices", OfficeTerm),
    ("places", Place),
    ("topics", Topic),
)


def write_document(document: Document) -> bytes:
    """The document as indented JSON in UTF-8 with a line feed at its end; the order of its members is kept."""
    sections: dict[str, Any] = {
        section: [_spoken(entry_to_json(entry)) for entry in document.entries if type(entry) is kind]
        for section, kind in _SECTIONS
    }
    sections["sources"] = [_source(source) for source in document.sources]
    sections["reports"] = [_report(filed) for filed in document.filed]
    found = {section: members for section, members in sections.items() if members}
    return orjson.dumps(found, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def _source(source: Source) -> dict[str, Any]:
    return _spoken(source_to_json(source))


def _report(filed: FiledReport) -> dict[str, Any]:
    report = filed.report
    says = report.says.to_json()
    return _spoken(
        {
            "source": report.source.id,
            "record": report.record,
            "event": filed.event,
            "attributed_to": report.attributed_to,
            "locator": report.locator,
            "note": report.note,
            "published_at": None if report.published_at == report.source.published_at else report.published_at,
            "embargo_until": report.embargo_until,
            "private": report.private,
            "withdrawn": report.withdrawn,
            "corrects": None if report.corrects is None else _correction(report.corrects),
            "says": says or None,
        }
    )


def _correction(corrects: Correction) -> dict[str, Any]:
    corrected = {"source": corrects.source, "record": corrects.record}
    return {"report": corrected, "property": corrects.property, "reason": corrects.reason}


def _spoken(fields: dict[str, Any]) -> dict[str, Any]:
    """The keys that say something; false is what a left-out truth value means."""
    return {
        key: value
        for key, value in fields.items()
        if value is not None and value is not False and value not in ([], {})
    }
