"""The open export app."""

from django.apps import AppConfig


class OpenExportConfig(AppConfig):
    name = "opencaf.open_export"
    verbose_name = "Open export"
