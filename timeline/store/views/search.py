"""The condition that a `Search` means for the table of words: FTS5 on SQLite, a GIN index of lexemes on PostgreSQL.

`Search` -> `has_words` -> condition on `event_words`, the same for both engines until it is compiled. The words are
normalized before they are stored (`model.search`), so neither engine's rules for words, accents or stems apply.
SQLite: each term is a quoted FTS5 phrase. PostgreSQL: the index finds rows with the words, and the line itself shows
whether they follow each other, so the limits of lexeme positions do not apply.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from sqlalchemy import (
    Boolean,
    ColumnElement,
    and_,
    cast,
    column,
    false,
    func,
    insert,
    literal,
    literal_column,
    select,
    table,
)
from sqlalchemy.dialects.postgresql import TSQUERY
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import Session
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from timeline.model.search import Search, Term
from timeline.store.tables import WordsRow, table_of

WORDS: Final = table_of(WordsRow)

_INDEX: Final = table("event_search", column("rowid"), column("event_search"), column("words"))
_LEXEMES: Final[ColumnElement[Any]] = literal_column("array_to_tsvector(string_to_array(event_words.words, ' '))")
"""Spelled as in the index declaration: with a bound parameter for the blank, PostgreSQL would not use the index."""

_LINE: Final[ColumnElement[str]] = literal_column("(' ' || event_words.words || ' ')")
_COMMA: Final[ColumnElement[str]] = literal_column("','")

Condition = ColumnElement[bool]


class _ByEngine(FunctionElement[bool]):
    """One condition written for SQLite and for PostgreSQL, in this order."""

    inherit_cache = True
    type = Boolean()
    name = "by_engine"

    def self_group(self, against: object = None) -> _ByEngine:
        """Itself; otherwise SQLAlchemy would append `= 1`, and SQLite would not use the index."""
        return self


@compiles(_ByEngine, "sqlite")
def _compile_sqlite(element: _ByEngine, compiler: SQLCompiler, **options: Any) -> str:
    return str(compiler.process(next(iter(element.clauses)), **options))


@compiles(_ByEngine, "postgresql")
def _compile_postgresql(element: _ByEngine, compiler: SQLCompiler, **options: Any) -> str:
    return str(compiler.process(list(element.clauses)[1], **options))


def has_words(search: Search) -> Iterator[Condition]:
    """The conditions on a row of `event_words`, all of which have to be true; none for a blank search."""
    if search.is_wordless:
        yield false()
    if search.wanted:
        yield _ByEngine(_fts5(search.wanted, " AND "), and_(_has_lexemes(search.wanted), _has_all(search.wanted)))
    if search.unwanted:
        yield _ByEngine(~_fts5(search.unwanted, " OR "), _has_none(search.unwanted))


def add_words(session: Session, event_ids: Sequence[str]) -> None:
    """Add the lines of these events to the index; PostgreSQL does that by itself.

    On SQLite triggers could do it, but before 3.44 they cannot use FTS5 while `trusted_schema` is off.
    """
    if session.get_bind().dialect.name == "sqlite":
        lines = select(WORDS.c.id, WORDS.c.words).where(WORDS.c.event_id.in_(event_ids))
        session.execute(insert(_INDEX).from_select(["rowid", "words"], lines))


def remove_words(session: Session, event_ids: Sequence[str]) -> None:
    """Remove the lines of these events from the index, before they are deleted: FTS5 needs their content."""
    if session.get_bind().dialect.name == "sqlite":
        lines = select(literal("delete"), WORDS.c.id, WORDS.c.words).where(WORDS.c.event_id.in_(event_ids))
        session.execute(insert(_INDEX).from_select(["event_search", "rowid", "words"], lines))


def clear_words(session: Session) -> None:
    """Empty the index."""
    if session.get_bind().dialect.name == "sqlite":
        session.execute(insert(_INDEX).values(event_search="delete-all"))


def _fts5(terms: Iterable[Term], operator: str) -> Condition:
    wanted = operator.join(f'"{" ".join(term.words)}"{"*" if term.is_prefix else ""}' for term in terms)
    return WORDS.c.id.in_(select(_INDEX.c.rowid).where(_INDEX.c.event_search.op("MATCH")(literal(wanted))))


def _has_lexemes(terms: Iterable[Term]) -> Condition:
    """True for a row with every word of the terms, in any order; the index answers this."""
    lexemes: dict[str, None] = {}
    for term in terms:
        *firsts, last = (f"'{word}'" for word in term.words)
        lexemes |= dict.fromkeys([*firsts, f"{last}:*" if term.is_prefix else last])
    return _LEXEMES.op("@@", is_comparison=True)(cast(" & ".join(lexemes), TSQUERY))


def _has_all(terms: Iterable[Term]) -> Condition:
    """True if the line has every term of several words; single words were found by the index."""
    phrase = _phrases(term for term in terms if len(term.words) > 1)
    return ~select(literal_column("1")).where(func.strpos(_LINE, phrase) == 0).exists()


def _has_none(terms: Iterable[Term]) -> Condition:
    phrase = _phrases(terms)
    return ~select(literal_column("1")).where(func.strpos(_LINE, phrase) > 0).exists()


def _phrases(terms: Iterable[Term]) -> ColumnElement[str]:
    """One row for each term, written as in the line, with blanks around it."""
    texts = ",".join(f" {' '.join(term.words)}{'' if term.is_prefix else ' '}" for term in terms)
    return func.unnest(func.string_to_array(literal(texts), _COMMA)).column_valued("phrase")
