"""Stored bytes and the number of their renderer go together: else an upgraded service serves bytes of two makes."""

from __future__ import annotations

from timeline import ids
from timeline.render.settings import RENDERER_VERSION
from timeline.store.engine.sessions import Engine, read_session
from timeline.store.views import event_rows

RECORDED = (7, "afad6610d8ba944e8ea528e0131423423ed72c231fce9ca13cfb41d2e300bdef")
"""The renderer's number and the digest over everything it makes of the reference story."""


def test_a_change_of_rendered_bytes_raises_the_number_of_the_renderer(story: Engine):
    with read_session(story) as session:
        rows = [
            [part.hex() if isinstance(part, bytes) else str(part) for part in row] for row in event_rows.dump(session)
        ]

    assert (RENDERER_VERSION, ids.digest(ids.canonical_bytes(rows))) == RECORDED, (
        "the read tables of the reference story have changed: raise RENDERER_VERSION if the program makes other bytes "
        "of the same reports (not if only seeds/ or data/ changed), and record the new pair here"
    )
