"""The commands behind `timeline …`, one module each; `timeline.cli` puts them together.

A command owns its transaction, reads clock and settings, calls one operation and prints. It decides nothing else.
"""
