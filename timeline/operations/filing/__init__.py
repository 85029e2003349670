"""Filing a document: check it, compare it, plan its filings, store it."""
