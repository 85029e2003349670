"""The query parameters: one table, and how their values are read."""
