"""The next events as a picture: an SVG without script, link or font, for mail and for pages that take no frame.

`PictureText` (lines in words) -> `event_picture` -> bytes. `text_width` places the texts, so that the bytes depend on
the words alone. Markup is escaped by ElementTree; what XML cannot hold is left out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final
from xml.etree import ElementTree

from timeline.render.embeds.event_line import EventLine
from timeline.render.embeds.text_width import is_right_to_left, wrapped
from timeline.render.plain_text import one_line

SVG_TYPE: Final = "image/svg+xml"
WIDTH: Final = 600
"""In pixels; the height follows from the events."""

_MARGIN: Final = 24
_DATE_WIDTH: Final = 148
_GAP: Final = 20
_ICON_WIDTH: Final = 22
_INNER: Final = WIDTH - 2 * _MARGIN
_LEADING: Final = 1.375
_FONT: Final = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Helvetica Neue', Arial, sans-serif"
_NOT_IN_XML: Final = re.compile("[\ufffe\uffff]")

_LIGHT: Final = {
    "ground": "#ffffff", "text": "#1b1f27", "muted": "#565e6b", "accent": "#0b57a4", "green": "#14693a",
    "amber": "#8a4b00", "red": "#a3202b", "hairline": "#d5d9df",
}  # fmt: skip
_DARK: Final = {
    "ground": "#14181f", "text": "#e8ebf0", "muted": "#a3adbb", "accent": "#7db8ff", "green": "#6fd49a",
    "amber": "#f2b35e", "red": "#ff9aa2", "hairline": "#333b47",
}  # fmt: skip
"""The tokens of docs/WIDGET.md 4.3."""

_DARK_RULES: Final = (f".{name}{{fill:{colour}}}.{name}-line{{stroke:{colour}}}" for name, colour in _DARK.items())
STYLE: Final = f"@media (prefers-color-scheme:dark){{{''.join(_DARK_RULES)}}}"
"""The style sheet of the theme `auto`; the light colours stand as attributes, for programs that drop style sheets."""

_COLOUR_OF_STATUS: Final[Mapping[str, str]] = {
    "reported": "accent", "announced": "accent", "confirmed": "green", "under-way": "green", "completed": "muted",
    "broken-off": "red", "postponed": "amber", "cancelled": "red", "withdrawn": "red",
}  # fmt: skip
_RING: Final = ("M8 2a6 6 0 1 1 0 12a6 6 0 1 1 0-12", 2.0)
_ICONS: Final[Mapping[str, tuple[tuple[str, float], ...]]] = {
    "reported": (_RING,),
    "announced": (_RING,),
    "confirmed": (("M8 4.5a3.5 3.5 0 1 1 0 7a3.5 3.5 0 1 1 0-7", 7),),
    "under-way": (_RING, ("M8 6.5a1.5 1.5 0 1 1 0 3a1.5 1.5 0 1 1 0-3", 3)),
    "completed": (("M2.5 8.5 6.5 12.5 13.5 4", 2.2),),
    "broken-off": (_RING, ("M3.5 3.5l9 9", 2.2)),
    "postponed": (("M7 2.5a5.5 5.5 0 1 1 0 11a5.5 5.5 0 1 1 0-11", 1.8), ("M7 5v3.2h5.5M11 6.2l2.6 2-2.6 2", 1.6)),
    "cancelled": (("M3.5 3.5l9 9M12.5 3.5l-9 9", 2.2),),
    "withdrawn": (("M3.5 3.5l9 9M12.5 3.5l-9 9", 2.2),),
}
"""The forms of docs/WIDGET.md 4.3 as (path, width of its line): colour is never the only sign."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureText:
    """Every text of the picture: `notes` stand below the events. `theme` is "light", "dark" or "auto"."""

    title: str
    intro: str | None
    lines: Sequence[EventLine]
    notes: Sequence[str]
    lang: str
    dir: str
    theme: str


def event_picture(text: PictureText) -> bytes:
    """The picture as SVG, 600 pixels wide, with its texts also as title and description for screen readers."""
    return _Drawing(text).whole()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Style:
    """How a text looks. `most` is its greatest number of lines, `colour` a token."""

    size: int = 14
    colour: str = "muted"
    is_bold: bool = False
    is_struck: bool = False
    most: int = 1


_HEAD: Final = _Style(size=20, colour="text", is_bold=True, most=2)
_NOTE: Final = _Style(most=2)
_DATE: Final = _Style(most=3)
_TITLE: Final = _Style(size=16, colour="text", is_bold=True, most=3)
_PLACES: Final = _Style(most=2)


@dataclass(frozen=True, slots=True)
class _Column:
    """Where a text stands: its distance from the side at which the language begins, and its width."""

    offset: float
    width: float


_WHOLE: Final = _Column(0, _INNER)
_SIDE: Final = _Column(0, _DATE_WIDTH)
_BESIDE: Final = _Column(_DATE_WIDTH + _GAP, _INNER - _DATE_WIDTH - _GAP)
_AFTER_ICON: Final = _Column(_BESIDE.offset + _ICON_WIDTH, _BESIDE.width - _ICON_WIDTH)


