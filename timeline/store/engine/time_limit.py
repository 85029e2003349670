"""Ends a reader's statement that takes too long on SQLite, as `statement_timeout` does on PostgreSQL.

engine -> `limit_statements` -> SQLite asks regularly whether the time of the running statement is over -> the statement
ends with "interrupted", which becomes StoreBusy. The session can be used afterwards. Writers have no limit.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, Self

from sqlalchemy import Connection, Engine, event

from timeline import clock

_STEPS_BETWEEN_CHECKS: Final = 200_000
"""Steps of SQLite's virtual machine between two checks: some milliseconds. Each check may wait for other threads."""


@dataclass(slots=True)
class _Deadline:
    """When the running statement of one connection must end, in steady seconds; None if it may run for ever."""

    at_seconds: float | None = None

    @classmethod
    def of(cls, connection: Connection) -> Self:
        """The deadline of this connection."""
        deadline: Self = connection.info[_NAME]
        return deadline

    def is_over(self) -> bool:
        """True if SQLite must stop."""
        return self.at_seconds is not None and clock.steady_seconds() > self.at_seconds


_NAME: Final = "timeline_deadline"


def limit_statements(engine: Engine, seconds: float, *, mode_option: str, limited_mode: str) -> None:
    """End statements after so many seconds on connections whose execution option has the limited mode.

    The time runs from the start of the statement to its last row, so slow fetching counts too.
    """

    def give_deadline(connection: Any, record: Any) -> None:
        deadline = _Deadline()
        record.info[_NAME] = deadline
        connection.set_progress_handler(deadline.is_over, _STEPS_BETWEEN_CHECKS)

    def start(connection: Connection, *_statement: object) -> None:
        is_limited = connection.get_execution_options().get(mode_option) == limited_mode
        _Deadline.of(connection).at_seconds = clock.steady_seconds() + seconds if is_limited else None

    event.listen(engine, "connect", give_deadline)
    event.listen(engine, "before_cursor_execute", start)
