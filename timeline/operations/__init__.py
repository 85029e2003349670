"""Use cases: each module does one thing to the store, in the transaction that its caller owns."""
