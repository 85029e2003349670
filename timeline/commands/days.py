"""Days on the command line."""

from __future__ import annotations

from datetime import date

import click

from timeline.ingest.text_rule import Unfit
from timeline.ingest.times import day_of


class Day(click.ParamType[date]):
    """A day, written as 2023-11-28."""

    name = "day"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day. Anything else is an error of usage."""
        if isinstance(value, date):
            return value
        try:
            return day_of(str(value))
        except Unfit:
            self.fail(f"{str(value)!r} is not a date; write it as 2023-11-28", param, ctx)
