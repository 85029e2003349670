"""`timeline submissions list|show|take|refuse`: documents that wait for an editor.

The command line is an editor's: it sees every submission, and files what it takes as `timeline load` does. Each
decision leaves a line in the audit trail.
"""

from __future__ import annotations

from typing import Any

import click
import orjson

from timeline import clock
from timeline.commands.line import OneLine
from timeline.commands.load import print_result, result_json
from timeline.commands.opening import AUTHOR, open_store, require_rendering, trying
from timeline.commands.output import CommandGroup, note, print_json
from timeline.commands.tables import Table, print_table
from timeline.model.writers.submission import Queue, Submission, SubmissionState
from timeline.model.writers.write import AuditLine
from timeline.operations.access.audit import append_audit_line
from timeline.operations.submissions import decide
from timeline.reading.submissions import find_submission, read_document, read_queue
from timeline.settings import load_settings
from timeline.store.engine.sessions import Session, read_session, write_session

_ANY = "any"


@click.group(cls=CommandGroup)
def submissions() -> None:
    """Decide on documents that holders of a key with the scope submit have sent.

    A submission is compared with nothing until it is taken, so its sender learns nothing of what is stored.
    """


@submissions.command(name="list")
@click.option(
    "--state",
    type=click.Choice([*(state.value for state in SubmissionState), _ANY]),
    default=SubmissionState.WAITING.value,
    show_default=True,
    help="Which submissions to list.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the submissions as JSON.")
def list_(*, state: str, as_json: bool) -> None:
    """List submissions in the order in which they came."""
    queue = Queue(state=None if state == _ANY else SubmissionState(state))
    with open_store(load_settings()) as store, read_session(store.engine) as session:
        listed = read_queue(session, queue)
    if as_json:
        print_json([_submission_json(one) for one in listed])
        return
    table = Table("id", "from", "received", "bytes", "state", "reason")
    for one in listed:
        reason = one.decision.reason if one.decision and one.decision.reason else ""
        received = one.received_at.strftime("%Y-%m-%d %H:%M UTC")
        table.add_row(one.id, one.actor, received, f"{one.size:,}", one.state, reason)
    print_table(table)
    if not listed:
        note("No submission waits." if state == SubmissionState.WAITING else "There is none.")


@submissions.command()
@click.argument("submission_id", metavar="ID")
@click.option("--json", "as_json", is_flag=True, help="Print the submission as JSON, with its document.")
def show(*, submission_id: str, as_json: bool) -> None:
    """Show one submission with its document.

    \b
    What would become of the document:
      timeline submissions take ID --dry-run
    """
    with open_store(load_settings()) as store, read_session(store.engine) as session:
        found = find_submission(session, submission_id)
        document = orjson.loads(read_document(session, found))
    if as_json:
        print_json({**_submission_json(found), "document": document})
        return
    note(f"{found.id} from {found.actor}, received {found.received_at:%Y-%m-%d %H:%M UTC}: {_state_words(found)}")
    click.echo(orjson.dumps(document, option=orjson.OPT_INDENT_2).decode())


@submissions.command()
@click.argument("submission_id", metavar="ID")
@click.option("--reason", type=OneLine(), metavar="REASON", help="A word to the sender, on one line.")
@click.option("--dry-run", is_flag=True, help="Check everything and show what would happen; store nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
def take(*, submission_id: str, reason: str | None, dry_run: bool, as_json: bool) -> None:
    """Take a submission: file its document, all or nothing.

    If the document has faults, every one is printed, the exit code is 1 and the submission waits on.
    """
    with open_store(load_settings()) as store:
        require_rendering(store)
        with (trying if dry_run else write_session)(store.engine) as session:
            work = store.work(session, f"take submission {submission_id}")
            waiting = decide.find_waiting(session, submission_id)
            taken = decide.take(work, waiting, reason, name=submission_id)
            if not dry_run:
                _append_line(session, "take submission", submission_id, "taken", reason)
        if dry_run:  # its transaction is rolled back, and a trial leaves a line too
            with write_session(store.engine) as session:
                _append_line(session, "take submission", submission_id, "taken dry run", reason)
    if as_json:
        print_json(result_json(taken.filing, dry_run=dry_run))
        return
    print_result(taken.filing, dry_run=dry_run)
    note(f"{submission_id} {'would be' if dry_run else 'is'} taken.")


@submissions.command()
@click.argument("submission_id", metavar="ID")
@click.option(
    "--reason", required=True, type=OneLine(), metavar="REASON", help="Why, on one line; the sender reads it."
)
def refuse(*, submission_id: str, reason: str) -> None:
    """Refuse a submission. A decision is not changed; the sender may send a better document."""
    with open_store(load_settings()) as store, write_session(store.engine) as session:
        decide.refuse(store.work(session, f"refuse submission {submission_id}"), submission_id, reason)
        _append_line(session, "refuse submission", submission_id, "refused", reason)
    click.echo(f"{submission_id} is refused.")


def _append_line(session: Session, action: str, submission_id: str, outcome: str, reason: str | None) -> None:
    line = AuditLine(
        at=clock.now(), actor=AUTHOR, key_id=None, action=action, object=submission_id, outcome=outcome, reason=reason
    )
    append_audit_line(session, line)


def _state_words(one: Submission) -> str:
    if one.decision is None:
        return "it waits"
    reason = f": {one.decision.reason}" if one.decision.reason else ""
    return f"{one.state} {one.decision.decided_at:%Y-%m-%d %H:%M UTC} by {one.decision.actor}{reason}"


def _submission_json(one: Submission) -> dict[str, Any]:
    decision = one.decision
    return {
        "id": one.id,
        "state": one.state,
        "received_at": one.received_at,
        "sender": one.actor,
        "decided_at": decision.decided_at if decision else None,
        "decided_by": decision.actor if decision else None,
        "reason": decision.reason if decision else None,
    }
