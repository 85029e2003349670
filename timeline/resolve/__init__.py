"""Computes an event and its history from its reports and rulings. Pure: no database, no clock, no HTTP."""
