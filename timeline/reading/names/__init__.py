"""Names that the public may see, and their words."""
