"""Names that look like a misspelt one."""

from __future__ import annotations

from timeline.reading.feeds.named import nearest_names


def test_nearest_names_are_public_ones_and_at_most_three():
    names = [f"ada-{letter}" for letter in "abcdef"]

    assert nearest_names("ada-x", names, lambda name: name != "ada-f") == ("ada-e", "ada-d", "ada-c")
    assert nearest_names("ada-a" * 20, names, lambda _: True) == ()
