"""Counts what reaches the database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import event

from timeline.store.engine.sessions import Engine


@contextmanager
def statements(engine: Engine) -> Iterator[list[str]]:
    """Collects the text of every statement that reaches the database but those that begin a transaction."""
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.startswith(("SELECT", "WITH", "INSERT", "DELETE")):
            seen.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield seen
    event.remove(engine, "before_cursor_execute", note)
