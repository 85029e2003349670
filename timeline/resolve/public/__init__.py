"""What the public can know of an event's log: its reports, its numbered revisions, and its removal (R9, R10)."""
