"""`timeline export`: all public events in one file, or all reports in the exchange format.

The public forms are written piece by piece while the events are read. A file is replaced in one step, so that an export
that fails leaves the old file as it was.
"""

from __future__ import annotations

from functools import cache, partial
from pathlib import Path

import click

from timeline import clock
from timeline.commands.export_forms import PUBLIC_FORMS, public_pieces
from timeline.commands.opening import open_store
from timeline.commands.output import note, write_output
from timeline.ingest.exchange import write_document
from timeline.model.sight import Public
from timeline.reading.seed import read_seed, slugs_with_another_founder
from timeline.reading.snapshot import Snapshot
from timeline.render.settings import RenderSettings
from timeline.settings import load_settings
from timeline.store.engine.sessions import Session, read_session
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
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="The file to write; stdout without it.",
)
def export(*, form: str, output: Path | None) -> None:
    """Write the whole data set.

    seed holds all reports, private and embargoed ones too, with their sources and the catalogue, in the exchange
    format: loading it elsewhere gives the same ids. Every other form holds the events as the public sees them now; json
    and ndjson add the claims. In csv, a text that a spreadsheet could take for a formula has an apostrophe in front.
    """
    with open_store(load_settings()) as store, read_session(store.engine) as session:
        pieces = [_seed(session)] if form == "seed" else public_pieces(form, _present(session, store.render))
        write_output(pieces, output)


def _seed(session: Session) -> bytes:
    document = read_seed(session)
    for slug in slugs_with_another_founder(session, document.filed):
        note(f"{slug}: founded by a record that is not its earliest now; elsewhere it will get another id.")
    return write_document(document)


def _present(session: Session, render: RenderSettings) -> Snapshot:
    """What the public sees now."""
    now = clock.now()
    load_once = cache(partial(load_catalogue, session))
    return Snapshot(session=session, now=now, sight=Public(now), render=render, load_catalogue=load_once)
