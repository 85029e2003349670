"""Damages single bytes of a filled SQLite database: `timeline check` answers, names a table, and never fails itself.

`python3 dev.py torture flipped-bytes [NUMBER] [SEED]`: each time one byte of a fresh copy is changed. A change that no
check finds lies in unused space. The short form of this campaign is in `tests/timeline/commands/test_check.py`.
"""

from __future__ import annotations

import json
import os
import random
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from unittest import mock

from click.testing import CliRunner, Result
from sqlmodel import SQLModel

from timeline.cli import main as program
from timeline.store.engine import sqlite_file

_USUAL_NUMBER: Final = 2_000
_ABOUT_THE_WHOLE: Final = ("database", "schema", "rendering", "audit trail")
"""Checks that may fail without the name of a table: the file cannot be opened, or a single value is another one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Damage:
    """One changed byte, and what `timeline check` made of it: the failed checks with their details, or a failure."""

    position: int
    mask: int
    failed: tuple[tuple[str, str], ...]
    failure: str | None

    @property
    def is_answered(self) -> bool:
        """True if the program did not fail, and each failed check names a table where one is meant."""
        names = (*SQLModel.metadata.tables, "event_search", "sqlite_schema", "the file")
        told = (
            question in _ABOUT_THE_WHOLE or any(name in detail for name in names) for question, detail in self.failed
        )
        return self.failure is None and all(told)


def damaged(content: bytes, folder: Path, number: int, seed: int) -> Iterator[Damage]:
    """That many damages of this database, each in a copy in the folder."""
    chance = random.Random(seed)
    for _ in range(number):
        position, mask = (
            chance.randrange(len(content)),
            chance.choice((1 << chance.randrange(8), chance.randrange(1, 256))),
        )
        changed = bytearray(content)
        changed[position] ^= mask
        path = folder / "damaged.db"
        for suffix in ("", "-wal", "-shm"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)
        path.write_bytes(changed)
        result = run("check", "--json", database=path)
        is_ended = result.exception is None or isinstance(result.exception, SystemExit)
        answers = json.loads(result.stdout) if is_ended else []
        yield Damage(
            position=position,
            mask=mask,
            failed=tuple((one["question"], one["detail"]) for one in answers if not one["well"]),
            failure=None if is_ended else repr(result.exception)[:200],
        )


def run(*arguments: str, database: Path) -> Result:
    """Run the program on this database."""
    with mock.patch.dict(os.environ, {"TIMELINE_DATABASE_URL": f"sqlite:///{database}"}):
        return CliRunner().invoke(program, arguments)


def whole(database: Path) -> bytes:
    """The bytes of the database, with everything that its write-ahead log holds."""
    with closing(sqlite_file.driver().connect(database)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return database.read_bytes()


def main(arguments: Sequence[str], tell: Callable[[str], None] = print) -> int:
    """Run the campaign on the stories that ship with the service; 1 if any damage was not answered."""
    number, seed = (int(text) for text in (*arguments, *(str(_USUAL_NUMBER), "1")[len(arguments) :]))
    root = Path(__file__).parents[2]
    counts: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "filled.db"
        assert run("load", str(root / "data"), str(root / "seeds"), database=database).exit_code == 0
        assert run("keys", "create", "--name", "Desk", "--scope", "edit", database=database).exit_code == 0
        for damage in damaged(whole(database), Path(folder), number, seed):
            first = damage.failed[0][0] if damage.failed else "nothing found"
            counts[first if damage.is_answered else "NOT ANSWERED"] += 1
            if not damage.is_answered:
                tell(f"byte {damage.position} ^ {damage.mask}: {damage.failure or damage.failed}")
    tell(
        f"{number} bytes changed, seed {seed}: " + ", ".join(f"{name} {count}" for name, count in counts.most_common())
    )
    return 1 if counts["NOT ANSWERED"] else 0
