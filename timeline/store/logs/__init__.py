"""The append-only logs, API keys and kept answers: values in, rows stored, values out."""
