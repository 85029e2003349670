"""The published limits, and how often a client may ask."""
