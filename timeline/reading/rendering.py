"""Since when the service renders with its present address, for the times of calendars and of Last-Modified."""

from __future__ import annotations

from dataclasses import replace

from timeline.render.settings import RenderSettings
from timeline.store.engine.migrate import is_current
from timeline.store.engine.sessions import Engine, read_session
from timeline.store.logs.rendering_log import rendering_since


def since_now(engine: Engine, render: RenderSettings) -> RenderSettings:
    """The settings with the instant; a database of another schema, which the service does not serve, has none."""
    if not is_current(engine):
        return render
    with read_session(engine) as session:
        return replace(render, since=rendering_since(session, render.identity))
