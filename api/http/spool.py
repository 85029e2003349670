"""A body that may be large: written piece by piece into memory or, above a limit, into a temporary file.

Pieces -> `spooled` -> size and digest known before the first byte is sent -> bytes, or a file that is sent in blocks.
Memory use does not grow with the number of events (RELIABILITY J12).
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
    """A complete body: its size in bytes, its SHA-256 in hexadecimal, and the file with it, positioned at its start."""

    size: int
    digest: str
    file: IO[bytes]

    @property
    def is_small(self) -> bool:
        """True if the body is in memory."""
        return self.size <= MOST_IN_MEMORY

    def read(self) -> bytes:
        """The complete body; closes the file."""
        with self.file:
            return self.file.read()


def spooled(pieces: Iterable[bytes]) -> Spooled:
    """Write the pieces as they come. The file is closed if one of them raises."""
    file = SpooledTemporaryFile(max_size=MOST_IN_MEMORY)  # noqa: SIM115 - closed after it is sent
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
    """The rest of the file in blocks; closes the file after the last one."""
    with file:
        while block := file.read(_BLOCK):
            yield block
