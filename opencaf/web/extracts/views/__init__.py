"""Pages of standard extracts."""
