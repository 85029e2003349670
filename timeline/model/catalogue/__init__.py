"""People, organizations, offices, places and topics."""
