"""Bars for counted things, the longest first: `Bar` values -> `bars` -> `Picture`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from timeline.render.pictures.labels import text_width
from timeline.render.pictures.svg import Picture, element, isolated, shortened, words

MOST_BARS: Final = 25
_NARROW: Final = 480.0
"""Pixels below which a label stands above its bar."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One counted thing with its name."""

    name: str
    value: int


def bars(title: str, rows: Iterable[Bar], *, width: float) -> Picture:
    """The bars of the largest values; it says how many more there are."""
    ordered = sorted(rows, key=lambda row: (-row.value, row.name))
    shown, left_out = ordered[:MOST_BARS], len(ordered) - MOST_BARS
    most = max((row.value for row in shown), default=1)
    pitch = 40.0 if width < _NARROW else 26.0
    body = [part for at, row in enumerate(shown) for part in _bar(row, at * pitch, most, width)]
    bottom = len(shown) * pitch
    note = "Nothing is counted." if not shown else f"{left_out} more in the table" if left_out > 0 else ""
    return Picture(
        title=title,
        description=_description(ordered),
        width=width,
        height=bottom + (24 if note else 4),
        body="".join([*body, words(note, 0, bottom + 16, class_="muted")] if note else body),
    )


def _bar(row: Bar, top: float, most: int, width: float) -> Iterator[str]:
    value, is_narrow = str(row.value), width < _NARROW
    left = 0.0 if is_narrow else width * 0.3
    room = width - left - text_width(value) - 10
    if is_narrow:
        yield words(isolated(shortened(row.name, 40)), 0, top + 13)
    else:
        yield words(isolated(shortened(row.name, 28)), left - 10, top + 17, anchor="end")
    y = top + (19 if is_narrow else 4)
    length = max(2.0, room * row.value / most)
    yield element("rect", class_="bar", x=left, y=y, width=length, height=14 if is_narrow else 18, rx=2)
    yield words(value, left + length + 6, y + (11.5 if is_narrow else 13.5))


def _description(rows: list[Bar]) -> str:
    if not rows:
        return "Nothing is counted."
    return f"{len(rows)} in all: {', '.join(f'{isolated(row.name)} {row.value}' for row in rows[:10])}."
