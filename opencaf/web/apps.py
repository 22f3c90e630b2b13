"""The web app."""

from importlib import import_module

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "opencaf.web"
    verbose_name = "Web"

    def ready(self) -> None:
        """Let the checks be known."""
        import_module("opencaf.web.shared.checks")
