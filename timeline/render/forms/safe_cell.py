"""Texts in table cells that no spreadsheet takes for a formula, and the way back (RELIABILITY.md G1).

text -> `safe_cell` -> cell -> `cell_text` -> the same text. A cell that a spreadsheet could calculate gets an
apostrophe in front, which spreadsheets take for "this is text". Numbers are no texts and stay as they are.
"""

from __future__ import annotations

import re
from typing import Final

_FORMULA: Final = re.compile("['\"\\s;\u200b\ufeff]*[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
"""What a formula begins with, full-width forms too, after quotes, blanks, semicolons and what can not be seen."""


def safe_cell(text: str) -> str:
    """The text, with an apostrophe in front if it could be taken for a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def cell_text(cell: str) -> str:
    """The inverse of `safe_cell`, for whoever reads our tables."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell[1:]) else cell
