"""Calendar feeds: which events are in a calendar, in which form, and when it changed last."""
