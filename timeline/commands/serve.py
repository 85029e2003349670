"""`timeline serve`: checks settings and port, brings the database up to date, then starts the WSGI server.

settings -> is the port free? -> schema -> rendering -> shipped data if the database is empty -> granian with
"api.wsgi:app". The server's processes read the settings from the environment, so options of the command line are put
there.
"""

from __future__ import annotations

import errno
import os
import socket
from contextlib import closing
from typing import Any, Final

import click
from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.server.common import AbstractServer

from timeline.commands.opening import Store, open_store, renew_rendering
from timeline.commands.output import Refused, note
from timeline.errors import Problem
from timeline.settings import Settings, load_settings, shipped_folder
from timeline.store.engine.migrate import is_empty
from timeline.store.engine.sessions import library_report

APPLICATION: Final = "api.wsgi:app"
BLOCKING_THREADS: Final = 32
"""Requests that one worker answers at a time. With only a few, half-sent bodies would block it (RELIABILITY D1)."""

_HEADER_BYTES: Final = 32 * 1024
_HEADER_TIMEOUT_MILLISECONDS: Final = 10_000
_GRACE_SECONDS: Final = 10
_LOG_TO_STDERR: Final = {
    "handlers": {
        name: {"class": "logging.StreamHandler", "formatter": formatter, "stream": "ext://sys.stderr"}
        for name, formatter in (("console", "generic"), ("access", "access"))
    }
}


@click.command()
@click.option("--host", help="Address to listen on (TIMELINE_HOST; default: 127.0.0.1).")
@click.option("--port", type=click.IntRange(1, 65535), help="Port to listen on (TIMELINE_PORT; default: 8080).")
@click.option(
    "--seed/--no-seed", default=True, help="Load the shipped data and stories if the database is empty (default: yes)."
)
def serve(*, host: str | None, port: int | None, seed: bool) -> None:
    """Start the service: JSON API, calendar feeds, widget and pages.

    The database is created or brought up to date first. Ctrl-C stops the service after the running requests.
    """
    settings = load_settings(host=host, port=port)
    _check_port(settings)
    with open_store(settings) as store:
        _prepare(store, is_to_seed=seed)
        note(f"Database: {library_report(store.engine).sentence}")
    os.environ |= {"TIMELINE_HOST": settings.host, "TIMELINE_PORT": str(settings.port)}
    server = _server(settings)
    server.on_startup(lambda: click.echo(addresses(settings)))
    server.serve()
    note("Stopped.")


def addresses(settings: Settings) -> str:
    """The addresses of page, API and calendar, and the HTML to embed the widget."""
    base = settings.base_url
    rows = {
        "Page": f"{base}/",
        "API": f"{base}/v1/events",
        "Calendar": f"{base}/calendars/all.ics",
        "Embed": f'<script type="module" src="{base}/widget/diplomatic-timeline.js"></script>'
        f' <diplomatic-timeline src="{base}/v1/events.json"></diplomatic-timeline>',
    }
    lines = [f"  {word + ':':10}{address}" for word, address in rows.items()]
    return "\n".join(("The diplomatic timeline is running (Ctrl-C stops it):", *lines))


def _check_port(settings: Settings) -> None:
    """Raise Refused with a sentence if the service cannot listen on host and port."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            settings.host, settings.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with closing(socket.socket(family, kind, protocol)) as probe:
            if os.name != "nt":
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except (OSError, OverflowError) as error:
        raise Refused((Problem("", _port_sentence(settings, error)),)) from error


def _port_sentence(settings: Settings, error: OSError | OverflowError) -> str:
    if isinstance(error, OverflowError):
        return f"{settings.port} is not a port; choose one from 1 to 65535"
    if error.errno == errno.EADDRINUSE:
        return f"port {settings.port} of {settings.host} is in use by another program; choose another with --port"
    if error.errno == errno.EACCES:
        return f"port {settings.port} needs more rights than this user has; choose one above 1023 with --port"
    return f"cannot listen on {settings.host} port {settings.port}: {error.strerror}"


def _prepare(store: Store, *, is_to_seed: bool) -> None:
    """Load the shipped data into an empty database. Rebuild the read tables if other settings rendered them."""
    if renew_rendering(store) and not is_empty(store.engine):
        note("Rendered all events again for this release and these settings.")
    if is_to_seed and is_empty(store.engine):
        from timeline.commands.load import load_files  # noqa: PLC0415 - the readers are slow to load and seldom needed

        result = load_files(store, (shipped_folder("data"), shipped_folder("seeds")))
        note(f"Loaded {len(result.new)} reports, {result.new_entries} names and {result.new_sources} sources.")


def _server(settings: Settings) -> AbstractServer[Any]:
    return Granian(
        APPLICATION,
        address=settings.host,
        port=settings.port,
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,  # api.http.request_check knows its rules; a proxy may offer other versions
        workers=settings.workers,
        blocking_threads=BLOCKING_THREADS,
        http1_settings=HTTP1Settings(header_read_timeout=_HEADER_TIMEOUT_MILLISECONDS, max_buffer_size=_HEADER_BYTES),
        log_level=LogLevels.error,
        log_dictconfig=_LOG_TO_STDERR,
        workers_kill_timeout=_GRACE_SECONDS,
        respawn_failed_workers=True,
    )
