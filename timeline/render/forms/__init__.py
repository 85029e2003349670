"""Events as CSV, NDJSON, GeoJSON, Atom and JSON-LD."""
