"""Frozen values of the domain: no database, no clock, no HTTP."""
