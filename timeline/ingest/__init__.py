"""Reads files and texts from outside: gives values of the model, or an error with place and reason. Pure."""
