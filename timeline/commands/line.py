"""Texts of one line on the command line: names and reasons."""

from __future__ import annotations

import click

from timeline.ingest.text_rule import Unfit, one_line
from timeline.model.limits import MAX_TITLE


class OneLine(click.ParamType[str]):
    """A text on one line, of at most `limit` code points."""

    name = "text"

    def __init__(self, limit: int = MAX_TITLE) -> None:
        """Keep the limit."""
        self.limit = limit

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The line as it is stored. Anything else is an error of usage."""
        try:
            return one_line(str(value), limit=self.limit)
        except Unfit as fault:
            self.fail(str(fault), param, ctx)
