"""The quality app."""

from django.apps import AppConfig


class QualityConfig(AppConfig):
    name = "opencaf.quality"
    verbose_name = "Data quality"
