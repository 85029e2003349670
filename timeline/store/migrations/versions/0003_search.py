"""The words in which a search looks, and their index: FTS5 on SQLite, GIN over lexemes on PostgreSQL.

Written by hand. What a revision creates never changes afterwards: a later table goes into a later revision. The words
are folded before they are stored, so both indexes take them as they stand: no stems, no accents, no stop words.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from timeline.store.tables.columns import CodePointText, Instant, Serial

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table and its index; the next start renders everything again, which fills both."""
    op.create_table(
        "event_words",
        sa.Column("id", Serial(), nullable=False),
        sa.Column("event_id", CodePointText(), nullable=False),
        sa.Column("known_from", Instant(), nullable=False),
        sa.Column("words", CodePointText(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.ForeignKeyConstraint(
            ["event_id", "known_from"], ["event_view.event_id", "event_view.known_from"], ondelete="CASCADE"
        ),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_event_words_event_id", "event_words", ["event_id", "known_from"], unique=True)
    # PostgreSQL looks up the event of each row of a link table; with `known_from` alone it may walk all that were
    # published together.
    op.drop_index("ix_event_view_known_from", "event_view")
    op.create_index("ix_event_view_known_from", "event_view", ["known_from", "event_id"])
    op.execute("DELETE FROM view_fingerprint")
    if op.get_context().dialect.name == "sqlite":
        _index_on_sqlite()
    else:
        _index_on_postgresql()


def _index_on_sqlite() -> None:
    """The text stays in event_words alone; `store.views.search` keeps the index in step."""
    op.execute(
        "CREATE VIRTUAL TABLE event_search USING fts5(words, content='event_words', content_rowid='id', "
        "columnsize=0, prefix='2 3', tokenize=\"ascii tokenchars '|'\")"
    )


def _index_on_postgresql() -> None:
    """Lexemes without positions, made without a parser; `store.views.search` repeats the very expression."""
    op.execute("CREATE INDEX event_search ON event_words USING gin (array_to_tsvector(string_to_array(words, ' ')))")
