"""`/embed.svg`: the next ten events as a picture.

Parameters -> `next_lines` -> `timeline.render.embeds.picture` -> answer.
"""

from __future__ import annotations

from typing import Final

from api.http.answers import Answer
from api.pages.embed.lines import next_lines
from api.parameters.read import Params
from timeline import ids
from timeline.reading.snapshot import Snapshot
from timeline.render.embeds.picture import SVG_TYPE, PictureText, event_picture

MOST_EVENTS: Final = 10


def picture_answer(snapshot: Snapshot, params: Params) -> Answer:
    """The picture with its tag. Raises InvalidQuery for a name that is not public."""
    shown = next_lines(snapshot, params, most=MOST_EVENTS)
    notes = (shown.words.more,) if shown.has_more else ()
    text = PictureText(
        title=shown.title,
        intro=shown.intro,
        lines=shown.lines,
        notes=(*notes, shown.as_of),
        lang=shown.lang,
        dir=shown.dir,
        theme=params.values.get("theme", ("auto",))[0],
    )
    body = event_picture(text)
    return Answer(body=body, media_type=SVG_TYPE, etag=ids.digest(body)[:32])
