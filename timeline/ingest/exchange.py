"""Writes the exchange format: the inverse of `documents`, in JSON, with all nine keys of every `when`.

Document -> mapping of sections -> JSON bytes. Reading them gives the same entries, sources, reports and ids (R13), even
if the grammar of phrases has changed in between. Keys without a value are left out.
"""

from __future__ import annotations

from typing import Any, Final

import orjson

from timeline.model.catalogue.dated import ALWAYS, Dated
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
    """The document as indented JSON in UTF-8 with a final line feed; its members keep their order."""
    sections: dict[str, Any] = {
        section: [
            _without_empty(entry_to_json(entry) | _public_from(entry))
            for entry in document.entries
            if type(entry) is kind
        ]
        for section, kind in _SECTIONS
    }
    sections["sources"] = [_source(source) for source in document.sources]
    sections["reports"] = [_report(filed) for filed in document.filed]
    filled = {section: members for section, members in sections.items() if members}
    return orjson.dumps(filled, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def _source(source: Source) -> dict[str, Any]:
    return _without_empty(source_to_json(source) | _public_from(source))


def _public_from(dated: Dated) -> dict[str, Any]:
    """When the public may know it, where that is not for ever: the reports of another document may be others."""
    return {} if dated.public_from == ALWAYS else {"embargo_until": dated.public_from}


def _report(filed: FiledReport) -> dict[str, Any]:
    report = filed.report
    says = report.says.to_json()
    return _without_empty(
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


def _without_empty(fields: dict[str, Any]) -> dict[str, Any]:
    """The fields that have a value; a missing truth value means false, so false is left out too."""
    return {
        key: value
        for key, value in fields.items()
        if value is not None and value is not False and value not in ([], {})
    }
