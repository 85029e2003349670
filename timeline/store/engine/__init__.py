"""Connections, sessions, the schema and the limits of a transaction."""
