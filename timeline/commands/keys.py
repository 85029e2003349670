"""`timeline keys create|list|revoke|log`: who may write over HTTP, and what was written or refused.

A key is shown once, when it is made. The database holds only its SHA-256.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from datetime import time as day_time

import click

from timeline import clock
from timeline.commands.days import Day
from timeline.commands.line import OneLine
from timeline.commands.opening import AUTHOR, open_store
from timeline.commands.output import CommandGroup, note, print_json
from timeline.commands.tables import Table, print_table
from timeline.errors import Problem
from timeline.model.writers.api_key import ApiKey, Scope
from timeline.model.writers.write import AuditLine
from timeline.operations.access.manage_keys import KeyChange, create_key, revoke_key, verify_keys
from timeline.settings import load_settings
from timeline.store.engine.sessions import read_session, write_session
from timeline.store.logs import api_keys as store_keys
from timeline.store.logs import audit_log

_SCOPES = [str(scope) for scope in Scope]
_MOST_NAME = 80


@click.group(cls=CommandGroup)
def keys() -> None:
    """Manage API keys and show the audit trail."""


@keys.command()
@click.option(
    "--name",
    required=True,
    type=OneLine(_MOST_NAME),
    metavar="NAME",
    help="Whose key it is, as shown in the audit trail.",
)
@click.option(
    "--scope",
    "scopes",
    required=True,
    multiple=True,
    type=click.Choice(_SCOPES),
    help="What the key may do; repeat the option for several scopes.",
)
@click.option(
    "--expires",
    type=Day(),
    metavar="DAY",
    help="The last day (UTC) on which the key is valid. Default: valid until revoked.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the key as JSON.")
def create(*, name: str, scopes: tuple[str, ...], expires: date | None, as_json: bool) -> None:
    """Make a key and show it once.

    \b
    Scopes:
      edit     file reports and withdraw them; sees what is private or not public yet
      admin    all of edit, and rulings, merges, corrections by the desk, changes of existing sources and names
      submit   put documents before the editors (timeline submissions); sees no more than the public
    """
    now = clock.now()
    if expires is not None and expires < now.date():
        raise click.UsageError(f"{expires} is in the past; choose today or a later day")
    with open_store(load_settings()) as store, write_session(store.engine) as session:
        change = KeyChange(at=now, actor=AUTHOR)
        made = create_key(session, name, {Scope(word) for word in scopes}, change, expires_at=_end_of(expires))
    if as_json:
        print_json({**_key_json(made.key), "key": made.text})
        return
    click.echo(made.text)
    note(f"Key {made.key.id} for {name}: {', '.join(made.key.scopes)}. Store it now; it is not shown again.")


@keys.command(name="list")
@click.option("--json", "as_json", is_flag=True, help="Print the keys as JSON.")
def list_(*, as_json: bool) -> None:
    """List every key without its secret, oldest first."""
    with open_store(load_settings()) as store, read_session(store.engine) as session:
        listed = store_keys.list_keys(session)
    if as_json:
        print_json([_key_json(key) for key in listed])
        return
    table = Table("id", "name", "scopes", "state", "created", "last used")
    for key in listed:
        used = key.last_used_on.isoformat() if key.last_used_on else "never"
        table.add_row(key.id, key.name, " ".join(key.scopes), _state(key), key.created_at.date().isoformat(), used)
    print_table(table)


@keys.command()
@click.argument("key_id", metavar="ID")
def revoke(key_id: str) -> None:
    """Revoke the key with this ID: it can no longer be used. This cannot be undone."""
    with open_store(load_settings()) as store, write_session(store.engine) as session:
        revoked = revoke_key(session, key_id, KeyChange(at=clock.now(), actor=AUTHOR))
    click.echo(f"Key {revoked.id} for {revoked.name} is revoked.")


@keys.command()
@click.option("--newest", type=click.IntRange(min=1), metavar="N", help="Show only the newest N lines.")
@click.option("--json", "as_json", is_flag=True, help="Print the lines as JSON.")
def log(*, newest: int | None, as_json: bool) -> None:
    """Show the audit trail, newest line last: each write over HTTP, accepted or refused, and each change of a key."""
    with open_store(load_settings()) as store, read_session(store.engine) as session:
        lines = audit_log.load_lines(session, newest=newest)
        problems = (*audit_log.verify_audit(session), *verify_keys(session))
        head = audit_log.audit_head(session)
    if as_json:
        print_json([_line_json(line) for line in lines])
    else:
        for line in lines:
            click.echo(_line_text(line))
    note(_verdict(problems, head))


def _verdict(problems: tuple[Problem, ...], head: str | None) -> str:
    if problems:
        faults = "1 fault" if len(problems) == 1 else f"{len(problems)} faults"
        return f"The audit trail differs from what was stored ({faults}): run `timeline check`."
    return (
        f"The audit trail is complete; its newest digest is {head}." if head else "Nothing was written over HTTP yet."
    )


def _end_of(day: date | None) -> datetime | None:
    return None if day is None else datetime.combine(day, day_time(), UTC) + timedelta(days=1)


def _state(key: ApiKey) -> str:
    if key.revoked_at is not None:
        return f"revoked {key.revoked_at.date()}"
    if key.expires_at is None:
        return "valid"
    last_day = (key.expires_at - timedelta(microseconds=1)).date()
    return f"valid to {last_day}" if key.is_valid_at(clock.now()) else f"expired after {last_day}"


def _key_json(key: ApiKey) -> dict[str, object]:
    return {
        "id": key.id,
        "name": key.name,
        "scopes": list(key.scopes),
        "created_at": key.created_at,
        "expires_at": key.expires_at,
        "revoked_at": key.revoked_at,
        "last_used_on": key.last_used_on,
    }


def _line_text(line: AuditLine) -> str:
    """The line of the trail on one line of the terminal."""
    at = line.at.strftime("%Y-%m-%dT%H:%M:%SZ")
    write = "" if line.write_id is None else f" write {line.write_id}"
    reason = "" if line.reason is None else f" ({line.reason})"
    return f"{at} {line.actor}: {line.action} [{line.object}] -> {line.outcome}{write}{reason}"


def _line_json(line: AuditLine) -> dict[str, object]:
    return {
        "at": line.at, "actor": line.actor, "key_id": line.key_id, "request_id": line.request_id,
        "action": line.action, "object": line.object, "outcome": line.outcome, "reason": line.reason,
        "write_id": line.write_id,
    }  # fmt: skip
