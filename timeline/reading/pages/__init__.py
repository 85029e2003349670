"""What the pages for people show: which events, in which order, with what beside them."""
