"""The commands `timeline …`, one module each; `timeline.cli` collects them.

A command owns its transaction, reads clock and settings, calls one operation or one reading function, and prints.
"""
