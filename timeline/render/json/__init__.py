"""Events and reports as the API's JSON."""
