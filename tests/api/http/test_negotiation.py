"""The format that an Accept header asks for."""

from __future__ import annotations

import pytest

from api.http.negotiation import CALENDAR, JSON, NotAcceptable, chosen_form


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        ("", JSON),
        ("*/*", JSON),
        ("application/*", JSON),
        ("text/html,application/xhtml+xml,*/*;q=0.8", JSON),
        ("application/json, text/calendar", JSON),
        ("text/calendar", CALENDAR),
        ("text/calendar; charset=utf-8", CALENDAR),
        ("application/json;q=0.5, text/calendar", CALENDAR),
    ],
)
def test_form_is_json_unless_a_calendar_is_named_and_preferred(accept, form):
    assert chosen_form(accept, (JSON, CALENDAR)) == form


@pytest.mark.parametrize("accept", ["text/html", "text/*", "application/json;q=0", "image/png, text/csv"])
def test_form_that_does_not_exist_is_not_replaced_by_another(accept):
    with pytest.raises(NotAcceptable):
        chosen_form(accept, (JSON, CALENDAR))
