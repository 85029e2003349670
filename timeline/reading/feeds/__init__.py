"""What stands in a calendar feed."""
