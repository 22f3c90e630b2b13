"""The web app."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "opencaf.web"
    verbose_name = "Web"
