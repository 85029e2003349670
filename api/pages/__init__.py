"""The pages for people: what `timeline.reading` gives, in words, for a template."""
