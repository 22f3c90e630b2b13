"""The national app."""

from django.apps import AppConfig


class NationalConfig(AppConfig):
    name = "opencaf.national"
    verbose_name = "National reports"
