"""The numbers behind a picture as a table: RFC 4180 in UTF-8 with a byte order mark, safe in spreadsheets."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from io import StringIO

from timeline.render.forms.safe_cell import safe_cell
from timeline.render.plain_text import one_line

Cell = str | int | float | None


def csv_table(columns: Iterable[str], rows: Iterable[Iterable[Cell]]) -> bytes:
    """The table; a cell that is None is empty and means "not known"."""
    lines = StringIO(newline="")
    writer = csv.writer(lines, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([safe_cell(one_line(cell)) if isinstance(cell, str) else cell for cell in row] for row in rows)
    return f"\ufeff{lines.getvalue()}".encode()
