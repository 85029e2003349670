"""Writes over HTTP: rights, headers and body checked, one writer's turn, answer kept and told to the audit trail."""
