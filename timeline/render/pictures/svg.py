"""What every picture has in common: a title and a description, escaped texts, two ways to be shown.

`Picture` -> `inline_svg`, whose colours are the page's (`pictures.css` in its style sheets), or -> `svg_file`, which
carries the same rules with colours for light and dark. No script, no reference to anything outside.
"""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Final
from unicodedata import bidirectional

from timeline.render.plain_text import one_line

LIGHT: Final = {
    "text": "#1b1f27", "muted": "#565e6b", "accent": "#0b57a4", "amber": "#8a4b00", "red": "#a3202b",
    "border": "#8a93a0", "hairline": "#d5d9df", "ground": "#ffffff", "raised": "#f5f7f9",
}  # fmt: skip
DARK: Final = {
    "text": "#e8ebf0", "muted": "#a3adbb", "accent": "#7db8ff", "amber": "#f2b35e", "red": "#ff9aa2",
    "border": "#6b7684", "hairline": "#333b47", "ground": "#14181f", "raised": "#1c222b",
}  # fmt: skip
"""The tokens of the design, the same as in the site's style sheet."""

_RULES: Final = Path(__file__).with_name("pictures.css")
_TOKEN: Final = re.compile(r"var\(--([a-z]+)\)")
_NOT_IN_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_FROM_THE_RIGHT: Final = frozenset({"R", "AL", "AN"})
_ENTITIES: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"}

Attribute = str | float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A drawing of `width` by `height` pixels. `body` is markup; title and description are plain text."""

    title: str
    description: str
    width: float
    height: float
    body: str


def element(name: str, *children: str, **attributes: Attribute) -> str:
    """An element around markup; an attribute's `_` is a hyphen, `class_` is `class`, and None leaves it out."""
    given = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escaped(value) if isinstance(value, str) else number(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{given}>{''.join(children)}</{name}>" if children else f"<{name}{given}/>"


def words(text: str, x: float, y: float, *, class_: str | None = None, anchor: str | None = None) -> str:
    """A line of text; `anchor` is `middle` or `end` where it does not begin at x."""
    return element("text", escaped(text), x=x, y=y, class_=class_, text_anchor=anchor)


def escaped(text: str) -> str:
    """The text in one line for markup and attributes, without characters that XML does not know."""
    return "".join(_ENTITIES.get(character, character) for character in _NOT_IN_XML.sub("", one_line(text)))


def number(value: float) -> str:
    """The number with at most one decimal place and no more characters than it needs."""
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else re.sub(r"^(-?)0\.", r"\1.", text)


def shortened(text: str, most: int) -> str:
    """The text in one line with at most this many characters."""
    line = one_line(text)
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"


def isolated(text: str) -> str:
    """The text so that it turns none of its neighbours if it runs from right to left (RELIABILITY.md E5).

    No text of a source has these controls of its own: `timeline.ingest.text_rule` refuses them.
    """
    return f"\u2068{text}\u2069" if any(bidirectional(one) in _FROM_THE_RIGHT for one in text) else text


def inline_svg(picture: Picture) -> str:
    """The picture as an element of a page."""
    return _svg(picture, "")


def svg_file(picture: Picture) -> bytes:
    """The picture as a file that stands alone."""
    style = element("style", file_style())
    ground = element("rect", class_="ground", width=picture.width, height=picture.height)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{_svg(picture, style + ground)}\n'.encode()


@lru_cache(maxsize=1)
def file_style() -> str:
    """The rules of a file that stands alone: with the light colours, then with the dark ones for who wants them.

    The colours are in the rules, because programs that draw SVG to print or to pixels know no custom properties.
    """
    rules, dark = page_style(), []
    for rule in re.findall(r"^\.[^@{}]+\{[^{}]*\}$", rules, re.MULTILINE):
        if _TOKEN.search(rule):
            dark.append(_TOKEN.sub(lambda token: DARK[token[1]], rule))
    light = _TOKEN.sub(lambda token: LIGHT[token[1]], rules)
    return f"{light}@media (prefers-color-scheme: dark) {{\n" + "\n".join(dark) + "\n}\n"


def style_digest() -> str:
    """The SHA-256 of the style element's text in Base64, by which a content security policy allows it."""
    # The rules have no character that would be escaped, so the element's text is the rules.
    return b64encode(sha256(file_style().encode()).digest()).decode()


@lru_cache(maxsize=1)
def page_style() -> str:
    """The rules for a page that sets the custom properties, without comments."""
    return re.sub(r"/\*.*?\*/\s*", "", _RULES.read_text(encoding="utf-8"), flags=re.DOTALL)


def _svg(picture: Picture, before: str) -> str:
    title = element("title", escaped(picture.title))
    description = element("desc", escaped(picture.description))
    return element(
        "svg",
        title,
        description,
        before,
        picture.body,
        xmlns="http://www.w3.org/2000/svg",
        class_="picture",
        role="img",
        lang="en",
        viewBox=f"0 0 {number(picture.width)} {number(picture.height)}",
        width=picture.width,
        height=picture.height,
    )
