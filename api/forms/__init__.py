"""The query and one event as table, lines, map, feed and linked data: what each form is, and how it is answered."""
