"""Reads as use cases: one question in each module."""
