"""What every address shares: requests checked, answers kept and validated, errors, limits, headers."""
