"""The output of commands: results on stdout, everything else on stderr, progress only on a terminal.

Errors of the domain become `Refused` in one place (`CommandGroup`): every problem on a line of its own, exit code 1.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, Final

import click
import orjson

from timeline.errors import InvalidDocument, Problem, TimelineError, UnknownName
from timeline.operations.progress import Progress, no_progress

FAILED: Final = 1
"""The exit code if something was refused or a check failed. click uses 2 for errors of usage."""


_SHIPPED_KINDS: Final = frozenset({"person", "organization", "person or organization", "place", "topic"})
"""Kinds of names of which `data/` holds many."""


class Refused(click.ClickException):
    """Ends the command with exit code 1 after one line for each problem."""

    exit_code = FAILED

    def __init__(self, problems: Sequence[Problem], outcome: str = "") -> None:
        """Keep the problems, and the sentence about the outcome."""
        super().__init__(outcome or "; ".join(str(problem) for problem in problems))
        self.problems = tuple(problems)
        self.outcome = outcome

    def show(self, file: IO[Any] | None = None) -> None:
        """Print the problems and the outcome on stderr."""
        stream = sys.stderr if file is None else file
        for problem in self.problems:
            click.echo(str(problem), file=stream)
        if self.outcome:
            click.echo(self.outcome, file=stream)


class CommandGroup(click.Group):
    """A group of commands that may raise any error of the domain."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command. An error of the domain ends it with Refused."""
        try:
            return super().invoke(ctx)
        except InvalidDocument as error:
            raise Refused(error.problems) from error
        except TimelineError as error:
            raise Refused((Problem("", _sentence(error)),)) from error


def print_json(value: object) -> None:
    """One JSON value on stdout, indented."""
    click.echo(orjson.dumps(value, option=orjson.OPT_INDENT_2).decode())


def note(sentence: str) -> None:
    """A sentence about the work, on stderr."""
    click.echo(sentence, err=True)


@contextmanager
def progress_bar(words: str) -> Iterator[Progress]:
    """A function to call with (done, total). It draws a bar on stderr while work goes on, if stderr is a terminal."""
    if not sys.stderr.isatty():
        yield no_progress
        return
    from rich import progress as rich_progress  # noqa: PLC0415
    from rich.console import Console  # noqa: PLC0415 - rich is slow to load; only a terminal needs it

    columns = (
        rich_progress.TextColumn("{task.description}"),
        rich_progress.BarColumn(),
        rich_progress.MofNCompleteColumn(),
        rich_progress.TimeElapsedColumn(),
    )
    with rich_progress.Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(words, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def write_output(pieces: Iterable[bytes], output: Path | None) -> None:
    """Write the pieces to stdout, or to a file, which is replaced in one step after all of them are written."""
    if output is None:
        sys.stdout.buffer.writelines(pieces)
        sys.stdout.buffer.flush()
        return
    partial = output.with_name(f".{output.name}.partial")
    try:
        with partial.open("wb") as file:
            file.writelines(pieces)
        partial.replace(output)
    except OSError as error:
        raise Refused((Problem(str(output), f"cannot be written: {error.strerror}"),)) from error
    finally:
        partial.unlink(missing_ok=True)


def _sentence(error: TimelineError) -> str:
    text = str(error)
    if isinstance(error, UnknownName) and error.kind in _SHIPPED_KINDS and not error.nearest:
        return f"{text}; `data/` holds the known names"
    return text
