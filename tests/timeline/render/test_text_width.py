"""Texts of a picture are cut into lines that fit, whatever their script."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.render.embeds.text_width import is_right_to_left, width_of, wrapped

TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=200)


def test_text_is_broken_at_blanks():
    assert wrapped("Visit to the Western Balkans", 120, 14, most=3) == ("Visit to the", "Western", "Balkans")


def test_word_without_blank_is_broken_anywhere():
    assert wrapped("北大西洋条約機構外相会合", 60, 14, most=4) == ("北大西洋", "条約機構", "外相会合")


def test_what_is_left_out_is_marked():
    assert wrapped("Visit to the Western Balkans", 120, 14, most=2) == ("Visit to the", "Western…")
    assert wrapped("x" * 500, 100, 10)[0][-1] == "…"


def test_empty_text_has_no_lines():
    assert wrapped("", 100, 14, most=3) == ()


def test_mark_stays_with_its_letter():
    lines = wrapped("e\u0301" * 40, 80, 14, most=9)

    assert "".join(lines) == "e\u0301" * 40
    assert all(line.startswith("e") for line in lines)


@given(TEXTS, st.integers(40, 400), st.integers(1, 4), st.booleans())
def test_every_line_fits_and_nothing_is_added(text: str, width: int, most: int, is_bold: bool):  # noqa: FBT001
    lines = wrapped(text, width, 14, most=most, is_bold=is_bold)

    assert len(lines) <= most
    assert all(width_of(line, 14, is_bold=is_bold) <= width for line in lines)
    assert "".join(lines).replace("…", "").replace(" ", "") in text.replace("…", "").replace(" ", "")


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Visit", False), ("زيارة", True), ("12 זיק", True), ("2024", False), ("", False), ("“Visit” زيارة", False)],
)
def test_direction_is_that_of_the_first_letter(text: str, expected: bool):  # noqa: FBT001
    assert is_right_to_left(text) is expected
