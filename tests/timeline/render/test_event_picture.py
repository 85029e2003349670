"""The picture of events is well-formed for whatever words it gets, and no line leaves its place."""

from __future__ import annotations

from typing import Literal
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.model.vocabulary import Status
from timeline.render.embeds.event_line import EventLine
from timeline.render.embeds.picture import WIDTH, PictureText, event_picture
from timeline.render.embeds.text_width import width_of

SVG = "{http://www.w3.org/2000/svg}"


def a_line(title: str, *, status: Status | None = Status.ANNOUNCED, places: tuple[str, ...] = ("Vienna",)) -> EventLine:
    return EventLine(
        title=title,
        date="10 May 2024",
        first_day="2024-05-10",
        status=None if status is None else status.capitalize(),
        status_code=status or "unknown",
        places=places,
        url="https://timeline.example.org/events/x",
    )


def a_text(*lines: EventLine, direction: Literal["ltr", "rtl"] = "ltr") -> PictureText:
    lang = "ar" if direction == "rtl" else "en"
    return PictureText(title="T", intro=None, lines=lines, notes=(), lang=lang, dir=direction, theme="light")


def test_controls_and_line_ends_are_left_out():
    hostile = "one\ntwo\tthree\u0007 \ufffefour\u2028five\ud800"
    root = ElementTree.fromstring(event_picture(a_text(a_line(hostile))))

    assert root.findtext(f"{SVG}desc") == "10 May 2024, one two three four five, Announced, Vienna."


@pytest.mark.parametrize("status", [*Status, None])
def test_every_status_has_a_form_or_none_is_shown(status: Status | None):
    root = ElementTree.fromstring(event_picture(a_text(a_line("Visit", status=status))))

    assert len(root.findall(f"{SVG}g")) == (status is not None)


def test_forms_of_the_statuses_differ():
    pictures = {
        ElementTree.tostring(group): status
        for status in Status
        for group in ElementTree.fromstring(event_picture(a_text(a_line("Visit", status=status)))).iter(f"{SVG}g")
    }

    assert len(pictures) == len(Status) - 1  # cancelled and withdrawn events look alike


def test_cancelled_title_is_struck():
    root = ElementTree.fromstring(event_picture(a_text(a_line("Visit", status=Status.CANCELLED))))

    assert [text.text for text in root.iter(f"{SVG}text") if text.get("text-decoration")] == ["Visit"]


@given(st.lists(st.text(min_size=1, max_size=300), min_size=1, max_size=4), st.sampled_from(["ltr", "rtl"]))
def test_no_line_leaves_the_picture(titles: list[str], direction: Literal["ltr", "rtl"]):
    lines = [a_line(title, places=(title, title)) for title in titles]
    root = ElementTree.fromstring(event_picture(a_text(*lines, direction=direction)))
    height = float(root.get("height") or 0)
    edges = []
    for text in root.iter(f"{SVG}text"):
        width = width_of(text.text or "", float(text.get("font-size") or 0), is_bold=text.get("font-weight") == "600")
        goes_left = (text.get("direction") == "rtl") != (text.get("text-anchor") == "end")
        x = float(text.get("x") or 0)
        edges += [x - width, x] if goes_left else [x, x + width]
        assert 0 < float(text.get("y") or 0) < height

    assert min(edges) >= 0
    assert max(edges) <= WIDTH
