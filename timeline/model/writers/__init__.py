"""Who writes, and what a write leaves behind."""
