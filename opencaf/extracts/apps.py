"""The extracts app."""

from django.apps import AppConfig


class ExtractsConfig(AppConfig):
    name = "opencaf.extracts"
    verbose_name = "Standard extracts"
