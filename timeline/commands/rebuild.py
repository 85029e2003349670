"""`timeline rebuild`: rebuilds the read tables from the logs, or checks that they are what the logs give (R15)."""

from __future__ import annotations

import click

from timeline.commands.opening import open_store, rendering_cause, trying
from timeline.commands.output import Refused, print_json, progress_bar
from timeline.operations import rebuild as operation
from timeline.settings import load_settings
from timeline.store.engine.sessions import write_session
from timeline.store.views import event_rows


@click.command()
@click.option("--check", "is_check", is_flag=True, help="Compare only. Exit code 1 if anything differs.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
def rebuild(*, is_check: bool, as_json: bool) -> None:
    """Rebuild the read tables from the append-only logs.

    Nothing is lost: everything that the service shows is worked out from the logs. An event gets a new revision only if
    it now shows something else. With --check nothing is written.
    """
    with open_store(load_settings()) as store:
        if is_check:
            with progress_bar("Comparing") as progress, trying(store.engine) as session:
                problems = operation.check(store.work(session, "check", progress))
            if as_json:
                print_json({"differs": [{"place": one.place, "detail": one.detail} for one in problems]})
            if problems:
                raise Refused(
                    () if as_json else problems, "The read tables differ from the logs: run `timeline rebuild`."
                )
            if not as_json:
                click.echo("The read tables match the logs.")
            return
        with progress_bar("Rebuilding") as progress, write_session(store.engine) as session:
            cause = rendering_cause(store, event_rows.fingerprint(session), "rebuild")
            result = operation.rebuild(store.work(session, cause, progress))
    if as_json:
        print_json({"events": result.events, "revisions": result.revisions})
    else:
        click.echo(f"{result.events} events rebuilt, {result.revisions} new revisions.")
