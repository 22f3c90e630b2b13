"""Pages of old registers."""
