"""`timeline check`: is the database in order? One row for each check, and what to do if the check fails.

database -> library -> file -> schema -> rows -> hash chain -> audit trail -> rendering -> read tables. A check that
depends on a failed one is left out. Nothing is written.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import click

from timeline.commands.opening import OTHER_RENDERING, Store, open_store, trying
from timeline.commands.output import FAILED, print_json, progress_bar
from timeline.commands.tables import Table, print_table
from timeline.errors import Problem, TimelineError
from timeline.operations import rebuild
from timeline.operations.access.manage_keys import verify_keys
from timeline.settings import load_settings
from timeline.store.engine.damage import file_damage, is_in_read_tables, unreadable_rows
from timeline.store.engine.migrate import is_current
from timeline.store.engine.sessions import library_report, read_session
from timeline.store.logs.audit_log import verify_audit
from timeline.store.logs.hash_chain import verify_chain
from timeline.store.logs.submission_log import verify_submissions
from timeline.store.views import event_rows

_MOST_PROBLEMS = 20
_RESTORE = "restore the newest backup that passes this check"
_REBUILD = "run `timeline rebuild`, which makes these tables again from the logs; if this check then fails, " + _RESTORE


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one question. `detail` gives the finding, or what to do if the check failed."""

    question: str
    is_well: bool
    detail: str


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print the answers as JSON.")
def check(*, as_json: bool) -> None:
    """Check that the database is in order.

    Checks database, library, file, schema, rows, hash chain, audit trail, rendering and read tables.
    Exit code 0 if every check passes, otherwise 1. Each failed check says what to do.
    """
    answers = tuple(_answers())
    if as_json:
        print_json([{"question": one.question, "well": one.is_well, "detail": one.detail} for one in answers])
    else:
        table = Table("", "question", "answer")
        for one in answers:
            table.add_row("ok" if one.is_well else "NO", one.question, one.detail)
        print_table(table)
    if not all(one.is_well for one in answers):
        raise click.exceptions.Exit(FAILED)


def _answers() -> Iterator[Answer]:
    try:
        with open_store(load_settings(), is_to_migrate=False) as store:
            report = library_report(store.engine)
            yield _well("database", "can be read")
            yield _well("library", report.sentence)
            yield from _answers_of(store)
    except TimelineError as error:
        yield _not_well("database", str(error))


def _answers_of(store: Store) -> Iterator[Answer]:
    with read_session(store.engine) as session:
        damage = _answer("file", file_damage(session), "whole", _RESTORE)
    yield damage
    if not is_current(store.engine):
        detail = "does not match this program: `timeline serve`, `load` or `rebuild` brings it up to date"
        yield _not_well("schema", detail)
        return
    yield _well("schema", "up to date")
    with read_session(store.engine) as session:
        unreadable = unreadable_rows(session)
        are_logs_readable = all(is_in_read_tables(one) for one in unreadable)
        yield _answer("rows", unreadable, "can all be read", _REBUILD if are_logs_readable else _RESTORE)
        if not (damage.is_well and are_logs_readable):
            return
        chain = _answer("hash chain", verify_chain(session), "complete", _RESTORE)
        yield chain
        faults = (*verify_audit(session), *verify_keys(session), *verify_submissions(session))
        yield _answer("audit trail", faults, "complete, and keys and submissions are as they were stored", _RESTORE)
        is_fresh = event_rows.fingerprint(session) == store.render.fingerprint
    if unreadable or not chain.is_well:
        return
    if not is_fresh:
        yield _not_well("rendering", OTHER_RENDERING)
        return
    yield _well("rendering", "matches this program and these settings")
    with progress_bar("Comparing") as progress, trying(store.engine) as session:
        problems = rebuild.check(store.work(session, "check", progress))
    yield _answer("read tables", problems, "match the logs", "run `timeline rebuild`")


def _answer(question: str, problems: tuple[Problem, ...], well: str, way_out: str) -> Answer:
    if not problems:
        return _well(question, well)
    listed = "\n".join(str(problem) for problem in problems[:_MOST_PROBLEMS])
    more = f"\nand {len(problems) - _MOST_PROBLEMS} more" if len(problems) > _MOST_PROBLEMS else ""
    return _not_well(question, f"{way_out}\n{listed}{more}")


def _well(question: str, detail: str) -> Answer:
    return Answer(question, is_well=True, detail=detail)


def _not_well(question: str, detail: str) -> Answer:
    return Answer(question, is_well=False, detail=detail)
