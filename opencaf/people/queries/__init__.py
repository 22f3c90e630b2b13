"""Joined reads about people."""
