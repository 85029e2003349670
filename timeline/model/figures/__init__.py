"""Values of trips, co-presence and statistics."""
