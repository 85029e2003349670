"""The page /subscribe."""
