"""The HTML to copy into another page: the element with the next events inside, and the frame.

`NextLines` + look -> `element_html`; address -> `frame_code`. Every text and address is escaped; the result is valid
HTML that a page's author can read and change.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from typing import Final

from api.pages.embed.addresses import frame_html
from api.pages.embed.lines import NextLines
from timeline.render.embeds.event_line import EventLine

FRAME_HEIGHT: Final = 600


@dataclass(frozen=True, slots=True, kw_only=True)
class ElementCode:
    """What the element's tag says: the script's absolute address and integrity value, `src`, further attributes."""

    script: str
    integrity: str
    src: str
    look: Mapping[str, str]


def element_html(code: ElementCode, shown: NextLines) -> str:
    """Script and element; inside are the events for readers without script and for search engines."""
    attributes = "".join(f' {name}="{escape(value)}"' for name, value in {"src": code.src, **code.look}.items())
    script = f'src="{escape(code.script)}" integrity="{code.integrity}" crossorigin="anonymous"'
    return "\n".join(
        (
            f'<script type="module" async {script}></script>',
            f"<diplomatic-timeline{attributes}>",
            *(f"  {line}" for line in _inside(shown)),
            "</diplomatic-timeline>",
        )
    )


def frame_code(url: str, title: str, host_script: str) -> str:
    """The frame, and the script that gives it the height of its content; without the script it scrolls."""
    frame = frame_html(url, title=title, width="100%", height=FRAME_HEIGHT)
    return f'{frame}\n<script async src="{escape(host_script)}"></script>'


def picture_code(url: str, page_url: str, title: str) -> str:
    """The picture of the next events as a link to the full page, for mail and pages that take no frame."""
    return f'<a href="{escape(page_url)}"><img src="{escape(url)}" width="600" alt="{escape(title)}"></a>'


def _inside(shown: NextLines) -> Iterator[str]:
    if shown.intro:
        yield f"<p>{escape(shown.intro)}</p>"
    if shown.lines:
        yield "<ol>"
        yield from (f"  <li>{_line(line)}</li>" for line in shown.lines)
        yield "</ol>"
    if shown.has_more:
        yield f"<p>{escape(shown.words.more)}</p>"
    yield f"<p>{_link(shown.page_url, shown.words.all)} · {_link(shown.calendar_url, shown.words.calendar)}</p>"


def _line(line: EventLine) -> str:
    """Date, title and, where they are known, status and places."""
    day = f' datetime="{line.first_day}"' if line.first_day else ""
    title = _link(line.url, line.title)
    parts = [f"<time{day}>{escape(line.date)}</time>", f"<s>{title}</s>" if line.is_cancelled else title]
    parts += [escape(line.status)] if line.status else []
    parts += [escape("; ".join(line.places))] if line.places else []
    return " · ".join(parts)


def _link(url: str, words: str) -> str:
    return f'<a href="{escape(url)}">{escape(words)}</a>'
