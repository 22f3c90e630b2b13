"""The questions of this area."""
