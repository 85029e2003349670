"""Writes over HTTP: check rights, headers and body, write in one transaction, keep the answer and the audit line."""
