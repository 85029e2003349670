"""Reads the `sources` and `reports` sections of a document.

A report has its source's `published_at` unless it gives its own. Its source is declared in the same document or in
another one that is read with it, or it is a known source of the store. The report's status and its source's tier decide
the tense in which the words of its `when` are read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Final

from timeline.ingest.field_reader import MAX_FAULTS, Record, Spot, ruled, text, truth
from timeline.ingest.near_names import nearest
from timeline.ingest.says import says
from timeline.ingest.text_rule import Unfit, key, language, long_text, one_line, shortened, slug, web_address
from timeline.ingest.times import instant
from timeline.ingest.when import word
from timeline.model.catalogue.dated import ALWAYS
from timeline.model.document import FiledReport
from timeline.model.report import Correction, Report
from timeline.model.says import Says
from timeline.model.source import Source
from timeline.model.vocabulary import SINGLE_PROPERTIES, UNION_PROPERTIES, Tier, Withdrawer

_SOURCE_KEYS: Final = (
    "id", "publisher", "title", "url", "tier", "language", "published_at", "published_at_inferred", "via", "note",
    "licence", "embargo_until",
)  # fmt: skip
_REPORT_KEYS: Final = (
    "source", "record", "event", "attributed_to", "locator", "note", "published_at", "embargo_until", "private",
    "withdrawn", "corrects", "says",
)  # fmt: skip

_NO_TIME: Final = datetime(1, 1, 1, tzinfo=UTC)
NO_SOURCE: Final = Source(id="", publisher="", tier=Tier.UNVERIFIED, published_at=_NO_TIME)
"""Placeholders for what could not be read; the document is refused before they are used."""


def source(spot: Spot) -> Source:
    """A member of `sources`."""
    record = spot.record(_SOURCE_KEYS)
    return Source(
        id=record.need("id", ruled(key), placeholder=""),
        publisher=record.need("publisher", ruled(one_line), placeholder=""),
        tier=record.need("tier", word(Tier, "tier"), placeholder=Tier.UNVERIFIED),
        published_at=record.need("published_at", instant, placeholder=_NO_TIME),
        title=record.read("title", ruled(one_line)),
        url=record.read("url", ruled(web_address)),
        language=record.read("language", ruled(language)),
        published_at_inferred=record.read("published_at_inferred", truth) or False,
        via=record.read("via", ruled(key)),
        licence=record.read("licence", ruled(one_line)),
        note=record.read("note", ruled(long_text)),
        public_from=_embargo_of_source(record),
    )


def _embargo_of_source(record: Record) -> datetime:
    """Until when a source is kept back; ALWAYS if it does not say, then the reports decide that come with it."""
    return record.read("embargo_until", instant) or ALWAYS


def report(
    sources: Mapping[str, Source], recorded_at: datetime, zones: Mapping[str, str]
) -> Callable[[Spot], FiledReport]:
    """A reader for a member of `reports`; `sources` are all sources that it may name, by id.

    `zones` are the time zones of places by slug.
    """
    return lambda spot: _read_report(spot, sources, recorded_at, zones)


def _read_report(
    spot: Spot, sources: Mapping[str, Source], recorded_at: datetime, zones: Mapping[str, str]
) -> FiledReport:
    record = spot.record(_REPORT_KEYS)
    origin = record.need("source", lambda named: _known(named, sources), placeholder=NO_SOURCE)
    is_withdrawn = record.read("withdrawn", truth) or False
    spoken = Report(
        source=origin,
        record=record.need("record", ruled(key), placeholder=""),
        says=_says(record, says(origin, zones), is_optional=is_withdrawn),
        published_at=record.read("published_at", instant) or origin.published_at,
        recorded_at=recorded_at,
        attributed_to=record.read("attributed_to", ruled(one_line)),
        locator=record.read("locator", ruled(one_line)),
        note=record.read("note", ruled(long_text)),
        embargo_until=record.read("embargo_until", instant),
        private=record.read("private", truth) or False,
        withdrawn=is_withdrawn,
        withdrawn_by=Withdrawer.SOURCE if is_withdrawn else None,
        corrects=record.read("corrects", lambda named: _correction(named, origin)),
    )
    return FiledReport(report=spoken, event=record.read("event", ruled(slug)), place=spot.place)


def _known(spot: Spot, sources: Mapping[str, Source]) -> Source:
    named = text(spot)
    if named in sources:
        return sources[named]
    near = nearest(named, sources) if spot.faults.count < MAX_FAULTS else ()
    hint = f"did you mean {', '.join(near)}? If it is new, " if near else "if it is new, "
    raise Unfit(f"there is no source {shortened(named)}; {hint}declare it under sources:")


def _says(record: Record, reader: Callable[[Spot], Says], *, is_optional: bool) -> Says:
    """What the report says; only a withdrawal may say nothing."""
    faults_before = record.spot.faults.count
    said = record.read("says", reader)
    if record.get("says") is None and not is_optional:
        record.fault("says", "is missing; only a report with withdrawn: true may leave it out")
    elif said == Says() and not is_optional and record.spot.faults.count == faults_before:
        record.fault("says", "is empty; give at least one property")
    return said or Says()


def _correction(spot: Spot, origin: Source) -> Correction:
    if origin.tier is not Tier.DESK and origin is not NO_SOURCE:
        raise Unfit(f"only a source of the tier desk may correct a report; {origin.id!r} has the tier {origin.tier}")
    record = spot.record(("report", "property", "reason"))
    named = record.need("report", _report_key, placeholder=("", ""))
    return Correction(
        source=named[0],
        record=named[1],
        property=record.need("property", ruled(_property), placeholder=""),
        reason=record.need("reason", ruled(one_line), placeholder=""),
    )


def _report_key(spot: Spot) -> tuple[str, str]:
    record = spot.record(("source", "record"))
    return record.need("source", ruled(key), placeholder=""), record.need("record", ruled(key), placeholder="")


def _property(written: str) -> str:
    """A single-valued property, a union, or one member of a union ("participants.hamas")."""
    head, dot, member = written.partition(".")
    if written in (*SINGLE_PROPERTIES, *UNION_PROPERTIES) or (head in UNION_PROPERTIES and dot and member):
        return written
    allowed = ", ".join((*SINGLE_PROPERTIES, *UNION_PROPERTIES))
    raise Unfit(f"{shortened(written)} is not a property; allowed: {allowed}, and members such as participants.hamas")
