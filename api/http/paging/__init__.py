"""Pages of a list: the cursor, and the walk through them."""
