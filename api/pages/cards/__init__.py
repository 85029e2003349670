"""Events in words, ready for a template: the event itself, its margin date, its participants, sources and claims."""
