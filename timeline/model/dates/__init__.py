"""The date of an event: bounds, notation, time zones."""
