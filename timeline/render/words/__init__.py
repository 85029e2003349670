"""The fixed words of each language."""
