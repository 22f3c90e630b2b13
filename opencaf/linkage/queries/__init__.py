"""Reads of what linking compares and of what it found."""
