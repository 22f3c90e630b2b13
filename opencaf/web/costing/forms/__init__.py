"""What the pages of costs ask."""
