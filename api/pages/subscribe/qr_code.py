"""An address as a QR code: one SVG path that a template draws, without style or script.

Text -> segno -> rows of modules -> runs of dark modules -> `QrCode`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Final

import segno

QUIET_MODULES: Final = 4
"""The width of the light border that a reader needs around a code (ISO/IEC 18004)."""
MOST_CHARACTERS: Final = 300
"""The modules of a longer text are too fine for the camera of a phone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QrCode:
    """`size` is the side in modules, border included; `path` fills the dark modules in a viewBox of that side."""

    size: int
    path: str


def qr_code(text: str) -> QrCode | None:
    """The code of the text, with error correction M or better; None if the text is too long for a phone to read."""
    if len(text) > MOST_CHARACTERS:
        return None
    rows = [bytes(row) for row in segno.make_qr(text, error="m").matrix_iter(border=QUIET_MODULES)]
    return QrCode(size=len(rows), path="".join(f"M{x} {y}h{width}v1h-{width}z" for x, y, width in _runs(rows)))


def _runs(rows: Iterable[bytes]) -> Iterator[tuple[int, int, int]]:
    """(Column, row, width) of each run of dark modules, row by row."""
    for y, row in enumerate(rows):
        x = 0
        for is_dark, modules in groupby(row):
            width = len(tuple(modules))
            if is_dark:
                yield x, y, width
            x += width
