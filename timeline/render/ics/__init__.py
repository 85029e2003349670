"""Events as iCalendar."""
