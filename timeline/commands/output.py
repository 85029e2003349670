"""How commands speak: answers on stdout, everything else on stderr, progress only on a terminal, refusals in full.

Errors of the domain become `Refused` in one place (`SpeakingGroup`): every problem on a line of its own, exit code 1.
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
from timeline.operations.progress import Progress as Told
from timeline.operations.progress import no_progress

FAILED: Final = 1
"""Exit code when something was refused or a check failed; click uses 2 for a command line that can not be read."""


class Refused(click.ClickException):
    """Ends the command with exit code 1 after one line for each problem."""

    exit_code = FAILED

    def __init__(self, problems: Sequence[Problem], outcome: str = "") -> None:
        """Keep the problems and the sentence that says what became of the work."""
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


class SpeakingGroup(click.Group):
    """A group whose commands may raise any error of the domain."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; an error of the domain ends it as a refusal."""
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
def progress_bar(words: str) -> Iterator[Told]:
    """A function to tell (done, all); it draws a bar on stderr while long work goes on, if stderr is a terminal."""
    if not sys.stderr.isatty():
        yield no_progress
        return
    from rich.console import Console  # noqa: PLC0415 - rich is slow to load; only a terminal needs it
    from rich.progress import (  # noqa: PLC0415
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
    )

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(words, total=None)
        yield lambda done, everything: bar.update(task, completed=done, total=everything)


def write_output(pieces: Iterable[bytes], output: Path | None) -> None:
    """The pieces to a file, which is replaced in one step and only when all of them are written; else to stdout."""
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
        raise Refused((Problem(str(output), f"can not be written: {error.strerror}"),)) from error
    finally:
        partial.unlink(missing_ok=True)


def _sentence(error: TimelineError) -> str:
    text = str(error)
    if isinstance(error, UnknownName) and not error.nearest:
        return f"{text}; see `data/` for the names there are"
    return text