class _Drawing:
    """Draws from the top to the bottom; `_y` is the top of what comes next."""

    def __init__(self, text: PictureText) -> None:
        self._text = text
        self._colours = _DARK if text.theme == "dark" else _LIGHT
        self._is_rtl = text.dir == "rtl"
        self._y: float = _MARGIN - 4
        self._body: list[ElementTree.Element] = []

    def whole(self) -> bytes:
        """Head, events, notes, and around them the root."""
        text = self._text
        self._paragraph(text.title, _HEAD, _WHOLE)
        self._paragraph(text.intro or "", _NOTE, _WHOLE)
        self._y += 8
        for line in text.lines:
            self._event(line)
        self._rule()
        self._y += 6
        for note in text.notes:
            self._paragraph(note, _NOTE, _WHOLE)
        root = self._root(round(self._y + _MARGIN - 4))
        root.extend(self._body)
        return ElementTree.tostring(root, encoding="unicode").encode() + b"\n"

    def _root(self, height: int) -> ElementTree.Element:
        text = self._text
        root = ElementTree.Element(
            "svg",
            {
                "xmlns": "http://www.w3.org/2000/svg", "viewBox": f"0 0 {WIDTH} {height}", "width": str(WIDTH),
                "height": str(height), "role": "img", "aria-labelledby": "title desc", "xml:lang": text.lang,
                "font-family": _FONT,
            },
        )  # fmt: skip
        ElementTree.SubElement(root, "title", {"id": "title"}).text = _xml_text(text.title)
        ElementTree.SubElement(root, "desc", {"id": "desc"}).text = _xml_text(_description(text))
        if text.theme == "auto":
            ElementTree.SubElement(root, "style").text = STYLE
        ground = {"width": "100%", "height": "100%", "fill": self._colours["ground"], "class": "ground"}
        ElementTree.SubElement(root, "rect", ground)
        return root

    def _event(self, line: EventLine) -> None:
        """A rule, the date at the side, and beside it title, status and places."""
        self._rule()
        self._y += 10
        top = self._y
        self._paragraph(line.date, _DATE, _SIDE)
        below, self._y = self._y, top
        self._paragraph(line.title, replace(_TITLE, is_struck=line.is_cancelled), _BESIDE)
        if line.status is not None:
            colour = _COLOUR_OF_STATUS.get(line.status_code, "muted")
            self._icon(line.status_code, colour)
            self._paragraph(line.status, _Style(colour=colour, is_bold=True), _AFTER_ICON)
        self._paragraph("; ".join(line.places), _PLACES, _BESIDE)
        self._y = max(self._y, below) + 10

    def _paragraph(self, words: str, style: _Style, column: _Column) -> None:
        """The words in as many lines as they need and may have."""
        for line in wrapped(one_line(words), column.width, style.size, most=style.most, is_bold=style.is_bold):
            self._y += style.size * _LEADING
            self._line(line, style, column.offset)

    def _line(self, words: str, style: _Style, offset: float) -> None:
        """One line with the direction of its own words, at the side of the language."""
        is_rtl = is_right_to_left(words)
        attributes = {
            "x": _number(self._x(offset)), "y": _number(self._y - style.size * 0.3), "font-size": str(style.size),
            "fill": self._colours[style.colour], "class": style.colour,
        }  # fmt: skip
        if is_rtl:
            attributes["direction"] = "rtl"
        if is_rtl != self._is_rtl:
            attributes["text-anchor"] = "end"
        if style.is_bold:
            attributes["font-weight"] = "600"
        if style.is_struck:
            attributes["text-decoration"] = "line-through"
        element = ElementTree.Element("text", attributes)
        element.text = _xml_text(words)
        self._body.append(element)

    def _rule(self) -> None:
        y = _number(self._y)
        line = {"x1": str(_MARGIN), "x2": str(WIDTH - _MARGIN), "y1": y, "y2": y}
        colour = {"stroke": self._colours["hairline"], "class": "hairline-line"}
        self._body.append(ElementTree.Element("line", line | colour))

    def _icon(self, status: str, colour: str) -> None:
        """The form of the status, before its word."""
        x = self._x(_BESIDE.offset) - (16 if self._is_rtl else 0)
        stroke = {"fill": "none", "stroke": self._colours[colour], "class": f"{colour}-line", "stroke-linecap": "round"}
        if status == "reported":
            stroke["stroke-dasharray"] = "1.6 2.2"
        group = ElementTree.Element("g", {"transform": f"translate({_number(x)} {_number(self._y + 3)})"} | stroke)
        for path, width in _ICONS.get(status, (("M3 8h10", 2),)):
            ElementTree.SubElement(group, "path", {"d": path, "stroke-width": _number(width)})
        self._body.append(group)

    def _x(self, offset: float) -> float:
        """The place so far from the side at which the language begins."""
        return WIDTH - _MARGIN - offset if self._is_rtl else _MARGIN + offset


def _description(text: PictureText) -> str:
    """Every event in one sentence of its own, for those who hear the picture."""
    sentences = [text.intro or ""]
    for line in text.lines:
        parts = (line.date, line.title, line.status or "", "; ".join(line.places))
        sentences.append(f"{', '.join(part for part in parts if part)}.")
    return " ".join(one_line(sentence) for sentence in (*sentences, *text.notes) if sentence)


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _xml_text(text: str) -> str:
    return _NOT_IN_XML.sub("", one_line(text))
