"""The next events as others show them: lines of words in one language, and the picture made of them."""
