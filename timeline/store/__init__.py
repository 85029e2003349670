"""The only SQL: append-only logs, the read tables, migrations. Functions never commit; the edge does."""
