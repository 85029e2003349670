"""The read tables and the questions they answer."""
