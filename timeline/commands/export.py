"""`timeline export`: the whole public data set in one file, or all reports in the exchange format.

public events of this moment -> `commands.export_forms` -> pieces of a file; `seed`: events and catalogue -> `Document`
-> `ingest.exchange`. A file is replaced in one step, so that a broken export leaves the old one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from timeline import clock
from timeline.commands.export_forms import PUBLIC_FORMS, PublicSet, public_pieces
from timeline.commands.opening import open_store
from timeline.commands.output import note, write_output
from timeline.ingest.exchange import write_document
from timeline.model.catalogue.entries import Catalogue, Entry
from timeline.model.document import Document, FiledReport
from timeline.model.report import EventRecord, Report
from timeline.model.source import Source
from timeline.settings import load_settings
from timeline.store.engine.sessions import Session, reading
from timeline.store.logs import filing_log, report_log
from timeline.store.logs.catalogue_log import load_catalogue


@click.command()
@click.option(
    "--format",
    "form",
    type=click.Choice([*PUBLIC_FORMS, "seed"]),
    default="json",
    show_default=True,
    help="The form of the file.",
)
@click.option(
    "--output", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Where to; else to stdout."
)
def export(*, form: str, output: Path | None) -> None:
    """Write the whole data set.

    seed holds all reports, private and embargoed ones too, with their sources and the catalogue, in the exchange
    format: loading it elsewhere gives the same ids. Every other form holds the events as the public sees them now,
    json and ndjson with their claims. In csv, a text that a spreadsheet could take for a formula has an apostrophe in
    front.
    """
    with open_store(load_settings()) as store, reading(store.engine) as session:
        pieces = [_seed(session)] if form == "seed" else public_pieces(form, PublicSet(store, session, clock.now()))
        write_output(pieces, output)


def _seed(session: Session) -> bytes:
    """All reports that speak or spoke, under their events, with everything they name."""
    event_ids = filing_log.all_event_ids(session)
    records = filing_log.load_event_records(session, event_ids)
    filed = tuple(one for event_id in event_ids if event_id in records for one in _filed(records[event_id]))
    _warn_of_founders(session, filed)
    document = Document(
        entries=tuple(_entries(load_catalogue(session))),
        sources=_sources(session, {one.report.source.id: one.report.source for one in filed}),
        filed=filed,
    )
    return write_document(document)


def _filed(record: EventRecord) -> Iterator[FiledReport]:
    """The newest row of each record and publication time: what it replaced speaks at no time any more."""
    newest = {(report.source.id, report.record, report.public_at): report for report in record.reports}
    for report in newest.values():
        yield FiledReport(report=report, event=record.slug, place="")


def _sources(session: Session, found: dict[str, Source]) -> tuple[Source, ...]:
    """The sources, and those that passed them on or are corrected, by id."""
    while missing := {source.via for source in found.values() if source.via} - found.keys():
        found |= report_log.find_sources(session, sorted(missing))
    return tuple(found[source_id] for source_id in sorted(found))


def _entries(catalogue: Catalogue) -> Iterable[Entry]:
    for shelf in (catalogue.people, catalogue.organizations, catalogue.places, catalogue.topics):
        yield from (shelf[slug] for slug in sorted(shelf))
    yield from catalogue.terms


def _warn_of_founders(session: Session, filed: Iterable[FiledReport]) -> None:
    """Say which events would get another id elsewhere: those whose founding record is not their earliest (R13)."""
    founders: dict[str, Report] = {}
    for one in filed:
        slug, report = one.event or "", one.report
        if slug not in founders or _age(report) < _age(founders[slug]):
            founders[slug] = report
    found = filing_log.find_event_ids(session, sorted(founders))
    identities = filing_log.identities(session, sorted(found.values()))
    for slug, report in sorted(founders.items()):
        identity = identities[found[slug]]
        if (identity.source, identity.record) != (report.source.id, report.record):
            note(f"{slug}: founded by a record that is not its earliest now; elsewhere it will get another id.")


def _age(report: Report) -> tuple[object, ...]:
    return (report.public_at, report.source.id, report.record)
