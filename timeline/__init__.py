"""The diplomatic timeline: what each source said, one event worked out from it, and its forms. Knows no HTTP."""

__version__ = "0.1.0"
