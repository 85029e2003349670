"""`timeline load PATH…`: files or folders in the exchange format, stored in one transaction or not at all.

paths -> files -> opened documents -> (one transaction) known sources, whole document, `file_document` -> report.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

import click

from timeline.commands.opening import Store, open_store, require_rendering, trying
from timeline.commands.output import Refused, note, print_json, progress_bar
from timeline.commands.tables import Table, print_table
from timeline.errors import InvalidDocument, Problem
from timeline.ingest.documents import OpenDocument, names_in_text, open_document
from timeline.ingest.strict_document import MAX_JSON_BYTES
from timeline.operations.filing.file_reports import Filed, FilingResult, file_document
from timeline.operations.filing.read_document import Unopened, read_for_filing
from timeline.operations.stored_names import find_stored_sources
from timeline.settings import load_settings
from timeline.store.engine.sessions import write_session

_SUFFIXES: Final = (".yaml", ".yml", ".json")


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Check everything and show what would happen; store nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
def load(paths: tuple[Path, ...], *, dry_run: bool, as_json: bool) -> None:
    """Load documents (YAML or JSON), all or nothing.

    The format is explained in seeds/README.md. PATHS are files or folders; of a folder every .yaml, .yml and .json file
    is loaded, also in subfolders. The files may use each other's sources, people and places. Loading the same files
    again changes nothing. If anything is refused, nothing is stored: every problem is printed with file, line and
    field, and the exit code is 1.
    """
    try:
        with open_store(load_settings()) as store:
            result = load_files(store, paths, dry_run=dry_run)
    except InvalidDocument as error:
        if as_json:
            print_json(_refusal_json(error.problems))
        outcome = f"{len(error.problems)} refused, nothing was stored."
        raise Refused(() if as_json else error.problems, outcome) from error
    if as_json:
        print_json(result_json(result, dry_run=dry_run))
    else:
        print_result(result, dry_run=dry_run)


def load_files(store: Store, paths: Iterable[Path], *, dry_run: bool = False) -> FilingResult:
    """Store the content of the files. Raises InvalidDocument with the problems of all files; then nothing is stored."""
    files = [file for path in paths for file in _files(path)]
    opened, unopened = _open_all(files)
    require_rendering(store)
    named = frozenset().union(*(one.named_sources for one in opened))
    with progress_bar("Filing") as progress, (trying if dry_run else write_session)(store.engine) as session:
        cause = "load " + ", ".join(file.name for file in files)
        work = store.work(session, cause, progress)  # inside the transaction: its time is later than the last write
        sources = find_stored_sources(session, named)
        return file_document(work, read_for_filing(work, opened, sources, unopened))


def _files(path: Path) -> Sequence[Path]:
    """The file itself, or all documents in the folder and its subfolders, ordered by path."""
    if not path.is_dir():
        return (path,)
    files = sorted(file for file in path.rglob("*") if file.suffix in _SUFFIXES and file.is_file())
    if not files:
        raise InvalidDocument((Problem(str(path), f"holds no file that ends in {', '.join(_SUFFIXES)}"),))
    return files


def _open_all(files: Iterable[Path]) -> tuple[list[OpenDocument], Unopened]:
    """Every file opened, and what is known of the files that cannot be opened."""
    opened: list[OpenDocument] = []
    problems: list[Problem] = []
    names: frozenset[str] = frozenset()
    for file in files:
        content = b""
        try:
            content = _content(file)
            opened.append(open_document(content, str(file)))
        except InvalidDocument as error:
            problems += error.problems
            names |= names_in_text(content)
    return opened, Unopened(tuple(problems), names)


def _content(file: Path) -> bytes:
    """The bytes of a file; of one that is too large only so many that its size will be refused."""
    try:
        with file.open("rb") as stream:
            return stream.read(MAX_JSON_BYTES + 1)
    except OSError as error:
        raise InvalidDocument((Problem(str(file), f"cannot be read: {error.strerror}"),)) from error


def print_result(result: FilingResult, *, dry_run: bool) -> None:
    """Print what became of a document as a table."""
    table = Table("", "count", title="Dry run: nothing was stored" if dry_run else None, title_justify="left")
    table.columns[1].justify = "right"
    rows = {
        "new reports": len(result.new),
        "  matched (on events that existed before)": len(result.matched),
        "  conflicting (with what is shown)": len(result.conflicting),
        "unchanged reports": len(result.unchanged),
        "refused": 0,
        "new or changed sources": result.new_sources,
        "new or changed people, organizations, offices, places, topics": result.new_entries,
        "new revisions of events": len(result.revisions),
    }
    for words, count in rows.items():
        table.add_row(words, str(count))
    print_table(table)
    for word, filed in (("matched", result.matched), ("conflicting", result.conflicting)):
        for one in filed:
            click.echo(f"{word}: {one.place} {one.source} / {one.record} -> {one.slug}")
    if result.is_empty:
        note("The database already holds all of it.")


def result_json(result: FilingResult, *, dry_run: bool) -> dict[str, object]:
    """The same as JSON."""
    return {
        "dry_run": dry_run,
        "new": [_filed_json(one) for one in result.new],
        "matched": [_filed_json(one) for one in result.matched],
        "conflicting": [_filed_json(one) for one in result.conflicting],
        "unchanged": [_filed_json(one) for one in result.unchanged],
        "refused": [],
        "new_sources": result.new_sources,
        "new_entries": result.new_entries,
        "revisions": len(result.revisions),
    }


def _refusal_json(problems: Iterable[Problem]) -> dict[str, object]:
    return {"refused": [{"place": problem.place, "detail": problem.detail} for problem in problems]}


def _filed_json(filed: Filed) -> dict[str, str]:
    return {
        "place": filed.place, "source": filed.source, "record": filed.record,
        "report_id": filed.report_id, "event_id": filed.event_id, "slug": filed.slug,
    }  # fmt: skip
