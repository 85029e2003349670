"""Texts in table cells that no spreadsheet takes for a formula, and the way back (RELIABILITY G1).

text -> `safe_cell` -> cell -> `cell_text` -> the same text. A text that a spreadsheet could evaluate gets an apostrophe
in front, which marks it as text. Numbers stay as they are.
"""

from __future__ import annotations

import re
from typing import Final

_FORMULA: Final = re.compile("['\"\\s;\u200b\ufeff]*[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
"""What a formula begins with, full-width forms too, after quotes, blanks, semicolons and invisible characters."""


def safe_cell(text: str) -> str:
    """The text, with an apostrophe in front if it could be taken for a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def cell_text(cell: str) -> str:
    """The inverse of `safe_cell`, for programs that read our tables."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell[1:]) else cell
