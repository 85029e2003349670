"""Pages for people: views made from stored events, and the few words that only pages need."""
