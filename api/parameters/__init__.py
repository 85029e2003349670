"""The query parameters: `table` lists them, `read` reads a request, `values` reads one value."""
