"""The pictures: what each shows, texts that are escaped, labels that do not clash, bytes that stay the same."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from itertools import combinations, pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest

from timeline.render.pictures.bars import MOST_BARS, Bar, bars
from timeline.render.pictures.calendar import calendar
from timeline.render.pictures.csv_table import csv_table
from timeline.render.pictures.labels import Box, Mark, placed_labels
from timeline.render.pictures.route_map import LegStyle, Route, RouteLeg, RouteStop, route_map
from timeline.render.pictures.svg import DARK, LIGHT, Picture, file_style, inline_svg, number, page_style, svg_file
from timeline.render.pictures.tracks import TrackBar, tracks
from timeline.render.pictures.world_map import PlaceDot, world_map

HOSTILE = "<script>alert(1)</script>\"'&\x00\x1b\u2028=1 ]]> \ud800"
HEBREW = "שלום"
BRUSSELS, SKOPJE, TEL_AVIV, JERUSALEM = (50.85, 4.35), (42.0, 21.43), (32.08, 34.78), (31.78, 35.22)
SITE = Path(__file__).parents[3] / "api" / "static"


def route(*places: tuple[str, tuple[float, float] | None], style: LegStyle = LegStyle.TRAVELLED) -> Route:
    """A route through these places, each leg in the style."""
    stops = tuple(
        RouteStop(number=at, place=name, point=point, is_on_way=True) for at, (name, point) in enumerate(places, 1)
    )
    legs = tuple(RouteLeg(start=one.number, end=two.number, style=style) for one, two in pairwise(stops))
    return Route(title="The trip", stops=stops, legs=legs)


def some_pictures(name: str) -> Mapping[str, Picture]:
    """One of each kind, with this name wherever a name can be."""
    day = date(2023, 11, 28)
    track = [TrackBar(number=1, place=name, first_day=day, last_day=day + timedelta(days=9), exact=True)]
    trip = Route(title=name, stops=route((name, BRUSSELS), (name, SKOPJE)).stops, legs=route(("", None)).legs)
    return {
        "route": route_map(trip, width=720, height=400),
        "world": world_map(name, [PlaceDot(name=name, point=BRUSSELS, value=2)], width=720),
        "calendar": calendar(name, {day: 2}, width=720),
        "bars": bars(name, [Bar(name=name, value=3)], width=720),
        "tracks": tracks(name, track, track, width=720),
    }


KINDS = tuple(some_pictures("x"))


def texts(picture: Picture) -> list[str]:
    """Every line of text that is drawn."""
    return [element.text or "" for element in ElementTree.fromstring(svg_file(picture)).iter(f"{_SVG}text")]


_SVG = "{http://www.w3.org/2000/svg}"


def count(picture: Picture, class_: str) -> int:
    """How many elements have this class."""
    return len(re.findall(rf'class="{class_}"', picture.body))


@pytest.mark.parametrize("kind", KINDS)
def test_picture_has_a_title_a_description_and_nothing_from_outside(kind: str):
    root = ElementTree.fromstring(svg_file(some_pictures("Brussels")[kind]))

    assert [child.tag for child in root][:2] == [f"{_SVG}title", f"{_SVG}desc"]
    assert (root[0].text, root[1].text) != (None, None)
    assert {element.tag for element in root.iter()} <= {
        _SVG + name for name in ("svg", "title", "desc", "style", "rect", "path", "text", "circle")
    }
    assert not [key for element in root.iter() for key in element.attrib if "href" in key or key.startswith("on")]
    assert "url(" not in svg_file(some_pictures("Brussels")[kind]).decode()


@pytest.mark.parametrize("kind", KINDS)
def test_hostile_name_is_text_in_a_well_formed_file(kind: str):
    picture = some_pictures(HOSTILE)[kind]
    file = svg_file(picture)

    assert ElementTree.fromstring(file)[0].text is not None
    assert b"<script" not in file
    assert "<script" not in inline_svg(picture)


@pytest.mark.parametrize("kind", KINDS)
def test_same_values_give_the_same_bytes(kind: str):
    assert svg_file(some_pictures("A")[kind]) == svg_file(some_pictures("A")[kind])


@pytest.mark.parametrize("kind", KINDS)
def test_picture_in_a_page_has_no_style_that_its_policy_would_refuse(kind: str):
    drawn = inline_svg(some_pictures("A")[kind])

    assert "<style" not in drawn
    assert " style=" not in drawn


def test_file_has_every_colour_for_light_and_dark():
    light, _, dark = file_style().partition("@media (prefers-color-scheme: dark)")

    assert "var(" not in file_style()
    assert LIGHT["accent"] in light
    assert LIGHT["accent"] not in dark
    assert DARK["accent"] in dark


def test_colours_are_the_tokens_of_the_site():
    sheet = (SITE / "site.css").read_text("utf-8")
    light, dark = re.findall(r":root \{([^}]*)\}", sheet)[:2]

    assert LIGHT.items() <= dict(re.findall(r"--([a-z]+): ([^;]+);", light)).items()
    assert DARK.items() <= dict(re.findall(r"--([a-z]+): ([^;]+);", dark)).items()


def test_every_class_that_is_drawn_has_a_rule():
    drawn = "".join(picture.body for picture in some_pictures("A").values())

    used = {name for names in re.findall(r'class="([^"]*)"', drawn) for name in names.split()}

    assert {name for name in used if f".{name} " not in page_style()} == set()


@pytest.mark.parametrize(
    ("value", "text"), [(0.0, "0"), (-0.04, "0"), (0.25, ".2"), (-0.5, "-.5"), (10.0, "10"), (3.14, "3.1")]
)
def test_number_is_as_short_as_can_be(value: float, text: str):
    assert number(value) == text


def test_route_numbers_its_stops_and_ticks_every_leg():
    picture = route_map(
        route(("Brussels", BRUSSELS), ("Skopje", SKOPJE), ("Tel Aviv", TEL_AVIV)), width=720, height=400
    )

    assert [text for text in texts(picture) if text.isdigit()] == ["1", "2", "3"]
    assert (count(picture, "leg"), count(picture, "tick")) == (3, 2)  # one more in the legend
    assert picture.description == "3 stops: 1 Brussels, 2 Skopje, 3 Tel Aviv."


@pytest.mark.parametrize("style", [LegStyle.PLANNED, LegStyle.UNSURE])
def test_planned_and_unsure_legs_have_lines_of_their_own(style: LegStyle):
    picture = route_map(route(("Brussels", BRUSSELS), ("Skopje", SKOPJE), style=style), width=720, height=400)

    assert (count(picture, "leg"), count(picture, f"leg {style}")) == (0, 2)
    assert f".picture .{style} {{ stroke-dasharray" in page_style()


def test_place_that_is_visited_twice_is_one_mark_with_a_count():
    picture = route_map(
        route(("Brussels", BRUSSELS), ("Skopje", SKOPJE), ("Brussels", BRUSSELS)), width=720, height=400
    )

    assert "1, 3" in texts(picture)
    assert "Brussels (2×)" in texts(picture)


def test_near_places_are_one_mark_with_both_names():
    near = (("Brussels", BRUSSELS), ("Tel Aviv", TEL_AVIV), ("Jerusalem", JERUSALEM))

    picture = route_map(route(*near), width=720, height=400)

    assert {"2, 3", "Tel Aviv, Jerusalem"} <= set(texts(picture))


def test_stop_that_did_not_take_place_is_hollow_and_without_a_leg():
    stops = (*route(("Brussels", BRUSSELS)).stops, RouteStop(number=2, place="Oslo", point=SKOPJE, is_on_way=False))
    picture = route_map(Route(title="T", stops=stops, legs=()), width=720, height=400)

    assert (count(picture, "stop"), count(picture, "off"), count(picture, "leg")) == (1, 2, 0)
    assert "did not take place" in texts(picture)


def test_stop_without_coordinates_is_told_of():
    picture = route_map(route(("Brussels", BRUSSELS), ("Atlantis", None)), width=720, height=400)

    assert "Not on the map, because no coordinates are known: Atlantis." in picture.description
    assert count(picture, "leg") == 0


def test_route_without_any_place_is_still_a_picture():
    assert "No stop is known." in route_map(route(), width=720, height=400).description


def test_labels_do_not_clash_and_the_first_one_wins():
    marks = [Mark(x=50 + 9 * n, y=50, half_width=5, half_height=5, text=f"Place number {n}") for n in range(12)]

    placed = placed_labels(marks, Box(0, 0, 300, 100))

    boxes = [*(label.box for label in placed), *(mark.box for mark in marks)]
    labelled = [pair for pair in combinations(boxes, 2) if pair[0] in {label.box for label in placed}]
    assert not [pair for pair in labelled if pair[0].overlaps(pair[1])]
    assert 1 <= len(placed) < 12
    assert placed[0].text == "Place number 0"


def test_dot_grows_with_the_number_of_stays():
    dots = [PlaceDot(name=str(n), point=(0.0, 30.0 * n), value=n * n) for n in (1, 2, 3)]

    picture = world_map("Places", dots, width=1200)

    radii = [float(radius) for radius in re.findall(r'class="dot"[^>]* r="([\d.]+)"', picture.body)][:3]
    assert radii == [26.4, 17.6, 8.8]


def test_calendar_has_a_block_for_each_year_and_tells_of_earlier_ones():
    picture = calendar("Days", {date(2023, 3, 1): 1, date(2025, 3, 1): 4}, width=720, has_earlier=True)

    assert [text for text in texts(picture) if re.fullmatch(r"20\d\d", text)] == ["2023", "2025"]
    assert picture.description == (
        "2 days with events, from 2023-03-01 to 2025-03-01; most on 2025-03-01: 4. Earlier years are not shown."
    )


def test_calendar_draws_every_day_of_a_year_once():
    drawn = calendar("Days", {date(2024, 2, 29): 3, date(2024, 12, 31): 1}, width=720).body.split('class="day')
    pitch = round((720 - 40) / 54, 1)

    lengths = [float(length) for part in drawn[1:3] for length in re.findall(r"v([\d.]+)", part.split("/>")[0])]

    assert sum(round(length / pitch + 0.1) for length in lengths) >= 365
    assert re.findall(r">(Jan|Dec)<", "".join(drawn)) == ["Jan", "Dec"]


def test_calendar_without_days_says_so():
    assert texts(calendar("Days", {}, width=720)) == ["No day is counted."]


def test_bars_tell_how_many_are_left_out():
    picture = bars("Countries", [Bar(name=f"C{n}", value=n) for n in range(1, MOST_BARS + 4)], width=720)

    assert count(picture, "bar") == MOST_BARS
    assert texts(picture)[-1] == "3 more in the table"


def test_tracks_show_the_plan_above_the_outcome():
    day = date(2023, 11, 28)
    planned = [
        TrackBar(number=1, place="Brussels", first_day=day, last_day=day, exact=True),
        TrackBar(number=2, place="Skopje", first_day=day, last_day=day + timedelta(days=2), exact=False),
        TrackBar(number=3, place="Oslo", first_day=day, last_day=day, exact=True, is_off=True),
    ]

    picture = tracks("T", planned, planned[:1], width=720)

    assert (count(picture, "track"), count(picture, "hollow vague"), count(picture, "struck")) == (2, 1, 1)
    assert picture.description == (
        "Planned: 1 Brussels 2023-11-28, 2 Skopje between 2023-11-28 and 2023-11-30, 3 Oslo 2023-11-28 (called off)."
        " Took place: 1 Brussels 2023-11-28."
    )


def test_tracks_without_any_day_say_so_twice():
    assert texts(tracks("T", [], [], width=720)).count("nothing with a known day") == 2


def test_table_is_safe_in_spreadsheets():
    assert csv_table(("a", "b"), [("=1+1", 2), ("x\ny", None)]) == "\ufeffa,b\r\n'=1+1,2\r\nx y,\r\n".encode()


def test_pages_have_the_rules_of_the_pictures():
    """Put timeline/render/pictures/pictures.css at the head of api/static/pictures.css after a change."""
    rules = Path(file_style.__wrapped__.__code__.co_filename).with_name("pictures.css")

    assert (SITE / "pictures.css").read_text("utf-8").startswith(rules.read_text("utf-8"))


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "calendar"])
def test_name_from_right_to_left_turns_nothing_else(kind: str):
    drawn = svg_file(some_pictures(HEBREW)[kind]).decode().partition("</title>")[2]

    assert f"\u2068{HEBREW}\u2069" in drawn
    assert HEBREW not in drawn.replace(f"\u2068{HEBREW}\u2069", "")
