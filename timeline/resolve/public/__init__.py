"""What the public can know of an event's log: its reports, and its numbered revisions (R9, R10)."""
