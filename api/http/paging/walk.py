"""One walk through the pages of a query: where this page begins, which instant all pages show, where the next one is.

Parameters + what the cursor is bound to -> `Walk` -> position and instant of this page -> `next_query`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from api.http.paging.cursor import Cursor, query_digest, read_cursor, write_cursor
from api.parameters.read import Params
from timeline.model.query import Position
from timeline.render.links import query_string


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """The place of one page in its walk: after which position it begins (None: the first), and the instant (UTC) whose
    public state all pages of the walk show. `bound_to` is the digest of the query that the cursor belongs to.
    """

    bound_to: str
    at: datetime
    after: Position | None = None

    @classmethod
    def of(cls, params: Params, *binding: object, starts_at: datetime) -> Walk:
        """The walk that the request's cursor continues, or a new one that shows the state at `starts_at`.

        Raises InvalidCursor for a cursor that is damaged or bound to something else.
        """
        bound_to = query_digest(*binding)
        if params.cursor is None:
            return cls(bound_to=bound_to, at=starts_at)
        cursor = read_cursor(params.cursor, bound_to, now=params.now)
        return cls(bound_to=bound_to, at=cursor.at, after=cursor.after)

    def next_query(self, params: Params, position: Position) -> str:
        """The query part of the address of the page that begins after this position."""
        return page_query(params, write_cursor(Cursor(position, self.at), self.bound_to))


def page_query(params: Params, cursor: str | None) -> str:
    """The request's parameters as the query part of an address, with this cursor in place of its own."""
    others = [(name, values) for name, values in params.echo if name != "cursor"]
    return query_string(others if cursor is None else [*others, ("cursor", (cursor,))])


def link_to_next(next_url: str | None) -> str | None:
    """The Link header of a page (RFC 8288); None on the last page."""
    return None if next_url is None else f'<{next_url}>; rel="next"'
