"""Keys, rights, the audit trail, and answers kept for repeated requests."""
