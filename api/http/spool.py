"""A body that may be large: written piece by piece into memory or, beyond a bound, into a temporary file.

Pieces -> `spooled` -> size and digest known before the first byte is sent -> bytes, or a file that is sent in blocks.
Memory stays flat however much a query finds (RELIABILITY.md J12).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from typing import IO, Final

MOST_IN_MEMORY: Final = 4 * 1024 * 1024
_BLOCK: Final = 64 * 1024


@dataclass(frozen=True, slots=True)
class Spooled:
    """A finished body: its size in bytes, its SHA-256 in hexadecimal, and where it is; `file` stands at its start."""

    size: int
    digest: str
    file: IO[bytes]

    @property
    def is_small(self) -> bool:
        """True if it is in memory, and may be kept there."""
        return self.size <= MOST_IN_MEMORY

    def read(self) -> bytes:
        """The whole body, and the end of the file."""
        with self.file:
            return self.file.read()


def spooled(pieces: Iterable[bytes]) -> Spooled:
    """Write the pieces away as they come; the file closes when they break off."""
    file = SpooledTemporaryFile(max_size=MOST_IN_MEMORY)  # noqa: SIM115 - whoever sends it closes it
    hashed, size = hashlib.sha256(), 0
    try:
        for piece in pieces:
            hashed.update(piece)
            size += file.write(piece)
        file.seek(0)
    except BaseException:
        file.close()
        raise
    return Spooled(size, hashed.hexdigest(), file)


def blocks(file: IO[bytes]) -> Iterator[bytes]:
    """The rest of the file in blocks; it closes after the last one."""
    with file:
        while block := file.read(_BLOCK):
            yield block
