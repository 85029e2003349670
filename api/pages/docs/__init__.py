"""The page /docs."""
