"""Pure: resolved events in, bytes out. One module for each form; no form decides what is shown."""
