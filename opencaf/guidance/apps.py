"""The guidance app."""

from django.apps import AppConfig


class GuidanceConfig(AppConfig):
    name = "opencaf.guidance"
    verbose_name = "Guidance"
