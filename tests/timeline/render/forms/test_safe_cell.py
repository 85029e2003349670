"""Cells that no spreadsheet evaluates, and the way back (RELIABILITY G1)."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from timeline.render.forms.safe_cell import cell_text, safe_cell

FORMULA_STARTS = "=+-@\t\r\uff1d\uff0b\uff0d\uff20"
_TRICKY = st.text(alphabet=st.sampled_from("'\";=+-@\t\r\n \uff1d\uff0b\uff0d\uff20ab1\u00a0\u200b\ufeff"), max_size=8)


@pytest.mark.parametrize(
    "text",
    [
        "=1+1", "+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\uff1d1", "\uff0b1", "\uff0d1", "\uff20A1",
        '"=1', '""=1', "'=1",
        " =1", ";=1", "; =1", "\u00a0=1", "\u200b=1", "\ufeff=1", '=HYPERLINK("https://example.org")', "-- none --",
    ],
)  # fmt: skip
def test_text_that_looks_like_a_formula_gets_an_apostrophe(text: str):
    assert safe_cell(text) == f"'{text}"
    assert cell_text(safe_cell(text)) == text


@pytest.mark.parametrize("text", ["", "'", "a=b", "1-2", "“=”", "'t is", "Tel Aviv; Ramallah", ".", "../2023", "日本"])
def test_other_text_stays_as_it_is(text: str):
    assert safe_cell(text) == text
    assert cell_text(text) == text


@given(st.one_of(st.text(), _TRICKY))
@example("'=1")
@example("''=1")
@example("'")
def test_every_text_comes_back_and_no_cell_begins_like_a_formula(text: str):
    cell = safe_cell(text)

    assert cell_text(cell) == text
    assert not cell.lstrip(' ";\u00a0').startswith(tuple(FORMULA_STARTS))
