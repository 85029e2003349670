"""`/embed`: a page for frames with the element, and inside it the next events for readers without script.

Parameters -> `next_lines` -> template `embed.html`. The look (`view`, `theme` and so on) goes to the element as
attributes of the same names.
"""

from __future__ import annotations

from typing import Final

from flask import render_template

from api.pages.embed.lines import Pairs, address_of, filters_of_query, next_lines
from api.parameters.embed_table import LOOK
from api.parameters.read import Params
from timeline.reading.snapshot import Snapshot

MOST_LINES: Final = 20
_LOOK_NAMES: Final = frozenset(parameter.name for parameter in LOOK)


def frame_page(snapshot: Snapshot, params: Params, script_hash: str) -> str:
    """The frame's page. Raises InvalidQuery for a name that is not public."""
    look = look_of(params.echo)
    return render_template(
        "embed.html",
        shown=next_lines(snapshot, params, most=MOST_LINES),
        src=source_of(params.echo),
        look=look,
        theme=look.get("theme", "auto"),
        target="_top" if look.get("links") == "same-tab" else "_blank",
        script=f"/widget/diplomatic-timeline.{script_hash}.js",
    )


def look_of(echo: Pairs) -> dict[str, str]:
    """The attributes of the element that the reader's address chooses."""
    return {name: values[0] for name, values in echo if name in _LOOK_NAMES}


def source_of(echo: Pairs) -> str:
    """The address from which the element reads, without the service's own: the filters, and the language of names."""
    language = tuple(pair for pair in echo if pair[0] == "lang")
    return address_of("/v1/events", (*filters_of_query(echo), *language))
