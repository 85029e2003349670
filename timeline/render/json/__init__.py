"""Events, lists and reports as the JSON of the API, and the way back from stored JSON to values."""
