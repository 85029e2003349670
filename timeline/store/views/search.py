"""Turns a `Search` into a condition on the table of words: FTS5 on SQLite, a GIN index over lexemes on PostgreSQL.

`Search` -> `holds_words` -> condition on `event_words`, the same for both engines until it is compiled. The words are
folded already (`model.search`), so neither engine's own idea of a word, accent or stem is ever asked. SQLite: each
term is a quoted FTS5 phrase. PostgreSQL: the index knows which words a row has, and where they follow each other is
looked up in the line itself, so no limit of positions applies.
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
"""As the index is declared: with a bound blank PostgreSQL would not know it again."""

_LINE: Final[ColumnElement[str]] = literal_column("(' ' || event_words.words || ' ')")
_COMMA: Final[ColumnElement[str]] = literal_column("','")

Condition = ColumnElement[bool]


class _ByEngine(FunctionElement[bool]):
    """One condition in the words of SQLite and in those of PostgreSQL, in this order."""

    inherit_cache = True
    type = Boolean()
    name = "by_engine"

    def self_group(self, against: object = None) -> _ByEngine:
        """Itself: SQLAlchemy would write `= 1` behind it, and SQLite then leaves the index alone."""
        return self


@compiles(_ByEngine, "sqlite")
def _compile_sqlite(element: _ByEngine, compiler: SQLCompiler, **options: Any) -> str:
    return str(compiler.process(next(iter(element.clauses)), **options))


@compiles(_ByEngine, "postgresql")
def _compile_postgresql(element: _ByEngine, compiler: SQLCompiler, **options: Any) -> str:
    return str(compiler.process(list(element.clauses)[1], **options))


def holds_words(search: Search) -> Iterator[Condition]:
    """What a row of `event_words` has to fulfil, all of it; nothing for a blank search."""
    if search.is_wordless:
        yield false()
    if search.wanted:
        yield _ByEngine(_fts5(search.wanted, " AND "), and_(_has_lexemes(search.wanted), _has_all(search.wanted)))
    if search.unwanted:
        yield _ByEngine(~_fts5(search.unwanted, " OR "), _has_none(search.unwanted))


def learn_words(session: Session, event_ids: Sequence[str]) -> None:
    """Take the lines of these events into the index; PostgreSQL does that by itself.

    On SQLite triggers could do it, but before 3.44 they may not touch FTS5 while `trusted_schema` is off.
    """
    if session.get_bind().dialect.name == "sqlite":
        lines = select(WORDS.c.id, WORDS.c.words).where(WORDS.c.event_id.in_(event_ids))
        session.execute(insert(_INDEX).from_select(["rowid", "words"], lines))


def forget_words(session: Session, event_ids: Sequence[str]) -> None:
    """Take the lines of these events out of the index, before they are deleted (FTS5 has to be told each line)."""
    if session.get_bind().dialect.name == "sqlite":
        lines = select(literal("delete"), WORDS.c.id, WORDS.c.words).where(WORDS.c.event_id.in_(event_ids))
        session.execute(insert(_INDEX).from_select(["event_search", "rowid", "words"], lines))


def forget_all_words(session: Session) -> None:
    """Empty the index, whatever is in it."""
    if session.get_bind().dialect.name == "sqlite":
        session.execute(insert(_INDEX).values(event_search="delete-all"))


def _fts5(terms: Iterable[Term], operator: str) -> Condition:
    wanted = operator.join(f'"{" ".join(term.words)}"{"*" if term.is_prefix else ""}' for term in terms)
    return WORDS.c.id.in_(select(_INDEX.c.rowid).where(_INDEX.c.event_search.op("MATCH")(literal(wanted))))


def _has_lexemes(terms: Iterable[Term]) -> Condition:
    """Every word of the terms is there, wherever; this is what the index answers."""
    lexemes: dict[str, None] = {}
    for term in terms:
        *firsts, last = (f"'{word}'" for word in term.words)
        lexemes |= dict.fromkeys([*firsts, f"{last}:*" if term.is_prefix else last])
    return _LEXEMES.op("@@", is_comparison=True)(cast(" & ".join(lexemes), TSQUERY))


def _has_all(terms: Iterable[Term]) -> Condition:
    """No term of several words is missing from the line; single words the index has found already."""
    phrase = _phrases(term for term in terms if len(term.words) > 1)
    return ~select(literal_column("1")).where(func.strpos(_LINE, phrase) == 0).exists()


def _has_none(terms: Iterable[Term]) -> Condition:
    phrase = _phrases(terms)
    return ~select(literal_column("1")).where(func.strpos(_LINE, phrase) > 0).exists()


def _phrases(terms: Iterable[Term]) -> ColumnElement[str]:
    """One row for each term, as it stands in the line between blanks."""
    texts = ",".join(f" {' '.join(term.words)}{'' if term.is_prefix else ' '}" for term in terms)
    return func.unnest(func.string_to_array(literal(texts), _COMMA)).column_valued("phrase")
