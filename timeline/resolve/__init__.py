"""Pure: reports and rulings in, one event with its history out. Knows no database, no clock, no HTTP."""
