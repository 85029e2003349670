"""Addresses that may stand in a feed."""

from __future__ import annotations

import pytest

from timeline.render.plain_text import web_address


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("https://a.example/x", "https://a.example/x"),
        ("https://a.example/a b", "https://a.example/a%20b"),
        ("https://a.example/\\", "https://a.example/%5C"),
        ("https://a.example/\r\nX-INJECTED:1", "https://a.example/%20X-INJECTED:1"),
        ("javascript:alert(1)", None),
        ("mailto:desk@a.example", None),
        (None, None),
    ],
)
def test_web_address_lets_only_http_through_and_nothing_that_could_end_a_line(given: str | None, shown: str | None):
    assert web_address(given) == shown
