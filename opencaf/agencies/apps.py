"""The agencies app."""

from django.apps import AppConfig


class AgenciesConfig(AppConfig):
    name = "opencaf.agencies"
    verbose_name = "Agencies"
