"""The episodes app."""

from django.apps import AppConfig


class EpisodesConfig(AppConfig):
    name = "opencaf.episodes"
    verbose_name = "Episodes"
