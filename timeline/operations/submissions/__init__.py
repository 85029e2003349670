"""Documents that wait for an editor: sent by the holder of a key, taken or refused by an editor."""
