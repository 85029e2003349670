"""What other pages take from this service: the frame, its description for oEmbed, the builder and the picture."""
