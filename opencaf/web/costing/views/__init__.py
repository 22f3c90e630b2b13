"""Pages of what CAFs cost."""
