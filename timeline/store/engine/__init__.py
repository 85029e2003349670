"""Connections, sessions and the schema."""
