"""The append-only logs."""
