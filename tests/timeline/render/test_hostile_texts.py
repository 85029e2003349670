"""A short slice of the campaign `ics-text`: hostile texts in every field of a calendar stay inside their lines."""

from __future__ import annotations

import pytest

from tests.torture.ics_text import LINE_RULES, content_line_counts, try_texts


@pytest.mark.parametrize("seed", [1, 2])
def test_texts_in_every_field_leave_the_number_of_content_lines_alone(seed: int):
    assert try_texts(2_000, seed) >= 2_000


@pytest.mark.parametrize(
    ("end", "rules"),
    [
        ("\r\n", 5), ("\n", 4), ("\r", 3), ("\u2028", 2), ("\u2029", 2), ("\v", 1), ("\f", 1), ("\x1c", 1), ("\x1d", 1),
        ("\x1e", 1), ("\x85", 1),
    ],
)  # fmt: skip
def test_line_end_inside_of_a_text_is_counted_by_the_rules_that_know_it(end: str, rules: int):
    counts = content_line_counts(f"SUMMARY:one{end}ATTACH:two\r\n".encode())

    assert sorted(counts.values()) == [1] * (len(LINE_RULES) - rules) + [2] * rules
