"""Joined reads about episodes."""

from opencaf.episodes.queries.contacts import contacts_for_child, reach

__all__ = ["contacts_for_child", "reach"]
